"""The short help of X's operators: what each is, what it means, an example; a click puts it in.

Source: https://docs.x.com/x-api/posts/search/integrate/operators (read 2026-08).
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import frame, plain
from ui.override import override
from ui.theme import HALF, UNIT, Theme

HINT = tr("Enter or a click puts it in  ·  Esc closes")


class Operator(NamedTuple):
    """One operator."""

    form: str
    """What is put in."""
    chosen: str
    """What of that is to be written over."""
    meaning: str
    example: str


OPERATORS = (
    Operator("acme OR akme", "acme OR akme", tr("One of them, or both"), "(broken OR late)"),
    Operator('"two words"', "two words", tr("These words in this order"), '"still waiting"'),
    Operator("-word", "word", tr("Not with this word"), "acme -jobs"),
    Operator("(one OR two)", "one OR two", tr("What belongs together"), "acme (broken OR late)"),
    Operator("#tag", "tag", tr("With this hashtag"), "#acmefail"),
    Operator("from:handle", "handle", tr("Written by this account"), "from:acme_fans"),
    Operator("to:handle", "handle", tr("An answer to this account"), "to:acme_fans"),
    Operator("@handle", "handle", tr("Mentions this account"), "@acme_fans"),
    Operator("url:word", "word", tr("With a link that holds this"), "url:acme"),
    Operator("lang:en", "en", tr("In this language, beside a word"), "acme lang:de"),
    Operator("has:links", "links", tr("With a link, beside a word"), "acme has:links"),
    Operator("has:media", "media", tr("With a picture or film, beside a word"), "acme has:media"),
    Operator("is:reply", "reply", tr("Answers only, beside a word"), "acme is:reply"),
    Operator("is:quote", "quote", tr("Quotes another post, beside a word"), "acme -is:quote"),
    Operator("-is:retweet", "-is:retweet", tr("No reposts, beside a word"), "acme -is:retweet"),
)


class OperatorHelp(QFrame):
    """A list that lies over the dialog until one is chosen.

    Signals:
        chosen(Operator): this one is to be put in.
    """

    chosen = Signal(object)

    def __init__(
        self, theme: Theme, parent: QWidget, operators: tuple[Operator, ...] = OPERATORS
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._theme, self._operators = theme, operators
        self.list = QTreeWidget()
        self.list.setAccessibleName(tr("Operators"))
        self.list.setHeaderLabels([tr("Operator"), tr("What it means"), tr("Example")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The lists of the sheet have rows of their own; a tree's have no padding there.
        self.list.setStyleSheet(f"QTreeView::item {{ padding: {HALF}px {UNIT}px; }}")
        self.list.header().setSectionsMovable(False)
        for operator in operators:
            item = QTreeWidgetItem([operator.form, operator.meaning, operator.example])
            self.list.addTopLevelItem(item)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.line = plain.label(HINT, "quiet", theme.small_font())
        self.line.setContentsMargins(UNIT, HALF, UNIT, HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(frame.hairline())
        column.addWidget(self.line)

    def open_at(self, button: QWidget) -> None:
        """Open at a button, where there is more room, with the first row chosen."""
        self.list.setFont(self._theme.small_font())
        self.list.header().setFont(self._theme.small_font())
        wide = self._fit_columns()
        around = self.line.sizeHint().height() + self.list.header().sizeHint().height() + 5
        screen = button.screen().availableGeometry()
        area = QRect(button.mapToGlobal(QPoint(0, 0)), button.size())
        above, below = area.top() - screen.top(), screen.bottom() - area.bottom()
        rows = len(self._operators) * self.list.sizeHintForRow(0)
        high = min(around + rows, max(above, below) - HALF)
        top = area.bottom() + HALF if high + HALF <= below else area.top() - HALF - high
        left = max(min(area.left(), screen.right() - wide), screen.left())
        self.setGeometry(left, top, wide, high)
        self.show()
        self.list.setCurrentIndex(self.list.model().index(0, 0))
        self.list.setFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(self._theme.colour("window"))
        painter.setPen(self._theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _fit_columns(self) -> int:
        """Give each column the room of its longest text; return the width of all."""
        metrics, wide = QFontMetrics(self.list.font()), 0
        for column in range(self.list.columnCount()):
            texts = (operator[place] for operator in OPERATORS for place in (_FIELDS[column],))
            width = max(metrics.horizontalAdvance(text) for text in texts) + 4 * UNIT
            self.list.setColumnWidth(column, width)
            wide += width
        return wide + 2 * UNIT

    @Slot(QTreeWidgetItem)
    def _take(self, item: QTreeWidgetItem) -> None:
        if self.isVisible():  # a click on a platform that activates by one tells both
            self.hide()
            self.chosen.emit(self._operators[self.list.indexOfTopLevelItem(item)])


_FIELDS = (0, 2, 3)
"""Which fields of an operator the columns show."""

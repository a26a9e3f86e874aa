"""What lies below the search field while one types: how a term may go on, searches of before.

A part of the window and no window of its own: it never has the focus, and the list below it
stays where it is. What is shown it is told; what a person chooses goes up as a signal.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFontMetrics,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from ui import announcing, frame, plain
from ui.mirror import Mirror
from ui.override import override
from ui.theme import BAR, HALF, UNIT, Theme

MOST_ROWS = 8
WIDEST = 56 * UNIT
SIDE = UNIT + HALF


class SearchPopup(QFrame):
    """A list and a line below it.

    Signals:
        chosen(str): the person clicked on this one.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme, self._over = theme, window
        self.list = QListWidget()
        self.list.setObjectName("page")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setMouseTracking(True)
        self.list.setItemDelegate(_Rows(theme, self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.line = plain.label("", "quiet", theme.small_font())
        self.line.setWordWrap(True)
        self.line.setContentsMargins(SIDE, HALF, SIDE, HALF)
        self._parting = frame.hairline()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.list)
        column.addWidget(self._parting)
        column.addWidget(self.line)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Suggestions for the search"))
        self.list.clicked.connect(self._tell)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """Return what is listed, from the top."""
        return [self.list.item(row).text() for row in range(self.list.count())]

    @property
    def current(self) -> str | None:
        """Return the chosen row; None where none is, or nothing is shown."""
        row = self.list.currentRow()
        return self.list.item(row).text() if row >= 0 and self.isVisible() else None

    def tell(
        self, texts: Sequence[str], line: str, field: QWidget, *, wrong: bool, chosen: int
    ) -> None:
        """Show these below a field; `chosen` is the row that is chosen, -1 for none.

        `wrong`: the line says what is wrong with the query.
        """
        if self.texts != list(texts):
            self.list.clear()
            for text in texts:
                self.list.addItem(QListWidgetItem(text))
        self.list.setVisible(bool(texts))
        self._parting.setVisible(bool(texts) and bool(line))
        self.line.setVisible(bool(line))
        self.line.setText(line)
        self.line.setFont(self._theme.small_font())
        name = "danger" if wrong else "quiet"
        if self.line.objectName() != name:
            self.line.setObjectName(name)
            self.line.style().polish(self.line)
        self._place(field, len(texts))
        self.show()
        self.raise_()
        self._choose(chosen)

    def step(self, rows: int) -> None:
        """Choose another row; from none the first or the last."""
        count, row = self.list.count(), self.list.currentRow()
        if count:
            self._choose((row + rows) % count if row >= 0 else 0 if rows > 0 else count - 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setBrush(self._theme.colour("window"))
        painter.setPen(self._theme.colour("edge"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _choose(self, row: int) -> None:
        self.list.setCurrentRow(row)
        if row >= 0:
            announcing.say(self, self.list.item(row).text())

    def _place(self, field: QWidget, rows: int) -> None:
        """Lie below the field, as wide as it; wider where the window lets it."""
        window = self._over
        corner = field.mapTo(window, QPoint(0, field.height() + HALF))
        room = QRect(window.rect()).adjusted(UNIT, UNIT, -UNIT, -UNIT)
        end = corner.x() + field.width()
        leftwards = self.isRightToLeft()
        most = end - room.left() if leftwards else room.right() - corner.x()
        width = min(max(field.width(), WIDEST), most)
        inner = width - 2
        foot = 0
        if not self.line.isHidden():
            foot = self.line.heightForWidth(inner) + (1 if rows else 0)
        one = row_height(self._theme)
        fitting = max(1, (room.bottom() - corner.y() - foot - 2) // one)
        shown = min(rows, MOST_ROWS, fitting)
        self.list.setFixedHeight(shown * one)
        left = end - width if leftwards else corner.x()
        self.setGeometry(left, corner.y(), width, shown * one + foot + 2)

    @Slot(QModelIndex)
    def _tell(self, index: QModelIndex) -> None:
        self.chosen.emit(str(index.data()))


class _Rows(QStyledItemDelegate):
    """Draws a row as the lists of the window do: plain text, the chosen one behind a bar."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(10 * UNIT, row_height(self._theme))

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        theme, area = self._theme, QRect(option.rect)
        mirror = Mirror(area, option.direction)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent_text"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))
        painter.setFont(theme.text_font())
        painter.setPen(theme.colour("text"))
        inner = area.adjusted(SIDE, 0, -SIDE, 0)
        text = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideMiddle, inner.width()
        )
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        mirror.boxed(painter, inner, flags | Qt.TextFlag.TextSingleLine, text)
        painter.restore()


def row_height(theme: Theme) -> int:
    """Return how high each row is."""
    return QFontMetrics(theme.text_font()).height() + UNIT

"""The list of saved replies: name and length, below it how it begins and how often it was used.

Shows what it is given; of a long list only the rows in sight are measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Slot,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from console.domain.saved_replies import SavedReply
from console.language import tr
from ui import plain, saved_values
from ui.mirror import Mirror
from ui.override import override
from ui.saved_values import Measure
from ui.theme import BAR, HALF, UNIT, Theme

Index = QModelIndex | QPersistentModelIndex
REPLY = Qt.ItemDataRole.UserRole
BEGINS = Qt.ItemDataRole.UserRole + 1
SIZE = Qt.ItemDataRole.UserRole + 2
USED = Qt.ItemDataRole.UserRole + 3
NO_INDEX = QModelIndex()
MOST_SPENT_S = 0.005
"""So long rows are measured at once: a key is answered within a frame."""
MOST_MEASURED = 5_000
FIRST_WORDS = 200
"""So many characters of a text are looked at for its line."""


class SavedModel(QAbstractListModel):
    """Saved replies in the order given, measured by how they would be sent now."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._measure = Measure()
        self._sizes: dict[str, str] = {}
        """What was measured, by text."""
        self._spent_s = 0.0
        """How long this turn of the event loop has measured."""
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self._go_on)
        self.replies: Sequence[SavedReply] = ()

    def show_replies(self, replies: Sequence[SavedReply], measure: Measure) -> None:
        """Show these."""
        self.beginResetModel()
        if measure != self._measure or len(self._sizes) > MOST_MEASURED:
            self._sizes.clear()
        self._spent_s = 0.0
        self.replies, self._measure = replies, measure
        self.endResetModel()

    def row_of(self, reply_id: int) -> int:
        """Return the row of a saved reply; -1 where it is not shown."""
        rows = (row for row, each in enumerate(self.replies) if each.id == reply_id)
        return next(rows, -1)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self.replies)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self.replies):
            return None
        reply = self.replies[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return plain.isolated(reply.name)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = (
                    plain.isolated(reply.name),
                    self._begins(reply),
                    self._measured(reply.text),
                )
                return ", ".join((*said, saved_values.used(reply.uses)))
            case _ if role == REPLY:
                return reply
            case _ if role == BEGINS:
                return self._begins(reply)
            case _ if role == SIZE:
                return self._size(reply)
            case _ if role == USED:
                return saved_values.used(reply.uses)
        return None

    def _begins(self, reply: SavedReply) -> str:
        filled = self._measure.filled(reply.text[:FIRST_WORDS]).text
        return plain.isolated(" ".join(filled.split()))

    def _size(self, reply: SavedReply) -> str:
        """Return how long a text is; empty where that has to wait till a key was answered."""
        known = self._sizes.get(reply.text)
        if known is not None:
            return known
        if self._spent_s > MOST_SPENT_S:
            self._later.start()
            return ""
        began = monotonic()
        measured = self._measured(reply.text)
        self._spent_s += monotonic() - began
        return measured

    def _measured(self, text: str) -> str:
        if text not in self._sizes:
            self._sizes[text] = self._measure.size(text)
        return self._sizes[text]

    @Slot()
    def _go_on(self) -> None:
        """Let those rows be measured that had to wait."""
        self._spent_s = 0.0
        if self.replies:
            self.dataChanged.emit(self.index(0), self.index(len(self.replies) - 1), [SIZE])


class SavedDelegate(QStyledItemDelegate):
    """Draws a saved reply in two lines; what is at the right is never covered."""

    def __init__(self, theme: Theme, parent: QObject, *, always_active: bool = False) -> None:
        """Take whether the chosen row is that of the focus, wherever the focus is."""
        super().__init__(parent)
        self._theme, self._always_active = theme, always_active

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(30 * UNIT, row_height(self._theme))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        painter.save()
        mirror = Mirror(area, option.direction)
        self._ground(painter, area, option.state, mirror)
        theme = self._theme
        inner = area.adjusted(UNIT + HALF, UNIT - 2, -UNIT - HALF, 2 - UNIT)
        name, begins = str(index.data()), str(index.data(BEGINS))
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        small = theme.small_font()
        first, second = (name, theme.text_font(), "text"), (begins, small, "quiet")
        self._line(painter, mirror, inner, top, first, str(index.data(SIZE)))
        self._line(painter, mirror, inner, bottom, second, str(index.data(USED)))
        painter.restore()

    def _line(
        self,
        painter: QPainter,
        mirror: Mirror,
        area: QRect,
        along: Qt.AlignmentFlag,
        left: tuple[str, QFont, str],
        right: str,
    ) -> None:
        """Draw a line: text, font and colour of its left side, and what stands at the right."""
        text, font, colour = left
        theme, single = self._theme, Qt.TextFlag.TextSingleLine
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        mirror.boxed(painter, area, along | Qt.AlignmentFlag.AlignRight | single, right)
        taken = painter.fontMetrics().horizontalAdvance(right) + 2 * UNIT
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - taken)
        mirror.boxed(painter, area, along | Qt.AlignmentFlag.AlignLeft | single, shown)

    def _ground(
        self, painter: QPainter, area: QRect, state: QStyle.StateFlag, mirror: Mirror
    ) -> None:
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            active = self._always_active or state & QStyle.StateFlag.State_HasFocus
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent_text" if active else "accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))


def row_height(theme: Theme) -> int:
    """Return how high each row is."""
    lines = (theme.text_font(), theme.small_font())
    return sum(QFontMetrics(font).height() for font in lines) + 2 * (UNIT - 2) + 2


def saved_list(model: SavedModel, theme: Theme, *, always_active: bool = False) -> QListView:
    """Return a list that shows a model's saved replies."""
    made = QListView()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setAccessibleName(tr("Saved replies"))
    made.setModel(model)
    made.setItemDelegate(SavedDelegate(theme, made, always_active=always_active))
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return made

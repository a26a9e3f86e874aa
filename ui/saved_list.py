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
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyleOptionViewItem,
)

from console.domain.saved_replies import SavedReply
from console.language import tr
from ui import plain, saved_values
from ui.mirror import Mirror
from ui.override import override
from ui.saved_values import Measure
from ui.theme import HALF, UNIT, Theme
from ui.two_line_list import Line, TwoLineDelegate, two_line_list

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


class SavedDelegate(TwoLineDelegate):
    """Draws a saved reply in two lines; what is at the right is never covered."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(30 * UNIT, row_height(self._theme))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        area: QRect = option.rect
        mirror, theme = Mirror(area, option.direction), self._theme
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        painter.save()
        self.draw_ground(painter, mirror, area, option.state)
        inner = area.adjusted(UNIT + HALF, UNIT - 2, -UNIT - HALF, 2 - UNIT)
        first = Line(str(index.data()), theme.text_font(), "text", top)
        second = Line(str(index.data(BEGINS)), theme.small_font(), "quiet", bottom)
        self.draw_line(painter, mirror, inner, first, str(index.data(SIZE)))
        self.draw_line(painter, mirror, inner, second, str(index.data(USED)))
        painter.restore()


def row_height(theme: Theme) -> int:
    """Return how high each row is."""
    lines = (theme.text_font(), theme.small_font())
    return sum(QFontMetrics(font).height() for font in lines) + 2 * (UNIT - 2) + 2


def saved_list(model: SavedModel, theme: Theme, *, always_active: bool = False) -> QListView:
    """Return a list that shows a model's saved replies."""
    made = two_line_list(model, tr("Saved replies"))
    made.setItemDelegate(SavedDelegate(theme, made, always_active=always_active))
    return made

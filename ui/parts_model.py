"""The parts of an answer as they will look: the rows of the cards.

Shows what `console.text.split` made of the text; owns nothing of the text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.limits import LIMITS_140, Limits
from console.domain.numbering import NO_NUMBERS
from console.text.hidden_signs import copied
from console.text.split import Layout, Part
from ui import part_words
from ui.override import override
from ui.part_words import Card

Index = QModelIndex | QPersistentModelIndex
CARD = Qt.ItemDataRole.UserRole
"""All that a card shows, as a `Card`."""
NO_INDEX = QModelIndex()


class PartsModel(QAbstractListModel):
    """Parts in the order in which they will be posted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layout = Layout("", LIMITS_140, NO_NUMBERS, ())
        self._parts: tuple[Part, ...] = ()
        """Those of the layout, but for the moment in which rows come or go."""
        self._put_on = ""

    @property
    def shown(self) -> Layout:
        """Return the text with its parts exactly as the cards show them."""
        return self._layout

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts exactly as they are shown."""
        return self._parts

    @property
    def limits(self) -> Limits:
        """Return what the parts were made by."""
        return self._layout.limits

    def show_layout(self, layout: Layout, put_on: str = "") -> None:
        """Show these parts, touching only the cards that look different.

        `put_on` is what stands at the end of the last part that nobody typed.
        """
        before, old, new = self._layout, self._parts, layout.parts
        signed_anew = put_on != self._put_on
        self._layout, self._put_on = layout, put_on
        shared = min(len(old), len(new))
        if len(new) < len(old):
            self.beginRemoveRows(NO_INDEX, shared, len(old) - 1)
            self._parts = old[:shared]
            self.endRemoveRows()
        self._parts = new[:shared]
        # The number of all parts stands on each card.
        every = signed_anew or len(old) != len(new) or before.limits is not layout.limits
        for first, last in _runs(shared, lambda row: every or _differ(old[row], new[row])):
            self.dataChanged.emit(self.index(first), self.index(last))
        if len(new) > shared:
            self.beginInsertRows(NO_INDEX, shared, len(new) - 1)
            self._parts = new
            self.endInsertRows()

    def card(self, row: int) -> Card:
        """Return all that the card of a row shows."""
        return part_words.card(self._parts, row, self._layout, self._put_on)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._parts)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._parts):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return copied(self._parts[index.row()].text)
        if role == CARD:
            return self.card(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return part_words.spoken(self.card(index.row()))
        return None


def _differ(one: Part, other: Part) -> bool:
    """Return whether two parts look different; where they stand in the text is not seen."""
    return one.text != other.text or one.ends != other.ends or one.weight != other.weight


def _runs(count: int, wanted: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of rows that are wanted."""
    first = -1
    for row in range(count + 1):
        if row < count and wanted(row):
            first = row if first < 0 else first
        elif first >= 0:
            yield first, row - 1
            first = -1

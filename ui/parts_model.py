"""The parts of an answer as they will look: the rows of the cards.

Shows what `console.text.split` made of the text; owns nothing of the text itself.
"""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.limits import LIMITS_140, Limits
from console.text.split import Part
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
PART = Qt.ItemDataRole.UserRole
LEFT = Qt.ItemDataRole.UserRole + 1
"""How much weight is left in the part."""
SCARCE = Qt.ItemDataRole.UserRole + 2
"""Whether that is so little that the next word may begin another part."""
META = Qt.ItemDataRole.UserRole + 3
"""Which part it is and what is left, in words."""
NO_INDEX = QModelIndex()


class PartsModel(QAbstractListModel):
    """Parts in the order in which they will be posted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts: tuple[Part, ...] = ()
        self.limits: Limits = LIMITS_140
        """What the parts were made by."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return the parts exactly as they are shown."""
        return self._parts

    def show_parts(self, parts: tuple[Part, ...], limits: Limits) -> None:
        """Show these parts, touching only the cards that differ."""
        old, same_limits = self._parts, limits is self.limits
        self.limits = limits
        shared = min(len(old), len(parts))
        if len(parts) < len(old):
            self.beginRemoveRows(NO_INDEX, len(parts), len(old) - 1)
            self._parts = old[: len(parts)]
            self.endRemoveRows()
        self._parts = parts[:shared]
        for place in range(shared):
            # The number of parts stands on each card.
            if not same_limits or old[place] != parts[place] or len(old) != len(parts):
                index = self.index(place)
                self.dataChanged.emit(index, index)
        if len(parts) > shared:
            self.beginInsertRows(NO_INDEX, shared, len(parts) - 1)
            self._parts = parts
            self.endInsertRows()

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._parts)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or not 0 <= index.row() < len(self._parts):
            return None
        part = self._parts[index.row()]
        left = self.limits.max_weight - part.weight
        if role == PART:
            return part
        if role == LEFT:
            return left
        if role == SCARCE:
            return left * 10 < self.limits.max_weight
        if role == Qt.ItemDataRole.DisplayRole:
            return part.text
        number = f"{index.row() + 1}/{len(self._parts)}  ·  " if len(self._parts) > 1 else ""
        if role == META:
            return f"{number}{left} left"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            which = f"Part {index.row() + 1} of {len(self._parts)}"
            return f"{which}, {left} characters left: {part.text}"
        return None

"""A line for tags between commas, which offers those that cases bear already."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

from ui.override import override

Index = QModelIndex | QPersistentModelIndex


class LastTag(QCompleter):
    """Completes the tag behind the last comma; those before it stay."""

    def __init__(self, line: QLineEdit) -> None:
        super().__init__(line)
        self._line = line
        self._tags = QStringListModel(self)
        self.setModel(self._tags)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(8)

    def offer(self, tags: Sequence[str]) -> None:
        """Offer these, the most used first."""
        self._tags.setStringList(list(tags))

    @override
    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip().removeprefix("#")]

    @override
    def pathFromIndex(self, index: Index) -> str:
        before, comma, _ = self._line.text().rpartition(",")
        return f"{before}{comma}{' ' * bool(comma)}{super().pathFromIndex(index)}"

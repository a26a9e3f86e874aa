"""The first calls of a log as they will be stored, for a table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.call_logs import BadRow, LoggedCall
from ui import call_log_words as words
from ui import plain
from ui.override import override
from ui.theme import Theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class CallLogModel(QAbstractTableModel):
    """Rows of a log; those that are kept aside stand in the colour of trouble, with the reason."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: tuple[LoggedCall | BadRow, ...] = ()
        self._cells: tuple[tuple[str, ...], ...] = ()

    def show_rows(self, rows: tuple[LoggedCall | BadRow, ...]) -> None:
        """Show these rows from now on."""
        self.beginResetModel()
        self._rows, self._cells = rows, tuple(words.cells(row) for row in rows)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(words.COLUMNS)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells[index.row()][index.column()]
            case Qt.ItemDataRole.ForegroundRole if isinstance(self._rows[index.row()], BadRow):
                return self._theme.colour("danger")
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tip(self._cells[index.row()][index.column()])
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return words.COLUMNS[section] if role == Qt.ItemDataRole.DisplayRole else None

"""The rows of the inbox as a Qt model: a cache of what the reader lane read.

Owns which rows are loaded and their order; reads nothing itself. Rows come in pages,
newest first, and are renewed one by one when `Changes` name them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from ui import words
from ui.override import override
from ui.plain import isolated

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
NO_INDEX = QModelIndex()


class InboxModel(QAbstractListModel):
    """Cases of one view, newest first.

    The held case (the open one) keeps its place and stays listed although it moved to
    another view, so that nothing moves under the person's hands.

    Signals:
        more_wanted(CaseRow): the page after this row is needed.
    """

    more_wanted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CaseRow] = []
        self._more = False
        self._asked = False
        self._held: CaseId | None = None

    def show_rows(self, rows: Sequence[CaseRow], *, more: bool) -> None:
        """Replace all rows by a first page; `more` says whether others follow."""
        self.beginResetModel()
        self._rows = list(rows)
        self._more, self._asked = more, False
        self.endResetModel()

    def await_rows(self) -> None:
        """Ask for no next page till `show_rows`: what is listed is about to be replaced."""
        self._asked = True

    def end_waiting(self) -> None:
        """Take note that what was asked for did not come; it may be asked for again."""
        self._asked = False

    def add_page(self, rows: Sequence[CaseRow], *, more: bool) -> None:
        """Append the page that was asked for by `more_wanted`."""
        known = {row.id for row in self._rows}
        fresh = [row for row in rows if row.id not in known]
        self._more, self._asked = more, False
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(NO_INDEX, first, first + len(fresh) - 1)
            self._rows += fresh
            self.endInsertRows()

    def hold(self, case_id: CaseId | None) -> CaseId | None:
        """Hold the place of a case; return the one held before, which is due to be renewed."""
        before, self._held = self._held, case_id
        return before if before != case_id else None

    def renew(self, ids: Iterable[CaseId], found: Iterable[CaseRow]) -> None:
        """Put `found`, what the view holds of `ids` now, in the place of the old rows."""
        fresh = {row.id: row for row in found}
        for case_id in ids:
            if case_id not in fresh and case_id != self._held:
                self._remove(self.position(case_id))
        for row in sorted(fresh.values(), key=_key):
            place = self.position(row.id)
            if place is not None and (
                row.id == self._held or self._rows[place].last_at == row.last_at
            ):
                self._replace(place, row)
            else:
                self._remove(place)
                self._insert(row)

    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that `gone` was joined into in its place, unless that is listed."""
        place = self.position(gone)
        if place is not None and self.position(row.id) is None:
            self._replace(place, row)

    def replace_held(self, row: CaseRow) -> None:
        """Renew the held row although its view no longer holds it."""
        place = self.position(row.id)
        if place is not None:
            self._replace(place, row)

    def position(self, case_id: CaseId | None) -> int | None:
        """Return the row number of a case, None where it is not loaded."""
        return next((n for n, row in enumerate(self._rows) if row.id == case_id), None)

    def row_at(self, place: int) -> CaseRow | None:
        """Return a row, None where there is none."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{isolated(row.name)}, {words.STATES[row.state]}: {row.snippet}"
        return None

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and self._more and not self._asked and bool(self._rows)

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_wanted.emit(self._rows[-1])

    def _replace(self, place: int, row: CaseRow) -> None:
        self._rows[place] = row
        index = self.index(place)
        self.dataChanged.emit(index, index)

    def _remove(self, place: int | None) -> None:
        if place is not None:
            self.beginRemoveRows(NO_INDEX, place, place)
            del self._rows[place]
            self.endRemoveRows()

    def _insert(self, row: CaseRow) -> None:
        held = self.position(self._held)
        keys = [_key(other) for n, other in enumerate(self._rows) if n != held]
        place = bisect_left(keys, _key(row))
        if place == len(keys) and self._more:
            return  # below what is loaded; it comes with its page
        if held is not None and place > held:
            place += 1
        self.beginInsertRows(NO_INDEX, place, place)
        self._rows.insert(place, row)
        self.endInsertRows()


def _key(row: CaseRow) -> tuple[float, int]:
    """Return what sorts rows newest first."""
    return (-row.last_at.timestamp(), -row.id)

"""The cases of a view as a Qt model: the keys of all, and the rows of those seen lately.

Owns the order, and what is loaded; reads nothing itself. A row that is asked for and not
loaded is wished for: whoever fills the model hears of it once per turn of the event loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from console.domain.cases import CaseRow
from console.domain.ids import CaseId, to_ms
from console.domain.searching import Hit
from console.language import tr
from ui import case_words, search_words
from ui.case_keys import CaseKeys, Listed, Relisted
from ui.kept_rows import MOST_WISHES, KeptRows
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1
MARKED = Qt.ItemDataRole.UserRole + 2
HIT = Qt.ItemDataRole.UserRole + 3
NO_INDEX = QModelIndex()
SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)

MOST_STEPS = 32
"""More changes of places at once than that are told as one."""


Rank = Callable[[CaseRow], int]
"""What a case is listed by; see `console.domain.listing`."""


def newest(row: CaseRow) -> int:
    """Return what lists the newest first."""
    return to_ms(row.last_at)


class InboxModel(QAbstractListModel):
    """Cases of one view or search, the highest rank first.

    Nothing moves under the person's hands: the held case (the open one) keeps its place
    and stays listed although it moved to another view, and so does every case while
    `everything_stays`. What is due by then is done afterwards.

    Signals:
        rows_wanted: rows were asked for that are not loaded; see `wishes`.
    """

    rows_wanted = Signal()

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._rank: Rank = newest
        self.is_marked: Callable[[CaseId], bool] = lambda _case_id: False
        """Returns whether a case is marked for acting on many."""
        self.hit_of: Callable[[CaseId], Hit | None] = lambda _case_id: None
        """Returns what a search found in a case."""
        self._keys = CaseKeys()
        self._rows = KeptRows()
        self._held: CaseId | None = None
        self._due: dict[CaseId, int | None] = {}
        """Ranks of cases that keep another place for now; None for those that are to go."""
        self._revision = 0
        self.everything_stays = False
        self._turn = QTimer(self, singleShot=True, interval=0)
        self._turn.timeout.connect(self.rows_wanted)

    def show_rows(self, rows: Sequence[CaseRow], rank: Rank = newest) -> None:
        """List these cases and no others: a first page, or all that a search found.

        They come, and are kept from now on, in the order of their ranks.
        """
        self.beginResetModel()
        self._rank = rank
        self._take_keys(CaseKeys.of([(rank(row), row.id) for row in rows]), {})
        self._rows.clear()
        self._rows.keep(rows)
        self.endResetModel()

    def rank_by(self, rank: Rank) -> None:
        """Take what cases are listed by from now on; what is listed keeps its place."""
        self._rank = rank

    def snapshot(self) -> Listed:
        """Return what is listed, to be put beside what a view holds now (`relisted`)."""
        return Listed(self._keys.copy(), self.everything_stays, self._held, self._revision)

    def take(
        self, news: Relisted, rows: Iterable[CaseRow] = (), stale: Iterable[CaseId] = ()
    ) -> bool:
        """List what was read, with `rows` renewed and `stale` ones forgotten.

        Return False, and do nothing, where the list went on since the snapshot.
        """
        if news.revision != self._revision:
            return False
        self._rows.forget(stale)
        self._rows.keep(rows)
        head, tail = news.keys.change_from(self._keys)
        before, after = len(self._keys) - tail, len(news.keys) - tail
        if head == before < after:
            self.beginInsertRows(NO_INDEX, head, after - 1)
            self._take_keys(news.keys, news.due)
            self.endInsertRows()
        elif head < before:
            self.beginResetModel()
            self._take_keys(news.keys, news.due)
            self.endResetModel()
        else:
            self._take_keys(news.keys, news.due)
        self.repaint()
        return True

    def wishes(self, first: int, last: int) -> tuple[CaseId, ...]:
        """Return which rows are to be read: from place `first` to `last`, then others asked for.

        What is returned counts as asked for.
        """
        wished = dict.fromkeys((*self._keys.ids(first, last + 1), *self._rows.take_wishes()))
        missing = [one for one in wished if one not in self._rows and one in self._keys]
        return tuple(missing[:MOST_WISHES])

    def add_rows(self, asked: Iterable[CaseId], found: Iterable[CaseRow]) -> None:
        """Show the rows that were wished for; a case that is not found is no more."""
        rows = {row.id: row for row in found}
        self._rows.keep(rows.values())
        for case_id in asked:
            if case_id not in rows:
                self._remove(case_id)
        self.repaint()

    def hold(self, case_id: CaseId | None) -> None:
        """Hold the place of a case; what is due of the one held before is done."""
        before, self._held = self._held, case_id
        if before != case_id:
            self._revision += 1
            if before in self._due and not self.everything_stays:
                self._settle(before)

    def stay(self, *, everything: bool) -> list[CaseId]:
        """Let every case keep its place, or put right what is due; return what moved then."""
        if everything == self.everything_stays:
            return []
        self.everything_stays = everything
        self._revision += 1
        due = [] if everything else [one for one in self._due if one != self._held]
        with_steps = len(due) <= MOST_STEPS
        if not with_steps:
            self.beginResetModel()
        for case_id in due:
            self._settle(case_id, told=with_steps)
        if not with_steps:
            self.endResetModel()
        return [case_id for case_id in due if case_id in self._keys]

    def renew(
        self, ids: Iterable[CaseId], found: Iterable[CaseRow], beside: Iterable[CaseRow] = ()
    ) -> list[CaseId]:
        """Put `found`, what the view holds of `ids` now, where it belongs.

        `beside` are those of `ids` that another view holds, for as long as they must stay.
        Return which cases came or moved.
        """
        fresh = {row.id: row for row in found}
        gone = [one for one in ids if one not in fresh and one in self._keys]
        self._rows.keep(row for row in beside if row.id in self._keys)
        moves = [row for row in fresh.values() if self._keys.rank_of(row.id) != self._rank(row)]
        steps = sum(not self._stays(one) for one in (*gone, *(row.id for row in moves)))
        told = steps <= MOST_STEPS
        if not told:
            self.beginResetModel()
        for case_id in gone:
            self._place(case_id, None, told=told)
        for row in fresh.values():
            self._due.pop(row.id, None)
        self._rows.keep(fresh.values())
        moved = [row.id for row in moves if self._place(row.id, self._rank(row), told=told)]
        if not told:
            self.endResetModel()
        self.repaint()
        return moved

    def follow(self, gone: CaseId, row: CaseRow) -> None:
        """Put the case that `gone` was joined into in its place, unless that is listed."""
        rank = self._keys.rank_of(gone)
        if rank is not None and row.id not in self._keys:
            self._rows.keep((row,))
            self._insert(row.id, rank)
            self._due[row.id] = self._rank(row)

    def remove(self, case_id: CaseId) -> None:
        """Take a case off the list that is no more."""
        self._remove(case_id)

    def position(self, case_id: CaseId | None) -> int | None:
        """Return the place of a case, None where it is not listed."""
        return self._keys.place(case_id)

    def id_at(self, place: int) -> CaseId | None:
        """Return the case at a place, None where there is none."""
        return self._keys.id_at(place) if 0 <= place < len(self._keys) else None

    def ids(self, first: int = 0, last: int | None = None) -> list[CaseId]:
        """Return the cases from place `first` to `last`, to the end without it."""
        return self._keys.ids(first, len(self._keys) if last is None else last + 1)

    def sorted(self, ids: Iterable[CaseId]) -> list[CaseId]:
        """Return those of `ids` that are listed, from the top."""
        return self._keys.sorted(ids)

    def row_at(self, place: int) -> CaseRow | None:
        """Return a row, None where there is none or it is not loaded."""
        case_id = self.id_at(place)
        return None if case_id is None else self._rows.get(case_id)

    def is_loaded(self, case_id: CaseId) -> bool:
        """Return whether the row of a case is there."""
        return case_id in self._rows

    def repaint(self) -> None:
        """Tell that rows are others; the view paints only those in sight."""
        if len(self._keys):
            self.dataChanged.emit(self.index(0), self.index(len(self._keys) - 1))

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._keys)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        case_id = self.id_at(index.row()) if index.isValid() else None
        if case_id is None:
            return None
        if role == ID:
            return case_id
        if role == MARKED:
            return self.is_marked(case_id)
        if role == HIT:
            return self.hit_of(case_id)
        if role != ROW and role not in SPOKEN:
            return None
        row = self._rows.see(case_id)
        if row is None and not self._turn.isActive():
            self._turn.start()
        if role == ROW:
            return row
        if row is None:
            return tr("Loading")
        hit = self.hit_of(case_id)
        found = "" if hit is None else search_words.spoken(hit, self._now())
        said = case_words.spoken(row, self._now(), found=found)
        return tr("marked, {case}").format(case=said) if self.is_marked(case_id) else said

    def _take_keys(self, keys: CaseKeys, due: dict[CaseId, int | None]) -> None:
        self._keys, self._due = keys, due
        self._revision += 1

    def _place(self, case_id: CaseId, rank: int | None, *, told: bool) -> bool:
        """Move a case to its place, or note that it is due; return whether it came or moved."""
        if self._stays(case_id):
            self._due[case_id] = rank
            return False
        self._remove(case_id, told=told)
        if rank is not None:
            self._insert(case_id, rank, told=told)
        return rank is not None

    def _stays(self, case_id: CaseId) -> bool:
        return case_id in self._keys and (self.everything_stays or case_id == self._held)

    def _settle(self, case_id: CaseId, *, told: bool = True) -> None:
        rank = self._due.pop(case_id)
        self._remove(case_id, told=told)
        if rank is not None:
            self._insert(case_id, rank, told=told)

    def _remove(self, case_id: CaseId, *, told: bool = True) -> None:
        place = self._keys.place(case_id)
        if place is None:
            return
        if told:
            self.beginRemoveRows(NO_INDEX, place, place)
        self._keys.remove(case_id)
        self._due.pop(case_id, None)
        self._revision += 1
        if told:
            self.endRemoveRows()

    def _insert(self, case_id: CaseId, rank: int, *, told: bool = True) -> None:
        place = self._keys.place_for(rank, case_id)
        if told:
            self.beginInsertRows(NO_INDEX, place, place)
        self._keys.add(rank, case_id)
        self._revision += 1
        if told:
            self.endInsertRows()

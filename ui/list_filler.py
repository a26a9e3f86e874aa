"""Fills the list of cases from the reader lane: first page, keys of all, rows, renewals.

Owns what is asked for and when; where rows stand is the model's, what is in sight the
list's. Of a search, page after page is read as one scrolls (`SearchFiller`). The lane does
one job after the other, so what it brings is in the order of what was stored.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import islice

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from console.desk import Desk
from console.domain import listing
from console.domain.cases import EVERY_CASE, CaseFilter, CaseRow, Order
from console.domain.ids import CaseId
from console.domain.searching import HitOrder, SearchProblem
from console.errors import DeskError
from ui.case_keys import Relisted, relisted
from ui.case_list import CaseList
from ui.lanes import Lane
from ui.search_filler import SearchFiller
from ui.search_hits import Hits

PAGE = 100
RENEWED_AT_ONCE = 200
"""So many changed cases are read and put in place in one go; the others wait their turn."""
MOST_STALE = 4_000
"""More changed cases than that, and the keys of all are read and compared instead."""
SHARE = 2
"""After a renewal the lane rests so many times as long as that took: a sync needs it too."""
LONGEST_REST_MS = 1000
FIRST_PAUSE_MS, LONGEST_PAUSE_MS = 1000, 60_000
"""How long to wait after a renewal that failed; twice as long after each one more."""
AHEAD = 10
"""So many rows above and below what is in sight are read with it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the list shows: the cases of a view, or in all of them what a query finds."""

    within: CaseFilter = EVERY_CASE
    query: str = ""
    order: Order = Order.NEWEST
    hits: HitOrder = HitOrder.NEWEST
    """In which order a search lists what it found."""
    typing: bool = False
    """Whether the last word of the query may be only its beginning."""

    def first_page(self, desk: Desk) -> tuple[CaseRow, ...]:
        """Read its uppermost rows."""
        return desk.cases.rows(self.within, order=self.order, limit=PAGE)

    def rank(self, row: CaseRow) -> int:
        """Return what a case is listed by."""
        return listing.rank(row, self.within, self.order)

    def same_cases(self, other: Shown) -> bool:
        """Return whether the other shows the same cases, in whatever order."""
        return (self.within, self.query) == (other.within, other.query)

    def is_first_page_all(self, rows: tuple[CaseRow, ...]) -> bool:
        """Return whether nothing follows its first page."""
        return len(rows) < PAGE


class ListFiller(QObject):
    """Reads what the list needs.

    Signals:
        filled: the first page of what is shown is in the list.
        failed(DeskError): it could not be read.
        changed: rows came, went or moved.
        came(list of CaseId): those that were put into the list or to another place.
        wrong(tuple of SearchProblem): the query cannot be meant so; the list is as it was.
    """

    filled = Signal()
    failed = Signal(object)
    changed = Signal()
    came = Signal(object)
    wrong = Signal(object)

    def __init__(self, lane: Lane, cases: CaseList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane, self._list, self._model = lane, cases, cases.cases
        self.shown = Shown()
        self.is_whole = False
        """Whether all of what is shown is listed, not only its first page."""
        self._all_due = self._keys_due = False
        """Whether all keys are to be read; the other, once what is listed was painted."""
        self._asking = False
        """Whether rows are on their way; no others are asked for before they are here."""
        self._renewing = False
        self._stale: set[CaseId] = set()
        self._brought: set[CaseId] = set()
        """What a person brings back into the list, and is no news to them."""
        self._begun = 0.0
        self._listed = self.shown
        """What the list really holds, while `shown` may still be on its way."""
        self.search = SearchFiller(lane, cases, self)
        self._failures = 0
        """How many renewals failed since the last one that did not."""
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self._renew)
        self._model.rows_wanted.connect(self._read_rows)
        self._model.hit_of = self.search.hit
        cases.painted.connect(self._note_paint)

    def read(self, shown: Shown) -> None:
        """Read the first page of what is to be shown from now on."""
        self.shown = shown
        self.search.stop()
        self._keys_due = self._all_due = self.is_whole = False
        if shown.query:
            self.search.read(shown)
            return
        self._lane.submit(shown.first_page, self.fill, self.failed.emit, receiver=self, key="inbox")

    @Slot(object)
    def fill(self, rows: tuple[CaseRow, ...]) -> None:
        """Show a first page; the keys of all follow once it was painted."""
        self.search.forget()
        self._listed = self.shown
        self._model.show_rows(rows, self.shown.rank)
        self.is_whole = self.shown.is_first_page_all(rows)
        self._keys_due = not self.is_whole
        self.filled.emit()

    @Slot(object)
    def fill_found(self, hits: Hits) -> None:
        """Show the first page of what a search found."""
        self._listed = self.shown
        self.is_whole = True
        self._model.show_rows(hits.rows, hits.rank)
        self.filled.emit()

    @Slot(object)
    def stay(self, problems: tuple[SearchProblem, ...]) -> None:
        """Let the list be what it was before a query that cannot be meant so."""
        self.shown = self._listed
        self.is_whole = bool(self.shown.query)
        if not self.is_whole:
            self._all_due = True
            self.renew(frozenset())
        self.wrong.emit(problems)

    def bring_back(self, ids: Iterable[CaseId]) -> None:
        """Take note that a person brings these back: no news is told of them once."""
        self._brought |= set(ids)

    def renew(self, ids: frozenset[CaseId]) -> None:
        """Read some cases again and put them where they now belong; soon, one after another."""
        self._stale |= ids
        if not self._rest.isActive():
            self._renew()

    @Slot()
    def _note_paint(self) -> None:
        if self._keys_due:
            self._keys_due, self._all_due = False, True
            # What was painted reaches the screen when the event loop goes on.
            QTimer.singleShot(0, self, self._renew)

    @Slot()
    def _renew(self) -> None:
        if self._renewing or not (self._stale or self._all_due):
            return
        self._renewing, self._begun = True, time.perf_counter()
        if self._all_due or self.shown.query or len(self._stale) > MOST_STALE:
            ids = frozenset(self._stale)
            self._all_due = False
            self._read_all(ids)
        else:
            seen = self._loaded_around(self._stale)
            ids = frozenset(islice(dict.fromkeys((*seen, *self._stale)), RENEWED_AT_ONCE))
            self._read_some(ids)
        self._stale -= ids

    def _read_some(self, ids: frozenset[CaseId]) -> None:
        shown = self.shown
        listed = {one for one in ids if self._model.position(one) is not None}

        def job(desk: Desk) -> tuple[tuple[CaseRow, ...], tuple[CaseRow, ...]]:
            found = desk.cases.rows(shown.within, ids=tuple(ids), limit=len(ids))
            left = tuple(listed.difference(row.id for row in found))
            return found, desk.cases.rows(ids=left, limit=len(left)) if left else ()

        def done(rows: tuple[tuple[CaseRow, ...], tuple[CaseRow, ...]]) -> None:
            self._failures = 0
            if self.shown == shown:
                with self._list.steady():
                    moved = set(self._model.renew(ids, *rows))
                self.changed.emit()
                self._tell_came(ids, [one.id for one in rows[0] if one.unread and one.id in moved])
            self._rest_awhile()

        failed = partial(self._cannot_renew, shown, ids, whole=False)
        self._lane.submit(job, done, failed, receiver=self)

    def _read_all(self, ids: frozenset[CaseId]) -> None:
        """Read what is shown as a whole again, and put it beside what is listed."""
        shown, listed, seen = self.shown, self._model.snapshot(), self._loaded_around(ids)
        again = self.search.again(shown)

        def job(desk: Desk) -> tuple[Relisted, tuple[CaseRow, ...]]:
            if shown.query:
                return again(listed, desk)
            rows = desk.cases.rows(ids=seen, limit=len(seen)) if seen else ()
            return relisted(listed, desk.cases.key_columns(shown.within, shown.order)), rows

        def done(read: tuple[Relisted, tuple[CaseRow, ...]]) -> None:
            self._failures = 0
            if self.shown == shown and not self._put(ids, *read):
                self._put_off(ids, whole=True)  # the list went on meanwhile
            self._rest_awhile()

        failed = partial(self._cannot_renew, shown, ids, whole=True)
        self._lane.submit(job, done, failed, receiver=self)

    def _rest_awhile(self) -> None:
        self._renewing = False
        took_ms = (time.perf_counter() - self._begun) * 1000
        self._rest.start(min(LONGEST_REST_MS, int(SHARE * took_ms)))

    def _put_off(self, ids: frozenset[CaseId], *, whole: bool) -> None:
        """Note that these cases, or with them the keys of all, are still to be read."""
        self._stale |= ids
        self._all_due = self._all_due or whole

    def _put(self, ids: frozenset[CaseId], news: Relisted, rows: tuple[CaseRow, ...]) -> bool:
        with self._list.steady():
            taken = self._model.take(news, rows, ids)
        if taken:
            self.is_whole = True
            self.changed.emit()
            if ids:
                self._tell_came(ids, map(CaseId, news.new))
        return taken

    def _tell_came(self, renewed: AbstractSet[CaseId], ids: Iterable[CaseId]) -> None:
        self.came.emit([one for one in ids if one not in self._brought])
        self._brought -= renewed

    def _cannot_renew(
        self, shown: Shown, ids: frozenset[CaseId], error: DeskError, *, whole: bool
    ) -> None:
        """Try it again later, unless all was read anew since; it is told once, not each time."""
        if self.shown == shown:
            self._put_off(ids, whole=whole)
        if not self._failures:
            self._lane.trouble.emit(error)
        self._renewing = False
        self._rest.start(min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** min(self._failures, 10)))
        self._failures += 1

    def _around(self) -> tuple[int, int]:
        first, last = self._list.in_sight()
        return max(0, first - AHEAD), last + AHEAD

    def _loaded_around(self, ids: AbstractSet[CaseId]) -> tuple[CaseId, ...]:
        first, last = self._around()
        rows = (self._model.row_at(place) for place in range(first, last + 1))
        return tuple(row.id for row in rows if row is not None and row.id in ids)

    @Slot()
    def _read_rows(self) -> None:
        if self._asking:
            return
        ids = self._model.wishes(*self._around())
        if not ids:
            return
        self._asking = True

        def done(rows: tuple[CaseRow, ...]) -> None:
            self._asking = False
            with self._list.steady():
                self._model.add_rows(ids, rows)
            self.changed.emit()
            self._read_rows()

        def failed(error: DeskError) -> None:
            self._asking = False
            self._lane.trouble.emit(error)

        self._lane.submit(
            lambda desk: desk.cases.rows(ids=ids, limit=len(ids)), done, failed, receiver=self
        )

"""The desk of a review: cases and searches show what is to be seen, and ask for nothing.

It reads one file, of which nothing changes.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from console.connectors.base import Connector
from console.desk.cases import Cases
from console.desk.context import Context
from console.desk.desk import Desk
from console.desk.review_session import ReviewSession
from console.desk.reviews import Reviews
from console.desk.searches import PAGE, Searches
from console.domain.accounts import Account
from console.domain.cases import EVERY_CASE, CaseFilter, CaseRow, CaseView, Order, Reading
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.listing import KeyColumns
from console.domain.searching import Found, HitOrder
from console.errors import InputError, PictureRefused
from console.language import tr
from console.store import cases
from console.store.cases import CaseKey

MOST_FOUND = 1000
"""How many of the newest cases a search looks at."""
SEEN = tr("✓ reviewed")
"""Stands in the place of the chips of a listed case that the reviewer is done with."""


def listed(row: CaseRow, session: ReviewSession) -> CaseRow:
    """Return a row as it is listed: it says whether it was reviewed."""
    if not session.is_done(row.id):
        return quiet(row)
    return replace(quiet(row), touchpoint=SEEN, tags=())


def _never() -> bool:
    return False


def quiet(row: CaseRow) -> CaseRow:
    """Return a row that asks for nothing: what was due then is not late now."""
    return replace(
        row,
        unread=False,
        has_draft=False,
        outbox=0,
        trouble=0,
        due_at=None,
        solve_due_at=None,
        promise_due_at=None,
    )


class ReviewCases(Cases):
    """The cases of a reviewed file, of which only those are listed that are to be seen."""

    def __init__(self, context: Context, session: ReviewSession) -> None:
        super().__init__(context)
        self._session = session

    def rows(
        self,
        within: CaseFilter = EVERY_CASE,
        *,
        account: Account | None = None,
        ids: tuple[CaseId, ...] | None = None,
        after: CaseRow | None = None,
        order: Order = Order.NEWEST,
        limit: int = 200,
    ) -> tuple[CaseRow, ...]:
        """Return a page of the list, or the rows of `ids` whether they are listed or not."""
        if ids is None and not self._session.filter.is_empty:
            ids = tuple(map(CaseId, self.key_columns(within, order)[1][:limit]))
            if not ids:
                return ()
        found = super().rows(
            within, account=account, ids=ids, after=after, order=order, limit=limit
        )
        return tuple(map(self._told, found))

    def keys(self, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST) -> list[CaseKey]:
        """Return what places the cases that are to be seen."""
        found = self.key_columns(within, order)
        return [CaseKey(rank, CaseId(one)) for rank, one in zip(*found, strict=True)]

    def key_columns(
        self, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST
    ) -> KeyColumns:
        """Return the same as bare numbers."""
        db = self._context.db
        found = self._session.keys(within, order, lambda: cases.key_columns(db, within, order))
        kept = KeyColumns(array("q"), array("q"))
        seen = self._session.seen()
        for rank, one in zip(*found, strict=True):
            if seen(CaseId(one)):
                kept[0].append(rank)
                kept[1].append(one)
        return kept

    def search(
        self, query: str, within: CaseFilter = EVERY_CASE, *, limit: int = 200
    ) -> tuple[CaseRow, ...]:
        """Return what is found among the cases that are to be seen."""
        found = super().search(query, within, limit=MOST_FOUND)
        seen = set(self._session.narrow(row.id for row in found))
        return tuple(self._told(row) for row in found if row.id in seen)[:limit]

    def count(self, within: CaseFilter = EVERY_CASE) -> int:
        """Return how many cases of a filter are to be seen."""
        if self._session.filter.is_empty:
            return super().count(within)
        return len(self.key_columns(within)[1])

    def view(self, case_id: CaseId) -> CaseView:
        """Return a case as it was, with nothing that asks for an act."""
        found = super().view(case_id)
        others = tuple(map(quiet, found.others))
        row = quiet(found.row)
        return replace(found, row=row, others=others, threads=(), draft=None, cautions=())

    def keep_reading(self, case_id: CaseId, reading: Reading) -> Changes:
        """Keep nothing: how far a reviewer read is no part of the file."""
        del case_id, reading
        return Changes()

    def last_read(self) -> CaseId | None:
        """Return None: what others read last is no place to begin."""
        return None

    def _told(self, row: CaseRow) -> CaseRow:
        return listed(row, self._session)


class ReviewSearches(Searches):
    """Finds what is to be seen."""

    def __init__(self, context: Context, session: ReviewSession) -> None:
        super().__init__(context)
        self._session = session

    def find(
        self,
        query: str,
        *,
        order: HitOrder = HitOrder.NEWEST,
        after: str | None = None,
        limit: int = PAGE,
        typing: bool = False,
        stopped: Callable[[], bool] = _never,
    ) -> Found:
        """Return a page of what is found; one of cases that are not to be seen may be empty."""
        found = super().find(
            query, order=order, after=after, limit=limit, typing=typing, stopped=stopped
        )
        seen, session = self._session.seen(), self._session
        hits = tuple(
            replace(hit, row=listed(hit.row, session)) for hit in found.hits if seen(hit.row.id)
        )
        return replace(found, hits=hits)


@dataclass(frozen=True, slots=True)
class ClosedNetwork:
    """Stands where a network would: a review asks none for anything."""

    needs_credentials: bool = False

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Refuse."""
        del secret
        raise InputError(tr("A review asks no network for anything."))

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Refuse."""
        del url, stopping
        raise PictureRefused(tr("A review loads nothing: only pictures within the file are shown."))


class ReviewDesk(Desk):
    """The desk of a review."""

    def __init__(self, context: Context, session: ReviewSession) -> None:
        super().__init__(context)
        self._session = session

    @cached_property
    def cases(self) -> Cases:
        """Return the verbs on cases, over those that are to be seen."""
        return ReviewCases(self._context, self._session)

    @cached_property
    def searches(self) -> Searches:
        """Return the verbs on searching, within what is to be seen."""
        return ReviewSearches(self._context, self._session)

    @cached_property
    def reviews(self) -> Reviews:
        """Return the verbs of the reviewer."""
        return Reviews(self._context, self._session)

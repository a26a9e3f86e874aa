"""Verbs on cases: list, search, open, note how far one was read.

The list is what is painted first; what the other verbs need is loaded by them.
"""

from __future__ import annotations

from collections.abc import Collection

from console.desk.context import Context
from console.domain.accounts import Account
from console.domain.cases import (
    EVERY_CASE,
    CaseFilter,
    CaseRow,
    CaseView,
    Order,
    Reading,
)
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId
from console.domain.listing import KeyColumns
from console.store import cases
from console.store.cases import CaseKey

MAX_HITS = 1000
"""How many of the newest cases a search looks at."""
MAX_OTHERS = 20
"""How many cases of one contact are listed."""


class Cases:
    """The inbox."""

    def __init__(self, context: Context) -> None:
        self._context = context

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
        """Return a page of the inbox, as it is listed; see `store.cases.rows`."""
        account_id: AccountId | None = None if account is None else account.id
        return cases.rows(
            self._context.db,
            within,
            account_id=account_id,
            ids=ids,
            after=after,
            order=order,
            limit=limit,
        )

    def keys(self, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST) -> list[CaseKey]:
        """Return what places all cases of a filter, as they are listed."""
        return cases.keys(self._context.db, within, order)

    def key_columns(
        self, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST
    ) -> KeyColumns:
        """Return the same as columns of bare numbers, for very many cases."""
        return cases.key_columns(self._context.db, within, order)

    def search(
        self, query: str, within: CaseFilter = EVERY_CASE, *, limit: int = 200
    ) -> tuple[CaseRow, ...]:
        """Return the cases in which a search is found, the newest first; see `desk.searches`.

        The last word may still be its beginning. A query that is wrong finds nothing.
        """
        return self._found(query, within, MAX_HITS, limit)

    def holding(self, query: str, *, limit: int) -> tuple[CaseRow, ...]:
        """Return the newest cases in which a search is found, few and soon, while one types."""
        return self._found(query, EVERY_CASE, limit, limit)

    def _found(self, query: str, within: CaseFilter, most: int, limit: int) -> tuple[CaseRow, ...]:
        from console.domain.local_zone import HERE
        from console.store import search
        from console.text import search_queries

        context = self._context
        now = context.now()
        root = search_queries.read(query, now.astimezone(HERE), typing=True).root
        ids = () if root is None else search.case_ids(context.db, root, most, now)
        return cases.rows(context.db, within, ids=ids, limit=limit) if ids else ()

    def count(self, within: CaseFilter = EVERY_CASE) -> int:
        """Return how many cases a filter holds."""
        return cases.count(self._context.db, within)

    def view(self, case_id: CaseId) -> CaseView:
        """Return a case with all that the window shows of it.

        One that was joined into another is followed: the row then has the other's number.

        Raises:
            NotFound: there is none of this number.
        """
        from console.store import (
            cautions,
            contacts,
            drafts,
            marks,
            messages,
            outbox,
            promises,
            readings,
            rule_marks,
            summoning,
        )

        db = self._context.db
        case_id = cases.current_id(db, case_id)
        row = cases.row(db, case_id)
        return CaseView(
            row=row,
            contact=contacts.get(db, row.contact_id),
            messages=messages.of_case(db, case_id),
            threads=outbox.unfinished(db, case_id=case_id),
            draft=drafts.get(db, case_id),
            reading=readings.get(db, case_id),
            others=tuple(
                other
                for other in cases.rows(db, contact_id=row.contact_id, limit=MAX_OTHERS)
                if other.id != case_id
            ),
            cautions=cautions.since_draft(db, case_id),
            promises=promises.of_case(db, case_id),
            resolution=marks.last_resolution(db, case_id),
            found_by=summoning.found_by(db, (case_id,)).get(case_id, ()),
            rule_marks=rule_marks.of_case(db, case_id),
        )

    def found_by(self, case_ids: Collection[CaseId]) -> dict[CaseId, tuple[str, ...]]:
        """Return by which watches posts in some cases were found; see `store.summoning`."""
        from console.store import summoning

        return summoning.found_by(self._context.db, case_ids)

    def keep_reading(self, case_id: CaseId, reading: Reading) -> Changes:
        """Note how far a case was read and where it was left; gone cases are passed over.

        Returns the case only where it was unread before, for else its row is as it was.
        """
        from console.store import readings

        context = self._context
        with context.db.writing():
            case_id = cases.current_id(context.db, case_id)
            before = cases.rows(context.db, ids=(case_id,))
            if not before:
                return Changes()
            readings.put(context.db, case_id, reading, context.now())
            after = cases.row(context.db, case_id)
        return Changes() if after.unread == before[0].unread else Changes.of(cases=(case_id,))

    def mark_unread(self, case_id: CaseId) -> Changes:
        """Make a case stand out again as one that nobody has read."""
        from console.store import readings

        with self._context.db.writing():
            case_id = cases.current_id(self._context.db, case_id)
            readings.forget(self._context.db, case_id)
        return Changes.of(cases=(case_id,))

    def last_read(self) -> CaseId | None:
        """Return the case that was read last at this desk."""
        from console.store import readings

        return readings.newest(self._context.db)

"""Verbs on cases: list, search, open, resolve, reopen, undo.

The list is what is painted first; what the other verbs need is loaded by them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseState, CaseView
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId
from console.store import cases

if TYPE_CHECKING:
    from console.store.journal import Undone

MAX_HITS = 1000
"""How many of the newest cases a search looks at."""


class Cases:
    """The inbox."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def rows(
        self,
        *,
        state: CaseState | None = None,
        account: Account | None = None,
        ids: tuple[CaseId, ...] | None = None,
        after: CaseRow | None = None,
        limit: int = 200,
    ) -> tuple[CaseRow, ...]:
        """Return a page of the inbox, newest first; see `store.cases.rows`."""
        account_id: AccountId | None = None if account is None else account.id
        return cases.rows(
            self._context.db, state=state, account_id=account_id, ids=ids, after=after, limit=limit
        )

    def search(
        self, query: str, *, state: CaseState | None = None, limit: int = 200
    ) -> tuple[CaseRow, ...]:
        """Return the cases with a message that holds every word of `query`, newest first."""
        from console.store import search

        ids = search.cases_with(self._context.db, query, MAX_HITS)
        return cases.rows(self._context.db, ids=ids, state=state, limit=limit) if ids else ()

    def counts(self) -> dict[CaseState, int]:
        """Return how many cases are in each state."""
        return cases.counts(self._context.db)

    def view(self, case_id: CaseId) -> CaseView:
        """Return a case with all that the window shows of it.

        One that was joined into another is followed: the row then has the other's number.

        Raises:
            NotFound: there is none of this number.
        """
        from console.store import contacts, drafts, messages, outbox

        db = self._context.db
        case_id = cases.current_id(db, case_id)
        row = cases.row(db, case_id)
        return CaseView(
            row=row,
            contact=contacts.get(db, row.contact_id),
            messages=messages.of_case(db, case_id),
            threads=outbox.unfinished(db, case_id=case_id),
            draft=drafts.get(db, case_id),
        )

    def resolve(self, case_id: CaseId) -> Changes:
        """Mark a case as resolved."""
        return self._move(case_id, CaseState.RESOLVED, "Resolve case")

    def reopen(self, case_id: CaseId) -> Changes:
        """Bring a case back among those that need a reply."""
        return self._move(case_id, CaseState.NEEDS_REPLY, "Reopen case")

    def undo(self) -> Undone | None:
        """Take back this agent's newest act; None where there is none.

        Raises:
            InputError: something changed after it; the next undo takes the act before.
        """
        from console.store import journal

        context = self._context
        return journal.undo(context.db, context.agent().id, context.now())

    def _move(self, case_id: CaseId, state: CaseState, act: str) -> Changes:
        from console.store import journal

        context = self._context
        case_id = cases.current_id(context.db, case_id)
        row = cases.row(context.db, case_id)
        if row.state is state:
            return Changes()
        agent = context.agent()
        with journal.recorded(
            context.db, agent.id, f"{act} of {row.name}", context.now(), [("cases", case_id)]
        ):
            cases.set_state(context.db, case_id, state, context.now())
        return Changes.of(cases=(case_id,))

"""Verbs that say what may be worth a person's attention; they read only."""

from __future__ import annotations

from collections.abc import Collection

from console.desk.context import Context
from console.domain.attention import SOON
from console.domain.cases import CaseRow
from console.domain.ids import CaseId, to_ms
from console.store import cases, due_soon

AT_ONCE = 500
"""Cases that are read at a time; of more that a sync brought, the newest."""


class Attention:
    """What came, and what falls due."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def touched(self, case_ids: Collection[CaseId]) -> tuple[CaseRow, ...]:
        """Return the rows of cases that a sync touched, as they are now."""
        newest = tuple(sorted(case_ids)[-AT_ONCE:])
        return cases.rows(self._context.db, ids=newest, limit=AT_ONCE) if newest else ()

    def soon(self) -> tuple[CaseRow, ...]:
        """Return the cases of which something falls due soon."""
        now = self._context.now()
        ids = due_soon.cases(self._context.db, to_ms(now), to_ms(now + SOON))
        return cases.rows(self._context.db, ids=ids, limit=len(ids)) if ids else ()

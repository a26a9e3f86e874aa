"""Verbs on drafts: keep what is typed."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.store import cases, drafts
from console.text.weight import normalise


class Drafts:
    """Answers that are being written."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def save(self, case_id: CaseId, text: str, limit: str) -> Changes:
        """Keep the draft of a case as typed; a text of white space only drops it.

        Raises:
            NotFound: there is no such case (any more).
        """
        case_id = cases.current_id(self._context.db, case_id)
        agent = self._context.agent()
        drafts.put(self._context.db, case_id, agent.id, normalise(text), limit, self._context.now())
        return Changes.of(cases=(case_id,))

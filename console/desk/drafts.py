"""Verbs on drafts: keep what is typed, and look at what it was before."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId
from console.domain.numbering import NO_NUMBERS
from console.domain.outbox import Draft, DraftVersion
from console.store import cases, drafts


class Drafts:
    """Answers that are being written."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self, case_id: CaseId) -> Draft | None:
        """Return the draft of a case, or of the one that it was joined to; None without one."""
        return drafts.get(self._context.db, cases.current_id(self._context.db, case_id))

    def save(
        self,
        case_id: CaseId,
        text: str,
        limit: str,
        numbering: str = NO_NUMBERS.name,
        *,
        known: frozenset[MessageId] | None = None,
    ) -> Changes:
        """Keep the draft of a case as typed; a text of white space only drops it.

        What it was before can be brought back: see `versions`. `known` are the messages
        that were shown when it was begun; it counts where the draft begins with this save.

        Raises:
            NotFound: there is no such case (any more).
        """
        context = self._context
        case_id = cases.current_id(context.db, case_id)
        agent = context.agent()
        now = context.now()
        drafts.put(context.db, case_id, agent.id, text, limit, now, numbering, known)
        return Changes.of(cases=(case_id,))

    def acknowledge(self, case_id: CaseId, seen: frozenset[MessageId]) -> Changes:
        """Let these messages be known to whoever writes the draft of a case."""
        case_id = cases.current_id(self._context.db, case_id)
        drafts.acknowledge(self._context.db, case_id, seen)
        return Changes.of(cases=(case_id,))

    def versions(self, case_id: CaseId) -> tuple[DraftVersion, ...]:
        """Return what the draft of a case was, and is; newest first, the oldest are bounded.

        To bring one back, save its text.
        """
        return drafts.versions(self._context.db, cases.current_id(self._context.db, case_id))

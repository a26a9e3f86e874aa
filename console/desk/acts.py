"""Verbs on what persons did: take it back, do it again, list it."""

from __future__ import annotations

from console.desk.context import Context
from console.store import journal
from console.store.journal import Entry, Undone


class Acts:
    """The journal of this desk; each agent takes back their own acts only."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def undo(self) -> Undone | None:
        """Take back this agent's newest act, also one before the last start; None without one.

        Raises:
            InputError: something changed after it; the next undo takes the act before.
        """
        context = self._context
        return journal.undo(context.db, context.agent().id, context.now())

    def redo(self) -> Undone | None:
        """Do the act again that was taken back last; None where there is none.

        Raises:
            InputError: something changed since it was taken back.
        """
        context = self._context
        return journal.redo(context.db, context.agent().id, context.now())

    def newest(self, limit: int = 50) -> tuple[Entry, ...]:
        """Return the newest acts of all agents, the newest first."""
        return journal.newest(self._context.db, limit)

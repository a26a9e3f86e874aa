"""How a verb does what a person wants: as one act that the journal keeps and can take back."""

from __future__ import annotations

from contextlib import AbstractContextManager

from console.desk.context import Context
from console.store import journal
from console.store.journal import Recording


def acting(context: Context, words: str) -> AbstractContextManager[Recording]:
    """Run a block as one act of this agent; see `store.journal.recorded`.

    `words` are what a person reads of it: `Resolve case of Ada Fern`.
    """
    agent = context.agent()
    return journal.recorded(context.db, agent.id, words, context.now())

"""Where each answer of the outbox belongs among the others; pure, and so the reader's work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from console.domain.ids import ThreadId, to_ms
from console.domain.outbox import OutboxEntry
from ui import outbox_words
from ui.outbox_words import Group

GROUPS = tuple(Group)
Place = tuple[int, int, ThreadId]
"""Of an answer: its group, its rank there, and which it is. Rows stand in that order."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An answer with its place; as long as nothing of it changes, it is the same object."""

    entry: OutboxEntry
    place: Place

    @property
    def asks(self) -> bool:
        """Return whether a person has to decide about it now."""
        return GROUPS[self.place[0]] is Group.NEEDS_YOU


def listing(
    entries: Iterable[OutboxEntry], before: Mapping[ThreadId, Listed]
) -> dict[ThreadId, Listed]:
    """Return the answers with their places; of those unchanged, what was `before`."""
    found = {}
    for entry in entries:
        known = before.get(entry.thread.id)
        if known is None or known.entry != entry:
            known = Listed(entry, _place(entry))
        found[entry.thread.id] = known
    return found


def _place(entry: OutboxEntry) -> Place:
    """Return where an answer belongs: the oldest first, of those done with the newest."""
    done = entry.finished_at
    group = GROUPS.index(outbox_words.group(entry))
    return group, entry.thread.id if done is None else -to_ms(done), entry.thread.id

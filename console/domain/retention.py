"""How long what is kept: rules that take old things away, off until a person switches them on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from console.domain.changes import Changes
from console.language import tr


class RetentionKind(StrEnum):
    """What a rule is about."""

    RESOLVED = "resolved"
    """Cases that are resolved, by their last message or the moment of that, the later one."""
    SPAM = "spam"
    MUTED = "muted"
    CALL_NOTES = "call_notes"
    """Call notes in cases that are over; the case stays."""
    PICTURES = "pictures"
    """Loaded pictures; they can be loaded again as long as the network has them."""


SHORTEST_DAYS, LONGEST_DAYS = 1, 36_500


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """How long one kind of thing is kept."""

    kind: RetentionKind
    days: int | None
    """None: for ever."""


@dataclass(frozen=True, slots=True)
class RetentionPreview:
    """What one rule would take away now."""

    kind: RetentionKind
    days: int
    count: int
    """Cases, call notes or pictures."""
    messages: int
    """Messages that go with them."""
    oldest_at: datetime | None
    examples: tuple[str, ...] = ()
    """Names of contacts, a few of them, the oldest first."""
    contacts: int = 0
    """Contacts that go with them, for they have no other case; of whole cases only."""


@dataclass(frozen=True, slots=True)
class RetentionReport:
    """What a run took away."""

    at: datetime
    daily: bool
    """Whether it ran by itself."""
    done: bool
    """False where it was stopped or interrupted: the rest goes with the next run."""
    counts: dict[str, int]
    """By kind; `messages` too."""
    changes: Changes = field(default_factory=Changes)


FIGURES = tr(
    "Figures of past weeks count what is stored: they get smaller with it. "
    "Backups that were made before still hold what went, until they are "
    "deleted; one that is restored lets it go again."
)
"""What a person should know before switching a rule on."""

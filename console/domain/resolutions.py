"""What becomes of a case: the promises made in it, and what fixed it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.ids import CaseId, MessageId, PromiseId
from console.domain.messages import Channel

POST = "post"
SOLUTION_CHANNELS = (POST, *Channel)
"""Ways by which a problem gets solved: on the network, or by one of the others."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Something that we said we would do, and by when."""

    id: PromiseId
    case_id: CaseId
    message_id: MessageId | None
    """The call note in which it was made, if it was."""
    what: str
    """Such as `call back`."""
    due_at: datetime
    made_at: datetime
    agent_name: str
    kept_at: datetime | None

    def is_broken(self, now: datetime) -> bool:
        """Return whether its time is over and nobody said that it was kept."""
        return self.kept_at is None and self.due_at < now


@dataclass(frozen=True, slots=True)
class Resolution:
    """Why a case counts as solved."""

    case_id: CaseId
    at: datetime
    agent_name: str
    fix: str
    """What fixed it, in one line; empty where that was skipped."""
    channel: str
    """One of `SOLUTION_CHANNELS`; empty where that was skipped."""
    skipped: bool
    """Whether the person would not say what fixed it."""
    confirmed_at: datetime | None
    """When the customer thanked us for it; None where they did not."""

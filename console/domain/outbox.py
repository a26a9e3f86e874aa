"""Drafts, and the reply threads that they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import AccountId, AgentId, CaseId, PartId, RemoteId, ThreadId


class PartState(StrEnum):
    """Where one post of a reply thread stands.

    queued -> sending -> sent is the good way. `unsure`: it may be out, we have to
    look. `refused`: the network will not take it. `cancelled`: a person took it back.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    CANCELLED = "cancelled"


FINISHED_STATES = (PartState.SENT, PartState.CANCELLED)
"""States in which nothing is left to be done for a part."""
TROUBLE_STATES = (PartState.UNSURE, PartState.REFUSED)
"""States in which a person is asked."""


@dataclass(frozen=True, slots=True)
class ReplyPart:
    """One post of a reply thread."""

    id: PartId
    thread_id: ThreadId
    position: int
    """From 1."""
    text: str
    weight: int
    state: PartState
    remote_id: RemoteId | None
    """The published post's id; None until it is known."""
    attempted_at: datetime | None
    looked: bool
    """Of an unsure part: our own posts were looked through late enough, and it was not there."""
    problem: str | None
    """Why it is not sent, for a person."""


@dataclass(frozen=True, slots=True)
class ReplyThread:
    """One answer on its way: what one draft became."""

    id: ThreadId
    account_id: AccountId
    case_id: CaseId
    agent_id: AgentId
    reply_to: RemoteId
    """The customer's post that part 1 answers."""
    limit: str
    created_at: datetime
    parts: tuple[ReplyPart, ...]

    @property
    def next_part(self) -> ReplyPart | None:
        """Return the first part that is not finished; None where all are."""
        return next((part for part in self.parts if part.state not in FINISHED_STATES), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """Text of a case that is not yet queued."""

    case_id: CaseId
    text: str
    limit: str
    updated_at: datetime

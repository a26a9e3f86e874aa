"""Drafts with their versions, and the reply threads that they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import AccountId, AgentId, CaseId, PartId, RemoteId, ThreadId
from console.domain.numbering import NO_NUMBERS


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
    numbering: str = NO_NUMBERS.name
    """`Numbering.name` of the draft that it was."""

    @property
    def next_part(self) -> ReplyPart | None:
        """Return the first part that is not finished; None where all are."""
        return next((part for part in self.parts if part.state not in FINISHED_STATES), None)


@dataclass(frozen=True, slots=True)
class Draft:
    """Text of a case that is not yet queued, as it was typed."""

    case_id: CaseId
    text: str
    limit: str
    updated_at: datetime
    numbering: str = NO_NUMBERS.name
    """`Numbering.name` of how its parts are numbered."""


class VersionOrigin(StrEnum):
    """How a version of a draft came into the file."""

    TYPED = "typed"
    """It was being written; also one that was brought back."""
    SENT = "sent"
    """It was queued to go out."""
    TAKEN_BACK = "taken back"
    """It was what is left of an answer that was taken back, behind what was written."""


@dataclass(frozen=True, slots=True)
class DraftVersion:
    """What the draft of a case once was."""

    case_id: CaseId
    text: str
    limit: str
    numbering: str
    at: datetime
    """When it was last written so."""
    origin: VersionOrigin
    agent_name: str

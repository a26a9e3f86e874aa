"""Drafts with their versions, and the reply threads that they become."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import AccountId, AgentId, CaseId, MessageId, PartId, RemoteId, ThreadId
from console.domain.numbering import NO_NUMBERS


class PartState(StrEnum):
    """Where one post of a reply thread stands.

    queued -> sending -> sent is the good way. `unsure`: it may be out, we have to
    look. `refused`: the network will not take it. `held`: a person is asked first, for
    something changed or only a person can post it (`ReplyPart.cautions`). `cancelled`: a
    person took it back. sent -> deleting -> deleted: a person wants it off the network.
    """

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNSURE = "unsure"
    REFUSED = "refused"
    HELD = "held"
    CANCELLED = "cancelled"
    DELETING = "deleting"
    DELETED = "deleted"


FINISHED_STATES = (PartState.SENT, PartState.CANCELLED, PartState.DELETED)
"""States in which nothing is left to be done for a part."""
TROUBLE_STATES = (PartState.UNSURE, PartState.REFUSED, PartState.HELD)
"""States in which a person is asked."""
BY_HAND = (
    CautionKind.NO_ACCESS,
    CautionKind.NOT_SUMMONED,
    CautionKind.SELF_REPLY,
    CautionKind.OPENED,
)
"""Cautions of a part that only a person can post."""


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
    cautions: tuple[Caution, ...] = ()
    """Of a held part: what a person is to decide about."""
    not_before: datetime | None = None
    """When it is tried, or looked for, next; None: as soon as it is its turn."""
    first_attempted_at: datetime | None = None
    """When it was tried first; `attempted_at` is the last time."""

    @property
    def is_public(self) -> bool:
        """Return whether it stands on the network now, as far as is known."""
        return self.state in (PartState.SENT, PartState.DELETING)

    @property
    def by_hand(self) -> bool:
        """Return whether only a person can post it, in the browser, or perhaps has."""
        return any(caution.kind in BY_HAND for caution in self.cautions)

    @property
    def is_opened(self) -> bool:
        """Return whether it was opened in the browser, and nobody said yet whether it is posted."""
        opened = any(caution.kind is CautionKind.OPENED for caution in self.cautions)
        return opened and self.state is PartState.HELD


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
    send_after: datetime | None = None
    """Till then it only waits to be taken back; None: there is no such pause (any more)."""
    known: frozenset[MessageId] | None = None
    """The messages of the case that were on the screen when it was queued; None: not known."""
    confirmed_at: datetime | None = None
    """When a person said to send it whatever had changed till then."""
    hurried_at: datetime | None = None
    """When a person last wanted it to go on: now, again or anyway."""

    @property
    def is_being_deleted(self) -> bool:
        """Return whether a person wants its public parts off the network."""
        return any(part.state is PartState.DELETING for part in self.parts)

    @property
    def asks(self) -> bool:
        """Return whether a person has to decide about it now."""
        part = self.next_part
        return part is not None and (
            part.state in (PartState.REFUSED, PartState.HELD)
            or (part.state is PartState.UNSURE and part.looked)
        )

    def parent_of(self, part: ReplyPart) -> RemoteId:
        """Return what a part answers: the part before it, or the customer's post."""
        before = [each.remote_id for each in self.parts[: part.position - 1] if each.remote_id]
        return before[-1] if before else self.reply_to

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
    known: frozenset[MessageId] | None = None
    """The messages that the case held when the draft was begun; None: not known."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A reply thread as the outbox lists it: with whom and from whom it is."""

    thread: ReplyThread
    name: str
    """The customer's."""
    handle: str
    """The customer's on the network, without the @; may be empty."""
    account_handle: str
    """Ours, without the @."""
    text: str
    """The whole answer as it was typed."""
    finished_at: datetime | None
    """When its last part was done with; None where something is left to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of our posts on the network that an unsure part may be."""

    remote_id: RemoteId
    at: datetime
    text: str
    same_text: bool
    """Whether it says the same as the part."""
    same_parent: bool
    """Whether it answers the same post."""


@dataclass(frozen=True, slots=True)
class HandOff:
    """What a person needs to post a part by hand."""

    thread_id: ThreadId
    position: int
    """Of the part, from 1."""
    text: str
    url: str
    """The https address at which the network's own page opens with the text in it."""


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

"""What stands in the timeline of a case: posts and call notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import AgentId, CaseId, MessageId, RemoteId
from console.domain.kinds import KindBasis, MessageKind


class Direction(StrEnum):
    """From whom a message came: `in` from the customer, `out` from us."""

    IN = "in"
    OUT = "out"


class Channel(StrEnum):
    """By which way off the network a call note's contact happened."""

    PHONE = "phone"
    IN_PERSON = "in_person"
    EMAIL = "e-mail"
    LETTER = "letter"
    CHAT = "chat"


@dataclass(frozen=True, slots=True)
class Media:
    """A picture or film of a post: described, never loaded here."""

    kind: str
    """`photo`, `video` or `animated_gif`."""
    url: str
    """https address of the picture, or of a film's still; empty where not given."""
    alt_text: str
    width: int | None
    height: int | None


MADE_UP = "captured:"
"""Begins the id of a post that was captured without its link: the network knows none such."""


@dataclass(frozen=True, slots=True)
class Post:
    """One message on a network."""

    id: MessageId
    case_id: CaseId | None
    """None for an own post that answers nobody we know."""
    at: datetime
    direction: Direction
    text: str
    network: str
    remote_id: RemoteId
    conversation_id: RemoteId
    parent_id: RemoteId | None
    author_id: RemoteId
    author_handle: str
    author_name: str
    summons: bool
    """Whether X accepts an API reply to it (it mentions or quotes us)."""
    media: tuple[Media, ...]
    gone: bool = False
    """Whether it was found to be deleted, or to be shown to us no more."""
    withdrawn: bool = False
    """Whether its words were taken out here, for its network shows them no more."""
    edited: bool = False
    """Whether its words are those of a later version than the one that came in."""
    kind: MessageKind | None = None
    """What the customer wants with it; None for a post of ours."""
    kind_basis: KindBasis | None = None
    """Who said so."""
    muted: bool = False
    """Whether a mute keeps it quiet: it is there, and asks for nothing."""

    @property
    def known_to_network(self) -> bool:
        """Return whether its id is the network's own, by which it can be answered."""
        return not self.remote_id.startswith(MADE_UP)


@dataclass(frozen=True, slots=True)
class CallNote:
    """What an agent wrote about one contact off the network."""

    id: MessageId
    case_id: CaseId | None
    at: datetime
    """When the contact began."""
    direction: Direction
    """Who called whom: `in` is the customer."""
    text: str
    channel: Channel
    number: str
    """The phone number as given, empty where there was none."""
    duration_s: int | None
    agent_id: AgentId
    agent_name: str
    outcome: str = ""
    """How it ended, a word of the list of outcomes; may be empty."""
    missing: str = ""
    """What the agent lacked, where they were not empowered to help."""
    tried: str = ""
    """What was tried, by the customer or by us."""
    touchpoint: str = ""


Message = Post | CallNote
"""One item of a timeline."""

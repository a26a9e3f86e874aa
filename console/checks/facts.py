"""What the checks have to know beside the draft: plain data, handed in by whoever has it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from console.domain.business_hours import BusinessHours
from console.domain.checks import Check, CheckRules
from console.domain.contacts import Contact
from console.domain.ids import CaseId, MessageId
from console.domain.kinds import MessageKind
from console.domain.messages import Message, Post
from console.domain.resolutions import Promise

MOST_OUR_POSTS = 600
"""So many of our own posts are looked at: enough for 200 answers of some parts each."""


@dataclass(frozen=True, slots=True)
class OurPost:
    """A public post of our own account."""

    id: MessageId
    case_id: CaseId | None
    at: datetime
    text: str
    """Without the mentions with which a network begins an answer."""
    answers_id: MessageId | None
    """The post that it answers, where the desk holds it."""
    answers_kind: MessageKind | None
    """What the customer wanted with that one; None where it is ours or not held."""
    to_names: tuple[str, ...] = ()
    """Name and handle of the customer whose case it is in."""


@dataclass(frozen=True, slots=True)
class Facts:
    """One case as the checks see it, and the business around it."""

    messages: tuple[Message, ...] = ()
    """Of the case, oldest first."""
    reply_to: Post | None = None
    contact: Contact | None = None
    promises: tuple[Promise, ...] = ()
    our_handle: str = ""
    """Without the @."""
    our_posts: tuple[OurPost, ...] = ()
    """Of the account that answers, newest first, at most `MOST_OUR_POSTS`."""
    rules: CheckRules = field(default_factory=CheckRules)
    ignored: frozenset[tuple[Check, str]] = frozenset()
    """What a person let stand in this case, by check and `Finding.key`."""
    hours: BusinessHours = field(default_factory=BusinessHours)
    region: str = ""
    """Where phone numbers without a country belong, ISO 3166; empty for the system's."""

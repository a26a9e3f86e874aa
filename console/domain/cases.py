"""A case: one customer's one problem, the row of the inbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from console.domain.ids import AccountId, CaseId, ContactId, MessageId
from console.domain.kinds import MessageKind
from console.domain.messages import Direction, Post
from console.domain.priority import Priority
from console.domain.reach import FAST

if TYPE_CHECKING:
    from console.domain.cautions import Caution
    from console.domain.contacts import Contact
    from console.domain.messages import Message
    from console.domain.outbox import Draft, ReplyThread
    from console.domain.resolutions import Promise, Resolution


class CaseState(StrEnum):
    """Where a case stands; the last speaker moves it between the first two."""

    NEEDS_REPLY = "needs_reply"
    WAITING = "waiting"
    SNOOZED = "snoozed"
    RESOLVED = "resolved"
    SPAM = "spam"
    MUTED = "muted"
    """All that the customer wrote in it is muted; what is not brings it back."""


OPEN_STATES = (CaseState.NEEDS_REPLY, CaseState.WAITING, CaseState.SNOOZED)
"""States in which the problem is not settled."""


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases are asked for; all that is said must hold."""

    states: tuple[CaseState, ...] = ()
    """Empty for every state."""
    with_calls: bool = False
    """Only those that hold call notes."""
    in_outbox: bool = False
    """Only those with an answer that is not finished."""
    account: AccountId | None = None
    """Only those of this account; a case of calls alone is nobody's. None for all."""


EVERY_CASE = CaseFilter()


class Order(StrEnum):
    """How cases are listed."""

    NEWEST = "newest"
    """By their last message, the newest first."""
    URGENT = "urgent"
    """By when they have to be looked at, the most pressing first."""


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What the inbox shows of a case."""

    id: CaseId
    account_id: AccountId | None
    """None for a case that so far consists of call notes."""
    contact_id: ContactId
    name: str
    handle: str
    """The contact's handle on the account's network, without the @; may be empty."""
    state: CaseState
    last_at: datetime
    last_direction: Direction
    snippet: str
    """The beginning of the last message, one line."""
    last_is_call: bool
    """Whether that is a call note, in our words."""
    calls: int
    """How many call notes the case holds."""
    first_call_at: datetime | None
    first_post_at: datetime | None
    has_draft: bool
    outbox: int
    """How many parts of its replies go out without a person's word."""
    trouble: int
    """How many of its replies a person has to decide about."""
    unread: bool
    """Whether the last message is the customer's post and nobody has read it here."""
    touchpoint: str = ""
    """Where the business failed; empty where nobody said."""
    tags: tuple[str, ...] = ()
    """In the order of the alphabet."""
    kind: MessageKind | None = None
    """Of the customer's last post; None where there is none."""
    priority: Priority | None = None
    """What a person or a rule said; None where neither did, and `priority.judge` decides."""
    priority_rule: str = ""
    """The name of the rule that gave the priority; empty where a person did, or nobody."""
    snoozed_until: datetime | None = None
    """Till when it sleeps; in another state when it last woke by itself, unless we acted since."""
    due_at: datetime | None = None
    """When an answer is due; None where none is awaited."""
    solve_due_at: datetime | None = None
    """When a solution is due; None for a case that is not open."""
    promise_due_at: datetime | None = None
    """When the first promise that was not kept yet is due."""
    calls_before: int = 0
    """How many calls with the contact came before the first post, within the targets' window."""
    last_call_before_at: datetime | None = None
    """The last of these."""
    apologies: int = 0
    """How many of our posts in it apologise."""
    thanked_at: datetime | None = None
    """When the customer thanked us after it was resolved, which does not reopen it."""
    reach: int | None = None
    """How many people may have seen its loudest complaint, see `domain.reach`; None where of
    none it is known how often it was repeated."""
    spread: float | None = None
    """How many times faster than our own median its fastest complaint goes round; None where
    none of late was repeated and is loud, or the median is not known."""
    unsummoned: bool = False
    """Whether the customer posted, and none of these posts mentions or quotes us."""
    urgency_ms: int = 0
    """What orders pressing cases: the less, the sooner; milliseconds since 1970, stored."""

    @property
    def called_first(self) -> bool:
        """Whether the contact phoned before they posted."""
        return self.calls_before > 0

    @property
    def priority_by(self) -> Literal["person", "rule"] | None:
        """Return who gave the priority; None where nobody did."""
        if self.priority is None:
            return None
        return "rule" if self.priority_rule else "person"

    @property
    def spreads_fast(self) -> bool:
        """Return whether a complaint goes round much faster than ours usually do."""
        return self.spread is not None and self.spread >= FAST


@dataclass(frozen=True, slots=True)
class Reading:
    """How far a case was read at this desk, and where it was left."""

    read_id: MessageId
    """The newest message that was read; what the customer wrote after it is unread."""
    top_id: MessageId | None = None
    """The message at the upper edge when the case was left; None for its end."""
    top_offset: int = 0
    """How many pixels of that one were above the edge."""


@dataclass(frozen=True, slots=True)
class RuleMark:
    """Something that a case has by a rule, and no person's word."""

    kind: str
    """As `triage_rules.EffectKind`: `tag`, `touchpoint` or `priority`."""
    value: str
    """The tag, the touchpoint, the priority in lower letters."""
    rule: str
    """The rule's name."""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case opened: everything that the window shows of it."""

    row: CaseRow
    contact: Contact
    messages: tuple[Message, ...]
    """Oldest first."""
    threads: tuple[ReplyThread, ...]
    """Reply threads that are not finished, oldest first."""
    draft: Draft | None
    reading: Reading | None
    """None for a case that was never opened here."""
    others: tuple[CaseRow, ...]
    """The same contact's other cases, newest first."""
    cautions: tuple[Caution, ...] = ()
    """What came into the case since its draft was begun."""
    promises: tuple[Promise, ...] = ()
    """The earliest due first."""
    resolution: Resolution | None = None
    """What fixed it last; None where it was never resolved."""
    found_by: tuple[str, ...] = ()
    """The names of the watches that found posts in it, in the order of the alphabet."""
    rule_marks: tuple[RuleMark, ...] = ()
    """What rules gave it and no person changed since, in the order in which they did."""

    @property
    def reply_to(self) -> Post | None:
        """Return the customer's post that an answer goes to; None where there is none.

        The newest that X accepts an API reply to; where none is, the newest. What is muted
        only where nothing else is there.
        """
        asked = [
            message
            for message in self.messages
            if isinstance(message, Post)
            and message.direction is Direction.IN
            and message.known_to_network
            and not message.gone
        ]
        return max(asked, key=lambda post: (post.summons, not post.muted, post.id), default=None)

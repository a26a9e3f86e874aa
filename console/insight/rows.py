"""The rows that figures are found from, as the store hands them over: plain tuples, sorted.

Times are UTC milliseconds since 1970, for a hundred thousand of them are compared at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from console.domain.ids import AccountId, CaseId, ContactId, MessageId
from console.domain.insight import RootCauseFix
from console.domain.targets import Targets


class CaseFact(NamedTuple):
    """A case; the columns are read in this order."""

    id: CaseId
    account_id: AccountId | None
    contact_id: ContactId
    state: str
    """`CaseState`."""
    touchpoint: str
    """Empty where nobody said."""
    begun_ms: int | None
    """When its first message was; None where it holds none."""
    resolved_ms: int | None
    """When it was resolved last, as far as it is resolved now; None where it is not."""
    fixed_by: str
    """By which way, one of `SOLUTION_CHANNELS`; empty where nobody said or it is open."""
    resolver_id: int | None
    """The agent who resolved it."""
    confirmed_ms: int | None
    """When the customer thanked for it."""


class MessageFact(NamedTuple):
    """A message; the columns are read in this order."""

    id: MessageId
    ms: int
    case_id: CaseId | None
    """None for a post of ours that answers nobody we know, and for a repost."""
    is_post: int
    """1 for a post, 0 for a call note."""
    out: int
    """1 where it is ours: a post of ours, or a call that we made."""
    kind: str | None
    """`MessageKind`; None for what is ours, and for a call note."""
    remote_id: str | None
    """Of a post."""
    parent_id: str | None
    """The post that it answers; None for a top-level post and for a call note."""
    author_id: str | None
    """Of a post."""
    repost: int | None
    """1 for a post that only repeats another; None for a call note."""
    gone: int = 0
    """1 for a post that was found to be deleted, or is shown to us no more."""


class CallFact(NamedTuple):
    """A call note beside its message; the columns are read in this order."""

    id: MessageId
    agent_id: int
    """Who noted it."""
    channel: str
    """`Channel`."""
    outcome: str
    """Empty where nobody said."""
    missing: str
    """What the agent lacked; mostly empty."""


class ReadingFact(NamedTuple):
    """What a post of ours says; the columns are read in this order."""

    id: MessageId
    share: str
    """`FeedShare`."""
    deflects: int | None
    """Whether it only sends elsewhere; None where it is in a language that is not read."""
    repeats: int | None
    """Whether it is nearly an earlier answer of ours; None as `deflects`."""


class SpreadFact(NamedTuple):
    """How far a customer's complaint went; the columns are read in this order."""

    id: MessageId
    remote_id: str
    followers: int | None
    """Of its author, as last seen."""
    reposts: int | None
    """How often it was repeated, as the network last said."""
    reposts_ms: int | None
    """When the network said so."""


class PromiseFact(NamedTuple):
    """A promise; the columns are read in this order."""

    case_id: CaseId
    due_ms: int
    made_ms: int
    kept_ms: int | None


class IgnoredFact(NamedTuple):
    """A finding that a person let stand; the columns are read in this order."""

    case_id: CaseId
    ms: int
    check: str


class ReposterFact(NamedTuple):
    """Who repeated a post; the columns are read in this order."""

    remote_id: str
    """Of the post that was repeated."""
    ms: int
    followers: int | None
    """As far as they are known."""


class FixFact(NamedTuple):
    """A root-cause fix with the cases of its touchpoint around the day from which it holds."""

    fix: RootCauseFix
    before: int
    """Cases that began in the weeks before it."""
    before_ms: int
    """How long these weeks were; 0 where the desk holds nothing so old."""
    after: int
    after_ms: int
    """The same from it on, till now at most; 0 where it lies ahead."""


@dataclass(frozen=True, slots=True)
class Rows:
    """All that figures are found from."""

    cases: Sequence[CaseFact] = ()
    """Those that hold one of the messages; then those whose contact or promise is asked for."""
    messages: Sequence[MessageFact] = ()
    """Oldest first: of the period and the one before, and what came later in their cases."""
    promises: Sequence[PromiseFact] = ()
    """Of these cases."""
    ignored: Sequence[IgnoredFact] = ()
    """Of these cases."""
    calls: dict[MessageId, CallFact] = field(default_factory=dict)
    """Of the messages that are call notes."""
    readings: dict[MessageId, ReadingFact] = field(default_factory=dict)
    """Of our own posts that were looked at."""
    spreads: Sequence[SpreadFact] = ()
    """Of the customers' complaints, oldest first."""
    reposters: Sequence[ReposterFact] = ()
    """Oldest first."""
    senders: dict[str, int] = field(default_factory=dict)
    """Which agent sent a post of ours from this desk, by the post's id on its network."""
    fixes: Sequence[FixFact] = ()
    """The newest first."""
    own: dict[str, AccountId] = field(default_factory=dict)
    """Our own accounts by their ids on their networks."""
    agents: dict[int, str] = field(default_factory=dict)
    """Names of the agents."""
    touchpoints: Sequence[str] = ()
    """The list of touchpoints, in the person's order."""
    targets: Targets = field(default_factory=Targets)

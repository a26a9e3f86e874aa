"""Rules over incoming posts, and mutes: what the desk does by itself with what comes in.

A rule says *when* and *what then*. It never overrules a person: a touchpoint or a priority
that somebody gave stays, and a case that somebody works on is not resolved.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import AccountId, CaseId, MessageId, MuteId, RemoteId, RuleId, WatchId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority

PREVIEWED = 500
"""To so many of the newest posts a rule is tried before it holds."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A customer's post as rules and mutes see it."""

    message_id: MessageId
    case_id: CaseId | None
    """None for a post that only repeats another."""
    account_id: AccountId | None
    network: str
    conversation_id: RemoteId
    author_id: RemoteId
    author_handle: str
    """Without the @."""
    text: str
    lang: str
    """BCP 47, empty where unknown."""
    kind: MessageKind | None
    summons: bool
    """Whether it mentions or quotes us."""
    watch_ids: frozenset[WatchId] = frozenset()
    """The watches that found it."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """When a rule holds: all that is said must be so; what is empty or None is not asked."""

    words: tuple[str, ...] = ()
    """One of these words or phrases stands in the text, whatever its case and accents."""
    without: tuple[str, ...] = ()
    """None of these does."""
    handle: str = ""
    """The author's, without the @."""
    kind: MessageKind | None = None
    lang: str = ""
    """The post's language, as BCP 47 begins: `en` fits `en-GB`."""
    summoned: bool | None = None
    """Whether it mentions or quotes us."""
    watch_id: WatchId | None = None
    """Found by this watch."""
    account_id: AccountId | None = None

    def __bool__(self) -> bool:
        return self != Conditions()


@dataclass(frozen=True, slots=True)
class Effects:
    """What a rule does with the case of a post."""

    tags: tuple[str, ...] = ()
    """Put on it."""
    touchpoint: str = ""
    """Given where nobody has said one; empty: none."""
    priority: Priority | None = None
    """Given where nobody has said one."""
    resolve: bool = False
    """Resolved where it needs a reply and nobody has answered, called or decided anything."""

    def __bool__(self) -> bool:
        return self != Effects()


@dataclass(frozen=True, slots=True)
class NewRule:
    """A rule as a person entered it."""

    name: str
    """One line; unique."""
    when: Conditions
    then: Effects


@dataclass(frozen=True, slots=True)
class TriageRule:
    """A rule of the desk; they hold in the order of their making, and all that fit do."""

    id: RuleId
    new: NewRule
    enabled: bool
    made_at: datetime
    agent_name: str
    """Who made it."""
    effects: int = 0
    """How many things it did that still stand as it left them or as a person changed them."""
    last_at: datetime | None = None
    """When it last did something."""
    problem: str = ""
    """Why it fits no post whatever it says, and what to do, for a person; empty where it can."""


class EffectKind(StrEnum):
    """One thing that a rule does."""

    TAG = "tag"
    TOUCHPOINT = "touchpoint"
    PRIORITY = "priority"
    RESOLVE = "resolve"


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a rule did, or would do, with a case."""

    kind: EffectKind
    value: str
    """The tag, the touchpoint, the priority's number; empty for *resolve*."""


@dataclass(frozen=True, slots=True)
class Tried:
    """A post to which a rule fits, and what it would do to its case now."""

    message_id: MessageId
    case_id: CaseId
    at: datetime
    author: str
    """A handle without the @, else a name."""
    text: str
    """One line, cut."""
    effects: tuple[Effect, ...]
    """Empty where all of it is so already, or a person has said otherwise."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a rule would have done to the newest posts."""

    looked_at: int
    """How many posts, at most `PREVIEWED`."""
    tried: tuple[Tried, ...]
    """The posts that fit, newest first."""

    @property
    def cases(self) -> frozenset[CaseId]:
        """Return the cases that would become others."""
        return frozenset(each.case_id for each in self.tried if each.effects)


class MuteKind(StrEnum):
    """What is muted."""

    AUTHOR = "author"
    WORD = "word"
    CONVERSATION = "conversation"


@dataclass(frozen=True, slots=True)
class NewMute:
    """Something that is not to be heard of."""

    network: str
    kind: MuteKind
    value: str
    """The author's id, the word or phrase folded, the conversation's id."""
    shown: str
    """Its name on the screen: a handle with its @, the word, how the conversation begins."""


@dataclass(frozen=True, slots=True)
class Mute:
    """Something that is muted at this desk."""

    id: MuteId
    new: NewMute
    made_at: datetime
    agent_name: str
    posts: int = 0
    """How many posts it keeps quiet."""
    last_at: datetime | None = None
    """When the newest of these was written."""

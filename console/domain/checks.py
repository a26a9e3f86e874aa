"""What is found in a draft before it goes public, and what persons set about it.

Here stands what a finding is; what finds it is `console.checks`. Nothing of this rewrites a
text: a step is offered, and a person takes it or not.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from console.domain.ids import CaseId, MessageId


class Check(StrEnum):
    """What a draft is looked through for; the order is that in which persons read them."""

    PRIVACY = "privacy"
    """Something private that everybody would read."""
    DEFLECTION = "deflection"
    """It only sends the customer elsewhere."""
    DISMISSIVE = "dismissive"
    """Wording that waves the customer off."""
    ASKED_AGAIN = "asked_again"
    """It asks for what the customer already gave, or already did."""
    APOLOGY_LOOP = "apology_loop"
    """One more apology, and nothing that is done."""
    ANSWER_FIRST = "answer_first"
    """Part 1 alone holds neither an answer nor a question."""
    LENGTH = "length"
    """So many parts that a call would be shorter."""
    BOILERPLATE = "boilerplate"
    """The same sentences as in an earlier answer."""
    FEED = "feed"
    """What a stranger reads in our last posts, this one among them."""
    PROMISE = "promise"
    """It promises something by a time; nobody noted that yet."""


class Severity(StrEnum):
    """How loudly a finding is said; only `STOP` is in the way of Send."""

    STOP = "stop"
    WARNING = "warning"
    ADVICE = "advice"
    OFFER = "offer"
    """Nothing is wrong: something can be done for the person."""


class StepKind(StrEnum):
    """What a suggested step would do, once the person takes it."""

    INSERT = "insert"
    """Put `Step.text` in at the cursor."""
    PROMISE = "promise"
    """Note what `Step.text` says as the case's promise, due at `Step.at`."""
    SHOW_MESSAGE = "show_message"
    """Show `Step.message_id` of the open case."""
    SHOW_CASE = "show_case"
    """Open `Step.case_id`, where the other answer stands."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that a person can do about a finding."""

    kind: StepKind
    label: str
    """What its button says, such as `Show the call`."""
    text: str = ""
    at: datetime | None = None
    """Aware UTC."""
    message_id: MessageId | None = None
    case_id: CaseId | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a check found in a draft."""

    check: Check
    rule: str
    """Which rule of the check, such as `card`; lower case, one word."""
    start: int
    end: int
    """The code points `[start, end)` of the draft; the whole of it where nothing stands out."""
    severity: Severity
    why: str
    """One sentence for the agent: what a reader will take from it, or what is known already."""
    advice: str = ""
    """One sentence: what would make it better; empty where `why` says it all."""
    steps: tuple[Step, ...] = ()
    words: str = ""
    """What it is about, folded: a finding with the same words is the same one, once ignored."""

    @property
    def key(self) -> str:
        """Return by what it is known again after the text around it was edited."""
        return f"{self.rule}:{self.words}"


class Ignored(StrEnum):
    """Why a person let a finding stand."""

    FITS = "fits"
    """It fits here."""
    ELSEWHERE = "elsewhere"
    """That was done by another way, such as on the phone."""
    ASKED_FOR = "asked_for"
    """The customer asked for just that."""
    WRONG = "wrong"
    """The check is mistaken."""
    UNSAID = "unsaid"
    """Nobody said why."""


@dataclass(frozen=True, slots=True)
class IgnoredCount:
    """How often findings of one check were ignored for one reason."""

    check: Check
    reason: Ignored
    count: int


class FeedShare(StrEnum):
    """What a stranger takes one of our posts for."""

    SOLVED = "solved"
    """It says that something was solved."""
    COMPLAINT = "complaint"
    """It answers a complaint, and does not say that something was solved."""
    THANKS = "thanks"
    """It thanks, or answers thanks."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Feed:
    """What our last public posts are, before and after a draft."""

    before: dict[FeedShare, int]
    """How many of the last `of` posts; every share has a number."""
    after: dict[FeedShare, int]
    """The same with the draft's parts as the newest of them."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of a draft."""

    findings: tuple[Finding, ...]
    """Those a person did not ignore: stops first, then as they stand in the text."""
    ignored: tuple[Finding, ...]
    """Those that a person let stand."""
    language: str
    """`en`, `de`; another code, or empty, where its words could not be checked."""
    words_checked: bool
    """Whether the language is one with a lexicon; else only what needs none was looked for."""
    feed: Feed | None = None
    """None where there are no public posts of ours yet, or the check is off."""


@dataclass(frozen=True, slots=True)
class PhraseEdit:
    """A phrase that a person put into a list of a lexicon, or took out of it."""

    language: str
    phrase: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class CheckRules:
    """What a business set for its checks; stands in the data file, for every program on it."""

    off: frozenset[Check] = frozenset()
    own_points: tuple[str, ...] = ()
    """Our own phone numbers, e-mail addresses and sites, as a person typed them: no secret.

    The first phone number is the one that is offered.
    """
    order_shapes: tuple[str, ...] = ()
    """How our order numbers look: `#` is a digit, `?` a letter, all else is itself."""
    other_names: tuple[str, ...] = ()
    """Other networks and services whose mention tells where a customer has an account."""
    dismissive: tuple[PhraseEdit, ...] = field(default=())
    """Changes to the list of dismissive wording, in the order in which they were made."""

    def text(self) -> str:
        """Return these rules as they are stored."""
        return json.dumps(
            {
                "off": sorted(self.off),
                "own_points": self.own_points,
                "order_shapes": self.order_shapes,
                "other_names": self.other_names,
                "dismissive": [[e.language, e.phrase, e.removed] for e in self.dismissive],
            }
        )

    @classmethod
    def of(cls, text: str) -> CheckRules:
        """Return the rules that were stored; what this program does not know is left out."""
        stored = json.loads(text)
        known = set(Check)
        return cls(
            off=frozenset(Check(name) for name in stored.get("off", ()) if name in known),
            own_points=tuple(stored.get("own_points", ())),
            order_shapes=tuple(stored.get("order_shapes", ())),
            other_names=tuple(stored.get("other_names", ())),
            dismissive=tuple(PhraseEdit(*edit) for edit in stored.get("dismissive", ())),
        )

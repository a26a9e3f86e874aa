"""Findings for tests of the list, made by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from console.domain.checks import (
    Check,
    Checked,
    Feed,
    FeedShare,
    Finding,
    Severity,
    Step,
    StepKind,
)
from console.domain.ids import MessageId

SHOW_CALL = Step(StepKind.SHOW_MESSAGE, "Show the call", message_id=MessageId(7))
PUT_IN = Step(StepKind.INSERT, 'Put in "I looked it up: "', text="I looked it up: ")
NOTE = Step(
    StepKind.PROMISE, "Note the promise", text="call", at=datetime(2026, 11, 27, 16, tzinfo=UTC)
)
NAMES = ("shop", "Ada Fern")


def finding(
    check: Check,
    words: str,
    severity: Severity = Severity.WARNING,
    *steps: Step,
    why: str = "",
    advice: str = "",
) -> Finding:
    """Returns a finding that is known again by `words`."""
    return Finding(check, "rule", 0, 4, severity, why or f"{words}.", advice, steps, words)


CARD = finding(
    Check.PRIVACY, "card", Severity.STOP, why="Everybody would read the number of a card."
)
AWAY = finding(
    Check.DEFLECTION,
    "away",
    Severity.WARNING,
    SHOW_CALL,
    PUT_IN,
    why="Whoever reads this learns only that you send the customer elsewhere. " * 3,
    advice="Say first what you did.",
)
AGAIN = finding(Check.ASKED_AGAIN, "again", Severity.ADVICE, why="The number stands there.")
SAME = finding(Check.BOILERPLATE, "same", Severity.ADVICE, why="It was said like this before.")
PROMISE = finding(Check.PROMISE, "friday", Severity.OFFER, NOTE, why="You promise a call.")
FEED = Feed(
    dict(zip(FeedShare, (3, 34, 8, 5), strict=True)),
    dict(zip(FeedShare, (4, 33, 8, 5), strict=True)),
)


def checked(
    *findings: Finding,
    ignored: tuple[Finding, ...] = (),
    language: str = "en",
    feed: Feed | None = None,
) -> Checked:
    """Returns results; of other languages than English and German no words were checked."""
    return Checked(findings, ignored, language, language in ("en", "de"), feed)

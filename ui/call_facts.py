"""What the timeline says of a call note beside its text; pure words.

Numbers are shown as people there write them. `warm` does in a lane what the first of them
costs, before the timeline is painted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from console.domain.messages import CallNote, Message
from console.domain.resolutions import Promise
from console.language import tr
from ui import words
from ui.plain import isolated


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under a call note: what it is about, and what is said of it."""

    label: str
    text: str
    token: str = "text"  # noqa: S105 - the name of a colour
    """The colour that it is drawn in."""


def warm(messages: Iterable[Message]) -> None:
    """Recognise the numbers of the call notes of a case; to be called in a lane."""
    for message in messages:
        if isinstance(message, CallNote) and message.number:
            number(message)


def number(note: CallNote) -> str:
    """Return the number of a call note as people there write it."""
    from console.text import phone_numbers

    return phone_numbers.national(note.number)


def below(note: CallNote) -> str:
    """Return the number, and who noted it."""
    noted = tr("noted by {agent}").format(agent=isolated(note.agent_name))
    return f"{isolated(number(note))}  ·  {noted}" if note.number else noted


def facts(note: CallNote, promise: Promise | None, now: datetime) -> tuple[Fact, ...]:
    """Return what came of a call, in the order in which its note asks for it."""
    found = [Fact(tr("Tried"), note.tried)] if note.tried else []
    # A note without words of its own says how it ended in their place.
    if note.outcome and note.outcome.casefold() != note.text.casefold():
        found.append(Fact(tr("Outcome"), note.outcome))
    if note.missing:
        found.append(Fact(tr("Missing"), note.missing))
    if promise is not None:
        found.append(_promise(promise, now))
    if note.touchpoint:
        found.append(Fact(tr("Touchpoint"), note.touchpoint))
    return tuple(found)


def _promise(promise: Promise, now: datetime) -> Fact:
    due = words.when(promise.due_at, now)
    if promise.kept_at is not None:
        return Fact(
            tr("Promise"), tr("{what}, by {due}  ·  kept").format(what=promise.what, due=due), "ok"
        )
    if promise.is_broken(now):
        return Fact(
            tr("Promise"),
            tr("{what}, by {due}  ·  not kept").format(what=promise.what, due=due),
            "danger",
        )
    return Fact(tr("Promise"), tr("{what}, by {due}").format(what=promise.what, due=due))

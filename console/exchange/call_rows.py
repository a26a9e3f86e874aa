"""What the cells of one row of a call log say, by the columns that a person mapped.

The words that phone systems use are data, `resources/call_logs.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from importlib import resources

from console.domain.call_logs import EARLIEST, DateOrder, Field, Lengths, LoggedCall
from console.domain.messages import Direction
from console.exchange import call_times
from console.language import tr
from console.text.weight import normalise

LONGEST_WORD, LONGEST_NOTE = 200, 20_000
_SHORTENED = re.compile(r"\d[.,]\d+E\+?\d+", re.IGNORECASE)
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what, and how what it holds is meant."""

    places: tuple[tuple[Field, int], ...]
    """The number of each field's column, from 0."""
    order: DateOrder | None = None
    """None where a person has still to say."""
    lengths: Lengths = Lengths.MINUTES

    def place(self, field: Field) -> int | None:
        """Return the column of a field, None where there is none."""
        return next((place for one, place in self.places if one is field), None)

    def with_place(self, field: Field, place: int | None) -> Columns:
        """Return the same with a field's column moved; a column says one thing only."""
        left = [(one, at) for one, at in self.places if one is not field and at != place]
        return replace(self, places=(*left, *([] if place is None else [(field, place)])))

    @property
    def lacking(self) -> str:
        """What must still be said before calls can be read, in words; empty where nothing."""
        if self.place(Field.BEGAN) is None:
            return tr("Say which column holds date and time.")
        if self.place(Field.NUMBER) is None and self.place(Field.NAME) is None:
            return tr("Say which column holds the number, or the name.")
        if self.order is None:
            return tr("Say whether the day or the month comes first.")
        return ""

    def text(self) -> str:
        """Return it as it is kept."""
        places = {str(field): place for field, place in self.places}
        return json.dumps([places, self.order, self.lengths])

    @classmethod
    def from_text(cls, text: str) -> Columns:
        """Return what `text` wrote."""
        places, order, lengths = json.loads(text)
        return cls(
            tuple((Field(field), place) for field, place in places.items()),
            None if order is None else DateOrder(order),
            Lengths(lengths),
        )


def read(fields: dict[Field, str], columns: Columns, now: datetime, region: str) -> LoggedCall:
    """Return the call that some cells tell of.

    Raises:
        ValueError: it cannot be taken in; the message says why.
    """
    number, name = _number(fields.get(Field.NUMBER, ""), region), _name(fields)
    if not number and not name:
        raise ValueError("It has neither a number nor a name.")
    began = f"{fields.get(Field.BEGAN, '')} {fields.get(Field.TIME, '')}"
    at = call_times.moment(began, columns.order or DateOrder.DAY_FIRST)
    if at > now:
        raise ValueError(f"“{began.strip()}” is still to come.")
    if at < EARLIEST:
        raise ValueError(f"“{began.strip()}” lies before {EARLIEST.year}.")
    duration_s = call_times.seconds(fields.get(Field.DURATION, ""), columns.lengths)
    direction, missed = _direction(fields.get(Field.DIRECTION, ""))
    outcome, unanswered = _outcome(_word(fields, Field.OUTCOME))
    missed = (missed or unanswered) and not duration_s
    return LoggedCall(
        number=number,
        at=at,
        direction=direction,
        duration_s=duration_s,
        name=name,
        agent=_word(fields, Field.AGENT),
        note=normalise(fields.get(Field.NOTE, "")).strip()[:LONGEST_NOTE],
        outcome=outcome or ("no answer" if missed else ""),
        missed=missed,
        to_minute=not call_times.says_seconds(began),
    )


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `call_logs.json`."""

    columns: dict[Field, list[str]]
    incoming: frozenset[str]
    outgoing: frozenset[str]
    missed: frozenset[str]
    voicemail: frozenset[str]
    answered: frozenset[str]
    withheld: frozenset[str]


@cache
def words() -> Words:
    """Return the words that phone systems use, read once."""
    lists = json.loads(resources.files("resources").joinpath("call_logs.json").read_text("utf-8"))
    columns = {Field(field): names for field, names in lists.pop("columns").items()}
    return Words(columns, **{name: frozenset(known) for name, known in lists.items()})


def _number(text: str, region: str) -> str:
    text = " ".join(normalise(text).split())[:LONGEST_WORD]
    if text.casefold() in words().withheld:
        return ""
    if _SHORTENED.fullmatch(text):
        raise ValueError(f"A spreadsheet program has cut the number to “{text}”.")
    if not _DIGIT.search(text):
        return text
    from console.text.phone_numbers import canonical

    return canonical(text, region)


def _name(fields: dict[Field, str]) -> str:
    """Return who called; nobody where the name only says that the number was withheld.

    Else all such callers would be one contact.
    """
    name = _word(fields, Field.NAME)
    return "" if name.casefold() in words().withheld else name


def _word(fields: dict[Field, str], field: Field) -> str:
    return " ".join(normalise(fields.get(field, "")).split())[:LONGEST_WORD]


def _direction(text: str) -> tuple[Direction, bool]:
    """Return who called whom, and whether nobody answered; a call of which nothing is said came."""
    word, known = " ".join(text.casefold().replace("_", " ").split()), words()
    if not word or word in known.incoming:
        return Direction.IN, False
    if word in known.missed:
        return Direction.IN, True
    if word in known.outgoing:
        return Direction.OUT, False
    first, *rest = re.split(r"[\s/,;:-]+", word)  # such as `outbound - no answer`
    if rest and first in known.incoming | known.missed | known.outgoing:
        direction, missed = _direction(first)
        return direction, missed or " ".join(rest) in known.missed
    raise ValueError(f"“{text}” says neither that it came in nor that it went out.")


def _outcome(word: str) -> tuple[str, bool]:
    """Return the outcome in the desk's words, and whether nobody answered."""
    folded, known = word.casefold().replace("_", " "), words()
    if folded in known.missed:
        return "no answer", True
    if folded in known.voicemail:
        return "voicemail", False
    return ("" if folded in known.answered else word), False

"""Calls as a phone system logs them: what a row says, and why one cannot be taken in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from console.domain.ids import to_ms
from console.domain.messages import Direction

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""No call or post that is told of is older."""
LONGEST_S = 7 * 24 * 3600
"""No call lasts longer."""


MINUTE_S, MOST_A_MINUTE = 60, 5
"""Further calls from one number in one minute are rows that a log has several times."""


class Field(StrEnum):
    """What a column of a call log says."""

    NUMBER = "number"
    BEGAN = "began"
    """Date and time, or the date alone where the time has a column of its own."""
    TIME = "time"
    DIRECTION = "direction"
    DURATION = "duration"
    NAME = "name"
    AGENT = "agent"
    NOTE = "note"
    OUTCOME = "outcome"


class DateOrder(StrEnum):
    """How `3/4/2026` is meant."""

    DAY_FIRST = "day"
    MONTH_FIRST = "month"


class Lengths(StrEnum):
    """How a duration of two numbers, `3:05`, is meant."""

    MINUTES = "mm:ss"
    HOURS = "h:mm"


@dataclass(frozen=True, slots=True)
class LoggedCall:
    """One call of a log."""

    number: str
    """In canonical form; empty where it was withheld."""
    at: datetime
    direction: Direction
    duration_s: int | None
    name: str = ""
    agent: str = ""
    """Who spoke with the customer, as the phone system names them."""
    note: str = ""
    outcome: str = ""
    missed: bool = False
    """Whether nobody answered."""
    to_minute: bool = False
    """Whether its log does not say seconds, so that several calls may look the same."""
    nth: int = 1
    """Of the calls of one file that look the same."""

    @property
    def may_be_another(self) -> bool:
        """Whether it can be a call of its own beside the `nth` - 1 before it in its file.

        Whoever is not put through rings again at once; but all of them fit in that minute.
        """
        fits = (self.nth - 1) * (self.duration_s or 0) < MINUTE_S
        return self.to_minute and fits and self.nth <= MOST_A_MINUTE

    @property
    def key(self) -> str:
        """Return what tells it from other calls, in this file and every other."""
        nth = () if self.nth == 1 else (str(self.nth),)
        return "|".join((
            self.number or f"name {self.name.casefold()}",
            str(to_ms(self.at)),
            self.direction,
            "" if self.duration_s is None else str(self.duration_s),
            *nth,
        ))  # fmt: skip

    @property
    def text(self) -> str:
        """Return the words of its call note: the log's own, else what happened."""
        said = self.note or self._what
        return f"{said}\nTaken by {self.agent}" if self.agent and not self.missed else said

    @property
    def _what(self) -> str:
        incoming = self.direction is Direction.IN
        if self.missed:
            return "Missed call" if incoming else "Outgoing call, no answer"
        what = "Incoming call" if incoming else "Outgoing call"
        return f"{what}, {_length(self.duration_s)}" if self.duration_s else what


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row of a log that cannot be taken in as it is."""

    line: int
    """On which it begins in its file, from 1."""
    fields: tuple[tuple[Field, str], ...]
    """What its mapped cells hold."""
    problem: str
    """In words, for a person."""
    key: str
    """Drawn from all its cells, see `key_of`."""
    file: str = ""
    id: int = 0
    """Of the row that was kept aside; 0 for one that is not stored."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What a log brings, as far as it was read."""

    calls: int = 0
    """Of those that are new."""
    of_known: int = 0
    """How many of these are with customers whom the desk knows."""
    completed: int = 0
    """Calls that were noted by hand, to which the log adds what it knows."""
    known: int = 0
    """Calls that were taken in before."""
    aside: int = 0
    """Rows that cannot be taken in, those left out that were kept aside before."""
    share: float = 0.0
    """Of the file, from 0 to 1."""
    done: bool = False


def key_of(cells: list[str]) -> str:
    """Return what tells a row of a log from others."""
    return sha256("\x1f".join(cells).encode("utf-8", "replace")).hexdigest()[:32]


def _length(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"

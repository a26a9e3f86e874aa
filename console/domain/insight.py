"""Figures about the work, in one form: whoever shows, prints or exports one needs no other.

A *section* answers one question. It holds *figures* (one number each, with what it was
found from) and *tables*; a chart is a way to draw a table, so that what an eye sees, a screen
reader hears and a file holds is the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

from console.domain.ids import AccountId, CaseId
from console.domain.verdicts import Verdict
from console.language import tr

Cell = str | float | int | None
"""One cell of a table; None where there is no value, which is not nought."""


class Question(StrEnum):
    """What is asked, in the order in which it is shown."""

    CANARY_BOARD = "canary_board"
    ANSWERING = "answering"
    ANSWER_TIMES = "answer_times"
    SOLVING = "solving"
    CALLED_FIRST = "called_first"
    PARITY = "parity"
    PHONE_LIMITS = "phone_limits"
    REPEATS = "repeats"
    SAME_AGENT = "same_agent"
    REACH = "reach"
    THANKS = "thanks"
    EXCHANGES = "exchanges"
    PUBLIC_FEED = "public_feed"

    @property
    def words(self) -> str:
        """Return the question as a person asks it."""
        return _WORDS[self]


_WORDS = {
    Question.CANARY_BOARD: tr("Which touchpoint fails?"),
    Question.ANSWERING: tr("Does anybody answer?"),
    Question.ANSWER_TIMES: tr("How quickly?"),
    Question.SOLVING: tr("Is it solved?"),
    Question.CALLED_FIRST: tr("Why wait for a post?"),
    Question.PARITY: tr("Does shouting in public pay?"),
    Question.PHONE_LIMITS: tr("What could the phone not do?"),
    Question.REPEATS: tr("The same fault again?"),
    Question.SAME_AGENT: tr("Do the same people cause and answer?"),
    Question.REACH: tr("How far does it carry?"),
    Question.THANKS: tr("Do they say thanks?"),
    Question.EXCHANGES: tr("Many messages, missed replies?"),
    Question.PUBLIC_FEED: tr("What does a stranger see?"),
}


class Unit(StrEnum):
    """What a number counts; `console.text.figures` says it in words."""

    COUNT = "count"
    """Whole things."""
    NUMBER = "number"
    """A mean of whole things, such as parts per answer."""
    SHARE = "share"
    """0 to 1."""
    CHANGE = "change"
    """A ratio of two rates: 1 is as before, 1.5 half as much again."""
    DURATION = "duration"
    """Milliseconds; may be negative in a difference."""
    PER_WEEK = "per_week"
    PEOPLE = "people"
    """How many persons may have seen it."""
    MOMENT = "moment"
    """UTC milliseconds since 1970, told with its time of day."""
    DAY = "day"
    """UTC milliseconds since 1970 of the moment at which a local day begins."""
    WORD = "word"
    """Text, of persons or of the program."""


class Wish(StrEnum):
    """Which way a figure should go."""

    LESS = "less"
    MORE = "more"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Interval:
    """Between what a figure lies, as an estimate."""

    low: float
    high: float
    method: str
    """Such as `Wilson score`; what a statistician looks up."""
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Evidence:
    """The cases behind a figure or a row of a table, each as often as it counts."""

    cases: Sequence[CaseId]
    values: Sequence[Cell] = ()
    """Of each case, what it brings in; empty where it only counts."""
    unit: Unit = Unit.WORD
    """Of the values."""
    title: str = ""
    """What the values are, such as `Time to our first answer`."""

    @property
    def distinct(self) -> int:
        """Return how many different cases these are: so many does a list of them show."""
        return len(set(self.cases))


NO_EVIDENCE = Evidence(())


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, with all that is needed to believe it or not."""

    key: str
    """Its name for programs: lower case, words joined by `_`; of a section each once."""
    title: str
    """Its name for persons, such as `First response time, median`."""
    unit: Unit
    value: float | None
    """None where there is nothing to say it from; `note` then says why."""
    n: int
    """From how many it was found."""
    of: str
    """What these are, such as `cases with an answer`."""
    formula: str
    """How it is found, in a sentence that can be checked by hand."""
    wish: Wish = Wish.NEITHER
    interval: Interval | None = None
    """None for a plain count, which is no estimate."""
    before: float | None = None
    """The same in the period before, as far as this one has gone; None where that was not asked
    for or has no value."""
    before_n: int = 0
    note: str = ""
    """What a reader has to know beside it: why there is no value, what is not in it."""
    evidence: Evidence = NO_EVIDENCE
    before_interval: Interval | None = None
    """Between what the figure before lies."""
    verdict: Verdict = Verdict.NONE
    """Made by `console.insight.figures` alone."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table."""

    key: str
    title: str
    unit: Unit


class ChartKind(StrEnum):
    """How a table is drawn."""

    BARS = "bars"
    """A bar for each row, lying, in the order of the rows: `x` names them, `y[0]` is their
    length."""
    PARETO = "pareto"
    """The same, and `y[1]`, the share of all that it reaches together with those above it."""
    LINES = "lines"
    """Over time: `x` is a day, each of `y` a line."""
    STACK = "stack"
    """Over time, the parts of a whole upon one another."""
    HEAT = "heat"
    """Rows by columns: `x` names the rows, each of `y` is a column of cells."""
    HISTOGRAM = "histogram"
    """Standing bars side by side: `x` names the classes, `y[0]` is how many."""
    DOTS = "dots"
    """A dot for each row with its interval from `low` to `high`: estimates side by side."""


@dataclass(frozen=True, slots=True)
class Chart:
    """How a table is drawn; the words are keys of its columns."""

    kind: ChartKind
    x: str
    y: tuple[str, ...]
    low: str = ""
    high: str = ""
    """Of an interval of `y[0]`; empty for none."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells in the order in which they are to be read."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    evidence: tuple[Evidence, ...] = ()
    """Of each row; empty where no row has any."""
    chart: Chart | None = None
    """None for a table that is only read."""
    note: str = ""
    """What a reader has to know, such as that the last week is not over."""
    empty: str = tr("Nothing in this period.")
    """What is said where there is no row."""

    def place(self, key: str) -> int:
        """Return the place of a column."""
        return next(i for i, column in enumerate(self.columns) if column.key == key)


@dataclass(frozen=True, slots=True)
class Section:
    """What is known about one question."""

    question: Question
    sentence: str
    """What the figures show, in one plain sentence; or that there is too little to say."""
    figures: tuple[Figure, ...]
    """The first is the section's own; each with a key of its own."""
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """From `start` on, to before `end`; both aware UTC, and the beginnings of local days."""

    start: datetime
    end: datetime

    @property
    def before(self) -> Self:
        """Return the period of the same length that ends where this one begins."""
        return type(self)(self.start - (self.end - self.start), self.start)

    @property
    def weeks(self) -> float:
        """Return how many weeks it has."""
        return (self.end - self.start) / timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at."""

    period: Period
    account_id: AccountId | None = None
    """Only cases of this account; those of calls alone belong to none. None for all."""
    touchpoint: str | None = None
    """Only cases of this touchpoint; empty for those of which nobody said; None for all."""
    compare: bool = True
    """Whether the period before is looked at too, as far as this one has gone."""


@dataclass(frozen=True, slots=True)
class RootCauseFix:
    """What was done against what keeps failing at a touchpoint."""

    id: int
    touchpoint: str
    owner: str
    """Who sees to it."""
    action: str
    """What is done, in a line."""
    at: datetime
    """From when on it holds: the beginning of a local day, aware UTC."""
    agent_name: str
    """Who recorded it."""


@dataclass(frozen=True, slots=True)
class Insight:
    """All sections of a scope."""

    scope: Scope
    sections: tuple[Section, ...]
    cases: int
    """How many cases began in the period."""
    messages: int
    """How many messages they and the period hold."""
    made_at: datetime
    zone: str = ""
    """IANA name of the zone in which days begin; empty for the system's."""
    unread: int = 0
    """How many of our answers in it were not looked at yet for what they say."""
    fixes: tuple[RootCauseFix, ...] = field(default=())

"""Has the figures found in a lane: step by step, and no longer than somebody waits.

Owns what is under way. A newer wish ends the older one at its next step, and so does whoever
leaves the page. One run is one job: it is not for the lane of what the window shows, else
the cases behind a figure would wait for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from console.domain.cases import EVERY_CASE
from console.domain.ids import AccountId
from console.domain.insight import Insight, Period, Question, Scope, Section
from console.errors import DeskError
from console.language import tr
from console.store.vocabulary import WordList
from ui.lanes import Lane

if TYPE_CHECKING:
    from console.desk import Desk

_KEY = "insight"


class Span(Enum):
    """Which days are looked at; all but the last month and the own ones end with today."""

    DAYS_7 = "days_7"
    DAYS_28 = "days_28"
    WEEKS_13 = "weeks_13"
    MONTHS_12 = "months_12"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"
    CUSTOM = "custom"

    @property
    def words(self) -> str:
        """Return it as the box of periods offers it."""
        return _SPANS[self]


_SPANS = {
    Span.DAYS_7: tr("Last 7 days"),
    Span.DAYS_28: tr("Last 28 days"),
    Span.WEEKS_13: tr("Last 13 weeks"),
    Span.MONTHS_12: tr("Last 12 months"),
    Span.THIS_MONTH: tr("This month"),
    Span.LAST_MONTH: tr("Last month"),
    Span.THIS_YEAR: tr("This year"),
    Span.CUSTOM: tr("Custom…"),
}


DAYS = {Span.DAYS_7: 7, Span.DAYS_28: 28, Span.WEEKS_13: 91}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants to look at."""

    span: Span = Span.DAYS_28
    first: date | None = None
    last: date | None = None
    """The days of a custom span, both within it."""
    account_id: AccountId | None = None
    touchpoint: str | None = None
    compare: bool = True


@dataclass(frozen=True, slots=True)
class Ground:
    """What is known before the first figure."""

    scope: Scope
    zone: str
    """That in which days begin; empty for the system's."""
    first: date
    last: date
    """The days of the period, both within it."""
    touchpoints: tuple[str, ...]
    """All that a case may be given."""
    empty: bool
    """Whether this desk has no case at all: nothing is asked then."""
    today: date
    """As the business counts its days."""


class Run:
    """One run; told to stop in the window's thread, it stops in the lane's."""

    __slots__ = ("stopped",)

    def __init__(self) -> None:
        self.stopped = False


_News = tuple[Run, int, int, Section | None]


class InsightRunner(QObject):
    """One run at a time.

    Signals:
        begun(Ground): what is looked at, before any figure of it.
        progressed(int, int): so many of so many steps are done.
        came(Section): one question is answered.
        ended(Insight): all are; None where there is no case to ask about.
        failed(DeskError): it could not be read.
    """

    begun = Signal(object)
    progressed = Signal(int, int)
    came = Signal(object)
    ended = Signal(object)
    failed = Signal(object)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._run: Run | None = None

    @property
    def is_under_way(self) -> bool:
        """Return whether something is being found."""
        return self._run is not None

    def ask(self, wish: Wish, first: Question) -> None:
        """Find the figures of a wish, those of the question `first` before the others."""
        self.stop()
        run = self._run = Run()
        self._lane.submit(
            partial(self._work, run, wish, first),
            partial(self._end, run),
            partial(self._fail, run),
            receiver=self,
            key=_KEY,
        )

    def stop(self) -> None:
        """Let what is under way end at its next step; nothing more is told of it."""
        if self._run is not None:
            self._run.stopped = True
            self._run = None

    def _work(self, run: Run, wish: Wish, first: Question, desk: Desk) -> Insight | None:
        """Do the work, in the lane."""
        if run.stopped:
            return None
        ground = _ground(wish, desk)
        self._lane.tell(partial(self._begin, run), ground, self)
        if ground.empty:
            return None

        def told(done: int, of: int, found: Section | None) -> bool:
            self._lane.tell(self._hear, (run, done, of, found))
            return not run.stopped and not self._lane.stopping()

        return desk.insight.of(ground.scope, told, first)

    def _begin(self, run: Run, ground: Ground) -> None:
        if run is self._run:
            self.begun.emit(ground)

    def _hear(self, news: _News) -> None:
        run, done, of, found = news
        if run is not self._run:
            return
        if found is not None:
            self.came.emit(found)
        if run is self._run:  # unless whoever heard of it stopped the run
            self.progressed.emit(done, of)

    def _end(self, run: Run, insight: Insight | None) -> None:
        if run is self._run:
            self._run = None
            self.ended.emit(insight)

    def _fail(self, run: Run, error: DeskError) -> None:
        if run is self._run:
            self._run = None
            self.failed.emit(error)


def _ground(wish: Wish, desk: Desk) -> Ground:
    hours = desk.targets.get().hours
    today = hours.local(desk.insight.last_days(1).start).date()
    period = _period(wish, desk, today)
    return Ground(
        Scope(period, wish.account_id, wish.touchpoint, wish.compare),
        hours.zone,
        hours.local(period.start).date(),
        hours.local(period.end - timedelta(milliseconds=1)).date(),
        desk.vocabulary.words(WordList.TOUCHPOINTS),
        empty=not desk.cases.count(EVERY_CASE),
        today=today,
    )


def _period(wish: Wish, desk: Desk, today: date) -> Period:
    """Return the days of a wish as a period; `today` as the business counts its days."""
    if wish.span in DAYS:
        return desk.insight.last_days(DAYS[wish.span])
    if wish.span is Span.THIS_MONTH:
        return desk.insight.period(today.replace(day=1), today)
    if wish.span is Span.LAST_MONTH:
        last = today.replace(day=1) - timedelta(days=1)
        return desk.insight.period(last.replace(day=1), last)
    if wish.span is Span.THIS_YEAR:
        return desk.insight.period(today.replace(month=1, day=1), today)
    if wish.span is Span.MONTHS_12 or wish.first is None or wish.last is None:
        return desk.insight.period(year_before(today), today)
    return desk.insight.period(wish.first, wish.last)


def year_before(today: date) -> date:
    """Return the day after the one of this date a year ago: till today that is a year."""
    leap_day = (today.month, today.day) == (2, 29)
    ago = today.replace(year=today.year - 1, day=28 if leap_day else today.day)
    return ago + timedelta(days=1)

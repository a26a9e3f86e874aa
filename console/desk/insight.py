"""Verbs on insight: what the figures of a scope are, and what was done about root causes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from console.checks.answer_readings import RULE, AnswerReading, read
from console.checks.facts import MOST_OUR_POSTS
from console.desk.acting import acting
from console.desk.context import Context
from console.desk.typed import line
from console.domain.changes import Changes
from console.domain.ids import MessageId
from console.domain.insight import Insight as Report
from console.domain.insight import Period, Question, RootCauseFix, Scope
from console.errors import InputError
from console.insight import run
from console.insight.running import Told, go_on
from console.store import answer_readings, fixes, insight, targets
from console.store.answer_readings import Author

SLICE = 300
"""So many posts are read between two writes: a third of a second, and a write of 5 ms."""


@dataclass(frozen=True, slots=True)
class _Left:
    """What of our posts is left to be read, where that was stopped."""

    written: tuple[int, int]
    """How much was written to the file by others and from here."""
    posts: dict[MessageId, Author]
    """Newest first."""


class Insight:
    """The figures about the work."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._left: _Left | None = None

    def of(self, scope: Scope, told: Told = go_on, first: Question | None = None) -> Report | None:
        """Return all sections of a scope; None where `told` says not to go on.

        `told(done, of, found)` hears how many of how many steps are done and which section
        the last one found; the question `first` is asked before the others.
        """
        context = self._context
        now = context.now()
        return run(insight.rows(context.db, scope, now), scope, now, told, first)

    def read_answers(
        self,
        stopping: Callable[[], bool] = lambda: False,
        told: Callable[[int, int], None] = lambda _done, _of: None,
    ) -> int:
        """Read what our own posts say that nobody read yet, newest first; return how many.

        `stopping` is asked after each answer; what was found till then is kept. `told(done,
        of)` hears at the beginning, and after each slice that is stored, how many posts of
        how many are done.
        """
        db = self._context.db
        version = db.value("PRAGMA data_version")
        left = self._still_left(version)
        of, done, stopped = len(left), 0, False
        told(done, of)
        while left and not stopped:
            newest, author = next(iter(left.items()))
            posts = answer_readings.posts(db, author, newest, SLICE + MOST_OUR_POSTS)
            wanted = [post.id for post in posts[:SLICE] if post.id in left]
            found, stopped = _until(stopping, read(posts, wanted))
            with db.writing():
                stored = answer_readings.put(db, found, RULE)
            done += len(stored & left.keys())
            for message_id in stored if stopped else (newest, *wanted, *stored):
                left.pop(message_id, None)
            told(done, of)
        self._left = _Left((version, db.value("SELECT total_changes()")), left)
        return done

    def _still_left(self, version: int) -> dict[MessageId, Author]:
        """Return what is left to be read; it is looked for where anybody wrote to the file."""
        db, kept = self._context.db, self._left
        written = (version, db.value("SELECT total_changes()"))
        if kept is None or not kept.posts or kept.written != written:
            return answer_readings.left(db, RULE)
        return kept.posts

    def period(self, first: date, last: date) -> Period:
        """Return the period from the beginning of one day to the end of another.

        Days are those of the business's time zone.

        Raises:
            InputError: the last one is before the first.
        """
        if last < first:
            raise InputError(
                f"The period ends, {last}, before it begins, {first}.",
                advice="Give the earlier day first.",
            )
        hours = targets.get(self._context.db).hours
        return Period(hours.moment(first, 0), hours.moment(last + timedelta(days=1), 0))

    def last_days(self, days: int) -> Period:
        """Return the period of so many days that ends with today."""
        hours = targets.get(self._context.db).hours
        today = hours.local(self._context.now()).date()
        return self.period(today - timedelta(days=days - 1), today)

    def fixes(self) -> tuple[RootCauseFix, ...]:
        """Return all root-cause fixes, the newest first."""
        return fixes.every(self._context.db)

    def record_fix(self, touchpoint: str, owner: str, action: str, day: date) -> Changes:
        """Record what was done at a touchpoint, and from which day on it holds.

        Raises:
            InputError: one of the words is missing or too long.
        """
        fix = _checked(RootCauseFix(0, touchpoint, owner, action, self._begin(day), ""))
        context = self._context
        with acting(context, f"Record fix for {fix.touchpoint}"):
            fixes.add(context.db, fix, context.agent().id, context.now())
        return Changes.of(touchpoints=(fix.touchpoint,))

    def change_fix(self, fix: RootCauseFix, day: date) -> Changes:
        """Let a fix say what is given, from this day on.

        Raises:
            InputError: one of the words is missing or too long.
            NotFound: there is no such fix any more.
        """
        fix = _checked(replace(fix, at=self._begin(day)))
        context = self._context
        with acting(context, f"Change fix for {fix.touchpoint}"):
            was = fixes.get(context.db, fix.id)
            fixes.change(context.db, fix)
        return Changes.of(touchpoints=(was.touchpoint, fix.touchpoint))

    def remove_fix(self, fix_id: int) -> Changes:
        """Forget a fix.

        Raises:
            NotFound: there is no such fix any more.
        """
        context = self._context
        touchpoint = fixes.get(context.db, fix_id).touchpoint
        with acting(context, f"Remove fix for {touchpoint}"):
            fixes.remove(context.db, fix_id)
        return Changes.of(touchpoints=(touchpoint,))

    def _begin(self, day: date) -> datetime:
        return targets.get(self._context.db).hours.moment(day, 0)


def _until(
    stopping: Callable[[], bool], readings: Iterable[AnswerReading]
) -> tuple[list[AnswerReading], bool]:
    """Return the readings till it is to stop, and whether it was."""
    found: list[AnswerReading] = []
    for reading in readings:
        found.append(reading)
        if stopping():
            return found, True
    return found, False


def _checked(fix: RootCauseFix) -> RootCauseFix:
    return replace(
        fix,
        touchpoint=_word(fix.touchpoint, "touchpoint"),
        owner=_word(fix.owner, "owner"),
        action=_word(fix.action, "action"),
    )


def _word(text: str, name: str) -> str:
    clean = line(text)
    if not clean:
        raise InputError(f"The {name} is missing.", advice="A fix says where, what and who.")
    return clean

"""Verbs on insight: what the figures of a scope are, and what was done about root causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from console.desk.acting import acting
from console.desk.context import Context
from console.desk.typed import line
from console.domain.changes import Changes
from console.domain.insight import Insight as Report
from console.domain.insight import Period, Question, RootCauseFix, Scope, Section
from console.errors import InputError
from console.insight.running import OF_CASES, Told, answer, go_on, run
from console.language import tr
from console.store import fixes, insight, targets, vocabulary
from console.store.vocabulary import WordList

if TYPE_CHECKING:
    from console.desk.own_answers import OwnAnswers

LONGEST = timedelta(days=3653)
"""No period is longer: ten years."""
FIRST_YEAR, LAST_YEAR = 1971, 2200
"""Of later times no message has a number: those end in 2248."""


class Insight:
    """The figures about the work."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of(self, scope: Scope, told: Told = go_on, first: Question | None = None) -> Report | None:
        """Return all sections of a scope; None where `told` says not to go on.

        `told(done, of, found)` hears how many of how many steps are done and which section
        the last one found; the question `first` is asked before the others, and before the
        messages are read where it does not need them.
        """
        context = self._context
        now, known = context.now(), None
        if first in OF_CASES:
            known = answer(first, insight.cases_alone(context.db, scope, now), scope, now)
            if not told(0, len(Question) + 1, known):
                return None

        def news(done: int, of: int, found: Section | None) -> bool:
            return told(done, of, None if found == known else found)

        return run(insight.rows(context.db, scope, now), scope, now, news, first)

    @cached_property
    def _own_answers(self) -> OwnAnswers:
        # Loads the checks, which figures alone do not need.
        from console.desk.own_answers import OwnAnswers

        return OwnAnswers(self._context.db)

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
        return self._own_answers.read(stopping, told)

    def period(self, first: date, last: date) -> Period:
        """Return the period from the beginning of one day to the end of another.

        Days are those of the business's time zone.

        Raises:
            InputError: the last one is before the first, or the period is longer than ten years
                or lies where no calendar of ours goes.
        """
        if last < first:
            raise InputError(
                tr("The period ends, {last}, before it begins, {first}.").format(
                    last=last, first=first
                ),
                advice=tr("Give the earlier day first."),
            )
        if last - first >= LONGEST:
            raise InputError(
                tr("From {first} to {last} are more than ten years.").format(
                    first=first, last=last
                ),
                advice=tr("Give fewer days."),
            )
        if first.year < FIRST_YEAR or last.year > LAST_YEAR:
            raise InputError(
                tr("Nothing is known of the days from {first} to {last}.").format(
                    first=first, last=last
                ),
                advice=tr("Give days of the years {first_year} to {last_year}.").format(
                    first_year=FIRST_YEAR, last_year=LAST_YEAR
                ),
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

        The touchpoint is spelled as in the cases, else as in the list.

        Raises:
            InputError: one of the words is missing or too long, or no case has the touchpoint
                and the list does not hold it.
        """
        fix = _checked(RootCauseFix(0, touchpoint, owner, action, self._begin(day), ""))
        fix = replace(fix, touchpoint=self.spelled(fix.touchpoint))
        context = self._context
        with acting(context, f"Record fix for {fix.touchpoint}"):
            fixes.add(context.db, fix, context.agent().id, context.now())
        return Changes.of(touchpoints=(fix.touchpoint,))

    def change_fix(self, fix: RootCauseFix, day: date) -> Changes:
        """Let a fix say what is given, from this day on.

        Another touchpoint is spelled as in the cases, else as in the list.

        Raises:
            InputError: one of the words is missing or too long, or no case has the touchpoint
                and the list does not hold it.
            NotFound: there is no such fix any more.
        """
        fix = _checked(replace(fix, at=self._begin(day)))
        context = self._context
        was = fixes.get(context.db, fix.id)
        if fix.touchpoint != was.touchpoint:
            fix = replace(fix, touchpoint=self.spelled(fix.touchpoint))
        with acting(context, f"Change fix for {fix.touchpoint}"):
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

    def spelled(self, word: str) -> str:
        """Return a touchpoint as cases have it, else the list: or it would count none.

        Raises:
            InputError: neither knows it.
        """
        db = self._context.db
        known = (*fixes.touchpoints(db), *vocabulary.words(db, WordList.TOUCHPOINTS))
        if word in known:
            return word
        folded = {each.casefold(): each for each in reversed(known)}
        if (found := folded.get(word.casefold())) is not None:
            return found
        from difflib import get_close_matches  # for a slip of the pen alone

        near = get_close_matches(word.casefold(), folded, 1)
        raise InputError(
            tr(
                "No case has the touchpoint {word}, and the list of touchpoints does not hold it."
            ).format(word=word),
            advice=tr("Did you mean {folded}?").format(folded=folded[near[0]])
            if near
            else tr("Give a case this touchpoint first, or put it into the list."),
        )

    def _begin(self, day: date) -> datetime:
        return targets.get(self._context.db).hours.moment(day, 0)


def _checked(fix: RootCauseFix) -> RootCauseFix:
    return replace(
        fix,
        touchpoint=_word(fix.touchpoint, tr("The touchpoint is missing.")),
        owner=_word(fix.owner, tr("Who sees to it is missing.")),
        action=_word(fix.action, tr("What was done is missing.")),
    )


def _word(text: str, missing: str) -> str:
    clean = line(text)
    if not clean:
        raise InputError(
            missing,
            advice=tr("A fix says where, what and who."),
        )
    return clean

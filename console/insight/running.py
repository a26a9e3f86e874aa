"""Asks all questions of a scope, one after the other, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from console.domain.insight import Insight, Question, Scope, Section
from console.insight import (
    answer_times,
    answering,
    called_first,
    canary_board,
    exchanges,
    figures,
    parity,
    phone_limits,
    public_feed,
    reach,
    repeats,
    same_agent,
    solving,
    thanks,
)
from console.insight.rows import Rows
from console.insight.stories import stories
from console.insight.windows import Window, before_of

Ask = Callable[[Window, Window | None], Section]
"""Answers one question for a period; the second is the period before, where that is asked for."""
SECTIONS: dict[Question, Ask] = {
    Question.CANARY_BOARD: canary_board.section,
    Question.ANSWERING: answering.section,
    Question.ANSWER_TIMES: answer_times.section,
    Question.SOLVING: solving.section,
    Question.CALLED_FIRST: called_first.section,
    Question.PARITY: parity.section,
    Question.PHONE_LIMITS: phone_limits.section,
    Question.REPEATS: repeats.section,
    Question.SAME_AGENT: same_agent.section,
    Question.REACH: reach.section,
    Question.THANKS: thanks.section,
    Question.EXCHANGES: exchanges.section,
    Question.PUBLIC_FEED: public_feed.section,
}
OF_CASES = frozenset({Question.CANARY_BOARD})
"""Questions that are asked of cases alone, whatever was said in them."""
Told = Callable[[int, int, Section | None], bool]
"""Hears how many of how many steps are done and what the last one found; says whether to go on."""


def go_on(_done: int, _of: int, _found: Section | None) -> bool:
    """Say that more is wanted."""
    return True


def answer(question: Question, rows: Rows, scope: Scope, now: datetime) -> Section:
    """Return the answer to one question."""
    return judged(SECTIONS[question](*_windows(rows, scope, now)))


def run(
    rows: Rows, scope: Scope, now: datetime, told: Told = go_on, first: Question | None = None
) -> Insight | None:
    """Return all sections in their order; None where `told` says not to go on.

    `first` is the question to be asked before the others, for somebody waits for it.
    """
    steps = len(SECTIONS) + 1
    if not told(1, steps, None):
        return None
    window, before = _windows(rows, scope, now)
    found: dict[Question, Section] = {}
    for question in sorted(SECTIONS, key=lambda each: each is not first):
        found[question] = judged(SECTIONS[question](window, before))
        if not told(len(found) + 1, steps, found[question]):
            return None
    ours = [each for each in window.messages if each.is_post and each.out and not each.repost]
    return Insight(
        scope,
        tuple(found[question] for question in SECTIONS),
        cases=len(window.stories),
        messages=len(window.messages),
        made_at=now,
        zone=window.hours.zone,
        unread=sum(each.id not in rows.readings for each in ours),
        fixes=tuple(fact.fix for fact in rows.fixes),
    )


def judged(section: Section) -> Section:
    """Return a section with the verdicts of those figures too that it made itself."""
    return replace(section, figures=tuple(figures.judged(each) for each in section.figures))


def _windows(rows: Rows, scope: Scope, now: datetime) -> tuple[Window, Window | None]:
    """Return what is looked at: the period, and the one before where that is asked for.

    That one is as far as this one has gone; see `before_of`.
    """
    held, was = stories(rows), before_of(scope.period, now)
    before = Window(rows, held, scope, was, now) if scope.compare else None
    return Window(rows, held, scope, scope.period, now), before

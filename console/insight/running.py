"""Asks all questions of a scope, one after the other, in the order in which they are shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from console.domain.insight import Insight, Scope, Section
from console.insight import (
    answer_times,
    answering,
    called_first,
    canary_board,
    exchanges,
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
from console.insight.windows import Window

Ask = Callable[[Window, Window | None], Section]
"""Answers one question for a period; the second is the period before, where that is asked for."""
SECTIONS: tuple[Ask, ...] = (
    canary_board.section,
    answering.section,
    answer_times.section,
    solving.section,
    called_first.section,
    parity.section,
    phone_limits.section,
    repeats.section,
    same_agent.section,
    reach.section,
    thanks.section,
    exchanges.section,
    public_feed.section,
)


def run(
    rows: Rows,
    scope: Scope,
    now: datetime,
    told: Callable[[int, int], bool] = lambda _done, _of: True,
) -> Insight | None:
    """Return all sections; None where `told`, asked after each step, says not to go on.

    `told(done, of)` hears how many of how many steps are done.
    """
    held = stories(rows)
    window = Window(rows, held, scope, scope.period, now)
    before = Window(rows, held, scope, scope.period.before, now) if scope.compare else None
    found: list[Section] = []
    for done, ask in enumerate(SECTIONS):
        if not told(done + 1, len(SECTIONS) + 1):
            return None
        found.append(ask(window, before))
    ours = [each for each in window.messages if each.is_post and each.out and not each.repost]
    return Insight(
        scope,
        tuple(found),
        cases=len(window.stories),
        messages=len(window.messages),
        made_at=now,
        zone=window.hours.zone,
        unread=sum(each.id not in rows.readings for each in ours),
        fixes=tuple(fact.fix for fact in rows.fixes),
    )

"""How long customers waited for a first answer, found once for all figures of `answer_times`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from operator import sub

from console.domain.ids import CaseId, from_ms
from console.insight.answer_hours import Clock
from console.insight.cases import ASIDE
from console.insight.rows import MessageFact
from console.insight.windows import Window
from console.language import tr

TITLE = tr("Time to our first answer")
"""What `Waits.waits` are, for a person."""
Timed = tuple[int, CaseId]
"""A case with a moment or a length of time, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Waits:
    """What is known of the first answers to the cases that began in a period."""

    clock: Clock
    asked: Sequence[int]
    """When the customers of answered cases wrote first, oldest first."""
    waits: list[int]
    """How long it took from then to our first post, by the clock; in the same order."""
    worked: list[int]
    """The same by business hours; empty where nobody is ever there."""
    ids: Sequence[CaseId]
    """These cases, in the same order."""
    late: list[Timed]
    """First posts without an answer for which the target is over, oldest first."""
    open: list[Timed]
    """Those for which it is not."""
    posts: list[MessageFact]
    """All posts of customers in the period, of whichever case, oldest first."""
    posted: list[int]
    """When these came."""

    @property
    def unanswered(self) -> list[Timed]:
        """Return all first posts without an answer, oldest first."""
        return [*self.late, *self.open]


def clock(window: Window, before: Window | None) -> Clock:
    """Return the clock for all that both windows hold; an answer may have come after them."""
    first = window if before is None else before
    messages = window.rows.messages
    last = max(window.end_ms, messages[-1].ms + 1 if messages else 0)
    return Clock(window.hours, first.start_ms, last)


def waits(window: Window, clock: Clock, until_ms: int) -> Waits:
    """Return how long the customers of a window waited, as far as it was known at a moment.

    An answer that came later was none then. Spam and muted cases count only with an answer.
    """
    rows = sorted(
        (post.ms, answer.ms, story.case.id)
        for story in window.stories
        if (answer := story.answer) is not None
        and answer.ms <= until_ms
        and (post := story.first_post) is not None
    )
    asked, answered, ids = zip(*rows, strict=True) if rows else ((), (), ())
    left = sorted(
        (post.ms, story.case.id)
        for story in window.stories
        if ((answer := story.answer) is None or answer.ms > until_ms)
        and (post := story.first_post) is not None
        and story.case.state not in ASIDE
    )
    cut = _first_open(window, left, until_ms)
    posts = [each for each in window.messages if not each.out and each.is_post and not each.repost]
    return Waits(
        clock,
        asked,
        list(map(sub, answered, asked)),
        clock.worked(asked, answered) if clock.is_staffed else [],
        ids,
        left[:cut],
        left[cut:],
        posts,
        [each.ms for each in posts],
    )


def target_ms(window: Window) -> int:
    """Return within how much staffed time an answer is due."""
    return round(window.targets.answer.total_seconds() * 1000)


def _first_open(window: Window, left: list[Timed], until_ms: int) -> int:
    """Return the place of the first post without an answer for which there still is time."""
    hours, target, until = window.hours, window.targets.answer, from_ms(until_ms)
    # The older, the later: the hours are asked for a few of them, not for all.
    return bisect_left(left, -target, key=lambda each: -hours.between(from_ms(each[0]), until))

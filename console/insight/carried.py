"""The complaints of a period with how far each carried, for the figures and tables of reach.

What is estimated, and from what, stands in `domain.reach`; no figure is made here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from console.domain import reach
from console.domain.ids import SEQUENCE_BITS, CaseId, MessageId, message_ms
from console.domain.insight import Evidence, Unit
from console.domain.kinds import MessageKind
from console.insight import figures
from console.insight.rows import MessageFact, ReposterFact, Rows, SpreadFact
from console.insight.statistics import median
from console.insight.stories import Story
from console.insight.windows import Window
from console.language import tr

COUNTED = tr("complaints with a count of reposts")
TITLE = tr("Estimated reach")


Spread = tuple[int, int, int]
"""How far one complaint carried: its reach, its reposts, and how old it was when the network
or a timeline told of so many, in milliseconds. A plain tuple, for there are tens of thousands."""


class Found(NamedTuple):
    """The complaints of a window of which it is known how often they were repeated."""

    ids: Sequence[MessageId]
    """Oldest first,"""
    cases: Sequence[CaseId]
    reaches: Sequence[int]
    reposts: Sequence[int]
    ages_ms: Sequence[int]
    """and these in the same order."""
    ordered: Sequence[int]
    """The reaches, the least first."""
    uncounted: Sequence[CaseId]
    """The cases of the other complaints."""

    def behind(self, places: Iterable[int] | None = None) -> Evidence:
        """Return the cases of some of them, or of all, with how far each carried."""
        cases, reaches = self.cases, self.reaches
        if places is not None:
            some = list(places)
            cases, reaches = [cases[each] for each in some], [reaches[each] for each in some]
        return figures.of_cases(cases, reaches, Unit.PEOPLE, TITLE)


class Answered(NamedTuple):
    """Cases told apart by how far their complaints carried, with when we answered."""

    cases: list[CaseId]
    """Those with an answer,"""
    times: list[int]
    """how long after the customer's first post that came,"""
    without: int
    """and how many have none."""


def spreads_of(rows: Rows) -> dict[MessageId, Spread]:
    """Return how far all complaints carried, whichever period they are of."""
    facts = rows.spreads
    if not facts:
        return {}
    ids, _, followers, counts, counted = zip(*facts, strict=True)
    ages = [(ms or 0) - (each >> SEQUENCE_BITS) for each, ms in zip(ids, counted, strict=True)]
    told = zip(reach.estimates(followers, counts), [n or 0 for n in counts], ages, strict=True)
    found = dict(zip(ids, told, strict=True))
    known: dict[str, list[ReposterFact]] = {}
    for reposter in rows.reposters:
        known.setdefault(reposter.remote_id, []).append(reposter)
    for each in [each for each in facts if each.remote_id in known]:
        found[each.id] = _known(each, known[each.remote_id])
    return found


def _known(fact: SpreadFact, who: Sequence[ReposterFact]) -> Spread:
    """Return how far a complaint carried of whose reposters some are known, oldest first."""
    unknown = reach.UNKNOWN_FOLLOWERS
    followers = sum(unknown if each.followers is None else each.followers for each in who)
    by_count = fact.reposts is not None and fact.reposts >= len(who)
    counted_ms = (fact.reposts_ms or 0) if by_count else who[-1].ms
    return (
        reach.estimate(fact.followers, fact.reposts, len(who), followers),
        reach.number_of_reposts(fact.reposts, len(who)),
        counted_ms - message_ms(fact.id),
    )


def found_in(window: Window, spreads: dict[MessageId, Spread]) -> Found:
    """Return the complaints of a window."""
    complaint = MessageKind.COMPLAINT.value
    told = [
        each
        for each in window.messages
        if each.kind == complaint and not each.repost and each.case_id is not None
    ]
    uncounted = [each for each in told if each.id not in spreads]
    kept = [each for each in told if each.id in spreads] if uncounted else told
    ids = [each.id for each in kept]
    carried = [spreads[each] for each in ids]
    reaches, reposts, ages = zip(*carried, strict=True) if carried else ((), (), ())
    return Found(ids, _cases(kept), reaches, reposts, ages, sorted(reaches), _cases(uncounted))


def _cases(posts: Iterable[MessageFact]) -> list[CaseId]:
    return [each.case_id for each in posts if each.case_id is not None]


def answered(window: Window, found: Found, until_ms: int) -> tuple[Answered, Answered]:
    """Return the answers in cases with a complaint above the median reach, and in the others.

    Only cases that began in the period: of others the first answer was another period's. What
    was answered after `until_ms` counts as without an answer.
    """
    middle = median(found.ordered) or 0
    widest: dict[CaseId, int] = {}
    for case_id, people in zip(found.cases, found.reaches, strict=True):
        if people > widest.get(case_id, -1):
            widest[case_id] = people
    told, start = window.told, window.start_ms
    wide: list[Story] = []
    narrow: list[Story] = []
    for case_id, people in widest.items():
        story = told[case_id]
        if (story.case.begun_ms or 0) >= start:
            (wide if people > middle else narrow).append(story)
    return _times(wide, until_ms), _times(narrow, until_ms)


def _times(stories: Sequence[Story], until_ms: int) -> Answered:
    cases: list[CaseId] = []
    times: list[int] = []
    for story in stories:
        answer, post = story.answer, story.first_post
        if answer is not None and post is not None and answer.ms <= until_ms:
            cases.append(story.case.id)
            times.append(answer.ms - post.ms)
    return Answered(cases, times, len(stories) - len(cases))


def usual_speed(window: Window, spreads: dict[MessageId, Spread]) -> float | None:
    """Return our own median as the desk knew it at the end of the period, of all accounts."""
    end_ms = window.end_ms
    told = (
        spreads[each.id]
        for each in reversed(window.rows.spreads)
        if each.reposts is not None and message_ms(each.id) < end_ms
    )
    return reach.usual_speed(
        [reach.speed(people, age) for people, _, age in islice(told, reach.LAST)]
    )

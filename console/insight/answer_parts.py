"""Our answers with all their posts, and the new posts of customers that follow them soon.

An answer is a post of ours that answers somebody else, with those that continue it. Who wrote
a post is known by the contact of its case and by its author on the network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from console.domain.ids import CaseId, ContactId, MessageId
from console.insight import figures
from console.insight.rows import MessageFact
from console.insight.stories import Story
from console.insight.windows import Window

SOON_MS = 24 * 3_600_000
"""How long after an answer a new post counts as one that was not written under it."""
MANY = 3
"""An answer of so many parts is a long one."""


class Every(NamedTuple):
    """All answers that are at hand, case by case."""

    answers: list[MessageFact]
    """The posts with which they begin."""
    parts: dict[MessageId, int]
    """How many posts those have that have more than one."""


class Answers(NamedTuple):
    """The answers of a period, case by case, and what the customers did after them."""

    cases: list[CaseId]
    parts: list[int]
    """How many posts each has, in the same order."""
    over: int
    """How many of them are so old that no new post can follow them soon any more."""
    anew: list[tuple[CaseId, int]]
    """Those of them that were followed by one, and after how many milliseconds."""

    @property
    def long(self) -> figures.Part:
        """Return how many of how many are long ones."""
        held = Counter(self.parts)
        return sum(count for parts, count in held.items() if parts >= MANY), len(self.parts)


def every(stories: Iterable[Story]) -> Every:
    """Return all answers that are at hand, whichever window they are in."""
    held = list(stories)
    parts: dict[MessageId, int] = {}
    for story in held:
        if len(story.messages) > 2 or story.first_post is None:  # fewer are no two posts of ours
            parts.update(_parts(story))
    return Every([each for story in held for each in story.answers], parts)


def _parts(story: Story) -> dict[MessageId, int]:
    """Return how many posts those answers of a case have that have more than one."""
    found: dict[MessageId, int] = {}
    begun = {each.remote_id: each.id for each in story.answers}
    for each in story.messages:
        first = begun.get(each.parent_id) if each.out and each.parent_id is not None else None
        if first is not None and not each.repost:
            found[first] = found.get(first, 1) + 1
            begun[each.remote_id] = first
    return found


def followed(window: Window, held: Every) -> dict[MessageId, int]:
    """Return after how many milliseconds an answer of ours was followed by a new post, if soon.

    That is one of the same customer that answers nothing, in whichever case. It follows the
    last answer before it, and no other: who writes once is counted once.
    """
    writer_of = _writers(window)
    begins = {each.id for each in held.answers}
    next_of: dict[ContactId, int] = {}
    found: dict[MessageId, int] = {}
    for each in reversed(window.rows.messages):
        writer = writer_of.get(each.case_id)
        if writer is None or not each.is_post:
            continue
        if each.out:
            if each.id not in begins or (then := next_of.pop(writer, None)) is None:
                continue
            if then - each.ms <= SOON_MS:
                found[each.id] = then - each.ms
        elif each.parent_id is None and not each.repost:
            next_of[writer] = each.ms
    return found


def _writers(window: Window) -> dict[CaseId | None, ContactId]:
    """Return who writes in each case: of contacts with the same author always the same one."""
    authors = [
        (post.author_id, story.case.contact_id)
        for story in window.told.values()
        if (post := story.first_post) is not None and post.author_id is not None
    ]
    by_author = dict(authors)
    same = {
        contact: by_author[author] for author, contact in authors if by_author[author] != contact
    }
    return {case.id: same.get(case.contact_id, case.contact_id) for case in window.rows.cases}


def answers(window: Window, held: Every, soon: dict[MessageId, int], until_ms: int) -> Answers:
    """Return the answers of a period.

    Posts of cases that begin after a period are not at hand: of its last day it is not asked
    what follows.
    """
    start, end = window.start_ms, window.end_ms
    found = [each for each in held.answers if start <= each.ms < end]
    if window.scope.account_id is not None or window.scope.touchpoint is not None:
        found = [each for each in found if window.holds(window.told[each.case_id or 0])]
    latest_ms = min(end, until_ms) - SOON_MS
    parts = held.parts.get
    return Answers(
        [each.case_id for each in found if each.case_id is not None],
        [parts(each.id, 1) for each in found],
        len([each for each in found if each.ms <= latest_ms]),
        [
            (each.case_id, soon[each.id])
            for each in found
            if each.id in soon and each.ms <= latest_ms and each.case_id is not None
        ],
    )

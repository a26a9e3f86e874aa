"""Which complaints have a word of ours after them, found once for all figures of `answering`.

Framework knowledge: a year holds a hundred thousand messages; comprehensions over them take a
third of the time of one loop.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from console.domain.calls import NOT_REACHED
from console.domain.cases import OPEN_STATES
from console.domain.ids import CaseId, MessageId
from console.domain.kinds import MessageKind
from console.insight.rows import CallFact, MessageFact
from console.insight.windows import Window

DAY_MS = 24 * 3_600_000
"""A complaint that is younger may still be answered: it is no share's yet."""


class Complaints(NamedTuple):
    """The complaint posts of a period as they stood at a moment, each oldest first."""

    posts: list[MessageFact]
    judged: list[MessageFact]
    """Those that were a day old by then; the next two are among them."""
    without: list[MessageFact]
    """Those after which nothing of ours came in their case."""
    off_network: list[MessageFact]
    """Those after which we spoke with the customer, but posted nothing that still stands."""


class Last(NamedTuple):
    """The number of our last message in each case that has one."""

    posts: dict[CaseId | None, int]
    """Of posts that are still there."""
    talks: dict[CaseId | None, int]
    """Of call notes, whoever called whom, where both spoke."""

    def add(self, messages: Sequence[MessageFact], calls: Mapping[MessageId, CallFact]) -> None:
        """Take in more messages, oldest first, so that the last one of a case stands."""
        self.posts.update({
            each.case_id: each.id
            for each in messages
            if each.out and each.is_post and not each.repost and not each.gone
        })  # fmt: skip
        self.talks.update({
            each.case_id: each.id
            for each in messages
            if not each.is_post
            and ((call := calls.get(each.id)) is None or call.outcome not in NOT_REACHED)
        })  # fmt: skip


def complaints(window: Window, last: Last, until_ms: int) -> Complaints:
    """Tell apart the complaints of a period; the answer may have come after it."""
    found = _complaints(window.messages)
    judged = found[: bisect_right(found, until_ms - DAY_MS, key=lambda each: each.ms)]
    posts, talks = last.posts.get, last.talks.get
    not_posted = [each for each in judged if posts(each.case_id, 0) < each.id]
    return Complaints(
        found,
        judged,
        [each for each in not_posted if talks(each.case_id, 0) < each.id],
        [each for each in not_posted if talks(each.case_id, 0) > each.id],
    )


def waiting(window: Window, since_ms: int, last: Last) -> list[MessageFact]:
    """Return the complaints of the scope that wait now, from a moment to the period's end.

    What its author took back does not wait.
    """
    posts, talks, end = last.posts.get, last.talks.get, window.end_ms
    return [
        each
        for each in _complaints(window.rows.messages)
        if since_ms <= each.ms < end
        and not each.gone
        and posts(each.case_id, 0) < each.id
        and talks(each.case_id, 0) < each.id
        and is_open(window, each)
        and window.holds(window.told[each.case_id or 0])
    ]


def is_open(window: Window, post: MessageFact) -> bool:
    """Return whether the case of a post is open: not resolved, spam or muted."""
    return window.told[post.case_id or 0].case.state in OPEN_STATES


def _complaints(messages: Sequence[MessageFact]) -> list[MessageFact]:
    kind = MessageKind.COMPLAINT.value
    return [
        each
        for each in messages
        if each.kind == kind and not each.repost and each.case_id is not None
    ]

"""Our posts of a window, by what was found in their texts before; reads none of them.

Framework knowledge: a year holds tens of thousands; comprehensions over them take a third of
the time of one loop that sorts them all.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import compress
from typing import NamedTuple

from console.domain.checks import FeedShare
from console.domain.ids import MessageId
from console.insight.rows import IgnoredFact, MessageFact, ReadingFact
from console.insight.windows import Window
from console.language import numeral, tr

NOT_READ = "not_read"
"""What of a post is not looked at yet, or in a language that is not read."""
_NO_READING = ReadingFact(MessageId(0), NOT_READ, None, None)


class Answers(NamedTuple):
    """Our answers of a window, sorted: what answers a post of ours only continues one."""

    read: list[MessageFact]
    """Those that were read."""
    solved: list[MessageFact]
    """Of these, those that say that something was solved,"""
    deflects: list[MessageFact]
    """that only send elsewhere,"""
    repeats: list[MessageFact]
    """and that repeat an earlier one."""
    unread: list[MessageFact]
    """Those that are not looked at yet."""
    foreign: list[MessageFact]
    """Those in a language that is not read."""

    @property
    def left_out(self) -> str:
        """Return what is in no share; empty for nothing."""
        said = []
        if self.unread:
            said.append(tr("{count} not looked at yet").format(count=numeral(len(self.unread))))
        if self.foreign:
            said.append(
                tr("{count} in a language that is not read").format(
                    count=numeral(len(self.foreign))
                )
            )
        return tr("Left out: {said}.").format(said=tr(" and ").join(said)) if said else ""


class OurPosts:
    """What we posted in a window and is still public, reposts aside."""

    def __init__(self, window: Window) -> None:
        get = window.rows.readings.get
        self.posts = [
            m for m in window.messages if m.out and m.is_post and not (m.repost or m.gone)
        ]
        """Oldest first."""
        self._own = _known_before(window) | {post.remote_id for post in self.posts}
        """By which the network knows them and those before; what answers one only continues it."""
        self._found = [get(post.id, _NO_READING) for post in self.posts]
        self.ignored = _let_stand(window)
        """Findings that a person let stand, oldest first."""

    @property
    def shares(self) -> list[str]:
        """Return what a stranger takes each post for: a `FeedShare`, or `NOT_READ`."""
        return [NOT_READ if reading.deflects is None else reading.share for reading in self._found]

    def answers(self) -> Answers:
        """Return our answers, each by its first post."""
        posts, found = self.posts, self._found
        own = self._own
        begins = [post.parent_id not in own for post in posts]
        if not all(begins):
            posts, found = list(compress(posts, begins)), list(compress(found, begins))
        unread: list[MessageFact] = []
        foreign: list[MessageFact] = []
        deflects = [reading.deflects for reading in found]
        if None in deflects:
            for post, reading in zip(posts, found, strict=True):
                if reading.deflects is None:
                    (unread if reading is _NO_READING else foreign).append(post)
            is_read = [each is not None for each in deflects]
            posts, found = list(compress(posts, is_read)), list(compress(found, is_read))
            deflects = list(compress(deflects, is_read))
        solved = FeedShare.SOLVED.value  # once, for that takes as long as all else
        return Answers(
            posts,
            list(compress(posts, [reading.share == solved for reading in found])),
            list(compress(posts, deflects)),
            list(compress(posts, [reading.repeats for reading in found])),
            unread,
            foreign,
        )


def _known_before(window: Window) -> set[str | None]:
    """Return the ids of our posts before a window, and None: who answers it answers nobody."""
    messages = window.rows.messages
    end = bisect_left(messages, window.start_ms, key=lambda message: message.ms)
    ids: set[str | None] = {m.remote_id for m in messages[:end] if m.out and m.is_post}
    ids.add(None)
    return ids


def _let_stand(window: Window) -> list[IgnoredFact]:
    told, start, end = window.told, window.start_ms, window.end_ms
    return [
        each
        for each in window.rows.ignored
        if start <= each.ms < end and each.case_id in told and window.holds(told[each.case_id])
    ]

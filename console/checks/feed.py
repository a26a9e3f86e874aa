"""Stranger's view: what our last public posts are, taken together.

A stranger reads an answer as one, so all posts of an answer have the same share, by what
the first of them answers and what any of them says. What is written in a language without a
lexicon is not read: of that nothing is claimed, and it is said how many those are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from console.checks import speech
from console.checks.facts import OurPost
from console.checks.ground import Ground
from console.checks.reading import Reading, Sentence
from console.domain.checks import Check, Feed, FeedShare, Finding, Severity
from console.domain.ids import MessageId
from console.domain.kinds import MessageKind
from console.language import plural, tr
from console.text.language import language_of
from console.text.lexicon import LANGUAGES

WINDOW = 50
"""So many posts are what a stranger sees of us: some screens, more than most scroll."""
FEWEST = 20
"""Of fewer posts each single one turns the shares over: they tell nothing yet."""
MOSTLY = 0.6
"""From this share on of answers to complaints that do not say that something was solved,
three in five, any screen holds more of them than of all else."""
ENOUGH_SOLVED = 0.2
"""With this share of those that say so, one in five, every screen holds one of them."""


class _Said(NamedTuple):
    """What one of our posts says."""

    solved: bool
    only_thanks: bool
    read: bool = True
    """Whether it is in a language with a lexicon, as far as that is known."""


class _Shares(NamedTuple):
    """The shares of our last posts, newest first, and how many of these were not read."""

    each: tuple[FeedShare, ...]
    unread: int


def stranger(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:  # noqa: ARG001 - as all checks
    """Yield a finding where most answer complaints, few say solved, and a draft adds to these."""
    shares, unread = ground.made(_shares)
    count, before = len(shares), _counts(shares)
    complaints, solved = before[FeedShare.COMPLAINT], before[FeedShare.SOLVED]
    if count < FEWEST or complaints < MOSTLY * count or solved >= ENOUGH_SOLVED * count:
        return
    if _share_of_draft(reading, ground) is not FeedShare.COMPLAINT:
        return
    text = reading.text.strip()
    start = reading.text.index(text)
    told = plural(solved, "{count} says so", "{count} say so") if solved else tr("none says so")
    left = (
        plural(
            unread,
            " {count} is in a language that is not read here.",
            " {count} are in languages that are not read here.",
        )
        if unread
        else ""
    )
    yield Finding(
        Check.FEED,
        "mostly",
        start,
        start + len(text),
        Severity.ADVICE,
        tr(
            "Of your last {count} posts {complaints} answer complaints and do not "
            "say that something was solved, as this one; {told}.{left}"
        ).format(count=count, complaints=complaints, told=told, left=left),
        tr("Say here what was done, or come back and say so once it is solved."),
    )


def feed_of(reading: Reading, ground: Ground) -> Feed | None:
    """Return what a stranger sees of us before and after a draft; None without any post."""
    before = ground.made(_shares).each
    if not before:
        return None
    added = (_share_of_draft(reading, ground),) * len(reading.parts)
    return Feed(_counts(before), _counts((*added, *before)[:WINDOW]))


def share_of(texts: Iterable[str], kind: MessageKind | None, ground: Ground) -> FeedShare:
    """Return what a stranger takes an answer for, all its posts together.

    `kind` is that of the customer's post that it answers; None where that is not held.
    """
    return _share([_said_by(text, ground) for text in texts], kind)


def _counts(shares: Iterable[FeedShare]) -> dict[FeedShare, int]:
    counted = Counter(shares)
    return {share: counted[share] for share in FeedShare}


def _share_of_draft(reading: Reading, ground: Ground) -> FeedShare:
    asked = ground.facts.reply_to
    return _share([_said(reading.sentences)], None if asked is None else asked.kind)


def _shares(ground: Ground) -> _Shares:
    roots: dict[MessageId, OurPost] = {}
    """The post with which each one's answer begins."""
    for post in reversed(ground.facts.our_posts):
        before = None if post.answers_id is None else roots.get(post.answers_id)
        roots[post.id] = post if before is None else before
    said: dict[MessageId, list[_Said]] = {}
    latest = ground.facts.our_posts[:WINDOW]
    for post in latest:
        said.setdefault(roots[post.id].id, []).append(_said_by(post.text, ground))
    begun = [roots[post.id] for post in latest]
    unread = sum(not one.read for answer in said.values() for one in answer)
    return _Shares(tuple(_share(said[one.id], one.answers_kind) for one in begun), unread)


def _said_by(text: str, ground: Ground) -> _Said:
    """Return what a post says in its language; in any that we know where that is unknown."""
    language = language_of(text)
    if language and language not in LANGUAGES:
        return _Said(solved=False, only_thanks=False, read=False)
    known = (language,) if language else LANGUAGES
    said = [_said(ground.read(text, one).sentences) for one in known]
    return _Said(any(one.solved for one in said), any(one.only_thanks for one in said))


def _said(sentences: Iterable[Sentence]) -> _Said:
    worded = [sentence for sentence in sentences if sentence.words]
    only_thanks = bool(worded) and all(map(speech.thanks, worded))
    return _Said(any(map(speech.tells_solution, worded)), only_thanks)


def _share(said: Sequence[_Said], kind: MessageKind | None) -> FeedShare:
    """Return what a stranger takes an answer for; `kind` is what the customer wanted."""
    if any(one.solved for one in said):
        return FeedShare.SOLVED
    if not all(one.read for one in said):
        return FeedShare.OTHER
    if kind is MessageKind.THANKS or all(one.only_thanks for one in said):
        return FeedShare.THANKS
    return FeedShare.COMPLAINT if kind is MessageKind.COMPLAINT else FeedShare.OTHER

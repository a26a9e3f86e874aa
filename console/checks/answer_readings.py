"""What our own answers say, found for the figures by the rules that look a draft through.

An answer is read as one, as a stranger reads it: all its posts have one reading. A language
without a lexicon is not read, and nothing is claimed of what is written in it. What a person
set for the checks does not count here: the same answer reads the same on every desk.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from console.checks.boilerplate import MOST_ANSWERS, Latest
from console.checks.deflection import asks_for_a_way, sends_elsewhere
from console.checks.facts import Facts
from console.checks.feed import share_of
from console.checks.ground import Ground
from console.domain.checks import FeedShare
from console.domain.ids import MessageId
from console.domain.kinds import MessageKind
from console.text.language import language_of
from console.text.lexicon import LANGUAGES

RULE = "1"
"""Which rule this is; what an older one said is found anew. It changes with the lexicons too."""


class OwnPost(NamedTuple):
    """A post of ours, and what it answers."""

    id: MessageId
    text: str
    """Without the mentions with which a network begins an answer."""
    continues: MessageId | None = None
    """The post of ours that it answers, where the desk holds it."""
    answers: bool = False
    """Whether it answers somebody else's post, held or not."""
    asked: str = ""
    """The text of that post; empty where it is not held."""
    kind: MessageKind | None = None
    """What the customer wanted with that post."""
    names: str = ""
    """All that the customer of its case is called."""


class AnswerReading(NamedTuple):
    """What an answer, or another text of ours with its posts, says."""

    posts: Sequence[OwnPost]
    """Its posts, oldest first."""
    share: FeedShare
    deflects: bool | None
    """Whether it only sends elsewhere; None where it is in a language that is not read."""
    repeats: bool | None
    """Whether it is nearly one of the `MOST_ANSWERS` answers before it; None as `deflects`."""


def read(posts: Iterable[OwnPost], wanted: Collection[MessageId]) -> Iterator[AnswerReading]:
    """Yield what the answers say that hold a wanted post, oldest first, as they are found.

    `posts` are of one account, in any order: the wanted ones, and before them those of
    `MOST_ANSWERS` answers.
    """
    answers = _answers(posts)
    is_wanted = [any(post.id in wanted for post in answer) for answer in answers]
    if True not in is_wanted:
        return
    ground, latest = Ground(Facts()), Latest()
    for place in range(_begin(answers, is_wanted.index(True)), len(answers)):
        answer = answers[place]
        first, texts = answer[0], [post.text for post in answer]
        repeats: bool | None = first.answers and latest.take(texts, first.names)
        if is_wanted[place]:
            deflects = _deflects("\n".join(texts), first, ground)
            share = share_of(texts, first.kind, ground)
            yield AnswerReading(answer, share, deflects, None if deflects is None else repeats)


def _answers(posts: Iterable[OwnPost]) -> list[list[OwnPost]]:
    """Return our posts by what they continue, each with those behind it; oldest first."""
    begun: dict[MessageId, list[OwnPost]] = {}
    answers: list[list[OwnPost]] = []
    for post in sorted(posts, key=lambda post: post.id):
        before = None if post.continues is None else begun.get(post.continues)
        if before is None:
            before = []
            answers.append(before)
        before.append(post)
        begun[post.id] = before
    return answers


def _begin(answers: Sequence[Sequence[OwnPost]], place: int) -> int:
    """Return from which place on answers are looked at, so that enough stand before one."""
    left = MOST_ANSWERS
    while place and left:
        place -= 1
        left -= answers[place][0].answers
    return place


def _deflects(text: str, first: OwnPost, ground: Ground) -> bool | None:
    """Return whether an answer only sends elsewhere; None in a language that is not read.

    Where its language is not known, it is read in each that is.
    """
    language = language_of(text, first.asked)
    if language and language not in LANGUAGES:
        return None
    known = (language,) if language else LANGUAGES
    away = any(sends_elsewhere(ground.read(text, each)) is not None for each in known)
    return away and not asks_for_a_way(first.asked, first.kind)

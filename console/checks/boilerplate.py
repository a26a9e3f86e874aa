"""Boilerplate: nearly the sentences of an earlier answer.

Two texts are alike by what they share of their pairs of neighbouring words: Jaccard, shared
pairs by all pairs. Pairs keep the order of words, which single words would not, and one word
that is another costs two of them; of triples it would cost three, and an answer of twenty
words with another name of a shop would be a new one. What differs by person does not count:
names and handles, who is greeted, signatures, numbers of parts, links, addresses, hashtags.
Figures do: who gives a date of their own does not repeat themself.

Framework knowledge: of two sets with a Jaccard of `t` or more, laid out by how rare each
pair is, the first `n - ceil(t * n) + 1` of either (of `n`) share one at least (prefix
filtering). So only texts that share a rare pair are compared.
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, pairwise
from math import ceil
from typing import NamedTuple
from unicodedata import is_normalized

from console.checks.facts import OurPost
from console.checks.ground import Ground
from console.checks.own_words import folded, own_words, post_words
from console.checks.reading import Reading, Span
from console.domain.checks import Check, Finding, Severity, Step, StepKind
from console.domain.ids import MessageId
from console.language import tr
from console.text.day_words import SHORT_MONTHS, WEEKDAYS

ALIKE = 0.8
"""From this share of pairs on two texts are nearly the same."""
MOST_ANSWERS = 200
SHORTEST = 12
"""Words at least. Thanks, and a line that says one thing, take less and are said in few ways."""
ROW = 3
"""From so many like answers on, a reader of our posts sees a row of them."""
BEGINNING = 6
"""So many words of an earlier text tell which one it is."""
_WEEK_DAYS = 7

Pair = tuple[str, str]


class _Text(NamedTuple):
    """A text of ours that a draft can be like."""

    words: tuple[str, ...]
    post: OurPost
    """The first of its posts."""


class _Kind(NamedTuple):
    """Texts that hold the same pairs."""

    pairs: frozenset[Pair]
    texts: list[_Text]
    """Newest first."""


class _Shelf:
    """Earlier texts, found by what they are like."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        self.count = len(texts)
        kinds: dict[frozenset[Pair], list[_Text]] = {}
        for text in texts:
            if len(text.words) >= SHORTEST:
                kinds.setdefault(frozenset(pairwise(text.words)), []).append(text)
        self._often = Counter(chain.from_iterable(kinds))
        self._known = frozenset(self._often)
        self._by_rare: dict[Pair, list[_Kind]] = {}
        for kind in (_Kind(pairs, held) for pairs, held in kinds.items()):
            for pair in self._rare(kind.pairs):
                self._by_rare.setdefault(pair, []).append(kind)

    def like(self, words: Sequence[str]) -> list[_Text]:
        """Return the texts that are nearly the same as one of these words, newest first."""
        pairs = frozenset(pairwise(words))
        is_known = len(pairs & self._known) >= ALIKE * len(pairs)
        if len(words) < SHORTEST or not is_known:
            return []
        met: dict[int, _Kind] = {}
        for pair in self._rare(pairs):
            for kind in self._by_rare.get(pair, ()):
                met[id(kind)] = kind
        found: list[_Text] = []
        for kind in met.values():
            if _alike(pairs, kind.pairs):
                found += kind.texts
        return sorted(found, key=lambda text: text.post.id, reverse=True)

    def _rare(self, pairs: frozenset[Pair]) -> list[Pair]:
        """Return those of some pairs of which like texts share one, the rarest first."""
        enough = len(pairs) - ceil(ALIKE * len(pairs)) + 1
        return sorted(pairs, key=lambda pair: (self._often[pair], pair))[:enough]


class Latest:
    """The last answers of an account, for a look through all of them, the oldest first.

    No shelf is made for each: a look into all of the last ones takes less than that.
    """

    def __init__(self) -> None:
        self._held: deque[frozenset[Pair]] = deque(maxlen=MOST_ANSWERS)

    def take(self, texts: Iterable[str], names: str) -> bool:
        """Return whether an answer is nearly one of the last `MOST_ANSWERS` before it.

        `texts` are its posts, `names` all that its customer is called.
        """
        known = folded((names,))
        words = [word for text in texts for word in post_words(text, known)]
        pairs = frozenset(pairwise(words)) if len(words) >= SHORTEST else frozenset[Pair]()
        found = bool(pairs) and any(_alike(pairs, each) for each in self._held)
        self._held.append(pairs)
        return found


class _Shelves(NamedTuple):
    answers: _Shelf
    posts: _Shelf


def boilerplate(reading: Reading, ground: Ground, now: datetime) -> Iterator[Finding]:
    """Yield one finding for a draft like earlier answers, else one for each part like a post."""
    if len(reading.text) < SHORTEST or not ground.facts.our_posts:
        return
    shelves = ground.made(_shelves)
    names = ground.made(_customer_names)
    text = reading.text
    like = shelves.answers.like(_draft_words(reading, Span(0, len(text)), names))
    if like:
        bare = text.strip()
        start = text.index(bare)
        said = f"{_of_answers(len(like), shelves.answers.count)}, {_last(like, ground, now)}"
        yield _finding(
            "answer",
            (start, start + len(bare)),
            tr("Nearly the same as {said}").format(said=said),
            like,
            ground,
        )
        return
    for number, part in enumerate(reading.parts, start=1):
        like = shelves.posts.like(_draft_words(reading, part, names))
        if like:
            said = f"{_of_posts(len(like), shelves.posts.count)}, {_last(like, ground, now)}"
            why = (
                tr("Part {number} is nearly the same as {said}").format(number=number, said=said)
                if len(reading.parts) > 1
                else tr("Nearly the same as {said}").format(said=said)
            )
            piece = text[part.start : part.end]
            start = part.start + len(piece) - len(piece.lstrip())
            span = (start, start + len(piece.strip()))
            yield _finding(
                "part",
                span,
                why,
                like,
                ground,
            )


def _finding(
    rule: str, span: tuple[int, int], why: str, like: list[_Text], ground: Ground
) -> Finding:
    return Finding(
        Check.BOILERPLATE,
        rule,
        *span,
        Severity.WARNING if len(like) >= ROW else Severity.ADVICE,
        f"{why}.",
        tr(
            "Say what is different about this customer's problem: in a row, the same "
            "sentences read as if nobody had looked."
        ),
        _steps(like[0].post, ground),
        " ".join(like[0].words[:BEGINNING]),
    )


def _steps(post: OurPost, ground: Ground) -> tuple[Step, ...]:
    if any(message.id == post.id for message in ground.facts.messages):
        return (Step(StepKind.SHOW_MESSAGE, tr("Show that answer"), message_id=post.id),)
    if post.case_id is None:
        return ()
    return (Step(StepKind.SHOW_CASE, tr("Show that case"), case_id=post.case_id),)


def _of_answers(like: int, whole: int) -> str:
    """Return how often: `3 of your last 200 answers`."""
    if whole == 1:
        return tr("your last answer")
    return tr("{like} of your last {whole} answers").format(like=like, whole=whole)


def _of_posts(like: int, whole: int) -> str:
    """Return how often: `3 of your last 200 posts`."""
    if whole == 1:
        return tr("your last post")
    return tr("{like} of your last {whole} posts").format(like=like, whole=whole)


def _last(like: list[_Text], ground: Ground, now: datetime) -> str:
    """Return to whom and when: `the last one to @ada on Tuesday`."""
    post = like[0].post
    handle = post.to_names[-1].removeprefix("@") if post.to_names else ""
    whom = tr(" to @{handle}").format(handle=handle) if re.fullmatch(r"\w{1,50}", handle) else ""
    at, today = ground.facts.hours.local(post.at), ground.facts.hours.local(now)
    days = (today.date() - at.date()).days
    if days <= 0:
        when = tr("today")
    elif days == 1:
        when = tr("yesterday")
    elif days < _WEEK_DAYS:
        when = tr("on {weekday}").format(weekday=WEEKDAYS[at.weekday()])
    else:
        year = "" if at.year == today.year else f" {at.year}"
        when = tr("on {day} {month}{year}").format(
            day=at.day, month=SHORT_MONTHS[at.month - 1], year=year
        )
    alone = "" if len(like) == 1 else tr("the last one")
    return f"{alone}{whom} {when}".strip() if alone or whom else tr("sent {when}").format(when=when)


def _alike(one: frozenset[Pair], other: frozenset[Pair]) -> bool:
    if len(one) < ALIKE * len(other) or len(other) < ALIKE * len(one):
        return False  # whatever they hold
    shared = len(one & other)
    return shared >= ALIKE * (len(one) + len(other) - shared)


def _shelves(ground: Ground) -> _Shelves:
    answers = _answers(ground.facts.our_posts)[:MOST_ANSWERS]
    texts: list[_Text] = []
    posts: list[_Text] = []
    for answer in answers:
        names = folded(answer[0].to_names)
        said = [post_words(post.text, names) for post in answer]
        posts += [_Text(tuple(words), post) for words, post in zip(said, answer, strict=True)]
        texts.append(_Text(tuple(chain.from_iterable(said)), answer[0]))
    return _Shelves(_Shelf(texts), _Shelf(posts))


def _answers(posts: Sequence[OurPost]) -> list[list[OurPost]]:
    """Return our answers to customers, newest first, each with its posts in their order.

    A post that answers one of ours continues it; what answers nobody is no answer.
    """
    begun: dict[MessageId, list[OurPost]] = {}
    """The answer, or what else of ours, that each post belongs to."""
    answers: list[list[OurPost]] = []
    for post in sorted(posts, key=lambda post: post.id):
        before = None if post.answers_id is None else begun.get(post.answers_id)
        if before is not None:
            before.append(post)
            begun[post.id] = before
        else:
            begun[post.id] = answer = [post]
            if post.answers_id is not None or post.answers_kind is not None:
                answers.append(answer)
    return answers[::-1]


def _customer_names(ground: Ground) -> frozenset[str]:
    """Return the words by which the customer of the case is called."""
    known: list[str] = []
    if (contact := ground.facts.contact) is not None:
        known.append(contact.name)
        for handle in contact.handles:
            known += (handle.handle, handle.name)
    if (post := ground.facts.reply_to) is not None:
        known += (post.author_handle, post.author_name)
    return folded(known)


def _draft_words(reading: Reading, span: Span, names: frozenset[str]) -> list[str]:
    """Return the own words of a stretch of a draft; those read already where it is NFC."""
    if is_normalized("NFC", reading.text):
        return own_words(reading, span, names)
    return post_words(reading.text[span.start : span.end], names)

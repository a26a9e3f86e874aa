"""Names not shown on this network: the customer's own, and where else they have an account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from console.checks.ground import Ground
from console.checks.reading import Reading, Sentence
from console.domain.messages import Direction, Post
from console.text import folding
from console.text.lexicon import LANGUAGES, Lexicon, lists, word_texts
from console.text.lexicon import fold as fold_word

_NAME = re.compile(r"[^\W\d_][^\W\d_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W\d_]*)*")
"""A word of a name; a letter's marks may stand by themselves (NFD)."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]")
_FEWEST = 3
"""Letters of a word of a name in a script with an alphabet: two are too often something else."""
_TYPED_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae"})
_SIGNED = re.compile(r"\s[-–—/*]|\W?[\^~]")
"""In front of the name with which an agent signs the end of a line."""
_LAST = re.compile(r"[^\w\n\f]{0,9}(?:\Z|[\n\f])")
"""What stands behind a name at the end of a line."""
_NEAR = 3
"""Words in front of a service within which `your` makes it the customer's."""


class Named(NamedTuple):
    """A name in a draft: code points `[start, end)`, and the name folded."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class _Names:
    """What the customer is called where only we know it."""

    words: frozenset[str]
    """Folded."""
    unspaced: tuple[str, ...]
    """In a script that puts no spaces between words."""


def names(text: str, ground: Ground) -> Iterator[Named]:
    """Yield names of the customer that they do not show here, words that belong together as one.

    What they show is their name and handle on the network of the case, and what they wrote in
    a public post themself. A name that is a word as well, such as Will or Lang, counts where
    it stands behind a greeting or beside another of their names. One alone that says where
    or when, or signs the answer, is somebody or something else.
    """
    private = ground.made(_private)
    for name in private.unspaced:
        for found in re.finditer(re.escape(name), text):
            yield Named(*found.span(), name)
    if not private.words:
        return
    words = list(_NAME.finditer(text))
    hits = [
        place
        for place, word in enumerate(words)
        if not word[0][0].islower() and _is_name(word[0], private.words)
    ]
    row: list[int] = []
    for place in [*hits, -1]:
        if row and not (
            place == row[-1] + 1 and _joins(text[words[row[-1]].end() : words[place].start()])
        ):
            if len(row) > 1 or _is_sure(text, words, row[0]):
                bare = " ".join(_folded(words[each][0]) for each in row)
                yield Named(words[row[0]].start(), words[row[-1]].end(), bare)
            row = []
        row.append(place)


def services(reading: Reading, ground: Ground) -> Iterator[Named]:
    """Yield where a draft tells that the customer has an account somewhere else.

    Not where they named that service in public themself.
    """
    known = ground.made(_services)
    if known is None:
        return
    lexicon, firsts = known
    if firsts.isdisjoint(word.text for word in reading.words):
        return
    for sentence in reading.sentences:
        texts = [word.text for word in sentence.words]
        for hit in lexicon.find(texts):
            span = sentence.words[hit.first].start, sentence.words[hit.last].end
            if _tells_account(sentence, hit.first):
                yield Named(*span, " ".join(texts[hit.first : hit.last + 1]))


def shown_name(ground: Ground) -> str:
    """Return what the customer is called on the network of the case; empty where not known."""
    post = next((each for each in reversed(_customer_posts(ground)) if each.author_name), None)
    return " ".join(post.author_name.split()) if post else ""


def _private(ground: Ground) -> _Names:
    contact = ground.facts.contact
    if contact is None:
        return _Names(frozenset(), ())
    posts = _customer_posts(ground)
    networks = {post.network for post in posts}
    shown = [text for post in posts for text in (post.author_name, post.author_handle, post.text)]
    known = [contact.name]
    for handle in contact.handles:
        if handle.network in networks or not networks:
            shown += [handle.name, handle.handle]
        else:
            known.append(handle.name)
    public = {form for text in shown for word in _NAME.findall(text) for form in _forms(word)}
    handles = [_folded(post.author_handle) for post in posts]
    handles += [_folded(each.handle) for each in contact.handles if each.network in networks]
    everywhere = "\n".join(shown)
    held = [word for name in known for word in _NAME.findall(name)]
    private = [_forms(word) for word in held if not _CJK.search(word)]
    return _Names(
        frozenset().union(
            *(
                forms
                for forms in private
                if forms.isdisjoint(public)
                and min(map(len, forms)) >= _FEWEST
                and not any(form in handle for form in forms for handle in handles)
            )
        ),
        tuple({word for word in held if _CJK.search(word) and word not in everywhere}),
    )


def _customer_posts(ground: Ground) -> list[Post]:
    posts = [each for each in ground.facts.messages if isinstance(each, Post)]
    if ground.facts.reply_to is not None:
        posts.append(ground.facts.reply_to)
    return [post for post in posts if post.direction is Direction.IN]


def _is_name(word: str, names: frozenset[str]) -> bool:
    forms = _forms(word)
    without_s = {form[:-1] for form in forms if form.endswith("s")}
    return not names.isdisjoint(forms | without_s)


@lru_cache(2048)
def _forms(word: str) -> frozenset[str]:
    """Return a name folded, and as it is typed where its letters are not: Müller, Mueller."""
    return frozenset({_folded(word), _folded(fold_word(word).translate(_TYPED_OUT))})


def _folded(word: str) -> str:
    return folding.fold(word).strip()


def _joins(between: str) -> bool:
    return between in {" ", "-", "\u00a0", "‐", "-\f", " \f"}


def _is_sure(text: str, words: list[re.Match[str]], place: int) -> bool:
    """Return whether a single word is the customer's name: no other word, place or signature."""
    word = words[place]
    between = text[words[place - 1].end() : word.start()] if place else ""
    earlier = [fold_word(word[0]) for word in words[max(0, place - 2) : place]]
    last = earlier[-1] if earlier else ""
    signs = _SIGNED.fullmatch(between[-2:]) is not None or last in _held("signs_off")
    if signs and _LAST.match(text, word.end()):
        return False
    if last in _held("before_a_place") and not between.strip():
        return text.startswith(("'s", "’s"), word.end())
    if fold_word(word[0]) not in _held("name_or_word"):
        return True
    if not earlier or between.strip(" ."):
        return False
    return last in _held("before_a_name") or " ".join(earlier) in _held("before_a_name")


def _services(ground: Ground) -> tuple[Lexicon, frozenset[str]] | None:
    """Return what finds services, and the words with which one begins."""
    said = {text for post in _customer_posts(ground) for text in word_texts(post.text)}
    phrases = [" ".join(word_texts(name)) for name in ground.facts.rules.other_names]
    held = [phrase for phrase in phrases if phrase and not said.issuperset(phrase.split())]
    if not held:
        return None
    return Lexicon({"service": held}), frozenset(phrase.split()[0] for phrase in held)


def _tells_account(sentence: Sentence, first: int) -> bool:
    near = [word.text for word in sentence.words[max(0, first - _NEAR) : first]]
    pairs = {" ".join(pair) for pair in pairwise(near)}
    beside = bool(near) and near[-1] in _held("yours_beside")
    return beside or not _held("yours").isdisjoint({*near, *pairs})


@cache
def _held(name: str) -> frozenset[str]:
    return frozenset(fold_word(word) for language in LANGUAGES for word in lists(language)[name])

"""Lists of phrases by language, and where a text holds them.

The phrases are data: `resources/lexicons/<language>/*.json`, each file `{list: [phrases]}`,
each list in one file of a language only. A phrase is words that follow each other. `frustrat*`
is the beginning of a word of at least `STEM` letters, any but the first of a phrase may be as
short as one; `...` stands for up to `GAP` words between two others. Case and the form of an
apostrophe do not count.

Framework knowledge: going along a tree of words is faster than one regular expression of
thousands of phrases, which is tried at each character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple
from unicodedata import is_normalized, normalize

LANGUAGES = ("en", "de")
"""Those that have lexicons."""
STEM = 4
"""So many letters at least has the beginning of a word that begins a phrase, `frus*`."""
GAP = 4
"""So many words at most stand where a phrase has `...`."""
MOST_BEGUN = 4096
"""So many words a lexicon keeps of which it knows what follows them."""
_WORD = re.compile(r"\w[\w'’\u0300-\u036f]*")
"""With the accents that were typed behind their letters."""
_FOLDER = "lexicons"

Lists = Mapping[str, Iterable[str]]
"""Phrases by the name of their list."""


class Word(NamedTuple):
    """A word of a text, folded, and where it stands: code points `[start, end)`."""

    text: str
    start: int
    end: int


class Hit(NamedTuple):
    """A phrase that a text holds."""

    list: str
    first: int
    last: int
    """The words `[first, last]`."""


class _Node:
    """What may follow the words that led here."""

    __slots__ = ("ends", "gap", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, _Node] = {}
        self.stems: list[tuple[str, _Node]] = []
        """By the beginnings of a word."""
        self.gap: _Node | None = None
        """Behind some words that do not matter."""
        self.ends: tuple[str, ...] = ()
        """The lists of which a phrase ends here."""


def words(text: str) -> list[Word]:
    """Return the words of a text, folded, in order."""
    folded = fold(text)
    # Case folding only makes texts longer, and a composed one is not made shorter: so with
    # the same length every letter stands where it stood.
    if len(folded) == len(text) and (text.isascii() or is_normalized("NFC", text)):
        return [Word(m[0], *m.span()) for m in _WORD.finditer(folded)]
    return [Word(fold(m[0]), *m.span()) for m in _WORD.finditer(text)]


def word_texts(text: str) -> list[str]:
    """Return the same words without their places: what is read by the thousand."""
    return _WORD.findall(fold(text))


def fold(text: str) -> str:
    """Return a text as lexicons compare it: a letter and its accent, typed as two, are one."""
    folded = text.casefold().replace("’", "'")
    return folded if folded.isascii() else normalize("NFC", folded)


class Lexicon:
    """Phrases of one language, as a tree of their words."""

    def __init__(self, lists: Lists) -> None:
        self._roots: dict[str, _Node] = {}
        """By the first word of a phrase."""
        self._stems: dict[str, list[tuple[str, _Node]]] = {}
        """Beginnings of a first word, by their first letters."""
        self._begun: dict[str, tuple[_Node, ...]] = {}
        """Behind words that were met, of a first one: few words make up most texts."""
        for name, phrases in lists.items():
            for phrase in phrases:
                self._take(name, phrase)

    def _take(self, name: str, phrase: str) -> None:
        first, *rest = _signs(phrase)
        if first.endswith("*"):
            stem = first[:-1]
            if len(stem) < STEM:
                raise ValueError(f"“{phrase}”: the beginning of a word needs {STEM} letters.")
            node = _stem(self._stems.setdefault(stem[:STEM], []), stem)
        else:
            node = self._roots.setdefault(first, _Node())
        for sign in rest:
            if sign == "...":
                node.gap = node = node.gap or _Node()
            elif sign.endswith("*"):
                node = _stem(node.stems, sign[:-1])
            else:
                node = node.words.setdefault(sign, _Node())
        if name not in node.ends:
            node.ends += (name,)

    def find(self, texts: Sequence[str]) -> list[Hit]:
        """Return all phrases in the words of a text (folded), by where they begin.

        A list is named once for each place at which one of its phrases begins, with the
        longest of them.
        """
        found: list[Hit] = []
        for place, word in enumerate(texts):
            longest: dict[str, int] = {}
            for node in self._behind(word):
                _follow(node, texts, place, longest)
            if longest:
                found += [Hit(name, place, last) for name, last in longest.items()]
        return found

    def said(self, texts: Sequence[str]) -> set[str]:
        """Return the lists of which the words of a text (folded) hold a phrase."""
        ends: dict[str, int] = {}
        known = self._begun
        for place, word in enumerate(texts):
            nodes = known.get(word)
            for node in self._behind(word) if nodes is None else nodes:
                _follow(node, texts, place, ends)
        return set(ends)

    def _behind(self, word: str) -> tuple[_Node, ...]:
        """Return what may follow a word that begins a phrase; nothing where it begins none."""
        found = self._begun.get(word)
        if found is None:
            stems = self._stems.get(word[:STEM], ())
            nodes = [
                self._roots.get(word),
                *(node for stem, node in stems if word.startswith(stem)),
            ]
            found = tuple([node for node in nodes if node is not None])
            if len(self._begun) >= MOST_BEGUN:
                self._begun.clear()
            self._begun[word] = found
        return found


def _stem(stems: list[tuple[str, _Node]], stem: str) -> _Node:
    """Return the node behind the beginning of a word; a new one where there is none."""
    for known, node in stems:
        if known == stem:
            return node
    node = _Node()
    stems.append((stem, node))
    return node


def _follow(node: _Node, texts: Sequence[str], place: int, longest: dict[str, int]) -> None:
    """Note where the phrases end that go on from a place, the last end of each list."""
    for name in node.ends:
        if place >= longest.get(name, 0):
            longest[name] = place
    place += 1
    if place >= len(texts):
        return
    if node.words or node.stems:
        _step(node, texts, place, longest)
    if node.gap is not None:
        for behind in range(place, min(place + GAP + 1, len(texts))):
            _step(node.gap, texts, behind, longest)


def _step(node: _Node, texts: Sequence[str], place: int, longest: dict[str, int]) -> None:
    """Follow what the word at a place leads to."""
    word = texts[place]
    if (following := node.words.get(word)) is not None:
        _follow(following, texts, place, longest)
    for stem, following in node.stems:
        if word.startswith(stem):
            _follow(following, texts, place, longest)


def _signs(phrase: str) -> list[str]:
    """Return the words of a phrase, folded, with the signs for beginnings and gaps."""
    found: list[str] = []
    for piece in fold(phrase).split():
        if piece == "...":
            found.append(piece)
        elif held := _WORD.findall(piece):
            found += held
            found[-1] += "*" if piece.endswith("*") else ""
    if not found or found[0] == "..." or found[-1] == "...":
        raise ValueError(f"“{phrase}” is no phrase: it begins and ends with a word.")
    return found


def lists(language: str, *, without: Collection[str] = ()) -> dict[str, list[str]]:
    """Return the lists of a language, those of some files left out; none without lexicons."""
    if language not in LANGUAGES:
        return {}
    found: dict[str, list[str]] = {}
    folder = resources.files("resources").joinpath(_FOLDER, language)
    for file in sorted(folder.iterdir(), key=lambda each: each.name):
        name, _, ending = file.name.partition(".")
        if ending == "json" and name not in without:
            held: dict[str, list[str]] = json.loads(file.read_text("utf-8"))
            twice = held.keys() & found.keys()
            if twice:
                raise ValueError(f"{language}: {', '.join(twice)} stands in two files.")
            found |= held
    return found


@cache
def lexicon(language: str, *names: str) -> Lexicon:
    """Return the lexicon of a language, of these lists only where some are named; read once."""
    held = lists(language)
    return Lexicon({name: held[name] for name in names or held})

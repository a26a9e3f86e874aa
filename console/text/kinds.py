"""Of what kind a customer's message is, and whether a post of ours apologises; by its words.

The words are data, `resources/kinds.json`, by language: a word, several that follow each
other, or the beginning of one (`frustrat*`). They are looked up word by word. A language
that we do not know, or in which nothing is found (networks guess it wrongly), is looked at
with the words of all.

- **Thanks** are thanks and nothing else: no question, no trouble, no `but`, nothing that
  asks for more, and no long text. They do not reopen what was resolved.
- **Complaint**: words of anger, of waiting, of what happens again or not at all, whatever
  is asked along with them; mere trouble, where nothing is asked; or shouted words.
- **Question**: a question mark, or words that ask.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from itertools import pairwise

from console.domain.kinds import MessageKind

RULE = "2"
"""Which rule this is; what an older one said is judged again."""

MOST_THANKED = 22
"""Words of a text that only thanks."""
SHOUTED = 2
"""So many shouted words make a complaint."""
LONG = 4
"""Letters of a word that is shouted and no abbreviation."""
_ASIDE = re.compile(r"@\w+|https?://\S+")
"""What is not read: handles and links."""
_WORD = re.compile(r"\w[\w']*")
STEM = 4
"""So many letters at least has the beginning of a word, `frus*`."""


def kind_of(text: str, lang: str = "") -> MessageKind:
    """Return what a customer wants with a message; `lang` is the network's guess, `en`."""
    if _is_shouted(text):
        return MessageKind.COMPLAINT
    folded = _ASIDE.sub(" ", _fold(text))
    asks, words = "?" in folded, _WORD.findall(folded)
    own = _languages().get(lang[:2].lower())
    if own is not None and (kind := own.kind_of(words, asks=asks)) is not None:
        return kind
    found = {one.kind_of(words, asks=asks) for one in _languages().values() if one is not own}
    for kind in (MessageKind.COMPLAINT, MessageKind.QUESTION):
        if kind in found:
            return kind
    if MessageKind.THANKS in found and MessageKind.OTHER not in found:
        return MessageKind.THANKS
    return MessageKind.QUESTION if asks else MessageKind.OTHER


def apologises(text: str) -> bool:
    """Return whether a post of ours says that we are sorry."""
    words = _WORD.findall(_fold(text))
    for one in _languages().values():
        said = one.said(words)
        if "apology" in said and "no_apology" not in said:
            return True
    return False


class _Language:
    """The words of one language, laid out so that most texts cost three look-ups of sets."""

    def __init__(self, lists: dict[str, list[str]]) -> None:
        self._words: dict[str, set[str]] = {}
        """What single words say."""
        self._pairs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        """Phrases with what they say, by their first two words."""
        self._stems: dict[str, list[tuple[str, str]]] = {}
        """Beginnings of words with what they say, by their first letters."""
        for group, phrases in lists.items():
            for phrase in phrases:
                self._take(_WORD.findall(_fold(phrase)), group, is_stem=phrase.endswith("*"))
        self._all_words, self._all_pairs = frozenset(self._words), frozenset(self._pairs)
        self._all_stems = frozenset(self._stems)

    def _take(self, words: list[str], group: str, *, is_stem: bool) -> None:
        first, *rest = words
        if rest:
            phrase = " ".join(words) if is_stem else f"{' '.join(words)} "
            # The second word of a pair is whole: a stem is the third or a later one.
            self._pairs.setdefault((first, rest[0]), []).append((f" {phrase}", group))
        elif is_stem:
            self._stems.setdefault(first[:STEM], []).append((first, group))
        else:
            self._words.setdefault(first, set()).add(group)

    def said(self, words: list[str]) -> set[str]:
        """Return what some words say: names of lists."""
        said = set[str]()
        for word in self._all_words.intersection(words):
            said |= self._words[word]
        pairs = self._all_pairs.intersection(pairwise(words))
        if pairs:
            whole = f" {' '.join(words)} "
            for pair in pairs:
                said.update(group for phrase, group in self._pairs[pair] if phrase in whole)
        for start in self._all_stems.intersection([word[:STEM] for word in words]):
            for stem, group in self._stems[start]:
                if group not in said and any(word.startswith(stem) for word in words):
                    said.add(group)
        return said

    def kind_of(self, words: list[str], *, asks: bool) -> MessageKind | None:
        """Return of what kind a text is; None where no word of this language says it."""
        said = self.said(words)
        if not said:
            return None
        if "strong" in said:
            return MessageKind.COMPLAINT
        if "weak" in said and "question" not in said and not {"thanks", "over"} <= said:
            return MessageKind.COMPLAINT  # a question mark alone is often but surprise
        if asks or "question" in said:
            return MessageKind.QUESTION
        if "thanks" not in said:
            return None
        alone = "spoiler" not in said and len(words) <= MOST_THANKED
        return MessageKind.THANKS if alone else MessageKind.OTHER


def _fold(text: str) -> str:
    return text.casefold().replace("’", "'")


def _is_shouted(text: str) -> bool:
    """Return whether someone shouts: one word in capitals may be a name, several are not."""
    words = [word for word in text.split() if word.isupper() and len(word) >= LONG]
    return len(words) >= SHOUTED and sum(word[0] not in "@#" for word in words) >= SHOUTED


@cache
def _languages() -> dict[str, _Language]:
    """Return the words of each language, read once."""
    text = resources.files("resources").joinpath("kinds.json").read_text("utf-8")
    data: dict[str, dict[str, list[str]]] = json.loads(text)
    return {language: _Language(lists) for language, lists in data.items()}

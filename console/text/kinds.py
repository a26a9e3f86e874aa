"""Of what kind a customer's message is, and whether a post of ours apologises; by its words.

The words are data (`text.lexicon`). A language that we do not know, or in which nothing is
found (networks guess it wrongly), is looked at with the words of all.

- **Complaint**: words that tell of trouble or anger, whatever is asked along with them, or
  shouted words. Mere trouble is none where it is but a phrase (`can't wait`), only named in
  a question (`how do I add a missing road?`), or over, with thanks. Who writes at length and
  neither asks, thanks, praises nor gives facts has a story to tell, which is one too.
- **Question**: a question mark, or words that ask for something.
- **Thanks** are thanks and nothing else: no question, no trouble, no `but`, nothing that
  asks for more, and no long text. They do not reopen what was resolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from console.domain.kinds import MessageKind
from console.text.lexicon import LANGUAGES, Lexicon, lexicon, word_texts

RULE = "3"
"""Which rule this is; what an older one said is judged again."""

MOST_THANKED = 22
"""Words of a text that only thanks."""
STORY = 8
"""So many words that neither ask, thank, praise nor give facts are a story of trouble."""
STORY_BEHIND = 22
"""So many words are one also where they ask for something, without a question mark."""
MOST_NAMED = 14
"""Words of a question in which trouble may be but named."""
SHOUTED = 2
"""So many shouted words make a complaint."""
LONG = 4
"""Letters of a word that is shouted and no abbreviation."""
_ASIDE = re.compile(r"@\w+|https?://\S+")
"""What is not read: handles and links."""
_TROUBLE = ("strong", "weak")
"""The lists of phrases that tell of trouble: most posts need no other."""
_OTHERS = (
    *("thanks", "spoiler", "over", "harmless", "named", "question", "plea"),
    *("opener", "praise", "facts"),
)
"""The lists by which all else is told apart."""
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]?")


def kind_of(text: str, lang: str = "") -> MessageKind:
    """Return what a customer wants with a message; `lang` is the network's guess, `en`."""
    if _is_shouted(text):
        return MessageKind.COMPLAINT
    read = _ASIDE.sub(" ", text)
    words = word_texts(read)
    own = lang[:2].lower()
    if own in LANGUAGES and (kind := _kind_of(_languages()[own], read, words)) is not None:
        return kind
    others = (held for name, held in _languages().items() if name != own)
    found = {_kind_of(held, read, words) for held in others}
    for kind in (MessageKind.COMPLAINT, MessageKind.QUESTION):
        if kind in found:
            return kind
    if "?" in read:
        return MessageKind.QUESTION
    if MessageKind.THANKS in found and MessageKind.OTHER not in found:
        return MessageKind.THANKS
    is_story = own in LANGUAGES and found == {None} and len(words) >= STORY
    return MessageKind.COMPLAINT if is_story else MessageKind.OTHER


def apologises(text: str) -> bool:
    """Return whether a post of ours says that we are sorry."""
    words = word_texts(text)
    for language in LANGUAGES:
        said = lexicon(language, "apology", "no_apology").said(words)
        if "apology" in said and "no_apology" not in said:
            return True
    return False


def _kind_of(held: _Held, read: str, words: Sequence[str]) -> MessageKind | None:
    """Return of what kind a text is by one language; None where no word of it says so."""
    trouble = held.trouble.said(words)
    if "strong" in trouble:
        return MessageKind.COMPLAINT
    said, asks = held.others.said(words), "?" in read
    if trouble and _is_told(held, said, read, words):
        return MessageKind.COMPLAINT
    if not (said or trouble):
        return None
    if asks:
        return MessageKind.QUESTION
    if "question" in said or ("plea" in said and "thanks" not in said):
        is_story = len(words) >= STORY_BEHIND and not said & {"thanks", "praise", "facts"}
        return MessageKind.COMPLAINT if is_story else MessageKind.QUESTION
    if "thanks" not in said:
        return MessageKind.OTHER if said & {"praise", "facts"} else None
    alone = "spoiler" not in said and len(words) <= MOST_THANKED
    return MessageKind.THANKS if alone else MessageKind.OTHER


def _is_told(held: _Held, said: set[str], read: str, words: Sequence[str]) -> bool:
    """Return whether mere trouble is told of: not over, no phrase, and not only named."""
    if "named" in said or {"thanks", "over"} <= said:
        return False
    if "harmless" in said and not held.trouble.said(_without_harmless(held, words)):
        return False
    if "?" not in read or len(held.trouble.find(words)) > 1:
        return True
    return bool(held.trouble.said(word_texts(_SENTENCE.sub(lambda one: _kept(held, one[0]), read))))


def _kept(held: _Held, sentence: str) -> str:
    """Return a sentence in which trouble is told, and nothing of a question that but names it."""
    words = word_texts(sentence)
    asks = sentence[-1] == "?" and "opener" in held.others.said(words[:1])
    return "" if asks and len(words) <= MOST_NAMED else sentence


def _without_harmless(held: _Held, words: Sequence[str]) -> list[str]:
    """Return the words without those of harmless phrases: `can't wait` is no trouble."""
    left = list(words)
    for hit in held.others.find(words):
        if hit.list == "harmless":
            left[hit.first : hit.last + 1] = [""] * (hit.last + 1 - hit.first)
    return left


def _is_shouted(text: str) -> bool:
    """Return whether someone shouts: one word in capitals may be a name, several are not."""
    words = [word for word in text.split() if word.isupper() and len(word) >= LONG]
    return len(words) >= SHOUTED and sum(word[0] not in "@#" for word in words) >= SHOUTED


class _Held(NamedTuple):
    """What customers say in one language."""

    trouble: Lexicon
    others: Lexicon


@cache
def _languages() -> dict[str, _Held]:
    """Return what customers say, by language."""
    return {name: _Held(lexicon(name, *_TROUBLE), lexicon(name, *_OTHERS)) for name in LANGUAGES}

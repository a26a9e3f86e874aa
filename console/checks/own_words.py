"""The words of a post of ours that are its own: without what differs by person.

That is names and handles, who is greeted, the signature, the number of the part, links,
addresses and hashtags. Judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from console.checks.reading import Reading, Span
from console.text.folding import fold
from console.text.lexicon import word_texts
from console.text.weight import normalise

_MOST_NAMED = 3
"""Words of a name behind a greeting."""
_GREETING = re.compile(
    "hi|hey|hello|hiya|dear|good|morning|afternoon|evening|mrs?|ms|miss"
    "|hallo|hej|moin|servus|lieber?|guten|tag|morgen|abend|herr|frau"
)
_NEXT = re.compile(r"[ .]{1,3}")
"""What stands between two words of a name, such as that behind `Dr`."""
_TAIL = 80
"""So many characters at the end are looked at for a signature."""
_LINK_OR_NUMBER = r"(?:\s+https?://\S+|\s*\(?\d{1,2}/\d{1,2}\)?)*\s*$"
_SIGNED = re.compile(rf"(?:[\^*]|(?<!\w)[/~]|(?<=\s)[-–—])\s?(?P<name>\w{{1,12}}){_LINK_OR_NUMBER}")
_NUMBERED_FIRST = re.compile(r"\s*\(?\d{1,2}/\d{1,2}\b\)?")
_NUMBERED_LAST = re.compile(r"(?<![\w/])\(?\d{1,2}/\d{1,2}\)?\s*$")


def folded(names: Iterable[str]) -> frozenset[str]:
    """Return the words of names as those of a text are compared with them."""
    return frozenset(word for name in names for word in word_texts(normalise(name)))


def post_words(text: str, names: frozenset[str]) -> list[str]:
    """Return the own words of a post; `names` are those of its customer, folded."""
    text = normalise(text)
    return own_words(Reading(text), Span(0, len(text)), names)


def own_words(reading: Reading, span: Span, names: frozenset[str]) -> list[str]:
    """Return the own words of a stretch of a text in NFC, in order; runs of CJK as pairs."""
    text = reading.text
    begin, end = (span.start + place for place in _edges(text[span.start : span.end]))
    found: list[str] = []
    greets, named, before = True, 0, begin
    for word in reading.words:
        if not begin <= word.start < end:
            continue
        if greets:
            if not named and _GREETING.fullmatch(word.text):
                found.append(word.text)
                before = word.end
                continue
            apart = named and not _NEXT.fullmatch(text, before, word.start)
            greets = bool(found) and not apart and text[word.start].isupper()
            if greets and named < _MOST_NAMED:
                named, before = named + 1, word.end
                continue
            greets = False
        if word.text not in names:
            found += [word.text] if word.text.isascii() else fold(word.text).split()
    return found


def _edges(text: str) -> tuple[int, int]:
    """Return what of a post is left without its number and its signature."""
    first = _NUMBERED_FIRST.match(text)
    begin = 0 if first is None else first.end()
    base = max(begin, len(text) - _TAIL)
    last = _SIGNED.search(text, base)
    if last is not None:
        return begin, last.start("name")
    numbered = _NUMBERED_LAST.search(text, base)
    return begin, len(text) if numbered is None else numbered.start()

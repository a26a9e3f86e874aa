"""Where the words of a search stand in a text as it was written, and the part that is shown.

The index holds folded texts; folding changes lengths (ß, ligatures, accents, pairs of Chinese
characters), so each folded letter remembers which characters it came from.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from console.domain.searching import Snippet
from console.text.folding import CJK
from console.text.search_query_patterns import begun, is_link
from console.text.search_query_tree import Field, Node, Term, terms

LONGEST = 180
"""Code points of a snippet."""
BEFORE = 50
"""How many of them stand before the first mark."""
_JAMO = re.compile("[\u1100-\u11ff\u3099\u309a]")
"""They join the character before them, though they are no combining ones."""
_GAP = re.compile(r"\s+")
_UNEVEN = re.compile(r"\s{2,}|[^\S ]")
MOST_KNOWN = 10_000
"""So many characters are folded once and for all."""


class Marker:
    """Finds the words of one search."""

    def __init__(self, root: Node) -> None:
        self._words = _pattern(terms(root))

    def marks(self, text: str) -> tuple[tuple[int, int], ...]:
        """Return where words stand, in order and not overlapping; code points of `text`."""
        if self._words is None:
            return ()
        if text.isascii() or _PLAIN.issuperset(text):
            return _joined(found.span() for found in self._words.finditer(text.lower()))
        folded, places = _folded(text)
        spans = (found.span() for found in self._words.finditer(folded))
        if places is None:
            return _joined(spans)
        return _joined((places[start][0], places[end - 1][1]) for start, end in spans)

    def snippet(self, text: str) -> Snippet:
        """Return the part of a text in which the first words stand, as one line."""
        marks = self.marks(text)
        start, end = _window(text, marks[0] if marks else None)
        return _one_line(text, marks, start, end)


def _pattern(wanted: Iterable[Term]) -> re.Pattern[str] | None:
    each = dict.fromkeys(one for term in wanted for one in _phrases(term))
    return re.compile("|".join(each)) if each else None


def _phrases(term: Term) -> list[str]:
    if is_link(term):
        return [r"(?<![^\W_])(?:https?://\S+|www\.\S+)"]
    if term.field is Field.NUMBER:
        last = len(term.words) - 1
        return [
            _phrase((word,), prefix=term.prefix and n == last) for n, word in enumerate(term.words)
        ]
    if term.field in (Field.WORDS, Field.HANDLE) and term.words:
        return [_phrase(term.words, prefix=term.prefix)]
    return []


def _phrase(words: tuple[str, ...], *, prefix: bool) -> str:
    """Return a regular expression for folded text in which pairs are still single characters."""
    pieces: list[str] = []
    open_end = False
    for word in words:
        paired = CJK.fullmatch(word) is not None
        if paired and open_end:
            # 包裹 裹丢 is 包裹丢.
            pieces[-1] += re.escape(word[1:])
        else:
            pieces.append(re.escape(word))
        open_end = paired and len(word) > 1
    first, last = words[0], words[-1]
    if not CJK.match(first[0]):
        pieces[0] = begun(first) + pieces[0][len(re.escape(first)) :]
    whole = not prefix and not CJK.match(last[-1])
    after = r"(?![^\W_])" if whole else (r"" if CJK.match(last[-1]) else r"[^\W_]*")
    return r"[\W_]*".join(pieces) + after


def _folded(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """Return a text without case and accents, and from where each of its letters comes.

    None says that each is in its place.
    """
    single = list(map(_SINGLE.__getitem__, text))
    _PLAIN.update(char for char in set(text) if char.lower() == char == _SINGLE.get(char))
    if set(map(len, single)) == {1}:  # most texts, though not ASCII
        return "".join(single), None
    out: list[str] = []
    places: list[tuple[int, int]] = []
    start, length = 0, len(text)
    while start < length:
        end = start + 1
        while end < length and (
            text[end] > "\u02ff" and (unicodedata.combining(text[end]) or _JAMO.match(text[end]))
        ):
            end += 1
        letters = _letters(text[start:end])
        out.append(letters)
        places += [(start, end)] * len(letters)
        start = end
    return "".join(out), places


@lru_cache(maxsize=4096)
def _letters(cluster: str) -> str:
    apart = unicodedata.normalize("NFKD", cluster.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


class _Singles(dict[str, str]):
    """Each character folded by itself; what joins the one before it is none."""

    def __missing__(self, char: str) -> str:
        joins = unicodedata.combining(char) or _JAMO.match(char)
        letters = "" if joins else _letters(char)
        if len(self) < MOST_KNOWN:
            self[char] = letters
        return letters


_SINGLE = _Singles()
_PLAIN = set(map(chr, range(128)))
"""A text of these alone is folded by its small letters; grows by what is seen."""


def _joined(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end > start:
            found.append((start, end))
    return tuple(found)


def _window(text: str, first: tuple[int, int] | None) -> tuple[int, int]:
    if len(text) <= LONGEST:
        return 0, len(text)
    wanted = 0 if first is None else max(first[0] - BEFORE, 0)
    start = min(wanted, len(text) - LONGEST)
    if start > 0:
        # From the beginning of a word, where one is near.
        limit = start + BEFORE if first is None else first[0]
        gap = _GAP.search(text, start, max(limit, start))
        start = start if gap is None else gap.end()
    end = min(start + LONGEST, len(text))
    if end < len(text):
        cut = text.rfind(" ", end - BEFORE // 2, end)
        if cut > (start if first is None else min(first[1], end)):
            end = cut
    return start, end


def _one_line(text: str, marks: tuple[tuple[int, int], ...], start: int, end: int) -> Snippet:
    head, tail = "…" * (start > 0), "…" * (end < len(text))
    part = text[start:end]
    inside = [
        (max(left, start) - start, min(right, end) - start)
        for left, right in marks
        if left < end and right > start
    ]
    # No white space but the simple one is printable, and most texts have none.
    if "  " in part or not part.isprintable():
        taken = [(gap.start(), gap.end() - gap.start() - 1) for gap in _UNEVEN.finditer(part)]
        part = _UNEVEN.sub(" ", part)
        inside = [(_moved(left, taken), _moved(right, taken)) for left, right in inside]
    by = len(head)
    shown = tuple((left + by, right + by) for left, right in inside if left < right)
    return Snippet(f"{head}{part}{tail}", shown)


def _moved(place: int, taken: list[tuple[int, int]]) -> int:
    """Return where a place is once each gap is one space; a gap and what was taken of it."""
    return place - sum(min(less, max(place - gap - 1, 0)) for gap, less in taken)

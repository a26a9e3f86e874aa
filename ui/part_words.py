"""What a card says of its part, and the line below of all of them; pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.numbering import NO_NUMBERS
from console.text.breaks import Break
from console.text.split import Layout, Part
from ui import words

CUT = "cut inside a word"
OWN_BREAK = "own break"
MOST_NAMED = 3
"""So many parts are named in a line; of the others it says how many."""
SPACELESS = (
    (0x0E00, 0x0FFF),  # Thai, Lao, Tibetan
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x2E80, 0xA4CF),  # kana, CJK, Yi
    (0xF900, 0xFAFF),
    (0xFE30, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x1F3FB, 0x1F3FF),  # tones of skin
    (0x20000, 0x3FFFF),
)
"""Code points (first, last) beside which a cut is no cut of a word."""


@dataclass(frozen=True, slots=True)
class Card:
    """One part as its card shows it."""

    text: str
    """Exactly as it is published."""
    number: int
    total: int
    left: int
    """How much weight is left; below 0 where it is too long."""
    most: int
    """The greatest weight of a part."""
    note: str = ""
    """What is worth knowing of its end."""
    numbered: bool = False
    """Whether the text itself says which part it is."""

    @property
    def is_over(self) -> bool:
        """Return whether the part is longer than a post may be."""
        return self.left < 0

    @property
    def is_cut(self) -> bool:
        """Return whether it ends badly."""
        return self.note == CUT

    @property
    def is_scarce(self) -> bool:
        """Return whether so little is left that the next word may begin another part."""
        return self.left * 10 < self.most

    @property
    def filled(self) -> float:
        """Return which share of the limit is taken, from 0 to 1."""
        return min(1.0, (self.most - self.left) / self.most)

    @property
    def meta(self) -> str:
        """Return which part it is and what is left."""
        rest = f"{-self.left} too many" if self.is_over else f"{self.left} left"
        if self.total == 1 or self.numbered:
            return rest
        return f"{self.number}/{self.total}  ·  {rest}"


def card(parts: Sequence[Part], row: int, layout: Layout) -> Card:
    """Return the card of a row; `parts` are those of the layout, or were a moment ago."""
    part, limits, text = parts[row], layout.limits, layout.text
    note = OWN_BREAK if part.ends is Break.MANUAL else ""
    if _cuts_word(part, text):
        note = CUT
    left = limits.max_weight - part.weight
    numbered = layout.numbering != NO_NUMBERS
    return Card(part.text, row + 1, len(parts), left, limits.max_weight, note, numbered)


def spoken(shown: Card) -> str:
    """Return a card in words, for those who hear it."""
    over = f"{words.several(-shown.left, 'character')} too many"
    said = [
        f"Part {shown.number} of {shown.total}",
        over if shown.is_over else f"{words.several(shown.left, 'character')} left",
        *([shown.note] if shown.note else []),
    ]
    return f"{', '.join(said)}: {shown.text}"


def too_long(layout: Layout) -> list[int]:
    """Return the numbers of the parts that are longer than a post may be."""
    most = layout.limits.max_weight
    return [number for number, part in enumerate(layout.parts, 1) if part.weight > most]


def trouble(layout: Layout) -> str:
    """Return what is wrong with the parts; empty where nothing is."""
    over = too_long(layout)
    if over:
        are = "is" if len(over) == 1 else "are"
        return f"Nothing can be sent: {_named(over)} {are} longer than a post may be."
    cut = [number for number, part in enumerate(layout.parts, 1) if _cuts_word(part, layout.text)]
    return f"A word is longer than a part and is cut in {_named(cut)}." if cut else ""


def _cuts_word(part: Part, text: str) -> bool:
    """Return whether a part ends inside a word, of a script that sets spaces between them."""
    if part.ends is not Break.CHARACTER:
        return False
    return not any(_stands_alone(char) for char in text[part.end - 1 : part.end + 1])


def _stands_alone(char: str) -> bool:
    code = ord(char)
    return unicodedata.category(char) == "So" or any(a <= code <= b for a, b in SPACELESS)


def _named(numbers: Sequence[int]) -> str:
    """Return parts by their numbers: `part 2`, `parts 2 and 3`, `parts 2, 3, 4 and 5 more`."""
    if len(numbers) == 1:
        return f"part {numbers[0]}"
    named = [str(number) for number in numbers[:MOST_NAMED]]
    more = len(numbers) - len(named)
    last = f"{more} more" if more else named.pop()
    return f"parts {', '.join(named)} and {last}"

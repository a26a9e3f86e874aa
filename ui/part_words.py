"""What a card says of its part, and the line below of all of them; pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from console.domain.numbering import NO_NUMBERS
from console.language import numeral, plural, tr
from console.text.breaks import Break
from console.text.hidden_signs import copied
from console.text.split import Layout, Part
from console.text.words import cuts_word

CUT = tr("cut inside a word")
CUT_LINK = tr("cut inside a link")
MOST_LOOKED_AT = 10_000
"""So many characters are gone back at most to see what it is that is cut."""
OWN_BREAK = tr("own break")
MOST_NAMED = 3
"""So many parts are named in a line; of the others it says how many."""


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
    put_on: tuple[int, int] | None = None
    """What of the text nobody typed, in code points: the signature."""

    @property
    def is_over(self) -> bool:
        """Return whether the part is longer than a post may be."""
        return self.left < 0

    @property
    def is_cut(self) -> bool:
        """Return whether it ends badly."""
        return self.note in (CUT, CUT_LINK)

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
        rest = (
            tr("{count} too many").format(count=numeral(-self.left))
            if self.is_over
            else tr("{count} left").format(count=numeral(self.left))
        )
        if self.total == 1 or self.numbered:
            return rest
        return f"{self.number}/{self.total}  ·  {rest}"


def card(parts: Sequence[Part], row: int, layout: Layout, put_on: str = "") -> Card:
    """Return the card of a row; `parts` are those of the layout, or were a moment ago.

    `put_on` is what stands at the end of the last one that nobody typed.
    """
    part, limits, text = parts[row], layout.limits, layout.text
    note = OWN_BREAK if part.ends is Break.MANUAL else ""
    if _cuts_word(part, text):
        note = CUT_LINK if _cuts_link(part, text) else CUT
    left = limits.max_weight - part.weight
    numbered = layout.numbering != NO_NUMBERS
    start = part.text.rfind(put_on) if put_on and row + 1 == len(parts) else -1
    signed = (start, start + len(put_on)) if start >= 0 else None
    return Card(part.text, row + 1, len(parts), left, limits.max_weight, note, numbered, signed)


def spoken(shown: Card) -> str:
    """Return a card in words, for those who hear it."""
    over = plural(-shown.left, "{count} character too many", "{count} characters too many")
    said = [
        tr("Part {number} of {total}").format(number=shown.number, total=shown.total),
        over
        if shown.is_over
        else plural(shown.left, "{count} character left", "{count} characters left"),
        *([shown.note] if shown.note else []),
    ]
    return f"{', '.join(said)}: {copied(shown.text)}"


def too_long(layout: Layout) -> list[int]:
    """Return the numbers of the parts that are longer than a post may be."""
    most = layout.limits.max_weight
    return [number for number, part in enumerate(layout.parts, 1) if part.weight > most]


def trouble(layout: Layout) -> str:
    """Return what is wrong with the parts; empty where nothing is."""
    over = too_long(layout)
    if over:
        if len(over) == 1:
            return tr("Nothing can be sent: part {number} is longer than a post may be.").format(
                number=over[0]
            )
        named, last = _named(over)
        return tr(
            "Nothing can be sent: parts {numbers} and {last} are longer than a post may be."
        ).format(numbers=named, last=last)
    cut = [n for n, part in enumerate(layout.parts, 1) if _cuts_word(part, layout.text)]
    links = [n for n in cut if _cuts_link(layout.parts[n - 1], layout.text)]
    if links:
        # Translators: {where} is such as `in part 2`, `in parts 2 and 3`.
        return tr("A link is longer than a part and is cut {where}: it will not work.").format(
            where=_within(links)
        )
    if cut:
        return tr("A word is longer than a part and is cut {where}.").format(where=_within(cut))
    return ""


def _cuts_word(part: Part, text: str) -> bool:
    """Return whether a part ends inside a word, of a script that sets spaces between them."""
    return part.ends is Break.CHARACTER and cuts_word(text, part.end)


def _cuts_link(part: Part, text: str) -> bool:
    """Return whether the word that ends a part, and goes on in the next, is meant as a link."""
    before = text[max(0, part.end - MOST_LOOKED_AT) : part.end]
    word = before.rsplit(None, 1)[-1].lower()
    return "://" in word or word.lstrip("(<[\"'").startswith("www.")


def _within(numbers: Sequence[int]) -> str:
    """Return where something is: `in part 2`, `in parts 2 and 3`."""
    if len(numbers) == 1:
        return tr("in part {number}").format(number=numbers[0])
    named, last = _named(numbers)
    return tr("in parts {numbers} and {last}").format(numbers=named, last=last)


def _named(numbers: Sequence[int]) -> tuple[str, str]:
    """Return several parts by their numbers, the last apart: `2, 3, 4` and `5 more`."""
    named = [str(number) for number in numbers[:MOST_NAMED]]
    more = len(numbers) - len(named)
    last = tr("{count} more").format(count=numeral(more)) if more else named.pop()
    return ", ".join(named), last

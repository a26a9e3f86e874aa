"""How the parts of a thread are numbered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class NumberStyle(StrEnum):
    """What stands on each part; the value is that of the first of three."""

    NONE = "none"
    OF_ALL = "1/3"
    IN_BRACKETS = "(1/3)"
    WITH_DOT = "1."


@dataclass(frozen=True, slots=True)
class Numbering:
    """A style, and whether the number stands in front of a part or behind it.

    A text that is one part is never numbered.
    """

    style: NumberStyle = NumberStyle.NONE
    at_end: bool = False

    @property
    def name(self) -> str:
        """Return what is stored: the style, and `end` behind it where that is meant."""
        return f"{self.style} end" if self.at_end else str(self.style)

    @classmethod
    def named(cls, name: str) -> Numbering:
        """Return what `name` stands for; one that is not known numbers nothing."""
        style, _, place = name.partition(" ")
        try:
            return cls(NumberStyle(style), at_end=place == "end")
        except ValueError:
            return cls()

    def label(self, number: int, total: int) -> str:
        """Return what stands on part `number` (from 1) of `total`; empty for nothing."""
        match self.style:
            case NumberStyle.NONE:
                return ""
            case NumberStyle.OF_ALL:
                return f"{number}/{total}"
            case NumberStyle.IN_BRACKETS:
                return f"({number}/{total})"
            case NumberStyle.WITH_DOT:
                return f"{number}."

    def without(self, text: str, number: int, total: int) -> str:
        """Return the text of part `number` of `total` without its number and the space there."""
        label = self.label(number, total) if total > 1 else ""
        if not label:
            return text
        return (text.removesuffix(label) if self.at_end else text.removeprefix(label)).strip()


NO_NUMBERS = Numbering()

"""The words by which a reader would pause, or not: `resources/phrasing.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Phrasing:
    """The words of `phrasing.json`."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    weak: frozenset[str]
    good: frozenset[str]
    units: frozenset[str]
    signs: frozenset[str]
    months: frozenset[str]


@cache
def phrasing() -> Phrasing:
    """Return the words, read once."""
    text = resources.files("resources").joinpath("phrasing.json").read_text("utf-8")
    lists: dict[str, list[str]] = json.loads(text)
    return Phrasing(
        frozenset(lists["abbreviations"]),
        frozenset(lists["abbreviations_that_may_end"]),
        frozenset(lists["weak_ends"]),
        frozenset(lists["good_starts"]),
        frozenset(lists["units"]),
        frozenset(lists["number_signs"]),
        frozenset(lists["months"]),
    )

"""What readers said of the care posts; which of them may be looked at while a rule is tuned."""

from __future__ import annotations

import csv
from enum import Enum
from pathlib import Path

_HERE = Path(__file__).parent


class Half(Enum):
    """A half of what was labelled."""

    TUNING = 0
    """May be looked at while a rule is tuned."""
    HELD = 1
    """For measuring only."""


def both(name: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the labels of `replies` or `posts` by id, as the two readers said."""
    first, second = _read(f"{name}-a"), _read(f"{name}-b")
    if list(first) != list(second):
        raise ValueError(f"The readers of {name} read different texts.")
    return first, second


def decided(name: str, half: Half) -> dict[str, str]:
    """Return the labels of one half by id; where the readers differ, a third one's word."""
    first, second = both(name)
    third = _read(f"{name}-decided")
    if set(third) != {each for each in first if first[each] != second[each]}:
        raise ValueError(f"Not every difference in {name} is decided, or one that is none.")
    return {each: third.get(each, first[each]) for each in list(first)[half.value :: 2]}


def _read(name: str) -> dict[str, str]:
    with (_HERE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return {row[0]: row[1] for row in csv.reader(file)}

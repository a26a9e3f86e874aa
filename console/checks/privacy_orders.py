"""Order numbers by the shapes that a business gave for its own.

A short shape of digits alone is also that of prices, years and pieces of phone numbers, so
it counts only beside a word for orders, or where the customer gave that very number.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from console.text.lexicon import LANGUAGES, Word, fold, lists

_SIGNS = {"#": r"\d", "?": r"[^\W\d_]"}
_LONG = 12
"""Digits of a shape that no price or part of a phone number has."""
_JOINS = r" .,/()\u00a0\u202f\-"
_PIECE = re.compile(rf"(?:\d[{_JOINS}]{{1,2}}|[+$£€¥][ \u00a0]?)\Z")
"""In front of digits, this makes them the rest of a longer number, or a price."""
_GOES_ON = re.compile(r"(?:[ ./()\u00a0\u202f\-]{1,2}|,)\d\d|[ \u00a0]?[€$£¥%°]")
_NEAR = 3
"""Words between a number and the word for orders behind it, at most."""
_UNIT = re.compile(r"[ \u00a0\u202f-]?([^\W\d_]{1,20})")


class Shapes(NamedTuple):
    """What finds order numbers."""

    sure: re.Pattern[str] | None
    """Those that need no word beside them."""
    bare: re.Pattern[str] | None
    """Those of few digits and nothing else."""


def order_shapes(shapes: Iterable[str]) -> re.Pattern[str] | None:
    """Return what finds order numbers of these shapes: `#` is a digit, `?` a letter.

    None where there is no shape.
    """
    patterns = [
        "".join(_SIGNS.get(sign) or re.escape(sign) for sign in shape.strip())
        for shape in shapes
        if shape.strip()
    ]
    if not patterns:
        return None
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])", re.IGNORECASE)


def divided(shapes: Iterable[str]) -> Shapes:
    """Return what finds order numbers of these shapes, those of few digits alone apart."""
    held = [*shapes]
    bare = [shape for shape in held if set(shape.strip()) == {"#"} and len(shape.strip()) < _LONG]
    return Shapes(order_shapes(each for each in held if each not in bare), order_shapes(bare))


def bare_orders(
    plain: str,
    held: Sequence[Word],
    shapes: Shapes,
    words_for_orders: Collection[int],
    given: Callable[[str], bool],
) -> Iterator[re.Match[str]]:
    """Yield the numbers of few digits that are order numbers.

    `words_for_orders` says where in the text such words begin; those in front of a number
    are looked at by whoever knows them. `given` says whether the customer gave a number.
    """
    if shapes.bare is None:
        return
    starts = [word.start for word in held]
    for found in shapes.bare.finditer(plain):
        if not is_whole(plain, found.start(), found.end()):
            continue
        if given(found[0]) or _is_named(held, bisect_left(starts, found.end()), words_for_orders):
            yield found


def is_whole(plain: str, start: int, end: int) -> bool:
    """Return whether digits are no piece of a longer number, no price and no measure."""
    if _PIECE.search(plain, max(0, start - 3), start) or _GOES_ON.match(plain, end):
        return False
    return not is_measure(plain, end)


def is_measure(plain: str, end: int) -> bool:
    """Return whether a unit stands behind digits: `12000 yen`, `38900 people`."""
    unit = _UNIT.match(plain, end)
    return unit is not None and fold(unit[1]) in _held("number_unit")


def _is_named(held: Sequence[Word], place: int, words_for_orders: Collection[int]) -> bool:
    """Return whether it is said behind a number what it is: `4091 is your order`."""
    for word in held[place : place + _NEAR]:
        if word.start in words_for_orders:
            return True
        if word.text not in _held("number_fill", "yours", "yours_beside"):
            return False
    return False


@cache
def _held(*names: str) -> frozenset[str]:
    return frozenset(
        fold(word) for language in LANGUAGES for name in names for word in lists(language)[name]
    )

"""A phone number as people write it: with or without its country, with blanks, dots and dashes."""

from __future__ import annotations

import re
from collections.abc import Iterable

_GAP = r"[\s().\-/\u2010-\u2013]{0,3}"
_SHORTEST = 8
"""Digits; fewer are looked for only with the country before them."""
_COUNTRY = range(1, 4)
"""How many digits the code of a country has."""


def forms(numbers: Iterable[str]) -> list[str]:
    """Return expressions that find numbers, given in canonical form, in any text."""
    every = [form for number in numbers for form in _forms(_digits(number))]
    return [rf"(?<!\d)\(?{form}(?!\d)" for form in every]


def _forms(digits: str) -> list[str]:
    if len(digits) < _SHORTEST:
        return []
    found = []
    for length in _COUNTRY:
        country, rest = digits[:length], digits[length:]
        with_country = rf"(?:\+|00)?{_GAP}{_spaced(country)}{_GAP}(?:0{_GAP})?{_spaced(rest)}"
        found.append(with_country)
        if len(rest) >= _SHORTEST:
            found.append(rf"0?{_GAP}{_spaced(rest)}")
    return found


def _spaced(digits: str) -> str:
    return _GAP.join(map(re.escape, digits))


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())

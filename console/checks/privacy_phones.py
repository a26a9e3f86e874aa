"""Phone numbers that the desk holds of a customer, found in a text by their digits.

A number that nobody can dial, such as one of an exchange not yet known to the library, is as
much theirs as any other; so it is not asked whether it is valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from console.checks.ground import Ground
from console.checks.privacy_entities import Entity, Kind
from console.checks.privacy_ibans import plain_signs
from console.domain.messages import CallNote, Channel
from console.text.phone_numbers import canonical, digits, system_region

_FEWEST = 6
"""Digits without those of the country; fewer stand in any text."""
_BETWEEN = r"[ \u00a0\u2009\u202f()./\-\u2010-\u2015]{0,3}"


class HeldPhones:
    """Numbers made ready to be found."""

    def __init__(self, numbers: Iterable[str], region: str) -> None:
        """Take numbers as they are held; `region` is where those without a country belong."""
        patterns: dict[str, str] = {}
        for number in numbers:
            if pattern := _pattern(number, region):
                patterns.setdefault(pattern, canonical(number, region))
        self._values = list(patterns.values())
        whole = "|".join(f"({pattern})" for pattern in patterns)
        self._numbers = re.compile(rf"(?<![\w@#])(?:{whole})(?!\w)") if patterns else None

    def find(self, text: str) -> Iterator[Entity]:
        """Yield where they stand in a text, with their country or without it."""
        if self._numbers is not None:
            for found in self._numbers.finditer(plain_signs(text)):
                value = self._values[(found.lastindex or 1) - 1]
                yield Entity(Kind.PHONE, *found.span(), value)


def held_phones(ground: Ground) -> HeldPhones:
    """Make those of the contact and of the calls in the case ready."""
    contact = ground.facts.contact
    held = [phone.number for phone in contact.phones] if contact else []
    held += [
        note.number
        for note in ground.facts.messages
        if isinstance(note, CallNote) and note.channel is Channel.PHONE
    ]
    return HeldPhones(held, ground.facts.region)


def _pattern(number: str, region: str) -> str:
    """Return what finds a number however its digits are divided; empty for too few of them."""
    country, national = _split(number, region)
    if len(national) < _FEWEST:
        return ""
    abroad = rf"(?:(?:[(]?\+|00{_BETWEEN})?{_BETWEEN.join(country)}{_BETWEEN})?" if country else ""
    return rf"{abroad}(?:\(?0\)?{_BETWEEN})?{_BETWEEN.join(national)}"


def _split(number: str, region: str) -> tuple[str, str]:
    """Return the digits of the country and the others, without the 0 in front of them."""
    if not digits(number):
        return "", ""
    # Takes 0.1 s to load, so no desk without numbers asks for it.
    from phonenumbers import NumberParseException, parse

    try:
        parsed = parse(number, region or system_region() or None)
    except NumberParseException:
        return "", digits(number).lstrip("0")
    return str(parsed.country_code), str(parsed.national_number)

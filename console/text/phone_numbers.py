"""Phone numbers as a person types, reads and dials them; one form to compare them by.

Pure but for the system's locale, which says to which country a number without one belongs.
The library loads with the first number (it takes about 0.1 s), so neither a start nor a
window without numbers waits for it.
"""

from __future__ import annotations

import locale
from functools import lru_cache
from typing import TYPE_CHECKING

from console.text.weight import normalise

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

FEWEST_DIGITS = 3
"""Fewer make no number that could be looked for."""
_DIALLED = "+0123456789*#"


def canonical(text: str, region: str = "") -> str:
    """Return the one form of a number: E.164 where it is valid, with its extension if it has one.

    Else the text, with its white space normalised. `region` is where a number without a
    country belongs, ISO 3166; empty for the system's.
    """
    typed = " ".join(normalise(text).split())
    number = _valid(typed, region)
    if number is None:
        return typed
    from phonenumbers import PhoneNumberFormat, format_number

    plain = format_number(number, PhoneNumberFormat.E164)
    return f"{plain};ext={number.extension}" if number.extension else plain


def national(number: str, region: str = "") -> str:
    """Return a number as people there write it; one of another country with its country."""
    parsed = _valid(number, region)
    if parsed is None:
        return number
    from phonenumbers import PhoneNumberFormat, format_number, region_code_for_number

    here = region_code_for_number(parsed) == (region or system_region())
    form = PhoneNumberFormat.NATIONAL if here else PhoneNumberFormat.INTERNATIONAL
    return format_number(parsed, form)


def tel_uri(number: str, region: str = "") -> str:
    """Return the address by which the system dials a number (RFC 3966); empty for none."""
    parsed = _valid(number, region)
    if parsed is not None:
        from phonenumbers import PhoneNumberFormat, format_number

        return format_number(parsed, PhoneNumberFormat.RFC3966)
    dialled = "".join(sign for sign in number if sign in _DIALLED)
    return f"tel:{dialled}" if len(digits(dialled)) >= FEWEST_DIGITS else ""


def is_valid(text: str, region: str = "") -> bool:
    """Return whether a text is a number that can exist."""
    return _valid(text, region) is not None


def digits(text: str) -> str:
    """Return the digits of a text, those of other scripts as ours."""
    return "".join(str(int(sign)) for sign in text if sign.isdecimal())


def system_region() -> str:
    """Return the country of the system's locale, empty where it says none."""
    name = locale.setlocale(locale.LC_CTYPE).partition(".")[0].partition("@")[0]
    country = name.partition("_")[2]
    return country.upper() if len(country) == len("GB") and country.isalpha() else ""


@lru_cache(4096)
def _valid(text: str, region: str) -> PhoneNumber | None:
    """Return the number that a text is, None where it cannot be one."""
    if len(digits(text)) < FEWEST_DIGITS:
        return None
    from phonenumbers import NumberParseException, is_valid_number, parse

    try:
        number = parse(text, region or system_region() or None)
    except NumberParseException:
        return None
    return number if is_valid_number(number) else None

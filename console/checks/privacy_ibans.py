"""Numbers of bank accounts (IBAN), found by their country's length and their check digits."""

from __future__ import annotations

import re
import unicodedata

_LENGTHS = {
    country: int(length)
    for country, length in re.findall(
        r"(..)(\d\d)",
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 "
        "DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 "
        "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 "
        "MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 "
        "RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 "
        "VA22 VG24 XK20 YE30",
    )
}
"""Letters and digits of an IBAN by country: SWIFT, IBAN Registry (ISO 13616),
https://www.swift.com/standards/data-standards/iban-international-bank-account-number."""
_BEGINS = re.compile(r"(?<!\w)[A-Za-z]{2}[ \u00a0\u202f-]?[0-9]{2}")
_JOINS = " \u00a0\u2009\u202f-\f\n"


def ibans(text: str) -> list[tuple[int, int]]:
    """Return where a text holds IBANs: code points `[start, end)`, in order.

    Small letters and full-width signs count, in groups with a space or hyphen between them.
    Time grows with the length of the text alone.
    """
    plain = plain_signs(text)
    found = []
    free = 0
    for begun in _BEGINS.finditer(plain):
        if begun.start() >= free and (end := _end(plain, begun.start())):
            found.append((begun.start(), end))
            free = end
    return found


def plain_signs(text: str) -> str:
    """Return a text of the same length, full-width signs and digits of any script as ASCII."""
    if text.isascii():
        return text
    return "".join(sign if sign.isascii() else _plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    same = unicodedata.normalize("NFKC", sign)
    return same if len(same) == 1 and same.isascii() and not same.isspace() else sign


def _end(plain: str, start: int) -> int:
    """Return where the IBAN ends that begins at a place; 0 where there is none."""
    length = _LENGTHS.get(plain[start : start + 2].upper(), 0)
    signs, at = "", start
    while length and at < len(plain) and len(signs) < length:
        if plain[at].isascii() and plain[at].isalnum():
            signs += plain[at]
        elif plain[at] not in _JOINS or plain[at - 1] in _JOINS:
            return 0
        at += 1
    goes_on = at < len(plain) and (plain[at].isalnum() or plain[at] == "_")
    return at if length and len(signs) == length and not goes_on and _checks(signs) else 0


def _checks(signs: str) -> bool:
    """Return whether the check digits are right (ISO 7064, MOD 97-10)."""
    turned = signs[4:] + signs[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1

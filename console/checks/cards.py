"""Numbers of payment cards, which never go out in public.

A finding here stops an answer, so it is found by what the networks publish and by nothing
softer: digits as a card shows them, an issuer's first digits with that issuer's lengths, and
the check digit. Of 100 numbers of 16 random digits 3 pass all of that, of 13 and of 19 digits
1 to 2, of every other length less than 1 (a test counts them), and none that is divided as no
card is; nothing that is public tells these apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from console.checks.privacy_ibans import ibans
from console.text.links import links
from console.text.phone_numbers import digits

FEWEST, MOST = 12, 19
"""Digits of a card number (ISO/IEC 7812-1 and the ranges below)."""
_ISSUERS = (
    ("4", "4", (13, 16, 19)),  # Visa
    ("51", "55", (16,)),  # Mastercard, and Diners Club in North America
    ("2221", "2720", (16,)),  # Mastercard
    ("34", "34", (15,)),  # American Express
    ("37", "37", (15,)),
    ("300", "305", (14, 16, 19)),  # Diners Club, Carte Blanche
    ("3095", "3095", (14, 16, 19)),
    ("36", "36", (14, 16, 19)),
    ("38", "39", (14, 16, 19)),
    ("3528", "3589", (16, 17, 18, 19)),  # JCB
    ("6011", "6011", (16, 19)),  # Discover
    ("644", "659", (16, 19)),  # Discover, RuPay, Troy, Elo
    ("62", "62", (16, 17, 18, 19)),  # UnionPay
    ("60", "60", (16,)),  # RuPay, Hipercard
    ("636", "639", (16,)),  # InterPayment, InstaPayment, Hiper
    ("5018", "5018", tuple(range(FEWEST, MOST + 1))),  # Maestro
    ("5020", "5020", tuple(range(FEWEST, MOST + 1))),
    ("5038", "5038", tuple(range(FEWEST, MOST + 1))),
    ("5893", "5893", tuple(range(FEWEST, MOST + 1))),
    ("6304", "6304", tuple(range(FEWEST, MOST + 1))),
    ("6759", "6759", tuple(range(FEWEST, MOST + 1))),
    ("6761", "6763", tuple(range(FEWEST, MOST + 1))),
    ("5019", "5019", (16,)),  # Dankort
    ("506", "506", (16, 18, 19)),  # Verve, Elo
    ("508", "509", (16,)),  # RuPay, Elo
    ("2200", "2204", (16, 17, 18, 19)),  # Mir
    ("9792", "9792", (16,)),  # Troy
)
"""First digits from and to, and how many digits all have.

By Cybersource, "Card Type Identification"
(https://developer.cybersource.com/docs/cybs/en-us/test-data/developer/all/so/test-data/best_practices_intro/card_type_id.html),
as read in November 2026. What that does not name (Mir, Troy, Verve, RuPay, Elo, Dankort, the
longer Diners numbers) goes by the table in Wikipedia, "Payment card number", at second hand.
Narrower than these where they give a
network half of all numbers: Maestro has its ranges in use only, and UATP (all of 15 digits
that begin with 1, for corporate flights) is left out, since parcels are numbered like that.
"""
_LAYOUTS = (frozenset({4, 8, 12, 16}), frozenset({4, 10}), frozenset({5, 10, 15}), frozenset({6}))
"""Where cards are divided: `4111 1111 1111 1111`, `3782 822463 10005`, 6 and 13."""
_SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_JOINS = rf"[{_SPACES}]?[{_SPACES}.\-\u00ad\u2010-\u2015\u2212\uff0d\uff0e][{_SPACES}]?"
"""What may stand between two groups."""
_UNSEEN = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
"""What may stand anywhere and cannot be seen: zero-width signs and those of direction."""
_BREAK = rf"[{_SPACES}\n]{{0,2}}\f[{_SPACES}\n]{{0,2}}"
"""Where a person put the border of two parts: it may go right through a group."""
_GROUP = rf"\d(?:{_UNSEEN}{{0,3}}(?:{_BREAK})?\d)*+"
_RUN = re.compile(rf"{_GROUP}(?:{_UNSEEN}{{0,3}}(?:{_JOINS}|\n){_UNSEEN}{{0,3}}{_GROUP})*+")
_GROUPS = re.compile(_GROUP)
_BARS = re.compile(r"[\w@＠+＋]")
"""In front of a number: then it is the end of a word, a handle or a phone number."""


_WRITTEN_OUT = re.compile(r"https?://\S+", re.IGNORECASE)
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)
"""What each second digit counts: twice itself, the digits of that added."""


class _Group(NamedTuple):
    digits: str
    start: int
    end: int


def card_numbers(text: str, own_points: Sequence[str] = ()) -> list[tuple[int, int]]:
    """Return where a text holds numbers of payment cards: code points `[start, end)`, in order.

    Found are digits of any script, in groups as on a card with a space, hyphen or dot between
    them, over a line end and over the border of two parts as well. None lies in a link or in
    an IBAN, and none has the digits of one of `own_points`. Time grows with the length of the
    text alone.
    """
    found = list(_spans(text, {digits(point) for point in own_points}))
    if not found:
        return []
    others = linked(text) + ibans(text)
    return [
        (start, end)
        for start, end in found
        if not any(first < end and start < last for first, last in others)
    ]


def linked(text: str) -> list[tuple[int, int]]:
    """Return where a text holds links, those that a network would not link among them."""
    written_out = [found.span() for found in _WRITTEN_OUT.finditer(text)]
    return written_out + [(link.start, link.end) for link in links(text)]


def _spans(text: str, own: set[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        if run.end() - run.start() < FEWEST:
            continue
        before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
        groups = [
            _Group(digits(group[0]), group.start(), group.end())
            for group in _GROUPS.finditer(text, run.start(), run.end())
        ]
        if before and _is_bar(before):
            groups = groups[1:]
        if after and (after.isalpha() or after == "_"):
            groups = groups[:-1]
        for first, last in _cards(groups, text):
            if "".join(group.digits for group in groups[first : last + 1]) not in own:
                yield groups[first].start, groups[last].end


def _is_bar(sign: str) -> bool:
    return _BARS.match(sign) is not None or unicodedata.combining(sign) > 0


def _cards(groups: list[_Group], text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last group of each card number among groups that follow each other.

    It begins with them, behind another card number, or behind a group of another length: in
    the middle of what is divided alike, it would be a piece of a longer number.
    """
    first = 0
    may_begin = True
    while first < len(groups):
        last = _last_of_card(groups, first, text) if may_begin else None
        if last is not None:
            yield first, last
            first, may_begin = last + 1, True
        else:
            first += 1
            may_begin = (
                first < len(groups)
                and not _is_joined(groups, first - 1, text)
                and len(groups[first - 1].digits) != len(groups[first].digits)
            )


def _last_of_card(groups: list[_Group], first: int, text: str) -> int | None:
    number = ""
    borders: list[int] = []
    for last in range(first, len(groups)):
        number += groups[last].digits
        if len(number) > MOST:
            return None
        if not _is_divided_like_a_card(borders, len(number)):
            return None
        if len(number) >= FEWEST and not _is_joined(groups, last, text) and is_card(number):
            return last
        borders.append(len(number))
    return None


def _is_divided_like_a_card(borders: list[int], length: int) -> bool:
    if not borders or any(layout.issuperset(borders) for layout in _LAYOUTS):
        return True
    size = borders[0]
    alike = all(border == size * number for number, border in enumerate(borders, 1))
    return alike and length - borders[-1] <= size


def _is_joined(groups: list[_Group], place: int, text: str) -> bool:
    """Return whether a hyphen or dot makes one number of a group and the next, if there is one.

    Behind a space may stand what else is on a card.
    """
    if place + 1 == len(groups):
        return False
    between = text[groups[place].end : groups[place + 1].start]
    return not any(sign.isspace() for sign in between)


def is_card(number: str) -> bool:
    """Return whether ASCII digits are the number of a card: issuer, length and check digit."""
    return _has_issuer(number) and _has_check_digit(number)


def _has_issuer(number: str) -> bool:
    return any(
        low <= number[: len(low)] <= high and len(number) in lengths
        for low, high, lengths in _ISSUERS
    )


def _has_check_digit(number: str) -> bool:
    """Return whether the last digit is the one of ISO/IEC 7812-1, annex B (Luhn)."""
    total = sum(int(digit) for digit in number[-1::-2])
    return (total + sum(_DOUBLED[int(digit)] for digit in number[-2::-2])) % 10 == 0

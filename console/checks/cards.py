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
from collections.abc import Iterator
from typing import NamedTuple

from console.checks.privacy_ibans import ibans, plain_signs
from console.checks.privacy_orders import order_shapes
from console.domain.checks import CheckRules
from console.text.links import links
from console.text.phone_numbers import digits

FEWEST, MOST = 12, 19
"""Digits of a card number (ISO/IEC 7812-1 and the ranges below)."""
_ISSUERS = (
    ("4", "4", (16, 19)),  # Visa; those of 13 are gone, and every tenth EAN looks like one
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
_FIRST = frozenset(first[0] for low, high, _ in _ISSUERS for first in (low, high))
_LAYOUTS = (frozenset({4, 8, 12, 16}), frozenset({4, 10}), frozenset({5, 10, 15}), frozenset({6}))
"""Where cards are divided: `4111 1111 1111 1111`, `3782 822463 10005`, 6 and 13."""
_PRINTED = (({4, 8, 12}, (16,)), ({4, 8, 12, 16}, (19,)), ({4, 10}, (14, 15)))
"""The same as it stands on the card itself, and how many digits that has."""
_WHOLE = (15, 16)
"""Digits that are taken for a card's even with a letter beside them: `Visa4111111111111111`."""
_LONGEST_ALIKE = 6
"""Digits of groups that are all alike; two longer ones are two numbers."""
_SPACES = " \u00a0\u2000-\u200a\u202f\u205f\u3000"
_JOINS = rf"[{_SPACES}]?[{_SPACES}.\-\u00ad\u2010-\u2015\u2212\uff0d\uff0e][{_SPACES}]?"
_UNSEEN = r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
"""What may stand anywhere and cannot be seen: zero-width signs and those of direction."""
_PLAIN = re.compile(rf"{_UNSEEN}{{0,3}}(?:{_JOINS}|\n){_UNSEEN}{{0,3}}")
"""What may stand between any two groups."""
_ENUMERATES = re.compile(r"[,;]\s")
"""Between all groups, these make a list of numbers."""
_BREAK = rf"[{_SPACES}\n]{{0,2}}\f[{_SPACES}\n]{{0,2}}"
"""Where a person put the border of two parts: it may go right through a group."""
_GROUP = rf"\d(?:{_UNSEEN}{{0,3}}(?:{_BREAK})?\d)*+"
_RUN = re.compile(rf"{_GROUP}(?:[\W_]{{1,9}}+{_GROUP})*+")
"""Groups with any signs between them; which, says whether they can be one number."""
_GROUPS = re.compile(_GROUP)
_BARS = frozenset("@＠+＋")
"""In front of a number, these make it a handle or a phone number."""
_EAN = 13
"""Digits of an article's number (GS1 General Specifications 7.9.1)."""


_WRITTEN_OUT = re.compile(r"https?://\S+", re.IGNORECASE)
_DOUBLED = dict(zip("0123456789", (0, 2, 4, 6, 8, 1, 3, 5, 7, 9), strict=True))
"""What each second digit counts: twice itself, the digits of that added."""


class _Group(NamedTuple):
    digits: str
    start: int
    end: int
    joint: str
    """What stands between the group before it and this one; empty for the first."""


def card_numbers(text: str, rules: CheckRules | None = None) -> list[tuple[int, int]]:
    """Return where a text holds numbers of payment cards: code points `[start, end)`, in order.

    Found are digits of any script, in groups as on a card, over line ends and over the border
    of two parts as well. With a space, hyphen or dot between them groups may have other sizes
    too. None lies in a link, in an IBAN or in an order number of the `rules`, and none has the
    digits of one of their own points. Time grows with the length of the text alone.
    """
    rules = rules or CheckRules()
    found = list(_spans(text, {digits(point) for point in rules.own_points}))
    if not found:
        return []
    others = linked(text) + ibans(text)
    shapes = order_shapes(rules.order_shapes)
    orders = [] if shapes is None else [each.span() for each in shapes.finditer(plain_signs(text))]
    return [
        (start, end)
        for start, end in found
        if not any(first < end and start < last for first, last in others)
        and not any(first <= start and end <= last for first, last in orders)
    ]


def linked(text: str) -> list[tuple[int, int]]:
    """Return where a text holds links, those that a network would not link among them."""
    written_out = [found.span() for found in _WRITTEN_OUT.finditer(text)]
    return written_out + [(link.start, link.end) for link in links(text)]


def _spans(text: str, own: set[str]) -> Iterator[tuple[int, int]]:
    for run in _RUN.finditer(text):
        if run.end() - run.start() >= FEWEST:
            groups = list(_groups(text, run.start(), run.end()))
            for first, last in _cards(groups, text):
                if "".join(group.digits for group in groups[first : last + 1]) not in own:
                    yield groups[first].start, groups[last].end


def _groups(text: str, start: int, end: int) -> Iterator[_Group]:
    behind = start
    for found in _GROUPS.finditer(text, start, end):
        said = found[0]
        bare = said if said.isascii() and said.isdigit() else digits(said)
        yield _Group(bare, *found.span(), text[behind : found.start()])
        behind = found.end()


def _cards(groups: list[_Group], text: str) -> Iterator[tuple[int, int]]:
    """Yield first and last group of each card number among groups that follow each other."""
    first = 0
    behind_card = True
    while first < len(groups):
        begins = behind_card or _may_begin(groups, first)
        last = _last_of_card(groups, first, text) if begins else None
        behind_card = last is not None
        if last is not None:
            yield first, last
            first = last
        first += 1


def _may_begin(groups: list[_Group], place: int) -> bool:
    """Return whether a number may begin with a group that follows another.

    In the middle of what is divided alike, it would be a piece of a longer number.
    """
    group, before = groups[place], groups[place - 1]
    alike = len(before.digits) == len(group.digits)
    if _PLAIN.fullmatch(group.joint):
        return not alike and _has_space(group.joint)
    following = groups[place + 1].joint if place + 1 < len(groups) else ""
    return not alike or following != group.joint


def _last_of_card(groups: list[_Group], first: int, text: str) -> int | None:
    begun = groups[first].start
    before = text[begun - 1 : begun]
    if before in _BARS or groups[first].digits[0] not in _FIRST:
        return None
    number = ""
    borders: list[int] = []
    joints: list[str] = []
    for last in range(first, len(groups)):
        group = groups[last]
        if borders:
            joints.append(group.joint)
        number += group.digits
        if len(number) > MOST or not _is_divided_like_a_card(borders, len(number)):
            return None
        if len(number) >= FEWEST and is_card(number):
            printed = _is_printed(borders, len(number))
            beside_word = _is_of_word(before) or _is_of_word(text[group.end : group.end + 1])
            sure = printed or (not borders and len(number) in _WHOLE)
            if (
                (sure or not beside_word)
                and _may_join(joints, is_printed=printed)
                and not _goes_on(groups, last, is_printed=printed)
            ):
                return last
        borders.append(len(number))
    return None


def _is_divided_like_a_card(borders: list[int], length: int) -> bool:
    if not borders or any(layout.issuperset(borders) for layout in _LAYOUTS):
        return True
    size = borders[0]
    alike = all(border == size * number for number, border in enumerate(borders, 1))
    return alike and size <= _LONGEST_ALIKE and length - borders[-1] <= size


def _is_printed(borders: list[int], length: int) -> bool:
    """Return whether at least three groups are divided as on a card."""
    return len(borders) > 1 and any(
        length in lengths and layout.issuperset(borders) for layout, lengths in _PRINTED
    )


def _may_join(joints: list[str], *, is_printed: bool) -> bool:
    """Return whether groups with this between them are one number."""
    if all(_PLAIN.fullmatch(joint) for joint in joints):
        return True
    return is_printed and not all(_ENUMERATES.search(joint) for joint in joints)


def _goes_on(groups: list[_Group], last: int, *, is_printed: bool) -> bool:
    """Return whether the next group belongs to the same number, if there is one.

    Behind a space may stand what else is on a card, and three digits behind any sign.
    """
    if last + 1 == len(groups):
        return False
    following = groups[last + 1]
    if _has_space(following.joint) or (is_printed and len(following.digits) <= len("123")):
        return False
    return _PLAIN.fullmatch(following.joint) is not None or (
        following.joint == groups[last].joint and len(following.digits) == len(groups[last].digits)
    )


def _has_space(joint: str) -> bool:
    return any(sign.isspace() for sign in joint)


def _is_of_word(sign: str) -> bool:
    return sign.isalnum() or sign == "_" or any(map(unicodedata.combining, sign))


def is_card(number: str) -> bool:
    """Return whether ASCII digits are the number of a card: issuer, length and check digit."""
    return _has_check_digit(number) and _has_issuer(number) and not _is_article(number)


def _has_issuer(number: str) -> bool:
    return any(
        low <= number[: len(low)] <= high and len(number) in lengths
        for low, high, lengths in _ISSUERS
    )


def _has_check_digit(number: str) -> bool:
    """Return whether the last digit is the one of ISO/IEC 7812-1, annex B (Luhn)."""
    return (
        sum(map(int, number[-1::-2])) + sum(map(_DOUBLED.__getitem__, number[-2::-2]))
    ) % 10 == 0


def _is_article(number: str) -> bool:
    """Return whether it is the number of an article: some begin as Maestro's cards do."""
    if len(number) != _EAN:
        return False
    return sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number)) % 10 == 0

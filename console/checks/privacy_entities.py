"""What in a text names one person, one order, one device: e-mail, phone, IBAN, numbers.

Knows how such things look in any language, not whose they are: that is for `privacy` and
`asking`. Card numbers stand in `cards`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from console.checks.privacy_ibans import ibans, plain_signs
from console.checks.privacy_orders import Shapes, bare_orders, is_measure, is_whole
from console.text.lexicon import LANGUAGES, Lexicon, Word, fold, lists
from console.text.phone_numbers import canonical, digits, system_region


class Kind(StrEnum):
    """What an entity is; the value of a number is the end of its list in the lexicon."""

    EMAIL = "email"
    IBAN = "iban"
    PHONE = "phone"
    ORDER = "order"
    REFERENCE = "reference"
    TRACKING = "tracking"
    CUSTOMER = "customer"
    ACCOUNT = "account"
    INVOICE = "invoice"
    BOOKING = "booking"
    SERIAL = "serial"


@dataclass(frozen=True, slots=True)
class Entity:
    """One such thing in a text."""

    kind: Kind
    start: int
    end: int
    """The code points `[start, end)`, without the words that say what it is."""
    value: str
    """In one form, by which it is the same however it is written."""


_NUMBERS = (
    Kind.ORDER, Kind.REFERENCE, Kind.TRACKING, Kind.CUSTOMER, Kind.ACCOUNT, Kind.INVOICE,
    Kind.BOOKING, Kind.SERIAL,
)  # fmt: skip
_SURE, _UNSURE = "number_", "numbered_"
"""How lists begin of words for a number, and of words for what has one; then follows the kind."""
_FILL = "number_fill"
_FOR_ORDERS = frozenset((f"{_SURE}{Kind.ORDER}", f"{_UNSURE}{Kind.ORDER}"))
_NO_SHAPES = Shapes(None, None)
_MOST_LOCAL, _MOST_DOMAIN = 64, 255
"""Signs of an e-mail address before and behind the @ (RFC 5321, 4.5.3.1)."""
_LOCAL_SIGNS = "._%+-'"
_AT = re.compile(r"[@＠]|[ ]?[(\[{]at[)\]}][ ]?", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w\u0300-\u036f-]{1,63}\.){1,8}[^\W\d_][\w-]{1,62}")
_CALLABLE = re.compile(
    r"(?<![\w@#])[+(]{0,2}\d(?:[ \u00a0\u2009\u202f()./\-\u2010-\u2015]{0,3}\d){5,40}(?!\w)"
)
_GAP = re.compile(r"[\s:#=(\[*.,„“”\"'‘’\-–]{0,4}")
_TOKEN = re.compile(
    r"[0-9]{1,20}(?:[ \u00a0][0-9]{3,12}){1,5}(?![\w.,]*\d)(?!\w)"
    r"|[A-Za-z0-9]{1,40}(?:[-/._][A-Za-z0-9]{1,40}){0,6}(?!\w)"
)
_FILLER = re.compile(r"[^\W\d_][\w'’]{0,20}")
_MOST_FILLERS = 4
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}|\d{4}-\d\d-\d\d|(?:19|20)\d\d")
_MAY_HOLD_A_NUMBER = re.compile(r"\d|[A-Z]{5}")
_RECORD_LOCATOR = re.compile(r"[A-Z0-9]{5,7}")
_LOCATOR = 6
"""Letters and digits of nearly all of them (IATA); of such a one nobody has to say what it is."""
_KNOWN = re.compile(
    r"(?<![\w/-])(?:(?P<tracking>1[Zz][0-9A-Za-z]{16}|[A-Z]{2}[0-9]{9}[A-Z]{2}|JJ?D[0-9]{14,20})"
    r"|(?P<order>[0-9]{3}-[0-9]{7}-[0-9]{7}|(?<!&)(?<![Tt]icket )(?<![Cc]ase )#[0-9]{5,20}))"
    r"(?![\w-])"
)
"""Numbers that need no word beside them: UPS, the world's post offices (UPU S10), DHL;
Amazon; and whatever has the sign for a number in front, but for tickets, which are ours."""


def entities(
    text: str,
    words: Iterable[Word],
    shapes: Shapes = _NO_SHAPES,
    region: str = "",
    known: Iterable[Entity] = (),
    given: Callable[[str], bool] = lambda _: False,
) -> list[Entity]:
    """Return what a text holds, in order; of two that overlap the surer, then the longer one.

    `words` are those of the text. `shapes` are those of order numbers, `region` is where
    phone numbers without a country belong; empty for the system's. `known` is what was found
    in the text already; `given` says whether the customer gave digits as an order number.
    """
    plain = plain_signs(text)
    found = [*known, *_emails(plain)]
    if _MAY_HOLD_A_NUMBER.search(plain):
        found += [Entity(Kind.IBAN, *span, _bare(plain[slice(*span)])) for span in ibans(plain)]
        found += _numbers(plain, [*words], shapes, given)
        found += _phones(plain, region)
    return _apart(found)


def _emails(plain: str) -> Iterator[Entity]:
    for at in _AT.finditer(plain):
        start = at.start()
        lowest = max(0, start - _MOST_LOCAL)
        while start > lowest and _is_local(plain[start - 1]):
            start -= 1
        while start < at.start() and plain[start] in _LOCAL_SIGNS:
            start += 1
        domain = _DOMAIN.match(plain, at.end(), at.end() + _MOST_DOMAIN)
        if domain and start < at.start():
            value = f"{plain[start : at.start()]}@{domain[0]}"
            yield Entity(Kind.EMAIL, start, domain.end(), fold(unicodedata.normalize("NFC", value)))


def _is_local(sign: str) -> bool:
    return sign.isalnum() or sign in _LOCAL_SIGNS or unicodedata.combining(sign) > 0


def _phones(plain: str, region: str) -> Iterator[Entity]:
    for found in _CALLABLE.finditer(plain):
        for start, end, value in _callable(found[0], region):
            yield Entity(Kind.PHONE, found.start() + start, found.start() + end, value)


@lru_cache(1024)
def _callable(text: str, region: str) -> tuple[tuple[int, int, str], ...]:
    """Return the phone numbers of persons in a row of digits: code points, and the one form.

    Numbers that many share, such as toll-free ones, are nobody's own.
    """
    # Takes 0.3 s to load, so no text without digits asks for it.
    from phonenumbers import PhoneNumberMatcher, PhoneNumberType, number_type

    shared = {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.UAN,
    }
    return tuple(
        (match.start, match.end, canonical(match.raw_string, region))
        for match in PhoneNumberMatcher(text, region or system_region() or None)
        if number_type(match.number) not in shared
    )


def _numbers(
    plain: str, words: list[Word], shapes: Shapes, given: Callable[[str], bool]
) -> Iterator[Entity]:
    """Yield numbers, the surer before others that stand at the same place."""
    hits = _number_words().find([word.text for word in words])
    for_orders = {words[hit.first].start for hit in hits if hit.list in _FOR_ORDERS}
    told: dict[bool, list[Entity]] = {True: [], False: []}
    for hit in hits:
        is_sure = hit.list.startswith(_SURE)
        kind = Kind(hit.list.removeprefix(_SURE if is_sure else _UNSURE))
        token = _behind(plain, words[hit.last].end)
        if token is None:
            continue
        is_shaped = (
            kind is Kind.ORDER
            and shapes.bare is not None
            and shapes.bare.fullmatch(token[0]) is not None
            and is_whole(plain, *token.span())
        )
        if _is_number(token[0], kind, is_sure=is_sure or is_shaped) and (
            is_sure or not is_measure(plain, token.end())
        ):
            told[is_sure].append(Entity(kind, *token.span(), _bare(token[0])))
    yield from told[True]
    if shapes.sure is not None:
        for found in shapes.sure.finditer(plain):
            yield Entity(Kind.ORDER, *found.span(), _bare(found[0]))
    for found in _KNOWN.finditer(plain):
        yield Entity(Kind(found.lastgroup or ""), *found.span(), _bare(found[0]))
    yield from told[False]
    for found in bare_orders(plain, words, shapes, for_orders, given):
        yield Entity(Kind.ORDER, *found.span(), _bare(found[0]))


def _behind(plain: str, at: int) -> re.Match[str] | None:
    """Return what follows the word for a number, words such as `is` aside."""
    for _ in range(_MOST_FILLERS):
        gap = _GAP.match(plain, at)
        at = gap.end() if gap else at
        token = _TOKEN.match(plain, at)
        if token is not None and (_count(token[0]) or _RECORD_LOCATOR.fullmatch(token[0])):
            return token
        filler = _FILLER.match(plain, at)
        if filler is None or fold(filler[0]) not in _fillers():
            return None
        at = filler.end()
    return None


def _is_number(token: str, kind: Kind, *, is_sure: bool) -> bool:
    """Return whether a token is a number of this kind; without a sure word it has to look so."""
    if _DATE.fullmatch(token):
        return False
    count = _count(token)
    if kind is Kind.BOOKING and _RECORD_LOCATOR.fullmatch(token):
        is_mixed = len(token) == _LOCATOR and 0 < count < _LOCATOR
        if is_sure or is_mixed:
            return True
    if is_sure:
        return count >= 3
    return count >= 5 or (count >= 3 and any(sign.isalpha() for sign in token))


def _count(token: str) -> int:
    return len(digits(token))


def _bare(text: str) -> str:
    """Return letters and digits alone, in one case."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def _apart(found: list[Entity]) -> list[Entity]:
    sure = (Kind.IBAN, Kind.EMAIL)
    apart: list[Entity] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda e: (e.kind not in sure, e.start - e.end)):
        if taken.isdisjoint(range(one.start, one.end)):
            taken.update(range(one.start, one.end))
            apart.append(one)
    return sorted(apart, key=lambda each: each.start)


@cache
def _number_words() -> Lexicon:
    held = [lists(language) for language in LANGUAGES]
    names = [f"{how}{kind}" for how in (_SURE, _UNSURE) for kind in _NUMBERS]
    return Lexicon(
        {name: [phrase for each in held for phrase in each.get(name, ())] for name in names}
    )


@cache
def _fillers() -> frozenset[str]:
    return frozenset(word for language in LANGUAGES for word in lists(language)[_FILL])

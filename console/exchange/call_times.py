"""When a logged call began and how long it took, from whatever a phone system writes.

A time without an offset is local time of this machine. Day and month are told apart by all
the rows of a file together (`order_of`), for one row alone often does not say.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone

from console.domain.call_logs import LONGEST_S, DateOrder, Lengths

_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?!\d)[T,\s]*(.*)", re.DOTALL)
_RUN = re.compile(r"(\d{4})(\d{2})(\d{2})(?:[T\s-]*(\d{2})(\d{2})(\d{2})?)?")
_MONTH_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th)?[.\s-]*(?P<month>[^\W\d_]{3,})[.,\s-]*"
    r"|(?P<month2>[^\W\d_]{3,})\.?\s*(?P<day2>\d{1,2})(?:st|nd|rd|th)?[,\s]+)"
    r"(?P<year>\d{4}|\d{2}(?!\d|:))[T,\s]*(?:at\s+|um\s+)?(?P<clock>.*)",
    re.DOTALL | re.IGNORECASE,
)
_WEEKDAY = re.compile(r"\A(?:mo|tu|we|th|fr|sa|su|di|mi|do|so)[^\W\d_]*[.,]*\s+", re.IGNORECASE)
"""In front of a date; no month begins like any of these."""
_CLOCK = re.compile(
    r"(?:um\s+|at\s+)?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?"
    r"\s*([ap])?\.?(?(4)m\.?)\s*(?:Uhr|h)?\s*(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})\Z")
_SAYS_SECONDS = re.compile(r"[:h]\d{2}[:.]\d{2}|\d{8}[T\s-]*\d{6}(?!\d)|\A\s*\d{10}(\d{3})?\s*\Z")
_SINCE_1970 = re.compile(r"\d{10}(?:\d{3})?")
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan", "feb", "mar mär mrz", "apr", "may mai", "jun", "jul", "aug", "sep", "oct okt",
         "nov", "dec dez"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_PLAIN_SECONDS = re.compile(r"\d{1,7}(?:[.,]\d+)?")
_COLONS = re.compile(r"(\d{1,4}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?")
_WITH_UNITS = re.compile(
    r"(?:(\d{1,3})\s*(?:h|hrs?|hours?|std\.?|stunden?)\s*)?"
    r"(?:(\d{1,5})\s*(?:m|min\.?|mins|minutes?|minuten?)\s*)?"
    r"(?:(\d{1,7})\s*(?:s|sek\.?|secs?\.?|seconds?|sekunden?))?",
    re.IGNORECASE,
)
NO_LENGTH = frozenset({"", "-", "–", "—", "n/a", "null", "none"})


def order_of(texts: Iterable[str]) -> DateOrder | None:
    """Return how the dates of a file are written; None where a person has to say.

    Where none is written in numbers alone, or the year stands first, either will do.
    """
    open_question, found = False, set[DateOrder]()
    for text in texts:
        match = _NUMBERS.match(_WEEKDAY.sub("", text.strip(), count=1))
        if match is None or len(match[1]) > 2:
            continue
        first, second = int(match[1]), int(match[3])
        if match[2] == "." or first > 12:
            found.add(DateOrder.DAY_FIRST)
        elif second > 12:
            found.add(DateOrder.MONTH_FIRST)
        elif first != second:
            open_question = True
    if len(found) == 1:
        return found.pop()
    return None if found or open_question else DateOrder.DAY_FIRST


def moment(text: str, order: DateOrder) -> datetime:
    """Return the aware UTC time that a text names.

    Raises:
        ValueError: it names none; the message says what is wrong with it.
    """
    text = _WEEKDAY.sub("", text.strip(), count=1)
    if _SINCE_1970.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC)
    year, month, day, clock = _date(text, order)
    if not clock.strip():
        raise ValueError(f"“{text}” has a date, but no time of day.")
    match = _CLOCK.fullmatch(clock.strip())
    if match is None:
        raise ValueError(f"“{text}” is no date and time.")
    hour = int(match[1])
    if match[4]:
        if not 1 <= hour <= 12:
            raise ValueError(f"“{text}” is no time of day.")
        hour = hour % 12 + (12 if match[4].lower() == "p" else 0)
    try:
        at = datetime(year, month, day, hour, int(match[2]), int(match[3] or 0), tzinfo=UTC)
        offset = _offset(match[5])
        # Without one it is the time of this machine.
        return at.replace(tzinfo=offset).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise ValueError(f"“{text}” is no date and time.") from None


def says_seconds(text: str) -> bool:
    """Return whether a time is told to the second."""
    return _SAYS_SECONDS.search(text) is not None


def seconds(text: str, lengths: Lengths) -> int | None:
    """Return how long a call took; None where the text does not say.

    Raises:
        ValueError: it is nonsense; the message says so.
    """
    text = text.strip()
    if text.casefold() in NO_LENGTH:
        return None
    found = _length(text, lengths)
    if found is None:
        raise ValueError(f"“{text}” is no duration.")
    if found > LONGEST_S:
        raise ValueError(f"No call takes “{text}”.")
    return found


def says_two_numbers(texts: Iterable[str]) -> bool:
    """Return whether it takes a person's word what `3:05` means in these texts."""
    found = [match for text in texts if (match := _COLONS.fullmatch(text.strip()))]
    return bool(found) and all(match[3] is None for match in found)


def _date(text: str, order: DateOrder) -> tuple[int, int, int, str]:
    if match := _NUMBERS.fullmatch(text):
        first, second, third = int(match[1]), int(match[3]), int(match[4])
        if len(match[1]) == 4:
            return first, second, third, match[5]
        if len(match[1]) < 3 and len(match[4]) != 3:
            year = third if len(match[4]) == 4 else 2000 + third
            if order is DateOrder.DAY_FIRST or match[2] == ".":
                return year, second, first, match[5]
            return year, first, second, match[5]
    if match := _RUN.fullmatch(text):
        clock = f"{match[4]}:{match[5]}:{match[6] or '00'}" if match[4] else ""
        return int(match[1]), int(match[2]), int(match[3]), clock
    if match := _MONTH_NAMED.fullmatch(text):
        month = _MONTHS.get((match["month"] or match["month2"])[:3].casefold())
        if month is not None:
            year = int(match["year"])
            day = int(match["day"] or match["day2"])
            return year if year > 99 else 2000 + year, month, day, match["clock"]
    raise ValueError(f"“{text}” is no date and time." if text else "It is not said when it was.")


def _offset(word: str | None) -> timezone | None:
    if not word:
        return None
    match = _OFFSET.search(word)
    if match is None:
        return UTC
    length = timedelta(hours=int(match[2]), minutes=int(match[3]))
    return timezone(length if match[1] == "+" else -length)


def _length(text: str, lengths: Lengths) -> int | None:
    if _PLAIN_SECONDS.fullmatch(text):
        return round(float(text.replace(",", ".")))
    if match := _COLONS.fullmatch(text):
        first, second = int(match[1]), int(match[2])
        if second > 59 or int(match[3] or 0) > 59:
            return None
        if match[3] is not None or lengths is Lengths.HOURS:
            return first * 3600 + second * 60 + int(match[3] or 0)
        return first * 60 + second
    match = _WITH_UNITS.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest

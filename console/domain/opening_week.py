"""A week's opening hours, and how they are written: `Mon-Fri 09:00-17:00; Sat 10:00-14:00`.

Knows neither dates nor time zones. Reads leniently what a person types, writes one form.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from console.errors import InputError
from console.language import tr

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FULL_DAY = 24 * 60
"""Minutes."""
MOST_SPANS = 12
"""Of one day."""
_NUMBERS = {
    name: number
    for number, names in enumerate(
        ("mon mo", "tue tu di", "wed we mi", "thu th do", "fri fr", "sat sa", "sun su so")
    )
    for name in names.split()
}
_DASH = r"\s*(?:-|\u2012|\u2013|\u2014|to|bis)\s*"  # what a keyboard or a copied text has
_TIME = r"(\d{1,2})(?:[:.h](\d{2}))?(?:\s*(am|pm)\b)?"
_SPAN = re.compile(_TIME + _DASH + _TIME)
_DAY_PART = re.compile(r"\s*((?:[a-z]+\.?(?:\s*[-\u2013,]\s*)?)+)\s*(.*)$")
_ROUND_THE_CLOCK = {"24 h", "24h", "24 hours", "all day", "day and night", "00:00-24:00"}
_NOTHING = {"", "closed", "-", "none", "never", "geschlossen", "zu"}
ADVICE = tr("Write hours like 09:00-12:00, 13:00-17:00.")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A time of the day in which somebody is there, in minutes since midnight."""

    start: int
    """0 to 1439."""
    end: int
    """1 to 1440; not after `start` for a span that ends on the next day."""

    def text(self) -> str:
        """Return it as `09:00-17:00`."""
        return f"{_clock(self.start)}-{_clock(self.end)}"

    @property
    def lasts(self) -> int:
        """Return how many minutes it has."""
        return self.end - self.start + (FULL_DAY if self.end <= self.start else 0)


Week = tuple[tuple[Span, ...], ...]
"""The spans that begin on each day, Monday first; of a day in order and apart."""
ALL_DAY = (Span(0, FULL_DAY),)
ALL_WEEK: Week = (ALL_DAY,) * 7
NEVER: Week = ((),) * 7


def day_text(spans: tuple[Span, ...]) -> str:
    """Return the hours of a day as a person writes them: `09:00-12:00, 13:00-17:00`."""
    return ", ".join(span.text() for span in spans)


def read_day(text: str) -> tuple[Span, ...]:
    """Return the spans that a person wrote for one day; none for an empty text or `closed`.

    Raises:
        InputError: it cannot be understood, or two spans overlap.
    """
    text = text.strip().casefold()
    if text in _NOTHING:
        return ()
    if text in _ROUND_THE_CLOCK:
        return ALL_DAY
    parts = [part.strip() for part in re.split(r"[,;&]|\band\b|\bund\b", text)]
    spans = sorted(_span(part) for part in parts if part)
    if len(spans) > MOST_SPANS:
        raise InputError(
            tr("A day has {most_spans} spans at most.").format(most_spans=MOST_SPANS), advice=ADVICE
        )
    for before, after in pairwise(spans):
        if before.start + before.lasts > after.start:
            raise InputError(
                tr("{text} and {text_2} overlap.").format(text=before.text(), text_2=after.text()),
                advice=ADVICE,
            )
    return tuple(spans)


def week_text(week: Week) -> str:
    """Return a week in words: days of equal hours that follow each other stand together."""
    if week == ALL_WEEK:
        return "always"
    groups: list[list[int]] = []
    for day in range(7):
        if groups and week[groups[-1][-1]] == week[day]:
            groups[-1].append(day)
        else:
            groups.append([day])
    said = [f"{_days(group)} {day_text(week[group[0]])}" for group in groups if week[group[0]]]
    return "; ".join(said) or "never"


def read_week(text: str) -> Week:
    """Return the week that `week_text` wrote, or a person; days that are not named are closed.

    Raises:
        InputError: it cannot be understood.
    """
    text = text.strip().casefold()
    if text in ("always", "24/7"):
        return ALL_WEEK
    if text in _NOTHING:
        return NEVER
    days: list[tuple[Span, ...]] = [()] * 7
    for part in re.split(r"[;\n]", text):
        if not part.strip():
            continue
        named = _DAY_PART.match(part)
        if named is None:
            raise InputError(
                tr("“{part}” names no day.").format(part=part.strip()),
                advice=tr("Such as Mon-Fri 9-17."),
            )
        spans = read_day(named[2])
        for day in _named_days(named[1]):
            days[day] = spans
    return tuple(days)


def _span(text: str) -> Span:
    found = _SPAN.fullmatch(text)
    if found is None:
        raise InputError(tr("“{text}” is no time of opening.").format(text=text), advice=ADVICE)
    start, end = _minute(*found.groups()[:3]), _minute(*found.groups()[3:])
    if start == FULL_DAY or (end == 0 and start == 0):
        raise InputError(tr("“{text}” is no time of opening.").format(text=text), advice=ADVICE)
    if start == end:
        raise InputError(
            tr("“{text}” has no length.").format(text=text),
            advice=tr("{advice} A whole day is 0-24.").format(advice=ADVICE),
        )
    return Span(start, end or FULL_DAY)


def _minute(hours: str, minutes: str | None, half: str | None) -> int:
    hour, minute = int(hours), int(minutes or 0)
    if half is not None:
        if not 1 <= hour <= 12:
            raise InputError(
                tr("“{hours} {half}” is no time of the day.").format(hours=hours, half=half),
                advice=ADVICE,
            )
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour * 60 + minute > FULL_DAY:
        raise InputError(
            tr("“{hours}:{minute:02}” is no time of the day.").format(hours=hours, minute=minute),
            advice=ADVICE,
        )
    return hour * 60 + minute


def _named_days(text: str) -> list[int]:
    """Return the days of `mon-fri, sun`."""
    found: list[int] = []
    for part in filter(None, (one.strip() for one in text.split(","))):
        first, *rest = (_day(name) for name in re.split(_DASH, part))
        last = rest[-1] if rest else first
        found += [(first + step) % 7 for step in range((last - first) % 7 + 1)]
    return found


def _day(name: str) -> int:
    name = name.strip(" .")
    for length in (3, 2):
        if name[:length] in _NUMBERS and len(name) >= length:
            return _NUMBERS[name[:length]]
    raise InputError(
        tr("“{name}” is no day of the week.").format(name=name),
        advice=tr("Such as Mon, Tue or Sat."),
    )


def _days(group: list[int]) -> str:
    if len(group) == 1:
        return DAYS[group[0]]
    return f"{DAYS[group[0]]}-{DAYS[group[-1]]}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"

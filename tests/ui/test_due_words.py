"""The count-down of what is due: in hours of work, and by the clock where nobody works."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from console.domain import public_holidays
from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.opening_week import read_week
from ui import due_words

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = BusinessHours(read_week("Mon-Fri 9-17; Sat 10-14"), "Europe/Berlin")


def at(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        (at(20, 11, 5), at(20, 10, 30), "35 min left"),
        (at(20, 10, 30, 11), at(20, 10, 29), "1 min left"),
        (at(20, 13), at(20, 10, 30), "in 2 h"),
        (at(20, 17), at(20, 10, 30), "in 6 h"),
        (at(20, 10), at(20, 7), "10:00"),
        (at(21, 11), at(20, 16), "Sat 11:00"),
        (at(23, 10), at(20, 16, 30), "Mon 10:00"),
        (at(1, 10, month=12), at(20, 16, 30), "1 Dec"),
        (at(20, 10, 30), at(20, 10, 30), "due now"),
        (at(20, 10), at(20, 10, 20), "20 min late"),
        (at(20, 10), at(20, 13, 20), "3 h late"),
        # Friday's last minutes and Monday's first: the weekend is nobody's fault.
        (at(21, 13, 50), at(23, 9, 10), "20 min late"),
        (at(20, 17), at(20, 22), "due now"),
        (at(13, 10), at(20, 10), "7 d late"),
    ],
)
def test_it_says_how_it_stands(due: datetime, now: datetime, said: str) -> None:
    assert due_words.short(due, now, HOURS) == said


@pytest.mark.parametrize(
    ("due", "now", "said"),
    [
        (at(21, 2), at(20, 23), "in 3 h"),
        (at(23, 10), at(20, 9), "in 3 d"),
        (at(20, 2), at(20, 3), "1 h late"),
        (at(19, 2), at(20, 3), "25 h late"),
    ],
)
def test_where_somebody_is_always_there_it_counts_on(
    due: datetime, now: datetime, said: str
) -> None:
    assert due_words.short(due, now, ALWAYS) == said


def test_it_loads_no_holidays(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*place: object) -> frozenset[object]:
        raise AssertionError(place)

    monkeypatch.setattr(public_holidays, "_known", {})
    monkeypatch.setattr(public_holidays, "_look_up", load)
    german = BusinessHours(HOURS.week, HOURS.zone, "DE", "BY")
    assert due_words.short(at(20, 11, 5), at(20, 10, 30), german) == "35 min left"
    assert due_words.short(at(20, 9), at(20, 10, 30), german) == "1 h late"

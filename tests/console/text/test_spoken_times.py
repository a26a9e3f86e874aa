"""Moments as a person says them: what each means, and what means none."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain.business_hours import ALWAYS, BusinessHours
from console.domain.opening_week import read_week
from console.text import spoken_times
from console.text.time_words import _SAME, _WORDS

BERLIN = ZoneInfo("Europe/Berlin")
HOURS = BusinessHours(read_week("Mon-Fri 9-17; Sat 10-14"), "Europe/Berlin")
NOW = datetime(2026, 11, 20, 10, 30, tzinfo=BERLIN).astimezone(UTC)
"""A Friday, within the hours."""

MEANT = {
    # how long from now
    "in 20 min": "Fri 20 Nov, 10:50",
    "20 minutes": "Fri 20 Nov, 10:50",
    "90m": "Fri 20 Nov, 12:00",
    "in 2 h": "Fri 20 Nov, 12:30",
    "2h": "Fri 20 Nov, 12:30",
    "in an hour": "Fri 20 Nov, 11:30",
    "half an hour": "Fri 20 Nov, 11:00",
    "in an hour and a half": "Fri 20 Nov, 12:00",
    "1h30": "Fri 20 Nov, 12:00",
    "in 1h 30m": "Fri 20 Nov, 12:00",
    "1.5 h": "Fri 20 Nov, 12:00",
    "2 hours from now": "Fri 20 Nov, 12:30",
    "two days": "Sun 22 Nov, 10:30",
    "in a week": "Fri 27 Nov, 10:30",
    "in a fortnight": "Fri 4 Dec, 10:30",
    "in 3 months": "Sat 20 Feb 2027, 10:30",
    "for 2 days": "Sun 22 Nov, 10:30",
    "in 2 stunden": "Fri 20 Nov, 12:30",
    "in 1,5 Stunden": "Fri 20 Nov, 12:00",
    "halbe Stunde": "Fri 20 Nov, 11:00",
    "in einer Woche": "Fri 27 Nov, 10:30",
    "in zwei Tagen": "Sun 22 Nov, 10:30",
    # days
    "today": "Fri 20 Nov, 17:00",
    "later today": "Fri 20 Nov, 17:00",
    "tomorrow": "Sat 21 Nov, 10:00",
    "day after tomorrow": "Sun 22 Nov, 09:00",
    "friday": "Fri 27 Nov, 09:00",
    "monday": "Mon 23 Nov, 09:00",
    "sat": "Sat 21 Nov, 10:00",
    "next monday": "Mon 23 Nov, 09:00",
    "next friday": "Fri 27 Nov, 09:00",
    "friday next week": "Fri 27 Nov, 09:00",
    "wednesday next week": "Wed 25 Nov, 09:00",
    "next week": "Mon 23 Nov, 09:00",
    "next month": "Tue 1 Dec, 09:00",
    "weekend": "Sat 21 Nov, 10:00",
    "until monday": "Mon 23 Nov, 09:00",
    "25th": "Wed 25 Nov, 09:00",
    "on the 3rd": "Thu 3 Dec, 09:00",
    "Übermorgen": "Sun 22 Nov, 09:00",
    "Freitag": "Fri 27 Nov, 09:00",
    "nächsten Montag": "Mon 23 Nov, 09:00",
    "nächste Woche": "Mon 23 Nov, 09:00",
    "bis Mittwoch": "Wed 25 Nov, 09:00",
    # times of the day
    "15:00": "Fri 20 Nov, 15:00",
    "9am": "Sat 21 Nov, 09:00",
    "9 a.m.": "Sat 21 Nov, 09:00",
    "12pm": "Fri 20 Nov, 12:00",
    "12am": "Sat 21 Nov, 00:00",
    "11": "Fri 20 Nov, 11:00",
    "at 3": "Fri 20 Nov, 15:00",
    "half past 3": "Fri 20 Nov, 15:30",
    "quarter to 12": "Fri 20 Nov, 11:45",
    "halb 12": "Fri 20 Nov, 11:30",
    "noon": "Fri 20 Nov, 12:00",
    "tonight": "Fri 20 Nov, 20:00",
    "this afternoon": "Fri 20 Nov, 14:00",
    "midnight": "Sat 21 Nov, 00:00",
    "end of day": "Fri 20 Nov, 17:00",
    "eod": "Fri 20 Nov, 17:00",
    "end of the week": "Fri 20 Nov, 17:00",
    "end of month": "Mon 30 Nov, 17:00",
    "heute Abend": "Fri 20 Nov, 18:00",
    # both
    "fri 9am": "Fri 27 Nov, 09:00",
    "fri 18:00": "Fri 20 Nov, 18:00",
    "Friday, 3pm": "Fri 20 Nov, 15:00",
    "monday 9:00": "Mon 23 Nov, 09:00",
    "mon 14": "Mon 23 Nov, 14:00",
    "mon at 14h": "Mon 23 Nov, 14:00",
    "monday morning": "Mon 23 Nov, 09:00",
    "tomorrow noon": "Sat 21 Nov, 12:00",
    "tomorrow eod": "Sat 21 Nov, 14:00",
    "in 2 days at 9am": "Sun 22 Nov, 09:00",
    "by friday noon": "Fri 20 Nov, 12:00",
    "morgen 9 Uhr": "Sat 21 Nov, 09:00",
    "morgen früh": "Sat 21 Nov, 10:00",
    "Montag Morgen": "Mon 23 Nov, 09:00",
    "am Freitag um 15 Uhr": "Fri 20 Nov, 15:00",
    "freitag 9.30 uhr": "Fri 27 Nov, 09:30",
    # dates
    "1.12. 9:00": "Tue 1 Dec, 09:00",
    "1.12.": "Tue 1 Dec, 09:00",
    "1.12.2026 8:15": "Tue 1 Dec, 08:15",
    "5.1.": "Tue 5 Jan 2027, 09:00",
    "2026-12-01 9:00": "Tue 1 Dec, 09:00",
    "2026-12-01T14:30": "Tue 1 Dec, 14:30",
    "mon 23.11.": "Mon 23 Nov, 09:00",
    "29.2.": "Tue 29 Feb 2028, 09:00",
    "dec 1": "Tue 1 Dec, 09:00",
    "1st of december 14:00": "Tue 1 Dec, 14:00",
    "jan 5": "Tue 5 Jan 2027, 09:00",
    "24 dec at noon": "Thu 24 Dec, 12:00",
    "25. Dezember 9 Uhr": "Fri 25 Dec, 09:00",
    "1 December at 10": "Tue 1 Dec, 10:00",
    "1st december 10am": "Tue 1 Dec, 10:00",
    "Dec 1st, 10:30": "Tue 1 Dec, 10:30",
    "1 Dec 2027": "Wed 1 Dec 2027, 09:00",
    "am 1. Dezember um 10": "Tue 1 Dec, 10:00",
    "1. Dez. 10 Uhr": "Tue 1 Dec, 10:00",
    "24/12": "Thu 24 Dec, 09:00",
    "12/24": "Thu 24 Dec, 09:00",
    "24/12/2026 10am": "Thu 24 Dec, 10:00",
    "1.12. um 10": "Tue 1 Dec, 10:00",
    "Fr. 27.11.": "Fri 27 Nov, 09:00",
    # parts of the day
    "3 tomorrow": "Sat 21 Nov, 15:00",
    "at 9 on monday": "Mon 23 Nov, 09:00",
    "tonight at 8": "Fri 20 Nov, 20:00",
    "tonight by 10pm": "Fri 20 Nov, 22:00",
    "8 tomorrow morning": "Sat 21 Nov, 08:00",
    "5 in the morning tomorrow": "Sat 21 Nov, 05:00",
    "monday afternoon at 3": "Mon 23 Nov, 15:00",
    "Freitagnachmittag": "Fri 20 Nov, 14:00",
    "Montagmittag": "Mon 23 Nov, 12:00",
    "Dienstagmorgen": "Tue 24 Nov, 09:00",
    "Montag Abend um 7": "Mon 23 Nov, 19:00",
}
ENDS = {
    "tomorrow": "Sat 21 Nov, 14:00",
    "friday": "Fri 20 Nov, 17:00",
    "24.12.": "Thu 24 Dec, 17:00",
    "24.12": "Thu 24 Dec, 17:00",
    "24 december": "Thu 24 Dec, 17:00",
    "24.12. 10 uhr": "Thu 24 Dec, 10:00",
    "in 2 days": "Sun 22 Nov, 17:00",
    "24 hours": "Sat 21 Nov, 10:30",
    "monday morning": "Mon 23 Nov, 12:00",
    "monday afternoon": "Mon 23 Nov, 17:00",
    "today": "Fri 20 Nov, 17:00",
    "tonight": "Fri 20 Nov, 20:00",
    "the 25th": "Wed 25 Nov, 17:00",
}
"""The same words for who has time until then."""
NOTHING = (
    "", " ", "blah", "blah 5", "later", "yesterday", "last friday", "now", "soon", "-1", "x" * 99,
    "today 9am", "20.11. 9:00", "2020-01-01", "2026-11-19", "0 min", "in 0 days", "31.2.",
    "feb 30", "2026-02-30", "2026-13-01", "99:99", "25:00", "13pm", "0am", "mon 25", "tue 23.11.",
    "in 99999 weeks", "in 99999 months", "mon 9-17", "a week from monday", "3 days after friday",
    "<b>fri</b>", "fri fri", "９:７７", "in ² h", "٣٣٣", "32nd", "0th", "1.1.0000",
)  # fmt: skip


@pytest.mark.parametrize(("said", "meant"), MEANT.items())
def test_a_person_is_understood(said: str, meant: str) -> None:
    at = spoken_times.read(said, NOW, HOURS)
    assert at is not None
    assert at.tzinfo is UTC
    assert spoken_times.words(at, NOW, HOURS) == meant


@pytest.mark.parametrize(("said", "meant"), ENDS.items())
def test_for_whom_it_ends_the_time_a_day_is_its_end(said: str, meant: str) -> None:
    at = spoken_times.read(said, NOW, HOURS, ends=True)
    assert at is not None
    assert spoken_times.words(at, NOW, HOURS) == meant


@pytest.mark.parametrize("said", ["5/6", "december", "feb 30", "25:00", "31.2.", "today 9am"])
def test_for_whom_it_ends_the_time_what_is_not_sure_is_none(said: str) -> None:
    assert spoken_times.read(said, NOW, HOURS, ends=True) is None


@pytest.mark.parametrize("said", NOTHING)
def test_what_says_no_moment_to_come_is_none(said: str) -> None:
    assert spoken_times.read(said, NOW, HOURS) is None


def test_what_is_told_back_is_understood_again() -> None:
    for meant in MEANT.values():
        day, clock = meant.split(", ")
        again = spoken_times.read(f"{day.split(' ', 1)[1]} {clock}", NOW, HOURS)
        assert again is not None, meant
        assert spoken_times.words(again, NOW, HOURS) == meant


@pytest.mark.parametrize(
    ("now", "said", "meant"),
    [
        ((2026, 11, 20, 7, 0), "friday", "Fri 20 Nov, 09:00"),
        ((2026, 11, 20, 8, 59), "fri 9am", "Fri 20 Nov, 09:00"),
        ((2026, 11, 20, 9, 0), "fri 9am", "Fri 27 Nov, 09:00"),
        ((2026, 12, 31, 23, 59), "tomorrow", "Fri 1 Jan, 09:00"),
        ((2026, 1, 31, 12, 0), "in 1 month", "Sat 28 Feb, 12:00"),
        ((2026, 1, 31, 12, 0), "31st", "Sat 31 Jan, 09:00"),
        # Clocks go on at 2:00 on 29 March 2026, and back at 3:00 on 25 October.
        ((2026, 3, 28, 20, 0), "in 24 h", "Sun 29 Mar, 21:00"),
        ((2026, 3, 28, 20, 0), "in 1 day", "Sun 29 Mar, 20:00"),
        ((2026, 10, 24, 20, 0), "tomorrow 9am", "Sun 25 Oct, 09:00"),
    ],
)
def test_it_depends_on_when_it_is_said(
    now: tuple[int, int, int, int, int], said: str, meant: str
) -> None:
    at_now = datetime(*now, tzinfo=BERLIN).astimezone(UTC)
    at = spoken_times.read(said, at_now, HOURS)
    if said == "31st":  # today's nine o'clock is over
        assert at is not None
        assert spoken_times.words(at, at_now, HOURS) == "Tue 31 Mar, 09:00"
        return
    assert at is not None
    told = spoken_times.words(at, at_now, HOURS)
    assert re.sub(r" 20\d\d,", ",", told) == meant


def test_where_somebody_is_always_there_a_day_begins_at_nine() -> None:
    hours = BusinessHours(ALWAYS.week, "Europe/Berlin")
    at = spoken_times.read("tomorrow", NOW, hours)
    assert at is not None
    assert spoken_times.words(at, NOW, hours) == "Sat 21 Nov, 09:00"


def test_no_public_holiday_is_loaded_as_one_types(monkeypatch: pytest.MonkeyPatch) -> None:
    from console.domain import public_holidays

    def load(*place: object) -> frozenset[object]:
        raise AssertionError(place)

    monkeypatch.setattr(public_holidays, "_known", {})
    monkeypatch.setattr(public_holidays, "_look_up", load)
    hours = BusinessHours(HOURS.week, HOURS.zone, "DE", "BY")
    for said in MEANT:
        assert spoken_times.read(said, NOW, hours) is not None


WORDS = st.sampled_from(
    [*_WORDS, *_SAME, *MEANT, "next", "past", "before", "12", "31", "0", "2026", "1/2", "dec",
     "feb 29", "29.2.", "9:", ":30", "24:00", "am", "pm", "T", "-", ".", "\0", "\u202e", "½"]
)  # fmt: skip
ANY = st.lists(WORDS, max_size=5).map(" ".join) | st.text(max_size=40)
MOMENT = st.integers(0, 6_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC))


@settings(max_examples=600)
@given(ANY, MOMENT)
def test_any_text_is_a_moment_to_come_or_none(text: str, now: datetime) -> None:
    for ends in (False, True):
        at = spoken_times.read(text, now, HOURS, ends=ends)
        assert at is None or now < at <= now + timedelta(days=3660)

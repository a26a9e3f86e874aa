"""Staffed time: what is added and counted agrees, with itself and with the clock on the wall."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from console.domain import public_holidays
from console.domain.business_hours import ALWAYS, FAR, BusinessHours, zone_is_known
from console.domain.opening_week import FULL_DAY, NEVER, Span, day_text, read_day, read_week

H, MINUTE = timedelta(hours=1), timedelta(minutes=1)
BERLIN = ZoneInfo("Europe/Berlin")
USUAL = BusinessHours(read_week("Mon-Fri 09:00-17:00; Sat 10:00-14:00"), "Europe/Berlin")
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")


def berlin(*clock: int) -> datetime:
    return datetime(*clock, tzinfo=BERLIN).astimezone(UTC)  # type: ignore[arg-type,misc]  # whole numbers


@st.composite
def days(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three spans of a day, apart; the last may go on after midnight."""
    edges: list[int] = sorted(draw(st.sets(st.integers(0, FULL_DAY), max_size=6)))
    spans: list[Span] = [
        Span(start, end)
        for start, end in zip(edges[::2], edges[1::2], strict=False)
        if start != end
    ]
    goes_on: bool = draw(st.booleans())
    if spans and goes_on:
        last = spans.pop()
        if last.start > 1:
            end: int = draw(st.integers(1, last.start - 1))
            spans.append(Span(last.start, end))
    return tuple(spans)


@st.composite
def some_hours(draw: st.DrawFn) -> BusinessHours:
    week = tuple(draw(days()) for _ in range(7))
    off = draw(st.frozensets(st.dates(date(2026, 3, 1), date(2026, 11, 30)), max_size=9))
    return BusinessHours(week, draw(st.sampled_from(ZONES)), days_off=off)


MOMENTS = st.integers(0, 14 * 30 * 86_400_000).map(
    lambda ms: datetime(2025, 12, 1, tzinfo=UTC) + timedelta(milliseconds=ms)
)
WORK = st.timedeltas(timedelta(), timedelta(hours=400))


def counted(hours: BusinessHours, start: datetime, end: datetime) -> timedelta:
    """Count the minutes whose clock on the wall lies in a span, one by one."""
    zone, found, at = ZoneInfo(hours.zone), 0, start
    while at < end:
        local = at.astimezone(zone)
        minute, today = local.hour * 60 + local.minute, local.date()
        yesterday = today - timedelta(days=1)
        found += any(
            span.start <= minute < span.start + span.lasts
            for span in hours.week[today.weekday()]
            if today not in hours.days_off
        ) or any(
            minute + FULL_DAY < span.start + span.lasts
            for span in hours.week[yesterday.weekday()]
            if yesterday not in hours.days_off
        )
        at += MINUTE
    return found * MINUTE


@settings(max_examples=50)
@given(some_hours(), MOMENTS, WORK)
def test_what_is_added_is_what_is_counted(
    hours: BusinessHours, start: datetime, work: timedelta
) -> None:
    end = hours.add(start, work)
    assert start <= end <= start + FAR
    if end < start + FAR:
        assert hours.between(start, end) == work
        # It is the first such moment: a little before it, some work is left.
        if work:
            assert hours.between(start, end - timedelta(microseconds=1)) < work


@settings(max_examples=50)
@given(some_hours(), MOMENTS, WORK, WORK)
def test_adding_in_two_steps_is_adding_at_once(
    hours: BusinessHours, start: datetime, first: timedelta, second: timedelta
) -> None:
    end = hours.add(start, first + second)
    if end < start + FAR:
        assert hours.add(hours.add(start, first), second) == end


@settings(max_examples=50)
@given(some_hours(), MOMENTS, MOMENTS, MOMENTS)
def test_counting_is_additive_and_never_less_than_nothing(
    hours: BusinessHours, one: datetime, other: datetime, third: datetime
) -> None:
    first, second, last = sorted((one, other, third))
    both = hours.between(first, second) + hours.between(second, last)
    assert both == hours.between(first, last) <= last - first
    assert hours.between(last, first) == timedelta()


@settings(max_examples=50)
@given(some_hours(), MOMENTS, MOMENTS, WORK, WORK)
def test_later_and_more_is_never_due_sooner(
    hours: BusinessHours, one: datetime, other: datetime, less: timedelta, more: timedelta
) -> None:
    start, later = sorted((one, other))
    less, more = sorted((less, more))
    assert hours.add(start, less) <= hours.add(start, more)
    if less:  # no work at all is over at once, open or not
        assert hours.add(start, less) <= hours.add(later, less)


@settings(max_examples=50)
@given(
    some_hours(),
    st.sampled_from(
        [(3, 28, 20), (3, 29, 0), (10, 24, 20), (10, 25, 0), (3, 8, 3), (11, 1, 3), (4, 4, 10),
         (10, 3, 10), (6, 1, 0), (12, 31, 10)]
    ),
    st.integers(0, 600),
    st.integers(0, 40 * 60),
)  # fmt: skip
def test_it_counts_as_the_clock_on_the_wall_does(
    hours: BusinessHours, near: tuple[int, int, int], minutes: int, length: int
) -> None:
    month, day, hour = near
    start = datetime(2026, month, day, hour, tzinfo=UTC) + minutes * MINUTE
    end = start + length * MINUTE
    assert hours.between(start, end) == counted(hours, start, end)


@settings(max_examples=50)
@given(some_hours(), MOMENTS)
def test_the_next_opening_is_open_and_nothing_is_before_it(
    hours: BusinessHours, at: datetime
) -> None:
    opening = hours.next_opening(at)
    if opening is None:
        assert not hours.between(at, at + timedelta(days=3000))
        return
    assert opening >= at
    assert hours.is_open(opening)
    assert hours.between(at, opening) == timedelta()
    assert hours.between(opening, opening + MINUTE) > timedelta()
    assert hours.is_open(at) == (opening == at)


def test_work_goes_on_over_nights_and_weekends() -> None:
    friday = berlin(2026, 11, 20, 15, 30)
    assert USUAL.add(friday, 4 * H) == berlin(2026, 11, 21, 12, 30)
    assert USUAL.add(friday, 1 * H) == berlin(2026, 11, 20, 16, 30)
    assert USUAL.add(berlin(2026, 11, 22, 12), H) == berlin(2026, 11, 23, 10)


def test_work_that_ends_with_the_day_is_not_due_on_the_next() -> None:
    assert USUAL.add(berlin(2026, 11, 20, 15), 2 * H) == berlin(2026, 11, 20, 17)


@pytest.mark.parametrize(
    ("day", "night"),
    [((2026, 3, 29), 7 * H), ((2026, 10, 25), 9 * H), ((2026, 6, 7), 8 * H)],
)
def test_a_night_shift_is_as_long_as_its_night(day: tuple[int, int, int], night: timedelta) -> None:
    hours = BusinessHours(read_week("Sat 22:00-06:00"), "Europe/Berlin")
    end = berlin(*day, 23)
    assert hours.between(end - timedelta(days=2), end) == night
    assert hours.is_open(berlin(*day, 5, 59))
    assert not hours.is_open(berlin(*day, 6))


def test_a_day_off_takes_away_what_begins_on_it() -> None:
    hours = BusinessHours(
        read_week("Mon-Sun 22:00-06:00"), "Europe/Berlin", days_off=frozenset({date(2026, 5, 4)})
    )
    assert hours.is_open(berlin(2026, 5, 4, 5))
    assert not hours.is_open(berlin(2026, 5, 4, 23))
    assert not hours.is_open(berlin(2026, 5, 5, 5))
    assert hours.is_open(berlin(2026, 5, 5, 22))


def test_a_span_within_the_night_before_counts_once() -> None:
    hours = BusinessHours(read_week("Sat 20:00-10:00; Sun 08:00-08:30"), "Europe/Berlin")
    assert hours.between(berlin(2026, 6, 6, 12), berlin(2026, 6, 7, 12)) == 14 * H
    assert hours.is_open(berlin(2026, 6, 7, 9, 30))


def test_hours_that_never_open_end_far_away() -> None:
    now = berlin(2026, 11, 20, 9)
    for week in (NEVER, read_week("")):
        never = BusinessHours(week, "Europe/Berlin")
        assert never.add(now, H) == now + FAR
        assert never.add(now, timedelta()) == now
        assert never.between(now, now + FAR) == timedelta()
        assert never.next_opening(now) is None
        assert not never.is_open(now)
    assert USUAL.add(now, timedelta(days=100_000)) == now + FAR


def test_always_is_the_clock_itself() -> None:
    now = berlin(2026, 10, 24, 20)
    assert ALWAYS.add(now, 100 * H) == now + 100 * H
    assert ALWAYS.between(now, now + 7 * H) == 7 * H
    assert ALWAYS.next_opening(now) == now
    assert ALWAYS.is_open(now)
    assert ALWAYS.round_the_clock
    assert BusinessHours() == ALWAYS


def test_a_public_holiday_is_off_where_it_is_one() -> None:
    day = berlin(2026, 1, 6, 8)
    bavaria = BusinessHours(USUAL.week, "Europe/Berlin", "DE", "BY")
    berlin_city = BusinessHours(USUAL.week, "Europe/Berlin", "DE", "BE")
    assert bavaria.add(day, H) == berlin(2026, 1, 7, 10)
    assert berlin_city.add(day, H) == berlin(2026, 1, 6, 10)
    assert not bavaria.round_the_clock
    new_year = berlin(2025, 12, 31, 16, 30)
    assert berlin_city.add(new_year, H) == berlin(2026, 1, 2, 9, 30)


def test_a_country_that_nobody_knows_has_no_holidays() -> None:
    nowhere = BusinessHours(USUAL.week, "Europe/Berlin", "ZZ", "??")
    assert nowhere.add(berlin(2026, 1, 1, 8), H) == berlin(2026, 1, 1, 10)


def test_a_window_goes_without_holidays_till_they_are_loaded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    now = datetime(2026, 5, 1, tzinfo=UTC)
    monkeypatch.setattr(public_holidays, "_known", {})
    french = BusinessHours(USUAL.week, "Europe/Paris", "FR", days_off=frozenset({date(2026, 5, 4)}))
    before = french.at_hand(now)
    assert (before.country, before.week, before.zone) == ("", french.week, french.zone)
    assert before.days_off == french.days_off
    assert french.made_ready(now) is french
    assert french.at_hand(now) is french
    assert USUAL.at_hand(now) is USUAL


def test_no_time_zone_means_that_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        for zone in ("", "Mars/Olympus"):
            hours = BusinessHours(USUAL.week, zone)
            assert hours.add(datetime(2026, 7, 6, 2, tzinfo=UTC), H) == datetime(
                2026, 7, 6, 14, tzinfo=UTC
            )
            assert hours.local(datetime(2026, 7, 6, 2, tzinfo=UTC)).hour == 22
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("name", ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "\0"])
def test_a_name_that_is_no_time_zone_is_not_known(name: str) -> None:
    assert not zone_is_known(name)
    assert zone_is_known("Europe/Berlin")


def test_a_day_begins_and_ends_with_its_hours() -> None:
    saturday, sunday = date(2026, 11, 21), date(2026, 11, 22)
    assert USUAL.opening(saturday) == berlin(2026, 11, 21, 10)
    assert USUAL.closing(saturday) == berlin(2026, 11, 21, 14)
    assert USUAL.opening(sunday) == berlin(2026, 11, 22, 9)
    assert USUAL.closing(sunday) == berlin(2026, 11, 22, 17)


def test_the_far_past_and_the_end_of_the_calendar_are_no_trouble() -> None:
    assert USUAL.between(datetime(2006, 3, 21, tzinfo=UTC), datetime(2026, 1, 1, tzinfo=UTC))
    last = datetime(9989, 12, 31, 23, tzinfo=UTC)
    assert USUAL.add(last, timedelta(days=400)) >= last


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("09:00-17:00", "09:00-17:00"),
        ("9-17", "09:00-17:00"),
        ("9 – 12, 13:30—17.15", "09:00-12:00, 13:30-17:15"),
        ("9am-5pm", "09:00-17:00"),
        ("8:30 to 12 and 1 pm to 4 pm", "08:30-12:00, 13:00-16:00"),
        ("9 bis 12 und 14 bis 18", "09:00-12:00, 14:00-18:00"),
        ("14-18; 9-12", "09:00-12:00, 14:00-18:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("0-24", "00:00-24:00"),
        ("18-0", "18:00-24:00"),
        ("24 h", "00:00-24:00"),
        ("12am-12pm", "00:00-12:00"),
        ("closed", ""),
        ("", ""),
        (" - ", ""),
    ],
)
def test_the_hours_of_a_day_are_read_as_they_are_written(text: str, wanted: str) -> None:
    spans = read_day(text)
    assert day_text(spans) == wanted
    assert read_day(wanted) == spans

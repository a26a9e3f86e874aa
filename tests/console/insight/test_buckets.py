from __future__ import annotations

from datetime import date, timedelta

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.ids import from_ms
from console.domain.insight import Period
from console.insight.buckets import Buckets, cut
from tests.console.insight.told import at

BERLIN = BusinessHours(zone="Europe/Berlin")
HOUR_MS = 3_600_000


def cut_days(
    first: str, last: str, now: str = "2027-01-01", hours: BusinessHours = BERLIN
) -> Buckets:
    begin, end = date.fromisoformat(first), date.fromisoformat(last) + timedelta(days=1)
    return cut(Period(hours.moment(begin, 0), hours.moment(end, 0)), hours, at(now))


def local_days(buckets: Buckets, hours: BusinessHours = BERLIN) -> list[str]:
    return [f"{hours.local(from_ms(start)):%Y-%m-%d %H:%M}" for start in buckets.starts]


def test_a_fortnight_is_cut_into_local_days() -> None:
    buckets = cut_days("2026-11-09", "2026-11-22")
    assert buckets.name == "day"
    assert local_days(buckets)[0] == "2026-11-09 00:00"
    assert local_days(buckets)[-1] == "2026-11-22 00:00"
    assert len(buckets.starts) == 14


@pytest.mark.parametrize(("day", "hours"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_day_on_which_the_clock_changes_is_one_day(day: str, hours: int) -> None:
    buckets = cut_days(day, day)
    assert [buckets.span_ms(0) // HOUR_MS] == [hours]


def test_a_quarter_is_cut_into_weeks_from_monday_the_first_one_cut_short() -> None:
    buckets = cut_days("2026-09-02", "2026-11-22")  # a Wednesday to a Sunday
    assert buckets.name == "week"
    assert local_days(buckets)[:2] == ["2026-09-02 00:00", "2026-09-07 00:00"]
    assert buckets.span_ms(0) == 5 * 24 * HOUR_MS
    assert buckets.place(buckets.starts[1] - 1) == 0
    assert buckets.place(buckets.starts[1]) == 1
    assert buckets.place(buckets.end - 1) == len(buckets.starts) - 1


def test_a_week_of_the_clock_change_has_an_hour_more() -> None:
    buckets = cut_days("2026-10-05", "2026-11-22")
    assert {buckets.span_ms(n) // HOUR_MS - 168 for n in range(len(buckets.starts))} == {0, 1}


def test_three_years_are_cut_into_months() -> None:
    buckets = cut_days("2024-01-31", "2026-11-22")
    assert buckets.name == "month"
    assert local_days(buckets)[:3] == [
        "2024-01-31 00:00",
        "2024-02-01 00:00",
        "2024-03-01 00:00",
    ]
    assert local_days(buckets)[-1] == "2026-11-01 00:00"


def test_a_piece_that_is_not_over_is_said() -> None:
    assert cut_days("2026-11-16", "2026-11-22", now="2026-11-22 12:00").note == (
        "The last day is not over."
    )
    assert not cut_days("2026-11-16", "2026-11-22", now="2026-11-22 23:00").note  # over in Berlin


@pytest.mark.parametrize(
    ("first", "last", "note"),
    [
        ("2026-09-13", "2026-10-19", "The first week has 1 day. The last week has 1 day."),
        ("2026-09-16", "2026-10-25", "The first week has 5 days."),
        ("2026-09-14", "2026-10-24", "The last week has 6 days."),
        ("2026-09-14", "2026-10-25", ""),
        ("2024-02-29", "2026-11-29", "The first month has 1 day. The last month has 29 days."),
        ("2024-02-01", "2026-11-30", ""),
    ],
)
def test_what_is_cut_short_is_said(first: str, last: str, note: str) -> None:
    assert cut_days(first, last).note == note


def test_what_has_not_begun_is_told_apart_and_said() -> None:
    found = cut_days("2026-11-01", "2026-11-30", now="2026-11-22 12:00")
    assert found.begun == (True, True, True, True, False, False)
    assert found.note == "The first week has 1 day. 2 weeks have not begun."
    one = cut_days("2026-11-16", "2026-11-22", now="2026-11-21 12:00")
    assert (one.ahead_from, one.note) == (6, "1 day has not begun.")


def test_a_bucket_that_begins_just_now_has_begun() -> None:
    assert cut_days("2026-11-16", "2026-11-22", now="2026-11-21 23:00").begun == (True,) * 7

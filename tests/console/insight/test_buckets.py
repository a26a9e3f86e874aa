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

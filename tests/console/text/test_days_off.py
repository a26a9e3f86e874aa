"""Days off as a person writes them: read, shown, refused with a reason."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.errors import InputError
from console.text import days_off

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("", ""),
        ("24.12.", "24.12.2026"),
        ("24.12", "24.12.2026"),
        ("1.1., 24.12.2026", "24.12.2026, 1.1.2027"),
        ("2026-12-24; 2020-05-01", "1.5.2020, 24.12.2026"),
        ("27.12.-31.12.", "27.12.2026-31.12.2026"),
        ("30.12. – 2.1.", "30.12.2026-2.1.2027"),
        ("24.12.2026, 25.12.2026, 26.12.2026", "24.12.2026-26.12.2026"),
        ("2026-12-24 bis 2026-12-26", "24.12.2026-26.12.2026"),
        ("24. 12. 2026", "24.12.2026"),
    ],
)
def test_days_are_read_as_they_are_written(written: str, shown: str) -> None:
    days = days_off.read(written, TODAY)
    assert days_off.text(days) == shown
    assert days_off.read(shown, TODAY) == days


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("christmas", "no day"),
        ("31.2.", "no calendar"),
        ("24.13.", "no calendar"),
        ("2026-02-30", "no calendar"),
        ("31.12.2026-24.12.2026", "ends before"),
        ("1.1.2026-1.1.2029", "too long"),
        ("<b>24.12.</b>", "no day"),
        ("24.12. 25.12.", "no day"),
    ],
)
def test_what_is_no_day_says_why(written: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        days_off.read(written, TODAY)


@given(st.sets(st.dates(date(1990, 1, 1), date(2100, 1, 1)), max_size=20))
def test_any_days_are_shown_so_that_they_can_be_read(days: set[date]) -> None:
    many = {day + timedelta(days=n) for day in days for n in range(3)}
    assert days_off.read(days_off.text(many), TODAY) == many


@given(st.text(alphabet="0123456789.-, ;bist\n", max_size=30) | st.text(max_size=30))
def test_any_text_is_read_or_refused(written: str) -> None:
    with suppress(InputError):
        days_off.read(written, TODAY)

"""A week's hours as text: there and back, and what cannot be read says why."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.domain.opening_week import ALL_WEEK, NEVER, read_day, read_week, week_text
from console.errors import InputError
from tests.console.domain.test_business_hours import days


@given(st.tuples(*[days()] * 7))
def test_a_week_is_read_as_it_was_written(week: tuple[tuple[object, ...], ...]) -> None:
    assert read_week(week_text(week)) == week  # type: ignore[arg-type]  # spans, as drawn


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Mon-Fri 09:00-17:00; Sat 10:00-14:00", "Mon-Fri 09:00-17:00; Sat 10:00-14:00"),
        ("mo-fr 9-12 und 13-17", "Mon-Fri 09:00-12:00, 13:00-17:00"),
        ("Monday – Friday 9am-5pm; So 0-24", "Mon-Fri 09:00-17:00; Sun 00:00-24:00"),
        ("sat, sun 10-14", "Sat-Sun 10:00-14:00"),
        ("fri-mon 8-9", "Mon 08:00-09:00; Fri-Sun 08:00-09:00"),
        ("24/7", "always"),
        ("mon-sun 0-24", "always"),
        ("closed", "never"),
    ],
)
def test_a_person_may_write_it_in_many_ways(text: str, wanted: str) -> None:
    assert week_text(read_week(text)) == wanted


def test_always_and_never_have_words() -> None:
    assert read_week(week_text(ALL_WEEK)) == ALL_WEEK
    assert read_week(week_text(NEVER)) == NEVER


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("9", "no time of opening"),
        ("9-17 sharp", "no time of opening"),
        ("25-26", "no time of the day"),
        ("9:60-17", "no time of the day"),
        ("13pm-14", "no time of the day"),
        ("9-9", "has no length"),
        ("24-24", "no time of opening"),
        ("9-12, 11-17", "overlap"),
        ("20-6, 22-23", "overlap"),
        (", ".join(f"{n}:00-{n}:30" for n in range(13)), "12 spans"),
        ("<b>9-17</b>", "no time of opening"),
    ],
)
def test_what_cannot_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read_day(text)


@pytest.mark.parametrize("text", ["9-17", "Xyz 9-17", "Mon-Xyz 9-17", "Mon 9"])
def test_a_week_names_its_days(text: str) -> None:
    with pytest.raises(InputError):
        read_week(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for read in (read_day, read_week):
        with suppress(InputError):
            read(text)

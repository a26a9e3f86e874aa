from __future__ import annotations

import pytest

from console.domain.ids import to_ms
from console.domain.insight import Cell, Interval, Unit
from console.text.figures import between, said
from tests.console.insight.told import at

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (None, Unit.SHARE, "–"),
        (float("nan"), Unit.SHARE, "–"),
        (1204, Unit.COUNT, "1,204"),
        (2.44, Unit.NUMBER, "2.4"),
        (0.634, Unit.SHARE, "63 %"),
        (0, Unit.SHARE, "0 %"),
        (1, Unit.SHARE, "100 %"),
        (0.0004, Unit.SHARE, "0.1 %"),
        (0.9999, Unit.SHARE, "99.9 %"),
        (1.5, Unit.CHANGE, "+50 %"),
        (0.75, Unit.CHANGE, "−25 %"),
        (1, Unit.CHANGE, "as before"),
        (0.999, Unit.CHANGE, "as before"),
        (3, Unit.CHANGE, "3.0 times"),
        (float("inf"), Unit.CHANGE, "any"),
        (0, Unit.CHANGE, "−100 %"),
        (0, Unit.DURATION, "0 s"),
        (45_400, Unit.DURATION, "45 s"),
        (59_999, Unit.DURATION, "59 s"),
        (MINUTE, Unit.DURATION, "1 min"),
        (HOUR - 1, Unit.DURATION, "59 min"),
        (3 * HOUR + 20 * MINUTE, Unit.DURATION, "3 h 20 min"),
        (3 * HOUR, Unit.DURATION, "3 h"),
        (2 * DAY + 4 * HOUR, Unit.DURATION, "2 d 4 h"),
        (-90 * MINUTE, Unit.DURATION, "−1 h 30 min"),
        (4.23, Unit.PER_WEEK, "4.2 a week"),
        (423.4, Unit.PER_WEEK, "423 a week"),
        (6480, Unit.PEOPLE, "6,480"),
        ("delivery", Unit.WORD, "delivery"),
    ],
)
def test_a_value_is_said_by_what_it_counts(value: Cell, unit: Unit, words: str) -> None:
    assert said(value, unit) == words


def test_moments_are_said_in_the_zone_of_the_business() -> None:
    moment = to_ms(at("2026-11-21 23:30"))
    assert said(moment, Unit.MOMENT, "Europe/Berlin") == "22 Nov 2026, 00:30"
    assert said(moment, Unit.DAY, "Europe/Berlin") == "22 Nov 2026"
    assert said(moment, Unit.DAY, "UTC") == "21 Nov 2026"


def test_an_interval_names_its_unit_once() -> None:
    assert between(Interval(0.58, 0.71, ""), Unit.SHARE) == "58 to 71 %"
    assert between(Interval(HOUR, 3 * HOUR, ""), Unit.DURATION) == "1 h to 3 h"
    assert between(Interval(HOUR, HOUR + 900, ""), Unit.DURATION) == "1 h"

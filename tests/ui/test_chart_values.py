"""What a chart says, where its ticks stand, and what becomes of hostile words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit
from ui.chart_values import (
    LONGEST,
    Picture,
    bounds,
    day_labels,
    finite,
    log_place,
    one_line,
    short_words,
    tick_words,
    ticks,
)

MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000


def ms(year: int, month: int, day: int, hour: int = 0) -> int:
    return round(datetime(year, month, day, hour, tzinfo=UTC).timestamp() * 1000)


def weeks(*rows: tuple[Cell, ...]) -> Table:
    columns = (Column("at", "Week", Unit.DAY), Column("n", "Cases", Unit.COUNT))
    return Table("t", "T", columns, rows, chart=Chart(ChartKind.LINES, "at", ("n",)))


def picture(table: Table, now_ms: float | None = None, end_ms: float | None = None) -> Picture:
    assert table.chart is not None
    return Picture(table, table.chart, "UTC", now_ms, end_ms)


@pytest.mark.parametrize(
    ("low", "high", "unit", "most", "expected"),
    [
        (0, 46, Unit.COUNT, 6, [0, 10, 20, 30, 40]),  # 46 / 5 = 9.2, the next round one is 10
        (0, 3, Unit.COUNT, 10, [0, 1, 2, 3]),  # there is no half case
        (0, 0.42, Unit.SHARE, 5, [0, 0.2, 0.4]),  # 0.105 -> 0.2
        (0, 2.5, Unit.NUMBER, 6, [0, 0.5, 1, 1.5, 2, 2.5]),
        (0, 50 * MINUTE, Unit.DURATION, 4, [0, 30 * MINUTE]),  # 16 min 40 s -> 30 min
        (0, 30 * HOUR, Unit.DURATION, 6, [n * 6 * HOUR for n in range(6)]),  # 6 h is round
        (-2 * DAY, 2 * DAY, Unit.DURATION, 5, [-2 * DAY, -DAY, 0, DAY, 2 * DAY]),
        (0.4, 5, Unit.CHANGE, 6, [0.5, 1, 2, 4]),  # half as much, and twice
    ],
)
def test_ticks_stand_at_round_values(
    low: float, high: float, unit: Unit, most: int, expected: list[float]
) -> None:
    assert ticks(low, high, unit, most) == pytest.approx(expected)


def test_an_axis_ends_at_ticks_around_nought_and_all_values() -> None:
    assert bounds([3, 46], Unit.COUNT, 6) == (0, 50)
    assert bounds([-7, 12], Unit.COUNT, 5) == (-10, 15)  # 19 / 4 = 4.75, the next is 5
    assert bounds([90 * MINUTE], Unit.DURATION, 4) == (0, 90 * MINUTE)
    assert bounds([], Unit.COUNT, 5) == (0, 1)  # nothing is no range
    assert bounds([0, 0], Unit.DURATION, 5) == (0, HOUR)


def test_half_and_twice_are_equally_far_from_as_before() -> None:
    assert log_place(2) == -log_place(0.5)
    assert log_place(1) == 0
    assert log_place(0) == log_place(0.001)  # nought has no logarithm


def test_a_tick_is_said_briefly() -> None:
    assert tick_words(0, Unit.DURATION) == "0"
    assert tick_words(0, Unit.SHARE) == "0 %"
    assert tick_words(0.25, Unit.SHARE) == "25 %"
    assert tick_words(2.5, Unit.NUMBER) == "2.5"
    assert tick_words(2.0, Unit.PER_WEEK) == "2"
    assert tick_words(90 * MINUTE, Unit.DURATION) == "1 h 30 min"
    assert tick_words(-20, Unit.COUNT) == "\u221220"
    assert tick_words(1.0, Unit.CHANGE) == "as before"


def test_a_small_cell_holds_the_largest_part() -> None:
    assert short_words(200 * MINUTE, Unit.DURATION) == "3 h"
    assert short_words(0.634, Unit.SHARE) == "63"
    assert short_words(1200, Unit.COUNT) == "1,200"
    assert short_words(None, Unit.COUNT) == "–"


def test_days_have_their_year_only_where_it_is_not_plain() -> None:
    near = [ms(2026, 11, 2), ms(2026, 11, 9)]
    assert day_labels(near, "UTC") == ["2 Nov", "9 Nov"]
    months = [ms(2025, 12, 1), ms(2026, 1, 1), ms(2026, 2, 1)]
    assert day_labels(months, "UTC") == ["Dec 2025", "Jan 2026", "Feb 2026"]
    year = [ms(2025, 11, 3) + n * 7 * DAY for n in range(54)]
    assert day_labels(year, "UTC")[0] == "3 Nov 2025"
    assert day_labels([], "UTC") == []


def test_a_day_is_named_as_in_its_zone_when_the_clocks_change() -> None:
    """25 October 2026 has 25 hours in Berlin: midnight is 22 h UTC before, 23 h UTC after."""
    days = [ms(2026, 10, 24, 22), ms(2026, 10, 25, 23)]
    assert day_labels(days, "Europe/Berlin") == ["25 Oct", "26 Oct"]
    days = [ms(2026, 3, 28, 23), ms(2026, 3, 29, 22)]
    assert day_labels(days, "Europe/Berlin") == ["29 Mar", "30 Mar"]


def test_only_rows_that_end_after_now_are_not_over() -> None:
    table = weeks((ms(2026, 11, 2), 5), (ms(2026, 11, 9), 4), (ms(2026, 11, 16), 1))
    wednesday = ms(2026, 11, 18)
    assert picture(table, wednesday).open_from() == 2
    assert picture(table, ms(2026, 11, 16)).open_from() == 2  # at its very beginning
    assert picture(table, ms(2026, 11, 23)).open_from() == 3  # at its very end it is over
    assert picture(table, wednesday, end_ms=wednesday).open_from() == 3  # the period is over
    assert picture(table, wednesday, end_ms=wednesday + 1).open_from() == 2
    assert picture(table).open_from() == 3
    assert "not over yet" in picture(table, wednesday).row_lines(2)
    assert "not over yet" not in picture(table, wednesday).row_lines(1)


def test_rows_that_did_not_begin_are_still_to_come() -> None:
    table = weeks((ms(2026, 11, 2), 5), (ms(2026, 11, 9), 0), (ms(2026, 11, 16), 0))
    told = picture(table, ms(2026, 11, 4))
    assert (told.open_from(), told.future_from()) == (0, 1)
    assert told.row_lines(1)[-1] == "still to come"
    one = picture(weeks((ms(2026, 11, 2), 5)), ms(2026, 11, 4))
    assert (one.open_from(), one.future_from()) == (1, 1)  # how long it lasts nobody knows


def test_rows_that_are_no_days_are_never_open() -> None:
    columns = (Column("name", "Name", Unit.WORD), Column("n", "Cases", Unit.COUNT))
    table = Table("t", "T", columns, (("a", 1),), chart=Chart(ChartKind.BARS, "name", ("n",)))
    told = picture(table, ms(2026, 11, 4))
    assert (told.open_from(), told.future_from()) == (1, 1)


def test_a_row_says_every_cell_that_it_has() -> None:
    told = picture(weeks((ms(2026, 11, 2), 1234), (ms(2026, 11, 9), None)))
    assert told.row_lines(0) == ["Week: 2 Nov 2026", "Cases: 1,234"]
    assert told.row_lines(1) == ["Week: 9 Nov 2026"]


@pytest.mark.parametrize(
    ("hostile", "expected"),
    [
        ("a\0b", "a b"),
        ("a\nb\tc", "a b c"),
        ("\x1b[31mred", "[31mred"),
        ("half \ud800 sign", "half sign"),
        ("\u202eabc", "abc"),  # would turn the line around it
        ("one\x9ctwo", "one two"),  # Qt would take what is before it for the long form
        ("<b>x</b>", "<b>x</b>"),  # markup is text
        ("", ""),
    ],
)
def test_untrusted_words_become_one_plain_line(hostile: str, expected: str) -> None:
    assert one_line(hostile).strip("\u2068\u2069") == expected


def test_endless_words_are_cut() -> None:
    assert len(one_line("x" * 10_000)) <= LONGEST + 3


def test_what_is_no_number_is_not_drawn() -> None:
    assert finite(float("inf")) is None
    assert finite(float("nan")) is None
    assert finite("7") is None
    assert finite(None) is None
    assert finite(7) == 7.0

"""Figures as a file for a spreadsheet: plain numbers, their units, and no formula in any cell."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.ids import AccountId
from console.domain.insight import Column, Insight, Interval, Table, Unit
from console.domain.verdicts import Verdict
from console.exchange.insight_csv import FIGURES, csv_text
from tests.console.exchange.given_insight import HOUR_MS, MEDIAN, MONDAY_MS, insight, section

WIDTH = len(FIGURES)
BEFORE = (
    f"{BusinessHours(zone='Europe/Berlin').local(insight().scope.period.before.start):%Y-%m-%d}"
)
UNITS_OF_NUMBERS = (
    Unit.SHARE, Unit.CHANGE, Unit.DURATION, Unit.NUMBER, Unit.PER_WEEK, Unit.PEOPLE, Unit.COUNT,
)  # fmt: skip


def rows(insight: Insight) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_text(insight), newline="")))


def block(insight: Insight, title: str) -> list[list[str]]:
    """Returns a table's header and rows, up to the empty line after them."""
    every = rows(insight)
    start = next(n for n, row in enumerate(every) if row[1] == title)
    below = every[start + 1 :]
    end = next((n for n, row in enumerate(below) if not any(row)), len(below))
    return below[:end]


def test_head_says_what_is_looked_at() -> None:
    head = [row[:3] for row in rows(insight())[:7]]
    assert head == [
        ["Period", "2026-10-19", "2026-10-25"],  # to the end of the day of the clock change
        ["Compared with", BEFORE, "2026-10-18"],
        ["Account", "all", ""],
        ["Touchpoint", "all", ""],
        ["Cases", "12", ""],
        ["Messages", "40", ""],
        ["Made at", "2026-10-26T09:30+01:00", ""],
    ]
    chosen = insight()
    none = replace(chosen, scope=replace(chosen.scope, touchpoint=""))
    assert rows(none)[3][:2] == ["Touchpoint", "not said"]


def test_head_says_of_which_account_it_is_and_that_nothing_is_compared() -> None:
    whole = insight()
    one = replace(whole, scope=replace(whole.scope, account_id=AccountId(1), compare=False))
    assert csv_text(one, "shop").splitlines()[1:3] == [
        line.ljust(len(line) + WIDTH - 2, ",") for line in ("Compared with,nothing", "Account,shop")
    ]
    assert rows(one)[2][:2] == ["Account", "one account"]


def test_what_is_compared_goes_as_far_as_the_period_has_gone() -> None:
    half = replace(insight(), made_at=datetime(2026, 10, 21, 8, 30, tzinfo=UTC))
    assert rows(half)[1][1:3] == [BEFORE, "2026-10-14"]


def test_figures_stand_with_their_unit_and_interval() -> None:
    header, median, share = rows(insight())[8:11]
    assert header[:6] == ["Question", "Figure", "Unit", "Value", "n", "Of"]
    assert median[:8] == [
        "How quickly?", "First response time, median", "min", "90", "10",
        "cases with an answer", "60", "120",
    ]  # fmt: skip
    assert median[8:12] == ["0.95", "bootstrap", "180", "8"]
    assert share[2:6] == ["share of 1", "", "0", "cases"], "no value is no nought"
    assert share[6:12] == [""] * 6
    assert share[14] == "There is no case."
    assert header[12] == "Verdict"
    judged = replace(MEDIAN, verdict=Verdict.BETTER)
    only = replace(section(), figures=(judged,))
    assert rows(replace(insight(), sections=(only,)))[9][12] == "better"


def test_numbers_have_as_many_places_as_mean_something() -> None:
    table = Table(
        "t",
        "Numbers",
        tuple(Column(unit, unit, unit) for unit in UNITS_OF_NUMBERS),
        ((0.6228070175438597, 2.6667, 4_204_000, 1.3333, 8.125, 6480.0, 12), (1.0, *[-0.0] * 6)),
    )
    held = block(replace(insight(), sections=(section(table),)), "Numbers")
    assert held[1][:7] == ["0.6228", "2.67", "70.1", "1.33", "8.12", "6480", "12"]
    assert held[2][:7] == ["1", *["0"] * 6]
    endless = replace(MEDIAN, interval=Interval(0, float("inf"), "x"))
    assert "inf" in csv_text(replace(insight(), sections=(replace(section(), figures=(endless,)),)))


def test_every_line_has_as_many_cells_and_the_end_that_csv_has() -> None:
    text = csv_text(insight())
    assert text.endswith("\r\n")
    assert len({len(row) for row in rows(insight())}) == 1


def test_columns_of_a_table_name_their_unit() -> None:
    assert [row[:4] for row in block(insight(), "By week")] == [
        ["Week (ISO 8601)", "Median (min)", "Within (share of 1)", "Cases"],
        ["2026-10-19", "90", "0.625", "8"],
        ["2026-10-26", "", "", "0"],
    ]


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_others_is_a_formula(sign: str) -> None:
    hostile = f'{sign}HYPERLINK("http://x","y")'
    table = Table(
        "t",
        "Touchpoints",
        (Column("word", hostile, Unit.WORD), Column("gap", "Gap", Unit.DURATION)),
        ((hostile, -60_000),),
    )
    held = block(replace(insight(), sections=(section(table),)), "Touchpoints")
    assert held[0][0] == f"'{hostile}"
    assert held[1][0] == f"'{hostile}"
    assert held[1][1] == "-1", "a number of ours stays one"


def test_signs_of_the_file_itself_come_back_as_they_were() -> None:
    word = 'a "b", c\r\nd; é 漢'
    table = Table("t", "Words", (Column("word", "Word", Unit.WORD),), ((word,),))
    assert block(replace(insight(), sections=(section(table),)), "Words")[1][0] == word


def test_a_moment_stands_in_the_zone_of_the_business() -> None:
    table = Table(
        "t",
        "Moments",
        (Column("at", "At", Unit.MOMENT), Column("nan", "None", Unit.NUMBER)),
        # 01:30 comes twice on 25 October 2026 in Berlin, an hour apart
        ((MONDAY_MS + 6 * 24 * HOUR_MS + 2.5 * HOUR_MS, float("nan")),
         (MONDAY_MS + 6 * 24 * HOUR_MS + 3.5 * HOUR_MS, 1.25)),
    )  # fmt: skip
    held = block(replace(insight(), sections=(section(table),)), "Moments")
    assert [row[:2] for row in held[1:]] == [
        ["2026-10-25T02:30:00+02:00", ""],
        ["2026-10-25T02:30:00+01:00", "1.25"],
    ]


def test_nothing_to_say_is_a_file_all_the_same() -> None:
    empty = replace(insight(), sections=())
    assert len(rows(empty)) == 9

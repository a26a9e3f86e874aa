"""Figures as a file for a spreadsheet: raw numbers, their units, and no formula in any cell."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from console.domain.insight import Column, Insight, Table, Unit
from console.exchange.insight_csv import csv_text
from tests.console.exchange.given_insight import HOUR_MS, MONDAY_MS, insight, section


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
    head = [row[:3] for row in rows(insight())[:5]]
    assert head == [
        ["Period", "2026-10-19", "2026-10-25"],  # to the end of the day of the clock change
        ["Touchpoint", "all", ""],
        ["Cases", "12", ""],
        ["Messages", "40", ""],
        ["Made at", "2026-10-26T09:30+01:00", ""],
    ]
    chosen = insight()
    none = replace(chosen, scope=replace(chosen.scope, touchpoint=""))
    assert rows(none)[1][:2] == ["Touchpoint", "not said"]


def test_figures_stand_raw_with_their_unit_and_interval() -> None:
    header, median, share = rows(insight())[6:9]
    assert header[:6] == ["Question", "Figure", "Unit", "Value", "n", "Of"]
    # 1 h 30 min is 5,400,000 ms
    assert median[:8] == [
        "How quickly?", "First response time, median", "ms", "5400000", "10",
        "cases with an answer", "3600000", "7200000",
    ]  # fmt: skip
    assert median[8:12] == ["0.95", "bootstrap", "10800000", "8"]
    assert share[2:6] == ["share of 1", "", "0", "cases"], "no value is no nought"
    assert share[6:12] == [""] * 6
    assert share[13] == "There is no case."


def test_every_line_has_as_many_cells_and_the_end_that_csv_has() -> None:
    text = csv_text(insight())
    assert text.endswith("\r\n")
    assert len({len(row) for row in rows(insight())}) == 1


def test_columns_of_a_table_name_their_unit() -> None:
    assert [row[:4] for row in block(insight(), "By week")] == [
        ["Week (ISO 8601)", "Median (ms)", "Within (share of 1)", "Cases"],
        ["2026-10-19", "5400000", "0.625", "8"],
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
    assert held[1][1] == "-60000", "a number of ours stays one"


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
    assert len(rows(empty)) == 7

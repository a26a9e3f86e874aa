from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.insight import RootCauseFix, Section
from console.insight import canary_board
from console.insight.rows import FixFact, Rows
from tests.console.insight.told import Told, at, cells, figure, table

WEEK = ("2026-11-16", "2026-11-22")
DAY_MS = 86_400_000


def board(told: Told, first: str = WEEK[0], last: str = WEEK[1], **scope: str) -> Section:
    return told.ask(canary_board.section, first, last, touchpoint=scope.get("touchpoint"))


def tell(told: Told, touchpoint: str, when: str, times: int = 1) -> None:
    for _ in range(times):
        told.post(told.case(touchpoint), when)


def test_touchpoints_stand_by_how_many_cases_they_have_and_add_up() -> None:
    told = Told()
    tell(told, "billing", "2026-11-17 10:00")
    tell(told, "delivery", "2026-11-17 10:00", 3)
    tell(told, "", "2026-11-17 10:00", 2)
    section = board(told)
    assert cells(table(section, "touchpoints"), "touchpoint", "cases", "share", "reached") == [
        ("delivery", 3, 0.75, 0.75),
        ("billing", 1, 0.25, 1.0),
        ("not said", 2, None, None),
    ]
    assert figure(section, "cases").value == 6
    assert figure(section, "touchpoint_said").value == pytest.approx(4 / 6)
    assert list(figure(section, "touchpoint_said").evidence.cases) == [5, 6]
    assert figure(section, "largest_share").title == "Share of delivery"
    assert section.sentence == "Most often it is delivery: 3 of 4 cases, 75 %."


def test_nothing_is_claimed_of_an_empty_period() -> None:
    section = board(Told())
    assert section.sentence == "No case began in this period."
    assert figure(section, "cases").value == 0
    assert figure(section, "touchpoint_said").value is None
    assert figure(section, "largest_share").value is None
    assert [each.rows for each in section.tables] == [(), (), ()]


def test_cases_of_which_nobody_said_are_no_touchpoint() -> None:
    told = Told()
    tell(told, "", "2026-11-17 10:00", 12)
    section = board(told)
    assert section.sentence.startswith("Nobody said yet where the business failed")
    assert figure(section, "largest_share").value is None
    assert table(section, "over_time").rows == ()


def test_a_week_is_compared_with_the_one_before_from_ten_cases_on() -> None:
    told = Told(now="2026-11-23 00:00")
    tell(told, "delivery", "2026-11-18 10:00", 15)
    tell(told, "delivery", "2026-11-11 10:00", 3)
    tell(told, "app", "2026-11-18 10:00", 7)
    tell(told, "app", "2026-11-11 10:00", 2)
    tell(told, "billing", "2026-11-11 10:00", 14)
    tell(told, "billing", "2026-11-18 10:00", 2)
    tell(told, "store", "2026-11-18 10:00", 6)
    tell(told, "store", "2026-11-11 10:00", 5)
    section = board(told, "2026-10-26")
    said = {row[0]: row[1:] for row in cells(
        table(section, "touchpoints"), "touchpoint", "last_week", "week_before", "change", "verdict"
    )}  # fmt: skip
    assert said["delivery"] == (15, 3, 5.0, "more")
    assert said["app"] == (7, 2, None, "too few to say")
    assert said["billing"] == (2, 14, pytest.approx(1 / 7), "fewer")
    assert said["store"] == (6, 5, 1.2, "no clear change")
    assert section.sentence.endswith("More than the week before: delivery. Fewer: billing.")


def test_a_week_that_is_not_over_is_compared_up_to_now() -> None:
    told = Told(now="2026-11-18 12:00")
    tell(told, "delivery", "2026-11-11 12:00", 6)  # in the last seven days till now
    tell(told, "delivery", "2026-11-11 11:59", 6)  # and just before them
    section = board(told, "2026-10-26")
    assert cells(table(section, "touchpoints"), "last_week", "week_before") == [(6, 6)]


def test_a_touchpoint_that_is_new_has_no_ratio() -> None:
    told = Told(now="2026-11-23 00:00")
    tell(told, "app", "2026-11-18 10:00", 12)
    (row,) = cells(table(board(told, "2026-10-26"), "touchpoints"), "change", "verdict")
    assert row == (None, "new")


def test_over_time_the_rest_is_one_line() -> None:
    told = Told()
    for number, name in enumerate("abcdefg"):
        tell(told, name, "2026-11-17 10:00", 9 - number)
    tell(told, "", "2026-11-17 10:00", 5)
    found = table(board(told), "over_time")
    assert [column.title for column in found.columns] == [
        "Day", "a", "b", "c", "d", "e", "all others",
    ]  # fmt: skip
    assert found.rows[1][1:] == (9, 8, 7, 6, 5, 4 + 3)
    assert len(found.evidence[1].cases) == sum((9, 8, 7, 6, 5, 4, 3))
    assert found.rows[0][1:] == (0,) * 6


def test_open_promises_are_those_of_now_with_when_they_are_due() -> None:
    told = Told(now="2026-11-20 12:00")
    late, open_one, kept, other = (told.case(name) for name in ("app", "app", "app", "store"))
    for case in (late, open_one, kept, other):
        told.post(case, "2026-11-16 10:00")
    told.promise(late, "2026-11-19 12:00", made="2026-11-16 11:00")
    told.promise(open_one, "2026-11-25 12:00", made="2026-11-16 11:00")
    told.promise(kept, "2026-11-17 12:00", made="2026-11-16 11:00", kept="2026-11-17 09:00")
    told.promise(other, "2026-11-25 12:00", made="2026-11-16 11:00")
    found = figure(board(told, touchpoint="app"), "open_promises")
    assert (found.value, found.note) == (2, "1 of them is overdue.")
    assert set(found.evidence.cases) == {late, open_one}
    assert cells(table(board(told), "touchpoints"), "touchpoint", "promises") == [
        ("app", 2),
        ("store", 1),
    ]


def a_fix(touchpoint: str, before: int, after: int, weeks: float = 4) -> FixFact:
    fix = RootCauseFix(1, touchpoint, "Noor", "Second carrier", at("2026-10-01"), "Mika")
    return FixFact(fix, before, int(weeks * 7 * DAY_MS), after, int(weeks * 7 * DAY_MS))


def test_a_fix_is_told_with_the_rate_before_and_after() -> None:
    told = Told(rows=replace(Rows(), fixes=(a_fix("delivery", 40, 10), a_fix("app", 4, 2))))
    rows = cells(table(board(told), "fixes"), "touchpoint", "before", "after", "change")
    assert rows == [("delivery", 10.0, 2.5, 0.25), ("app", 1.0, 0.5, None)]
    assert cells(table(board(told, touchpoint="app"), "fixes"), "touchpoint") == [("app",)]


def test_a_fix_that_lies_ahead_or_has_nothing_before_it_has_no_rate() -> None:
    fact = a_fix("delivery", 0, 0)._replace(before_ms=0, after_ms=0)
    told = Told(rows=replace(Rows(), fixes=(fact,)))
    assert cells(table(board(told), "fixes"), "before", "after", "change") == [(None, None, None)]

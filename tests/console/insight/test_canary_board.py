from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.insight import RootCauseFix, Section
from console.domain.targets import Targets
from console.insight import canary_board, canary_weeks
from console.insight.rows import FixFact, Rows
from tests.console.insight.told import Told, at, cells, figure, table

WEEK = ("2026-11-16", "2026-11-22")
DAY_MS = 86_400_000


def board(told: Told, first: str = WEEK[0], last: str = WEEK[1], **scope: str) -> Section:
    return told.ask(canary_board.section, first, last, touchpoint=scope.get("touchpoint"))


def steady(told: Told, touchpoint: str = "delivery", weeks: int = 4, last: str = WEEK[1]) -> None:
    """Let twelve cases begin each week, two a day but on Sundays."""
    end = date.fromisoformat(last)
    for day in (end - timedelta(days=ago) for ago in range(7 * weeks)):
        if day.isoweekday() < 7:
            tell(told, touchpoint, f"{day} 08:00", 2)


def verdicts(section: Section) -> dict[object, tuple[object, ...]]:
    keys = ("touchpoint", "last_week", "week_before", "change", "verdict")
    return {row[0]: row[1:] for row in cells(table(section, "touchpoints"), *keys)}


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
    assert table(section, "weeks").rows == (
        ("all cases", 0, 0, None, None, None, "too few to say"),
    )
    rows = {each.key: each.rows for each in section.tables}
    assert rows == {"touchpoints": (), "weeks": rows["weeks"], "over_time": (), "fixes": ()}


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
    said = verdicts(section)
    assert said["delivery"] == (15, 3, 5.0, "more")
    assert said["app"] == (7, 2, None, "too few to say")
    assert said["billing"] == (2, 14, pytest.approx(1 / 7), "fewer")
    assert said["store"] == (6, 5, 1.2, "no clear change")
    assert section.sentence.endswith(
        " 30 cases in the last 7 days, 24 in the 7 before: no clear change."
        " More than the week before: delivery. Fewer: billing."
    )
    (whole,) = cells(table(section, "weeks"), "what", "last_week", "week_before", "verdict")
    assert whole == ("all cases", 30, 24, "no clear change")


def test_the_whole_shop_has_its_trend_and_its_sentence() -> None:
    told = Told(now="2026-11-23 00:00")
    for name in ("", "app", "store", "delivery"):
        tell(told, name, "2026-11-18 10:00", 8)
        tell(told, name, "2026-11-11 10:00", 3)
    section = board(told)
    (row,) = cells(table(section, "weeks"), "last_week", "week_before", "verdict")
    assert row == (32, 12, "more")
    assert "32 cases in the last 7 days, 12 in the 7 before: more." in section.sentence


@pytest.mark.parametrize("first", ["2026-11-16", "2026-11-13", "2026-11-09", "2026-10-26"])
def test_the_week_before_is_known_whatever_the_period(first: str) -> None:
    told = Told(now="2026-11-22 23:00")
    steady(told)
    section = board(told, first)
    assert verdicts(section) == {"delivery": (12, 12, 1.0, "no clear change")}
    assert "More" not in section.sentence


def test_of_weeks_that_were_not_read_nothing_is_said() -> None:
    told = Told(now="2026-11-22 23:00")
    steady(told)
    tell(told, "delivery", "2026-11-22 10:00", 12)
    section = board(told, "2026-11-22")
    assert verdicts(section) == {"delivery": (None, None, None, None)}
    assert section.sentence == "Most often it is delivery: 12 of 12 cases, 100 %."
    assert "too short to compare" in table(section, "touchpoints").note
    alone = canary_board.section(told.windows("2026-11-16", "2026-11-22")[0], None)
    assert verdicts(alone) == {"delivery": (None, None, None, None)}
    alone = canary_board.section(told.windows("2026-11-09", "2026-11-22")[0], None)
    assert verdicts(alone)["delivery"][:2] == (24, 12)


def test_a_day_that_is_not_over_is_set_beside_as_much_of_one() -> None:
    told = Told(now="2026-11-18 12:00")
    tell(told, "delivery", "2026-11-12 00:00", 4)  # the first of the last seven days
    tell(told, "delivery", "2026-11-18 11:59", 2)
    tell(told, "delivery", "2026-11-05 00:00", 5)  # a week earlier
    tell(told, "delivery", "2026-11-11 11:59", 1)
    tell(told, "delivery", "2026-11-11 12:00", 9)  # so late it is not yet
    tell(told, "delivery", "2026-11-04 23:59", 9)
    section = board(told, "2026-10-26")
    assert verdicts(section)["delivery"][:2] == (6, 6)


def test_the_two_weeks_are_of_local_days_across_a_clock_change() -> None:
    # On 25 October 2026 the clocks of Berlin go back.
    told = Told(Targets(BusinessHours(zone="Europe/Berlin")), now="2026-10-27 22:59")
    tell(told, "delivery", "2026-10-20 22:00", 7)  # the 21st, 0:00
    tell(told, "delivery", "2026-10-20 21:59", 6)  # the 20th, 23:59
    tell(told, "delivery", "2026-10-13 22:00", 5)  # the 14th, 0:00
    tell(told, "delivery", "2026-10-13 21:59", 9)
    section = board(told, "2026-09-28", "2026-10-27")
    assert verdicts(section)["delivery"][:2] == (7, 11)


def test_a_week_of_long_ago_is_that_of_the_period() -> None:
    told = Told()
    steady(told, weeks=9)
    section = board(told, "2026-09-28", "2026-10-18")
    assert "12 cases in the last 7 days of the period, 12 in the 7 before" in section.sentence


def test_a_touchpoint_that_is_new_has_no_ratio_and_one_that_ended_is_named() -> None:
    told = Told(now="2026-11-23 00:00")
    tell(told, "app", "2026-11-18 10:00", 12)
    tell(told, "store", "2026-11-11 10:00", 13)
    section = board(told)
    assert verdicts(section) == {"app": (12, 0, None, "new"), "store": (0, 13, 0.0, "fewer")}
    assert section.sentence.endswith("More than the week before: app. Fewer: store.")
    assert cells(table(section, "touchpoints"), "touchpoint", "cases", "share") == [
        ("app", 12, 1.0),
        ("store", 0, 0.0),
    ]
    assert figure(section, "largest_share").title == "Share of app"


def test_where_the_desk_held_nothing_before_nothing_is_new() -> None:
    told = Told(now="2026-11-23 00:00")
    tell(told, "app", "2026-11-18 10:00", 12)
    section = board(told)
    assert verdicts(section)["app"] == (12, 0, None, "nothing before it")
    assert section.sentence == "Most often it is app: 12 of 12 cases, 100 %."


@pytest.mark.parametrize("late", [True, False])
def test_touchpoints_that_nobody_said_yet_make_no_change(late: bool) -> None:  # noqa: FBT001
    told = Told(now="2026-11-22 23:00")
    for day in range(14):
        newest = day > 6
        when = f"2026-11-{9 + day:02} 10:00"
        tell(told, "delivery", when, 4 if newest is late else 8)
        tell(told, "", when, 4 if newest is late else 0)
    section = board(told, "2026-10-26")
    assert verdicts(section)["delivery"][3] == "too many not said yet"
    assert "Fewer" not in section.sentence
    assert "More than" not in section.sentence
    alone = board(told, "2026-10-26", touchpoint="delivery")
    assert alone.sentence.endswith(" in the 7 before: too many not said yet.")
    counts = "28 cases of the last 7 days and 0" if late else "0 cases of the last 7 days and 28"
    assert f"Nobody said a touchpoint of {counts} of those" in table(section, "touchpoints").note


def test_what_nobody_said_yet_is_asked_of_the_account_alone() -> None:
    told = Told(now="2026-11-22 23:00")
    for day, times in (("18", 10), ("11", 40)):
        tell(told, "delivery", f"2026-11-{day} 10:00", times)
    for _ in range(400):
        told.post(told.case(account=2), "2026-11-18 10:00")
    section = told.ask(canary_board.section, "2026-10-26", WEEK[1], account=1)
    assert verdicts(section)["delivery"] == (10, 40, 0.25, "fewer")
    assert verdicts(board(told))["delivery"][3] == "too many not said yet"


def test_a_touchpoint_without_a_case_in_the_period_is_not_the_largest() -> None:
    told = Told(now="2026-11-22 23:00")
    tell(told, "store", "2026-11-11 10:00", 13)
    tell(told, "", "2026-11-18 10:00", 2)
    section = board(told)
    assert figure(section, "largest_share").title == "Share of the largest"
    assert table(section, "over_time").rows == ()
    assert section.sentence.startswith("Nobody said yet where the business failed")


def test_a_change_that_lateness_does_not_explain_is_said() -> None:
    told = Told(now="2026-11-22 23:00")
    tell(told, "delivery", "2026-11-18 10:00", 10)
    tell(told, "app", "2026-11-18 10:00", 40)
    tell(told, "", "2026-11-18 10:00", 10)
    tell(told, "delivery", "2026-11-11 10:00", 50)
    tell(told, "app", "2026-11-11 10:00", 42)
    section = board(told)
    assert section.sentence.endswith("Fewer: delivery.")


def test_of_a_dozen_touchpoints_chance_is_seldom_named() -> None:
    dice, named, passed = Random(8), 0, 0
    for _ in range(400):
        counts = [sum(dice.random() < 0.5 for _ in range(40)) for _ in range(12)]
        trends = {
            f"t{place}": canary_weeks.trend(now, 40 - now, (1.0, 1.0), known=True)
            for place, now in enumerate(counts)
        }
        weeks = canary_weeks.Weeks(canary_weeks.NONE, (0, 0), trends)
        named += bool(weeks.clear(("more", "fewer")))
        passed += any(each.verdict in ("more", "fewer") for each in trends.values())
    assert passed > 100, "of a dozen one often passes for itself"
    assert named <= 0.07 * 400


def test_over_time_the_rest_is_one_line() -> None:
    told = Told()
    for number, name in enumerate("abcdefg"):
        tell(told, name, "2026-11-17 10:00", 9 - number)
    tell(told, "", "2026-11-17 10:00", 5)
    found = table(board(told), "over_time")
    assert [column.title for column in found.columns] == [
        "Day", "a", "b", "c", "d", "e", "all others", "All cases",
    ]  # fmt: skip
    assert found.rows[1][1:] == (9, 8, 7, 6, 5, 4 + 3, 42 + 5)
    assert len(found.evidence[1].cases) == sum((9, 8, 7, 6, 5, 4, 3))
    assert found.rows[0][1:] == (0,) * 7
    assert found.chart is not None
    assert len(found.chart.y) == 6
    assert "In no line: 5 cases without a touchpoint." in found.note


def test_a_bucket_that_has_not_begun_has_no_cases_yet() -> None:
    told = Told(now="2026-11-18 12:00")
    tell(told, "app", "2026-11-17 10:00")
    rows = cells(table(board(told), "over_time"), "line_0", "all")
    assert rows == [(0, 0), (1, 1), (0, 0), *([(None, None)] * 4)]


def test_touchpoints_that_are_named_as_the_rest_are_told_apart() -> None:
    told = Told()
    tell(told, "not said", "2026-11-17 10:00", 3)
    tell(told, "all others", "2026-11-17 10:00", 4)
    tell(told, "", "2026-11-17 10:00", 2)
    section = board(told)
    assert cells(table(section, "touchpoints"), "touchpoint", "cases") == [
        ("all others", 4),
        ("not said", 3),
        ("not said (by nobody)", 2),
    ]
    found = table(section, "over_time")
    assert [column.title for column in found.columns[1:]] == ["all others", "not said", "All cases"]
    assert found.rows[1][1:] == (4, 3, 9)


def test_of_one_touchpoint_no_shares_are_told() -> None:
    told = Told(now="2026-11-22 23:00")
    steady(told)
    tell(told, "app", "2026-11-17 10:00", 5)
    section = board(told, touchpoint="delivery")
    assert section.sentence == (
        "12 cases of delivery, 12 in the period before."
        " 12 cases in the last 7 days, 12 in the 7 before: no clear change."
    )
    assert [each.key for each in section.figures] == ["cases", "open_promises"]
    assert table(section, "touchpoints").chart is None
    assert verdicts(section) == {"delivery": (12, 12, 1.0, "no clear change")}
    assert board(told, touchpoint="").sentence == "No case began in this period."
    assert table(board(told, touchpoint="app"), "fixes").empty == "No fix is recorded for app."


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
    found = table(board(told), "fixes")
    assert cells(found, "touchpoint", "before", "after", "change", "verdict") == [
        ("delivery", 10.0, 2.5, 0.25, "fewer"),
        ("app", None, None, None, "too few to say"),
    ]
    assert cells(found, "before_cases", "before_days", "after_cases", "after_days")[1] == (
        4, 28, 2, 28,
    )  # fmt: skip
    assert cells(table(board(told, touchpoint="app"), "fixes"), "touchpoint") == [("app",)]


@pytest.mark.parametrize(
    ("before", "before_days", "after", "after_days", "verdict"),
    [
        (30, 56, 3, 1, "too early to say"),
        (30, 56, 30, 13.9, "too early to say"),
        (30, 13.9, 40, 56, "too little is known of before"),
        (30, 56, 0, 0, "lies ahead"),
        (30, 56, 30, 56, "no clear change"),
        (10, 56, 40, 56, "more"),
        (0, 56, 30, 56, "more"),
        (40, 56, 9, 14, "too few to say"),  # 9.8 are to be expected
        (40, 56, 11, 14, "no clear change"),
        (9, 28, 10, 28, "too few to say"),
    ],
)
def test_a_fix_is_judged_when_there_is_enough(
    before: int, before_days: float, after: int, after_days: float, verdict: str
) -> None:
    fact = a_fix("app", before, after)._replace(
        before_ms=int(before_days * DAY_MS), after_ms=int(after_days * DAY_MS)
    )
    told = Told(rows=replace(Rows(), fixes=(fact,)))
    (row,) = cells(table(board(told), "fixes"), "verdict", "after", "after_cases")
    assert (row[0], row[2]) == (verdict, after)
    assert (row[1] is None) is (verdict not in ("more", "fewer", "no clear change"))


def test_a_fix_that_lies_ahead_or_has_nothing_before_it_has_no_rate() -> None:
    fact = a_fix("delivery", 0, 0)._replace(before_ms=0, after_ms=0)
    told = Told(rows=replace(Rows(), fixes=(fact,)))
    assert cells(table(board(told), "fixes"), "before", "after", "change") == [(None, None, None)]

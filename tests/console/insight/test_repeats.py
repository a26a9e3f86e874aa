from __future__ import annotations

import pytest

from console.insight import repeats
from tests.console.insight.told import Told, cells, figure, ms, table

DAY = 86_400_000
WEEK = ("2026-11-16", "2026-11-22")


def test_a_case_of_the_same_contact_and_touchpoint_is_a_repeat() -> None:
    told = Told()
    first = told.case("delivery", contact=1)
    again = told.case("delivery", contact=1)
    told.post(first, "2026-11-16 10:00")
    told.post(again, "2026-11-18 10:00")
    told.post(told.case("billing", contact=1), "2026-11-19 10:00")
    told.post(told.case("delivery", contact=2), "2026-11-19 10:00")
    told.post(told.case("", contact=1), "2026-11-19 10:00")
    told.post(told.case("", contact=1), "2026-11-19 11:00")
    section = told.ask(repeats.section, *WEEK)
    found = figure(section, "repeats")
    assert (found.value, found.n) == (0.25, 4)
    assert (found.evidence.cases, found.evidence.values) == ([again], [2 * DAY])
    assert found.note.startswith("Not in it: 2 cases without a touchpoint.")
    assert figure(section, "contacts").value == 1.0
    most = figure(section, "most_by_one")
    assert (most.value, most.note, most.evidence.cases) == (2.0, "At delivery.", (first, again))


@pytest.mark.parametrize(("when", "is_repeat"), [("10:00", True), ("10:01", False)])
def test_ninety_days_are_counted_to_the_minute(when: str, is_repeat: bool) -> None:  # noqa: FBT001
    told = Told()
    told.post(told.case("app", contact=1), "2026-08-20 10:00")
    told.post(told.case("app", contact=1), f"2026-11-18 {when}")  # 90 days later
    found = figure(told.ask(repeats.section, "2026-08-01", "2026-11-22"), "repeats")
    assert (found.value, found.n) == (0.5 if is_repeat else 0.0, 2)


def test_earlier_cases_may_lie_before_the_period_in_any_account_or_none() -> None:
    told = Told()
    told.post(told.case("app", contact=1, account=2), "2026-11-10 10:00")
    told.call(told.case("app", contact=2, account=None), "2026-11-10 10:00")
    told.post(told.case("app", contact=1), "2026-11-17 10:00")
    told.post(told.case("app", contact=2), "2026-11-17 10:00")
    told.post(told.case("app", contact=3), "2026-11-17 10:00")
    found = figure(told.ask(repeats.section, *WEEK, account=1), "repeats")
    assert (found.value, found.n) == pytest.approx((2 / 3, 3))
    assert figure(told.ask(repeats.section, *WEEK, touchpoint="bill"), "repeats").n == 0


def test_two_cases_of_one_moment_are_one_after_the_other() -> None:
    told = Told()
    for _ in range(3):
        told.post(told.case("app", contact=1), "2026-11-17 10:00")
    section = told.ask(repeats.section, *WEEK)
    assert figure(section, "repeats").evidence.cases == [2, 3]
    assert figure(section, "most_by_one").value == 3.0


def test_the_period_counts_by_the_begin_of_a_case() -> None:
    told = Told()
    for when in ("2026-11-15 23:59", "2026-11-16 00:00", "2026-11-22 23:59", "2026-11-23 00:00"):
        told.post(told.case("app", contact=1), when)
    assert figure(told.ask(repeats.section, *WEEK), "repeats").evidence.cases == [2, 3]


def test_a_short_period_is_compared_for_what_came_before_both_is_known() -> None:
    told = Told()
    told.post(told.case("app", contact=1), "2026-09-01 10:00")
    told.post(told.case("app", contact=1), "2026-11-11 10:00")
    told.post(told.case("app", contact=2), "2026-11-12 10:00")
    told.post(told.case("app", contact=1), "2026-11-17 10:00")
    found = figure(told.ask(repeats.section, *WEEK), "repeats")
    assert (found.value, found.n) == (1.0, 1)
    assert (found.before, found.before_n) == (0.5, 2)
    assert not found.note


def test_without_a_period_before_nothing_is_compared() -> None:
    told = Told()
    told.post(told.case("app", contact=1), "2026-11-17 10:00")
    window, _ = told.windows(*WEEK)
    assert figure(repeats.section(window, None), "repeats").before is None


def test_touchpoints_by_repeats_and_contacts_by_how_often() -> None:
    told = Told()
    for touchpoint, contact, days in (
        ("app", 1, (16, 17)), ("app", 2, (16,)), ("bill", 1, (17, 18, 19)), ("bill", 3, (16, 20)),
        ("shop", 4, (16,)),
    ):  # fmt: skip
        for day in days:
            told.post(told.case(touchpoint, contact=contact), f"2026-11-{day} 10:00")
    section = told.ask(repeats.section, *WEEK)
    assert cells(table(section, "by_touchpoint"), "touchpoint", "cases", "repeats", "share") == [
        ("bill", 5, 3, 0.6),
        ("app", 3, 1, pytest.approx(1 / 3)),
        ("shop", 1, 0, 0.0),
    ]
    often = table(section, "most_often")
    assert cells(often, "place", "touchpoint", "cases", "last") == [
        ("1st", "bill", 3, ms("2026-11-19 10:00")),
        ("2nd", "bill", 2, ms("2026-11-20 10:00")),  # of two, the newer first
        ("3rd", "app", 2, ms("2026-11-17 10:00")),
    ]
    assert often.evidence[0].cases == (4, 5, 6)
    assert figure(section, "contacts").value == 2.0


def test_a_run_is_of_ninety_days_and_no_longer() -> None:
    told = Told()
    for day in ("2026-06-10", "2026-08-20", "2026-10-20", "2026-11-17"):
        told.post(told.case("app", contact=1), f"{day} 10:00")
    section = told.ask(repeats.section, "2026-06-01", "2026-11-22")
    # 71, 61 and 28 days apart: the last one has two before it within 90 days, the first is older.
    assert figure(section, "repeats").value == 0.75
    assert figure(section, "most_by_one").evidence.cases == (2, 3, 4)


def told_of(*runs: tuple[str, int]) -> Told:
    """Return twenty cases without a repeat, and of each run a contact with so many."""
    told = Told()
    for touchpoint, times in (*runs, *[("shop", 1)] * 20):
        contact = told.case(touchpoint)
        told.post(contact, "2026-11-17 10:00")
        for hour in range(1, times):
            told.post(told.case(touchpoint, contact=1000 + contact), f"2026-11-18 {10 + hour}:00")
    return told


@pytest.mark.parametrize(
    ("runs", "ends"),
    [
        ((("delivery", 3),), "In 2 of 23 cases, 9 %, {} All were at delivery."),
        ((("billing", 2),), "In 1 of 22 cases, 5 %, {} It was at billing."),
        # Two of delivery, and the newest of billing: each run is of two.
        (
            (("delivery", 2), ("delivery", 2), ("billing", 2)),
            "In 3 of 26 cases, 12 %, {} Most were at delivery: 2 of 3.",
        ),
        ((("delivery", 2), ("billing", 2)), "In 2 of 24 cases, 8 %, {}"),
    ],
)
def test_the_sentence_says_where_there_are_most_repeats(
    runs: tuple[tuple[str, int], ...], ends: str
) -> None:
    said = "the same contact had the same fault within 90 days before."
    assert told_of(*runs).ask(repeats.section, *WEEK).sentence == ends.format(said)


def test_the_longest_run_says_where_several_have_as_many() -> None:
    def note(*runs: tuple[str, int]) -> str:
        return figure(told_of(*runs).ask(repeats.section, *WEEK), "most_by_one").note

    assert note(("app", 3), ("store", 2)) == "At app."
    assert note(("app", 2), ("app", 2)) == "At app; of 2 contacts as many. Behind it is the newest."
    assert note(("app", 2), ("store", 2)).startswith("At 2 touchpoints; of 2 contacts as many.")
    assert note() == "There are no repeats."


def test_nothing_is_said_of_nothing_and_little_of_few() -> None:
    told = Told()
    told.post(told.case(), "2026-11-17 10:00")
    section = told.ask(repeats.section, *WEEK)
    assert section.sentence.startswith("No case of this period has a touchpoint")
    assert [each.value for each in section.figures] == [None, 0.0, None]
    assert figure(section, "repeats").note == "Not in it: 1 case without a touchpoint."
    assert [each.rows for each in section.tables] == [(), ()]
    told.post(told.case("app"), "2026-11-17 10:00")
    section = told.ask(repeats.section, *WEEK)
    assert section.sentence == "Repeats: 0 of 1 case with a touchpoint; too few to say more."
    for _ in range(9):
        told.post(told.case("app"), "2026-11-17 10:00")
    assert told.ask(repeats.section, *WEEK).sentence == (
        "None of 10 cases with a touchpoint repeats a fault of the same contact."
    )

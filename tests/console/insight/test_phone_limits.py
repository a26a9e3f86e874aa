from __future__ import annotations

import pytest

from console.insight import phone_limits
from tests.console.insight.told import Told, cells, figure, table

HOUR = 3_600_000
WEEK = ("2026-11-16", "2026-11-22")
STUCK = "not empowered"


def test_what_the_phone_could_not_do_and_a_post_did() -> None:
    told = Told()
    granted, by_phone, open_case, promised = (told.case() for _ in range(4))
    for case in (granted, by_phone, open_case):
        told.call(case, "2026-11-17 10:00", outcome=STUCK, missing="a refund")
    told.call(promised, "2026-11-17 10:00", outcome="promised")
    told.resolved(granted, "2026-11-17 15:00", "post")
    told.resolved(by_phone, "2026-11-17 15:00", "phone")
    told.resolved(promised, "2026-11-17 15:00", "post")
    section = told.ask(phone_limits.section, *WEEK)
    rate = figure(section, "granted_in_public")
    assert (rate.value, rate.n) == pytest.approx((1 / 3, 3))
    assert (rate.evidence.cases, rate.evidence.values) == ([granted], ["a refund"])
    assert figure(section, "not_empowered").value == 3.0
    wait = figure(section, "wait")
    assert (wait.value, wait.n) == (5 * HOUR, 1)


def test_a_case_that_was_solved_before_the_call_was_not_granted_by_it() -> None:
    told = Told()
    before, answered = told.case(), told.case()
    for case in (before, answered):
        told.post(case, "2026-11-16 10:00")
        told.ours(case, "2026-11-16 11:00")
        told.resolved(case, "2026-11-17 10:00", "post")
        told.call(case, "2026-11-17 10:00", outcome=STUCK)  # at that very moment
    told.ours(answered, "2026-11-17 12:00")  # "sorry", it may say
    section = told.ask(phone_limits.section, *WEEK)
    rate = figure(section, "granted_in_public")
    assert (rate.value, rate.evidence.cases) == (0.0, [])
    assert figure(section, "wait").value is None


def test_what_was_solved_later_than_the_period_before_was_looked_at_counts_as_open() -> None:
    told = Told(now="2026-11-20 12:00")
    for solved in ("2026-11-13 12:00", "2026-11-13 12:01"):
        case = told.case()
        told.call(case, "2026-11-12 10:00", outcome=STUCK)
        told.resolved(case, solved, "post")
    found = figure(told.ask(phone_limits.section, *WEEK), "granted_in_public")
    assert (found.before, found.before_n) == (0.5, 2)


def test_a_call_counts_when_it_was_whenever_its_case_began() -> None:
    told = Told(now="2026-11-24 12:00")
    case = told.case()
    told.post(case, "2026-11-01 10:00")
    told.call(case, "2026-11-15 23:59", outcome=STUCK)
    told.call(case, "2026-11-16 00:00", outcome=STUCK)
    told.call(case, "2026-11-22 23:59", outcome=STUCK)
    told.call(case, "2026-11-23 00:00", outcome=STUCK)
    told.resolved(case, "2026-11-16 00:00", "post")
    found = figure(told.ask(phone_limits.section, *WEEK), "not_empowered")
    assert (found.value, found.before) == (2.0, 1.0)
    assert found.evidence.cases == [case, case]
    rate = figure(told.ask(phone_limits.section, *WEEK), "granted_in_public")
    assert (rate.value, rate.before) == (0.0, 1.0)


def test_what_was_missing_is_one_thing_however_it_is_written() -> None:
    told = Told()
    for missing in ("Voucher", " voucher ", "VOUCHER", "spare  lid", "", "spare lid"):
        case = told.case()
        told.call(case, "2026-11-17 10:00", outcome=STUCK, missing=missing)
        if missing == "spare lid":
            told.resolved(case, "2026-11-17 12:00", "post")
    found = table(told.ask(phone_limits.section, *WEEK), "by_missing")
    assert cells(found, "name", "calls", "granted", "share") == [
        ("VOUCHER", 3, 0, 0.0),
        ("spare lid", 2, 1, 0.5),
        ("not said", 1, 0, 0.0),
    ]
    assert found.evidence[1].cases == [4, 6]


def test_only_the_commonest_are_told_apart() -> None:
    told = Told()
    for number in range(phone_limits.MOST_ROWS + 3):
        told.call(told.case(), "2026-11-17 10:00", outcome=STUCK, missing=f"thing {number:02}")
    found = table(told.ask(phone_limits.section, *WEEK), "by_missing")
    assert len(found.rows) == phone_limits.MOST_ROWS + 1
    assert cells(found, "name", "calls")[-1] == ("all others", 3)
    assert len(found.evidence[-1].cases) == 3


def test_touchpoints_and_scope() -> None:
    told = Told()
    for touchpoint, account in (("app", 1), ("app", None), ("bill", 1), ("", 1)):
        told.call(told.case(touchpoint, account=account), "2026-11-17 10:00", outcome=STUCK)
    found = table(told.ask(phone_limits.section, *WEEK), "by_touchpoint")
    assert cells(found, "name", "calls") == [("app", 2), ("bill", 1), ("not said", 1)]
    one = told.ask(phone_limits.section, *WEEK, account=1, touchpoint="app")
    assert figure(one, "not_empowered").evidence.cases == [1]


def test_the_sentence_names_what_was_missing_most() -> None:
    told = Told()
    for number in range(12):
        case = told.case()
        missing = "refund <b>" if number < 7 else ""
        told.call(case, "2026-11-17 10:00", outcome=STUCK, missing=missing)
        if number < 3:
            told.resolved(case, "2026-11-18 10:00", "post")
    assert told.ask(phone_limits.section, *WEEK).sentence == (
        "Of 12 calls in which the agent was not allowed to help, 3 were solved by a post later,"
        " 25 %. Most often missing: refund <b> (7)."
    )


def test_nothing_is_said_of_nothing_and_little_of_few() -> None:
    told = Told()
    told.call(told.case(), "2026-11-17 10:00", outcome="solved")
    section = told.ask(phone_limits.section, *WEEK)
    assert section.sentence == "No call of this period ended with “not empowered”."
    assert [each.value for each in section.figures] == [None, 0.0, None]
    assert [each.rows for each in section.tables] == [(), ()]
    told.call(told.case(), "2026-11-17 10:00", outcome=STUCK)
    assert told.ask(phone_limits.section, *WEEK).sentence == (
        "The agent was not allowed to help in 1 call; solved by a post later: 0. Too few to say"
        " more."
    )

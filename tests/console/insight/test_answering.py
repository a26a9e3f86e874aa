from __future__ import annotations

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.insight import ChartKind
from console.domain.targets import Targets
from console.insight import answering
from tests.console.insight.told import Told, cells, figure, ms, table

FIRST, LAST = "2026-11-16", "2026-11-22"
"""Monday to Sunday; it is Sunday noon."""


def test_a_complaint_without_a_word_of_ours_after_it_has_no_answer() -> None:
    told = Told()
    for number in range(4):
        case = told.case()
        told.post(case, "2026-11-17 10:00")
        if number:
            told.ours(case, "2026-11-17 11:00")
    section = told.ask(answering.section, FIRST, LAST)
    found = figure(section, "without_answer")
    # One of four. Wilson with z = 1.96: (0.25 + 3.8415 / 8 +- 1.96 * sqrt(0.1875 / 4
    # + 3.8415 / 64)) / (1 + 3.8415 / 4), that is (0.7302 +- 0.6407) / 1.9604.
    assert (found.value, found.n) == (0.25, 4)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(0.0456, abs=1e-4)
    assert found.interval.high == pytest.approx(0.6994, abs=1e-4)
    assert found.evidence.cases == [1]
    assert found.evidence.values == [ms("2026-11-17 10:00")]
    assert section.sentence == (
        "1 of 4 complaints got no answer; that is too few for a share. One waits now, for 5 d 2 h."
    )


def test_one_answer_counts_for_all_complaints_before_it_and_none_after() -> None:
    told = Told()
    case = told.case()
    for when in ("2026-11-17 10:00", "2026-11-17 11:00", "2026-11-17 13:00"):
        told.post(case, when)
    told.ours(case, "2026-11-17 12:00")
    found = figure(told.ask(answering.section, FIRST, LAST), "without_answer")
    assert found.value == pytest.approx(1 / 3)
    assert found.n == 3
    assert found.evidence.values == [ms("2026-11-17 13:00")]


def test_only_complaints_in_cases_count_and_a_repost_is_neither_complaint_nor_answer() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 10:00")
    told.post(case, "2026-11-17 10:05", "question")
    told.post(case, "2026-11-17 10:06", "thanks")
    told.post(case, "2026-11-17 10:07", repost=True)
    told.post(None, "2026-11-17 10:08", repost=True)
    told.post(None, "2026-11-17 10:09")
    told.ours(case, "2026-11-17 11:00", repost=True)
    told.ours(None, "2026-11-17 12:00")
    found = figure(told.ask(answering.section, FIRST, LAST), "without_answer")
    assert (found.value, found.n) == (1.0, 1)


def test_a_contact_off_the_network_answers_and_is_told_apart() -> None:
    told = Told()
    posted, called, both, nothing = (told.case() for _ in range(4))
    for case in (posted, called, both, nothing):
        told.post(case, "2026-11-17 10:00")
    told.call(nothing, "2026-11-17 09:00")  # before the complaint: no answer to it
    told.ours(posted, "2026-11-17 11:00")
    told.call(called, "2026-11-17 11:00", channel="email")
    told.call(both, "2026-11-17 11:00", out=True)
    told.ours(both, "2026-11-17 12:00")
    section = told.ask(answering.section, FIRST, LAST)
    assert figure(section, "without_answer").evidence.cases == [nothing]
    off = figure(section, "off_network_only")
    assert (off.value, off.n, off.evidence.cases) == (0.25, 4, [called])
    assert cells(table(section, "over_time"), "complaints", "posted", "off_network", "without")[
        1
    ] == (4, 2, 1, 1)


@pytest.mark.parametrize("outcome", ["no answer", "voicemail", "wrong number"])
def test_a_call_that_reached_nobody_is_no_answer(outcome: str) -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 10:00")
    told.call(case, "2026-11-17 11:00", out=True, outcome=outcome)
    assert figure(told.ask(answering.section, FIRST, LAST), "without_answer").value == 1.0


def test_resolved_cases_and_spam_do_not_wait_but_were_not_answered() -> None:
    told = Told()
    states = ("needs_reply", "waiting", "snoozed", "resolved", "spam")
    for state in states:
        told.post(told.case(state=state), "2026-11-17 10:00")
    section = told.ask(answering.section, FIRST, LAST)
    assert figure(section, "without_answer").value == 1.0
    assert "2 of them are in cases that are resolved or spam" in (
        figure(section, "without_answer").note
    )
    waiting = figure(section, "waiting_now")
    assert (waiting.value, waiting.n, waiting.interval) == (3, 3, None)
    assert waiting.evidence.cases == [1, 2, 3]
    assert waiting.evidence.values == [5 * 86_400_000 + 2 * 3_600_000] * 3


def test_those_that_wait_stand_by_age_and_a_time_on_the_border_is_the_longer_one() -> None:
    told = Told(now="2026-11-22 12:00")
    for when in (
        "2026-11-22 12:00",  # nothing
        "2026-11-22 11:01",  # 59 minutes
        "2026-11-22 11:00",  # an hour
        "2026-11-22 08:00",  # four hours
        "2026-11-21 12:00",  # a day
        "2026-11-19 12:00",  # three days
        "2026-11-15 12:00",  # seven days
    ):
        told.post(told.case(), when)
    ages = table(told.ask(answering.section, "2026-11-09", LAST), "ages")
    assert ages.rows == (
        ("under 1 h", 2),
        ("1 to 4 h", 1),
        ("4 to 24 h", 1),
        ("1 to 3 d", 1),
        ("3 to 7 d", 1),
        ("7 d or more", 1),
    )
    assert ages.chart is not None
    assert ages.chart.kind is ChartKind.HISTOGRAM
    assert [len(each.cases) for each in ages.evidence] == [2, 1, 1, 1, 1, 1]


def test_the_share_over_time_stands_by_when_the_complaint_came() -> None:
    told = Told()
    for when in ("2026-11-16 00:00", "2026-11-17 23:59", "2026-11-17 10:00", "2026-11-22 09:00"):
        case = told.case()
        told.post(case, when)
        if when == "2026-11-17 10:00":
            told.ours(case, "2026-11-19 10:00")
    found = table(told.ask(answering.section, FIRST, LAST), "over_time")
    assert cells(found, "begins", "complaints", "without", "share") == [
        (ms("2026-11-16 00:00"), 1, 1, 1.0),
        (ms("2026-11-17 00:00"), 2, 1, 0.5),
        (ms("2026-11-18 00:00"), 0, 0, None),
        (ms("2026-11-19 00:00"), 0, 0, None),
        (ms("2026-11-20 00:00"), 0, 0, None),
        (ms("2026-11-21 00:00"), 0, 0, None),
        (ms("2026-11-22 00:00"), None, None, None),
    ]
    assert found.note == (
        "The last day is not over."
        " Those of the last 24 hours may still be answered and are left out."
    )
    assert [list(each.cases) for each in found.evidence] == [[1], [2], [], [], [], [], []]


def test_a_complaint_at_the_very_beginning_counts_and_one_at_the_end_does_not() -> None:
    told = Told(now="2026-12-30 12:00")
    for when in ("2026-11-15 23:59", "2026-11-16 00:00", "2026-11-22 23:59", "2026-11-23 00:00"):
        told.post(told.case(), when)
    section = told.ask(answering.section, FIRST, LAST)
    assert figure(section, "without_answer").evidence.cases == [2, 3]
    assert figure(section, "without_answer").before_n == 1


def test_days_are_those_of_the_business_also_when_the_clock_changes() -> None:
    hours = BusinessHours(zone="Europe/Berlin")
    told = Told(targets=Targets(hours), now="2026-10-27 12:00")
    # 24 October ends at 22:00 UTC, 25 October lasts 25 hours and ends at 23:00 UTC.
    for when in ("2026-10-24 21:59", "2026-10-24 22:00", "2026-10-25 22:59", "2026-10-25 23:00"):
        told.post(told.case(), when)
    found = table(told.ask(answering.section, "2026-10-24", "2026-10-26"), "over_time")
    assert cells(found, "begins", "complaints") == [
        (ms("2026-10-23 22:00"), 1),
        (ms("2026-10-24 22:00"), 2),
        (ms("2026-10-25 23:00"), 1),
    ]


def test_an_answer_counts_whenever_it_came_also_in_a_case_begun_before() -> None:
    told = Told(now="2026-12-30 12:00")
    case = told.case()
    told.post(case, "2026-10-01 10:00")
    told.post(case, "2026-11-17 10:00")
    told.ours(case, "2026-12-24 10:00")
    found = figure(told.ask(answering.section, FIRST, LAST), "without_answer")
    assert (found.value, found.n) == (0.0, 1)


def test_the_period_before_is_judged_when_it_was_as_old_as_this_one_is() -> None:
    told = Told(now="2026-11-22 12:00")
    early, late, never = (told.case() for _ in range(3))
    for case in (early, late, never):
        told.post(case, "2026-11-10 10:00")
    told.ours(early, "2026-11-15 12:00")  # seven days ago: as old as this period is
    told.ours(late, "2026-11-15 12:01")
    section = told.ask(answering.section, FIRST, LAST)
    found = figure(section, "without_answer")
    assert found.before == pytest.approx(2 / 3)
    assert (found.value, found.before_n) == (None, 3)
    assert found.note == "There are no complaints older than 24 h."
    assert figure(section, "waiting_now").evidence.cases == [never]
    for key in ("without_answer", "off_network_only"):
        assert "as old as this one is now" in figure(section, key).formula


def test_account_and_touchpoint_leave_others_out() -> None:
    told = Told()
    told.post(told.case("delivery"), "2026-11-17 10:00")
    told.post(told.case("delivery", account=2), "2026-11-17 10:00")
    told.post(told.case("billing"), "2026-11-17 10:00")
    told.post(told.case(), "2026-11-17 10:00")

    def cases(**scope: object) -> list[int]:
        section = told.ask(answering.section, FIRST, LAST, **scope)  # type: ignore[arg-type]  # as given below
        return list(figure(section, "without_answer").evidence.cases)

    assert cases() == [1, 2, 3, 4]
    assert cases(account=1) == [1, 3, 4]
    assert cases(touchpoint="delivery") == [1, 2]
    assert cases(account=2, touchpoint="delivery") == [2]
    assert cases(touchpoint="") == [4]


def test_nothing_at_all_is_said_so() -> None:
    section = Told().ask(answering.section, FIRST, LAST)
    assert section.sentence == "No complaint came in this period."
    assert figure(section, "without_answer").value is None
    assert figure(section, "off_network_only").value is None
    assert figure(section, "waiting_now").value == 0
    assert all(not each.rows and not each.evidence for each in section.tables)


def test_without_a_period_before_nothing_is_compared() -> None:
    told = Told()
    told.post(told.case(), "2026-11-17 10:00")
    window, _ = told.windows(FIRST, LAST)
    section = answering.section(window, None)
    assert {each.before for each in section.figures} == {None}


def test_the_sentence_says_what_was_found() -> None:
    told = Told()
    for number in range(20):
        case = told.case(state="resolved" if number == 0 else "waiting")
        told.post(case, "2026-11-17 10:00")
        if number > 2:
            told.ours(case, "2026-11-17 11:00")
        before = told.case()
        told.post(before, "2026-11-10 10:00")
        if number:
            told.ours(before, "2026-11-10 11:00")
    assert told.ask(answering.section, FIRST, LAST).sentence == (
        "3 of 20 complaints got no answer, 15 %; in the period before it was 5 %."
        " 3 wait now, the oldest for 12 d 2 h."
    )


def test_the_sentence_says_that_all_were_answered_or_that_none_waits() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 10:00")
    told.ours(case, "2026-11-17 11:00")
    assert told.ask(answering.section, FIRST, LAST).sentence == "The one complaint was answered."
    told.post(told.case(state="spam"), "2026-11-17 10:00")
    assert told.ask(answering.section, FIRST, LAST).sentence == (
        "1 of 2 complaints got no answer; that is too few for a share. None waits any more."
    )


def test_complaints_of_the_last_day_are_in_no_share_and_said_beside() -> None:
    told = Told()
    for number in range(12):
        case = told.case()
        told.post(case, f"2026-11-17 10:{number:02}")
        if number > 2:
            told.ours(case, "2026-11-17 11:00")
    told.post(told.case(), "2026-11-21 12:00")  # just a day ago
    for number in range(5):
        case = told.case()
        told.post(case, f"2026-11-21 12:{number + 1:02}")
        if number == 0:
            told.ours(case, "2026-11-21 13:00")
    section = told.ask(answering.section, FIRST, LAST)
    found = figure(section, "without_answer")
    assert found.value == pytest.approx(4 / 13)
    assert found.n == 13
    assert found.note == "5 of the last 24 hours left out; 4 of them still wait."
    assert figure(section, "off_network_only").n == 13
    assert figure(section, "waiting_now").value == 8
    assert section.sentence == (
        "4 of 13 complaints older than 24 hours got no answer, 31 %."
        " 8 wait now, 4 of them of the last 24 hours, the oldest for 5 d 2 h."
    )
    assert cells(table(section, "over_time"), "complaints", "without")[1::4] == [(12, 3), (1, 1)]


def test_of_one_day_alone_no_share_is_said() -> None:
    told = Told()
    for number in range(3):
        told.post(told.case(), f"2026-11-22 0{number + 1}:00")
    section = told.ask(answering.section, LAST, LAST)
    assert figure(section, "without_answer").value is None
    assert section.sentence == (
        "The 3 complaints of this period are not a day old yet: too early for a share."
        " 3 wait now, 3 of them of the last 24 hours, the oldest for 11 h."
    )
    assert table(section, "over_time").empty == "No complaint of this period is a day old."


@pytest.mark.parametrize("first", ["2026-11-22", FIRST])
def test_a_steady_desk_that_answers_all_has_none_without_in_either_period(first: str) -> None:
    told = Told(now="2026-11-22 09:00")
    for hour in range(24 * 14 + 9):
        case = told.case()
        told.post(case, f"2026-11-{8 + hour // 24:02} {hour % 24:02}:00")
        told.ours(case, f"2026-11-{8 + hour // 24:02} {hour % 24:02}:05")
    found = figure(told.ask(answering.section, first, LAST), "without_answer")
    assert found.before in (None, 0.0)
    assert found.before_n == (0 if first == LAST else found.n)


def test_those_that_wait_now_are_the_same_whichever_period_is_asked_for() -> None:
    told = Told()
    old, older = told.case(), told.case("delivery")
    told.post(old, "2026-11-21 10:00")
    told.post(older, "2026-11-12 10:00")
    told.post(told.case(state="resolved"), "2026-11-12 10:00")
    week = figure(told.ask(answering.section, FIRST, LAST), "waiting_now")
    assert week.evidence.cases == [older, old]
    assert week.note == "Of all complaints since 9 Nov 2026, not only of this period."
    fortnight = figure(told.ask(answering.section, "2026-11-09", LAST), "waiting_now")
    assert fortnight.evidence.cases == [older, old]
    window, _ = told.windows(FIRST, LAST)
    assert figure(answering.section(window, None), "waiting_now").evidence.cases == [old]
    scoped = told.ask(answering.section, FIRST, LAST, touchpoint="delivery")
    assert figure(scoped, "waiting_now").evidence.cases == [older]
    assert scoped.sentence == "No complaint came in this period. One waits now, for 10 d 2 h."


def test_of_a_period_that_is_over_it_is_said_which_may_wait() -> None:
    told = Told()
    told.post(told.case(), "2026-11-12 10:00")
    told.post(told.case(), "2026-11-17 10:00")
    found = figure(told.ask(answering.section, "2026-11-09", "2026-11-15"), "waiting_now")
    assert found.evidence.cases == [1]
    assert found.note == (
        "Of the complaints from 2 Nov 2026 to 15 Nov 2026; later ones are not looked at here."
    )


def test_an_answer_that_is_gone_is_none_and_a_complaint_that_is_gone_does_not_wait() -> None:
    told = Told()
    ours, theirs = told.case(), told.case()
    told.post(ours, "2026-11-17 10:00")
    told.ours(ours, "2026-11-17 11:00")
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    told.post(theirs, "2026-11-17 10:00")
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    section = told.ask(answering.section, FIRST, LAST)
    found = figure(section, "without_answer")
    assert (found.value, found.n, found.evidence.cases) == (1.0, 2, [ours, theirs])
    assert found.note == "1 of them is no longer public and not waiting."
    assert figure(section, "waiting_now").evidence.cases == [ours]


def test_weeks_that_have_not_begun_are_empty_not_nought() -> None:
    told = Told()
    told.post(told.case(), "2026-11-17 10:00")
    found = table(told.ask(answering.section, "2026-11-01", "2026-11-30"), "over_time")
    assert cells(found, "complaints", "share")[3:] == [(1, 1.0), (None, None), (None, None)]
    assert found.note == "The first week has 1 day. 2 weeks have not begun."

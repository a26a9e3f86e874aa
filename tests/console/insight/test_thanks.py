from __future__ import annotations

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.ids import CaseId
from console.domain.insight import ChartKind
from console.domain.targets import Targets
from console.insight import thanks
from tests.console.insight.told import Told, cells, figure, ms, table

FIRST, LAST = "2026-11-02", "2026-11-08"
"""Monday to Sunday, two weeks ago."""
HOUR = 3_600_000


def answered(told: Told, when: str = "2026-11-03 10:00", touchpoint: str = "") -> CaseId:
    """Tell a case that is answered an hour after it began."""
    case = told.case(touchpoint)
    told.post(case, when)
    told.ours(case, f"{when[:11]}{int(when[11:13]) + 1:02}{when[13:]}")
    return case


def test_thanks_count_within_seven_days_after_our_last_post_before_them() -> None:
    told = Told()
    soon, border, late, again = (answered(told) for _ in range(4))
    told.post(soon, "2026-11-03 12:00", "thanks")
    told.post(border, "2026-11-10 11:00", "thanks")  # seven days to the minute
    told.post(late, "2026-11-10 11:01", "thanks")
    told.ours(again, "2026-11-09 11:00")
    told.post(again, "2026-11-11 11:00", "thanks")  # two days after our second post
    section = told.ask(thanks.section, FIRST, LAST)
    found = figure(section, "thanked")
    assert (found.value, found.n) == (0.75, 4)
    assert dict(zip(found.evidence.cases, found.evidence.values, strict=True)) == {
        soon: HOUR,
        border: 7 * 24 * HOUR,
        again: 48 * HOUR,
    }
    assert found.interval is not None
    # Wilson of 3 in 4: (0.75 + 3.8415 / 8 +- 0.6407) / 1.9604, as of 1 in 4 turned over.
    assert found.interval.low == pytest.approx(0.3006, abs=1e-4)
    middle = figure(section, "time_to_thanks")
    assert (middle.value, middle.n, middle.interval) == (48 * HOUR, 3, None)


def test_only_the_first_thanks_after_an_answer_count_and_only_once() -> None:
    told = Told()
    early, twice, ours_first, reposted, called = (told.case() for _ in range(5))
    told.post(early, "2026-11-03 09:00", "thanks")  # for nothing that we wrote
    told.ours(early, "2026-11-03 10:00")
    told.post(twice, "2026-11-03 09:00")
    told.ours(twice, "2026-11-03 10:00")
    told.post(twice, "2026-11-03 10:30", "thanks")
    told.post(twice, "2026-11-03 12:00", "thanks")
    told.ours(ours_first, "2026-11-03 08:00", answers=None)
    told.post(ours_first, "2026-11-03 09:00", "thanks")  # for no answer
    told.ours(ours_first, "2026-11-03 10:00")
    told.post(reposted, "2026-11-03 09:00")
    told.ours(reposted, "2026-11-03 10:00")
    told.post(reposted, "2026-11-03 11:00", "thanks", repost=True)
    told.post(called, "2026-11-03 09:00")
    told.call(called, "2026-11-03 10:00")
    told.post(called, "2026-11-03 11:00", "thanks")  # not for a post of ours
    found = figure(told.ask(thanks.section, FIRST, LAST), "thanked")
    assert (found.evidence.cases, found.evidence.values) == ([twice], [HOUR // 2])
    assert found.n == 4  # all but `called` have an answer


def test_cases_that_may_still_thank_are_told() -> None:
    told = Told(now="2026-11-09 12:00")
    answered(told, "2026-11-02 10:00")  # answered 7 days and an hour ago
    answered(told, "2026-11-02 11:00")  # answered 7 days ago: just in time
    again = answered(told, "2026-11-02 10:30")
    told.ours(again, "2026-11-04 10:00")
    gone = answered(told, "2026-11-02 10:30")
    told.ours(gone, "2026-11-04 10:00")
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    thanked = answered(told, "2026-11-08 10:00")
    told.post(thanked, "2026-11-08 12:00", "thanks")
    section = told.ask(thanks.section, FIRST, LAST)
    found = figure(section, "thanked")
    assert (found.value, found.n) == (0.0, 4)
    assert found.note == (
        "1 case answered in the last 7 days is left out."
        " 2 more may still thank: our last post there is younger than 7 days."
    )
    assert "1 case answered in the last 7 days is left out." in table(section, "touchpoints").note
    # What begins later than seven days ago is in no share.
    assert cells(table(section, "over_time"), "answered", "share") == [
        (4, 0.0),
        *[(None, None)] * 6,
    ]
    assert section.sentence == (
        "In 0 of 4 cases that we answered more than 7 days ago, the customer said thanks: too few"
        " to say more."
    )


def test_of_the_last_seven_days_alone_nothing_is_said_yet() -> None:
    told = Told(now="2026-11-08 12:00")
    for _ in range(3):
        told.post(answered(told), "2026-11-03 12:00", "thanks")
        told.post(answered(told, "2026-10-27 10:00"), "2026-10-27 12:00", "thanks")
    section = told.ask(thanks.section, FIRST, LAST)
    assert (figure(section, "thanked").value, figure(section, "thanked").before) == (None, None)
    assert section.sentence == (
        "3 cases were answered in the last 7 days: too early to say who thanks."
    )


def test_cases_are_counted_not_customers() -> None:
    told = Told()
    for _ in range(10):
        case = told.case(contact=5)
        told.post(case, "2026-11-03 10:00")
        told.ours(case, "2026-11-03 11:00")
    assert told.ask(thanks.section, FIRST, LAST).sentence == (
        "In 0 of 10 cases that we answered, the customer said thanks, 0 %."
    )


def test_solutions_are_confirmed_by_thanks() -> None:
    told = Told()
    for confirmed in ("2026-11-05 10:00", "", ""):
        case = answered(told)
        told.resolved(case, "2026-11-04 10:00", confirmed=confirmed)
    answered(told)
    found = figure(told.ask(thanks.section, FIRST, LAST), "confirmed")
    assert found.value == pytest.approx(1 / 3)
    assert (found.n, found.evidence.cases, found.evidence.values) == (
        3,
        [1],
        [ms("2026-11-05 10:00")],
    )


def test_the_period_before_knows_only_what_had_happened_by_then() -> None:
    told = Told(now="2026-11-16 12:00")
    for thanked, resolved, confirmed in (
        ("2026-11-09 12:00", "2026-11-09 11:00", "2026-11-09 12:00"),  # seven days before now
        ("2026-11-09 12:01", "2026-11-09 11:00", "2026-11-09 12:01"),
        ("2026-11-10 12:00", "2026-11-09 12:01", ""),
    ):
        case = answered(told, "2026-10-28 10:00")
        told.ours(case, "2026-11-05 10:00")
        told.post(case, thanked, "thanks")
        told.resolved(case, resolved, confirmed=confirmed)
    late = told.case()
    told.post(late, "2026-10-28 10:00")
    told.ours(late, "2026-11-02 12:01")  # not seven days before then
    section = told.ask(thanks.section, FIRST, LAST)
    assert figure(section, "thanked").before == pytest.approx(1 / 3)
    assert figure(section, "thanked").before_n == 3
    assert (figure(section, "confirmed").before, figure(section, "confirmed").before_n) == (0.5, 2)
    assert figure(section, "time_to_thanks").before_n == 1


def test_touchpoints_stand_by_how_many_cases_they_have_with_their_intervals() -> None:
    told = Told()
    for touchpoint in ("billing", "delivery", "delivery", "", "", ""):
        case = answered(told, touchpoint=touchpoint)
        if touchpoint == "billing":
            told.post(case, "2026-11-03 12:00", "thanks")
    found = table(told.ask(thanks.section, FIRST, LAST), "touchpoints")
    assert cells(found, "touchpoint", "answered", "thanked", "share") == [
        ("delivery", 2, 0, 0.0),
        ("billing", 1, 1, 1.0),
        ("not said", 3, 0, 0.0),
    ]
    # Wilson of 0 in n reaches to 3.8415 / (n + 3.8415).
    assert cells(found, "share_low", "share_high")[0] == (0.0, pytest.approx(0.6576, abs=1e-4))
    assert [list(each.cases) for each in found.evidence] == [[], [1], []]
    assert found.chart is not None
    assert (found.chart.kind, found.chart.low) == (ChartKind.DOTS, "share_low")


def test_over_time_a_case_stands_where_it_began_also_when_the_clock_changes() -> None:
    told = Told(targets=Targets(BusinessHours(zone="Europe/Berlin")))
    # Sunday, 29 March, begins at 23:00 UTC and has 23 hours.
    first = answered(told, "2026-03-28 22:00")
    answered(told, "2026-03-28 22:59")
    second = told.case()
    told.post(second, "2026-03-28 23:00")
    told.ours(second, "2026-03-29 21:59")
    answered(told, "2026-03-29 22:00")
    told.post(first, "2026-03-30 10:00", "thanks")
    found = table(told.ask(thanks.section, "2026-03-28", "2026-03-30"), "over_time")
    assert cells(found, "begins", "answered", "thanked", "share") == [
        (ms("2026-03-27 23:00"), 2, 1, 0.5),
        (ms("2026-03-28 23:00"), 1, 0, 0.0),
        (ms("2026-03-29 22:00"), 1, 0, 0.0),
    ]
    assert found.note == "By when the case began."


def test_account_touchpoint_and_the_ends_of_the_period_leave_others_out() -> None:
    told = Told()
    inside = answered(told, "2026-11-02 00:00", "delivery")
    answered(told, "2026-11-01 22:59", "delivery")
    answered(told, "2026-11-09 00:00", "delivery")
    answered(told, "2026-11-03 10:00", "billing")
    for case in range(1, 5):
        told.post(told.case(), "2026-11-03 10:00")
        told.post(CaseId(case), "2026-11-09 04:00", "thanks")
    found = figure(told.ask(thanks.section, FIRST, LAST, touchpoint="delivery"), "thanked")
    assert (found.n, found.before_n, found.evidence.cases) == (1, 1, [])
    assert inside == 1
    assert figure(told.ask(thanks.section, FIRST, LAST, account=2), "thanked").n == 0


def test_nothing_at_all_is_said_so() -> None:
    section = Told().ask(thanks.section, FIRST, LAST)
    assert section.sentence == (
        "No case that began in this period has an answer that could be thanked for."
    )
    assert {each.value for each in section.figures} == {None}
    assert all(each.note for each in section.figures)
    assert all(not each.rows and not each.evidence for each in section.tables)


def test_the_sentence_says_how_many_thanked_or_that_they_are_too_few() -> None:
    told = Told()
    told.post(answered(told), "2026-11-03 12:00", "thanks")
    assert told.ask(thanks.section, FIRST, LAST).sentence == (
        "In 1 of 1 case that we answered, the customer said thanks: too few to say more."
    )
    for number in range(19):
        case = answered(told)
        if number < 9:
            told.post(case, "2026-11-03 13:00", "thanks")
        before = answered(told, "2026-10-28 10:00")
        if number == 0:
            told.post(before, "2026-10-28 12:00", "thanks")
    assert told.ask(thanks.section, FIRST, LAST).sentence == (
        "In 10 of 20 cases that we answered, the customer said thanks, 50 %, half of them within"
        " 2 h; in the period before it was 5 %."
    )


def test_thanks_are_not_counted_from_a_post_of_ours_that_is_gone() -> None:
    told = Told()
    case = answered(told)
    told.ours(case, "2026-11-03 12:00")
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    told.post(case, "2026-11-03 13:00", "thanks")
    found = figure(told.ask(thanks.section, FIRST, LAST), "thanked")
    assert found.evidence.values == [2 * HOUR]

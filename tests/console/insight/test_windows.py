from __future__ import annotations

from console.domain.business_hours import BusinessHours
from console.domain.targets import Targets
from console.insight.cases import as_of
from tests.console.insight.told import Told, ms

WEEK = ("2026-11-16", "2026-11-22")
OVER = "2026-11-23 00:00"
"""The week is over."""


def test_a_case_belongs_to_the_period_in_which_it_began() -> None:
    told = Told(now=OVER)
    cases = [told.case() for _ in range(4)]
    told.post(cases[0], "2026-11-15 23:59")
    told.post(cases[1], "2026-11-16 00:00")
    told.post(cases[2], "2026-11-22 23:59")
    told.post(cases[3], "2026-11-23 00:00")
    now, before = told.windows(*WEEK)
    assert [story.case.id for story in now.stories] == cases[1:3]
    assert [story.case.id for story in before.stories] == cases[:1]


def test_a_message_belongs_to_its_own_time_whenever_its_case_began() -> None:
    told = Told(now=OVER)
    case = told.case()
    old = told.post(case, "2026-11-15 12:00")
    new = told.post(case, "2026-11-17 12:00")
    now, before = told.windows(*WEEK)
    assert (now.messages, before.messages) == ([new], [old])


def test_days_begin_in_the_zone_of_the_business() -> None:
    told = Told(Targets(BusinessHours(zone="Pacific/Auckland")))
    case = told.case()
    told.post(case, "2026-11-15 11:30")  # 00:30 on Monday there
    now, _ = told.windows(*WEEK)
    assert [story.case.id for story in now.stories] == [case]


def test_the_period_before_is_as_long() -> None:
    now, before = Told(now=OVER).windows(*WEEK)
    assert before.end_ms == now.start_ms
    assert before.end_ms - before.start_ms == now.end_ms - now.start_ms


def test_it_goes_no_further_than_this_one_has_gone() -> None:
    told = Told(now="2026-11-19 09:00")
    early, late = told.case(), told.case()
    told.post(early, "2026-11-12 08:59")
    told.post(late, "2026-11-12 09:00")
    now, before = told.windows(*WEEK)
    assert before.end_ms == as_of(now, before) == ms("2026-11-12 09:00")
    assert [story.case.id for story in before.stories] == [early]
    assert [each.case_id for each in before.messages] == [early]


def test_what_has_not_begun_has_nothing_before_it() -> None:
    _, before = Told(now="2026-11-15 09:00").windows(*WEEK)
    assert before.end_ms == before.start_ms


def test_a_steady_desk_counts_as_many_in_both() -> None:
    told = Told(now="2026-11-19 09:00")
    for day in range(9, 20):
        for hour in range(8):
            told.post(told.case(), f"2026-11-{day:02} {hour:02}:00")
    now, before = told.windows(*WEEK)
    assert len(now.stories) == len(before.stories) == 32


def test_a_filter_holds_for_cases_and_messages() -> None:
    told = Told()
    mine, other = told.case("delivery"), told.case("billing")
    call_only = told.case("delivery", account=None)
    told.post(mine, "2026-11-17 10:00")
    told.post(other, "2026-11-17 11:00")
    told.call(call_only, "2026-11-17 12:00")
    lonely = told.ours(None, "2026-11-17 13:00")
    by_touchpoint, _ = told.windows(*WEEK, touchpoint="delivery")
    assert [story.case.id for story in by_touchpoint.stories] == [mine, call_only]
    assert [each.case_id for each in by_touchpoint.messages] == [mine, call_only]
    by_account, _ = told.windows(*WEEK, account=1)
    assert [story.case.id for story in by_account.stories] == [mine, other]
    assert lonely in by_account.messages
    nobody, _ = told.windows(*WEEK, account=2)
    assert (nobody.stories, nobody.messages) == ([], [])


def test_those_of_which_nobody_said_are_a_touchpoint_too() -> None:
    told = Told()
    said, unsaid = told.case("app"), told.case()
    told.post(said, "2026-11-17 10:00")
    told.post(unsaid, "2026-11-17 10:00")
    window, _ = told.windows(*WEEK, touchpoint="")
    assert [story.case.id for story in window.stories] == [unsaid]

from __future__ import annotations

import pytest

from console.domain.ids import CaseId
from console.domain.insight import ChartKind
from console.domain.verdicts import Verdict
from console.insight import exchanges
from tests.console.insight.told import Told, cells, figure, table

FIRST, LAST = "2026-11-09", "2026-11-15"
"""Monday to Sunday, a week ago."""
HOUR = 3_600_000


def answered(told: Told, parts: int = 1, when: str = "2026-11-10 10:00") -> CaseId:
    """Tell a case with an answer at that time; each part continues the one before it."""
    case = told.case()
    asked = told.post(case, f"{when[:11]}08:00")
    parent = asked.remote_id
    for _ in range(parts):
        parent = told.ours(case, when, answers=parent).remote_id
    return case


def test_an_answer_is_a_post_under_one_that_is_not_ours_with_what_continues_it() -> None:
    told = Told()
    for parts in (1, 2, 3, 4, 5, 7):
        answered(told, parts)
    case = answered(told, 2)
    more = told.post(case, "2026-11-10 11:00")
    told.ours(case, "2026-11-10 12:00", answers=more.remote_id)
    section = told.ask(exchanges.section, FIRST, LAST)
    found = figure(section, "parts")
    # 1 + 2 + 3 + 4 + 5 + 7 and 2 + 1: 25 posts in 8 answers.
    assert (found.value, found.n, found.interval) == (25 / 8, 8, None)
    long = figure(section, "long_answers")
    assert (long.value, long.n) == (0.5, 8)
    assert long.evidence.cases == [3, 4, 5, 6]
    assert long.evidence.values == [3, 4, 5, 7]
    classes = table(section, "parts")
    assert cells(classes, "parts", "answers", "share") == [
        ("1", 2, 0.25),
        ("2", 2, 0.25),
        ("3", 1, 0.125),
        ("4", 1, 0.125),
        ("5 or more", 2, 0.25),
    ]
    assert [list(each.cases) for each in classes.evidence] == [[1, 7], [2, 7], [3], [4], [5, 6]]
    assert classes.chart is not None
    assert classes.chart.kind is ChartKind.HISTOGRAM


def test_two_posts_under_the_same_one_are_two_answers_and_reposts_and_calls_are_none() -> None:
    told = Told()
    case = told.case()
    asked = told.post(case, "2026-11-10 09:00")
    told.ours(case, "2026-11-10 10:00", answers=asked.remote_id)
    told.ours(case, "2026-11-10 10:01", answers=asked.remote_id)
    told.ours(case, "2026-11-10 10:02", repost=True)
    told.call(case, "2026-11-10 10:03", out=True)
    told.ours(None, "2026-11-10 10:04", answers=None)
    found = figure(told.ask(exchanges.section, FIRST, LAST), "parts")
    assert (found.value, found.n) == (1.0, 2)


def test_two_posts_of_ours_in_a_case_without_any_of_the_customer_are_one_answer() -> None:
    told = Told()
    case = told.case()
    first = told.ours(case, "2026-11-10 10:00", answers="elsewhere")
    told.ours(case, "2026-11-10 10:01", answers=first.remote_id)
    found = figure(told.ask(exchanges.section, FIRST, LAST), "parts")
    assert (found.value, found.n) == (2.0, 1)


def test_the_mean_has_an_interval_from_thirty_answers_on() -> None:
    told = Told()
    for number in range(30):
        answered(told, 3 if number < 10 else 1)
    found = figure(told.ask(exchanges.section, FIRST, LAST), "parts")
    assert found.value == pytest.approx(50 / 30)
    assert found.interval is not None
    # Squares add up to 110; (110 - 50 * 50 / 30) / 29 = 0.9195; 1.96 * sqrt(0.9195 / 30) = 0.3431.
    assert found.interval.low == pytest.approx(50 / 30 - 0.3431, abs=1e-4)
    assert found.interval.high == pytest.approx(50 / 30 + 0.3431, abs=1e-4)


def test_an_answer_counts_where_it_was_given_with_parts_that_came_after_the_period() -> None:
    told = Told()
    answered(told, 1, "2026-11-08 23:59")
    inside = answered(told, 1, "2026-11-09 00:00")
    case = told.case()
    asked = told.post(case, "2026-11-01 10:00")
    late = told.ours(case, "2026-11-15 23:59", answers=asked.remote_id)
    told.ours(case, "2026-11-16 00:00", answers=late.remote_id)
    answered(told, 1, "2026-11-16 00:00")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "parts")
    assert (found.evidence.cases, found.evidence.values) == ([inside, case], [1, 2])
    assert (found.before, found.before_n) == (1.0, 1)


def test_a_new_post_of_the_same_customer_within_a_day_is_told_in_whichever_case() -> None:
    told = Told()
    same = answered(told)
    told.post(same, "2026-11-11 10:00")  # a day to the minute
    late = answered(told)
    told.post(late, "2026-11-11 10:01")
    under = answered(told)
    told.post(under, "2026-11-10 12:00", answers="p1")
    reposts = answered(told)
    told.post(reposts, "2026-11-10 12:00", repost=True)
    before = told.case()
    told.post(before, "2026-11-10 09:00")
    told.post(before, "2026-11-10 09:30")
    told.ours(before, "2026-11-10 10:00")
    first, other = told.case(contact=7), told.case(contact=7)
    told.post(first, "2026-11-10 09:00", author="ada")
    told.ours(first, "2026-11-10 10:00")
    told.post(other, "2026-11-10 13:00", author="ada_again")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "written_anew")
    assert dict(zip(found.evidence.cases, found.evidence.values, strict=True)) == {
        same: 24 * HOUR,
        first: 3 * HOUR,
    }
    assert found.value == pytest.approx(2 / 6)
    assert found.n == 6


def test_the_same_author_is_the_same_customer_though_the_contacts_are_two() -> None:
    told = Told()
    first, other, stranger = told.case(contact=1), told.case(contact=2), told.case(contact=3)
    told.post(first, "2026-11-10 09:00", author="ada")
    told.ours(first, "2026-11-10 10:00")
    told.post(other, "2026-11-10 12:00", author="ada")
    told.post(stranger, "2026-11-10 11:00", author="ben")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "written_anew")
    assert (found.evidence.cases, found.evidence.values) == ([first], [2 * HOUR])


def test_a_new_post_follows_the_last_answer_before_it_only() -> None:
    told = Told()
    case = answered(told, 1, "2026-11-10 10:00")
    told.ours(case, "2026-11-10 11:00")
    told.post(case, "2026-11-10 12:00")
    told.post(case, "2026-11-10 13:00")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "written_anew")
    assert (found.evidence.cases, found.evidence.values) == ([case], [HOUR])
    assert (found.value, found.n) == (0.5, 2)


def test_a_new_post_follows_an_answer_of_several_parts_from_its_first() -> None:
    told = Told()
    case = answered(told, 1, "2026-11-10 10:00")
    told.ours(case, "2026-11-10 10:05", answers="p2")
    told.post(case, "2026-11-10 12:00")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "written_anew")
    assert (found.value, found.n, found.evidence.values) == (1.0, 1, [2 * HOUR])


def test_answers_of_the_last_day_are_left_out_for_what_follows_is_not_known() -> None:
    told = Told(now="2026-11-11 12:00")
    kept = answered(told, 1, "2026-11-10 12:00")
    young = answered(told, 1, "2026-11-10 12:01")
    for case in (kept, young):
        told.post(case, "2026-11-10 13:00")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "written_anew")
    assert (found.n, found.evidence.cases) == (1, [kept])
    assert found.note == "1 of the last 24 h are left out."


def test_of_a_period_that_is_over_its_own_last_day_is_left_out() -> None:
    told = Told(now="2026-12-30 12:00")
    answered(told, 1, "2026-11-15 00:00")
    answered(told, 1, "2026-11-15 09:00")
    assert figure(told.ask(exchanges.section, FIRST, LAST), "written_anew").n == 1


def test_messages_count_till_the_case_was_resolved() -> None:
    told = Told()
    for extra in (0, 1, 4):
        case = answered(told, 2)
        for _ in range(extra):
            told.call(case, "2026-11-10 12:00")
        told.resolved(case, "2026-11-10 12:00")
        told.post(case, "2026-11-10 12:01", "thanks")
    answered(told)
    found = figure(told.ask(exchanges.section, FIRST, LAST), "messages")
    # A post, two parts and so many calls: 3, 4 and 7.
    assert (found.value, found.n, found.interval) == (4, 3, None)
    assert sorted(found.evidence.values) == [3, 4, 7]  # type: ignore[type-var]  # all are numbers


def test_the_period_before_counts_what_was_resolved_by_then() -> None:
    told = Told(now="2026-11-15 12:00")
    for when in ("2026-11-08 12:00", "2026-11-08 12:01"):
        told.resolved(answered(told, 1, "2026-11-03 10:00"), when)
    found = figure(told.ask(exchanges.section, FIRST, LAST), "messages")
    assert (found.value, found.before, found.before_n) == (None, 2.0, 1)


def test_account_and_touchpoint_leave_others_out() -> None:
    told = Told()
    for touchpoint, account in (("delivery", 1), ("billing", 1), ("delivery", 2)):
        case = told.case(touchpoint, account=account)
        told.post(case, "2026-11-10 09:00")
        told.ours(case, "2026-11-10 10:00")
        told.post(case, "2026-11-10 11:00")
    every = told.ask(exchanges.section, FIRST, LAST)
    assert figure(every, "written_anew").evidence.cases == [1, 2, 3]
    some = told.ask(exchanges.section, FIRST, LAST, account=1, touchpoint="delivery")
    assert figure(some, "written_anew").evidence.cases == [1]
    assert figure(some, "parts").n == 1


def test_nothing_at_all_is_said_so() -> None:
    section = Told().ask(exchanges.section, FIRST, LAST)
    assert section.sentence == "We answered nobody in this period."
    assert {each.value for each in section.figures} == {None}
    assert all(each.note for each in section.figures)
    assert all(not each.rows and not each.evidence for each in section.tables)


def test_the_sentence_says_what_was_found_or_that_it_is_too_few() -> None:
    told = Told()
    case = answered(told, 3)
    told.post(case, "2026-11-10 11:00")
    assert told.ask(exchanges.section, FIRST, LAST).sentence == (
        "Only 1 answer of ours: too few to say much."
    )
    for _ in range(9):
        answered(told)
    # 3 + 9 posts in ten answers, one of which is long and followed by a new post.
    assert told.ask(exchanges.section, FIRST, LAST).sentence == (
        "An answer takes 1.2 posts on average, and 10 % take 3 or more. After 10 % the customer"
        " wrote a new post within a day, instead of one under our answer: such posts are easily"
        " missed."
    )


def test_the_sentence_says_that_nobody_wrote_anew() -> None:
    told = Told()
    for _ in range(10):
        answered(told)
    assert told.ask(exchanges.section, FIRST, LAST).sentence == (
        "An answer takes 1.0 posts on average, none 3 or more."
        " No answer was followed by a new post of the customer within a day."
    )


def test_the_mean_of_the_period_before_has_its_interval_too() -> None:
    told = Told()
    for _ in range(30):
        answered(told, 3, "2026-11-10 10:00")
        answered(told, 1, "2026-11-03 10:00")
    found = figure(told.ask(exchanges.section, FIRST, LAST), "parts")
    assert found.before_interval is not None
    assert (found.before_interval.low, found.before_interval.high) == (1.0, 1.0)
    assert found.verdict is Verdict.WORSE

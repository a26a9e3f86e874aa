from __future__ import annotations

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.targets import Targets
from console.insight import solving
from tests.console.insight.told import Told, cells, figure, ms, table

HOUR = 3_600_000
WEEK = ("2026-11-16", "2026-11-22")


def test_cases_are_resolved_or_not_and_spam_is_neither() -> None:
    told = Told()
    first, second, third, spam = told.case(), told.case(), told.case(), told.case(state="spam")
    for case in (first, second, third, spam):
        told.post(case, "2026-11-17 10:00")
    told.resolved(first, "2026-11-17 11:00")
    told.resolved(second, "2026-11-18 10:00", "phone")
    found = figure(told.ask(solving.section, *WEEK), "resolved")
    assert (found.value, found.n) == pytest.approx((2 / 3, 3))
    assert found.note == "Not resolved: 1."
    assert list(zip(found.evidence.cases, found.evidence.values, strict=True)) == [
        (third, "open"),
        (first, "resolved"),
        (second, "resolved"),
    ]


def test_the_period_before_is_judged_when_it_was_as_old() -> None:
    told = Told(now="2026-11-20 12:00")
    for resolved in ("2026-11-13 12:00", "2026-11-13 12:01"):
        # A week before 20 November 12:00 the second one was still open.
        case = told.case()
        told.post(case, "2026-11-10 10:00")
        told.resolved(case, resolved)
    section = told.ask(solving.section, *WEEK)
    found = figure(section, "resolved")
    assert (found.before, found.before_n, found.value) == (0.5, 2, None)
    took = figure(section, "time_to_resolution")
    assert (took.before, took.before_n) == (3 * 24 * HOUR + 2 * HOUR, 1)


def test_a_case_counts_where_it_began() -> None:
    told = Told(now="2026-11-24 12:00")
    older, at_start, at_end = told.case(), told.case(), told.case()
    told.post(older, "2026-11-15 23:59")
    told.post(older, "2026-11-17 10:00")
    told.post(at_start, "2026-11-16 00:00")
    told.post(at_end, "2026-11-23 00:00")
    found = figure(told.ask(solving.section, *WEEK), "resolved")
    assert found.evidence.cases == [at_start]
    assert found.before_n == 1


def test_what_was_sent_elsewhere_is_not_resolved_without_deflection() -> None:
    told = Told()
    good, sent, foreign, unread, quiet = (told.case() for _ in range(5))
    for case in (good, sent, foreign, unread, quiet):
        told.post(case, "2026-11-17 10:00")
    told.ours(good, "2026-11-17 11:00", share="solved")
    told.ours(sent, "2026-11-17 11:00", share="other", deflects=0)
    told.ours(sent, "2026-11-17 12:00", share="other", deflects=1)
    told.ours(foreign, "2026-11-17 11:00", share="other", deflects=None)
    told.ours(unread, "2026-11-17 11:00")
    for case in (good, sent, foreign, unread):
        told.resolved(case, "2026-11-18 10:00")
    # Read are good, sent and quiet, which has no answer at all; only the first will do.
    found = figure(told.ask(solving.section, *WEEK), "resolved_without_deflection")
    assert (found.value, found.n) == pytest.approx((1 / 3, 3))
    assert found.note.startswith("Not in it: 2 cases with an answer that was not read")
    assert list(zip(found.evidence.cases, found.evidence.values, strict=True)) == [
        (sent, "sent elsewhere"),
        (good, "resolved"),
    ]


def test_who_was_sent_elsewhere_is_not_heard_from_unless_they_are_within_48_hours() -> None:
    told = Told()  # now is 22 November, 12:00
    called, in_time, too_late, over, running = (told.case(contact=n) for n in range(1, 6))
    for case in (called, in_time, too_late, over, running):
        told.post(case, "2026-11-16 09:00")
    for case in (called, in_time, too_late):
        told.ours(case, "2026-11-16 10:00", share="other", deflects=1)
    told.ours(over, "2026-11-20 12:00", share="other", deflects=1)
    told.ours(running, "2026-11-20 12:01", share="other", deflects=1)
    told.call(called, "2026-11-21 10:00")  # in the same case, but days later
    told.call(told.case(contact=2), "2026-11-18 10:00")  # to the minute
    told.call(told.case(contact=3), "2026-11-18 10:01")
    told.resolved(too_late, "2026-11-19 10:00")
    found = figure(told.ask(solving.section, *WEEK), "dangling")
    assert (found.value, found.n) == (0.5, 4)
    assert found.evidence.cases == [called, over]  # the one that called too late is resolved
    assert found.evidence.values == [ms("2026-11-16 10:00"), ms("2026-11-20 12:00")]
    assert found.note == "Not in it: 1 case whose 48 h are not over."
    assert found.title == "Sent elsewhere, not heard from"


def test_who_called_first_and_is_sent_back_to_the_phone_was_not_heard_from() -> None:
    told = Told()
    sent, missed, met = told.case(), told.case(), told.case()
    told.call(sent, "2026-11-16 08:00")
    for case in (sent, missed, met):
        told.post(case, "2026-11-16 09:00")
        told.ours(case, "2026-11-16 10:00", share="other", deflects=1)
    told.call(missed, "2026-11-17 10:00", out=True, outcome="no answer")
    told.call(met, "2026-11-17 10:00", out=True, outcome="promised")
    found = figure(told.ask(solving.section, *WEEK), "dangling")
    assert (found.evidence.cases, found.n) == ([sent, missed], 3)


def test_an_answer_of_later_than_the_period_before_was_looked_at_sends_nobody_elsewhere() -> None:
    told = Told(now="2026-11-20 12:00")
    case = told.case()
    told.post(case, "2026-11-10 10:00")
    told.ours(case, "2026-11-13 12:01", share="other", deflects=1)
    told.resolved(case, "2026-11-11 10:00")
    found = figure(told.ask(solving.section, *WEEK), "resolved_without_deflection")
    assert (found.before, found.before_n) == (1.0, 1)


def test_a_call_before_the_answer_in_another_case_is_none_after_it() -> None:
    told = Told()
    case = told.case(contact=1)
    told.post(case, "2026-11-16 09:00")
    told.call(told.case(contact=1), "2026-11-16 09:59")
    told.ours(case, "2026-11-16 10:00", share="other", deflects=1)
    found = figure(told.ask(solving.section, *WEEK), "dangling")
    assert (found.value, found.n) == (1.0, 1)


def test_half_of_the_resolved_took_less() -> None:
    told = Told()
    for hour in (11, 12, 16):
        case = told.case()
        told.post(case, "2026-11-17 10:00")
        told.resolved(case, f"2026-11-17 {hour}:00")
    told.post(told.case(), "2026-11-17 10:00")
    found = figure(told.ask(solving.section, *WEEK), "time_to_resolution")
    assert (found.value, found.n, found.interval) == (2 * HOUR, 3, None)  # of 1, 2 and 6 h
    assert found.note == "Not in it: 1 case not resolved yet."
    assert found.evidence.values == [HOUR, 2 * HOUR, 6 * HOUR]


def test_cases_stand_by_their_first_contact_and_by_what_fixed_them() -> None:
    told = Told()
    for channel, by in (
        ("", "post"),
        ("", "post"),
        ("", ""),
        ("phone", "phone"),
        ("in_person", ""),
    ):
        case = told.case()
        if channel:
            told.call(case, "2026-11-17 10:00", channel=channel)
            told.post(case, "2026-11-17 11:00")
        else:
            told.post(case, "2026-11-17 10:00")
        if (channel, by) != ("in_person", ""):
            told.resolved(case, "2026-11-17 12:00", by)
    section = told.ask(solving.section, *WEEK)
    assert cells(table(section, "by_first_channel"), "channel", "cases", "resolved", "time") == [
        ("post", 3, 3, 2 * HOUR),
        ("phone", 1, 1, 2 * HOUR),
        ("in person", 1, 0, None),
    ]
    assert cells(table(section, "by_first_channel"), "share", "share_high")[2] == (
        0.0,
        pytest.approx(0.7935, abs=1e-4),  # Wilson of none in one
    )
    assert cells(table(section, "by_solution"), "channel", "cases", "share") == [
        ("post", 2, 0.5),
        ("phone", 1, 0.25),
        ("not said", 1, 0.25),
    ]


def test_a_day_is_that_of_the_business_also_when_the_clocks_change() -> None:
    told = Told(Targets(BusinessHours(zone="Europe/Berlin")), now="2026-10-27 12:00")
    # In Berlin 25 October 2026 has 25 hours, from 22:00 UTC on the day before.
    for when in ("2026-10-24 21:59", "2026-10-24 22:00", "2026-10-25 22:59", "2026-10-25 23:00"):
        case = told.case()
        told.post(case, when)
        told.resolved(case, "2026-10-26 12:00")
    told.post(told.case(), "2026-10-25 10:00")
    found = table(told.ask(solving.section, "2026-10-24", "2026-10-27"), "over_time")
    assert cells(found, "begins", "cases", "resolved", "share") == [
        (ms("2026-10-23 22:00"), 1, 1, 1.0),
        (ms("2026-10-24 22:00"), 3, 2, pytest.approx(2 / 3)),
        (ms("2026-10-25 23:00"), 1, 1, 1.0),
        (ms("2026-10-26 23:00"), 0, 0, None),
    ]
    assert [len(each.cases) for each in found.evidence] == [1, 3, 1, 0]
    assert found.note == "Younger cases had less time to be resolved. The last day is not over."


def test_only_cases_of_the_scope_count() -> None:
    told = Told()
    ours, other, calls = told.case("app"), told.case("app", account=2), told.case(account=None)
    told.post(ours, "2026-11-17 10:00")
    told.post(other, "2026-11-17 10:00")
    told.call(calls, "2026-11-17 10:00")
    one = figure(told.ask(solving.section, *WEEK, account=1), "resolved")
    assert one.evidence.cases == [ours]
    app = figure(told.ask(solving.section, *WEEK, touchpoint="app"), "resolved")
    assert app.evidence.cases == [ours, other]
    unsaid = figure(told.ask(solving.section, *WEEK, touchpoint=""), "resolved")
    assert unsaid.evidence.cases == [calls]


def test_nothing_is_said_of_nothing_and_little_of_few() -> None:
    told = Told()
    section = told.ask(solving.section, *WEEK)
    assert section.sentence == "No case began in this period."
    assert [each.value for each in section.figures] == [None, None, None, None]
    assert all(each.note for each in section.figures)
    assert [each.rows for each in section.tables] == [(), (), ()]
    case = told.case()
    told.post(case, "2026-11-17 10:00")
    told.resolved(case, "2026-11-17 10:00")
    section = told.ask(solving.section, *WEEK)
    assert section.sentence == "Resolved: 1 of 1 case; too few to say more."
    assert figure(section, "time_to_resolution").value == 0.0


def test_the_sentence_says_how_many_how_soon_and_who_was_lost() -> None:
    told = Told()
    for number in range(20):
        case = told.case()
        told.post(case, "2026-11-17 10:00")
        told.ours(case, "2026-11-17 11:00", share="other", deflects=int(number < 10))
        if number >= 5:
            told.resolved(case, "2026-11-17 15:00")
        if number < 2:
            told.call(case, "2026-11-18 10:00")
    assert told.ask(solving.section, *WEEK).sentence == (
        "15 of 20 cases are resolved, 75 %, half of them within 5 h."
        " Sent elsewhere and not heard from within two days: 3 of 10."
    )


def test_without_a_period_before_there_is_nothing_beside_it() -> None:
    told = Told()
    told.post(told.case(), "2026-11-10 10:00")
    window, _ = told.windows(*WEEK)
    assert all(each.before is None for each in solving.section(window, None).figures)

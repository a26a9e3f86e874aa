from __future__ import annotations

from datetime import timedelta

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.targets import Targets
from console.insight import called_first
from tests.console.insight.told import Told, cells, figure, table

HOUR = 3_600_000
WEEK = ("2026-11-16", "2026-11-22")


def test_the_wait_is_from_the_first_call_to_the_first_post() -> None:
    told = Told()
    case, quiet = told.case(), told.case()
    told.call(case, "2026-11-17 10:00")
    told.call(case, "2026-11-17 12:00", channel="e-mail")
    told.post(case, "2026-11-17 14:00")
    told.post(case, "2026-11-18 14:00")
    told.post(quiet, "2026-11-17 14:00")
    section = told.ask(called_first.section, *WEEK)
    share = figure(section, "called_first")
    assert (share.value, share.n) == (0.5, 2)
    assert (share.evidence.cases, share.evidence.values) == ([case], [4 * HOUR])
    assert figure(section, "wait").value == 4 * HOUR


def test_a_call_after_the_post_is_none_before_it() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-17 10:00")
    told.call(case, "2026-11-17 10:00")  # in the same minute, and noted after it
    section = told.ask(called_first.section, *WEEK)
    assert figure(section, "called_first").value == 0.0
    assert figure(section, "wait").note == "There are no cases whose customer called first."


def test_calls_in_another_case_count_within_the_target_those_in_the_same_always() -> None:
    told = Told()  # the target is 72 h
    in_time, too_late, own, strange = (told.case(contact=n) for n in (1, 2, 3, 4))
    for case in (in_time, too_late, own, strange):
        told.post(case, "2026-11-20 10:00")
    told.call(told.case(contact=1, account=None), "2026-11-17 10:00")
    told.call(told.case(contact=2, account=None), "2026-11-17 09:59")
    told.call(own, "2026-11-16 09:00")
    told.call(told.case(contact=5, account=None), "2026-11-20 09:00")
    found = figure(told.ask(called_first.section, *WEEK, account=1), "called_first")
    assert (found.value, found.n) == (0.5, 4)
    assert dict(zip(found.evidence.cases, found.evidence.values, strict=True)) == {
        in_time: 72 * HOUR,
        own: 97 * HOUR,
    }
    assert "at most 3 d before" in found.formula


def test_the_target_can_be_another_one() -> None:
    told = Told(Targets(BusinessHours(zone="UTC"), called_first=timedelta(hours=1)))
    for contact, when in ((1, "2026-11-17 09:00"), (2, "2026-11-17 08:59")):
        told.post(told.case(contact=contact), "2026-11-17 10:00")
        told.call(told.case(contact=contact), when)
    found = figure(told.ask(called_first.section, *WEEK), "called_first")
    assert (found.value, found.evidence.cases) == (0.5, [1])


def test_a_case_of_calls_alone_has_no_post_to_wait_for() -> None:
    told = Told()
    told.call(told.case(), "2026-11-17 10:00")
    section = told.ask(called_first.section, *WEEK)
    share = figure(section, "called_first")
    assert (share.value, share.n) == (None, 0)
    assert share.note == "There are no cases with a post of the customer."
    assert section.sentence == "No customer wrote in public in this period."
    assert [each.rows for each in section.tables] == [(), ()]


def _waits(told: Told, touchpoint: str, *hours: float, day: str = "2026-11-17") -> None:
    """Tell a case for each, whose post came so many hours after the call."""
    for wait in hours:
        case = told.case(touchpoint)
        begun = told.call(case, f"{day} 10:00")
        minutes = round(wait * 60)
        when = timedelta(minutes=minutes) + timedelta(hours=10)
        days, rest = divmod(round(when.total_seconds() / 60), 24 * 60)
        date = f"2026-11-{int(day[-2:]) + days:02}"
        assert (
            begun.ms
            == told.post(case, f"{date} {rest // 60:02}:{rest % 60:02}").ms - minutes * 60_000
        )


def test_median_and_ninetieth_percentile() -> None:
    told = Told()
    _waits(told, "", *range(1, 12))
    _waits(told, "", 2, 4, day="2026-11-10")
    section = told.ask(called_first.section, *WEEK)
    wait, longest = figure(section, "wait"), figure(section, "wait_p90")
    assert (wait.value, wait.before, wait.before_n) == (6 * HOUR, 3 * HOUR, 2)
    assert wait.interval is not None
    assert (wait.interval.low, wait.interval.high) == (2 * HOUR, 10 * HOUR)  # ranks 2 and 10 of 11
    assert longest.value == 10 * HOUR  # place 0.9 * 10 = 9, counted from nought
    assert section.sentence == (
        "In 11 of 11 cases with a post, 100 %, the customer had called before: in half of them we"
        " had 6 h or more to solve it before it was public."
    )


def test_touchpoints_stand_with_their_median_and_its_interval() -> None:
    told = Told()
    _waits(told, "delivery", 1, 2, 3, 4, 5, 6)
    _waits(told, "billing", 8)
    _waits(told, "", 9, 10)
    told.post(told.case("delivery"), "2026-11-17 10:00")
    told.post(told.case("app"), "2026-11-17 10:00")
    found = table(told.ask(called_first.section, *WEEK), "by_touchpoint")
    assert cells(found, "touchpoint", "cases", "called", "share") == [
        ("delivery", 7, 6, pytest.approx(6 / 7)),
        ("billing", 1, 1, 1.0),
        ("not said", 2, 2, 1.0),
    ]
    assert cells(found, "wait", "wait_low", "wait_high") == [
        (3.5 * HOUR, HOUR, 6 * HOUR),
        (8 * HOUR, None, None),
        (9.5 * HOUR, None, None),
    ]
    assert found.evidence[1].values == [8 * HOUR]


def test_a_wait_on_a_border_is_of_the_longer_class() -> None:
    told = Told()
    _waits(told, "", 0.5, 1, 3.9, 4, 24, 72, 80)
    found = table(told.ask(called_first.section, *WEEK), "waits")
    assert cells(found, "wait", "cases") == [
        ("under 1 h", 1),
        ("1 to 4 h", 2),
        ("4 to 24 h", 1),
        ("1 to 3 d", 1),
        ("3 d or more", 2),
    ]
    assert sum(row[2] for row in found.rows) == pytest.approx(1.0)  # type: ignore[misc]


def test_the_night_in_which_the_clocks_change_has_its_true_length() -> None:
    told = Told(Targets(BusinessHours(zone="Europe/Berlin")), now="2026-03-30 12:00")
    case = told.case()
    told.call(case, "2026-03-29 00:30")  # 01:30 in Berlin
    told.post(case, "2026-03-29 01:30")  # 03:30 there, for an hour is skipped
    section = told.ask(called_first.section, "2026-03-29", "2026-03-29")
    assert figure(section, "wait").value == HOUR


def test_what_we_called_ourselves_is_no_call_of_the_customer() -> None:
    told = Told()
    case, both = told.case(), told.case()
    for each in (case, both):
        told.call(each, "2026-11-17 09:00", out=True)
        told.post(each, "2026-11-17 14:00")
    told.call(both, "2026-11-17 10:00")
    section = told.ask(called_first.section, *WEEK)
    found = figure(section, "called_first")
    assert (found.evidence.cases, found.evidence.values) == ([both], [4 * HOUR])


def test_who_posted_later_than_the_period_before_was_looked_at_is_not_in_it() -> None:
    told = Told(now="2026-11-20 12:00")
    for posted in ("2026-11-13 12:00", "2026-11-13 12:01"):
        case = told.case()
        told.call(case, "2026-11-13 10:00")
        told.post(case, posted)
    assert figure(told.ask(called_first.section, *WEEK), "called_first").before_n == 1


def test_a_case_is_of_the_period_in_which_it_began() -> None:
    told = Told(now="2026-11-24 12:00")
    case = told.case("app")
    told.call(case, "2026-11-15 23:59")
    told.post(case, "2026-11-16 00:00")
    share = figure(told.ask(called_first.section, *WEEK), "called_first")
    assert (share.n, share.before, share.before_n) == (0, 1.0, 1)
    assert (
        figure(told.ask(called_first.section, *WEEK, touchpoint="x"), "called_first").before_n == 0
    )


def test_few_are_not_judged() -> None:
    told = Told()
    _waits(told, "", 3)
    assert told.ask(called_first.section, *WEEK).sentence == (
        "In 1 of 1 case with a post the customer had called before:"
        " too few to say how long they waited."
    )
    other = Told()
    other.post(other.case(), "2026-11-17 10:00")
    assert other.ask(called_first.section, *WEEK).sentence == (
        "In none of 1 case with a post had the customer called before."
    )

from __future__ import annotations

import random
from datetime import timedelta

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.ids import CaseId, from_ms
from console.domain.insight import ChartKind
from console.domain.opening_week import NEVER, read_week
from console.domain.targets import Targets
from console.insight import answer_times
from console.insight.answer_hours import Clock
from tests.console.insight.told import Told, at, cells, figure, ms, table

FIRST, LAST = "2026-11-16", "2026-11-22"
"""Monday to Sunday; it is Sunday noon."""
MINUTE, HOUR, DAY = 60_000, 3_600_000, 86_400_000
OFFICE = BusinessHours(read_week("Mon-Fri 09:00-17:00"), zone="UTC")


def answered(told: Told, asked: str, answer: str, touchpoint: str = "") -> CaseId:
    case = told.case(touchpoint)
    told.post(case, asked)
    told.ours(case, answer)
    return case


def test_the_median_and_the_90th_percentile_are_by_the_clock() -> None:
    told = Told()
    for minutes in (10, 20, 30, 40, 50, 60):
        answered(told, "2026-11-17 10:00", f"2026-11-17 {10 + minutes // 60}:{minutes % 60:02}")
    section = told.ask(answer_times.section, FIRST, LAST)
    middle, high = figure(section, "median"), figure(section, "high")
    assert (middle.value, middle.n) == (35 * MINUTE, 6)
    assert middle.interval is not None
    # From six values on the outermost two hold the median with 1 - 2 / 64.
    assert (middle.interval.low, middle.interval.high) == (10 * MINUTE, 60 * MINUTE)
    assert high.value == 55 * MINUTE  # the place 0.9 * 5 = 4.5, between 50 and 60
    assert high.note == "Of so few it says little more than the slowest."
    assert dict(zip(middle.evidence.cases, middle.evidence.values, strict=True)) == {
        number: number * 10 * MINUTE for number in range(1, 7)
    }


def test_it_is_our_first_post_after_the_customers_first_whatever_came_before_or_later() -> None:
    told = Told()
    case = told.case()
    told.ours(case, "2026-11-17 08:00", answers=None)
    told.call(case, "2026-11-17 08:30")
    told.post(case, "2026-11-17 10:00", "question")
    told.post(case, "2026-11-17 10:30")
    told.call(case, "2026-11-17 10:40", out=True)
    told.ours(case, "2026-11-17 10:50", repost=True)
    told.ours(case, "2026-11-17 11:00")
    told.ours(case, "2026-11-17 12:00")
    found = figure(told.ask(answer_times.section, FIRST, LAST), "median")
    assert (found.value, found.n) == (HOUR, 1)


def test_business_hours_count_only_while_somebody_is_there_across_a_week_end() -> None:
    told = Told(targets=Targets(OFFICE), now="2026-11-23 12:00")
    # Friday 16:30 to Monday 9:45: half an hour and three quarters.
    answered(told, "2026-11-20 16:30", "2026-11-23 09:45")
    section = told.ask(answer_times.section, FIRST, LAST)
    assert figure(section, "median_business").value == 75 * MINUTE
    assert figure(section, "median").value == 2 * DAY + 17 * HOUR + 15 * MINUTE


@pytest.mark.parametrize(
    ("asked", "answer", "worked"),
    [
        # In spring Sunday, 29 March, has no hour from 2 to 3: staffed 0 to 6 is five hours.
        ("2026-03-28 20:00", "2026-03-29 20:00", 5 * HOUR),
        # In autumn Sunday, 25 October, has that hour twice: seven hours.
        ("2026-10-24 20:00", "2026-10-25 20:00", 7 * HOUR),
        ("2026-10-18 20:00", "2026-10-19 20:00", 0),
    ],
)
def test_business_hours_follow_the_clock_of_the_zone(asked: str, answer: str, worked: int) -> None:
    hours = BusinessHours(read_week("Sun 00:00-06:00"), zone="Europe/Berlin")
    told = Told(targets=Targets(hours), now="2026-11-22 12:00")
    case = told.case()
    told.post(case, asked)
    told.ours(case, answer)
    section = told.ask(answer_times.section, asked[:10], answer[:10])
    assert figure(section, "median_business").value == worked


def test_within_target_counts_the_unanswered_only_once_their_time_is_over() -> None:
    told = Told(targets=Targets(OFFICE, answer=timedelta(hours=4)), now="2026-11-20 15:00")
    just = answered(told, "2026-11-17 10:00", "2026-11-17 14:00")  # four hours: kept
    late = answered(told, "2026-11-17 10:00", "2026-11-17 14:01")
    over_night = answered(told, "2026-11-17 16:00", "2026-11-18 12:00")  # 1 h and 3 h: kept
    over, edge, left, spam = (
        (told.case() for _ in range(3)),
        told.case(),
        told.case(),
        told.case(state="spam"),
    )
    first, called, _ = over
    told.post(first, "2026-11-20 10:59")
    told.post(called, "2026-11-19 10:00")
    told.call(called, "2026-11-19 10:10", out=True)
    told.post(edge, "2026-11-20 11:00")  # its four hours are over just now
    told.post(left, "2026-11-20 14:00")
    told.post(spam, "2026-11-17 10:00")
    found = figure(told.ask(answer_times.section, FIRST, LAST), "within_target")
    # Kept: 2 of the three answered; missed: the other one and two without an answer.
    assert found.value == pytest.approx(2 / 5)
    assert found.n == 5
    assert found.title == "Answered within 4 h"
    assert found.note == (
        "2 without an answer count as missed. 2 without an answer still have time and are left out."
    )
    behind = dict(zip(found.evidence.cases, found.evidence.values, strict=True))
    assert behind == {first: None, called: None, late: 4 * HOUR + MINUTE}
    assert just not in behind
    assert over_night not in behind


def test_posts_outside_staffed_hours_are_those_before_it_opens_and_when_it_closes() -> None:
    told = Told(targets=Targets(OFFICE))
    case = told.case()
    for when in (
        "2026-11-17 08:59",
        "2026-11-17 09:00",
        "2026-11-17 16:59",
        "2026-11-17 17:00",
        "2026-11-21 12:00",
    ):
        told.post(case, when, "question")
    told.post(case, "2026-11-21 13:00", repost=True)
    told.ours(case, "2026-11-21 14:00")
    found = figure(told.ask(answer_times.section, FIRST, LAST), "outside_hours")
    assert found.value == pytest.approx(3 / 5)
    assert found.n == 5
    assert found.evidence.values == [
        ms("2026-11-17 08:59"),
        ms("2026-11-17 17:00"),
        ms("2026-11-21 12:00"),
    ]


def test_round_the_clock_there_are_no_figures_of_business_hours() -> None:
    told = Told()
    answered(told, "2026-11-17 10:00", "2026-11-18 11:00")
    section = told.ask(answer_times.section, FIRST, LAST)
    assert [each.key for each in section.figures] == ["median", "high", "within_target"]
    assert section.figures[0].note == "Business hours are not set: Preferences, Hours."
    told.post(told.case(), "2026-11-17 10:00")
    assert told.ask(answer_times.section, FIRST, LAST).figures[0].note == (
        "1 without an answer of ours are not in it. Business hours are not set: Preferences, Hours."
    )
    told.targets = Targets(OFFICE)
    assert "not set" not in told.ask(answer_times.section, FIRST, LAST).figures[0].note


def test_where_nobody_is_ever_there_no_business_hours_are_made_up() -> None:
    told = Told(targets=Targets(BusinessHours(NEVER, zone="UTC")))
    answered(told, "2026-11-17 10:00", "2026-11-18 11:00")
    section = told.ask(answer_times.section, FIRST, LAST)
    for key in ("median_business", "within_target"):
        found = figure(section, key)
        assert (found.value, found.note) == (None, "By the business hours nobody is ever there.")
    assert figure(section, "outside_hours").value == 1.0


def test_the_clock_agrees_with_the_business_hours_for_any_moments() -> None:
    dice = random.Random(8)
    week = read_week("Mon-Thu 09:15-12:00, 13:00-17:30; Fri 22:00-06:00; Sun 02:30-03:30, 20-2")
    for zone in ("Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"):
        hours = BusinessHours(week, zone, "DE", days_off=frozenset({at("2026-04-10").date()}))
        start, end = ms("2026-03-01 00:00"), ms("2026-11-30 00:00")
        clock = Clock(hours, start, end)
        moments = sorted(dice.randrange(start, end) for _ in range(400))
        later = [dice.randrange(moment, end) for moment in moments]
        assert clock.worked(moments, later) == [
            hours.between(from_ms(a), from_ms(b)) // timedelta(milliseconds=1)
            for a, b in zip(moments, later, strict=True)
        ]
        assert [each for part in clock.closed(moments) for each in moments[part]] == [
            each for each in moments if not hours.is_open(from_ms(each))
        ]
        local = [hours.local(from_ms(each)) for each in moments]
        found = [hour for hour, part in clock.hours_of_week(moments) for _ in moments[part]]
        assert found == [each.weekday() * 24 + each.hour for each in local]


def test_times_stand_by_class_and_a_border_belongs_to_the_longer_one() -> None:
    told = Told()
    for answer in ("10:14", "10:15", "11:00", "14:00", "18:00"):
        answered(told, "2026-11-17 10:00", f"2026-11-17 {answer}")
    answered(told, "2026-11-17 10:00", "2026-11-18 10:00")
    answered(told, "2026-11-17 10:00", "2026-11-20 10:00")
    for state in ("waiting", "resolved", "spam"):
        told.post(told.case(state=state), "2026-11-17 10:00")
    found = table(told.ask(answer_times.section, FIRST, LAST), "classes")
    assert cells(found, "time", "cases") == [
        ("under 15 min", 1),
        ("15 min to 1 h", 1),
        ("1 to 4 h", 1),
        ("4 to 8 h", 1),
        ("8 to 24 h", 1),
        ("1 to 3 d", 1),
        ("3 d or more", 1),
        ("no answer", 2),
    ]
    assert cells(found, "share")[-1] == (pytest.approx(2 / 9),)
    assert list(found.evidence[-1].cases) == [8, 9]


def test_over_time_each_day_has_its_median_and_how_many_it_is_from() -> None:
    told = Told()
    for minutes in (10, 20, 40):
        answered(told, "2026-11-17 10:00", f"2026-11-17 10:{minutes}")
    answered(told, "2026-11-19 00:00", "2026-11-19 02:00")
    found = table(told.ask(answer_times.section, FIRST, LAST), "over_time")
    assert cells(found, "cases", "median", "slow")[:4] == [
        (0, None, None),
        (3, 20 * MINUTE, 36 * MINUTE),  # the place 0.9 * 2 = 1.8, between 20 and 40
        (0, None, None),
        (1, 2 * HOUR, 2 * HOUR),
    ]
    assert found.chart is not None
    assert (found.chart.kind, found.chart.y) == (ChartKind.LINES, ("median", "slow"))


def test_the_week_is_drawn_by_the_hours_of_the_business_also_when_its_clock_changes() -> None:
    told = Told(targets=Targets(BusinessHours(zone="Europe/Berlin")), now="2026-11-22 12:00")
    # Sunday, 25 October: 0:30 UTC is 2:30 in summer time, 1:30 UTC is 2:30 again.
    answered(told, "2026-10-25 00:30", "2026-10-25 00:40")
    answered(told, "2026-10-25 01:30", "2026-10-25 01:50")
    answered(told, "2026-10-25 01:30", "2026-10-25 01:45")
    # Monday 9:00 by the clock of either week.
    answered(told, "2026-10-19 07:00", "2026-10-19 08:00")
    answered(told, "2026-10-26 08:00", "2026-10-26 10:00")
    answered(told, "2026-10-26 08:00", "2026-10-26 09:30")
    answered(told, "2026-10-26 06:00", "2026-10-26 06:01")
    section = told.ask(answer_times.section, "2026-10-19", "2026-11-01")
    heat, posts = table(section, "by_hour"), table(section, "posts_by_hour")
    assert [row[0] for row in heat.rows] == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert [column.title for column in heat.columns[1:4]] == ["00", "01", "02"]
    assert cells(heat, "h2", "h9")[6] == (15 * MINUTE, None)
    # At 7:00 there is one case: too few for a median of the hour, yet in that of the day.
    assert cells(heat, "h7", "h9", "all_day")[0] == (None, 90 * MINUTE, 75 * MINUTE)
    assert cells(heat, "h9", "all_day")[1] == (None, None)
    assert cells(posts, "h2", "h3", "all_day")[6] == (3, 0, 3)
    assert cells(posts, "h8", "h9", "all_day")[0] == (0, 3, 4)
    assert cells(posts, "h23")[6] == (0,)  # the last of the 169 hours of that week
    assert sorted(heat.evidence[0].cases) == [4, 5, 6, 7]
    behind = table(section, "by_hour_cases")
    assert cells(behind, "h7", "h8", "h9", "all_day")[0] == (1, 0, 3, 4)
    assert behind.evidence == heat.evidence
    assert heat.columns[-1].title == "all day"
    assert heat.chart is not None
    assert (heat.chart.kind, len(heat.chart.y)) == (ChartKind.HEAT, 24)


def test_a_cell_of_fewer_than_three_cases_is_empty() -> None:
    told = Told()
    for minute in (10, 20):
        answered(told, "2026-11-17 10:00", f"2026-11-17 10:{minute}")
    heat = table(told.ask(answer_times.section, FIRST, LAST), "by_hour")
    assert cells(heat, "h10", "all_day")[1] == (None, None)
    assert "fewer than 3 of the cases have an answer" in heat.note
    answered(told, "2026-11-17 10:00", "2026-11-17 10:30")
    heat = table(told.ask(answer_times.section, FIRST, LAST), "by_hour")
    assert cells(heat, "h10", "all_day")[1] == (20 * MINUTE, 20 * MINUTE)


def test_over_time_who_has_no_answer_counts_as_longer_than_who_has_one() -> None:
    told = Told()
    for minutes in (10, 20, 30):
        answered(told, "2026-11-17 10:00", f"2026-11-17 10:{minutes}")
    for _ in range(2):
        told.post(told.case(), "2026-11-17 10:00")

    def tuesday() -> tuple[object, ...]:
        found = table(told.ask(answer_times.section, FIRST, LAST), "over_time")
        return cells(found, "cases", "without", "median", "slow")[1]

    # The middle one of five waited 30 minutes; with a sixth it lies among those without.
    assert tuesday() == (3, 2, 30 * MINUTE, None)
    told.post(told.case(), "2026-11-17 10:00")
    assert tuesday() == (3, 3, None, None)


def test_over_time_a_steady_desk_does_not_seem_quicker_at_the_end() -> None:
    told = Told()
    for number in range(10):
        for day in (10, 17):
            case = told.case()
            told.post(case, f"2026-11-{day} {number + 8:02}:00")
            if number % 2:
                told.ours(case, f"2026-11-{day} {number + 10:02}:00")
            elif day == 10:
                told.ours(case, f"2026-11-16 {number + 8:02}:00")
    found = table(told.ask(answer_times.section, "2026-11-09", LAST), "over_time")
    assert cells(found, "cases", "without", "median")[1::7] == [
        (10, 0, 73 * HOUR),  # half after 2 hours, half after six days
        (5, 5, None),
    ]


def test_over_time_days_that_have_not_begun_are_empty() -> None:
    told = Told(now="2026-11-18 12:00")
    answered(told, "2026-11-17 10:00", "2026-11-17 11:00")
    found = table(told.ask(answer_times.section, FIRST, LAST), "over_time")
    assert cells(found, "cases", "without")[1:4] == [(1, 0), (0, 0), (None, None)]
    assert "4 days have not begun." in found.note


def test_hours_that_are_not_in_the_period_are_empty_not_nought() -> None:
    told = Told(now="2026-11-17 12:00")
    told.post(told.case(), "2026-11-16 10:00")
    found = table(told.ask(answer_times.section, "2026-11-16", "2026-11-17"), "posts_by_hour")
    assert cells(found, "h0", "h10", "h11", "h12") == [
        (0, 1, 0, 0),
        (0, 0, 0, None),
        *[(None, None, None, None)] * 5,
    ]


def test_a_case_begun_before_the_period_is_not_in_it_and_one_at_its_end_neither() -> None:
    told = Told(now="2026-12-30 12:00")
    answered(told, "2026-11-15 23:59", "2026-11-16 10:00")
    inside = answered(told, "2026-11-16 00:00", "2026-11-16 10:00")
    answered(told, "2026-11-23 00:00", "2026-11-23 10:00")
    found = figure(told.ask(answer_times.section, FIRST, LAST), "median")
    assert (list(found.evidence.cases), found.value) == ([inside], 10 * HOUR)
    assert (found.before, found.before_n) == (10 * HOUR + MINUTE, 1)


def test_the_period_before_knows_no_answer_that_came_later_than_now_in_it() -> None:
    told = Told(now="2026-11-18 12:00")
    answered(told, "2026-11-10 10:00", "2026-11-11 12:00")  # seven days before now
    answered(told, "2026-11-10 10:00", "2026-11-11 12:01")
    told.post(told.case(), "2026-11-11 12:30")  # was not there yet
    section = told.ask(answer_times.section, FIRST, LAST)
    assert (figure(section, "median").before, figure(section, "median").before_n) == (26 * HOUR, 1)
    # Neither kept the four hours: one was late, the other had no answer by then.
    assert (figure(section, "within_target").before, figure(section, "within_target").before_n) == (
        0.0,
        2,
    )


def test_who_called_in_the_period_and_posted_after_it_is_in_its_last_day() -> None:
    told = Told(now="2026-12-30 12:00")
    case = told.case()
    told.call(case, "2026-11-22 10:00")
    told.post(case, "2026-11-25 10:00")
    told.ours(case, "2026-11-25 11:00")
    section = told.ask(answer_times.section, FIRST, LAST)
    assert figure(section, "median").value == HOUR
    assert cells(table(section, "over_time"), "cases")[-1] == (1,)


def test_account_and_touchpoint_leave_others_out() -> None:
    told = Told()
    answered(told, "2026-11-17 10:00", "2026-11-17 11:00", "delivery")
    answered(told, "2026-11-17 10:00", "2026-11-17 12:00", "billing")
    section = told.ask(answer_times.section, FIRST, LAST, touchpoint="billing")
    assert figure(section, "median").value == 2 * HOUR
    assert cells(table(section, "posts_by_hour"), "h10")[1] == (1,)
    assert figure(told.ask(answer_times.section, FIRST, LAST, account=2), "median").n == 0


def test_nothing_at_all_is_said_so() -> None:
    section = Told().ask(answer_times.section, FIRST, LAST)
    assert section.sentence == "No customer wrote first in this period."
    assert {each.value for each in section.figures} == {None}
    assert all(each.note for each in section.figures)
    assert all(not each.rows and not each.evidence for each in section.tables)


def test_the_sentence_says_how_quickly_or_that_it_is_too_few_to_say() -> None:
    told = Told()
    told.post(told.case(), "2026-11-17 10:00")
    assert told.ask(answer_times.section, FIRST, LAST).sentence == (
        "The one customer who wrote has no answer yet."
    )
    answered(told, "2026-11-17 10:00", "2026-11-17 10:30")
    assert told.ask(answer_times.section, FIRST, LAST).sentence == (
        "Only 1 case was answered: too few to say how quickly."
    )
    for _ in range(9):
        answered(told, "2026-11-17 10:00", "2026-11-17 10:30")
    assert told.ask(answer_times.section, FIRST, LAST).sentence == (
        "Half of the 10 answered cases had their answer within 30 min, nine of ten within 30 min,"
        " by the clock; 1 more has none. 91 % kept the target of 4 h."
    )


def test_the_sentence_says_nothing_of_nine_in_ten_where_more_than_one_in_ten_waits() -> None:
    told = Told(targets=Targets(OFFICE))
    for _ in range(20):
        answered(told, "2026-11-17 10:00", "2026-11-17 11:00")
    for _ in range(80):
        told.post(told.case(), "2026-11-17 10:00")
    assert told.ask(answer_times.section, FIRST, LAST).sentence == (
        "Half of the 20 answered cases had their answer within 1 h, by the clock; 80 more have"
        " none. 20 % kept the target of 4 h of business hours."
    )

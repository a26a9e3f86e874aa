"""How far complaints carry: the estimate, its parts, and what is not in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain import reach as estimates
from console.domain.business_hours import BusinessHours
from console.domain.insight import Section
from console.domain.targets import Targets
from console.domain.verdicts import Verdict
from console.insight import reach
from console.insight.rows import MessageFact, ReposterFact, SpreadFact
from tests.console.insight.told import Told, cells, figure, ms, table

WEEK = ("2026-11-16", "2026-11-22")
UNLIKE = (
    " Of the cases that carried further ",
    " have an answer, of the others ",
    ": too unlike to compare how soon.",
)
MINUTE_MS, HOUR_MS = 60_000, 3_600_000


def section(told: Told, first: str = WEEK[0], last: str = WEEK[1], **scope: object) -> Section:
    return told.ask(reach.section, first, last, **scope)  # type: ignore[arg-type]


def carries(
    told: Told, post: MessageFact, reposts: int | None = 0, followers: int | None = 400, *,
    hours: float = 1,
) -> MessageFact:  # fmt: skip
    """Let the network have told of a post when it was so old."""
    counted = None if reposts is None else post.ms + round(hours * HOUR_MS)
    fact = SpreadFact(post.id, post.remote_id or "", followers, reposts, counted)
    told.rows = replace(told.rows, spreads=sorted([*told.rows.spreads, fact]))
    return post


def repeats(told: Told, post: MessageFact, when: str, followers: int | None) -> None:
    fact = ReposterFact(post.remote_id or "", ms(when), followers)
    told.rows = replace(told.rows, reposters=[*told.rows.reposters, fact])


def complain(
    told: Told, when: str = "2026-11-17 10:00", reposts: int | None = 0,
    followers: int | None = 400, touchpoint: str = "", *, hours: float = 1,
) -> MessageFact:  # fmt: skip
    """Tell of a case with one complaint."""
    post = told.post(told.case(touchpoint), when)
    return carries(told, post, reposts, followers, hours=hours)


def test_four_hundred_followers_and_eighty_reposters_are_6480() -> None:
    # 0.2 x 400 = 80, and 0.2 x 80 x 400 = 6,400
    assert estimates.estimate(400, 80) == 6_480
    told = Told()
    complain(told, reposts=80, followers=400)
    found = figure(section(told), "median_reach")
    assert (found.value, found.n, found.of) == (6_480, 1, "complaints with a count of reposts")
    assert list(found.evidence.values) == [6_480]
    assert "v = 0.2" in found.formula
    assert "400 stands for whoever's are unknown" in found.formula
    assert "it is assumed that 20 % of all followers see a post" in found.note
    notes = [each.note for each in section(told).figures]
    assert sum("assumed" in note for note in notes) == 1, "once is enough"


@pytest.mark.parametrize(
    ("followers", "counted", "known", "people"),
    [
        (None, 0, (), 80),  # 0.2 x 400, assumed
        (0, 0, (), 0),
        (100, 0, (), 20),
        (100, None, (1_000,), 220),  # 0.2 x (100 + 1,000): only a timeline showed it
        (100, 1, (1_000,), 220),  # it is the same one
        (100, 3, (1_000,), 380),  # 0.2 x (100 + 1,000 + 2 x 400)
        (100, 1, (1_000, 50), 230),  # more are known than the network counted
        (100, 2, (1_000, None), 300),  # 0.2 x (100 + 1,000 + 400)
    ],
)
def test_known_reposters_count_with_their_own_followers(
    followers: int | None, counted: int | None, known: tuple[int | None, ...], people: int
) -> None:
    told = Told()
    post = complain(told, reposts=counted, followers=followers)
    for each in known:
        repeats(told, post, "2026-11-17 11:00", each)
    assert figure(section(told), "largest_reach").value == people


def test_what_a_network_says_is_no_more_than_there_are_people() -> None:
    assert estimates.estimate(2**63 - 1, 2**63 - 1) == estimates.MOST
    assert estimates.estimates([2**63 - 1, None, 400], [0, 0, 80]) == [estimates.MOST, 80, 6_480]


def test_median_largest_sum_and_share_are_of_those_with_a_count() -> None:
    told = Told()
    for reposts in (0, 0, 1, 5):  # 80, 80, 160, 480
        complain(told, reposts=reposts)
    told.post(told.case(), "2026-11-17 10:00")  # nobody counted
    complain(told, "2026-11-10 10:00", reposts=2)  # 240, a week before
    complain(told, "2026-11-10 11:00", reposts=0)
    found = section(told)
    assert (figure(found, "median_reach").value, figure(found, "median_reach").before) == (120, 160)
    assert (figure(found, "largest_reach").value, figure(found, "largest_reach").before) == (
        480,
        240,
    )
    assert (figure(found, "total_reach").value, figure(found, "total_reach").before) == (800, 320)
    reposted = figure(found, "reposted")
    assert (reposted.value, reposted.n, reposted.before) == (0.5, 4, 0.5)
    assert (list(reposted.evidence.cases), list(reposted.evidence.values)) == ([3, 4], [1, 5])
    without = figure(found, "without_count")
    assert (without.value, without.before, list(without.evidence.cases)) == (1, 0, [5])
    assert without.note == (
        "Reposts are noted when a post is fetched, where the network tells how many: what was"
        " fetched before the desk noted them, or was taken in by hand, has no count. These are in"
        " no other figure of this section."
    )
    assert list(figure(found, "largest_reach").evidence.cases) == [4]


def test_an_interval_of_the_median_stands_from_six_complaints_on() -> None:
    told = Told()
    for reposts in range(5):
        complain(told, reposts=reposts)
    assert figure(section(told), "median_reach").interval is None
    complain(told, reposts=9)
    interval = figure(section(told), "median_reach").interval
    assert interval is not None
    assert (interval.low, interval.high) == (80, 800)  # the outermost of six


def test_nothing_is_said_of_nothing() -> None:
    found = section(Told())
    assert found.sentence == "No complaint came in this period."
    assert figure(found, "median_reach").value is None
    assert figure(found, "median_reach").note == "There are no complaints with a count of reposts."
    assert figure(found, "largest_reach").value is None
    assert figure(found, "total_reach").value is None
    assert figure(found, "without_count").value == 0
    assert [each.rows for each in found.tables] == [(), (), (), ()]


def test_without_any_count_that_is_what_is_said() -> None:
    told = Told()
    told.post(told.case(), "2026-11-17 10:00")
    assert section(told).sentence == (
        "The network told of no complaint in this period how often it was reposted."
    )


def test_other_posts_than_complaints_of_customers_carry_nothing() -> None:
    told = Told()
    case = told.case()
    for post in (
        told.post(case, "2026-11-17 10:00", "question"),
        told.post(case, "2026-11-17 10:01", "complaint", repost=True),
        told.ours(case, "2026-11-17 10:02"),
    ):
        carries(told, post, 50)
    told.call(case, "2026-11-17 10:03")
    found = section(told)
    assert figure(found, "median_reach").n == 0
    assert figure(found, "without_count").value == 0


def test_the_period_begins_and_ends_with_local_days() -> None:
    told = Told(Targets(BusinessHours(zone="Europe/Berlin")))
    # On 2026-03-29 the clocks in Berlin go from 2 to 3: the day has 23 hours.
    for number, when in enumerate(
        ("2026-03-28 22:59", "2026-03-28 23:00", "2026-03-29 21:59", "2026-03-29 22:00")
    ):
        complain(told, when, reposts=number)
    found = section(told, "2026-03-29", "2026-03-29")
    # 0.2 x 400 x (1 + 1) and x (1 + 2): those of 00:00 and 23:59 there.
    assert figure(found, "total_reach").value == 160 + 240
    # On 2026-10-25 they go back: it has 25.
    told = Told(Targets(BusinessHours(zone="Europe/Berlin")))
    for when in ("2026-10-24 21:59", "2026-10-24 22:00", "2026-10-25 22:59", "2026-10-25 23:00"):
        complain(told, when)
    assert figure(section(told, "2026-10-25", "2026-10-25"), "median_reach").n == 2


def test_a_complaint_counts_by_its_own_day_whenever_its_case_began() -> None:
    told = Told()
    case = told.case()
    told.post(case, "2026-11-03 10:00", "question")
    carries(told, told.post(case, "2026-11-17 10:00"), 4)
    found = section(told)
    assert figure(found, "total_reach").value == 400
    # Its first answer was another period's.
    assert table(found, "answers").rows == ()


def test_only_what_is_in_the_scope_counts() -> None:
    told = Told()
    complain(told, reposts=1, touchpoint="billing")
    other = told.case("delivery", account=2)
    carries(told, told.post(other, "2026-11-17 10:00"), 9)
    assert figure(section(told, touchpoint="billing"), "total_reach").value == 160
    assert figure(section(told, account=2), "total_reach").value == 800
    assert figure(section(told), "total_reach").value == 960


def test_reach_adds_up_by_touchpoint_the_widest_first() -> None:
    told = Told()
    complain(told, reposts=0, touchpoint="billing")
    complain(told, reposts=9, touchpoint="billing")
    complain(told, reposts=4, touchpoint="delivery")
    complain(told, reposts=99)
    found = table(section(told), "by_touchpoint")
    assert cells(found, "touchpoint", "reach", "complaints", "median") == [
        ("billing", 880, 2, 440),
        ("delivery", 400, 1, 400),
        ("not said", 8_000, 1, 8_000),
    ]
    assert [list(each.values) for each in found.evidence] == [[80, 800], [400], [8_000]]


def test_touchpoints_that_carried_as_far_stand_by_their_names() -> None:
    told = Told()
    for touchpoint in ("delivery", "billing"):
        complain(told, touchpoint=touchpoint)
    found = table(section(told), "by_touchpoint")
    assert cells(found, "touchpoint") == [("billing",), ("delivery",)]


def test_classes_begin_at_round_numbers() -> None:
    told = Told()
    for followers in (495, 500, 4_999, 5_000, 49_999, 50_000):
        complain(told, followers=followers)  # 99, 100, 1,000, 1,000, 10,000, 10,000
    complain(told, followers=4_990)  # 998
    found = table(section(told), "classes")
    assert cells(found, "reach", "complaints") == [
        ("under 100", 1),
        ("100 to 999", 2),
        ("1,000 to 9,999", 2),
        ("10,000 or more", 2),
    ]
    assert [len(each.cases) for each in found.evidence] == [1, 2, 2, 2]


def test_the_widest_stand_first_and_no_more_than_twenty() -> None:
    told = Told()
    for reposts in range(25):
        complain(told, reposts=reposts, touchpoint="billing")
    found = table(section(told), "widest")
    assert len(found.rows) == 20
    assert cells(found, "touchpoint", "reach", "reposts")[0] == ("billing", 2_000, 24)
    assert [each.cases for each in found.evidence][:2] == [[25], [24]]


def test_speed_stands_beside_our_own_median() -> None:
    told = Told()
    for _ in range(10):
        complain(told, reposts=0, hours=2)  # 80 people in 2 h: 40 an hour
    complain(told, reposts=9, hours=4)  # 800 in 4 h: 200 an hour
    found = table(section(told), "widest")
    assert cells(found, "speed")[:2] == [(5.0,), (1.0,)]
    assert "Usual is about 40 people an hour" in found.note


def test_one_person_an_hour_is_one_person() -> None:
    told = Told()
    for _ in range(10):
        complain(told, followers=5)
    assert "Usual is about 1 person an hour" in table(section(told), "widest").note


def test_largest_and_sum_are_neither_better_nor_worse() -> None:
    told = Told()
    for _ in range(12):
        complain(told, reposts=9)
        complain(told, "2026-11-10 10:00")
    found = section(told)
    for key in ("largest_reach", "total_reach"):
        assert figure(found, key).verdict is Verdict.NONE


def test_within_its_first_hour_a_post_counts_as_an_hour_old() -> None:
    assert estimates.speed(500, 10 * MINUTE_MS) == 500
    assert estimates.speed(500, HOUR_MS) == 500
    assert estimates.speed(500, 2 * HOUR_MS) == 250
    assert estimates.speed(500, -HOUR_MS) == 500  # two clocks


def test_of_fewer_than_ten_speeds_none_is_usual() -> None:
    assert estimates.usual_speed([40.0] * 9) is None
    assert estimates.usual_speed([40.0] * 10) == 40
    assert estimates.usual_speed([0.0] * 10) is None
    assert estimates.usual_speed([1_234.0] * 11) == 1_200  # two digits
    assert estimates.usual_speed([10.0] * 5 + [30.0] * 5) == 20
    told = Told()
    complain(told)
    found = table(section(told), "widest")
    assert cells(found, "speed") == [(None,)]
    assert found.note == "How fast complaints usually go is not told from fewer than 10."


def test_the_usual_speed_is_of_the_last_two_hundred_up_to_the_end_of_the_period() -> None:
    told = Told()
    spreads = []
    for number in range(300):  # the oldest hundred go fast, the others slowly
        post = told.post(told.case(), "2026-11-17 10:00")
        reposts = 9 if number < 100 else 0  # 800 or 80 people
        spreads.append(SpreadFact(post.id, post.remote_id or "", 400, reposts, post.ms + HOUR_MS))
    later = [told.post(told.case(), "2026-11-23 10:00") for _ in range(200)]
    spreads += [SpreadFact(each.id, each.remote_id or "", 4_000, 0, each.ms) for each in later]
    told.rows = replace(told.rows, spreads=spreads)
    found = table(section(told), "widest")
    assert cells(found, "speed")[0] == (10.0,)  # 800 an hour beside 80


def test_who_is_known_to_have_repeated_it_later_says_when_that_was() -> None:
    told = Told()
    for _ in range(11):
        complain(told, reposts=0)  # 80 an hour
    post = complain(told, reposts=1, hours=1)
    repeats(told, post, "2026-11-17 11:00", None)
    repeats(told, post, "2026-11-17 14:00", None)  # two are known, in 4 h: 240 people
    assert cells(table(section(told), "widest"), "reach", "reposts", "speed")[0] == (240, 2, 0.75)


def test_answers_are_told_apart_by_the_median_and_ties_are_below_it() -> None:
    told = Told()
    for number, (reposts, hours) in enumerate(((0, 1), (0, 2), (5, 3), (9, 4), (9, None))):
        day = 16 + number
        post = complain(told, f"2026-11-{day} 10:00", reposts=reposts)
        if hours is not None:
            told.ours(post.case_id, f"2026-11-{day} {10 + hours}:00", answers=post.remote_id)
    found = section(told)  # reaches 80, 80, 480, 800, 800: the median is 480
    wide, narrow = figure(found, "first_answer_wide"), figure(found, "first_answer_narrow")
    assert (wide.value, wide.n) == (4 * HOUR_MS, 1)
    assert wide.note == "Without an answer so far, and so not in it: 1."
    assert (narrow.value, narrow.n) == (2 * HOUR_MS, 3)
    assert cells(table(found, "answers"), "reach", "cases", "without", "median", "low") == [
        ("above the median", 1, 1, 4 * HOUR_MS, None),
        ("at or below it", 3, 0, 2 * HOUR_MS, None),
    ]


def test_too_few_are_not_judged() -> None:
    told = Told()
    for reposts in (0, 9):
        complain(told, reposts=reposts)
    assert section(told).sentence == (
        "Only 2 complaints have a count of reposts, too few to say what is usual; the widest may"
        " have been seen by 800 people."
    )


@pytest.mark.parametrize(
    ("wide", "narrow", "said"),
    [
        (1, 5, " Those that carried further were answered sooner: 1 h against 5 h."),
        (5, 1, " Those that carried further were answered later: 5 h against 1 h."),
        (2, 2, " How far they carried made no clear difference to how soon we answered."),
        (2, None, f"{UNLIKE[0]}10 of 10{UNLIKE[1]}0 of 10{UNLIKE[2]}"),
    ],
)
def test_whether_the_wide_ones_were_answered_sooner(
    wide: int, narrow: int | None, said: str
) -> None:
    told = Told()
    for reposts, hours in ((9, wide), (0, narrow)):
        for _ in range(10):
            post = complain(told, "2026-11-17 10:00", reposts=reposts)
            if hours is not None:
                told.ours(post.case_id, f"2026-11-17 {10 + hours}:00", answers=post.remote_id)
    assert section(told).sentence == (
        "Half of the complaints may have been seen by 440 people or fewer, the widest by 800;"
        f" 50 % were reposted at all.{said}"
    )


def test_how_soon_is_not_compared_where_more_of_one_kind_have_no_answer() -> None:
    told = Told()
    for number in range(20):
        wide = complain(told, "2026-11-17 10:00", reposts=9)
        narrow = complain(told, "2026-11-17 10:00")
        if number < 10:
            told.ours(wide.case_id, "2026-11-17 10:10", answers=wide.remote_id)
        told.ours(narrow.case_id, "2026-11-17 12:00", answers=narrow.remote_id)
    assert section(told).sentence.endswith(f"{UNLIKE[0]}10 of 20{UNLIKE[1]}20 of 20{UNLIKE[2]}")


def test_what_was_answered_after_the_period_before_was_looked_at_is_without_an_answer() -> None:
    told = Told(now="2026-11-20 12:00")
    for hour in (12, 13):
        post = complain(told, "2026-11-13 10:00")
        told.ours(post.case_id, f"2026-11-13 {hour}:00", answers=post.remote_id)
    assert figure(section(told), "first_answer_narrow").before_n == 1


def test_it_says_how_soon_was_counted() -> None:
    told = Told()
    for hours in (0.2, 0.5, 3):
        complain(told, hours=hours)
    assert "Half of them were counted within 30 min of the post" in (
        figure(section(told), "median_reach").note
    )


def test_one_window_can_be_asked_alone() -> None:
    told = Told()
    complain(told, reposts=80)
    window, _ = told.windows(*WEEK)
    found = reach.section(window, None)
    assert (figure(found, "median_reach").value, figure(found, "median_reach").before) == (
        6_480,
        None,
    )
    assert figure(found, "largest_reach").before is None

from __future__ import annotations

import pytest

from console.domain.insight import Section
from console.domain.verdicts import Verdict
from console.insight import parity
from console.insight.matching import alike
from tests.console.insight.told import Told, cells, figure, table

HOUR = 3_600_000
WEEK = ("2026-11-16", "2026-11-22")


def solved(told: Told, first: str, touchpoint: str, *hours: int, day: str = "17") -> None:
    """Tell a case for each, resolved so many hours after it began."""
    for took in hours:
        case = told.case(touchpoint)
        if first == "post":
            told.post(case, f"2026-11-{day} 00:00")
        else:
            told.call(case, f"2026-11-{day} 00:00", channel=first)
        told.resolved(case, f"2026-11-{day} {took:02}:00")


def ask(told: Told) -> Section:
    return told.ask(parity.section, *WEEK)


def test_like_is_set_beside_like_and_what_is_known_best_counts_most() -> None:
    told = Told()
    for _ in range(4):
        solved(told, "phone", "delivery", 6, 2, 4)
        solved(told, "post", "delivery", 1, 2, 3)
        solved(told, "phone", "billing", 1, 1, 1)
        solved(told, "post", "billing", 2, 2, 3, 3, 3, 9)
    section = ask(told)
    found = figure(section, "difference")
    # Delivery: 4 h - 2 h = 2 h, with 12 * 12 / 24, so 1.5 times 4.
    # Billing: 1 h - 3 h = -2 h, with 12 * 24 / 36, so 2 times 4.
    assert found.value == pytest.approx((1.5 * 2 - 2 * 2) / 3.5 * HOUR)
    assert found.n == 60
    phone, post = figure(section, "phone_median"), figure(section, "post_median")
    assert phone.value == pytest.approx((1.5 * 4 + 2 * 1) / 3.5 * HOUR)
    assert post.value == pytest.approx((1.5 * 2 + 2 * 3) / 3.5 * HOUR)
    assert (phone.n, post.n) == (24, 36)
    assert cells(
        table(section, "by_touchpoint"),
        *("touchpoint", "phone_cases", "phone", "post_cases", "post", "difference"),
    ) == [
        ("billing", 12, HOUR, 24, 3 * HOUR, -2 * HOUR),
        ("delivery", 12, 4 * HOUR, 12, 2 * HOUR, 2 * HOUR),
    ]


def test_the_interval_of_a_touchpoint_holds_its_difference() -> None:
    told = Told()
    solved(told, "phone", "delivery", 2, 4, 6)
    solved(told, "post", "delivery", 1, 1, 1)
    (row,) = cells(
        table(ask(told), "by_touchpoint"), "difference_low", "difference", "difference_high"
    )
    # One resample in 27 holds the shortest alone or thrice, so the outermost are within 95 %.
    assert row == (HOUR, 3 * HOUR, 5 * HOUR)


def test_a_touchpoint_with_too_few_of_one_kind_is_left_out_and_that_is_said() -> None:
    told = Told()
    solved(told, "phone", "delivery", 2, 2)
    solved(told, "post", "delivery", 1, 1, 1)
    solved(told, "phone", "", 1, 1, 1)
    solved(told, "post", "", 1, 1, 1)
    solved(told, "e-mail", "delivery", 1)
    told.post(told.case("delivery"), "2026-11-17 10:00")
    told.call(told.case("delivery"), "2026-11-17 10:00")
    told.call(told.case("delivery"), "2026-11-17 11:00")
    told.post(told.case("delivery", state="spam"), "2026-11-17 10:00")
    section = ask(told)
    found = figure(section, "difference")
    assert (found.value, found.interval, found.n) == (None, None, 0)
    assert found.note == (
        "No touchpoint has 3 solved cases of both kinds. Not solved yet and not in it: 2 by phone"
        " first, 1 by post first. Solved, but with nothing to be compared with: 11; their"
        " touchpoint was not said, or has fewer than 3 of one kind. Begun in another way, or by us:"
        " 1."
    )
    assert table(section, "by_touchpoint").rows == ()
    assert section.sentence.startswith("Too few to say: no touchpoint has enough")
    assert figure(section, "phone_cases").note == "Not solved yet: 2 more."


def test_who_posts_first_has_it_sooner_where_the_interval_is_above_nought() -> None:
    told = Told()
    solved(told, "phone", "app", *[5] * 10)
    solved(told, "post", "app", *[2] * 10)
    section = ask(told)
    found = figure(section, "difference").interval
    assert found is not None
    assert (found.low, found.high) == (3 * HOUR, 3 * HOUR)  # nothing scatters
    assert section.sentence == (
        "Who posts first has a solution sooner than who calls first at the same touchpoint: by"
        " about 3 h, between 3 h and 3 h."
    )


def test_who_calls_first_has_it_sooner_where_the_interval_is_below_nought() -> None:
    told = Told()
    solved(told, "phone", "app", *[2] * 5, *[3] * 5)
    solved(told, "post", "app", *[9] * 5, *[10] * 5)
    section = ask(told)
    found = figure(section, "difference")
    assert found.interval is not None
    assert (found.value, found.interval.high) == (-7 * HOUR, -6 * HOUR)
    assert section.sentence == (
        "Who calls first has a solution sooner than who posts first at the same touchpoint: by"
        " about 7 h, between 6 h and 8 h."
    )


def test_an_interval_around_nought_is_no_verdict() -> None:
    told = Told()
    solved(told, "phone", "app", *range(1, 13))
    solved(told, "post", "app", *range(2, 14))
    assert ask(told).sentence == (
        "No clear difference between who calls first and who posts first: by these 12 and 12"
        " solved cases either may have it sooner."
    )


def test_nine_of_a_kind_are_too_few_for_a_verdict() -> None:
    told = Told()
    solved(told, "phone", "app", *[5] * 9)
    solved(told, "post", "app", *[2] * 10)
    section = ask(told)
    assert section.sentence == (
        "Too few to say: 9 solved cases of customers who called first, beside 10 of customers who"
        " posted first."
    )
    found = figure(section, "difference")
    assert (found.value, found.interval, found.verdict) == (None, None, Verdict.TOO_FEW)
    assert found.note.startswith("From fewer than 10 of a kind no difference is said.")
    assert cells(table(section, "by_touchpoint"), "difference") == [(3 * HOUR,)]


def test_nothing_is_said_where_most_of_one_kind_are_not_solved() -> None:
    told = Told()
    solved(told, "post", "app", *[1] * 10)
    for _ in range(40):
        told.post(told.case("app"), "2026-11-17 00:00")
    solved(told, "phone", "app", *[20] * 50)
    told.call(told.case("bill"), "2026-11-17 00:00")  # of a touchpoint that is not compared
    section = ask(told)
    assert section.sentence == (
        "Too few are solved to say who has it sooner: 50 of 50 of those who called first, 10 of 50"
        " of those who posted first."
    )
    found = figure(section, "difference")
    assert (found.value, found.interval, found.n) == (None, None, 60)
    assert found.note.startswith("Too many are not solved to say who has it sooner.")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((50, 50), (30, 50)),  # more than half, but clearly fewer
        ((49, 99), (50, 100)),  # less than half
        ((0, 0), (10, 10)),
    ],
)
def test_groups_are_not_alike_where_clearly_fewer_of_one_have_a_time(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_groups_are_alike_where_about_as_many_of_both_have_a_time() -> None:
    assert alike((5, 10), (10, 20))
    assert alike((18, 20), (17, 20))


def test_where_we_called_the_customer_first_nobody_was_the_first_of_them() -> None:
    told = Told()
    case = told.case("app")
    told.call(case, "2026-11-17 00:00", out=True)
    told.resolved(case, "2026-11-17 05:00")
    open_case = told.case("app")
    told.call(open_case, "2026-11-17 00:00", out=True)
    assert figure(ask(told), "difference").note.endswith("Begun in another way, or by us: 2.")


def test_the_interval_is_the_same_each_time() -> None:
    told = Told()
    for touchpoint in ("app", "bill", "shop"):  # so that hardly two draws are alike
        solved(told, "phone", touchpoint, *(n * n % 23 for n in range(1, 9 + len(touchpoint))))
        solved(told, "post", touchpoint, *(n * 7 % 24 for n in range(3, 15)))
    assert ask(told) == ask(told)


def test_the_period_before_is_measured_alike_and_as_it_stood() -> None:
    told = Told(now="2026-11-18 12:00")
    solved(told, "phone", "app", *[4, 5, 6] * 4, day="10")
    solved(told, "post", "app", *[1, 2, 3] * 4, day="10")
    # Resolved at 13:00 on the 11th: a week before this moment it was open.
    case = told.case("app")
    told.post(case, "2026-11-10 00:00")
    told.resolved(case, "2026-11-11 13:00")
    found = figure(ask(told), "difference")
    assert (found.value, found.before, found.before_n) == (None, 3 * HOUR, 24)


def test_only_the_touchpoint_and_account_of_the_scope_count() -> None:
    told = Told()
    solved(told, "phone", "app", *[4, 5, 6] * 4)
    solved(told, "post", "app", *[1, 2, 3] * 4)
    solved(told, "phone", "bill", 9, 9, 9)
    solved(told, "post", "bill", 1, 1, 1)
    found = figure(told.ask(parity.section, *WEEK, touchpoint="app"), "difference")
    assert (found.value, found.n) == (3 * HOUR, 24)
    assert figure(told.ask(parity.section, *WEEK, account=2), "difference").value is None


def test_nothing_is_compared_where_there_is_nothing() -> None:
    section = ask(Told())
    assert [each.value for each in section.figures] == [None, None, None, 0.0, 0.0]
    assert section.sentence.startswith("Too few to say")

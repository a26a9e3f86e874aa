"""What a stranger sees: figures over what was found in our posts before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from console.domain.business_hours import BusinessHours
from console.domain.checks import FeedShare
from console.domain.ids import CaseId
from console.domain.insight import ChartKind, Section
from console.domain.targets import Targets
from console.insight.public_feed import section
from console.insight.rows import IgnoredFact
from tests.console.insight.told import Told, cells, figure, ms, table

S, C, T, O = (str(share) for share in FeedShare)  # noqa: E741
DAY = "2026-11-16"
OVER = "2026-11-30 12:00"
"""When the week of that day is over."""


def at(hour: int, minute: int = 0, day: str = DAY) -> str:
    return f"{day} {hour:02}:{minute:02}"


def answers(
    told: Told, count: int, share: str = C, *, day: str = DAY, deflects: int = 0, repeats: int = 0
) -> list[CaseId]:
    """Tell of so many answers of one kind; return their cases."""
    cases = [told.case() for _ in range(count)]
    for minute, case in enumerate(cases):
        told.post(case, at(8, minute, day))
        told.ours(case, at(9, minute, day), share=share, deflects=deflects, repeats=repeats)
    return cases


def let_stand(told: Told, case: CaseId, when: str, check: str) -> None:
    kept = sorted([*told.rows.ignored, IgnoredFact(case, ms(when), check)], key=lambda one: one.ms)
    told.rows = replace(told.rows, ignored=kept)


def ask(told: Told, first: str = DAY, last: str = "2026-11-22") -> Section:
    return told.ask(section, first, last)


def test_nothing_was_posted() -> None:
    told = Told()
    told.post(told.case(), at(8))
    found = ask(told)
    assert found.sentence == "No post of ours in this period."
    assert [each.value for each in found.figures] == [None, None, None, 0, 0]
    assert figure(found, "solved").note == "There are no answers that were read."
    assert [each.rows for each in found.tables] == [(), (), ()]


def test_shares_are_of_the_answers_that_were_read() -> None:
    # 12 answers: 3 say solved, 4 only send elsewhere, 6 repeat (2 of them of the 4), 1 neither.
    told = Told()
    solved = answers(told, 3, S)
    away = answers(told, 2, C, deflects=1)
    both = answers(told, 2, C, deflects=1, repeats=1)
    answers(told, 4, C, repeats=1)
    answers(told, 1, O)
    found = ask(told)
    assert found.figures[0].key == "solved"
    assert (figure(found, "solved").value, figure(found, "solved").n) == (3 / 12, 12)
    assert (figure(found, "deflects").value, figure(found, "repeats").value) == (4 / 12, 6 / 12)
    interval = figure(found, "solved").interval
    assert interval is not None
    # Wilson of 3 in 12, z = 1.96, zz = 3.8415: the middle is (0.25 + zz / 24) / (1 + zz / 12)
    # = 0.3106, the half 1.96 * sqrt(0.1875 / 12 + zz / 576) / (1 + zz / 12) = 0.2217.
    assert (round(interval.low, 3), round(interval.high, 3)) == (0.089, 0.532)
    assert list(figure(found, "solved").evidence.cases) == solved
    assert list(figure(found, "solved").evidence.values) == [ms(at(9, n)) for n in range(3)]
    assert sorted(figure(found, "deflects").evidence.cases) == [*away, *both]
    assert found.sentence == (
        "Of 12 answers 25 % say that something was solved, 33 % only send the customer"
        " elsewhere, and 50 % repeat an earlier one."
    )


def test_what_is_not_read_is_in_no_share_and_said() -> None:
    told = Told()
    answers(told, 10, S)
    unread = answers(told, 2, "")
    foreign = told.case()
    told.ours(foreign, at(12), share=O, deflects=None, repeats=None)
    found = ask(told)
    assert (figure(found, "solved").value, figure(found, "solved").n) == (1, 10)
    note = "Left out: 2 not looked at yet and 1 in a language that is not read."
    assert {figure(found, key).note for key in ("solved", "deflects", "not_read")} == {note}
    assert figure(found, "not_read").value == 3
    assert list(figure(found, "not_read").evidence.cases) == [*unread, foreign]
    assert found.sentence.endswith(" 2 more are not looked at yet.")
    (day,) = cells(table(found, "balance"), S, C, T, O, "not_read")[:1]
    assert day == (10, 0, 0, 0, 3)


@pytest.mark.parametrize(
    ("told_of", "sentence"),
    [
        ({"share": ""}, "Our answers of this period are not looked at yet."),
        (
            {"share": O, "deflects": None, "repeats": None},
            "Our answers of this period are in languages that are not read.",
        ),
        ({"share": S}, "Only 1 answer was read: too few to say."),
        ({"share": S, "answers": None}, "No answer of ours in this period."),
    ],
)
def test_one_post_alone(told_of: dict[str, object], sentence: str) -> None:
    told = Told()
    told.ours(told.case(), at(9), **told_of)  # type: ignore[arg-type]  # as the words say
    assert ask(told).sentence == sentence


@pytest.mark.parametrize(("count", "is_few"), [(9, True), (10, False)])
def test_of_fewer_than_ten_nothing_is_said(count: int, *, is_few: bool) -> None:
    told = Told()
    answers(told, count, S)
    assert ask(told).sentence.startswith("Only 9 answers") is is_few


def test_parts_are_posts_of_one_answer() -> None:
    told = Told()
    case = told.case()
    told.post(case, at(8))
    first = told.ours(case, at(9), share=S)
    second = told.ours(case, at(9, 1), share=S, answers=first.remote_id)
    told.ours(case, at(9, 2), share=S, answers=second.remote_id)
    found = ask(told)
    assert figure(found, "solved").n == 1
    assert cells(table(found, "balance"), S)[0] == (3,)


def test_a_part_of_an_answer_of_the_period_before_begins_none() -> None:
    told = Told(now=OVER)
    case = told.case()
    first = told.ours(case, "2026-11-15 23:59", share=S)
    told.ours(case, "2026-11-16 00:00", share=S, answers=first.remote_id)
    found = ask(told)
    assert (figure(found, "solved").n, figure(found, "solved").before_n) == (0, 1)
    assert cells(table(found, "balance"), S)[0] == (1,)
    # Also where that answer is later than what this period, not over yet, is compared with.
    told.now = "2026-11-22 12:00"
    found = ask(told)
    assert (figure(found, "solved").n, figure(found, "solved").before_n) == (0, 0)


def test_what_is_not_public_any_more_does_not_count() -> None:
    told = Told()
    told.ours(told.case(), at(9), share=S)
    told.ours(told.case(), at(10), share=S)
    told._messages[-1] = told._messages[-1]._replace(gone=1)
    found = ask(told)
    assert figure(found, "solved").n == 1
    assert cells(table(found, "balance"), S)[0] == (1,)


def test_of_what_has_not_begun_nothing_is_said() -> None:
    told = Told(now="2026-11-20 12:00")
    case = answers(told, 1, C, deflects=1)[0]
    let_stand(told, case, at(9), "length")
    found = ask(told)
    assert cells(table(found, "balance"), C) == [(1,), (0,), (0,), (0,), (0,), (None,), (None,)]
    weak = cells(table(found, "weak_answers"), "answers", "deflects", "repeats", "ignored")
    assert weak == [(1, 1, 0, 1), *[(0, 0, 0, 0)] * 4, *[(None,) * 4] * 2]


def test_what_we_say_to_nobody_is_a_post_and_no_answer() -> None:
    told = Told()
    told.ours(None, at(9), share=O, answers=None)
    told.ours(None, at(10), share=O, repost=True)
    found = ask(told)
    assert figure(found, "solved").n == 0
    assert cells(table(found, "balance"), O)[0] == (1,)
    assert table(found, "balance").evidence[0].cases == []


def test_an_answer_in_no_case_counts_without_evidence() -> None:
    told = Told()
    told.ours(None, at(9), share=S)
    found = ask(told)
    assert (figure(found, "solved").value, figure(found, "solved").n) == (1, 1)
    assert figure(found, "solved").evidence.cases == []


def test_a_post_at_the_edge_counts_where_it_begins() -> None:
    told = Told(now=OVER)
    case = told.case()
    for when, share in (
        ("2026-11-08 23:59", T),  # before both
        ("2026-11-09 00:00", C),
        ("2026-11-15 23:59", C),
        ("2026-11-16 00:00", S),
        ("2026-11-22 23:59", S),
        ("2026-11-23 00:00", T),  # after
    ):
        told.ours(case, when, share=share)
    solved = figure(ask(told), "solved")
    assert (solved.value, solved.n, solved.before, solved.before_n) == (1, 2, 0, 2)


def test_the_balance_adds_up_by_day() -> None:
    told = Told()
    answers(told, 2, C)
    answers(told, 1, S, day="2026-11-17")
    answers(told, 3, T, day="2026-11-17")
    answers(told, 1, O, day="2026-11-22")
    balance = table(ask(told), "balance")
    assert balance.chart is not None
    assert balance.chart.kind is ChartKind.STACK
    assert balance.chart.y == (S, C, T, O)
    assert cells(balance, "begins", S, C, T, O) == [
        (ms("2026-11-16 00:00"), 0, 2, 0, 0),
        (ms("2026-11-17 00:00"), 1, 0, 3, 0),
        *((ms(f"2026-11-{day} 00:00"), 0, 0, 0, 0) for day in (18, 19, 20, 21)),
        (ms("2026-11-22 00:00"), 0, 0, 0, 1),
    ]
    assert list(balance.evidence[1].values) == ["Say solved"] + ["Give thanks"] * 3
    assert balance.note.endswith("The last day is not over.")


def test_what_does_little_is_counted_by_bucket_beside_its_share() -> None:
    told = Told()
    away = answers(told, 1, C, deflects=1)
    answers(told, 3, S)
    again = answers(told, 1, C, repeats=1, day="2026-11-18")
    let_stand(told, again[0], at(9, 30, "2026-11-18"), "asked_again")
    weak = table(ask(told), "weak_answers")
    found = cells(weak, "answers", "deflects", "repeats", "ignored", "deflects_share")
    assert found[:3] == [(4, 1, 0, 0, 0.25), (0, 0, 0, 0, None), (1, 0, 1, 1, 0)]
    assert list(weak.evidence[0].cases) == away
    assert list(weak.evidence[2].cases) == again * 2
    assert list(weak.evidence[2].values) == ["Repeat an earlier one", "Not followed: Asked again"]


def test_weeks_begin_at_midnight_of_the_business_on_the_days_the_clocks_change() -> None:
    # Berlin: 29 March has 23 hours, 25 October 25; both are the Sundays that end a week.
    hours = BusinessHours(zone="Europe/Berlin")
    told = Told(targets=Targets(hours), now="2026-11-22 12:00")
    case = told.case()
    told.ours(case, "2026-03-29 21:59", share=S)  # 23:59 in Berlin, still that Sunday
    told.ours(case, "2026-03-29 22:00", share=C)  # 0:00 on Monday
    told.ours(case, "2026-10-25 22:59", share=S)  # 23:59
    told.ours(case, "2026-10-25 23:00", share=C)
    for first, last in (("2026-03-16", "2026-04-05"), ("2026-10-12", "2026-11-01")):
        balance = table(told.ask(section, first, last), "balance")
        assert cells(balance, S, C) == [(0, 0), (1, 0), (0, 1)]


def test_warnings_not_followed_are_counted_by_check_the_most_first() -> None:
    told = Told(now=OVER)
    case, other = told.case(), told.case()
    for each in (case, other):
        told.post(each, at(8))
    for when, check in (
        ("2026-11-15 23:59", "length"),  # the period before
        ("2026-11-16 00:00", "length"),
        (at(10), "deflection"),
        (at(11), "deflection"),
        (at(12), "asked_again"),
        ("2026-11-23 00:00", "length"),
    ):
        let_stand(told, case, when, check)
    let_stand(told, CaseId(99), at(12), "length")  # of a case that was not read
    found = ask(told)
    ignored = figure(found, "ignored")
    assert (ignored.value, ignored.before, ignored.interval) == (4, 1, None)
    by_check = table(found, "ignored_checks")
    assert by_check.rows == (("Deflection", 2), ("Asked again", 1), ("Length", 1))
    assert list(by_check.evidence[0].values) == [ms(at(10)), ms(at(11))]


def test_only_what_is_of_the_scope_counts() -> None:
    told = Told()
    mine, other, app = told.case("store"), told.case("store", account=2), told.case("app")
    for case in (mine, other, app):
        told.post(case, at(8))
        told.ours(case, at(9), share=S)
        let_stand(told, case, at(9), "length")
    told.ours(None, at(10), share=S, answers=None)
    assert figure(told.ask(section, DAY, DAY), "solved").n == 3
    of_account = told.ask(section, DAY, DAY, account=1)
    assert (figure(of_account, "solved").n, figure(of_account, "ignored").value) == (2, 2)
    assert cells(table(of_account, "balance"), S) == [(3,)]  # the post to nobody is its own
    at_store = told.ask(section, DAY, DAY, touchpoint="store")
    assert (figure(at_store, "solved").n, figure(at_store, "ignored").value) == (2, 2)
    assert cells(table(at_store, "balance"), S) == [(2,)]


def test_a_period_that_is_not_compared_has_nothing_before() -> None:
    told = Told()
    answers(told, 3, S)
    window, _ = told.windows(DAY, "2026-11-22")
    assert [each.before for each in section(window, None).figures] == [None] * 5


def test_each_table_and_figure_holds_together() -> None:
    told = Told()
    answers(told, 12, C, deflects=1)
    found = ask(told)
    assert len({each.key for each in found.figures}) == len(found.figures)
    for each in found.tables:
        assert each.chart is not None
        assert {each.chart.x, *each.chart.y} <= {column.key for column in each.columns}
        assert all(len(row) == len(each.columns) for row in each.rows)
        assert len(each.evidence) == len(each.rows)

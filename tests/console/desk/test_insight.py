"""What is read for the figures, and what was done about root causes, on a real data file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.business_hours import BusinessHours
from console.domain.cases import CaseState
from console.domain.ids import AccountId, CaseId, message_ms, to_ms
from console.domain.insight import Insight, Period, Question, Scope, Section
from console.domain.messages import Direction
from console.domain.targets import Targets
from console.errors import InputError, NotFound
from console.insight.rows import Rows
from console.store import fixes, insight
from console.store.vocabulary import WordList
from tests.console import given
from tests.console.given import Bench
from tests.console.insight.told import cells, figure, table

HOUR = timedelta(hours=1)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Ada and Ben wrote a day before `bench.clock()`, which is 2 October 2026, 09:00 UTC."""
    made = given.bench(tmp_path, posts=(("ada", "@shop it is broken"), ("ben", "@shop where?")))
    made.desk.targets.put(Targets(BusinessHours(zone="UTC")))
    return made


def case_of(bench: Bench, handle: str) -> CaseId:
    return next(row.id for row in bench.desk.cases.rows() if row.handle == handle)


def scope(bench: Bench, days: int = 7) -> Scope:
    return Scope(bench.desk.insight.last_days(days))


def rows(bench: Bench, days: int = 7) -> Rows:
    return insight.rows(bench.db, scope(bench, days), bench.clock())


def report(bench: Bench, days: int = 7) -> Insight:
    found = bench.desk.insight.of(scope(bench, days))
    assert found is not None
    return found


def board(bench: Bench) -> Section:
    return report(bench).sections[0]


def test_a_period_is_of_whole_days_of_the_business(bench: Bench) -> None:
    bench.desk.targets.put(Targets(BusinessHours(zone="Europe/Berlin")))
    period = bench.desk.insight.last_days(2)
    assert f"{period.start:%m-%d %H:%M}" == "09-30 22:00"
    assert f"{period.end:%m-%d %H:%M}" == "10-02 22:00"
    with pytest.raises(InputError):
        bench.desk.insight.period(date(2026, 10, 2), date(2026, 10, 1))


def test_what_is_read_is_what_is_stored(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.set_touchpoint((ada,), "delivery")
    call = NewCall(
        "rang", bench.clock() - 26 * HOUR, Direction.IN, outcome="escalated", number="030 1"
    )
    bench.desk.calls.add(call, ada)
    bench.clock.forward(minutes=5)
    bench.desk.triage.resolve((ada,), fix="sent anew", channel="phone")
    found = rows(bench)
    case = next(each for each in found.cases if each.id == ada)
    assert (case.touchpoint, case.state, case.fixed_by) == ("delivery", "resolved", "phone")
    assert case.resolved_ms == to_ms(bench.clock())
    assert case.begun_ms == to_ms(call.at)
    mine = [each for each in found.messages if each.case_id == ada]
    assert [(each.is_post, each.out, each.kind) for each in mine] == [
        (0, 0, None),
        (1, 0, "complaint"),
    ]
    assert mine[1].ms == to_ms(next(p.at for p in bench.world.posts() if "broken" in p.text))
    note = found.calls[mine[0].id]
    assert (note.channel, note.outcome) == ("phone", "escalated")
    assert found.own == {bench.account.remote_id: bench.account.id}


def test_a_case_that_was_opened_again_is_not_resolved(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.resolve((ada,), fix="sent anew", channel="phone")
    bench.desk.triage.reopen((ada,))
    case = next(each for each in rows(bench).cases if each.id == ada)
    assert (case.state != CaseState.RESOLVED, case.resolved_ms, case.fixed_by) == (True, None, "")


def test_the_last_resolution_counts(bench: Bench) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.resolve((ada,), fix="sent anew", channel="phone")
    bench.desk.triage.reopen((ada,))
    bench.clock.forward(hours=1)
    bench.desk.triage.resolve((ada,), fix="found", channel="post")
    case = next(each for each in rows(bench).cases if each.id == ada)
    assert (case.fixed_by, case.resolved_ms) == ("post", to_ms(bench.clock()))


def test_an_answer_after_the_period_is_read_with_its_case(bench: Bench) -> None:
    period = Period(bench.desk.insight.last_days(2).start, bench.clock() - timedelta(seconds=1))
    asked = next(post for post in bench.world.posts() if "broken" in post.text)
    bench.clock.forward(days=3)
    bench.world.add_post(bench.world.own, "On its way.", at=bench.clock(), reply_to=asked.remote_id)
    bench.desk.accounts.sync(bench.account)
    found = insight.rows(bench.db, Scope(period), bench.clock())
    late = [each for each in found.messages if each.out]
    assert [each.case_id for each in late] == [case_of(bench, "ada")]
    assert [each.id for each in found.messages] == sorted(each.id for each in found.messages)


def test_what_a_contact_had_shortly_before_the_first_is_read_without_its_messages(
    bench: Bench,
) -> None:
    ada = case_of(bench, "ada")
    bench.desk.triage.set_touchpoint((ada,), "delivery")
    bench.clock.forward(days=80)
    bench.world.add_post(bench.user("ada"), "@shop again broken", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    newer = next(row.id for row in bench.desk.cases.rows() if row.id != ada and row.name == "ada")
    assert {case.id for case in rows(bench).cases} == {newer}, "nobody said where it failed"
    bench.desk.triage.set_touchpoint((newer,), "delivery")
    found = rows(bench)
    assert {case.id for case in found.cases} == {newer, ada}
    assert {each.case_id for each in found.messages} == {newer}
    bench.desk.triage.promise(case_of(bench, "ben"), "call back", bench.clock() + HOUR)
    promised = rows(bench)
    assert {case.id for case in promised.cases} == {newer, ada, case_of(bench, "ben")}
    assert [each.case_id for each in promised.promises] == [case_of(bench, "ben")]


def test_an_empty_stretch_reads_as_nothing(bench: Bench) -> None:
    long_ago = bench.desk.insight.period(date(2020, 1, 1), date(2020, 1, 7))
    found = insight.rows(bench.db, Scope(long_ago), bench.clock())
    assert (list(found.cases), list(found.messages)) == ([], [])
    empty = bench.desk.insight.of(Scope(long_ago))
    assert empty is not None
    assert len(empty.sections) == len(Question)
    assert (empty.cases, empty.messages) == (0, 0)


def test_each_section_comes_home_and_the_one_waited_for_first(bench: Bench) -> None:
    heard: list[tuple[int, int, Question | None]] = []

    def told(done: int, of: int, found: Section | None) -> bool:
        heard.append((done, of, None if found is None else found.question))
        return True

    made = bench.desk.insight.of(scope(bench), told, first=Question.THANKS)
    assert made is not None
    assert [each[2] for each in heard[:3]] == [None, Question.THANKS, Question.CANARY_BOARD]
    assert [each[0] for each in heard] == list(range(1, len(Question) + 2))
    assert {each[1] for each in heard} == {len(Question) + 1}
    assert [each.question for each in made.sections] == list(Question)


def test_the_canary_board_comes_before_any_message_is_read_and_is_the_same(bench: Bench) -> None:
    bench.desk.triage.set_touchpoint((case_of(bench, "ada"),), "delivery")
    bench.desk.triage.promise(case_of(bench, "ben"), "call back", bench.clock() + HOUR)
    heard: list[tuple[int, Question | None]] = []
    early: list[Section] = []

    def told(done: int, of: int, found: Section | None) -> bool:
        if found is not None and not early:
            early.append(found)
        heard.append((done, None if found is None else found.question))
        return True

    made = bench.desk.insight.of(scope(bench), told, first=Question.CANARY_BOARD)
    assert made is not None
    assert heard[:3] == [(0, Question.CANARY_BOARD), (1, None), (2, None)]
    assert early == [made.sections[0]]
    assert [each[1] for each in heard].count(Question.CANARY_BOARD) == 1


def test_a_board_that_was_outrun_comes_again(bench: Bench) -> None:
    ada, heard = case_of(bench, "ada"), list[Section]()

    def told(done: int, of: int, found: Section | None) -> bool:
        if found is not None and found.question is Question.CANARY_BOARD:
            heard.append(found)
        if not done:
            bench.desk.triage.set_touchpoint((ada,), "delivery")
        return True

    bench.desk.insight.of(scope(bench), told, first=Question.CANARY_BOARD)
    said = [figure(each, "touchpoint_said").value for each in heard]
    assert said == [0, 0.5]


def test_who_is_not_to_go_on_stops(bench: Bench) -> None:
    heard: list[int] = []

    def told(done: int, of: int, found: Section | None) -> bool:
        heard.append(done)
        return len(heard) < 3

    assert bench.desk.insight.of(scope(bench), told) is None
    assert heard == [1, 2, 3]


def test_a_fix_is_recorded_changed_and_removed_and_each_can_be_undone(bench: Bench) -> None:
    verbs = bench.desk.insight
    changes = verbs.record_fix("delivery", " Noor ", "Second\ncarrier", date(2026, 9, 20))
    assert changes.touchpoints == {"delivery"}
    (fix,) = verbs.fixes()
    assert (fix.owner, fix.action, fix.agent_name) == ("Noor", "Second carrier", "Anna")
    assert f"{fix.at:%Y-%m-%d %H:%M}" == "2026-09-20 00:00"
    changes = verbs.change_fix(replace(fix, touchpoint="app"), date(2026, 9, 21))
    assert changes.touchpoints == {"delivery", "app"}
    (changed,) = verbs.fixes()
    assert (changed.touchpoint, f"{changed.at:%d}") == ("app", "21")
    assert verbs.remove_fix(fix.id).touchpoints == {"app"}
    assert verbs.fixes() == ()
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.touchpoints == {"app"}
    assert verbs.fixes() == (changed,)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.touchpoints == {"app", "delivery"}
    assert verbs.fixes() == (fix,)
    assert bench.desk.acts.undo() is not None
    assert verbs.fixes() == ()
    assert bench.desk.acts.redo() is not None
    assert verbs.fixes() == (fix,)


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ("touchpoint", "The touchpoint is missing."),
        ("owner", "Who sees to it is missing."),
        ("action", "What was done is missing."),
    ],
)
def test_a_fix_says_where_who_and_what(bench: Bench, missing: str, said: str) -> None:
    words = {"touchpoint": "delivery", "owner": "Noor", "action": "Second carrier", missing: " "}
    with pytest.raises(InputError, match=said):
        bench.desk.insight.record_fix(**words, day=date(2026, 9, 20))
    assert bench.desk.insight.fixes() == ()


def test_a_fix_that_is_no_more_is_said(bench: Bench) -> None:
    verbs = bench.desk.insight
    verbs.record_fix("delivery", "Noor", "Second carrier", date(2026, 9, 20))
    (fix,) = verbs.fixes()
    verbs.remove_fix(fix.id)
    with pytest.raises(NotFound):
        verbs.remove_fix(fix.id)
    with pytest.raises(NotFound):
        verbs.change_fix(fix, date(2026, 9, 21))


def test_cases_are_counted_around_a_fix_as_far_as_the_desk_goes_back(bench: Bench) -> None:
    for handle in ("ada", "ben"):
        bench.desk.triage.set_touchpoint((case_of(bench, handle),), "delivery")
    bench.desk.insight.record_fix("delivery", "Noor", "Second carrier", date(2026, 10, 1))
    (fact,) = insight.rows(bench.db, scope(bench, 14), bench.clock()).fixes
    assert (fact.before, fact.before_ms) == (0, 0)  # the desk's first case came later that day
    assert (fact.after, fact.after_ms) == (2, 33 * HOUR // timedelta(milliseconds=1))  # till now
    keys = ("before", "after", "after_cases", "after_days", "verdict")
    assert cells(table(board(bench), "fixes"), *keys) == [
        (None, None, 2, 1.4, "too little is known of before")
    ]
    bench.clock.forward(days=100)
    (fact,) = insight.rows(bench.db, scope(bench, 14), bench.clock()).fixes
    assert fact.after_ms == fixes.AROUND_MS
    bench.desk.insight.change_fix(fact.fix, date(2026, 10, 3))
    (fact,) = insight.rows(bench.db, scope(bench, 14), bench.clock()).fixes
    first_ms = min(message_ms(each.id) for each in rows(bench, 200).messages)
    assert (fact.before, fact.after) == (2, 0)
    assert fact.before_ms == to_ms(fact.fix.at) - first_ms


def test_around_a_fix_the_cases_of_the_account_are_counted(bench: Bench) -> None:
    bench.desk.triage.set_touchpoint((case_of(bench, "ada"),), "delivery")
    bench.desk.insight.record_fix("delivery", "Noor", "Second carrier", date(2026, 10, 1))
    now, other = bench.clock(), AccountId(bench.account.id + 1)
    counts = [fixes.facts(bench.db, each, now)[0].after for each in (None, bench.account.id, other)]
    assert counts == [1, 1, 0]


def test_cases_around_a_fix_are_found_by_an_index(bench: Bench) -> None:
    plan = bench.db.rows(
        "EXPLAIN QUERY PLAN SELECT count(*) FROM cases WHERE touchpoint = 'app'"
        f" AND (1 IS NULL OR account_id = 1) AND {fixes.BEGUN} >= 1 AND {fixes.BEGUN} < 2"
    )
    assert "USING INDEX cases_begun (touchpoint=? AND <expr>>? AND <expr><?)" in str(
        plan[0]["detail"]
    )


def test_a_fix_takes_the_spelling_of_the_cases_else_of_the_list(bench: Bench) -> None:
    bench.desk.triage.set_touchpoint((case_of(bench, "ada"),), "Island post")
    verbs, day = bench.desk.insight, date(2026, 10, 1)
    verbs.record_fix("island POST", "Noor", "Second carrier", day)
    verbs.record_fix("Billing", "Noor", "Clear invoices", day)
    assert [fix.touchpoint for fix in verbs.fixes()] == ["billing", "Island post"]
    bench.desk.triage.set_touchpoint((case_of(bench, "ben"),), "Delivery")
    verbs.record_fix("delivery", "Noor", "Second carrier", day)
    assert verbs.fixes()[0].touchpoint == "delivery", "the list has it so"
    verbs.record_fix("DELIVERY", "Noor", "Second carrier", day)
    assert verbs.fixes()[0].touchpoint == "Delivery", "the cases have it so"


def test_a_fix_at_no_touchpoint_that_is_known_is_refused_with_the_nearest(bench: Bench) -> None:
    verbs, day = bench.desk.insight, date(2026, 10, 1)
    with pytest.raises(InputError, match="No case has the touchpoint delivry") as refused:
        verbs.record_fix("delivry", "Noor", "New boxes", day)
    assert refused.value.advice == "Did you mean delivery?"
    with pytest.raises(InputError) as refused:
        verbs.record_fix("xxxx", "Noor", "New boxes", day)
    assert "list" in refused.value.advice
    assert verbs.fixes() == ()
    verbs.record_fix("app", "Noor", "New boxes", day)
    (fix,) = verbs.fixes()
    with pytest.raises(InputError, match="delivry"):
        verbs.change_fix(replace(fix, touchpoint="delivry"), day)
    assert verbs.fixes() == (fix,)


def test_a_fix_whose_touchpoint_is_in_the_list_no_more_can_be_changed(bench: Bench) -> None:
    verbs, day = bench.desk.insight, date(2026, 10, 1)
    verbs.record_fix("app", "Noor", "New boxes", day)
    bench.desk.vocabulary.put(WordList.TOUCHPOINTS, ("delivery",))
    (fix,) = verbs.fixes()
    verbs.change_fix(replace(fix, owner="Mika"), day)
    assert [(each.touchpoint, each.owner) for each in verbs.fixes()] == [("app", "Mika")]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(1971, 1, 1), date(4500, 1, 1)),
        (date(2016, 1, 1), date(2026, 1, 1)),
        (date(2200, 12, 31), date(2201, 1, 1)),
        (date(1, 1, 1), date(1, 1, 2)),
    ],
)
def test_a_period_that_no_calendar_holds_is_refused(bench: Bench, first: date, last: date) -> None:
    with pytest.raises(InputError) as refused:
        bench.desk.insight.period(first, last)
    assert refused.value.advice


def test_ten_years_are_a_period(bench: Bench) -> None:
    for first, last in ((date(2016, 1, 1), date(2025, 12, 31)), (date(2200, 12, 31),) * 2):
        found = bench.desk.insight.of(Scope(bench.desk.insight.period(first, last)))
        assert found is not None


def test_the_board_says_where_it_fails(bench: Bench) -> None:
    bench.desk.triage.set_touchpoint((case_of(bench, "ada"),), "delivery")
    found = board(bench)
    assert cells(table(found, "touchpoints"), "touchpoint", "cases") == [
        ("delivery", 1),
        ("not said", 1),
    ]
    assert figure(found, "cases").before == 0

"""What a rule said is told from what a person said: in the list, in a case, in JSON, in counts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from console.cli import shapes
from console.domain.cases import CaseRow, RuleMark
from console.domain.ids import RuleId
from console.domain.priority import Priority, Reason, judge
from console.domain.triage_rules import Conditions, Effects, NewRule
from tests.console import given
from tests.console.given import Bench

REFUND = Conditions(words=("refund",))
THEN = Effects(("money",), "billing", Priority.HIGH)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    posts = (
        ("ada", "@shop where is my refund?"),
        ("ben", "@shop hello"),
        ("cleo", "@shop Refund, please"),
    )
    made = given.bench(tmp_path, posts=posts)
    yield made
    made.desk.close()


def case(bench: Bench, handle: str = "ada") -> CaseRow:
    (found,) = [row for row in bench.desk.cases.rows() if row.handle == handle]
    return found


def applied(bench: Bench, then: Effects = THEN, name: str = "Money") -> RuleId:
    rule_id, _ = bench.desk.rules.add(NewRule(name, REFUND, then))
    bench.desk.rules.apply(rule_id)
    return rule_id


def reasons(bench: Bench, row: CaseRow) -> tuple[Reason, ...]:
    return judge(row, bench.clock()).reasons


def by(bench: Bench) -> tuple[str, str | None, tuple[Reason, ...]]:
    row = case(bench)
    return row.priority_rule, shapes.case(row)["priority_by"], reasons(bench, row)


RULE = ("Money", "rule", (Reason.RULE,))
PERSON = ("", "person", (Reason.PERSON,))


def test_a_priority_of_a_rule_is_not_said_to_be_a_persons(bench: Bench) -> None:
    assert by(bench)[:2] == ("", None)
    applied(bench)
    assert by(bench) == RULE
    ben = case(bench, "ben")
    bench.desk.triage.set_priority((ben.id,), Priority.HIGH)
    assert reasons(bench, case(bench, "ben")) == (Reason.PERSON,)


def test_what_a_person_said_since_is_theirs_also_where_it_is_the_same(bench: Bench) -> None:
    applied(bench)
    row = case(bench)
    bench.desk.triage.set_priority((row.id,), Priority.URGENT)
    assert by(bench) == PERSON
    bench.desk.triage.set_priority((row.id,), Priority.HIGH)
    assert by(bench) == PERSON
    bench.desk.acts.undo()
    bench.desk.acts.undo()
    assert by(bench) == RULE
    bench.desk.triage.set_priority((row.id,), Priority.HIGH)
    assert by(bench) == PERSON, "it was said by hand, although a rule had said it before"


def test_a_removed_rule_is_still_named(bench: Bench) -> None:
    bench.desk.rules.remove((applied(bench),))
    assert by(bench) == RULE


def test_an_opened_case_names_what_each_rule_gave(bench: Bench) -> None:
    applied(bench)
    applied(bench, Effects(("money", "vip"), "desk", Priority.LOW), "Late")
    row = case(bench)
    view = bench.desk.cases.view(row.id)
    assert view.rule_marks == (
        RuleMark("tag", "money", "Money"),
        RuleMark("touchpoint", "billing", "Money"),
        RuleMark("priority", "high", "Money"),
        RuleMark("tag", "vip", "Late"),
    )
    assert shapes.case_view(view)["rule_marks"][2] == {
        "kind": "priority", "value": "high", "rule": "Money",
    }  # fmt: skip
    assert bench.desk.cases.view(case(bench, "ben").id).rule_marks == ()


def test_what_a_person_put_there_since_is_no_mark_of_a_rule(bench: Bench) -> None:
    applied(bench)
    row = case(bench)
    bench.desk.triage.tag((row.id,), remove=("money",))
    bench.desk.triage.tag((row.id,), add=("money",))
    bench.desk.triage.set_touchpoint((row.id,), "shop")
    assert bench.desk.cases.view(row.id).rule_marks == (RuleMark("priority", "high", "Money"),)
    bench.desk.triage.set_touchpoint((row.id,), "billing")
    assert bench.desk.cases.view(row.id).rule_marks == (RuleMark("priority", "high", "Money"),)


def test_the_cases_in_which_something_was_done_are_told_apart(bench: Bench) -> None:
    wanted = {case(bench, "ada").id, case(bench, "cleo").id}
    rule_id, _ = bench.desk.rules.add(NewRule("Money", REFUND, THEN))
    did = bench.desk.rules.apply(rule_id)
    assert did.done == wanted
    assert not bench.desk.rules.apply(rule_id).done
    for level in (Priority.LOW, None):
        bench.desk.triage.set_priority((case(bench, "cleo").id,), level)
    bench.desk.triage.tag((case(bench, "cleo").id,), remove=("money",))
    bench.desk.triage.set_touchpoint((case(bench, "cleo").id,), "")
    back = bench.desk.rules.take_back(rule_id)
    assert back.done == {case(bench, "ada").id}
    assert back.lists == {"triage_rules"}


def test_rows_that_only_follow_are_no_cases_in_which_something_was_done(bench: Bench) -> None:
    def also(_: object, cases: frozenset[object]) -> frozenset[object]:
        return cases | {case(bench, "ben").id}

    rule_id, _ = bench.desk.rules.add(NewRule("Money", REFUND, THEN))
    with pytest.MonkeyPatch.context() as patch:
        from console.store import journal

        renew = journal._renew
        patch.setattr(journal, "_renew", lambda db, sides: also(db, renew(db, sides)))
        did = bench.desk.rules.apply(rule_id)
    assert len(did.cases) == 3
    assert len(did.done) == 2


def test_saved_and_applied_is_one_act(bench: Bench) -> None:
    before = bench.desk.cases.rows()
    rule_id, did = bench.desk.rules.save_and_apply(None, NewRule("Money", REFUND, THEN))
    assert did.done == {case(bench, "ada").id, case(bench, "cleo").id}
    assert [(one.id, one.effects) for one in bench.desk.rules.every()] == [(rule_id, 6)]
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Add and apply rule Money"
    assert bench.desk.rules.every() == ()
    assert [row.tags for row in bench.desk.cases.rows()] == [row.tags for row in before]
    bench.desk.acts.redo()
    assert [one.effects for one in bench.desk.rules.every()] == [6]
    other = NewRule("Money", REFUND, Effects(("vip",)))
    again, did = bench.desk.rules.save_and_apply(rule_id, other)
    assert (again, len(did.done)) == (rule_id, 2)
    bench.desk.acts.undo()
    assert [one.new.then for one in bench.desk.rules.every()] == [THEN]
    assert case(bench).tags == ("money",)


def test_that_a_rule_was_taken_back_is_known_till_that_is_undone(bench: Bench) -> None:
    rule_id = applied(bench)
    assert bench.desk.rules.taken_back() == frozenset()
    bench.desk.rules.take_back(rule_id)
    assert bench.desk.rules.taken_back() == {rule_id}
    bench.desk.acts.undo()
    assert bench.desk.rules.taken_back() == frozenset()

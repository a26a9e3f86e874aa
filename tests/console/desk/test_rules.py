"""What a person does with rules: make, try, apply and take back, each undone with one step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow, CaseState
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId, RuleId, WatchId
from console.domain.kinds import MessageKind
from console.domain.limits import LIMITS_280
from console.domain.priority import Priority
from console.domain.triage_rules import (
    PREVIEWED,
    Conditions,
    Effect,
    EffectKind,
    Effects,
    NewRule,
)
from console.errors import InputError, NotFound
from console.store import rule_rows
from console.text.split import split
from tests.console import given
from tests.console.given import Bench

REFUND = Conditions(words=("refund",))
LISTED = frozenset({"triage_rules"})
ALL = Effects(("money",), "billing", Priority.HIGH, resolve=True)


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


def case(bench: Bench, handle: str) -> CaseRow:
    (found,) = [row for row in bench.desk.cases.rows() if row.handle == handle]
    return found


def made(bench: Bench, then: Effects = ALL, when: Conditions = REFUND) -> RuleId:
    """Store a rule that holds for what comes in later."""
    return bench.desk.rules.add(NewRule("Money", when, then))[0]


def say(bench: Bench, handle: str, text: str, reply_to: str = "") -> None:
    bench.clock.forward(minutes=10)
    parent = next((one for one in bench.world.posts() if one.text == f"@shop {reply_to}"), None)
    bench.world.add_post(
        bench.user(handle), f"@shop {text}", at=bench.clock() - timedelta(seconds=1),
        reply_to=None if parent is None else parent.remote_id,
    )  # fmt: skip
    bench.desk.accounts.sync(bench.account)


def marks(row: CaseRow) -> tuple[object, ...]:
    return row.tags, row.touchpoint, row.priority, row.state


NOTHING = ((), "", None, CaseState.NEEDS_REPLY)
EVERYTHING = (("money",), "billing", Priority.HIGH, CaseState.RESOLVED)


def test_a_rule_is_stored_as_it_was_meant_and_holds_from_now_on(bench: Bench) -> None:
    rule_id, changes = bench.desk.rules.add(
        NewRule(
            "  Money\n back ",
            Conditions(
                words=(" refund ", "REFUND", "charge  back"), handle="@Ada", lang=" EN_gb ",
                account_id=bench.account.id,
            ),
            Effects(("#VIP", "vip"), " billing "),
        )
    )  # fmt: skip
    assert changes == Changes.of(lists=("triage_rules",))
    (rule,) = bench.desk.rules.every()
    assert (rule.id, rule.agent_name, rule.enabled) == (rule_id, "Anna", True)
    assert rule.new == NewRule(
        "Money back",
        Conditions(
            words=("refund", "charge back"), handle="Ada", lang="en-gb",
            account_id=bench.account.id,
        ),
        Effects(("vip",), "billing"),
    )  # fmt: skip
    assert bench.desk.acts.undo() is not None
    assert bench.desk.rules.every() == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (NewRule(" ", REFUND, ALL), "no name"),
        (NewRule("x" * 81, REFUND, ALL), "longer than 80"),
        (NewRule("MONEY", REFUND, ALL), "There is a rule “Money” already"),
        (NewRule("new", Conditions(), ALL), "asks for nothing"),
        (NewRule("new", Conditions(handle=" @ ", lang=" "), ALL), "asks for nothing"),
        (NewRule("new", REFUND, Effects()), "does nothing"),
        (NewRule("new", Conditions(words=(" ",)), ALL), "word is empty"),
        (NewRule("new", Conditions(words=("\u200b",)), ALL), "word is empty"),
        (NewRule("new", Conditions(words=("x" * 101,)), ALL), "longer than 100"),
        (NewRule("new", Conditions(words=tuple(map(str, range(101)))), ALL), "at most 100 words"),
        (NewRule("new", Conditions(words=("Ä",), without=("a",)), ALL), "ruled out at once"),
        (NewRule("new", Conditions(handle="ada fern"), ALL), "no handle"),
        (NewRule("new", Conditions(lang="english"), ALL), "no code of a language"),
        (NewRule("new", REFUND, Effects(("x" * 41,))), "A tag has"),
        (NewRule("new", REFUND, Effects((" # ",))), "A tag has"),
        (NewRule("new", REFUND, Effects(touchpoint="x" * 281)), "longer than 280"),
        (NewRule("new", Conditions(watch_id=WatchId(9)), ALL), "no watch 9"),
        (NewRule("new", Conditions(account_id=AccountId(9)), ALL), "no account 9"),
    ],
)
def test_what_cannot_be_a_rule_is_refused_in_words(bench: Bench, wrong: NewRule, said: str) -> None:
    made(bench)
    before = given.everything(bench.db)
    with pytest.raises(InputError, match=said):
        bench.desk.rules.add(wrong)
    assert given.everything(bench.db) == before


def test_a_rule_that_is_changed_keeps_what_it_did(bench: Bench) -> None:
    rule_id = made(bench, Effects(("money",)))
    say(bench, "dan", "refund me")
    rule = bench.desk.rules.every()[0].new
    assert not bench.desk.rules.change(rule_id, rule), "it was so already"
    wanted = replace(rule, name="Late", then=Effects(("late",)))
    assert bench.desk.rules.change(rule_id, wanted).lists == LISTED
    (now,) = bench.desk.rules.every()
    assert (now.new, now.effects) == (wanted, 1)
    assert case(bench, "dan").tags == ("money",)
    bench.desk.acts.undo()
    assert bench.desk.rules.every()[0].new == rule
    with pytest.raises(NotFound):
        bench.desk.rules.change(RuleId(99), wanted)


def test_rules_are_switched_off_and_on_together(bench: Bench) -> None:
    one = made(bench, Effects(("one",)))
    two, _ = bench.desk.rules.add(NewRule("Two", REFUND, Effects(("two",))))
    assert bench.desk.rules.set_enabled((one, two), enabled=False).lists == LISTED
    assert not bench.desk.rules.set_enabled((one, two), enabled=False)
    say(bench, "dan", "refund me")
    assert case(bench, "dan").tags == ()
    bench.desk.acts.undo()
    say(bench, "eve", "refund me")
    assert case(bench, "eve").tags == ("one", "two")
    with pytest.raises(NotFound):
        bench.desk.rules.set_enabled((one, RuleId(99)), enabled=False)


def test_a_removed_rule_comes_back_with_the_record_of_what_it_did(bench: Bench) -> None:
    rule_id = made(bench, Effects(("money",), "billing"))
    say(bench, "dan", "refund me")
    before = given.everything(bench.db)
    bench.desk.rules.remove((rule_id,))
    assert bench.desk.rules.every() == ()
    assert case(bench, "dan").tags == ("money",)
    with pytest.raises(NotFound):
        bench.desk.rules.apply(rule_id)
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before
    assert bench.desk.rules.take_back(rule_id).cases == {case(bench, "dan").id}


def test_a_preview_says_what_would_be_done_and_changes_nothing(bench: Bench) -> None:
    bench.desk.triage.tag((case(bench, "cleo").id,), ("money",))
    before = given.everything(bench.db)
    found = bench.desk.rules.preview(NewRule("", REFUND, Effects(("money",), "billing")))
    assert given.everything(bench.db) == before
    assert found.looked_at == 3
    assert [(each.author, each.text) for each in found.tried] == [
        ("cleo", "@shop Refund, please"),
        ("ada", "@shop where is my refund?"),
    ]
    billing, money = Effect(EffectKind.TOUCHPOINT, "billing"), Effect(EffectKind.TAG, "money")
    assert [each.effects for each in found.tried] == [(billing,), (money, billing)]
    assert found.cases == {case(bench, "ada").id, case(bench, "cleo").id}
    with pytest.raises(InputError):
        bench.desk.rules.preview(NewRule("name", REFUND, Effects()))


def test_a_case_with_two_posts_that_fit_is_changed_once_by_the_newer(bench: Bench) -> None:
    say(bench, "ada", "REFUND!", reply_to="where is my refund?")
    new = NewRule("Money", REFUND, ALL)
    found = bench.desk.rules.preview(new)
    ada = [each for each in found.tried if each.author == "ada"]
    assert [each.text for each in ada] == ["@shop REFUND!", "@shop where is my refund?"]
    assert [len(each.effects) for each in ada] == [4, 0]
    bench.desk.rules.apply(made(bench))
    assert marks(case(bench, "ada")) == EVERYTHING
    assert bench.desk.rules.every()[0].effects == 8, "four things in each of two cases"


def test_only_the_newest_posts_are_looked_at(bench: Bench) -> None:
    for number in range(PREVIEWED):
        bench.world.add_post(bench.user("dan"), f"@shop hi {number}", at=bench.clock())
    while bench.desk.accounts.sync(bench.account).new:
        pass
    found = bench.desk.rules.preview(NewRule("", REFUND, ALL))
    stored = bench.db.value("SELECT count(*) FROM posts")
    assert stored > PREVIEWED
    assert found.looked_at == PREVIEWED
    assert found.tried == (), "they are older than that"


def test_a_long_text_is_told_in_one_cut_line(bench: Bench) -> None:
    say(bench, "dan", "refund\n\n" + "word " * 100)
    tried = bench.desk.rules.preview(NewRule("", REFUND, ALL)).tried[0]
    assert tried.text.startswith("@shop refund word word")
    assert tried.text.endswith("…")
    assert len(tried.text) <= 161


def test_applied_is_what_the_preview_said_and_one_undo_takes_it_back(bench: Bench) -> None:
    rule_id = made(bench)
    told = bench.desk.rules.preview(bench.desk.rules.every()[0].new)
    before = given.everything(bench.db)
    changes = bench.desk.rules.apply(rule_id)
    assert changes | Changes() == Changes.of(cases=told.cases, lists=("triage_rules",))
    assert len(told.cases) == 2
    for handle in ("ada", "cleo"):
        assert marks(case(bench, handle)) == EVERYTHING
    assert marks(case(bench, "ben")) == NOTHING
    after = given.everything(bench.db)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert (undone.act, undone.changes.cases) == ("Apply rule Money", told.cases)
    assert given.everything(bench.db) == before
    bench.desk.acts.redo()
    assert given.everything(bench.db) == after


def test_applied_again_it_changes_nothing_and_is_no_act(bench: Bench) -> None:
    rule_id = made(bench)
    bench.desk.rules.apply(rule_id)
    acts = len(bench.desk.acts.newest())
    assert not bench.desk.rules.apply(rule_id)
    assert len(bench.desk.acts.newest()) == acts


def test_a_rule_that_cannot_be_read_is_not_applied(bench: Bench) -> None:
    rule_id = made(bench)
    with bench.db.writing():
        bench.db.execute("UPDATE triage_rules SET effects = '{'")
    with pytest.raises(InputError, match="cannot be read"):
        bench.desk.rules.apply(rule_id)
    bench.desk.rules.change(rule_id, NewRule("Money", REFUND, ALL))
    assert bench.desk.rules.apply(rule_id)


def test_what_a_person_changed_since_bars_the_undo_of_all_of_it(bench: Bench) -> None:
    bench.desk.rules.apply(made(bench))
    bench.desk.triage.set_touchpoint((case(bench, "ada").id,), "app")
    ada = marks(case(bench, "ada"))
    bench.db.rows("SELECT 1")
    with bench.db.writing():  # as if another agent had set it
        bench.db.execute("UPDATE journal SET set_aside_at = at WHERE act LIKE 'Set touchpoint%'")
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()
    assert marks(case(bench, "ada")) == ada
    assert marks(case(bench, "cleo")) == EVERYTHING


def test_what_a_rule_did_by_a_sync_bars_no_undo_of_what_a_person_did_before(bench: Bench) -> None:
    ben = case(bench, "ben").id
    bench.desk.triage.tag((ben,), ("vip",))
    bench.desk.triage.tag((ben,), (), ("vip",))
    made(bench, Effects(("money",), "billing"))
    say(bench, "ben", "refund", reply_to="hello")
    say(bench, "dan", "refund")
    assert marks(case(bench, "ben"))[:2] == (("money",), "billing")
    for act in ("Add rule Money", "Untag case of ben", "Tag case of ben"):
        undone = bench.desk.acts.undo()
        assert undone is not None
        assert undone.act == act
    assert case(bench, "ben").tags == ("money",)


def test_all_that_a_rule_did_is_taken_back_as_one_act(bench: Bench) -> None:
    rule_id = made(bench)
    bench.desk.rules.apply(rule_id)
    say(bench, "dan", "refund me")
    assert marks(case(bench, "dan")) == EVERYTHING
    bench.clock.forward(minutes=1)
    before = given.everything(bench.db)
    handles = ("ada", "cleo", "dan")
    changes = bench.desk.rules.take_back(rule_id)
    assert changes | Changes() == Changes.of(
        cases={case(bench, each).id for each in handles}, lists=("triage_rules",)
    )
    for each in handles:
        assert marks(case(bench, each)) == NOTHING
        assert case(bench, each).due_at is not None
    assert bench.desk.rules.every()[0].effects == 0
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(rule_id)
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before


def test_a_case_that_was_taken_back_is_not_resolved_by_the_next_post(bench: Bench) -> None:
    rule_id = made(bench, Effects(resolve=True))
    say(bench, "dan", "refund me")
    bench.desk.rules.take_back(rule_id)
    say(bench, "dan", "refund!", reply_to="refund me")
    assert case(bench, "dan").state is CaseState.NEEDS_REPLY


def test_what_a_person_changed_since_stays_as_they_left_it(bench: Bench) -> None:
    rule_id = made(bench)
    bench.desk.rules.apply(rule_id)
    ada, cleo = (case(bench, each).id for each in ("ada", "cleo"))
    bench.desk.triage.set_touchpoint((ada,), "app")
    bench.desk.triage.set_priority((ada,), Priority.LOW)
    bench.desk.triage.tag((ada,), (), ("money",))
    bench.desk.triage.tag((ada,), ("money",))
    bench.desk.triage.resolve((cleo,), fix="sent the money")
    bench.desk.rules.take_back(rule_id)
    assert marks(case(bench, "ada")) == (("money",), "app", Priority.LOW, CaseState.NEEDS_REPLY)
    assert marks(case(bench, "cleo")) == ((), "", None, CaseState.RESOLVED)
    assert bench.desk.rules.every()[0].effects == 4, "as persons changed them"


def test_what_a_person_said_anew_stays_also_where_the_rule_had_said_the_same(
    bench: Bench,
) -> None:
    rule_id = made(bench, Effects(("money",), "billing", Priority.HIGH))
    say(bench, "dan", "refund me")
    dan = case(bench, "dan").id
    bench.desk.triage.set_touchpoint((dan,), "app")
    bench.desk.triage.set_touchpoint((dan,), "billing")
    bench.desk.triage.set_priority((dan,), None)
    bench.desk.triage.set_priority((dan,), Priority.HIGH)
    bench.desk.rules.take_back(rule_id)
    assert marks(case(bench, "dan"))[:3] == ((), "billing", Priority.HIGH)
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(rule_id)


def test_what_a_person_gave_once_more_stays(bench: Bench) -> None:
    rule_id = made(bench, Effects(("money",), "billing", Priority.HIGH))
    say(bench, "dan", "refund me")
    dan = case(bench, "dan").id
    bench.desk.triage.set_touchpoint((dan,), "billing")
    bench.desk.triage.set_priority((dan,), Priority.HIGH)
    bench.desk.rules.take_back(rule_id)
    assert marks(case(bench, "dan"))[:3] == ((), "billing", Priority.HIGH)


def test_what_a_person_took_back_does_not_keep_what_the_rule_said(bench: Bench) -> None:
    rule_id = made(bench, Effects(touchpoint="billing"))
    bench.desk.rules.apply(rule_id)
    ada = case(bench, "ada").id
    bench.desk.triage.set_touchpoint((ada,), "app")
    bench.desk.acts.undo()
    bench.desk.rules.take_back(rule_id)
    assert case(bench, "ada").touchpoint == ""


def test_what_a_person_said_before_the_rule_does_not_count_as_said_after(bench: Bench) -> None:
    ben = case(bench, "ben").id
    bench.desk.triage.set_touchpoint((ben,), "billing")
    bench.desk.triage.set_touchpoint((ben,), "")
    rule_id = made(bench, Effects(touchpoint="billing"))
    say(bench, "ben", "refund", reply_to="hello")
    assert case(bench, "ben").touchpoint == "billing"
    bench.desk.rules.take_back(rule_id)
    assert case(bench, "ben").touchpoint == ""


@pytest.mark.parametrize("by_a_person", [True, False])
def test_in_a_case_that_was_merged_what_a_person_had_said_stays(
    bench: Bench, *, by_a_person: bool
) -> None:
    ben = case(bench, "ben").id
    rule_id = made(bench, Effects(touchpoint="billing"))
    say(bench, "ben", "another refund")
    newer = max(row.id for row in bench.desk.cases.rows() if row.handle == "ben")
    assert newer != ben
    if by_a_person:
        bench.desk.triage.set_touchpoint((ben,), "billing")
    bench.desk.triage.merge((newer,), ben)
    assert case(bench, "ben").touchpoint == "billing"
    if by_a_person:
        with pytest.raises(InputError, match="Nothing is left"):
            bench.desk.rules.take_back(rule_id)
    else:
        bench.desk.rules.take_back(rule_id)
    assert case(bench, "ben").touchpoint == ("billing" if by_a_person else "")


def test_in_a_case_that_was_merged_what_a_person_had_taken_off_again_does_not_count(
    bench: Bench,
) -> None:
    ben = case(bench, "ben").id
    rule_id = made(bench, Effects(touchpoint="billing"))
    say(bench, "ben", "another refund")
    newer = max(row.id for row in bench.desk.cases.rows() if row.handle == "ben")
    bench.desk.triage.set_touchpoint((ben,), "billing")
    bench.desk.triage.set_touchpoint((ben,), "")
    bench.desk.triage.merge((newer,), ben)
    bench.desk.rules.take_back(rule_id)
    assert case(bench, "ben").touchpoint == ""


def test_in_a_case_that_was_merged_what_a_person_said_of_the_other_stays(bench: Bench) -> None:
    ben = case(bench, "ben").id
    rule_id = made(bench, Effects(touchpoint="billing"))
    say(bench, "ben", "another refund")
    newer = max(row.id for row in bench.desk.cases.rows() if row.handle == "ben")
    bench.desk.triage.set_touchpoint((newer,), "app")
    bench.desk.triage.set_touchpoint((newer,), "billing")
    bench.desk.triage.merge((newer,), ben)
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(rule_id)
    assert case(bench, "ben").touchpoint == "billing"


def test_what_another_rule_had_said_of_a_merged_case_stays(bench: Bench) -> None:
    hello, _ = bench.desk.rules.add(
        NewRule("Hello", Conditions(words=("greetings",)), Effects(touchpoint="billing"))
    )
    money = made(bench, Effects(touchpoint="billing"))
    say(bench, "dan", "greetings")
    say(bench, "dan", "refund")
    older, newer = sorted(row.id for row in bench.desk.cases.rows() if row.handle == "dan")
    bench.desk.triage.merge((newer,), older)
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(money)
    assert case(bench, "dan").touchpoint == "billing"
    bench.desk.rules.take_back(hello)
    assert case(bench, "dan").touchpoint == ""


def test_only_the_rule_that_resolved_a_case_last_brings_it_back(bench: Bench) -> None:
    first = made(bench, Effects(resolve=True))
    again = NewRule("Again", Conditions(words=("contest",)), Effects(resolve=True))
    second, _ = bench.desk.rules.add(again)
    say(bench, "dan", "refund me")
    say(bench, "dan", "contest", reply_to="refund me")
    assert case(bench, "dan").state is CaseState.RESOLVED
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(first)
    assert case(bench, "dan").state is CaseState.RESOLVED
    bench.desk.rules.take_back(second)
    assert case(bench, "dan").state is CaseState.NEEDS_REPLY


def test_the_record_outlives_the_undo_of_making_a_rule(bench: Bench) -> None:
    rule_id = made(bench, Effects(("money",), "billing"))
    say(bench, "dan", "refund me")
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.lists == LISTED
    assert bench.desk.rules.every() == ()
    say(bench, "eve", "refund me")
    assert case(bench, "eve").tags == (), "it holds no more"
    bench.desk.acts.redo()
    (rule,) = bench.desk.rules.every()
    assert (rule.id, rule.effects) == (rule_id, 2)
    bench.desk.rules.take_back(rule_id)
    assert marks(case(bench, "dan")) == NOTHING


def test_the_name_of_a_removed_rule_is_free_and_then_it_does_not_come_back(bench: Bench) -> None:
    bench.desk.rules.remove((made(bench),))
    bench.desk.rules.add(NewRule("MONEY", REFUND, Effects(("other",))))
    with bench.db.writing():  # as if another agent had added it
        bench.db.execute("UPDATE journal SET set_aside_at = at WHERE act = 'Add rule MONEY'")
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()
    assert [rule.new.name for rule in bench.desk.rules.every()] == ["MONEY"]


def test_what_a_removed_rule_did_is_no_persons_work(bench: Bench) -> None:
    bench.desk.rules.remove((made(bench, Effects(("money",))),))
    marked = made(bench, Effects(("money",), "billing"))
    say(bench, "dan", "refund me")
    bench.desk.rules.remove((marked,))
    made(bench, Effects(resolve=True), Conditions(words=("contest",)))
    say(bench, "dan", "contest", reply_to="refund me")
    assert case(bench, "dan").state is CaseState.RESOLVED


def test_a_tag_that_was_there_before_is_never_taken_off(bench: Bench) -> None:
    ada = case(bench, "ada").id
    bench.desk.triage.tag((ada,), ("money",))
    rule_id = made(bench, Effects(("money", "back")))
    bench.desk.rules.apply(rule_id)
    bench.desk.rules.take_back(rule_id)
    assert case(bench, "ada").tags == ("money",)


@pytest.mark.parametrize("tagged_before", [True, False])
def test_in_a_case_that_was_joined_a_tag_is_told_from_one_that_was_there(
    bench: Bench, *, tagged_before: bool
) -> None:
    ada = case(bench, "ada").id
    if tagged_before:
        bench.desk.triage.tag((ada,), ("money",))
    rule_id = made(bench, Effects(("money",)))
    say(bench, "ada", "another refund")
    newer = max(row.id for row in bench.desk.cases.rows() if row.handle == "ada")
    assert newer != ada
    bench.desk.triage.merge((newer,), ada)
    if tagged_before:
        with pytest.raises(InputError, match="Nothing is left"):
            bench.desk.rules.take_back(rule_id)
    else:
        bench.desk.rules.take_back(rule_id)
    assert case(bench, "ada").tags == (("money",) if tagged_before else ())


def test_a_case_that_we_answered_meanwhile_waits_after_it_is_taken_back(bench: Bench) -> None:
    rule_id = made(bench, Effects(resolve=True))
    say(bench, "dan", "refund me")
    parent = next(one for one in bench.world.posts() if one.text == "@shop refund me")
    bench.clock.forward(minutes=5)
    own = bench.world.own
    bench.world.add_post(own, "done", at=bench.clock(), reply_to=parent.remote_id)
    bench.clock.forward(minutes=5)
    bench.desk.accounts.sync(bench.account)
    bench.desk.rules.take_back(rule_id)
    assert case(bench, "dan").state is CaseState.WAITING


def test_a_case_that_was_reopened_is_no_more_to_be_taken_back(bench: Bench) -> None:
    rule_id = made(bench, Effects(resolve=True))
    say(bench, "dan", "refund me")
    say(bench, "dan", "it is worse now", reply_to="refund me")
    with pytest.raises(InputError, match="Nothing is left"):
        bench.desk.rules.take_back(rule_id)


def call(bench: Bench, case_id: CaseId) -> None:
    bench.desk.calls.add(NewCall("phoned", bench.clock()), case_id)


def begin_draft(bench: Bench, case_id: CaseId) -> None:
    bench.desk.drafts.save(case_id, "we are", "280")


def queue(bench: Bench, case_id: CaseId) -> None:
    layout = split("we are on it", LIMITS_280)
    bench.desk.replies.queue(
        case_id, "we are on it", layout, LIMITS_280, pause=timedelta(seconds=30)
    )


def snooze(bench: Bench, case_id: CaseId) -> None:
    bench.desk.triage.snooze((case_id,), bench.clock() + timedelta(hours=1))


def reopen(bench: Bench, case_id: CaseId) -> None:
    bench.desk.triage.mark_spam((case_id,))
    bench.clock.forward(minutes=1)
    bench.desk.triage.reopen((case_id,))


def promise(bench: Bench, case_id: CaseId) -> None:
    bench.desk.triage.promise(case_id, "call back", bench.clock() + timedelta(hours=3))


@pytest.mark.parametrize("work", [call, begin_draft, queue, snooze, reopen, promise])
def test_no_rule_resolves_a_case_that_somebody_works_on(
    bench: Bench, work: Callable[[Bench, CaseId], None]
) -> None:
    ben = case(bench, "ben").id
    made(bench, Effects(resolve=True))
    work(bench, ben)
    say(bench, "ben", "refund", reply_to="hello")
    assert case(bench, "ben").state is CaseState.NEEDS_REPLY
    assert bench.desk.rules.every()[0].effects == 0


def test_the_kind_that_a_person_gave_a_post_counts_for_a_preview(bench: Bench) -> None:
    (post,) = bench.desk.cases.view(case(bench, "ben").id).messages
    bench.desk.triage.set_kind(post.id, MessageKind.COMPLAINT)
    found = bench.desk.rules.preview(
        NewRule("", Conditions(kind=MessageKind.COMPLAINT, handle="ben"), ALL)
    )
    assert [each.author for each in found.tried] == ["ben"]


def test_a_rule_whose_watch_was_removed_says_so_and_may_keep_it(bench: Bench) -> None:
    rule_id = made(bench)
    with bench.db.writing():
        bench.db.execute("""UPDATE triage_rules SET conditions = '{"watch": 5}'""")
    (rule,) = bench.desk.rules.every()
    assert (rule.problem, rule.enabled) == (rule_rows.NO_WATCH, True)
    assert bench.desk.rules.preview(rule.new).tried == ()
    assert bench.desk.rules.change(rule_id, replace(rule.new, name="Other name"))

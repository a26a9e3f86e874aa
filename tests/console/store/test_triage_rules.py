"""What rules do with posts that come in: in the page's transaction, and never against a person."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.domain.accounts import Account
from console.domain.cases import CaseRow, CaseState
from console.domain.ids import CaseId, RemoteId, RuleId, WatchId, to_ms
from console.domain.priority import Priority
from console.domain.remote import Timeline
from console.domain.triage_rules import Conditions, Effects, NewRule
from console.errors import StoreClash
from console.store import accounts, cases, joining, marks, posts, rule_rows, standing
from console.store.database import Database
from tests.console import given

REFUND = Conditions(words=("refund",))
ALL = Effects(("money",), "billing", Priority.HIGH, resolve=True)
RESOLVE = Effects(resolve=True)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    opened = given.database(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def shop(db: Database) -> Account:
    return given.account(db)


def rule(db: Database, then: Effects, when: Conditions = REFUND, name: str = "") -> RuleId:
    agent = accounts.agent(db, "Anna", "", given.START)
    with db.writing():
        count = db.value("SELECT count(*) FROM triage_rules")
        return rule_rows.add(
            db, NewRule(name or f"rule {count}", when, then), agent.id, given.START
        )


def only(db: Database) -> CaseRow:
    (row,) = cases.rows(db)
    return row


def done(db: Database) -> list[tuple[object, ...]]:
    return db.tuples("SELECT rule_id, kind, value FROM rule_effects ORDER BY id", ())


def is_up_to_date(db: Database) -> None:
    before = given.everything(db)
    ids = [row.id for row in cases.rows(db)]
    with db.writing():
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert given.everything(db) == before


def test_a_new_post_that_fits_is_tagged_marked_and_resolved_in_its_page(
    db: Database, shop: Account
) -> None:
    rule_id = rule(db, ALL)
    saved = given.save(db, shop, given.post(1, given.ADA, 0, "@shop my refund!"), settled=False)
    row = only(db)
    assert saved.changes.cases == {row.id}
    assert (row.tags, row.touchpoint, row.priority) == (("money",), "billing", Priority.HIGH)
    assert row.state is CaseState.RESOLVED
    assert row.due_at is None
    assert done(db) == [
        (rule_id, "tag", "money"),
        (rule_id, "touchpoint", "billing"),
        (rule_id, "priority", "2"),
        (rule_id, "resolve", ""),
    ]
    is_up_to_date(db)
    assert not db.value("SELECT count(*) FROM resolutions"), "nobody said what fixed it"
    assert not db.value("SELECT count(*) FROM journal"), "it is no person's act"


def test_a_page_taken_in_twice_is_followed_once(db: Database, shop: Account) -> None:
    rule(db, ALL)
    post = given.post(1, given.ADA, 0, "@shop my refund!")
    given.save(db, shop, post)
    before = given.everything(db)
    given.save(db, shop, post)
    assert given.everything(db) == before


def test_a_page_that_fails_leaves_nothing_of_what_rules_did(
    db: Database, shop: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(db, ALL)
    before = given.everything(db)

    def fail(*_: object) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(standing, "refresh", fail)
    with pytest.raises(RuntimeError, match="power"):
        given.save(db, shop, given.post(1, given.ADA, 0, "refund"), settled=False)
    assert given.everything(db) == before


def test_a_rule_that_is_off_does_nothing(db: Database, shop: Account) -> None:
    rule_id = rule(db, ALL)
    with db.writing():
        rule_rows.set_enabled(db, [rule_id], enabled=False)
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    assert only(db).tags == ()
    assert done(db) == []


def test_our_own_posts_reposts_and_muted_posts_are_left_alone(db: Database, shop: Account) -> None:
    from console.store import triage_rules

    given.save(db, shop, given.post(1, given.ADA, 0, "where is my refund"))
    (heard,) = (row["message_id"] for row in db.rows("SELECT message_id FROM posts"))
    with db.writing():
        db.execute("UPDATE messages SET muted_by = 1")
    rule(db, Effects(("money",)))
    with db.writing():
        assert triage_rules.follow(db, [heard], given.START) == frozenset()
    own = given.post(2, given.OWN, 1, "your refund", conversation="1", parent="1",
                     parent_author=given.ADA.remote_id)  # fmt: skip
    repost = given.post(3, given.BEN, 2, "refund", repost=True)
    given.save(db, shop, own, timeline=Timeline.OWN)
    given.save(db, shop, repost)
    assert done(db) == []


def test_rules_hold_in_the_order_of_making_and_all_that_fit_do(db: Database, shop: Account) -> None:
    first = rule(db, Effects(("one",), "billing"))
    second = rule(db, Effects(("two",), "delivery", resolve=True))
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    row = only(db)
    assert (row.tags, row.touchpoint, row.state) == (
        ("one", "two"),
        "billing",
        CaseState.RESOLVED,
    )
    assert [each[0] for each in done(db)] == [first, first, second, second]


def test_what_a_rule_does_by_a_sync_settles_no_case(db: Database, shop: Account) -> None:
    rule(db, Effects(("money",), "billing", Priority.HIGH))
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"), settled=False)
    assert db.value("SELECT settled FROM cases") == 0


def test_a_case_that_a_rule_marked_is_still_joined_to_an_older_one(
    db: Database, shop: Account
) -> None:
    rule(db, Effects(("money",), "billing"))
    first = given.post(1, given.ADA, 0, "hello")
    given.save(db, shop, first)
    given.save(db, shop, given.post(2, given.OWN, 10, "hi", reply_to=first), timeline=Timeline.OWN)
    given.save(db, shop, given.post(3, given.ADA, 20, "refund"))
    row = only(db)
    assert (row.tags, row.touchpoint, row.state) == (("money",), "billing", CaseState.NEEDS_REPLY)


def answered(db: Database, shop: Account, case_id: CaseId) -> None:
    post = given.post(2, given.OWN, 1, "hi", conversation="1", parent="1",
                      parent_author=given.ADA.remote_id)  # fmt: skip
    given.save(db, shop, post, timeline=Timeline.OWN)


def act(sql: str) -> Callable[[Database, Account, CaseId], None]:
    def run(db: Database, shop: Account, case_id: CaseId) -> None:
        with db.writing():
            for one in sql.split(";"):
                db.execute(one, {"case": case_id, "now": to_ms(given.START)})

    return run


def marked(column: str, value: object) -> Callable[[Database, Account, CaseId], None]:
    def run(db: Database, shop: Account, case_id: CaseId) -> None:
        with db.writing():
            cases.mark(db, [case_id], column, value)

    return run


def tagged(db: Database, shop: Account, case_id: CaseId) -> None:
    with db.writing():
        marks.tag(db, [case_id], ["vip"], [])


def woken(db: Database, shop: Account, case_id: CaseId) -> None:
    from console.store import upkeep

    at = given.START + timedelta(minutes=5)
    with db.writing():
        cases.set_state(db, [case_id], CaseState.SNOOZED, at, until=at + timedelta(minutes=1))
    upkeep.wake(db, at + timedelta(minutes=2))


@pytest.mark.parametrize(
    "by_a_person",
    [
        pytest.param(answered, id="answered"),
        pytest.param(
            act(
                "INSERT INTO promises (case_id, agent_id, what, due_at, made_at)"
                " VALUES (:case, 1, 'call', :now, :now)"
            ),
            id="promised",
        ),
        pytest.param(
            act(
                "INSERT INTO resolutions (case_id, agent_id, at, fix, channel, skipped)"
                " VALUES (:case, 1, :now, 'sent', 'post', 0)"
            ),
            id="said what fixed it",
        ),
        pytest.param(marked("touchpoint", "app"), id="touchpoint"),
        pytest.param(marked("priority", 0), id="priority"),
        pytest.param(tagged, id="tagged"),
        pytest.param(woken, id="snoozed"),
    ],
)
def test_a_case_in_which_a_person_did_anything_is_not_resolved(
    db: Database, shop: Account, by_a_person: Callable[[Database, Account, CaseId], None]
) -> None:
    first = given.post(1, given.ADA, 0, "@shop hello")
    given.save(db, shop, first)
    rule(db, RESOLVE)
    by_a_person(db, shop, only(db).id)
    given.save(db, shop, given.post(3, given.ADA, 30, "refund", reply_to=first))
    assert only(db).state is CaseState.NEEDS_REPLY
    assert done(db) == []


def test_the_same_case_is_resolved_where_nobody_did_anything(db: Database, shop: Account) -> None:
    first = given.post(1, given.ADA, 0, "@shop hello")
    given.save(db, shop, first)
    rule(db, RESOLVE)
    given.save(db, shop, given.post(3, given.ADA, 30, "refund", reply_to=first))
    assert only(db).state is CaseState.RESOLVED


def test_what_the_customer_wrote_after_it_keeps_a_case_open(db: Database, shop: Account) -> None:
    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "refund")
    given.save(db, shop, first, given.post(2, given.ADA, 1, "nobody answers", reply_to=first))
    assert only(db).state is CaseState.NEEDS_REPLY


def test_a_later_post_brings_a_case_back_and_thanks_do_not(db: Database, shop: Account) -> None:
    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "refund")
    given.save(db, shop, first)
    assert only(db).state is CaseState.RESOLVED
    given.save(db, shop, given.post(3, given.ADA, 11, "thank you so much!", reply_to=first))
    assert (only(db).state, only(db).thanked_at is None) == (CaseState.RESOLVED, False)
    given.save(db, shop, given.post(4, given.ADA, 12, "it is broken again", reply_to=first))
    assert only(db).state is CaseState.NEEDS_REPLY
    is_up_to_date(db)


@pytest.mark.parametrize("minutes", [-120, 60], ids=["clock ahead", "clock behind"])
@pytest.mark.parametrize(
    ("older", "state"),
    [
        ("my order arrived broken", CaseState.NEEDS_REPLY),
        ("my refund", CaseState.RESOLVED),
        ("thank you so much!", CaseState.RESOLVED),
    ],
)
def test_an_older_post_on_a_later_page_brings_a_case_back_if_no_rule_resolves_it(
    db: Database, shop: Account, minutes: int, older: str, state: CaseState
) -> None:
    rule_id = rule(db, RESOLVE)
    first = given.post(1, given.ADA, minutes, older)
    given.save(db, shop, given.post(2, given.ADA, minutes + 10, "refund", reply_to=first))
    assert only(db).state is CaseState.RESOLVED
    saved = given.save(db, shop, first, settled=False)
    assert only(db).state is state
    assert saved.changes.cases == {only(db).id}
    assert done(db) == [(rule_id, "resolve", "")]
    is_up_to_date(db)


def test_an_older_post_of_the_same_page_keeps_a_case_open(db: Database, shop: Account) -> None:
    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "it arrived broken")
    given.save(db, shop, first, given.post(2, given.ADA, 1, "refund", reply_to=first))
    assert only(db).state is CaseState.NEEDS_REPLY


@pytest.mark.parametrize("removed", [True, False])
def test_an_older_post_brings_it_back_also_where_the_rule_holds_no_more(
    db: Database, shop: Account, *, removed: bool
) -> None:
    rule_id = rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "my refund")
    given.save(db, shop, given.post(2, given.ADA, 10, "refund", reply_to=first))
    with db.writing():
        if removed:
            rule_rows.remove(db, [rule_id], given.START)
        else:
            rule_rows.set_enabled(db, [rule_id], enabled=False)
    given.save(db, shop, first)
    assert only(db).state is CaseState.NEEDS_REPLY


def test_a_muted_older_post_leaves_a_resolved_case_alone(db: Database, shop: Account) -> None:
    from console.store import triage_rules

    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "broken")
    given.save(db, shop, given.post(2, given.ADA, 10, "refund", reply_to=first))
    given.save(db, shop, first)
    with db.writing():  # as if it had been muted and the case had been resolved all along
        db.execute("UPDATE messages SET muted_by = 1 WHERE text = 'broken'")
        db.execute("UPDATE cases SET state = 'resolved', state_at = (SELECT at FROM rule_effects)")
        ids = [row["id"] for row in db.rows("SELECT id FROM messages WHERE muted_by = 1")]
        assert triage_rules.follow(db, ids, given.START) == frozenset()
    assert only(db).state is CaseState.RESOLVED


def test_an_older_post_leaves_a_case_alone_that_a_person_resolved(
    db: Database, shop: Account
) -> None:
    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "broken")
    given.save(db, shop, given.post(2, given.ADA, 10, "refund", reply_to=first))
    act(
        "INSERT INTO resolutions (case_id, agent_id, at, fix, channel, skipped)"
        " VALUES (:case, 1, :now, 'sent', 'post', 0)"
    )(db, shop, only(db).id)
    given.save(db, shop, first)
    assert only(db).state is CaseState.RESOLVED


def test_a_case_that_comes_back_after_our_answer_waits(db: Database, shop: Account) -> None:
    rule(db, RESOLVE)
    first = given.post(1, given.ADA, 0, "broken")
    refund = given.post(2, given.ADA, 10, "refund", reply_to=first)
    given.save(db, shop, refund)
    own = given.post(3, given.OWN, 20, "sent", reply_to=refund)
    given.save(db, shop, own, timeline=Timeline.OWN)
    assert only(db).state is CaseState.RESOLVED
    given.save(db, shop, first)
    assert only(db).state is CaseState.WAITING


def test_what_a_person_took_off_is_not_put_on_by_the_next_post(db: Database, shop: Account) -> None:
    rule(db, Effects(("money",), "billing"))
    first = given.post(1, given.ADA, 0, "refund")
    given.save(db, shop, first)
    case_id = only(db).id
    with db.writing():
        marks.tag(db, [case_id], [], ["money"])
        cases.mark(db, [case_id], "touchpoint", None)
    given.save(db, shop, given.post(2, given.ADA, 1, "refund!", reply_to=first))
    assert (only(db).tags, only(db).touchpoint) == ((), "")


DAMAGED = [
    "",
    "null",
    "[]",
    "{}",
    '{"words": "refund"}',
    '{"words": [1]}',
    '{"kind": "rant"}',
    '{"kind": []}',
    '{"watch": "one"}',
    '{"watch": true}',
    '{"summoned": 1}',
    '{"mood": "bad"}',
    "{" * 100_000,
    '{"words": ' + "[" * 100_000,
]


@pytest.mark.parametrize("damaged", DAMAGED, ids=range(len(DAMAGED)))
def test_a_rule_that_cannot_be_read_is_off_says_so_and_stops_no_sync(
    db: Database, shop: Account, damaged: str
) -> None:
    broken, sound = rule(db, Effects(("broken",))), rule(db, Effects(("sound",)))
    with db.writing():
        db.execute("UPDATE triage_rules SET conditions = ? WHERE id = ?", (damaged, broken))
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    assert only(db).tags == ("sound",)
    first, second = rule_rows.every(db)
    assert (first.id, first.enabled, bool(first.problem)) == (broken, False, True)
    assert (second.id, second.enabled, second.problem) == (sound, True, "")


@pytest.mark.parametrize(
    "damaged", ["", "{}", '{"tags": [null]}', '{"priority": 9}', '{"priority": true}',
                '{"resolve": "yes"}', '{"call": "them"}']
)  # fmt: skip
def test_a_rule_of_which_nobody_knows_what_it_does_does_nothing(
    db: Database, shop: Account, damaged: str
) -> None:
    broken = rule(db, Effects(("broken",)))
    with db.writing():
        db.execute("UPDATE triage_rules SET effects = ? WHERE id = ?", (damaged, broken))
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    assert done(db) == []
    assert [each.problem for each in rule_rows.every(db)] == [rule_rows.DAMAGED]


def test_keys_of_a_newer_program_are_passed_over(db: Database, shop: Account) -> None:
    rule(db, ALL)
    with db.writing():
        db.execute(
            """UPDATE triage_rules SET conditions = '{"words": ["refund"], "mood": "bad"}',"""
            """ effects = '{"tags": ["a", "a"], "call": "them"}'"""
        )
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    assert only(db).tags == ("a",)


def test_everything_that_a_rule_can_say_is_kept(db: Database, shop: Account) -> None:
    when = Conditions(
        words=("refund", "“quoted”"), without=("退款",), handle="ada", summoned=False,
        lang="de", account_id=shop.id,
    )  # fmt: skip
    then = Effects(("a", "b"), "billing", Priority.LOW, resolve=True)
    rule_id = rule(db, then, when, "Money")
    kept = rule_rows.get(db, rule_id)
    assert kept.new == NewRule("Money", when, then)
    assert (kept.enabled, kept.agent_name, kept.effects, kept.last_at) == (True, "Anna", 0, None)


def test_what_a_rule_did_is_counted_and_dated(db: Database, shop: Account) -> None:
    rule_id = rule(db, Effects(("money",), "billing"))
    given.save(db, shop, given.post(1, given.ADA, -10, "refund"))
    kept = rule_rows.get(db, rule_id)
    assert (kept.effects, kept.last_at) == (2, given.START)


def watch(db: Database, shop: Account, name: str = "Brand") -> WatchId:
    with db.writing():
        number = db.insert(
            "watches",
            {"account_id": shop.id, "name": name, "query": "brand", "pace_s": 3600,
             "monthly_budget": 1, "begin_at": 0, "agent_id": 1, "made_at": 0},
        )  # fmt: skip
    return WatchId(number)


def test_a_rule_about_a_watch_fits_its_hits_till_the_watch_is_removed(
    db: Database, shop: Account
) -> None:
    accounts.agent(db, "Anna", "", given.START)
    watch_id = watch(db, shop)
    rule(db, Effects(("found",)), Conditions(watch_id=watch_id))
    stranger = replace(given.post(1, given.ADA, 0, "brand is bad"), mentions=())
    with db.writing():
        posts.save_hits(db, shop, watch_id, [stranger], given.START)
    given.save(db, shop, given.post(2, given.BEN, 1, "brand"))
    assert {row.handle: row.tags for row in cases.rows(db)} == {
        "ada_fern": ("found",),
        "ben": (),
    }
    with db.writing():
        db.execute("UPDATE watches SET removed_at = 1")
        again = replace(stranger, remote_id=RemoteId("3"), conversation_id=RemoteId("3"))
        posts.save_hits(db, shop, watch_id, [again], given.START)
    assert len(done(db)) == 1
    assert [each.problem for each in rule_rows.every(db)] == [rule_rows.NO_WATCH]


def test_a_rule_about_a_watch_fits_what_something_else_brought_first(
    db: Database, shop: Account
) -> None:
    accounts.agent(db, "Anna", "", given.START)
    one, two = watch(db, shop, "One"), watch(db, shop, "Two")
    stranger = replace(given.post(1, given.ADA, 0, "brand is late"), mentions=())
    mention = given.post(2, given.BEN, 1, "@shop late")
    rule(db, Effects(("one",)), Conditions(watch_id=one))
    with db.writing():
        posts.save_hits(db, shop, one, [stranger], given.START)
    given.save(db, shop, mention)
    late = rule(db, Effects(("late",)), Conditions(watch_id=two))
    rule(db, Effects(("any",)), Conditions(words=("late",)))
    with db.writing():
        hits = posts.save_hits(db, shop, two, [stranger, mention], given.START)
    tags = {row.handle: row.tags for row in cases.rows(db)}
    assert tags == {"ada_fern": ("late", "one"), "ben": ("late",)}, "other rules had their time"
    assert hits.changes.cases == {row.id for row in cases.rows(db)}
    with db.writing():
        marks.tag(db, [row.id for row in cases.rows(db)], [], ["late"])
        db.execute("DELETE FROM rule_effects WHERE rule_id = ?", (late,))
        posts.save_hits(db, shop, two, [stranger, mention], given.START)
    assert "late" not in {tag for row in cases.rows(db) for tag in row.tags}, "found once"


def test_a_removed_rule_leaves_its_name_and_its_record(db: Database, shop: Account) -> None:
    rule_id = rule(db, Effects(("money",)), name="Money")
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    with db.writing():
        rule_rows.remove(db, [rule_id], given.START)
    assert rule_rows.every(db) == ()
    assert rule_rows.holding(db) == []
    assert done(db) == [(rule_id, "tag", "money")]
    rule(db, Effects(("other",)), name="Money")
    with pytest.raises(StoreClash), db.writing():
        rule_rows.restore(db, rule_id)


def test_a_post_captured_by_hand_is_followed_within_the_act(tmp_path: Path) -> None:
    from console.desk.posts import NewCapture

    bench = given.bench(tmp_path)
    bench.desk.rules.add(NewRule("money", Conditions(words=("refund",)), Effects(("money",))))
    before = given.everything(bench.db)
    case_id, _ = bench.desk.posts.capture(
        NewCapture(text="@shop refund", handle="gus", at=bench.clock(), network="memory")
    )
    assert cases.row(bench.db, case_id).tags == ("money",)
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before
    bench.desk.acts.redo()
    assert cases.row(bench.db, case_id).tags == ("money",)
    bench.desk.close()


def test_of_two_rules_that_resolved_a_case_at_one_time_the_later_brings_it_back(
    db: Database, shop: Account
) -> None:
    from console.store import triage_rules

    first, second = rule(db, RESOLVE), rule(db, RESOLVE, Conditions(words=("contest",)))
    # Both are written before the page is taken in, at START.
    refund = given.post(1, given.ADA, -20, "refund")
    given.save(db, shop, refund)
    given.save(db, shop, given.post(2, given.ADA, -10, "contest", reply_to=refund))
    with db.writing():  # as if nobody had moved it in between
        db.execute("UPDATE cases SET state = 'resolved', state_at = (SELECT at FROM rule_effects)")
        row = "rule_id, message_id, kind, value, was, at, in_case, after_act"
        db.execute(
            f"INSERT INTO rule_effects ({row}) SELECT ?, message_id, kind, value, was, at, in_case,"
            " after_act FROM rule_effects WHERE rule_id = ? AND NOT EXISTS"
            " (SELECT 1 FROM rule_effects WHERE rule_id = ?)",
            (second, first, second),
        )
        assert triage_rules.take_back(db, first, given.START) == 0
        assert triage_rules.take_back(db, second, given.START) == 1


def test_a_merged_case_remembers_what_rules_did(db: Database, shop: Account) -> None:
    rule(db, Effects(("money",)))
    given.save(db, shop, given.post(1, given.ADA, 0, "refund"))
    given.save(db, shop, given.post(2, given.ADA, 1, "hello"))
    refund, hello = sorted(row.id for row in cases.rows(db))
    with db.writing():
        joining.merge(db, refund, hello)
        marks.tag(db, [hello], [], ["money"])
    first = given.post(1, given.ADA, 0)
    given.save(db, shop, given.post(3, given.ADA, 2, "refund", reply_to=first))
    assert only(db).tags == ()

"""What the checks know of a case, read from the file; what persons let stand, kept in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.checks.facts import MOST_OUR_POSTS
from console.desk.calls import NewCall
from console.domain.accounts import Account
from console.domain.cases import CaseView
from console.domain.checks import Check, CheckRules, Ignored, IgnoredCount, PhraseEdit
from console.domain.ids import AgentId, CaseId, MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.messages import Post
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.errors import NotFound
from console.store import accounts, checks, desk_state, marks, removal
from console.store.database import Database
from tests.console import given
from tests.console.given import ADA, BEN, OWN, START, Bench

CARA = RemoteUser(RemoteId("4"), "cara", "")
HELP = RemoteUser(RemoteId("5"), "help", "The Help")


def case(db: Database, remote_id: int) -> CaseId:
    found = given.case_of(db, remote_id)
    assert found is not None
    return CaseId(found)


def ask(db: Database, account: Account, number: int, who: RemoteUser, text: str) -> RemotePost:
    post = given.post(number, who, number, text)
    given.save(db, account, post)
    return post


def answer(db: Database, account: Account, number: int, to: RemotePost, text: str = "") -> None:
    by = RemoteUser(account.remote_id, account.handle, account.name)
    post = given.post(number, by, number, text, reply_to=to, mentions=())
    given.save(db, account, post, timeline=Timeline.OWN)


@pytest.fixture
def agent(db: Database) -> AgentId:
    return accounts.agent(db, "Anna", "", START).id


def test_our_posts_are_those_of_the_account_newest_first(db: Database, account: Account) -> None:
    other = given.account(db, HELP)
    ada = ask(db, account, 10, ADA, "@shop where is my parcel? It is late again")
    ben = ask(db, account, 11, BEN, "@shop thank you so much!")
    foreign = ask(db, other, 12, CARA, "@help hello")
    answer(db, account, 20, ada, "It left Leeds today.")
    answer(db, other, 21, foreign, "Hello!")
    answer(db, account, 22, ben, "Our pleasure.")
    own = given.post(23, OWN, 23, "We open at 9.", mentions=())
    repost = given.post(24, OWN, 24, "RT somebody", mentions=(), repost=True)
    given.save(db, account, own, repost, timeline=Timeline.OWN)
    found = checks.our_posts(db, case(db, 10))
    assert [post.text for post in found] == [
        "We open at 9.",
        "Our pleasure.",
        "It left Leeds today.",
    ]
    alone, thanked, solved = found
    assert (alone.case_id, alone.answers_id, alone.answers_kind, alone.to_names) == (
        None,
        None,
        None,
        (),
    )
    assert (thanked.case_id, thanked.answers_kind) == (case(db, 11), MessageKind.THANKS)
    assert thanked.to_names == ("Ben Moss", "ben")
    assert (solved.case_id, solved.answers_kind) == (case(db, 10), MessageKind.COMPLAINT)
    assert solved.to_names == ("Ada Fern", "ada_fern")
    assert solved.at == START + timedelta(minutes=20)
    assert [each.id for each in checks.our_post_keys(db, case(db, 10))] == [p.id for p in found]
    assert [post.text for post in checks.our_posts(db, case(db, 12))] == ["Hello!"]


def test_what_a_person_says_of_the_answered_post_counts(db: Database, account: Account) -> None:
    ada = ask(db, account, 10, ADA, "@shop where is my parcel? It is late again")
    answer(db, account, 20, ada)
    (before,) = checks.our_posts(db, case(db, 10))
    assert before.answers_id is not None
    with db.writing():
        marks.set_kind(db, before.answers_id, MessageKind.OTHER)
    (after,) = checks.our_posts(db, case(db, 10))
    assert (before.answers_kind, after.answers_kind) == (MessageKind.COMPLAINT, MessageKind.OTHER)


def test_a_part_that_goes_on_from_our_own_post_answers_no_customer(
    db: Database, account: Account
) -> None:
    ada = ask(db, account, 10, ADA, "@shop where is it?")
    first = given.post(20, OWN, 20, "Part one", reply_to=ada, mentions=())
    second = given.post(21, OWN, 21, "part two.", reply_to=first, mentions=())
    given.save(db, account, first, second, timeline=Timeline.OWN)
    rest, begun = checks.our_posts(db, case(db, 10))
    assert (rest.text, rest.answers_id, rest.answers_kind) == ("part two.", begun.id, None)


def test_only_public_posts_count_and_only_so_many(db: Database, account: Account) -> None:
    ada = ask(db, account, 10, ADA, "@shop where is it?")
    number = MOST_OUR_POSTS + 5
    posts = [
        given.post(n, OWN, n, f"answer {n}", reply_to=ada, mentions=())
        for n in range(1000, 1000 + number)
    ]
    given.save(db, account, *posts, timeline=Timeline.OWN)
    found = checks.our_posts(db, case(db, 10))
    assert [found[0].text, len(found)] == [f"answer {999 + number}", MOST_OUR_POSTS]
    with db.writing():
        removal.remove_post(db, "memory", posts[-1].remote_id, START)
        db.execute("UPDATE posts SET gone_at = 1 WHERE remote_id = ?", (posts[-2].remote_id,))
    assert checks.our_posts(db, case(db, 10))[0].text == f"answer {997 + number}"


def test_our_posts_are_found_without_looking_at_all_others(db: Database, account: Account) -> None:
    ask(db, account, 10, ADA, "@shop where is it?")
    plan = db.rows(f"EXPLAIN QUERY PLAN SELECT m.id{checks._OURS}", (1,))
    steps = [row["detail"] for row in plan]
    assert any("account_posts_own" in step for step in steps)
    assert not [step for step in steps if "SCAN" in step or "TEMP" in step], steps


def test_what_is_known_of_a_case_is_what_its_window_shows(bench: Bench) -> None:
    (row,) = bench.desk.cases.rows()
    old = bench.world.posts()[0]
    bench.world.add_post(
        bench.user("ada"), "@shop and the order?", at=bench.clock(), reply_to=old.remote_id
    )
    bench.desk.accounts.sync(bench.account)
    bench.desk.triage.promise(row.id, "call back", bench.clock() + timedelta(hours=3))
    bench.desk.calls.add(NewCall("phoned, parcel lost", bench.clock(), number="030 901820"), row.id)
    view = bench.desk.cases.view(row.id)
    known = checks.facts(bench.db, row.id, "DE")
    assert known.messages == view.messages
    assert known.reply_to is not None
    assert known.reply_to == view.reply_to
    assert known.promises == view.promises
    assert known.contact is not None
    assert (known.contact.id, known.contact.name) == (row.contact_id, "ada")
    assert (known.our_handle, known.region) == ("shop", "DE")
    assert known.rules == CheckRules()
    assert known.hours == bench.desk.targets.get().hours
    assert known.our_posts == ()
    assert known.ignored == frozenset()


def test_the_post_to_be_answered_is_that_of_the_window(db: Database, account: Account) -> None:
    summons = given.post(10, ADA, 1, "@shop first")
    plain = given.post(11, ADA, 2, "second", reply_to=summons, mentions=())
    given.save(db, account, summons, plain)
    known = checks.facts(db, case(db, 10))
    assert [post.text for post in known.messages] == ["@shop first", "second"]
    assert known.reply_to is not None
    assert known.reply_to.text == "@shop first"
    with db.writing():
        db.execute("UPDATE posts SET gone_at = 1 WHERE remote_id = '10'")
    known = checks.facts(db, case(db, 10))
    assert isinstance(known.reply_to, Post)
    assert known.reply_to.text == "second"


def test_a_case_of_calls_alone_has_no_posts_of_ours(bench: Bench) -> None:
    case_id, _ = bench.desk.calls.add(NewCall("phoned", bench.clock(), name="Gus"))
    known = checks.facts(bench.db, case_id)
    assert [message.text for message in known.messages] == ["phoned"]
    assert (known.our_handle, known.our_posts, known.reply_to) == ("", (), None)
    assert checks.our_post_keys(bench.db, case_id) == []


def test_a_case_that_is_not_there_is_said_so(db: Database) -> None:
    with pytest.raises(NotFound, match="no case 77"):
        checks.facts(db, CaseId(77))


def test_the_last_word_on_a_finding_counts(db: Database, account: Account, agent: AgentId) -> None:
    ask(db, account, 10, ADA, "@shop help")
    ask(db, account, 11, BEN, "@shop help")
    ada, ben = case(db, 10), case(db, 11)
    with db.writing():
        for minute, (one, check, reason) in enumerate(
            (
                (ada, Check.PRIVACY, Ignored.UNSAID),
                (ada, Check.PRIVACY, Ignored.ASKED_FOR),
                (ben, Check.PRIVACY, Ignored.ASKED_FOR),
                (ada, Check.LENGTH, Ignored.WRONG),
            )
        ):
            checks.ignore(
                db, one, agent, check, "phone:1", reason, START + timedelta(minutes=minute)
            )
    assert checks.ignored(db, ada) == {(Check.PRIVACY, "phone:1"), (Check.LENGTH, "phone:1")}
    assert checks.ignored(db, ben) == {(Check.PRIVACY, "phone:1")}
    assert checks.ignored_counts(db) == (
        IgnoredCount(Check.PRIVACY, Ignored.ASKED_FOR, 2),
        IgnoredCount(Check.LENGTH, Ignored.WRONG, 1),
    )
    assert checks.ignored_counts(db, START + timedelta(minutes=2)) == (
        IgnoredCount(Check.LENGTH, Ignored.WRONG, 1),
        IgnoredCount(Check.PRIVACY, Ignored.ASKED_FOR, 1),
    )
    with db.writing():
        assert checks.restore(db, ada, Check.PRIVACY, "phone:1")
        assert not checks.restore(db, ada, Check.PRIVACY, "phone:1")
        assert not checks.restore(db, ada, Check.LENGTH, "phone:2")
    assert checks.ignored(db, ada) == {(Check.LENGTH, "phone:1")}
    assert checks.ignored(db, ben) == {(Check.PRIVACY, "phone:1")}


def test_only_some_end_with_our_next_answer(db: Database, account: Account, agent: AgentId) -> None:
    ada = ask(db, account, 10, ADA, "@shop help")
    ask(db, account, 11, BEN, "@shop help")
    at = START + timedelta(minutes=30)
    with db.writing():
        for one in (case(db, 10), case(db, 11)):
            for check in Check:
                checks.ignore(db, one, agent, check, "a:b", Ignored.FITS, at)
    answer(db, account, 29, ada, "what was said before")
    assert {check for check, _ in checks.ignored(db, case(db, 10))} == set(Check)
    answer(db, account, 31, ada, "On it.")
    left = {check for check, _ in checks.ignored(db, case(db, 10))}
    assert left == set(Check) - set(checks.UNTIL_ANSWERED)
    assert {check for check, _ in checks.ignored(db, case(db, 11))} == set(Check)
    assert sum(each.count for each in checks.ignored_counts(db)) == 2 * len(Check)
    with db.writing():
        removal.remove_post(db, "memory", RemoteId("31"), START)
    assert {check for check, _ in checks.ignored(db, case(db, 10))} == set(Check)


def test_a_name_that_is_another_is_seen_by_the_keys(db: Database, account: Account) -> None:
    ada = ask(db, account, 10, ADA, "@shop help")
    ben = ask(db, account, 11, BEN, "@shop help")
    own = given.post(24, OWN, 24, "We open at 9.", mentions=())
    given.save(db, account, own, timeline=Timeline.OWN)
    answer(db, account, 20, ada)
    answer(db, account, 21, ben)
    before = checks.our_post_keys(db, case(db, 10))
    assert [each.names is None for each in before] == [True, False, False]
    for statement in (
        "UPDATE contacts SET name = 'Benjamin' WHERE name = 'Ben Moss'",
        "UPDATE handles SET name = 'Benny' WHERE handle = 'ben'",
        "UPDATE handles SET handle = 'ben_stone' WHERE handle = 'ben'",
    ):
        with db.writing():
            db.execute(statement)
        after = checks.our_post_keys(db, case(db, 10))
        assert [old == new for old, new in zip(before, after, strict=True)] == [True, False, True]
        before = after


def test_a_check_that_is_no_more_is_passed_over(
    db: Database, account: Account, agent: AgentId
) -> None:
    ask(db, account, 10, ADA, "@shop help")
    with db.writing():
        db.execute(
            "INSERT INTO ignored_findings (case_id, agent_id, at, check_name, finding_key, reason)"
            " VALUES (?, ?, 0, 'spelling', 'x:y', 'fits')",
            (case(db, 10), agent),
        )
    assert checks.ignored(db, case(db, 10)) == frozenset()
    assert checks.ignored_counts(db) == ()


def test_counting_by_check_reads_an_index(db: Database) -> None:
    plan = db.rows(
        "EXPLAIN QUERY PLAN SELECT reason, count(*) FROM ignored_findings"
        " WHERE check_name = 'length' GROUP BY reason"
    )
    assert ["ignored_findings_check" in row["detail"] for row in plan] == [True]


def test_rules_are_as_they_were_put(db: Database) -> None:
    assert checks.rules(db) == CheckRules()
    rules = CheckRules(
        off=frozenset({Check.FEED, Check.LENGTH}),
        own_points=("0800 123 456", "help@shop.com"),
        order_shapes=("A-####",),
        other_names=("WhatsApp",),
        dismissive=(PhraseEdit("de", "beruhigen Sie sich", removed=True),),
    )
    with db.writing():
        checks.put_rules(db, rules)
    assert checks.rules(db) == rules
    assert desk_state.get(db, "check_rules") == rules.text()


def view_of(bench: Bench) -> CaseView:
    return bench.desk.cases.view(bench.desk.cases.rows()[0].id)


def test_a_message_id_is_where_the_answered_post_stands(bench: Bench) -> None:
    (asked,) = view_of(bench).messages
    bench.world.add_post(
        bench.world.own, "On it.", at=bench.clock(), reply_to=bench.world.posts()[0].remote_id
    )
    bench.desk.accounts.sync(bench.account)
    (ours,) = checks.our_posts(bench.db, view_of(bench).row.id)
    assert ours.answers_id == MessageId(asked.id)

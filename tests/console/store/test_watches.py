"""What watches brought, by cases that can be counted by hand; and which walks are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from console.domain.accounts import Account
from console.domain.cases import CaseState
from console.domain.ids import AgentId, CaseId, WatchId, to_ms
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.domain.spending import BilledRead, Item
from console.domain.watches import NewWatch, Watch, Yield
from console.store import posts, removal, spending, watch_walks, watch_yields, watches
from console.store.database import Database
from tests.console.given import ADA, BEN, OWN, START, Bench, case_of, post, save

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = START + 40 * DAY


@pytest.fixture(autouse=True)
def agent(db: Database) -> AgentId:
    with db.writing():
        return AgentId(db.insert("agents", {"name": "Anna", "signature": "", "created_at": 0}))


def new(account: Account, **other: object) -> NewWatch:
    given = NewWatch(account.id, "Brand", "acme", HOUR, Decimal(10), START - DAY)
    return replace(given, **other)  # type: ignore[arg-type]  # by name


@pytest.fixture
def watch_id(db: Database, account: Account, agent: AgentId) -> WatchId:
    return add(db, account, agent)


def add(db: Database, account: Account, agent: AgentId, **other: object) -> WatchId:
    with db.writing():
        watch_id = watches.insert_removed(db, new(account, **other), None, agent, START)
        watches.restore(db, watch_id)
    return watch_id


def find(
    db: Database,
    account: Account,
    watch_id: WatchId,
    *given: RemotePost,
    at: datetime = NOW - DAY,
) -> None:
    with db.writing():
        posts.save_hits(db, account, watch_id, given, at)
    cases_are_those_of_the_hits(db)


def acme(remote_id: int, by: RemoteUser = ADA, minutes: float = 0, **other: object) -> RemotePost:
    return post(remote_id, by, minutes, "acme is late", mentions=(), **other)  # type: ignore[arg-type]  # by name


def brought(db: Database, watch_id: WatchId) -> tuple[Yield, Yield]:
    """What a watch brought lately and ever, alone as among all."""
    found = watch_yields.of_watches(db, NOW)
    assert watch_yields.of_watches(db, NOW, watch_id).get(watch_id) == found.get(watch_id)
    its = found.get(watch_id, watch_yields.Brought())
    return its.lately, its.ever


def counts(found: Yield) -> tuple[int, int, int, int, int]:
    return found.hits, found.known, found.cases, found.useful, found.solved


def both(db: Database, watch_id: WatchId) -> tuple[int, int, int, int, int]:
    """The figures of a watch that brought all that it ever did of late."""
    lately, ever = brought(db, watch_id)
    assert counts(lately) == counts(ever)
    return counts(ever)


def cases_are_those_of_the_hits(db: Database) -> None:
    """Compare the cases that are kept with what the hits say."""
    kept = db.tuples("SELECT watch_id, case_id, found_at, first_id FROM watch_cases ORDER BY 1, 2")
    assert kept == db.tuples(
        "SELECT h.watch_id, m.case_id, max(h.found_at), min(m.id) FROM watch_hits h"
        " JOIN messages m ON m.id = h.message_id WHERE h.known = 0 AND m.case_id IS NOT NULL"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    )


def test_a_watch_that_found_nothing_brought_nothing(db: Database, watch_id: WatchId) -> None:
    assert watch_yields.of_watches(db, NOW) == {}
    assert both(db, watch_id) == (0, 0, 0, 0, 0)


def test_what_a_timeline_or_another_watch_brought_before_is_known_and_no_case(
    db: Database, account: Account, agent: AgentId, watch_id: WatchId
) -> None:
    mention = post(10, ADA, 0, "@shop acme is late")
    save(db, account, mention)
    find(db, account, watch_id, mention, acme(11, BEN))
    assert both(db, watch_id) == (2, 1, 1, 0, 0)
    second = add(db, account, agent, name="Other")
    find(db, account, second, acme(11, BEN), acme(12, BEN, 90))
    assert both(db, second) == (2, 1, 1, 0, 0)
    assert both(db, watch_id) == (2, 1, 1, 0, 0)
    find(db, account, second, acme(12, BEN, 90))
    assert both(db, second) == (2, 1, 1, 0, 0), "found twice is found once"


def test_hits_of_one_case_are_one_case(db: Database, account: Account, watch_id: WatchId) -> None:
    first = acme(10)
    find(db, account, watch_id, first, acme(11, minutes=1, reply_to=first), acme(12, BEN))
    assert case_of(db, 10) == case_of(db, 11) != case_of(db, 12)
    assert both(db, watch_id) == (3, 0, 2, 0, 0)
    ids = {case_of(db, 10), case_of(db, 12)}
    assert set(watch_yields.cases(db, watch_id, 9)) == ids


def test_our_own_post_is_a_hit_without_a_case(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    find(db, account, watch_id, acme(10, OWN), acme(11))
    assert both(db, watch_id) == (2, 0, 1, 0, 0)


@pytest.mark.parametrize(
    ("earlier", "lately"),
    [(timedelta(), (1, 0, 1, 0, 0)), (timedelta(milliseconds=1), (0, 0, 0, 0, 0))],
)
def test_lately_is_what_was_found_in_thirty_days_and_not_a_millisecond_before(
    db: Database,
    account: Account,
    watch_id: WatchId,
    earlier: timedelta,
    lately: tuple[int, int, int, int, int],
) -> None:
    find(db, account, watch_id, acme(10), at=NOW - watch_yields.LATELY - earlier)
    assert [counts(each) for each in brought(db, watch_id)] == [lately, (1, 0, 1, 0, 0)]


def test_a_case_found_again_of_late_is_one_of_both(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    first = acme(10)
    find(db, account, watch_id, first, acme(20, BEN), at=START + DAY)
    find(db, account, watch_id, acme(11, minutes=1, reply_to=first))
    assert [counts(each) for each in brought(db, watch_id)] == [(1, 0, 1, 0, 0), (3, 0, 2, 0, 0)]


def test_an_answer_is_of_use_to_what_was_written_before_it(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    first = acme(10)
    find(db, account, watch_id, first, at=START + HOUR)
    answer = post(11, OWN, 30, "We are sorry.", reply_to=first, mentions=())
    save(db, account, answer, timeline=Timeline.OWN)
    again = acme(12, minutes=60, reply_to=answer)
    find(db, account, watch_id, again)
    assert case_of(db, 12) == case_of(db, 10)
    assert [counts(each) for each in brought(db, watch_id)] == [(1, 0, 1, 0, 0), (2, 0, 1, 1, 0)]
    last = post(13, OWN, 90, "It is on its way.", reply_to=again, mentions=())
    save(db, account, last, timeline=Timeline.OWN)
    assert [counts(each) for each in brought(db, watch_id)] == [(1, 0, 1, 1, 0), (2, 0, 1, 1, 0)]


@pytest.mark.parametrize("state", [CaseState.SPAM, CaseState.MUTED])
def test_what_is_spam_or_muted_was_of_no_use_whatever_was_done(
    db: Database, account: Account, watch_id: WatchId, state: CaseState
) -> None:
    first = acme(10)
    find(db, account, watch_id, first, acme(20, BEN))
    answer = post(11, OWN, 30, "We are sorry.", reply_to=first, mentions=())
    save(db, account, answer, timeline=Timeline.OWN)
    tag(db, case_of(db, 10), "refund")
    tag(db, case_of(db, 20), "refund")
    assert both(db, watch_id) == (2, 0, 2, 2, 0)
    with db.writing():
        db.execute("UPDATE cases SET state = ?", (state,))
    assert both(db, watch_id) == (2, 0, 2, 0, 0)


def tag(db: Database, case_id: int | None, words: str) -> None:
    with db.writing():
        db.insert("case_tags", {"case_id": case_id, "tag": words})


def test_a_rules_tag_is_nobodys_and_another_tag_of_the_same_case_is(
    db: Database, account: Account, agent: AgentId, watch_id: WatchId
) -> None:
    find(db, account, watch_id, acme(10), acme(20, BEN))
    tag(db, case_of(db, 10), "refund")
    tag(db, case_of(db, 20), "refund")
    values = {"name": "R", "conditions": "{}", "effects": "{}", "agent_id": agent, "made_at": 0}
    with db.writing():
        rule_id = db.insert("triage_rules", values)
        db.execute(
            "INSERT INTO rule_effects (rule_id, message_id, kind, value, at)"
            " SELECT ?, id, 'tag', 'refund', 0 FROM messages WHERE case_id = ?",
            (rule_id, case_of(db, 10)),
        )
    assert both(db, watch_id) == (2, 0, 2, 1, 0)
    tag(db, case_of(db, 10), "urgent")
    assert both(db, watch_id) == (2, 0, 2, 2, 0)


def test_only_a_resolved_case_with_a_fix_or_a_thank_you_is_solved(
    db: Database, account: Account, agent: AgentId, watch_id: WatchId
) -> None:
    find(db, account, watch_id, *(acme(10 + each, RemoteUser(ADA.remote_id, "ada", "")) for each in
                                  range(4)))  # fmt: skip
    with db.writing():
        for number, (fix, confirmed_at) in enumerate(
            [("sent anew", None), ("", 5), ("", None), ("sent anew", None)]
        ):
            for _ in range(2):
                db.insert(
                    "resolutions",
                    {
                        "case_id": case_of(db, 10 + number), "agent_id": agent, "at": 0,
                        "fix": fix, "channel": "post", "skipped": 0,
                        "confirmed_at": confirmed_at,
                    },
                )  # fmt: skip
        db.execute("UPDATE cases SET state = 'resolved' WHERE id <> ?", (case_of(db, 13),))
    # Of use: the two with a fix. Solved: what is resolved with one, or confirmed.
    assert both(db, watch_id) == (4, 0, 4, 2, 2)


def test_the_cost_of_thirty_days_begins_with_the_first_days_own(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    with db.writing():
        for days, item in ((0, "1"), (30, "2"), (31, "3")):
            day = (NOW - days * DAY).date()
            read = BilledRead(Item.POST_READ, item)  # type: ignore[arg-type]  # ids are text
            spending.add_reads(db, account.id, [(day, read)], watch_id)
    lately, ever = brought(db, watch_id)
    assert (lately.cost, ever.cost) == (Decimal("0.010"), Decimal("0.015"))
    assert lately.cost_per_case is None


def test_one_that_is_removed_and_restored_has_all_that_it_brought(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    find(db, account, watch_id, acme(10))
    before = brought(db, watch_id)
    with db.writing():
        watches.remove(db, [watch_id], NOW)
    assert watches.every(db, NOW) == ()
    with db.writing():
        watches.restore(db, watch_id)
    assert [watch.id for watch in watches.every(db, NOW)] == [watch_id]
    assert brought(db, watch_id) == before


def test_a_hit_whose_post_is_removed_is_none_any_more(
    db: Database, account: Account, watch_id: WatchId
) -> None:
    first = acme(10)
    find(db, account, watch_id, first, at=START + DAY)
    find(db, account, watch_id, acme(11, minutes=1, reply_to=first))
    with db.writing():
        removal.remove_post(db, account.network, first.remote_id, NOW)
    cases_are_those_of_the_hits(db)
    assert both(db, watch_id) == (1, 0, 1, 0, 0)
    with db.writing():
        removal.remove_post(db, account.network, acme(11).remote_id, NOW)
    cases_are_those_of_the_hits(db)
    assert both(db, watch_id) == (0, 0, 0, 0, 0)


def test_cases_that_are_joined_and_split_count_as_they_are(bench: Bench) -> None:
    author = bench.user("cleo")
    for number in range(4):
        bench.clock.forward(hours=30)
        bench.world.add_post(author, f"acme {number}", at=bench.clock())
    watch_id, _ = bench.desk.watches.add(new(bench.account, begin_at=bench.clock() - 7 * DAY))
    bench.desk.watches.run(bench.account)
    newest, *older = (row.id for row in bench.desk.watches.cases(watch_id))
    assert cases_of(bench) == 4
    bench.desk.triage.merge(older, newest)
    assert cases_of(bench) == 1
    bench.desk.acts.undo()
    assert cases_of(bench) == 4
    bench.desk.acts.redo()
    assert cases_of(bench) == 1
    messages = bench.desk.cases.view(CaseId(newest)).messages
    bench.desk.triage.split(newest, [messages[0].id, messages[1].id])
    assert cases_of(bench) == 2
    bench.desk.acts.undo()
    assert cases_of(bench) == 1


def cases_of(bench: Bench) -> int:
    cases_are_those_of_the_hits(bench.db)
    (watch,) = bench.desk.watches.every()
    return watch.ever.cases


def walked(db: Database, watch_id: WatchId, query: str, begin_at: datetime) -> Watch:
    """Let a watch look for something from a time on; return it as it is then."""
    with db.writing():
        db.execute(
            "UPDATE watches SET query = ?, begin_at = ? WHERE id = ?",
            (query, to_ms(begin_at), watch_id),
        )
    return watches.get(db, watch_id, NOW)


def test_walks_of_other_queries_are_kept_but_the_last_few_alone(
    db: Database, watch_id: WatchId
) -> None:
    for number in range(6):
        watch = walked(db, watch_id, f"acme {number}", START)
        assert watch_walks.get(db, watch).cursor is None
        with db.writing():
            watch_walks.note_end(db, watch, f"cursor {number}", None, NOW, NOW + HOUR)
    cursors = [
        watch_walks.get(db, walked(db, watch_id, f"acme {number}", START)).cursor
        for number in range(6)
    ]
    assert cursors == [None, None, "cursor 2", "cursor 3", "cursor 4", "cursor 5"]


def test_a_walk_from_before_what_is_asked_for_now_is_none(db: Database, watch_id: WatchId) -> None:
    watch = walked(db, watch_id, "acme", START)
    with db.writing():
        watch_walks.note_end(db, watch, "old", START, NOW, NOW + HOUR)
    later = walked(db, watch_id, "acme", NOW + timedelta(milliseconds=1))
    assert (later.walked_at, later.due_at, later.gap_before) == (None, None, None)
    assert watch_walks.get(db, later) == watch_walks.Walk(None, 0)
    with db.writing():
        watch_walks.note_failed(db, later, "Offline", NOW + HOUR)
    failed = watches.get(db, watch_id, NOW)
    assert (failed.problem, failed.gap_before) == ("Offline", None)
    assert watch_walks.get(db, failed) == watch_walks.Walk(None, 1)


def test_a_clock_that_was_set_back_lets_no_walk_be_forgotten(
    db: Database, watch_id: WatchId
) -> None:
    watch = walked(db, watch_id, "acme", NOW)
    with db.writing():
        watch_walks.note_page(db, watch, "first", None, NOW - HOUR)
    assert watch_walks.get(db, watches.get(db, watch_id, NOW - HOUR)).cursor == "first"


def test_a_gap_stays_on_record_till_a_newer_one(db: Database, watch_id: WatchId) -> None:
    watch = walked(db, watch_id, "acme", START)
    with db.writing():
        watch_walks.note_end(db, watch, "1", START, NOW, NOW)
        watch_walks.note_page(db, watch, "2", None, NOW)
    assert watches.get(db, watch_id, NOW).gap_before == START
    with db.writing():
        watch_walks.note_end(db, watch, "3", START + DAY, NOW, NOW)
    assert watches.get(db, watch_id, NOW).gap_before == START + DAY

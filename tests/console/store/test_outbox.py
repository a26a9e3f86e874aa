from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.domain.accounts import Account, SelfReply
from console.domain.cautions import CautionKind
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.outbox import PartState, ReplyThread
from console.domain.remote import Published, Timeline
from console.store import accounts, deciding, messages, outbox, own_posts, publishing
from console.store.database import Database
from tests.console.given import ADA, OWN, START, case_of, database, post, save


@pytest.fixture
def thread(db: Database, account: Account) -> ReplyThread:
    save(db, account, post(10, ADA, 0))
    found = outbox.get(db, queue(db, account, "one", "two"))
    assert found is not None
    return found


@pytest.fixture
def second(tmp_path: Path, db: Database) -> Iterator[Database]:
    """Another connection to the same file."""
    other = database(tmp_path)
    yield other
    other.close()


def queue(db: Database, account: Account, *texts: str) -> ThreadId:
    agent = accounts.agent(db, "Anna", "", START)
    return outbox.queue(
        db,
        account_id=account.id,
        case_id=CaseId(case_of(db, 10) or 0),
        agent_id=agent.id,
        reply_to=RemoteId("10"),
        text=" ".join(texts),
        limit="140",
        parts=[(text, len(text)) for text in texts],
        now=START,
    )


def states(db: Database, thread: ReplyThread) -> list[PartState]:
    found = outbox.get(db, thread.id)
    assert found is not None
    return [part.state for part in found.parts]


def test_a_thread_is_queued_in_order(db: Database, account: Account, thread: ReplyThread) -> None:
    assert [(p.position, p.text, p.weight, p.state) for p in thread.parts] == [
        (1, "one", 3, PartState.QUEUED),
        (2, "two", 3, PartState.QUEUED),
    ]
    later = queue(db, account, "three")
    assert [one.id for one in outbox.unfinished(db)] == [thread.id, later]
    assert outbox.unfinished(db, case_id=CaseId(999)) == ()
    assert outbox.get(db, ThreadId(999)) is None


def test_a_thread_that_cannot_be_stored_keeps_the_draft(db: Database, account: Account) -> None:
    from console.store import drafts

    save(db, account, post(10, ADA, 0))
    case_id = CaseId(case_of(db, 10) or 0)
    agent = accounts.agent(db, "Anna", "", START)
    drafts.put(db, case_id, agent.id, "typed", "140", START)
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(Exception, match="writing"):
        queue(db, account, "typed")
    db.execute("PRAGMA query_only = OFF")
    kept = drafts.get(db, case_id)
    assert kept is not None
    assert kept.text == "typed"
    queue(db, account, "typed")
    assert drafts.get(db, case_id) is None


def test_one_part_is_claimed_by_one_connection(
    db: Database, second: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0].id
    assert publishing.claim(db, part, "a", START, 1000)
    assert not publishing.claim(second, part, "b", START, 1000)
    assert not publishing.claim(db, part, "a", START, 1000)
    assert states(second, thread) == [PartState.SENDING, PartState.QUEUED]


def test_of_many_at_once_one_gets_the_part(tmp_path: Path, thread: ReplyThread) -> None:
    got: list[str] = []
    begin = threading.Barrier(6)

    def claim(owner: str) -> None:
        own = Database.open(tmp_path / "canary-desk.db", durable=True)
        begin.wait()
        if publishing.claim(own, thread.parts[0].id, owner, START, 1000):
            got.append(owner)
        own.close()

    threads = [threading.Thread(target=claim, args=(str(n),)) for n in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(got) == 1


def test_a_lease_that_ran_out_makes_the_part_unsure(db: Database, thread: ReplyThread) -> None:
    publishing.claim(db, thread.parts[0].id, "a", START, 1000)
    assert publishing.expire_leases(db, START + timedelta(seconds=1)) == ()
    assert publishing.expire_leases(db, START + timedelta(seconds=2)) == (thread.id,)
    assert states(db, thread) == [PartState.UNSURE, PartState.QUEUED]
    assert publishing.expire_leases(db, START + timedelta(seconds=3)) == ()


def mark(db: Database, account: Account, thread: ReplyThread, number: int, parent: str) -> None:
    publishing.mark_sent(
        db,
        account,
        thread,
        thread.parts[number],
        published=Published(RemoteId(f"7{number}"), ""),
        parent_id=RemoteId(parent),
        now=START + timedelta(minutes=5),
    )


def test_a_sent_part_stands_in_the_timeline_once_also_after_a_sync_brings_it(
    db: Database, account: Account, thread: ReplyThread
) -> None:
    mark(db, account, thread, 0, "10")
    first = post(70, OWN, 5, "one", reply_to=post(10, ADA, 0))
    assert save(db, account, first, timeline=Timeline.OWN).new == 0
    assert [one.text for one in messages.of_case(db, thread.case_id)] == ["post number10", "one"]
    assert db.value("SELECT timeline FROM account_posts a JOIN posts USING (message_id)"
                    " WHERE remote_id = '70'") == "own"  # fmt: skip


def test_a_sent_part_that_a_sync_brought_before_stands_there_once(
    db: Database, account: Account, thread: ReplyThread
) -> None:
    first = post(70, OWN, 5, "one", reply_to=post(10, ADA, 0))
    save(db, account, first, timeline=Timeline.OWN)
    mark(db, account, thread, 0, "10")
    assert [one.text for one in messages.of_case(db, thread.case_id)] == ["post number10", "one"]
    assert states(db, thread)[0] is PartState.SENT


def test_an_answer_to_our_own_post_proves_that_the_network_takes_it(
    db: Database, account: Account, thread: ReplyThread
) -> None:
    mark(db, account, thread, 0, "10")
    assert accounts.get(db, account.id).self_reply is SelfReply.UNKNOWN
    mark(db, account, thread, 1, "70")
    assert accounts.get(db, account.id).self_reply is SelfReply.YES
    assert outbox.unfinished(db) == ()


def test_a_sender_whose_lease_ran_out_does_not_overrule_a_person(
    db: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0].id
    publishing.claim(db, part, "slow", START, 1000)
    publishing.expire_leases(db, START + timedelta(seconds=5))
    publishing.note_look(db, part, START, None, "not found")
    assert deciding.cancel(db, thread.id, START)
    publishing.put_aside(db, part, PartState.QUEUED, "later", owner="slow")
    assert states(db, thread) == [PartState.CANCELLED, PartState.CANCELLED]


def test_a_part_on_its_way_is_not_queued_again_and_what_is_behind_it_can_be_stopped(
    db: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0]
    publishing.claim(db, part.id, "a", START, 1000)
    assert not deciding.queue_again(db, thread, part, START)
    assert deciding.cancel(db, thread.id, START)
    assert states(db, thread) == [PartState.SENDING, PartState.CANCELLED]
    assert not deciding.cancel(db, thread.id, START)


def test_a_part_that_did_not_get_out_after_the_rest_was_stopped_is_held(
    db: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0]
    publishing.claim(db, part.id, "a", START, 1000)
    deciding.cancel(db, thread.id, START)
    publishing.put_aside(db, part.id, PartState.QUEUED, "offline", owner="a", not_before=START)
    (after,) = outbox.unfinished(db)
    assert states(db, thread) == [PartState.HELD, PartState.CANCELLED]
    assert [each.kind for each in after.parts[0].cautions] == [CautionKind.STOPPED]


def test_own_posts_that_are_parts_already_are_not_offered_again(
    db: Database, account: Account, thread: ReplyThread
) -> None:
    parent = post(10, ADA, 0)
    save(db, account, post(70, OWN, 5, "one", reply_to=parent), timeline=Timeline.OWN)
    save(db, account, post(71, OWN, 6, "by hand", reply_to=parent), timeline=Timeline.OWN)
    mark(db, account, thread, 0, "10")
    (left,) = own_posts.since(db, account, START)
    assert (left.remote_id, left.text, left.parent_id) == ("71", "by hand", "10")


def test_reading_what_is_open_does_not_read_what_is_done(db: Database) -> None:
    asked: list[str] = []
    db._connection.set_trace_callback(asked.append)
    outbox.unfinished(db)
    publishing.expire_leases(db, START)
    db._connection.set_trace_callback(None)
    queries = [sql for sql in asked if sql.startswith("SELECT")]
    assert len(queries) == 2
    for sql in queries:
        plan = [row["detail"] for row in db.rows(f"EXPLAIN QUERY PLAN {sql}")]
        assert any("reply_parts_open" in line for line in plan), plan
        assert not any(line in ("SCAN t", "SCAN reply_parts") for line in plan), plan


def test_what_a_person_decides_is_on_the_disk_and_the_rest_stays_fast(
    db: Database, thread: ReplyThread
) -> None:
    asked: list[str] = []
    db._connection.set_trace_callback(asked.append)
    deciding.cancel(db, thread.id, START)
    db._connection.set_trace_callback(None)
    begin, end = asked.index("BEGIN IMMEDIATE"), asked.index("COMMIT")
    assert "PRAGMA synchronous = FULL" in asked[:begin]
    assert "PRAGMA synchronous = NORMAL" in asked[end:]
    assert db.value("PRAGMA synchronous") == 1


def test_a_part_that_two_processes_found_is_charged_once(
    db: Database, account: Account, thread: ReplyThread
) -> None:
    mark(db, account, thread, 0, "70")
    mark(db, account, thread, 0, "70")
    assert db.value("SELECT sum(count) FROM charges") == 1


def test_a_late_answer_of_one_who_lost_the_part_moves_nothing(
    db: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0]
    publishing.claim(db, part.id, "slow", START, 1000)
    publishing.expire_leases(db, START + timedelta(seconds=5))
    publishing.note_look(db, part.id, START, None, "not found")
    (now_there,) = outbox.unfinished(db)
    assert deciding.queue_again(db, now_there, now_there.parts[0], START)
    assert publishing.claim(db, part.id, "fast", START, 1000)
    publishing.put_aside(db, part.id, PartState.REFUSED, "late", owner="slow")
    assert states(db, thread)[0] is PartState.SENDING


def test_what_was_looked_for_in_vain_is_not_looked_for_again(
    db: Database, thread: ReplyThread
) -> None:
    part = thread.parts[0]
    publishing.claim(db, part.id, "a", START, 1000)
    publishing.expire_leases(db, START + timedelta(seconds=5))
    publishing.note_look(db, part.id, START, None, "not found")
    publishing.note_look(db, part.id, START, START + timedelta(seconds=9), "again")
    (now_there,) = outbox.unfinished(db)
    assert (now_there.parts[0].looked, now_there.parts[0].not_before) == (True, None)
    assert now_there.parts[0].problem == "not found"

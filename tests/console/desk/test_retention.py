"""How long what is kept: rules that are off till switched on, and touch nothing that is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow
from console.domain.exports import ExportForm
from console.domain.limits import LIMITS_140
from console.domain.progress import Follower
from console.domain.retention import RetentionKind
from console.errors import InputError
from console.exchange import own_import
from console.store import erasure_traces, own_merging, standing, withdrawals, word_traces
from console.text.split import split
from tests.console import given, traces
from tests.console.given import Bench

POSTS = (("ada", "@shop help"), ("ben", "@shop charged twice"), ("cleo", "@shop thanks"))


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.region = "GB"
    made.context.agent()
    yield made
    made.desk.close()


def case(bench: Bench, name: str) -> CaseRow:
    return next(row for row in bench.desk.cases.rows() if row.name == name)


def names(bench: Bench) -> set[str]:
    return {row.name for row in bench.desk.cases.rows()}


def test_nothing_goes_before_a_rule_is_on(bench: Bench) -> None:
    bench.desk.triage.mark_spam([case(bench, "ada").id])
    bench.clock.forward(days=9_000)
    before = given.everything(bench.db)
    assert bench.desk.retention.preview() == ()
    assert bench.desk.retention.run().counts == {}
    assert given.everything(bench.db)["messages"] == before["messages"]


def test_a_rule_takes_what_its_preview_says_and_only_that(bench: Bench) -> None:
    bench.desk.triage.mark_spam([case(bench, "ada").id])
    bench.clock.forward(days=31)
    bench.desk.triage.mark_spam([case(bench, "ben").id])
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    (preview,) = bench.desk.retention.preview()
    assert (preview.count, preview.messages, preview.examples) == (1, 1, ("ada",))
    assert preview.contacts == 1
    report = bench.desk.retention.run()
    assert report.counts == {"spam": 1, "messages": 1, "contacts": 1}
    assert names(bench) == {"ben", "cleo"}
    given.index_is_whole(bench.db)
    assert bench.db.rows("PRAGMA foreign_key_check") == []
    assert bench.desk.retention.runs()[0].counts == report.counts


def test_what_went_does_not_come_back_by_a_sync(bench: Bench) -> None:
    bench.desk.triage.mark_spam([case(bench, "ada").id])
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    bench.desk.retention.run()
    bench.db.execute("DELETE FROM cursors")
    bench.desk.accounts.sync(bench.account)
    assert names(bench) == {"ben", "cleo"}
    bench.world.add_post(bench.user("ada"), "@shop hello", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    assert names(bench) == {"ada", "ben", "cleo"}


@pytest.mark.parametrize("bar", ["open", "promise", "answer", "draft", "note"])
def test_a_case_with_something_to_do_is_never_touched(bench: Bench, bar: str) -> None:
    theirs, text = case(bench, "ada").id, "Sorry"
    if bar == "promise":
        bench.desk.triage.promise(theirs, "call back", bench.clock() + timedelta(hours=1))
    if bar == "answer":
        bench.desk.replies.queue(theirs, text, split(text, LIMITS_140), LIMITS_140)
    if bar == "draft":
        bench.desk.drafts.save(theirs, text, "140")
    if bar == "note":
        with bench.db.writing():
            bench.db.execute(
                "INSERT INTO call_drafts (agent_id, case_id, entered, begun_at, updated_at)"
                " VALUES (1, ?, '{}', 1, 1)",
                (theirs,),
            )
    if bar != "open":
        with bench.db.writing():
            bench.db.execute("UPDATE cases SET state = 'spam' WHERE id = ?", (theirs,))
    for kind in RetentionKind:
        bench.desk.retention.set(kind, 1)
    bench.clock.forward(days=4_000)
    bench.desk.retention.run()
    assert "ada" in names(bench)


def test_call_notes_go_alone_where_posts_stay(bench: Bench) -> None:
    theirs = case(bench, "ada").id
    bench.desk.calls.add(NewCall("a zebrafinch call", bench.clock()), theirs)
    with bench.db.writing():
        bench.db.execute("UPDATE cases SET state = 'resolved' WHERE id = ?", (theirs,))
    bench.desk.retention.set(RetentionKind.CALL_NOTES, 10)
    bench.clock.forward(days=11)
    assert bench.desk.retention.run().counts == {"call_notes": 1, "messages": 1}
    assert [each.text for each in bench.desk.cases.view(theirs).messages] == ["@shop help"]
    before = given.everything(bench.db)
    with bench.db.writing():
        standing.recount(bench.db, [theirs])
        standing.refresh(bench.db, [theirs])
    assert given.everything(bench.db) == before
    acts = bench.db.rows("SELECT 1 FROM journal WHERE rows LIKE '%zebrafinch%'")
    assert acts == []


def test_a_run_that_is_stopped_says_so_and_the_next_goes_on(bench: Bench) -> None:
    bench.desk.triage.mark_spam([case(bench, "ada").id])
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    report = bench.desk.retention.run(Follower(stopping=lambda: True))
    assert (report.done, report.counts) == (False, {})
    assert bench.desk.retention.run().counts["spam"] == 1


def test_it_runs_daily_once_that_is_on(bench: Bench) -> None:
    verbs = bench.desk.retention
    assert verbs.run_if_due() is None
    verbs.set_daily(daily=True)
    assert verbs.run_if_due() is not None
    assert verbs.run_if_due() is None
    bench.clock.forward(days=1)
    assert verbs.run_if_due() is not None


@pytest.mark.parametrize("days", [0, -1, 36_501])
def test_days_that_make_no_sense_are_refused(bench: Bench, days: int) -> None:
    with pytest.raises(InputError):
        bench.desk.retention.set(RetentionKind.SPAM, days)


def test_a_contact_with_a_case_or_a_post_elsewhere_stays(bench: Bench) -> None:
    ada, ben = case(bench, "ada"), case(bench, "ben")
    bench.desk.triage.mark_spam([ada.id, ben.id])
    with bench.db.writing():  # a post of Ben's is in Cleo's case
        bench.db.execute(
            "UPDATE posts SET author_id = (SELECT remote_id FROM handles WHERE contact_id = ?)"
            " WHERE message_id IN (SELECT id FROM messages WHERE case_id = ?)",
            (ben.contact_id, case(bench, "cleo").id),
        )
    bench.desk.contacts.set_notes(ada.contact_id, "likes wombatpie")
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    (preview,) = bench.desk.retention.preview()
    assert (preview.count, preview.contacts) == (2, 1)
    bench.desk.retention.run()
    left = {row["name"] for row in bench.db.rows("SELECT name FROM contacts")}
    assert left == {"ben", "cleo"}
    assert bench.db.rows("PRAGMA foreign_key_check") == []
    assert not bench.db.rows("SELECT 1 FROM journal WHERE rows LIKE '%wombatpie%'")


def test_a_run_that_is_killed_leaves_no_words_in_the_journal(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(_self: object, _progress: object) -> None:
        raise Killed

    theirs = case(bench, "ada").id
    bench.desk.calls.add(NewCall("a zebrafinch call", bench.clock()), theirs)
    bench.desk.triage.mark_spam([theirs])
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    monkeypatch.setattr(Follower, "tell", die)
    with pytest.raises(Killed):
        bench.desk.retention.run()
    assert "ada" not in names(bench)
    assert not bench.db.rows("SELECT 1 FROM journal WHERE rows LIKE '%zebrafinch%'")


def test_notes_of_a_case_that_went_do_not_come_back_by_our_own_export(
    bench: Bench, tmp_path: Path
) -> None:
    bench.desk.calls.add(NewCall("a zebrafinch call", bench.clock(), name="Dora"))
    bench.desk.triage.mark_spam([case(bench, "Dora").id])
    bench.desk.exports.write(tmp_path / "all.jsonl", ExportForm.JSONL)
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    bench.desk.retention.run()
    came = own_import.take_in(bench.db, tmp_path / "all.jsonl", bench.clock())
    assert "Dora" not in names(bench)
    assert (came.left_out[own_merging.AGED], came.left_out[own_merging.FORGOTTEN]) == (1, 0)


def test_nothing_of_what_went_is_in_the_bytes_nor_in_a_new_backup(bench: Bench) -> None:
    """SQLite leaves deleted rows in free space, and the index keeps a word till it is merged."""
    data = erasure_traces.path_of(bench.db).parent
    theirs = case(bench, "ada").id
    for number in range(40):
        bench.desk.calls.add(NewCall(f"a zebrafinch call {number}", bench.clock()), theirs)
    bench.desk.triage.mark_spam([theirs])
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.clock.forward(days=31)
    bench.desk.retention.run()
    assert not word_traces.are_left(bench.db)
    bench.desk.backups.make()
    assert traces.found_in(data, ["zebrafinch"]) == set()


def test_what_a_network_withdrew_is_taken_out_of_the_bytes(bench: Bench) -> None:
    data = erasure_traces.path_of(bench.db).parent
    gone = bench.db.value("SELECT id FROM messages WHERE text LIKE '%charged twice%'")
    with bench.db.writing():
        withdrawals.withdraw(bench.db, [gone], bench.clock())
    assert word_traces.are_left(bench.db)
    bench.desk.retention.clean()
    assert not word_traces.are_left(bench.db)
    assert traces.found_in(data, ["charged"]) == set()

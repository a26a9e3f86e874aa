"""How long what is kept: rules that are off till switched on, and touch nothing that is open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow
from console.domain.limits import LIMITS_140
from console.domain.progress import Follower
from console.domain.retention import RetentionKind
from console.errors import InputError
from console.store import standing
from console.text.split import split
from tests.console import given
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
    report = bench.desk.retention.run()
    assert report.counts == {"spam": 1, "messages": 1}
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


@pytest.mark.parametrize("bar", ["open", "promise", "answer", "draft"])
def test_a_case_with_something_to_do_is_never_touched(bench: Bench, bar: str) -> None:
    theirs, text = case(bench, "ada").id, "Sorry"
    if bar == "promise":
        bench.desk.triage.promise(theirs, "call back", bench.clock() + timedelta(hours=1))
    if bar == "answer":
        bench.desk.replies.queue(theirs, text, split(text, LIMITS_140), LIMITS_140)
    if bar == "draft":
        bench.desk.drafts.save(theirs, text, "140")
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

"""What a forgotten contact could come back by, or stay in: merges, logs, notes, searches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.calls import CallDraft, CallEntry
from console.domain.cautions import Caution, CautionKind
from console.domain.erasure import told
from console.domain.ids import CallDraftId
from console.domain.limits import LIMITS_140
from console.domain.searching import HitOrder
from console.errors import NotFound
from console.store import cautions, erasure_numbers, withdrawals
from console.text.split import split
from tests.console import given, traces
from tests.console.desk.test_call_logs import row, take_in, write
from tests.console.desk.test_erasure import NUMBER, POSTS, case, contact, data
from tests.console.given import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.region = "GB"
    made.context.agent()
    yield made
    made.desk.close()


def test_who_was_merged_in_leaves_the_backups_from_before_the_merge(bench: Bench) -> None:
    desk, into = bench.desk, contact(bench)
    at = bench.clock() - timedelta(hours=2)
    with_number, _ = desk.calls.add(NewCall("rang", at, number=NUMBER, name="Brontesaurina Plim"))
    by_name, _ = desk.calls.add(NewCall("rang", at, name="Wobbleton Crake"))
    callers = [desk.cases.view(each).row.contact_id for each in (with_number, by_name)]
    for each in callers:
        desk.contacts.set_notes(each, "likes tweedlebasis")
    desk.backups.make()
    for each in callers:
        desk.contacts.merge(each, into, "said so")
    receipt = desk.erasure.forget(into)
    assert receipt.is_done, told(receipt)
    words = ("Brontesaurina", "Wobbleton", "tweedlebasis", "2079460018")
    assert traces.found_in(data(bench), words) == set()


def test_a_merge_that_the_journal_forgot_is_known_by_the_number(bench: Bench) -> None:
    desk, into = bench.desk, contact(bench)
    at = bench.clock() - timedelta(hours=2)
    found, _ = desk.calls.add(NewCall("rang", at, number=NUMBER, name="Brontesaurina Plim"))
    caller = desk.cases.view(found).row.contact_id
    desk.contacts.set_notes(caller, "likes tweedlebasis")
    desk.backups.make()
    desk.contacts.merge(caller, into, "said so")
    with bench.db.writing():
        bench.db.execute("UPDATE journal SET rows = '[]'")
    desk.erasure.forget(into)
    assert traces.found_in(data(bench), ("Brontesaurina", "tweedlebasis")) == set()


def test_calls_of_a_forgotten_contact_do_not_come_back_with_their_log(
    bench: Bench, tmp_path: Path
) -> None:
    shared = "+442079460077"
    bench.desk.contacts.link_number(contact(bench, "ben"), shared, "told us")
    log = write(bench, tmp_path, row(shared, 5, note="of both"))
    take_in(bench, log)
    desk, bens = bench.desk, contact(bench, "ben")
    desk.contacts.link_number(contact(bench, "grace_h"), shared, "told us")
    by_name = write(bench, tmp_path, row("", 9, name="Ana Plim", note="x"), name="b.csv")
    take_in(bench, by_name)
    calls = desk.calls.list()
    assert len(calls) == 2
    unnamed = next(each.contact_id for each in calls if each.contact_id != bens)
    into = contact(bench)
    desk.contacts.merge(unnamed, into, "said so")
    for each in (bens, into):
        assert desk.erasure.forget(each).is_done
    assert desk.calls.list() == ()
    for path in (log, by_name):
        take_in(bench, path)
    assert desk.calls.list() == ()


def held_by(bench: Bench, name: str, text: str) -> None:
    """Let the waiting answer in somebody's case be held by what a message says."""
    theirs = case(bench, name)
    answer = "We look into it."
    bench.desk.replies.queue(theirs.id, answer, split(answer, LIMITS_140), LIMITS_140)
    message = bench.desk.cases.view(theirs.id).messages[0]
    why = Caution(CautionKind.CUSTOMER_WROTE, text, "quillfeather", None, message.id)
    with bench.db.writing():
        bench.db.execute(
            "UPDATE reply_parts SET state = 'held', cautions = ?", (cautions.to_json([why]),)
        )


def test_words_that_were_withdrawn_leave_the_caution_that_quotes_them(bench: Bench) -> None:
    held_by(bench, "ben", "charged twice")
    message = bench.desk.cases.view(case(bench, "ben").id).messages[0]
    with bench.db.writing():
        withdrawals.withdraw(bench.db, [message.id], bench.clock())
    (left,) = cautions.from_json(bench.db.value("SELECT cautions FROM reply_parts"))
    assert (left.kind, left.text, left.who) == (CautionKind.CUSTOMER_WROTE, "", "quillfeather")


def test_words_of_a_forgotten_contact_leave_the_caution_on_another_case(bench: Bench) -> None:
    bens, theirs = case(bench, "ben"), case(bench)
    moved = bench.desk.cases.view(theirs.id).messages[0]
    held_by(bench, "ben", "snorklewimple")
    why = Caution(CautionKind.CUSTOMER_WROTE, "snorklewimple", "quillfeather", None, moved.id)
    with bench.db.writing():
        bench.db.execute("UPDATE messages SET case_id = ? WHERE id = ?", (bens.id, moved.id))
        bench.db.execute("UPDATE reply_parts SET cautions = ?", (cautions.to_json([why]),))
    bench.desk.erasure.forget(theirs.contact_id)
    (left,) = cautions.from_json(bench.db.value("SELECT cautions FROM reply_parts"))
    assert (left.text, left.who) == ("", "")


def test_a_note_and_a_draft_that_are_being_written_do_not_bring_them_back(bench: Bench) -> None:
    desk, theirs, now = bench.desk, case(bench), bench.clock()
    entry = CallEntry(now - timedelta(hours=1), text="snorklewimple")
    of_case = CallDraft(CallDraftId(1), theirs.id, entry, now)
    of_contact = replace(of_case, case_id=None, entry=replace(entry, contact_id=theirs.contact_id))
    of_number = replace(of_case, case_id=None, entry=replace(entry, number="020 7946 0018"))
    desk.contacts.link_number(theirs.contact_id, NUMBER, "told us")
    desk.calls.keep(of_case)
    desk.erasure.forget(theirs.contact_id)
    for each in (of_case, of_contact, of_number):
        with pytest.raises(NotFound, match="forgotten"):
            desk.calls.keep(each)
    with pytest.raises(NotFound):
        desk.contacts.keep_notes_draft(theirs.contact_id, "likes tweedlebasis")
    assert desk.calls.kept() == ()
    assert traces.found_in(data(bench), ("snorklewimple", "tweedlebasis")) == set()


def test_a_note_on_a_case_that_was_undone_is_still_kept(bench: Bench) -> None:
    now = bench.clock()
    made, _ = bench.desk.calls.add(NewCall("rang", now, number=NUMBER))
    bench.desk.acts.undo()
    draft = CallDraft(CallDraftId(1), made, CallEntry(now, text="more"), now)
    bench.desk.calls.keep(draft)
    assert len(bench.desk.calls.kept()) == 1


WAYS = ("+442079460018", "+44 20 7946 0018", "0044 20-7946-0018", "+44 (0)20 7946 0018",
        "020 7946 0018", "(020) 7946.0018", "2079460018", "phone:442079460018")  # fmt: skip


@pytest.mark.parametrize("written", WAYS)
def test_a_number_is_found_however_it_is_written(written: str) -> None:
    assert any(re.search(form, written) for form in erasure_numbers.forms([NUMBER]))


@pytest.mark.parametrize("written", ["+442079460019", "1020 7946 00181", "12079460018", "0018"])
def test_another_number_is_not_taken_for_it(written: str) -> None:
    assert not any(re.search(form, written) for form in erasure_numbers.forms([NUMBER]))


def test_number_and_name_leave_our_own_notes_and_searches(bench: Bench) -> None:
    desk, theirs, bens = bench.desk, case(bench), case(bench, "ben")
    desk.contacts.link_number(theirs.contact_id, NUMBER, "told us")
    desk.contacts.rename(theirs.contact_id, "Brontesaurina Plim")
    for name, query in (("B", '"brontesaurina plim" refund'), ("phone", "phone:442079460018")):
        desk.searches.save(name, query, HitOrder.NEWEST)
    at = bench.clock() - timedelta(hours=1)
    desk.calls.add(NewCall("neighbour of 020 7946-0018, calm", at), bens.id)
    desk.contacts.set_notes(bens.contact_id, "shares 020 7946 0018 with her")
    desk.erasure.forget(theirs.contact_id)
    assert [each.query for each in desk.searches.saved()] == [
        '"[forgotten]" refund',
        "phone:[forgotten]",
    ]
    texts = [each.text for each in desk.cases.view(bens.id).messages]
    assert "neighbour of [forgotten], calm" in texts
    assert desk.contacts.get(bens.contact_id).contact.notes == "shares [forgotten] with her"
    given.index_is_whole(bench.db)
    words = ("7946", "brontesaurina", "Brontesaurina")
    assert traces.found_in(data(bench), words) == set()

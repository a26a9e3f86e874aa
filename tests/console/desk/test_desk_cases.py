"""A person's acts on cases and calls, and taking them back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from console.connectors.memory import MemoryConnector
from console.desk.calls import NewCall
from console.domain.cases import CaseState
from console.domain.ids import CaseId
from console.domain.messages import CallNote, Channel, Direction
from console.errors import InputError, NotFound
from console.store import contacts
from tests.console import given
from tests.console.given import START, Bench


def only_case(bench: Bench) -> CaseId:
    (row,) = bench.desk.cases.rows()
    return row.id


def call(text: str = "lost parcel", **more: object) -> NewCall:
    return NewCall(text, START + timedelta(hours=2), **more)  # type: ignore[arg-type] # kwargs of a test


def test_resolve_and_undo_leave_the_case_as_it_was(bench: Bench) -> None:
    case_id, before = only_case(bench), given.everything(bench.db)
    assert bench.desk.cases.resolve(case_id).cases == {case_id}
    assert bench.desk.cases.counts()[CaseState.RESOLVED] == 1
    undone = bench.desk.cases.undo()
    assert undone is not None
    assert undone.act == "Resolve case"
    assert undone.changes.cases == {case_id}
    after = given.everything(bench.db)
    assert after | {"agents": []} == before | {"agents": []}
    assert bench.desk.cases.counts()[CaseState.NEEDS_REPLY] == 1
    assert bench.desk.cases.undo() is None


def test_acts_are_undone_newest_first(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.cases.resolve(case_id)
    bench.desk.cases.reopen(case_id)
    undone = [bench.desk.cases.undo(), bench.desk.cases.undo()]
    assert [one.act for one in undone if one] == ["Reopen case", "Resolve case"]


def test_moving_a_case_to_where_it_is_does_nothing(bench: Bench) -> None:
    assert not bench.desk.cases.reopen(only_case(bench))
    assert bench.desk.cases.undo() is None


def test_what_a_customer_did_since_refuses_the_undo_as_a_whole(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.cases.resolve(case_id)
    ada = bench.world.posts()[0].author
    bench.world.add_post(
        ada, "still lost", at=bench.clock() + timedelta(hours=1),
        reply_to=bench.world.posts()[0].remote_id,
    )  # fmt: skip
    bench.desk.accounts.sync(bench.account)
    before = given.everything(bench.db)
    with pytest.raises(InputError, match="changed after it"):
        bench.desk.cases.undo()
    assert given.everything(bench.db) == before


def test_a_case_that_is_not_there_is_not_found(bench: Bench) -> None:
    for act in (bench.desk.cases.view, bench.desk.cases.resolve, bench.desk.cases.reopen):
        with pytest.raises(NotFound):
            act(CaseId(99))


def test_a_call_of_a_known_case_is_added_and_undone_without_a_trace(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.context.agent()
    before = given.everything(bench.db)
    assert bench.desk.calls.add(call(number="+49 30 1"), case_id)[0] == case_id
    view = bench.desk.cases.view(case_id)
    assert [phone.number for phone in view.contact.phones] == ["+49 30 1"]
    assert view.row.calls == 1
    assert [row.id for row in bench.desk.cases.search("lost")] == [case_id]
    bench.desk.cases.undo()
    assert given.everything(bench.db) == before
    assert bench.desk.cases.search("lost") == ()
    given.index_is_whole(bench.db)


def test_a_call_of_a_stranger_makes_a_case_and_undo_takes_all_of_it_back(bench: Bench) -> None:
    bench.context.agent()
    before = given.everything(bench.db)
    case_id, changes = bench.desk.calls.add(
        call(number=" +49  30 2 ", name=" Cleo ", direction=Direction.IN, duration_s=60)
    )
    view = bench.desk.cases.view(case_id)
    assert changes.cases == {case_id}
    assert view.contact.name == "Cleo"
    assert view.row.state is CaseState.NEEDS_REPLY
    (note,) = view.messages
    assert isinstance(note, CallNote)
    assert (note.number, note.duration_s, note.channel, note.agent_name) == (
        "+49 30 2", 60, Channel.PHONE, "Anna",
    )  # fmt: skip
    bench.desk.cases.undo()
    assert given.everything(bench.db) == before
    given.index_is_whole(bench.db)
    assert bench.desk.cases.counts()[CaseState.NEEDS_REPLY] == 1


def test_a_known_number_leads_to_the_open_case_and_else_to_a_new_one(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(call(number="+49 30 1"), case_id)
    assert bench.desk.calls.add(call("again", number="+49 30 1"))[0] == case_id
    bench.desk.cases.resolve(case_id)
    other, _ = bench.desk.calls.add(call("another matter", number="+49 30 1"))
    assert other != case_id
    contact = bench.desk.cases.view(other).contact
    assert contact == bench.desk.cases.view(case_id).contact
    assert len(contact.phones) == 1
    assert contacts.of_number(bench.db, "+49 30 9") is None


def test_a_name_alone_makes_a_new_contact(bench: Bench) -> None:
    first, _ = bench.desk.calls.add(call(name="Ada"))
    second, _ = bench.desk.calls.add(call(name="Ada"))
    assert first != second


def test_a_case_with_a_draft_is_not_undone_away(bench: Bench) -> None:
    case_id, _ = bench.desk.calls.add(call(name="Cleo"))
    bench.desk.drafts.save(case_id, "Dear Cleo", "140")
    with pytest.raises(InputError, match="changed after it"):
        bench.desk.cases.undo()
    view = bench.desk.cases.view(case_id)
    assert view.draft is not None
    assert view.draft.text == "Dear Cleo"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (call(" \n"), "empty"),
        (call(duration_s=-1), "negative"),
        (call(), "whose call"),
        (NewCall("later", START + timedelta(days=9), name="Ada"), "future"),
    ],
)
def test_a_call_that_makes_no_sense_is_refused(bench: Bench, wrong: NewCall, words: str) -> None:
    before = given.everything(bench.db)
    with pytest.raises(InputError, match=words):
        bench.desk.calls.add(wrong)
    assert given.everything(bench.db) == before
    with pytest.raises(NotFound):
        bench.desk.calls.add(call(), CaseId(99))


def test_a_draft_is_kept_as_typed_and_dropped_when_empty(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.drafts.save(case_id, "Dear  Ada,\n ", "280")
    draft = bench.desk.cases.view(case_id).draft
    assert draft is not None
    assert (draft.text, draft.limit) == ("Dear  Ada,\n ", "280")
    assert bench.desk.cases.rows()[0].has_draft
    bench.desk.drafts.save(case_id, " \n", "280")
    assert bench.desk.cases.view(case_id).draft is None
    with pytest.raises(NotFound):
        bench.desk.drafts.save(CaseId(99), "lost", "140")


def test_half_a_character_does_not_lose_a_draft_or_a_note(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.drafts.save(case_id, "Dear \ud83d Ada", "140")
    draft = bench.desk.cases.view(case_id).draft
    assert draft is not None
    assert draft.text == "Dear ? Ada"
    bench.desk.calls.add(call("said \udc00 \0 so", number="\ud800 1", name="\ud800"), case_id)


def test_the_view_of_a_case_holds_all_of_it(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(call(), case_id)
    view = bench.desk.cases.view(case_id)
    assert [one.text for one in view.messages] == ["@shop help", "lost parcel"]
    assert view.row.handle == "ada"
    assert view.threads == ()
    assert isinstance(bench.connector, MemoryConnector)

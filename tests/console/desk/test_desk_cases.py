"""A person's acts on cases and calls, and taking them back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from console.connectors.memory import MemoryConnector
from console.desk.calls import NewCall
from console.domain.cases import CaseFilter, CaseState, Reading
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, RemoteId
from console.domain.limits import LIMITS_140
from console.domain.messages import CallNote, Channel, Direction
from console.domain.remote import Page, Timeline
from console.errors import InputError, NotFound
from console.store import contacts, settling
from console.store.posts import save_page
from console.sync import pull_timeline
from console.text.split import split
from tests.console import given
from tests.console.given import START, Bench


def only_case(bench: Bench) -> CaseId:
    (row,) = bench.desk.cases.rows()
    return row.id


def call(text: str = "lost parcel", **more: object) -> NewCall:
    return NewCall(text, START + timedelta(hours=2), **more)  # type: ignore[arg-type] # kwargs of a test


def test_resolve_and_undo_leave_the_case_as_it_was(bench: Bench) -> None:
    case_id, before = only_case(bench), given.everything(bench.db)
    assert bench.desk.triage.resolve((case_id,)).cases == {case_id}
    assert bench.desk.cases.count(CaseFilter((CaseState.RESOLVED,))) == 1
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Resolve case of ada"
    assert undone.changes.cases == {case_id}
    after = given.everything(bench.db)
    assert after | {"agents": []} == before | {"agents": []}
    assert bench.desk.cases.count(CaseFilter((CaseState.NEEDS_REPLY,))) == 1
    assert bench.desk.acts.undo() is None


def test_acts_are_undone_newest_first(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.triage.resolve((case_id,))
    bench.desk.triage.reopen((case_id,))
    undone = [bench.desk.acts.undo(), bench.desk.acts.undo()]
    assert [one.act for one in undone if one] == ["Reopen case of ada", "Resolve case of ada"]


def test_moving_a_case_to_where_it_is_does_nothing(bench: Bench) -> None:
    assert not bench.desk.triage.reopen((only_case(bench),))
    assert bench.desk.acts.undo() is None


def test_what_a_customer_did_since_refuses_the_undo_as_a_whole(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.triage.resolve((case_id,))
    ada = bench.world.posts()[0].author
    bench.world.add_post(
        ada, "still lost", at=bench.clock() + timedelta(hours=1),
        reply_to=bench.world.posts()[0].remote_id,
    )  # fmt: skip
    bench.desk.accounts.sync(bench.account)
    before = given.everything(bench.db)
    with pytest.raises(InputError, match="changed after it"):
        bench.desk.acts.undo()
    assert given.everything(bench.db) == before


def test_a_case_that_is_not_there_is_not_found(bench: Bench) -> None:
    def resolve(case_id: CaseId) -> object:
        return bench.desk.triage.resolve((case_id,))

    for act in (bench.desk.cases.view, resolve):
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
    bench.desk.acts.undo()
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
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before
    given.index_is_whole(bench.db)
    assert bench.desk.cases.count(CaseFilter((CaseState.NEEDS_REPLY,))) == 1


def test_a_known_number_leads_to_the_open_case_and_else_to_a_new_one(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(call(number="+49 30 1"), case_id)
    assert bench.desk.calls.add(call("again", number="+49 30 1"))[0] == case_id
    bench.desk.triage.resolve((case_id,))
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
        bench.desk.acts.undo()
    view = bench.desk.cases.view(case_id)
    assert view.draft is not None
    assert view.draft.text == "Dear Cleo"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (call(" \n"), "empty"),
        (call(duration_s=-1), "lasts that long"),
        (call(duration_s=10**12), "lasts that long"),
        (NewCall("early", datetime(1, 1, 2, tzinfo=UTC), name="Ada"), "before 1990"),
        (call("x" * 100_001), "longer than"),
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


def test_an_act_that_cannot_be_undone_does_not_bar_the_one_before_it(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(call("she phoned"), case_id)
    other, _ = bench.desk.calls.add(call(name="Ben"))
    bench.desk.triage.resolve((case_id,))
    ada = bench.world.posts()[0].author
    bench.world.add_post(ada, "@shop again", at=bench.clock())
    bench.clock.forward(minutes=1)
    bench.world.add_post(ada, "@shop and again", at=bench.clock(), reply_to=first_post(bench))
    bench.desk.accounts.sync(bench.account)
    with pytest.raises(InputError, match="Resolve case"):
        bench.desk.acts.undo()
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.changes.cases == {other}


def test_an_undo_leaves_other_agents_acts_alone(bench: Bench) -> None:
    bench.desk.triage.resolve((only_case(bench),))
    bench.context.agent_name, bench.context._agent = "Ben", None
    assert bench.desk.acts.undo() is None


def first_post(bench: Bench) -> RemoteId:
    return bench.world.posts()[-1].remote_id


def joined(bench: Bench) -> tuple[CaseId, CaseId]:
    """Let Ada begin a new conversation an hour after our answer; returns (new, older) case."""
    older = only_case(bench)
    bench.desk.replies.queue(older, "On it.", split("On it.", LIMITS_140), LIMITS_140)
    bench.desk.replies.publish(bench.account)
    bench.clock.forward(hours=1)
    ada = bench.world.posts()[-1].author
    bench.world.add_post(ada, "@shop still nothing", at=bench.clock())
    pull_timeline(
        bench.db, bench.connector, bench.account, Timeline.MENTIONS, now=bench.clock
    )  # its page is shown before the walk of our own posts ends
    new = next(row.id for row in bench.desk.cases.rows() if row.id != older)
    return new, older


def test_what_a_person_does_with_a_case_that_was_joined_meanwhile_goes_to_the_other(
    bench: Bench,
) -> None:
    new, older = joined(bench)
    assert settling.settle(bench.db, bench.account.id) == {new, older}
    assert bench.desk.cases.view(new).row.id == older
    assert bench.desk.drafts.save(new, "Hello Ada", "140").cases == {older}
    assert bench.desk.calls.add(call("she phoned"), new)[0] == older
    _, changes = bench.desk.replies.queue(new, "Hm.", split("Hm.", LIMITS_140), LIMITS_140)
    assert changes.cases == {older}
    assert bench.desk.triage.resolve((new,)).cases == {older}


def test_a_case_that_a_person_resolved_and_reopened_is_not_joined_away(bench: Bench) -> None:
    new, _ = joined(bench)
    bench.desk.triage.resolve((new,))
    bench.desk.triage.reopen((new,))
    assert settling.settle(bench.db, bench.account.id) == set()
    assert bench.desk.cases.view(new).row.id == new


def test_the_post_to_be_answered_is_the_newest_that_summons_us(bench: Bench) -> None:
    case_id = only_case(bench)
    view = bench.desk.cases.view(case_id)
    assert view.reply_to is not None
    assert view.reply_to.remote_id == first_post(bench)
    shown = view.reply_to.remote_id
    ada = bench.world.posts()[0].author
    bench.clock.forward(minutes=1)
    bench.world.add_post(ada, "@shop hello?", at=bench.clock(), reply_to=shown)
    bench.desk.accounts.sync(bench.account)
    newer = bench.desk.cases.view(case_id).reply_to
    assert newer is not None
    assert newer.text == "@shop hello?"
    bench.desk.replies.queue(case_id, "Yes", split("Yes", LIMITS_140), LIMITS_140, reply_to=shown)
    assert [thread.reply_to for thread in bench.desk.outbox.threads()] == [shown]


def last_message(bench: Bench) -> MessageId:
    return bench.desk.cases.view(only_case(bench)).messages[-1].id


def test_a_case_is_unread_until_its_newest_message_was_read(bench: Bench) -> None:
    case_id = only_case(bench)
    view = bench.desk.cases.view(case_id)
    assert view.reading is None
    assert view.row.unread
    reading = Reading(last_message(bench), None, 0)
    assert bench.desk.cases.keep_reading(case_id, reading) == Changes.of(cases=[case_id])
    assert bench.desk.cases.view(case_id).reading == reading
    assert not bench.desk.cases.rows()[0].unread
    # The same again, and a place further up: nobody has to read the row again.
    assert not bench.desk.cases.keep_reading(case_id, Reading(MessageId(1), MessageId(1), 7))
    kept = bench.desk.cases.view(case_id).reading
    assert kept == Reading(reading.read_id, MessageId(1), 7), "what was read stays read"
    assert bench.desk.cases.last_read() == case_id


def test_a_new_post_makes_a_case_unread_and_our_answer_does_not(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.cases.keep_reading(case_id, Reading(last_message(bench)))
    first = bench.world.posts()[0]
    own = bench.world.add_post(
        bench.world.own, "@ada solved", at=START + timedelta(hours=1), reply_to=first.remote_id
    )
    bench.desk.accounts.sync(bench.account)
    assert not bench.desk.cases.rows()[0].unread
    bench.world.add_post(
        first.author, "@shop no", at=START + timedelta(hours=2), reply_to=own.remote_id
    )
    bench.desk.accounts.sync(bench.account)
    assert bench.desk.cases.rows()[0].unread


def test_an_older_post_that_comes_late_is_unread(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.cases.keep_reading(case_id, Reading(last_message(bench)))
    first = bench.world.posts()[0]
    late = bench.world.add_post(
        first.author, "@shop and first of all", at=first.at - timedelta(minutes=5)
    )
    page = Page((replace(late, conversation_id=first.conversation_id),), "{}", done=True)
    save_page(bench.db, bench.account, Timeline.MENTIONS, page, bench.clock())
    view = bench.desk.cases.view(case_id)
    assert [message.text for message in view.messages] == ["@shop and first of all", "@shop help"]
    assert view.row.unread
    assert view.reading is not None
    assert view.reading.read_id < view.messages[0].id


def test_an_agents_own_call_note_is_not_unread(bench: Bench) -> None:
    case_id, _ = bench.desk.calls.add(call(name="Edith"))
    assert not next(row for row in bench.desk.cases.rows() if row.id == case_id).unread


def test_a_read_case_can_be_marked_as_unread(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.cases.keep_reading(case_id, Reading(last_message(bench)))
    assert bench.desk.cases.mark_unread(case_id) == Changes.of(cases=[case_id])
    assert bench.desk.cases.rows()[0].unread


def test_the_reading_of_a_case_that_is_gone_is_passed_over(bench: Bench) -> None:
    assert not bench.desk.cases.keep_reading(CaseId(999), Reading(MessageId(1)))
    assert bench.desk.cases.last_read() is None


def test_the_outbox_holds_cases_with_an_unfinished_answer(bench: Bench) -> None:
    case_id, outbox = only_case(bench), CaseFilter(in_outbox=True)
    assert bench.desk.cases.count(outbox) == 0
    bench.desk.replies.queue(case_id, "Hello", split("Hello", LIMITS_140), LIMITS_140)
    assert bench.desk.cases.count(outbox) == 1
    assert [row.id for row in bench.desk.cases.rows(outbox)] == [case_id]
    bench.desk.replies.publish(bench.account)
    assert bench.desk.cases.count(outbox) == 0


def test_a_contacts_other_cases_are_listed_with_a_case(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.triage.resolve((case_id,))
    ada = bench.world.posts()[0].author
    bench.world.add_post(ada, "@shop something else", at=START + timedelta(days=9))
    bench.desk.accounts.sync(bench.account)
    newer = next(row.id for row in bench.desk.cases.rows() if row.id != case_id)
    assert [row.id for row in bench.desk.cases.view(newer).others] == [case_id]
    assert [row.id for row in bench.desk.cases.view(case_id).others] == [newer]

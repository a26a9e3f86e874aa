"""What comes with a call note: promises, touchpoints, ends; corrected, kept, listed, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from console.domain.call_logs import LoggedCall
from console.domain.calls import CallDraft, CallEntry, NewCall, NewPromise
from console.domain.cases import CaseState, CaseView
from console.domain.ids import CallDraftId, CaseId, PromiseId
from console.domain.messages import CallNote, Channel, Direction
from console.errors import InputError, NotFound
from console.store import call_logs, numbers
from tests.console import given
from tests.console.given import START, Bench

AT = START + timedelta(hours=2)
DUE = START + timedelta(days=2)
TYPED = "+44 20 7946 0018"
STORED = "+442079460018"


def only_case(bench: Bench) -> CaseId:
    (row,) = bench.desk.cases.rows()
    return row.id


def view(bench: Bench, case_id: CaseId | None = None) -> CaseView:
    return bench.desk.cases.view(case_id or only_case(bench))


def note(bench: Bench, case_id: CaseId | None = None) -> CallNote:
    (found,) = (one for one in view(bench, case_id).messages if isinstance(one, CallNote))
    return found


FULL = NewCall(
    "Asked for the manager",
    AT,
    number=TYPED,
    duration_s=90,
    outcome="not empowered",
    missing="a refund above 50",
    tried="reordered twice",
    touchpoint="delivery",
    promise=NewPromise("call back", DUE),
)


def test_a_call_brings_all_it_says_and_one_undo_takes_it_back(bench: Bench) -> None:
    bench.context.agent()
    case_id, before = only_case(bench), given.everything(bench.db)
    bench.desk.calls.add(FULL, case_id)
    stored, case = note(bench), view(bench)
    assert (stored.outcome, stored.missing, stored.tried, stored.touchpoint, stored.number) == (
        "not empowered", "a refund above 50", "reordered twice", "delivery", STORED,
    )  # fmt: skip
    (promise,) = case.promises
    assert (promise.what, promise.due_at, promise.message_id) == ("call back", DUE, stored.id)
    assert case.row.touchpoint == "delivery"
    assert case.row.promise_due_at == DUE
    assert case.contact.phones[0].number == STORED
    assert bench.desk.acts.undo() is not None
    assert given.everything(bench.db) == before


def test_touchpoint_of_a_case_is_replaced_by_a_persons_word_only(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.triage.set_touchpoint((case_id,), "billing")
    bench.desk.calls.add(FULL, case_id)
    assert view(bench).row.touchpoint == "billing"
    bench.desk.calls.add(replace(FULL, for_case=True), case_id)
    assert view(bench).row.touchpoint == "delivery"


def test_own_call_keeps_a_promise_of_its_case(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(FULL, case_id)
    (promise,) = view(bench).promises
    ours = NewCall("Rang back", AT, Direction.OUT, keeps_promise=promise.id)
    bench.desk.calls.add(ours, case_id)
    assert view(bench).promises[0].kept_at is not None
    assert view(bench).row.promise_due_at is None
    with pytest.raises(NotFound):
        bench.desk.calls.add(replace(ours, keeps_promise=PromiseId(99)), case_id)


def test_solving_call_resolves_its_case_in_the_same_act(bench: Bench) -> None:
    bench.context.agent()
    case_id, before = only_case(bench), given.everything(bench.db)
    solved = NewCall("Found it", AT, outcome="solved", resolves=True, fix="Courier had it")
    bench.desk.calls.add(solved, case_id)
    case = view(bench)
    assert case.row.state is CaseState.RESOLVED
    assert case.resolution is not None
    assert (case.resolution.fix, case.resolution.channel) == ("Courier had it", "phone")
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before


def test_call_without_words_says_how_it_ended(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(NewCall("", AT, Direction.OUT, outcome="no answer"), case_id)
    assert note(bench).text == "No answer"
    assert bench.desk.cases.search("answer")
    with pytest.raises(InputError, match="empty"):
        bench.desk.calls.add(NewCall(" ", AT, duration_s=60), case_id)


def test_chosen_contact_decides_whose_call_it_is(bench: Bench) -> None:
    case_id = only_case(bench)
    ada = view(bench).row.contact_id
    other, _ = bench.desk.calls.add(NewCall("Their number", AT, name="Ben", number=TYPED))
    found, _ = bench.desk.calls.add(NewCall("again", AT, number=TYPED, contact_id=ada))
    assert found == case_id != other
    assert [phone.number for phone in view(bench, case_id).contact.phones] == [STORED]


@pytest.mark.parametrize("typed", ["+44 20 7946 0018", "0044 (20) 7946-0018", "020 79460018"])
def test_number_that_was_stored_as_typed_is_found_however_it_is_typed(
    bench: Bench, typed: str
) -> None:
    bench.context.region = "GB"
    first, _ = bench.desk.calls.add(NewCall("lost", AT, name="Ben", number=STORED))
    with bench.db.writing():  # as an older desk did
        bench.db.execute("UPDATE phones SET number = '(020) 7946 / 0018'")
    numbers.canonicalise(bench.db, "GB")
    again, _ = bench.desk.calls.add(NewCall("again", AT, number=typed))
    assert again == first
    assert len(view(bench, first).contact.phones) == 1
    facts = bench.desk.calls.number(typed)
    assert (facts.shown, facts.valid, facts.whose) == ("020 7946 0018", True, "Ben")


def test_corrected_note_is_found_by_its_new_words_and_stands_at_its_new_time(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(FULL, case_id)
    before, first = given.everything(bench.db), note(bench)
    earlier, later = AT - timedelta(hours=3), DUE + timedelta(days=1)
    correction = replace(
        FULL, text="Asked for Zebedee", at=earlier, promise=NewPromise("write", later)
    )
    changes = bench.desk.calls.edit(first.id, correction)
    assert changes.cases == {case_id}
    second = note(bench)
    assert (second.at, second.text, second.agent_name) == (earlier, "Asked for Zebedee", "Anna")
    assert second.id < first.id
    assert bench.desk.cases.search("zebedee")
    assert not bench.desk.cases.search("manager")
    given.index_is_whole(bench.db)
    (promise,) = view(bench).promises
    assert (promise.what, promise.due_at, promise.message_id) == ("write", later, second.id)
    assert view(bench).row.called_first
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before
    assert bench.desk.cases.search("manager")
    bench.desk.acts.redo()
    assert bench.desk.cases.search("zebedee")
    with pytest.raises(NotFound):
        bench.desk.calls.edit(first.id, correction)


def test_correction_leaves_a_promise_that_stays_the_same_as_it_is(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(FULL, case_id)
    bench.desk.triage.keep_promise(view(bench).promises[0].id)
    bench.desk.calls.edit(note(bench).id, replace(FULL, tried="nothing"))
    assert view(bench).promises[0].kept_at is not None
    bench.desk.calls.edit(note(bench).id, replace(FULL, promise=None))
    assert not view(bench).promises


def test_calls_are_listed_newest_first_of_a_contact_or_since(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(replace(FULL, at=AT - timedelta(hours=1)), case_id)
    bench.desk.calls.add(NewCall("new", AT, name="Ben"))
    listed = bench.desk.calls.list()
    assert [(one.name, one.note.text) for one in listed] == [
        ("Ben", "new"), ("ada", "Asked for the manager"),
    ]  # fmt: skip
    assert listed[1].promise is not None
    assert bench.desk.calls.list(contact_id=listed[1].contact_id) == (listed[1],)
    assert bench.desk.calls.list(since=AT) == (listed[0],)
    assert bench.desk.calls.list(limit=1) == (listed[0],)


ENTRY = CallEntry(
    began_at=AT,
    elapsed_s=12,
    running_since=AT,
    text="half a \udc00 sent",
    channel=Channel.CHAT,
    direction=Direction.OUT,
    due="tue 10am",
    due_at=DUE,
)


def test_note_that_is_being_written_is_kept_till_it_is_stored(bench: Bench) -> None:
    case_id, key = only_case(bench), CallDraftId(2**61 + 1)
    draft = CallDraft(key, case_id, ENTRY, AT)
    bench.desk.calls.keep(draft)
    bench.desk.calls.keep(replace(draft, updated_at=AT + timedelta(seconds=1)))
    (kept,) = bench.desk.calls.kept()
    assert kept.entry == replace(ENTRY, text="half a ? sent")
    assert (kept.case_id, kept.updated_at, kept.whose) == (
        case_id, AT + timedelta(seconds=1), "ada",
    )  # fmt: skip
    with pytest.raises(InputError):
        bench.desk.calls.add(NewCall("", AT), case_id, key)
    assert bench.desk.calls.kept()
    bench.desk.calls.add(FULL, case_id, key)
    assert not bench.desk.calls.kept()


def test_kept_notes_are_their_agents_own_and_can_be_thrown_away(bench: Bench) -> None:
    draft = CallDraft(CallDraftId(7), None, ENTRY, AT)
    bench.desk.calls.keep(draft)
    bench.context.agent_name = "Mika"
    assert not bench.desk.calls.kept()
    bench.context.agent_name = "Anna"
    bench.desk.calls.discard(draft.id)
    assert not bench.desk.calls.kept()


def test_kept_note_of_another_version_is_read() -> None:
    column = ENTRY.to_json().replace('"elapsed_s"', '"unheard_of": 1, "elapsed_s"')
    assert CallEntry.from_json(column) == ENTRY


def test_clock_of_a_kept_note_is_stopped_where_it_was_last_heard_of() -> None:
    stopped = ENTRY.stopped(AT + timedelta(seconds=30))
    assert (stopped.elapsed_s, stopped.running_since) == (42, None)
    assert stopped.stopped(AT + timedelta(hours=1)) == stopped


@pytest.mark.parametrize(
    ("name", "text"),
    [("Gus Moss", "lost\nName given: Gus Moss"), ("ADA", "lost"), ("", "lost")],
)
def test_a_name_that_is_not_the_contacts_stands_in_the_note(
    bench: Bench, name: str, text: str
) -> None:
    bench.desk.calls.add(NewCall("hello", AT, number=TYPED), only_case(bench))
    bench.desk.calls.add(NewCall("lost", AT, number=TYPED, name=name))
    stored = [one.text for one in view(bench).messages if isinstance(one, CallNote)]
    assert stored == ["hello", text]


def test_corrected_note_of_a_log_is_still_the_call_of_the_log(bench: Bench) -> None:
    case_id = only_case(bench)
    bench.desk.calls.add(FULL, case_id)
    first = note(bench)
    call = LoggedCall(STORED, AT, Direction.IN, 90)
    with bench.db.writing():
        call_logs.add(bench.db, call, call_logs.whose(bench.db, call), first.agent_id, AT, "GB")
    bench.desk.calls.edit(first.id, replace(FULL, at=AT - timedelta(hours=3)))
    second = note(bench)
    (logged,) = bench.db.rows("SELECT key, message_id FROM logged_calls")
    assert tuple(logged) == (call.key, second.id)
    assert second.id != first.id


def test_promise_of_another_case_cannot_be_kept_by_a_call(bench: Bench) -> None:
    bench.desk.calls.add(FULL, only_case(bench))
    (promise,) = view(bench).promises
    other, _ = bench.desk.calls.add(NewCall("new", AT, name="Ben"))
    before = given.everything(bench.db)
    with pytest.raises(NotFound, match="not of this case"):
        bench.desk.calls.add(NewCall("Rang back", AT, keeps_promise=promise.id), other)
    assert given.everything(bench.db) == before

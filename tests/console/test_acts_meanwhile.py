"""What others did between an act and its undo: nothing of theirs is lost, or put wrongly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.domain.cases import CaseRow, CaseState
from console.domain.ids import CaseId, ContactId, ThreadId
from console.domain.limits import LIMITS_280
from console.domain.outbox import PartState
from console.errors import InputError
from console.text.split import split
from tests.console import given
from tests.console.given import Bench

NUMBER = "030 901820"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    posts = (("ada", "@shop one"), ("ada", "@shop two"), ("ben", "@shop hi there"))
    return given.bench(tmp_path, posts=posts)


@pytest.fixture
def colleague(bench: Bench, tmp_path: Path) -> Iterator[Desk]:
    """Another agent at the same data."""
    context = Context(
        given.database(tmp_path),
        {"memory": given.TinyNetwork(bench.connector)},
        Credentials(),
        agent_name="Ben",
        process="two",
        now=bench.clock,
    )
    desk = Desk(context)
    yield desk
    desk.close()


def rows(bench: Bench, handle: str) -> list[CaseRow]:
    found = [row for row in bench.desk.cases.rows() if row.handle == handle]
    return sorted(found, key=lambda row: row.id)


def contact(bench: Bench, handle: str) -> ContactId:
    return rows(bench, handle)[0].contact_id


def say(bench: Bench, handle: str, text: str, **how: object) -> None:
    bench.clock.forward(minutes=1)
    at = bench.clock() - timedelta(seconds=1)
    bench.world.add_post(bench.user(handle), text, at=at, **how)  # type: ignore[arg-type]
    bench.desk.accounts.sync(bench.account)


def queue(bench: Bench, case_id: CaseId, text: str) -> ThreadId:
    layout = split(text, LIMITS_280)
    pause = timedelta(seconds=30)
    return bench.desk.replies.queue(case_id, text, layout, LIMITS_280, pause=pause)[0]


def whose(bench: Bench) -> dict[str, str]:
    """Each message's text, and the name of the contact of its case."""
    found = bench.db.rows(
        "SELECT m.text, t.name FROM messages m JOIN cases c ON c.id = m.case_id"
        " JOIN contacts t ON t.id = c.contact_id"
    )
    return {row["text"]: row["name"] for row in found}


def test_what_a_colleague_put_on_a_new_case_bars_its_undo(bench: Bench, colleague: Desk) -> None:
    case_id, _ = bench.desk.calls.add(NewCall("phoned", bench.clock(), name="Gus"))
    colleague.triage.promise(case_id, "call back", bench.clock() + timedelta(hours=3))
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()
    assert [promise.what for promise in bench.desk.cases.view(case_id).promises] == ["call back"]
    assert bench.desk.acts.undo() is None, "it is set aside, and bars nothing"


def test_a_colleagues_tag_on_a_new_contact_bars_its_undo(bench: Bench, colleague: Desk) -> None:
    case_id, _ = bench.desk.calls.add(NewCall("phoned", bench.clock(), name="Gus"))
    colleague.contacts.tag(bench.desk.cases.view(case_id).row.contact_id, ("vip",))
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()


def test_an_answer_queued_since_bars_the_undo_of_a_merge(bench: Bench) -> None:
    one, two = (row.id for row in rows(bench, "ada"))
    bench.desk.triage.merge((two,), one)
    queue(bench, one, "hello ada")
    with pytest.raises(InputError, match="cannot be undone"):
        bench.desk.acts.undo()


def test_a_draft_is_neither_doubled_nor_revived_by_an_undo(bench: Bench) -> None:
    one, two = (row.id for row in rows(bench, "ada"))
    bench.desk.drafts.save(two, "hello ada", "280")
    bench.desk.triage.merge((two,), one)
    bench.desk.drafts.save(one, "hello ada, more", "280")
    bench.desk.acts.undo()
    texts = [draft and draft.text for draft in map(bench.desk.drafts.get, (one, two))]
    assert texts == ["hello ada, more", None]


def test_an_answer_goes_along_with_the_post_that_is_split_off(bench: Bench) -> None:
    one, two = (row.id for row in rows(bench, "ada"))
    (post,) = bench.desk.cases.view(two).messages
    bench.desk.triage.merge((two,), one)
    thread_id = queue(bench, one, "hello ada")
    new, _ = bench.desk.triage.split(one, (post.id,))
    assert bench.desk.outbox.thread(thread_id).case_id == new
    old = next(each for each in bench.world.posts() if each.text == "@shop two")
    say(bench, "ada", "@shop forget it, solved!", reply_to=old.remote_id)
    bench.clock.forward(minutes=1)
    bench.desk.replies.publish(bench.account)
    assert [p.state for p in bench.desk.outbox.thread(thread_id).parts] == [PartState.HELD]


def test_whoever_spoke_since_says_where_a_case_stands_after_an_undo(bench: Bench) -> None:
    (ben,) = rows(bench, "ben")
    thread_id = queue(bench, ben.id, "hello ben")
    bench.clock.forward(minutes=1)
    bench.desk.replies.publish(bench.account)
    assert bench.desk.outbox.thread(thread_id).parts[0].state is PartState.SENT
    assert rows(bench, "ben")[0].state is CaseState.WAITING
    bench.desk.triage.mark_spam((ben.id,))
    old = next(each for each in bench.world.posts() if each.author.handle == "ben")
    say(bench, "ben", "@shop STILL BROKEN", reply_to=old.remote_id)
    bench.desk.acts.undo()
    assert rows(bench, "ben")[0].state is CaseState.NEEDS_REPLY


def test_redo_does_what_was_taken_back_last(bench: Bench, colleague: Desk) -> None:
    (ben,) = rows(bench, "ben")
    bench.desk.triage.tag((ben.id,), ("one",))
    bench.desk.acts.undo()
    bench.desk.triage.tag((ben.id,), ("two",))
    bench.desk.acts.undo()
    bench.desk.acts.redo()
    assert rows(bench, "ben")[0].tags == ("two",)
    bench.desk.acts.undo()
    colleague.triage.tag((ben.id,), ("two",))
    with pytest.raises(InputError, match="cannot be done again"):
        bench.desk.acts.redo()
    assert bench.desk.acts.redo() is None, "what is refused once bars nothing"


def test_taking_contacts_apart_gives_each_what_came_meanwhile(bench: Bench) -> None:
    ada, ben = contact(bench, "ada"), contact(bench, "ben")
    bench.desk.contacts.link_number(ada, NUMBER, "told us")
    bench.desk.triage.resolve([row.id for row in rows(bench, "ada")], skipped=True)
    bench.desk.contacts.merge(ben, ada, "basis")
    bench.clock.forward(minutes=5)
    bench.desk.calls.add(NewCall("Ada phones, private", bench.clock(), number=NUMBER))
    say(bench, "ada", "@shop new thing of Ada")
    say(bench, "ben", "@shop new thing of Ben")
    bench.desk.contacts.unmerge(bench.desk.contacts.merges(ada)[0].id)
    assert whose(bench) == {
        "@shop one": "ada",
        "@shop two": "ada",
        "@shop hi there": "ben",
        "Ada phones, private": "ada",
        "@shop new thing of Ada": "ada",
        "@shop new thing of Ben": "ben",
    }
    say(bench, "ada", "@shop and another of Ada")
    assert whose(bench)["@shop and another of Ada"] == "ada"


def test_a_number_that_both_had_comes_back_to_both(bench: Bench) -> None:
    ada, ben = contact(bench, "ada"), contact(bench, "ben")
    for one in (ada, ben):
        bench.desk.contacts.link_number(one, NUMBER, "told us")
    bench.desk.contacts.merge(ben, ada, "basis")
    bench.desk.calls.add(NewCall("phoned", bench.clock(), name="Xaver", number="089 123456"))
    bench.desk.contacts.unmerge(bench.desk.contacts.merges(ada)[0].id)
    found = bench.db.rows(
        "SELECT t.name, p.number FROM phones p JOIN contacts t ON t.id = p.contact_id ORDER BY 1"
    )
    assert [row["name"] for row in found] == ["Xaver", "ada", "ben"]
    assert found[1]["number"] == found[2]["number"]


def test_the_number_of_a_contact_that_is_no_more_is_given_to_nobody(bench: Bench) -> None:
    case_id, _ = bench.desk.calls.add(NewCall("phoned", bench.clock(), name="Gus"))
    gus = bench.desk.cases.view(case_id).row.contact_id
    bench.desk.contacts.keep_notes_draft(gus, "be kind")
    bench.desk.acts.undo()
    say(bench, "newbie", "@shop hi")
    assert contact(bench, "newbie") != gus
    assert bench.desk.contacts.get(contact(bench, "newbie")).notes_draft is None


def test_what_fixed_a_resolved_case_can_be_said_later(bench: Bench) -> None:
    (ben,) = rows(bench, "ben")
    bench.desk.triage.resolve((ben.id,), skipped=True)
    bench.desk.triage.resolve((ben.id,), fix="sent a new kettle", touchpoint="delivery")
    view = bench.desk.cases.view(ben.id)
    assert view.resolution is not None
    assert (view.resolution.fix, view.row.touchpoint) == ("sent a new kettle", "delivery")

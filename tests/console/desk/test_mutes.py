"""Mutes: what is not to be heard of asks for nothing, and comes back as it was."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.cases import CaseRow, CaseState
from console.domain.messages import Direction, Post
from console.domain.triage_rules import MuteKind
from console.errors import InputError, NotFound
from tests.console import act_fuzz, given
from tests.console.given import Bench

POSTS = (("ada", "@shop help"), ("ben", "@shop win a prize"), ("cleo", "@shop where is it?"))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return given.bench(tmp_path, posts=POSTS)


def row(bench: Bench, handle: str) -> CaseRow:
    return next(one for one in bench.desk.cases.rows() if one.handle == handle)


def state(bench: Bench, handle: str) -> CaseState:
    return row(bench, handle).state


def write(bench: Bench, handle: str, text: str, *, anew: bool = False, ago_s: float = 1) -> None:
    """Let a customer write on, or in a new conversation, and sync."""
    old = next((one for one in bench.world.posts() if one.author.handle == handle), None)
    bench.clock.forward(seconds=5)
    bench.world.add_post(
        bench.user(handle),
        text,
        at=bench.clock() - timedelta(seconds=ago_s),
        reply_to=None if anew or old is None else old.remote_id,
    )
    bench.desk.accounts.sync(bench.account)


def quiet(bench: Bench) -> set[str]:
    rows = bench.db.rows("SELECT text FROM messages WHERE muted_by IS NOT NULL")
    return {one["text"] for one in rows}


def test_a_muted_author_asks_for_nothing_and_undo_brings_all_back(bench: Bench) -> None:
    bench.context.agent()
    before = given.everything(bench.db)
    done = bench.desk.mutes.mute_author(row(bench, "ada").id)
    assert done.quiet == {row(bench, "ada").id}
    assert (done.shown, done.left_open) == (("@ada",), 0)
    assert done.lists == {"mutes"}
    ada = row(bench, "ada")
    assert (ada.state, ada.unread, ada.due_at, ada.solve_due_at) == (
        CaseState.MUTED, False, None, None,
    )  # fmt: skip
    assert quiet(bench) == {"@shop help"}
    assert state(bench, "ben") is CaseState.NEEDS_REPLY
    (mute,) = bench.desk.mutes.every()
    assert (mute.new.kind, mute.new.shown, mute.posts) == (MuteKind.AUTHOR, "@ada", 1)
    act_fuzz.is_sound(bench.db)
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Mute @ada"
    assert undone.changes.lists == {"mutes"}
    assert given.everything(bench.db) == before


def test_what_a_muted_author_writes_later_is_stored_and_muted(bench: Bench) -> None:
    bench.desk.mutes.mute_author(row(bench, "ada").id)
    write(bench, "ada", "@shop still nothing")
    write(bench, "ada", "@shop something else", anew=True)
    assert {one.state for one in bench.desk.cases.rows() if one.handle == "ada"} == {
        CaseState.MUTED
    }
    assert quiet(bench) == {"@shop help", "@shop still nothing", "@shop something else"}
    view = bench.desk.cases.view(row(bench, "ada").id)
    assert all(each.muted for each in view.messages if isinstance(each, Post))
    act_fuzz.is_sound(bench.db)


def test_undo_lets_also_be_heard_what_was_muted_since(bench: Bench) -> None:
    bench.desk.mutes.mute_author(row(bench, "ada").id)
    write(bench, "ada", "@shop still nothing")
    write(bench, "ada", "@shop something else", anew=True)
    assert bench.desk.acts.undo() is not None
    assert quiet(bench) == set()
    found = [one for one in bench.desk.cases.rows() if one.handle == "ada"]
    assert [one.state for one in found] == [CaseState.NEEDS_REPLY] * 2
    assert all(one.due_at is not None for one in found)
    act_fuzz.is_sound(bench.db)


def test_what_is_heard_brings_a_muted_case_back(bench: Bench) -> None:
    bench.desk.mutes.mute_word("Prize")
    assert state(bench, "ben") is CaseState.MUTED
    write(bench, "ben", "@shop my parcel is lost")
    assert state(bench, "ben") is CaseState.NEEDS_REPLY
    write(bench, "ben", "@shop another PRIZE")
    assert quiet(bench) == {"@shop win a prize", "@shop another PRIZE"}
    assert state(bench, "ben") is CaseState.NEEDS_REPLY
    act_fuzz.is_sound(bench.db)


def test_a_case_is_left_in_which_something_else_was_written(bench: Bench) -> None:
    write(bench, "ben", "@shop my parcel is lost")
    done = bench.desk.mutes.mute_word("prize")
    assert done.quiet == frozenset()
    assert quiet(bench) == set()
    assert state(bench, "ben") is CaseState.NEEDS_REPLY


def test_the_authors_of_several_cases_are_muted_by_one_act(bench: Bench) -> None:
    bench.context.agent()
    before = given.everything(bench.db)
    done = bench.desk.mutes.mute_author(*(row(bench, one).id for one in ("ada", "ben")))
    assert (done.shown, len(done.quiet)) == (("@ada", "@ben"), 2)
    assert (state(bench, "ada"), state(bench, "cleo")) == (
        CaseState.MUTED, CaseState.NEEDS_REPLY,
    )  # fmt: skip
    undone = bench.desk.acts.undo()
    assert undone is not None
    assert undone.act == "Mute authors of 2 cases"
    assert given.everything(bench.db) == before


def test_two_mutes_together_mute_a_case(bench: Bench) -> None:
    write(bench, "ben", "@shop my parcel is lost")
    bench.desk.mutes.mute_word("prize")
    assert bench.desk.mutes.would_mute("parcel") == 1
    assert len(bench.desk.mutes.mute_word("parcel").quiet) == 1
    assert state(bench, "ben") is CaseState.MUTED
    (first,) = (each.id for each in bench.desk.mutes.every() if each.new.shown == "prize")
    bench.desk.mutes.unmute((first,))
    assert state(bench, "ben") is CaseState.NEEDS_REPLY
    assert quiet(bench) == {"@shop my parcel is lost"}
    act_fuzz.is_sound(bench.db)


@pytest.mark.parametrize("work", ["call", "promise"])
def test_where_a_person_is_at_work_the_case_stays_open(bench: Bench, work: str) -> None:
    ada, now = row(bench, "ada"), bench.clock()
    if work == "call":
        bench.desk.calls.add(NewCall(text="called", at=now, direction=Direction.IN), ada.id)
    else:
        bench.desk.triage.promise(ada.id, "send anew", now + timedelta(hours=1))
    done = bench.desk.mutes.mute_author(ada.id)
    assert (done.quiet, done.left_open) == (frozenset(), 1)
    assert state(bench, "ada") is CaseState.NEEDS_REPLY
    write(bench, "ada", "@shop again")
    assert quiet(bench) == set()
    assert state(bench, "ada") is CaseState.NEEDS_REPLY
    assert row(bench, "ada").unread
    act_fuzz.is_sound(bench.db)


def test_a_muted_word_leaves_a_case_open_that_we_answered_and_hears_who_writes_on(
    bench: Bench,
) -> None:
    old = next(one for one in bench.world.posts() if one.author.handle == "ben")
    bench.world.add_post(bench.world.own, "which prize?", at=bench.clock(), reply_to=old.remote_id)
    bench.clock.forward(seconds=5)
    bench.desk.accounts.sync(bench.account)
    assert state(bench, "ben") is CaseState.WAITING
    assert bench.desk.mutes.would_mute("prize") == 0
    done = bench.desk.mutes.mute_word("prize")
    assert (done.quiet, done.left_open, state(bench, "ben")) == (frozenset(), 1, CaseState.WAITING)
    write(bench, "ben", "@shop the prize that I ordered is broken")
    assert (quiet(bench), state(bench, "ben")) == (set(), CaseState.NEEDS_REPLY)
    bench.desk.mutes.mute_author(row(bench, "ben").id)
    assert state(bench, "ben") is CaseState.MUTED
    (author,) = (each.id for each in bench.desk.mutes.every() if each.new.kind is MuteKind.AUTHOR)
    bench.desk.mutes.unmute((author,))
    # The word still mutes what was written before we answered, and nothing of what came after.
    assert (quiet(bench), state(bench, "ben")) == ({"@shop win a prize"}, CaseState.NEEDS_REPLY)
    act_fuzz.is_sound(bench.db)


def test_unmuting_is_one_act_that_can_be_undone(bench: Bench) -> None:
    bench.desk.mutes.mute_author(row(bench, "ada").id)
    before = given.everything(bench.db)
    (mute,) = bench.desk.mutes.every()
    changes = bench.desk.mutes.unmute((mute.id,))
    assert changes.cases == {row(bench, "ada").id}
    assert changes.lists == {"mutes"}
    assert state(bench, "ada") is CaseState.NEEDS_REPLY
    assert bench.desk.mutes.every() == ()
    assert quiet(bench) == set()
    with pytest.raises(NotFound):
        bench.desk.mutes.unmute((mute.id,))
    bench.desk.acts.undo()
    assert given.everything(bench.db) == before


def test_undoing_an_unmute_leaves_a_case_open_in_which_something_was_heard_since(
    bench: Bench,
) -> None:
    bench.desk.mutes.mute_author(row(bench, "ada").id)
    (mute,) = bench.desk.mutes.every()
    bench.desk.mutes.unmute((mute.id,))
    write(bench, "ada", "@shop are you there?")
    assert bench.desk.acts.undo() is not None
    assert quiet(bench) == {"@shop help"}
    assert state(bench, "ada") is CaseState.NEEDS_REPLY
    act_fuzz.is_sound(bench.db)


def test_what_another_mute_keeps_quiet_stays_so(bench: Bench) -> None:
    bench.desk.mutes.mute_author(row(bench, "ben").id)
    bench.desk.mutes.mute_word("prize")
    (author,) = (each.id for each in bench.desk.mutes.every() if each.new.kind is MuteKind.AUTHOR)
    bench.desk.mutes.unmute((author,))
    assert state(bench, "ben") is CaseState.MUTED
    assert [each.posts for each in bench.desk.mutes.every()] == [1]


def test_a_conversation_is_muted_for_whoever_writes_in_it(bench: Bench) -> None:
    done = bench.desk.mutes.mute_conversation(row(bench, "ada").id)
    assert done.shown == ("@shop help",)
    old = next(one for one in bench.world.posts() if one.author.handle == "ada")
    bench.world.add_post(
        bench.user("dan"), "@shop me too", at=bench.clock() - timedelta(seconds=1),
        reply_to=old.remote_id,
    )  # fmt: skip
    bench.desk.accounts.sync(bench.account)
    assert state(bench, "dan") is CaseState.MUTED
    write(bench, "ada", "@shop hello?", anew=True)
    assert state(bench, "ada") is CaseState.NEEDS_REPLY


@pytest.mark.parametrize("word", ["", "  ", "ab", "!!!", "x" * 101])
def test_words_that_cannot_be_muted_are_refused(bench: Bench, word: str) -> None:
    with pytest.raises(InputError):
        bench.desk.mutes.mute_word(word)
    assert bench.desk.mutes.every() == ()


def test_what_is_muted_already_is_refused_and_leaves_no_act(bench: Bench) -> None:
    ben = row(bench, "ben").id
    bench.desk.mutes.mute_word("prize")
    bench.desk.mutes.mute_author(ben)
    bench.desk.mutes.mute_conversation(ben)
    acts = len(bench.desk.acts.newest())
    with pytest.raises(InputError, match="muted already"):
        bench.desk.mutes.mute_word(" PRIZE")
    with pytest.raises(InputError, match="muted already"):
        bench.desk.mutes.mute_author(ben)
    with pytest.raises(InputError, match="muted already"):
        bench.desk.mutes.mute_conversation(ben)
    assert len(bench.desk.acts.newest()) == acts
    assert bench.desk.mutes.mute_word("配送").shown == ("配送",)


def test_counting_changes_nothing(bench: Bench) -> None:
    before = given.everything(bench.db)
    assert [bench.desk.mutes.would_mute(word) for word in ("shop", "@shop", "prize", "pri")] == [
        0, 3, 1, 0,
    ]  # fmt: skip
    assert given.everything(bench.db) == before


def test_a_customer_without_a_handle_cannot_be_muted(bench: Bench) -> None:
    now = bench.clock()
    new = NewCall(text="called", at=now, direction=Direction.IN, name="Gus")
    case_id, _ = bench.desk.calls.add(new)
    with pytest.raises(InputError, match="no handle"):
        bench.desk.mutes.mute_author(case_id)
    with pytest.raises(InputError, match="no conversation"):
        bench.desk.mutes.mute_conversation(case_id)


def test_our_own_account_is_never_muted(bench: Bench) -> None:
    ada = row(bench, "ada")
    own = bench.account.remote_id
    with bench.db.writing():
        bench.db.execute("UPDATE handles SET remote_id = ? WHERE handle = 'ada'", (own,))
    with pytest.raises(InputError, match="no handle"):
        bench.desk.mutes.mute_author(ada.id)


def test_a_captured_post_of_a_muted_author_is_muted(bench: Bench) -> None:
    bench.desk.mutes.mute_author(row(bench, "ada").id)
    bench.clock.forward(hours=1)
    case_id, _ = bench.desk.posts.capture(
        NewCapture(
            text="@shop by hand",
            handle="ada",
            network="memory",
            link="",
            name="",
            at=bench.clock(),
            case_id=None,
        )
    )
    assert bench.desk.cases.view(case_id).row.state is CaseState.MUTED
    act_fuzz.is_sound(bench.db)


def test_splitting_off_what_is_muted_makes_a_muted_case(bench: Bench) -> None:
    bench.desk.mutes.mute_word("raffle")
    write(bench, "ben", "@shop raffle")
    ben = row(bench, "ben")
    (heard, muted) = bench.desk.cases.view(ben.id).messages
    new, _ = bench.desk.triage.split(ben.id, (muted.id,))
    assert bench.desk.cases.view(new).row.state is CaseState.MUTED
    assert bench.desk.cases.view(ben.id).row.state is CaseState.NEEDS_REPLY
    assert [each.id for each in bench.desk.cases.view(ben.id).messages] == [heard.id]
    bench.desk.triage.merge((ben.id,), new)
    assert bench.desk.cases.view(new).row.state is CaseState.NEEDS_REPLY
    act_fuzz.is_sound(bench.db)

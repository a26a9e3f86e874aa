"""Muted posts on their way in: the same comes of them in whichever order they arrive."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from console.domain.cases import CaseState
from console.domain.ids import MessageId, MuteId, RemoteId
from console.domain.remote import RemotePost, Timeline
from console.domain.triage_rules import MuteKind, NewMute
from console.store import accounts, muting
from console.store.database import Database
from tests.console import act_fuzz, given
from tests.console.given import ADA, OWN, START


def mute(db: Database, value: str, kind: MuteKind = MuteKind.WORD, network: str = "memory") -> None:
    agent = accounts.agent(db, "Anna", "", START)
    with db.writing():
        muting.add(db, NewMute(network, kind, value, value), agent.id, START)


def states(db: Database) -> list[str]:
    return [row["state"] for row in db.rows("SELECT state FROM cases ORDER BY id")]


def quiet(db: Database) -> list[str]:
    rows = db.rows("SELECT text FROM messages WHERE muted_by IS NOT NULL ORDER BY id")
    return [row["text"] for row in rows]


QUIET = given.post(10, ADA, 0, "prize one")
ANSWER = given.post(11, OWN, 5, "no, thanks", reply_to=QUIET)
QUIET_TOO = given.post(12, ADA, 10, "prize two", reply_to=ANSWER)
HEARD = given.post(13, ADA, 20, "my parcel is lost", reply_to=ANSWER)


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize("order", list(permutations((QUIET, ANSWER, QUIET_TOO))))
def test_what_answers_us_is_heard_in_whichever_order_it_comes(
    tmp_path: Path, order: tuple[RemotePost, ...], pages: int
) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    for page in (order,) if pages == 1 else [(one,) for one in order]:
        own = all(one.author is OWN for one in page)
        given.save(db, account, *page, timeline=Timeline.OWN if own else Timeline.MENTIONS)
    assert states(db) == [CaseState.NEEDS_REPLY]
    assert quiet(db) == [QUIET.text]
    act_fuzz.is_sound(db)
    given.save(db, account, HEARD)
    assert states(db) == [CaseState.NEEDS_REPLY]
    act_fuzz.is_sound(db)
    db.close()


def test_a_heard_page_from_before_our_answer_lets_a_muted_case_wait(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    given.save(db, account, QUIET, ANSWER)
    assert states(db) == [CaseState.MUTED]
    given.save(db, account, given.post(9, ADA, -5, "parcel lost", conversation="10"))
    assert states(db) == [CaseState.WAITING]
    act_fuzz.is_sound(db)
    db.close()


@pytest.mark.parametrize("kind", [MuteKind.AUTHOR, MuteKind.CONVERSATION])
@pytest.mark.parametrize("order", list(permutations((QUIET, ANSWER, QUIET_TOO))))
def test_a_muted_author_or_conversation_stays_so_where_we_answered(
    tmp_path: Path, order: tuple[RemotePost, ...], kind: MuteKind
) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    mute(db, ADA.remote_id if kind is MuteKind.AUTHOR else QUIET.conversation_id, kind)
    for one in order:
        own = one.author is OWN
        given.save(db, account, one, timeline=Timeline.OWN if own else Timeline.MENTIONS)
    assert states(db) == [CaseState.MUTED]
    assert quiet(db) == [QUIET.text, QUIET_TOO.text]
    act_fuzz.is_sound(db)
    db.close()


@pytest.mark.parametrize("slept", [False, True])
def test_a_word_is_heard_in_a_case_that_a_person_let_sleep(tmp_path: Path, *, slept: bool) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    first = given.post(20, ADA, 0, "my parcel is lost")
    given.save(db, account, first)
    mute(db, "prize")
    state = "needs_reply" if slept else "snoozed"  # what slept keeps its sign
    with db.writing():
        db.execute("UPDATE cases SET state = ?, snoozed_until = 1, state_at = 0", (state,))
    given.save(db, account, given.post(21, ADA, 30, "where is my prize?", reply_to=first))
    assert (states(db), quiet(db)) == ([CaseState.NEEDS_REPLY], [])
    act_fuzz.is_sound(db)
    db.close()


def test_a_late_mute_leaves_alone_what_is_to_be_heard(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    given.save(db, account, HEARD, ANSWER)
    mute(db, "parcel")
    mute(db, ADA.remote_id, MuteKind.AUTHOR)
    message = MessageId(db.value("SELECT id FROM messages WHERE direction = 'in'"))
    with db.writing():
        muting.mute_late(db, message, MuteId(1))
        assert quiet(db) == []
        db.execute("UPDATE cases SET calls = 1")
        muting.mute_late(db, message, MuteId(2))
        assert quiet(db) == []
        db.execute("UPDATE cases SET calls = 0")
        muting.mute_late(db, message, MuteId(2))
    assert quiet(db) == [HEARD.text]
    db.close()


def test_a_muted_new_conversation_does_not_join_the_open_case(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    first = given.post(20, ADA, 0, "my parcel is lost")
    given.save(db, account, first, given.post(21, OWN, 5, "we look", reply_to=first))
    given.save(db, account, given.post(22, ADA, 30, "win a prize"))
    given.save(db, account, given.post(23, ADA, 40, "and my refund?"))
    assert given.case_of(db, 22) != given.case_of(db, 20)
    assert given.case_of(db, 23) == given.case_of(db, 20)
    assert sorted(states(db)) == [CaseState.MUTED, CaseState.NEEDS_REPLY]
    db.close()


def test_a_mute_holds_on_its_network_and_never_for_us(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize", network="x")
    mute(db, OWN.remote_id, MuteKind.AUTHOR)
    given.save(db, account, QUIET, ANSWER)
    assert db.value("SELECT count(*) FROM messages WHERE muted_by IS NOT NULL") == 0
    assert states(db) == [CaseState.WAITING]
    db.close()


def test_a_person_brings_a_muted_case_back_and_a_muted_post_does_not_undo_that(
    tmp_path: Path,
) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    given.save(db, account, QUIET)
    with db.writing():
        db.execute("UPDATE cases SET state = 'needs_reply'")
    given.save(db, account, QUIET_TOO)
    assert states(db) == [CaseState.NEEDS_REPLY]
    db.close()


def test_a_mute_goes_by_the_real_id_once_the_author_is_named(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    mute(db, "handle:ada_fern", MuteKind.AUTHOR)
    with db.writing():
        muting.rename(db, "memory", MuteKind.AUTHOR, "handle:ada_fern", ADA.remote_id)
    assert muting.load(db, "memory").mutes.authors.keys() == {RemoteId("2")}
    db.close()

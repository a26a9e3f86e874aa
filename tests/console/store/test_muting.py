"""Muted posts on their way in: the same comes of them in whichever order they arrive."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from console.domain.cases import CaseState
from console.domain.ids import RemoteId
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


QUIET = given.post(10, ADA, 0, "prize one")
ANSWER = given.post(11, OWN, 5, "no, thanks", reply_to=QUIET)
QUIET_TOO = given.post(12, ADA, 10, "prize two", reply_to=ANSWER)
HEARD = given.post(13, ADA, 20, "my parcel is lost", reply_to=ANSWER)


@pytest.mark.parametrize("pages", [1, 3])
@pytest.mark.parametrize("order", list(permutations((QUIET, ANSWER, QUIET_TOO))))
def test_a_case_of_muted_posts_is_muted_in_whichever_order_they_come(
    tmp_path: Path, order: tuple[RemotePost, ...], pages: int
) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    for page in (order,) if pages == 1 else [(one,) for one in order]:
        own = all(one.author is OWN for one in page)
        given.save(db, account, *page, timeline=Timeline.OWN if own else Timeline.MENTIONS)
    assert states(db) == [CaseState.MUTED]
    act_fuzz.is_sound(db)
    given.save(db, account, HEARD)
    assert states(db) == [CaseState.NEEDS_REPLY]
    act_fuzz.is_sound(db)
    db.close()


def test_a_heard_page_from_before_our_answer_lets_a_muted_case_wait(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    account = given.account(db)
    mute(db, "prize")
    given.save(db, account, QUIET_TOO, ANSWER)
    assert states(db) == [CaseState.MUTED]
    given.save(db, account, given.post(9, ADA, -5, "parcel lost", conversation="10"))
    assert states(db) == [CaseState.WAITING]
    act_fuzz.is_sound(db)
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

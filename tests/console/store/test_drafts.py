"""Drafts are stored as typed, and nothing that was stored is beyond recall."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from console.domain.accounts import Account
from console.domain.ids import AgentId, CaseId, RemoteId
from console.domain.outbox import VersionOrigin
from console.store import accounts, deciding, drafts, joining, outbox
from console.store.database import Database
from tests.console.given import ADA, BEN, START, case_of, post, save

TYPED, SENT, TAKEN_BACK = VersionOrigin.TYPED, VersionOrigin.SENT, VersionOrigin.TAKEN_BACK


@pytest.fixture
def case_id(db: Database, account: Account) -> CaseId:
    save(db, account, post(10, ADA, 0))
    return CaseId(case_of(db, 10) or 0)


def agent(db: Database, name: str = "Anna") -> AgentId:
    return accounts.agent(db, name, "", START).id


def put(
    db: Database, case_id: CaseId, text: str, *, minutes: float = 0, name: str = "Anna"
) -> None:
    now = START + timedelta(minutes=minutes)
    drafts.put(db, case_id, agent(db, name), text, "140", now, "1/3")


def texts(db: Database, case_id: CaseId) -> list[str]:
    return [version.text for version in drafts.versions(db, case_id)]


def queue(db: Database, account: Account, case_id: CaseId, text: str, *parts: str) -> None:
    outbox.queue(
        db,
        account_id=account.id,
        case_id=case_id,
        agent_id=agent(db),
        reply_to=RemoteId("10"),
        text=text,
        limit="280",
        numbering="1/3",
        parts=[(part, len(part)) for part in parts],
        now=START,
    )


def test_a_draft_is_stored_as_typed_with_its_numbers(db: Database, case_id: CaseId) -> None:
    typed = " e\u0301 \fnext\u00a0part \n\n"
    put(db, case_id, typed)
    draft = drafts.get(db, case_id)
    assert draft is not None
    assert (draft.text, draft.limit, draft.numbering) == (typed, "140", "1/3")


def test_typing_on_leaves_few_versions(db: Database, case_id: CaseId) -> None:
    whole = "".join(random.Random(3).choices("abc ", k=500)).strip()
    for end in range(1, len(whole) + 1):
        put(db, case_id, whole[:end], minutes=end / 100)
    assert texts(db, case_id) == [whole]


def test_a_version_begun_long_ago_stays_though_it_was_typed_on(
    db: Database, case_id: CaseId
) -> None:
    for minute in range(25):
        put(db, case_id, "x" * (minute + 1), minutes=minute)
    assert [len(text) for text in texts(db, case_id)] == [25, 20, 10]


@pytest.mark.parametrize("later", ["He said", "she said much", "the she much", "", " \n"])
def test_what_was_deleted_or_written_over_is_a_version(
    db: Database, case_id: CaseId, later: str
) -> None:
    put(db, case_id, "He said so much")
    put(db, case_id, later, minutes=1)
    assert texts(db, case_id) == [later, "He said so much"][not later.strip() :]


def test_no_text_that_was_stored_is_lost_whatever_is_typed(db: Database, case_id: CaseId) -> None:
    """Each stored text is a version, or a version is it with something put in."""
    rolls, text, stored = random.Random(8), "", list[str]()
    for step in range(200):
        first = rolls.randint(0, len(text))
        last = first if rolls.random() < 0.7 else rolls.randint(first, len(text))
        text = text[:first] + rolls.choice(["a", "b ", "cc", ""]) + text[last:]
        put(db, case_id, text, minutes=step / 10)
        if text.strip():
            stored.append(text)
    kept = texts(db, case_id)
    for each in stored:
        assert any(_holds(version, each) for version in kept), each


def _holds(version: str, text: str) -> bool:
    """Whether all signs of a text stand in a version, in their order."""
    signs = iter(version)
    return all(sign in signs for sign in text)


def test_another_agents_text_is_not_replaced(db: Database, case_id: CaseId) -> None:
    put(db, case_id, "Dear Ada", name="Anna")
    put(db, case_id, "Dear Ada, hello", name="Ben")
    found = [(each.text, each.agent_name) for each in drafts.versions(db, case_id)]
    assert found == [("Dear Ada, hello", "Ben"), ("Dear Ada", "Anna")]


def test_what_was_sent_and_taken_back_are_versions(
    db: Database, account: Account, case_id: CaseId
) -> None:
    put(db, case_id, "Dear Ada")
    queue(db, account, case_id, "Dear Ada, hello", "Dear Ada, hello")
    assert drafts.get(db, case_id) is None
    assert [(v.text, v.origin) for v in drafts.versions(db, case_id)] == [("Dear Ada, hello", SENT)]
    put(db, case_id, "And one more")
    (thread,) = outbox.unfinished(db)
    assert deciding.cancel(db, thread.id, START)
    both = "And one more\n\nDear Ada, hello"
    put(db, case_id, both)  # as the window does once it shows it
    assert [(v.text, v.origin) for v in drafts.versions(db, case_id)] == [
        (both, TAKEN_BACK),
        ("And one more", TYPED),
        ("Dear Ada, hello", SENT),
    ]
    draft = drafts.get(db, case_id)
    assert draft is not None
    assert draft.numbering == "1/3"


def test_the_rest_of_a_thread_comes_back_as_typed_without_its_numbers(
    db: Database, account: Account, case_id: CaseId
) -> None:
    text = "First.\n\nSecond part.\n\n\fAnd third.\n"
    queue(db, account, case_id, text, "1/3 First.", "2/3 Second part.", "3/3 And third.")
    with db.writing():
        db.execute("UPDATE reply_parts SET state = 'sent' WHERE position = 1")
    (thread,) = outbox.unfinished(db)
    assert thread.numbering == "1/3"
    assert deciding.cancel(db, thread.id, START)
    draft = drafts.get(db, case_id)
    assert draft is not None
    assert draft.text == "Second part.\n\n\fAnd third.\n"


def test_the_oldest_versions_go_first(
    db: Database, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (drafts.MOST_VERSIONS, drafts.MOST_BYTES) == (500, 5_000_000)
    monkeypatch.setattr(drafts, "MOST_VERSIONS", 3)
    for number in range(6):
        put(db, case_id, f"text {number}", minutes=10 * number)
    assert texts(db, case_id) == ["text 5", "text 4", "text 3"]
    monkeypatch.setattr(drafts, "MOST_BYTES", 20)
    put(db, case_id, "äöüäöüä", minutes=60)
    assert texts(db, case_id) == ["äöüäöüä", "text 5"]
    put(db, case_id, "longer than all that may be kept", minutes=70)
    assert texts(db, case_id) == ["longer than all that may be kept"]


def test_what_was_written_before_many_corrections_is_kept(
    db: Database, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_VERSIONS", 50)
    put(db, case_id, "Dear Ada")
    put(db, case_id, "Hello Ben", minutes=1)
    for step in range(200):
        put(db, case_id, f"typed {step % 7} wrong", minutes=2 + step / 30)
    kept = texts(db, case_id)
    assert len(kept) == 50
    assert kept[0] == f"typed {199 % 7} wrong"
    assert kept[-2:] == ["Hello Ben", "Dear Ada"]


def test_what_is_left_of_many_corrections_is_spread_over_their_time(
    db: Database, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_VERSIONS", 20)
    for step in range(200):
        put(db, case_id, f"{step % 7} wrong", minutes=step / 30)
    times = [each.at for each in drafts.versions(db, case_id)]
    gaps = [newer - older for newer, older in pairwise(times)]
    assert times[-1] == START
    assert max(gaps) <= timedelta(minutes=2)


def test_of_long_texts_few_are_kept_and_the_short_ones_before_them_all(
    db: Database, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_BYTES", 5_000)
    short = [f"{number} short" for number in range(20)]
    for number, text in enumerate(short):
        put(db, case_id, text, minutes=number / 30)
    for letters in range(1_000, 900, -1):
        put(db, case_id, "x" * letters, minutes=1 + (1_000 - letters) / 30)
    kept = texts(db, case_id)
    assert kept[0] == "x" * 901
    assert kept[-20:] == short[::-1]
    assert sum(map(len, kept)) <= 5_000


def test_what_was_sent_and_taken_back_outlasts_what_was_typed_after_it(
    db: Database, account: Account, case_id: CaseId, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "MOST_VERSIONS", 4)
    put(db, case_id, "Before")
    queue(db, account, case_id, "Sent", "Sent")
    (thread,) = outbox.unfinished(db)
    assert deciding.cancel(db, thread.id, START)
    for step in range(20):
        put(db, case_id, f"{step} later", minutes=step / 30)
    kept = [(each.text, each.origin) for each in drafts.versions(db, case_id)]
    assert kept[0] == ("19 later", TYPED)
    assert ("Sent", SENT) in kept
    assert ("Sent", TAKEN_BACK) in kept


def test_versions_go_along_into_the_case_that_theirs_is_joined_to(
    db: Database, account: Account, case_id: CaseId
) -> None:
    save(db, account, post(11, BEN, 1))
    other = CaseId(case_of(db, 11) or 0)
    put(db, case_id, "typed in the one")
    put(db, case_id, "")
    put(db, other, "typed in the other", minutes=1)
    with db.writing():
        joining.merge(db, case_id, other)
    assert texts(db, other) == ["typed in the other", "typed in the one"]


def test_versions_of_two_cases_that_were_joined_stand_in_the_order_of_time(
    db: Database, account: Account, case_id: CaseId
) -> None:
    save(db, account, post(11, BEN, 1))
    other = CaseId(case_of(db, 11) or 0)
    put(db, case_id, "first", minutes=1)
    put(db, other, "second", minutes=2)
    put(db, case_id, "first, and third", minutes=3)
    put(db, case_id, "", minutes=4)
    with db.writing():
        joining.merge(db, case_id, other)
    assert texts(db, other) == ["first, and third", "second"]


def test_versions_are_removed_with_their_case(db: Database, case_id: CaseId) -> None:
    put(db, case_id, "typed")
    put(db, case_id, "")
    with db.writing():
        db.execute("DELETE FROM case_conversations")
        db.execute("DELETE FROM account_posts")
        db.execute("DELETE FROM posts")
        db.execute("DELETE FROM messages")
        db.execute("DELETE FROM cases WHERE id = ?", (case_id,))
    assert db.value("SELECT count(*) FROM draft_versions") == 0


def test_reading_versions_reads_those_of_one_case_only(db: Database, case_id: CaseId) -> None:
    plan = db.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM draft_versions WHERE case_id = ? ORDER BY at DESC, id",
        (case_id,),
    )
    assert "draft_versions_case" in plan[0]["detail"]


def test_a_version_tells_when_it_was_last_written(db: Database, case_id: CaseId) -> None:
    put(db, case_id, "Dear")
    put(db, case_id, "Dear Ada", minutes=3)
    at: datetime = drafts.versions(db, case_id)[0].at
    assert at == START + timedelta(minutes=3)

"""Which of our posts are left to be read, what they answer, and when a reading is forgotten."""

from __future__ import annotations

import pytest

from console.checks.answer_readings import RULE, AnswerReading, OwnPost, read
from console.domain.accounts import Account
from console.domain.checks import FeedShare
from console.domain.ids import MessageId, RemoteId
from console.domain.kinds import MessageKind
from console.domain.remote import RemotePost, RemoteUser, Timeline
from console.store import answer_readings, marks
from console.store.answer_readings import Author
from console.store.database import Database
from tests.console import given
from tests.console.given import ADA, BEN, OWN

US = Author("memory", OWN.remote_id)
HELP = RemoteUser(RemoteId("5"), "help", "The Help")


def ask(db: Database, account: Account, number: int, who: RemoteUser, text: str) -> RemotePost:
    post = given.post(number, who, number, text)
    given.save(db, account, post)
    return post


def ours(
    number: int,
    text: str,
    to: RemotePost | None = None,
    *,
    by: RemoteUser = OWN,
    repost: bool = False,
) -> RemotePost:
    return given.post(number, by, number, text, reply_to=to, mentions=(), repost=repost)


def answer(db: Database, account: Account, *posts: RemotePost) -> None:
    given.save(db, account, *posts, timeline=Timeline.OWN)


def id_of(db: Database, number: int) -> MessageId:
    found = db.value("SELECT message_id FROM posts WHERE remote_id = ?", (str(number),))
    return MessageId(found)


def numbers(db: Database, ids: object) -> list[int]:
    """Return by which numbers the test knows posts."""
    known = {row[0]: int(row[1]) for row in db.tuples("SELECT message_id, remote_id FROM posts")}
    return [known[each] for each in ids]  # type: ignore[attr-defined]


def posts_of(db: Database, newest: int, most: int = 100) -> list[OwnPost]:
    return answer_readings.posts(db, US, id_of(db, newest), most)


def put(db: Database, *posts: OwnPost, share: FeedShare = FeedShare.OTHER) -> set[MessageId]:
    reading = AnswerReading(posts, share, deflects=False, repeats=None)
    with db.writing():
        return answer_readings.put(db, [reading], RULE)


def stored(db: Database) -> dict[int, tuple[object, ...]]:
    found = db.tuples(
        "SELECT p.remote_id, r.rule, r.share, r.deflects, r.repeats FROM answer_readings r"
        " JOIN posts p ON p.message_id = r.message_id"
    )
    return {int(row[0]): row[1:] for row in found}


@pytest.fixture
def ada(db: Database, account: Account) -> RemotePost:
    return ask(db, account, 10, ADA, "@shop my parcel is late again")


def test_our_posts_are_left_newest_first_and_no_others(
    db: Database, account: Account, ada: RemotePost
) -> None:
    other = given.account(db, HELP)
    answer(db, account, ours(20, "It left today.", ada), ours(22, "We open at 9."))
    answer(db, account, ours(23, "RT somebody", repost=True))
    answer(db, other, ours(21, "Hello!", ada, by=HELP))
    left = answer_readings.left(db, RULE)
    assert numbers(db, left) == [22, 21, 20]
    assert [author.remote_id for author in left.values()] == ["1", "5", "1"]


def test_each_post_comes_with_what_it_answers(
    db: Database, account: Account, ada: RemotePost
) -> None:
    first = ours(20, "It left today.", ada)
    second = ours(21, "And comes tomorrow.", first)
    unknown = given.post(22, OWN, 22, "To somebody.", parent="999", mentions=())
    answer(db, account, first, second, unknown, ours(23, "We open at 9."))
    alone, to_nobody_known, more, begun = posts_of(db, 23)
    assert begun == OwnPost(
        id_of(db, 20), "It left today.", None, answers=True, asked="@shop my parcel is late again",
        kind=MessageKind.COMPLAINT, names="Ada Fern Ada Fern ada_fern",
    )  # fmt: skip
    assert more[1:6] == ("And comes tomorrow.", id_of(db, 20), False, "", None)
    assert to_nobody_known[1:] == ("To somebody.", None, True, "", None, "")
    assert alone[1:] == ("We open at 9.", None, False, "", None, "")


def test_those_before_a_post_are_of_the_same_account_and_not_too_many(
    db: Database, account: Account, ada: RemotePost
) -> None:
    other = given.account(db, HELP)
    answer(db, account, *(ours(20 + n, f"Answer {n}.", ada) for n in range(5)))
    answer(db, account, ours(26, "RT somebody", repost=True))
    answer(db, other, ours(30, "Hello!", ada, by=HELP))
    assert numbers(db, [each.id for each in posts_of(db, 26, most=2)]) == [24, 23]
    assert numbers(db, [each.id for each in posts_of(db, 23, most=3)]) == [23, 22, 21]
    assert answer_readings.posts(db, Author("x", OWN.remote_id), id_of(db, 24), 9) == []


def test_what_is_read_is_left_no_more_until_the_rule_is_another(
    db: Database, account: Account, ada: RemotePost
) -> None:
    answer(db, account, ours(20, "It left today.", ada), ours(21, "It is here.", ada))
    (newer, _older) = posts_of(db, 21)
    assert put(db, newer) == {newer.id}
    assert stored(db) == {21: (RULE, "other", 0, None)}
    assert numbers(db, answer_readings.left(db, RULE)) == [20]
    assert numbers(db, answer_readings.left(db, f"{RULE}+")) == [21, 20]
    put(db, newer, share=FeedShare.SOLVED)
    assert stored(db) == {21: (RULE, "solved", 0, None)}


def test_an_answer_that_became_another_meanwhile_is_not_stored(
    db: Database, account: Account, ada: RemotePost
) -> None:
    first = ours(20, "It left today.", ada)
    answer(db, account, first, ours(21, "And comes tomorrow.", first), ours(22, "Hello.", ada))
    hello, more, begun = posts_of(db, 22)
    with db.writing():
        marks.set_kind(db, id_of(db, 10), MessageKind.QUESTION)
    assert put(db, begun, more) == set()
    assert put(db, hello) == set()
    assert stored(db) == {}
    removed = more._replace(id=MessageId(5))
    assert put(db, removed) == set()


def test_a_kind_that_a_person_changes_lets_our_answers_in_the_case_be_read_again(
    db: Database, account: Account, ada: RemotePost
) -> None:
    ben = ask(db, account, 11, BEN, "@shop charged twice!")
    first = ours(20, "It left today.", ada)
    answer(db, account, first, ours(21, "And more.", first), ours(22, "Refunded.", ben))
    for each in posts_of(db, 22):
        put(db, each)
    with db.writing():
        marks.set_kind(db, id_of(db, 10), MessageKind.COMPLAINT)  # as it was
    assert sorted(stored(db)) == [20, 21, 22]
    with db.writing():
        marks.set_kind(db, id_of(db, 10), MessageKind.QUESTION)
    assert sorted(stored(db)) == [22]
    assert numbers(db, answer_readings.left(db, RULE)) == [21, 20]


def test_a_post_that_came_after_our_answer_to_it_lets_that_be_read_again(
    db: Database, account: Account
) -> None:
    ada = given.post(10, ADA, 10, "@shop my parcel is late again")
    first = ours(20, "It left today.", ada)
    answer(db, account, first, ours(21, "And more.", first))
    (more, begun) = posts_of(db, 21)
    assert (begun.asked, begun.kind) == ("", None)
    put(db, begun, more)
    given.save(db, account, ada)
    assert given.case_of(db, 20) == given.case_of(db, 21) == given.case_of(db, 10)
    assert stored(db) == {}
    (_, begun) = posts_of(db, 21)
    assert begun.kind is MessageKind.COMPLAINT


def test_a_post_that_gets_its_case_late_is_read_again(db: Database, account: Account) -> None:
    unheard = given.post(9, OWN, 9, "We had a fault.", mentions=())
    first = ours(20, "It is over now.", unheard)
    more = ours(21, "And more.", first)
    answer(db, account, first, more)
    with db.writing():
        db.execute("UPDATE messages SET case_id = NULL")
    for each in posts_of(db, 21):
        put(db, each)
    ada = ask(db, account, 10, ADA, "@shop my parcel is late again")
    assert sorted(stored(db)) == [20, 21]
    with db.writing():
        case_id = given.case_of(db, int(ada.remote_id))
        db.execute("UPDATE messages SET case_id = ? WHERE id = ?", (case_id, id_of(db, 20)))
    assert sorted(stored(db)) == [21]
    with db.writing():
        db.execute("UPDATE messages SET case_id = ? WHERE id = ?", (case_id, id_of(db, 21)))
    assert stored(db) == {}


def test_what_is_stored_is_what_was_found(db: Database, account: Account, ada: RemotePost) -> None:
    answer(db, account, ours(20, "Please send us a direct message.", ada))
    posts = posts_of(db, 20)
    with db.writing():
        answer_readings.put(db, list(read(posts, [posts[0].id])), RULE)
    assert stored(db) == {20: (RULE, "complaint", 1, 0)}


def test_an_older_answer_that_comes_late_lets_those_behind_it_be_read_again(
    db: Database, account: Account, ada: RemotePost
) -> None:
    other = given.account(db, HELP)
    answer(db, account, ours(20, "It left today.", ada), ours(40, "It is here.", ada))
    answer(db, other, ours(41, "Hello!", ada, by=HELP))
    for number, who in ((20, US), (40, US), (41, Author("memory", "5"))):
        (newest, *_) = answer_readings.posts(db, who, id_of(db, number), 1)
        put(db, newest)
    answer(db, account, ours(42, "The newest."))
    answer(db, account, ours(29, "RT somebody", repost=True))
    ask(db, account, 12, BEN, "@shop charged twice!")
    assert sorted(stored(db)) == [20, 40, 41]
    answer(db, account, ours(30, "We look into it.", ada))
    assert sorted(stored(db)) == [20, 41]


def test_no_look_for_what_is_left_goes_through_all_messages(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, object]] = []

    def note(_db: Database, sql: str, parameters: object = ()) -> list[tuple[object, ...]]:
        asked.append((sql, parameters))
        return [("[]",)] if "json_array" in sql else []

    with monkeypatch.context() as watched:
        watched.setattr(Database, "tuples", note)
        answer_readings.left(db, RULE)
        answer_readings.posts(db, US, MessageId(1), 9)
    plans = [
        " / ".join(row[3] for row in db.tuples(f"EXPLAIN QUERY PLAN {sql}", parameters))  # type: ignore[arg-type]
        for sql, parameters in asked
    ]
    assert len(plans) == 2
    assert "messages_our_posts" in plans[0]
    assert "posts_author" in plans[1]
    assert "SCAN p" not in plans[1]

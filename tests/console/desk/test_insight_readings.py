"""What our own posts say is read once, newest first, in slices, and goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from console.checks.answer_readings import RULE
from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.ids import CaseId, MessageId
from console.domain.kinds import MessageKind
from console.domain.remote import RemotePost, Timeline
from console.store import answer_readings
from console.store.answer_readings import Author
from console.store.database import Database
from tests.console import given
from tests.console.given import ADA, OWN, Bench

LONG = "Your parcel left the hall in Leeds this morning and the van brings it tomorrow before noon."


@pytest.fixture
def asked(bench: Bench) -> RemotePost:
    """A customer's post, and answers to it can be told with `answer`."""
    post = given.post(10, ADA, 10, "@shop my parcel is late again")
    given.save(bench.db, bench.account, post)
    return post


def answer(bench: Bench, asked: RemotePost, first: int, last: int, text: str = "Hello.") -> None:
    posts = [given.post(n, OWN, n, text, reply_to=asked, mentions=()) for n in range(first, last)]
    given.save(bench.db, bench.account, *posts, timeline=Timeline.OWN)


def read_ones(db: Database) -> list[int]:
    """Return the posts of which a reading is there, oldest first."""
    found = db.tuples(
        "SELECT p.remote_id FROM answer_readings r JOIN posts p ON p.message_id = r.message_id"
        " ORDER BY r.message_id"
    )
    return [int(row[0]) for row in found]


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("console.desk.own_answers.SLICE", 4)


def test_a_desk_without_posts_has_nothing_to_read(bench: Bench) -> None:
    told: list[tuple[int, int]] = []
    assert bench.desk.insight.read_answers(told=lambda *each: told.append(each)) == 0
    assert told == [(0, 0)]


def test_all_are_read_once(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 30)
    assert bench.desk.insight.read_answers() == 10
    assert read_ones(bench.db) == list(range(20, 30))
    assert bench.desk.insight.read_answers() == 0


@pytest.mark.usefixtures("small_slices")
def test_the_newest_are_read_first_and_it_is_told_how_far(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 30)
    told: list[tuple[int, int]] = []
    seen: list[list[int]] = []

    def hear(done: int, of: int) -> None:
        told.append((done, of))
        seen.append(read_ones(bench.db))

    bench.desk.insight.read_answers(told=hear)
    assert told == [(0, 10), (4, 10), (8, 10), (10, 10)]
    assert seen == [[], [*range(26, 30)], [*range(22, 30)], [*range(20, 30)]]


@pytest.mark.usefixtures("small_slices")
def test_it_stops_between_two_answers_and_goes_on_there(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 30)
    words = iter([False] * 5 + [True])
    assert bench.desk.insight.read_answers(lambda: next(words)) == 6
    # A slice is read oldest first: of 22 to 25 the first two.
    assert read_ones(bench.db) == [22, 23, 26, 27, 28, 29]
    assert bench.desk.insight.read_answers() == 4
    assert read_ones(bench.db) == list(range(20, 30))


@pytest.mark.usefixtures("small_slices")
def test_a_slice_knows_the_answers_before_it(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 21, LONG)
    answer(bench, asked, 21, 30)
    answer(bench, asked, 30, 31, LONG)
    bench.desk.insight.read_answers()
    found = bench.db.tuples("SELECT repeats FROM answer_readings ORDER BY message_id")
    assert [row[0] for row in found] == [0] * 10 + [1]


@pytest.mark.usefixtures("small_slices")
def test_an_answer_over_two_slices_is_read_whole(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 21, "Please send us a direct message.")
    begun = given.post(20, OWN, 20, reply_to=asked)
    answer(bench, begun, 21, 27, "And more.")
    answer(bench, begun, 27, 28, "It is fixed now.")
    assert bench.desk.insight.read_answers() == 8
    assert read_ones(bench.db) == list(range(20, 28))
    found = bench.db.tuples("SELECT DISTINCT share, deflects FROM answer_readings")
    assert found == [("solved", 0)]


def test_what_is_new_is_read_alone(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 30)
    bench.desk.insight.read_answers()
    answer(bench, asked, 30, 32)
    assert bench.desk.insight.read_answers() == 2


def test_readings_of_an_older_rule_are_found_anew(bench: Bench, asked: RemotePost) -> None:
    answer(bench, asked, 20, 24)
    bench.desk.insight.read_answers()
    with bench.db.writing():
        bench.db.execute("UPDATE answer_readings SET rule = '0', share = 'none'")
    assert bench.desk.insight.read_answers() == 4
    found = bench.db.tuples("SELECT DISTINCT rule, share FROM answer_readings")
    assert found == [(RULE, "complaint")]


def test_a_person_who_says_another_kind_is_followed_and_an_undo_too(
    bench: Bench, asked: RemotePost
) -> None:
    answer(bench, asked, 20, 22)
    case_id = given.case_of(bench.db, 10)
    assert case_id is not None

    def shares() -> list[str]:
        bench.desk.insight.read_answers()
        return [row[0] for row in bench.db.tuples("SELECT share FROM answer_readings")]

    assert shares() == ["complaint"] * 2
    bench.desk.triage.set_kind_in((CaseId(case_id),), MessageKind.QUESTION)
    assert shares() == ["other"] * 2
    bench.desk.acts.undo()
    assert shares() == ["complaint"] * 2


def test_a_kind_that_changes_while_it_is_read_is_no_word_of_the_older_one(
    bench: Bench, asked: RemotePost, tmp_path: Path
) -> None:
    """Another connection changes it between reading and writing."""
    answer(bench, asked, 20, 22)
    other = given.database(tmp_path)

    def change() -> bool:
        with other.writing():
            other.execute("UPDATE messages SET message_kind = 'question' WHERE direction = 'in'")
        return False

    assert bench.desk.insight.read_answers(change) == 0
    assert read_ones(bench.db) == []
    other.close()
    assert bench.desk.insight.read_answers() == 2
    found = bench.db.tuples("SELECT DISTINCT share FROM answer_readings")
    assert found == [("other",)]


@pytest.mark.usefixtures("small_slices")
def test_posts_that_are_gone_before_their_turn_are_passed_over(
    bench: Bench, asked: RemotePost
) -> None:
    answer(bench, asked, 20, 30)

    gone = bench.db.tuples("SELECT message_id FROM posts WHERE remote_id IN ('29', '24')")

    def remove(done: int, of: int) -> None:
        if done:
            return
        with bench.db.writing():
            for column in ("account_posts.message_id", "posts.message_id", "messages.id"):
                table = column.partition(".")[0]
                bench.db.execute_many(f"DELETE FROM {table} WHERE {column} = ?", gone)

    assert bench.desk.insight.read_answers(told=remove) == 8
    assert read_ones(bench.db) == [20, 21, 22, 23, 25, 26, 27, 28]


def test_another_desk_on_the_same_file_reads_on(
    bench: Bench, asked: RemotePost, tmp_path: Path
) -> None:
    answer(bench, asked, 20, 30)
    words = iter([False] * 2 + [True])
    bench.desk.insight.read_answers(lambda: next(words))
    other = Desk(
        Context(
            given.database(tmp_path),
            {"memory": given.TinyNetwork(bench.connector)},
            Credentials(),
            "Ben",
            now=bench.clock,
        )
    )
    assert other.insight.read_answers() == 7
    assert bench.desk.insight.read_answers() == 0
    other.close()


@pytest.mark.usefixtures("small_slices")
def test_what_was_left_is_looked_for_anew_only_where_somebody_wrote(
    bench: Bench, asked: RemotePost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(bench, asked, 20, 30)
    looked: list[str] = []
    find = answer_readings.left

    def look(db: Database, rule: str) -> dict[MessageId, Author]:
        looked.append(rule)
        return find(db, rule)

    monkeypatch.setattr(answer_readings, "left", look)
    assert bench.desk.insight.read_answers(lambda: True) == 1
    assert bench.desk.insight.read_answers(lambda: True) == 1
    assert len(looked) == 1
    answer(bench, asked, 30, 31)  # from here
    assert bench.desk.insight.read_answers(lambda: True) == 1
    assert len(looked) == 2
    other = given.database(tmp_path)
    with other.writing():
        other.execute("UPDATE messages SET message_kind = 'question' WHERE direction = 'in'")
    other.close()
    assert bench.desk.insight.read_answers() == 11
    assert len(looked) == 3


def test_older_answers_that_come_later_are_compared_with_all_the_same(
    bench: Bench, asked: RemotePost
) -> None:
    """As a timeline is walked: the newest first."""

    def repeats() -> list[tuple[object, ...]]:
        bench.desk.insight.read_answers()
        return bench.db.tuples("SELECT repeats FROM answer_readings ORDER BY message_id")

    answer(bench, asked, 30, 31, LONG)
    assert repeats() == [(0,)]
    answer(bench, asked, 20, 21, LONG)
    assert repeats() == [(0,), (1,)]

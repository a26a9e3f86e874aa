"""Saved replies: kept, found, counted, deleted and brought back, taken in from a file."""

from __future__ import annotations

import pytest

from console.domain.saved_replies import MOST_SAVED, NewReply, SameName, SavedFile
from console.errors import InputError, NotFound
from tests.console.given import Bench


def names(bench: Bench) -> list[str]:
    return [each.name for each in bench.desk.saved_replies.every()]


def take_in(bench: Bench, same_name: SameName, **replies: str) -> tuple[int, int, int]:
    file = (NewReply(name, text) for name, text in replies.items())
    done = bench.desk.saved_replies.take_in(file, same_name)
    return done.added, done.changed, done.left


def test_a_reply_is_kept_and_found_by_its_name(bench: Bench) -> None:
    verbs = bench.desk.saved_replies
    verbs.add("Thanks", "Thank you!")
    late = verbs.add("  Late   refund ", "Sorry, {first_name}.")
    assert names(bench) == ["Late refund", "Thanks"]
    assert verbs.find("late REFUND") == late
    with pytest.raises(NotFound, match="No saved reply"):
        verbs.find("refund")


def test_a_name_is_given_once_however_it_is_written(bench: Bench) -> None:
    verbs = bench.desk.saved_replies
    verbs.add("Thanks", "Thank you!")
    other = verbs.add("Bye", "Bye.")
    with pytest.raises(InputError, match="Another saved reply"):
        verbs.add("THANKS", "x")
    with pytest.raises(InputError, match="Another saved reply"):
        verbs.change(other.id, "thanks", "x")
    assert verbs.change(other.id, "BYE", "Bye.").name == "BYE"


def test_every_act_is_undone_and_done_again(bench: Bench) -> None:
    verbs, acts = bench.desk.saved_replies, bench.desk.acts
    reply = verbs.add("Thanks", "Thank you!")
    verbs.change(reply.id, "Thanks", "Many thanks!")
    acts.undo()
    assert verbs.every()[0].text == "Thank you!"
    acts.undo()
    assert not verbs.every()
    acts.redo()
    acts.redo()
    assert verbs.every()[0].text == "Many thanks!"


def test_what_was_deleted_comes_back_with_its_use(bench: Bench) -> None:
    verbs = bench.desk.saved_replies
    reply = verbs.add("Thanks", "Thank you!")
    verbs.count_uses([reply.id])
    before = verbs.every()
    gone = verbs.remove(reply.id)
    verbs.add("Bye", "Bye.")  # something else was done since
    assert verbs.bring_back(gone).uses == 1
    assert before[0] in verbs.every()


def test_what_was_deleted_does_not_come_back_over_another(bench: Bench) -> None:
    verbs = bench.desk.saved_replies
    gone = verbs.remove(verbs.add("Thanks", "Thank you!").id)
    verbs.add("thanks", "Ta.")
    with pytest.raises(InputError, match="Another saved reply"):
        verbs.bring_back(gone)
    assert names(bench) == ["thanks"]


def test_each_is_counted_once_an_answer(bench: Bench) -> None:
    verbs = bench.desk.saved_replies
    one, other = verbs.add("a", "A").id, verbs.add("b", "B").id
    verbs.count_uses([one, one])
    verbs.count_uses([one])
    verbs.count_uses([])
    found = {each.id: each for each in verbs.every()}
    assert (found[one].uses, found[other].uses) == (2, 0)
    assert found[one].used_at == bench.clock()
    assert found[other].used_at is None


def test_a_file_is_compared_before_it_is_taken_in(bench: Bench) -> None:
    bench.desk.saved_replies.add("Same", "as here")
    bench.desk.saved_replies.add("Other", "mine")
    file = (NewReply("same", "as here"), NewReply("other", "theirs"), NewReply("New", "n"))
    found = bench.desk.saved_replies.compare(SavedFile(file, ()))
    assert (found.new, found.same, found.other) == (("New",), ("same",), ("other",))


@pytest.mark.parametrize(
    ("way", "first", "again", "texts"),
    [
        (SameName.KEEP_MINE, (1, 0, 1), (0, 0, 2), {"Taken": "mine", "New": "n"}),
        (SameName.TAKE_THEIRS, (1, 1, 0), (0, 0, 2), {"Taken": "theirs", "New": "n"}),
        (
            SameName.BOTH,
            (2, 0, 0),
            (0, 0, 2),
            {"Taken": "mine", "Taken (2)": "theirs", "New": "n"},
        ),
    ],
)
def test_the_same_file_twice_changes_nothing(
    bench: Bench,
    way: SameName,
    first: tuple[int, int, int],
    again: tuple[int, int, int],
    texts: dict[str, str],
) -> None:
    bench.desk.saved_replies.add("Taken", "mine")
    assert take_in(bench, way, Taken="theirs", New="n") == first
    assert {each.name: each.text for each in bench.desk.saved_replies.every()} == texts
    acts = bench.desk.acts.newest()
    assert take_in(bench, way, Taken="theirs", New="n") == again
    assert bench.desk.acts.newest() == acts
    bench.desk.acts.undo()
    assert {each.name: each.text for each in bench.desk.saved_replies.every()} == {"Taken": "mine"}


def test_a_file_that_is_too_much_is_refused_as_a_whole(bench: Bench) -> None:
    file = tuple(NewReply(f"r{number}", "x") for number in range(MOST_SAVED + 1))
    with pytest.raises(InputError, match="more than"):
        bench.desk.saved_replies.take_in(file, SameName.BOTH)
    assert not bench.desk.saved_replies.every()


def test_sender_says_who_writes_and_when_we_are_there(bench: Bench) -> None:
    sender = bench.desk.saved_replies.sender()
    assert sender.agent
    assert sender.hours == ""  # day and night is no hours to tell

"""The rows of the Outbox page: their groups, what they say, and that they stay where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.domain.ids import ThreadId
from console.domain.outbox import OutboxEntry, PartState, ReplyThread
from tests.ui import given_threads as threads
from tests.ui.given_entries import entry, held, in_state, sent, waiting
from tests.ui.given_threads import (
    CANCELLED,
    DELETED,
    DELETING,
    HELD,
    NOW,
    QUEUED,
    REFUSED,
    SENDING,
    SENT,
    UNSURE,
    thread,
)
from ui import outbox_order, outbox_words
from ui.outbox_model import MOST_STEPS, OutboxModel
from ui.outbox_words import Mark

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture
def model() -> Iterator[OutboxModel]:
    model = OutboxModel(lambda: NOW)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield model
    assert tester is not None


def show(model: OutboxModel, entries: Iterable[OutboxEntry]) -> None:
    """List these, as the reading of the outbox does after what it read before."""
    model.show_entries(outbox_order.listing(entries, model._wanted))


def rows(model: OutboxModel) -> list[int]:
    return [model.entry_at(n).thread.id for n in range(model.rowCount())]  # type: ignore[union-attr]  # they are there


def headings(model: OutboxModel) -> list[str]:
    return [model.heading(n) for n in range(model.rowCount())]


def test_answers_stand_in_groups_the_oldest_first_what_is_done_the_newest(
    model: OutboxModel,
) -> None:
    show(model, [waiting(1), held(2), waiting(3), held(4), sent(5, 9), sent(6, 3)])
    assert rows(model) == [2, 4, 1, 3, 6, 5]
    assert headings(model) == ["Needs you", "", "On their way", "", "Done lately", ""]


def test_a_group_without_answers_has_no_heading(model: OutboxModel) -> None:
    show(model, [waiting(1)])
    assert headings(model) == ["On their way"]
    show(model, [])
    assert rows(model) == []


def test_an_answer_that_asks_by_now_goes_to_those_that_need_a_person(model: OutboxModel) -> None:
    show(model, [waiting(1), waiting(2)])
    show(model, [waiting(1), held(2)])
    assert rows(model) == [2, 1]
    assert headings(model) == ["Needs you", "On their way"]


def test_the_chosen_answer_is_renewed_where_it_stands_and_moves_when_left(
    model: OutboxModel,
) -> None:
    show(model, [held(1), held(2), waiting(3)])
    model.hold(ThreadId(1))
    show(model, [waiting(1), held(2), waiting(3)])
    assert rows(model) == [1, 2, 3]
    shown = model.entry_at(0)
    assert shown is not None
    assert shown.thread.next_part is not None
    assert shown.thread.next_part.state is QUEUED
    model.hold(ThreadId(2))
    assert rows(model) == [2, 1, 3]


def test_the_chosen_answer_stays_listed_though_it_is_no_more(model: OutboxModel) -> None:
    show(model, [held(1), held(2)])
    model.hold(ThreadId(1))
    show(model, [held(2)])
    assert rows(model) == [1, 2]
    model.hold(None)
    assert rows(model) == [2]


def test_a_heading_says_which_of_its_rows_belong_elsewhere_by_now(model: OutboxModel) -> None:
    show(model, [held(1), held(2), waiting(3)])
    model.hold(ThreadId(1))
    show(model, [sent(1), held(2), waiting(3)])
    assert rows(model) == [1, 2, 3]
    assert headings(model) == ["Needs you  ·  1 changed meanwhile", "", "On their way"]
    show(model, [sent(1), waiting(2), waiting(3)])
    assert headings(model) == ["Changed meanwhile", "On their way", ""]
    show(model, [waiting(2), waiting(3)])
    assert headings(model) == ["Changed meanwhile", "On their way", ""]
    show(model, [held(1), waiting(2), waiting(3)])
    assert headings(model) == ["Needs you", "On their way", ""]
    show(model, [sent(1), waiting(2), waiting(3)])
    model.hold(None)
    assert headings(model) == ["On their way", "", "Done lately"]


def test_only_what_changed_is_told_as_changed(model: OutboxModel) -> None:
    show(model, [held(1), waiting(2), waiting(3), waiting(4)])
    told: list[int] = []
    model.dataChanged.connect(lambda first, last: told.extend(range(first.row(), last.row() + 1)))
    show(model, [held(1), waiting(2), waiting(3), waiting(4)])
    assert told == []
    show(model, [held(1), waiting(2), entry(3, thread(SENDING)), waiting(4)])
    assert told == [2]
    shown = model.entry_at(2)
    assert shown is not None
    assert shown.thread.parts[0].state is SENDING


def test_no_row_moves_while_one_is_pointed_at(model: OutboxModel) -> None:
    show(model, [held(2), waiting(3), sent(4)])
    model.point(1)
    show(model, [held(1), sent(2), waiting(3), waiting(5)])
    assert rows(model) == [2, 3, 5, 4]  # what is new above the pointer waits
    model.point(None)
    assert rows(model) == [1, 3, 5, 2]


def test_more_changes_than_one_wants_to_follow_are_told_at_once(model: OutboxModel) -> None:
    told: list[int] = []
    model.modelReset.connect(lambda: told.append(model.rowCount()))
    show(model, [waiting(n) for n in range(1, MOST_STEPS + 2)])
    assert told == [MOST_STEPS + 1]
    assert rows(model) == list(range(1, MOST_STEPS + 2))


def deleting(number: int) -> OutboxEntry:
    return in_state(number, SENT, DELETING)


KINDS: tuple[Callable[[int], OutboxEntry], ...] = (
    waiting,
    held,
    sent,
    lambda number: in_state(number, SENT, DELETING),
)


@given(
    st.lists(
        st.tuples(
            st.dictionaries(st.integers(1, 12), st.sampled_from(KINDS), max_size=12),
            st.one_of(st.none(), st.integers(1, 12)),
            st.one_of(st.none(), st.integers(0, 11)),
        ),
        max_size=8,
    )
)
def test_after_whatever_happened_each_answer_is_listed_once_and_in_order(
    steps: list[tuple[dict[int, Callable[[int], OutboxEntry]], int | None, int | None]],
) -> None:
    model = OutboxModel(lambda: NOW)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    last: list[OutboxEntry] = []
    for kinds, chosen, pointed in steps:
        last = [kind(number) for number, kind in kinds.items()]
        show(model, last)
        if chosen is not None and chosen in rows(model):
            model.hold(ThreadId(chosen))
        if pointed is not None and pointed < model.rowCount():
            model.point(pointed)
        assert len(rows(model)) == len(set(rows(model)))
    model.point(None)
    model.hold(None)
    fresh = OutboxModel(lambda: NOW)
    show(fresh, last)
    assert rows(model) == rows(fresh)
    assert headings(model) == headings(fresh)
    assert tester is not None


@pytest.mark.parametrize(
    ("answer", "state", "when"),
    [
        (thread(QUEUED, pause_s=12), "Can still be undone", "goes out "),
        (thread(QUEUED), "Waiting to go out", "written just now"),
        (thread(QUEUED, problem="X was not reached.", wait_s=90), "Waits: X was", "goes on "),
        (thread(SENT, SENDING), "On its way", "written just now"),
        (thread(UNSURE), "May be public, is being looked for", "written just now"),
        (thread(UNSURE, looked=True), "Not found among our posts", "written just now"),
        (thread(REFUSED, problem="It is too long."), "Refused: It is too long", "written"),
        (thread(HELD, cautions=(threads.WROTE,)), "Held: the customer wrote again", "written"),
        (thread(SENT, REFUSED, problem="Too long."), "Part 2 refused: Too long", "written"),
        (thread(SENT, HELD, cautions=(threads.WROTE,)), "Part 2 held: the customer", "written"),
        (thread(HELD, cautions=(threads.NO_ACCESS,)), "To be posted in the browser", "written"),
        (thread(DELETED, DELETING), "Being deleted", "written"),
    ],
)
def test_a_row_says_how_its_answer_stands_and_when(
    answer: ReplyThread, state: str, when: str
) -> None:
    row = entry(1, answer)
    assert outbox_words.state(row, NOW).startswith(state)
    assert outbox_words.when(row, NOW).startswith(when)
    assert outbox_words.state(row, NOW) in outbox_words.spoken(row, NOW, with_account=False)


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (thread(SENT), "Sent"),
        (thread(CANCELLED), "Taken back"),
        (thread(DELETED, DELETED), "Deleted"),
    ],
)
def test_what_is_done_says_so_and_since_when(answer: ReplyThread, state: str) -> None:
    row = entry(1, answer, done=NOW - timedelta(minutes=3))
    assert outbox_words.state(row, NOW) == state
    assert outbox_words.when(row, NOW) == "3 min ago"


def test_how_far_an_answer_is_stands_there_in_words_and_marks() -> None:
    row = entry(1, thread(SENT, SENT, HELD, cautions=(threads.WROTE,)))
    assert outbox_words.progress(row) == "2 of 3"
    assert outbox_words.marks(row) == (Mark.PUBLIC, Mark.PUBLIC, Mark.ASKS)
    assert outbox_words.progress(waiting(1)) == ""
    assert outbox_words.share_done(row) == pytest.approx(2 / 3)


def test_the_account_is_named_only_where_there_are_several(model: OutboxModel) -> None:
    show(model, [waiting(1), waiting(2)])
    assert "@Shop:" not in str(model.index(0).data())
    show(model, [waiting(1), replace(waiting(2), account_handle="Shop_DE")])
    assert "@Shop_DE: Hello 2" in str(model.index(1).data(Qt.ItemDataRole.AccessibleTextRole))


BY_HAND = "The answer to Customer 1 is to be posted by hand: the account has no access to the API."


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (
            thread(HELD, cautions=(threads.WROTE,)),
            "The answer to Customer 1 is held: the customer wrote again.",
        ),
        (
            thread(SENT, REFUSED, problem="It is too long."),
            "The answer to Customer 1 was refused: It is too long.",
        ),
        (
            thread(UNSURE, looked=True),
            "The answer to Customer 1 may be public: it was not found among our posts.",
        ),
        (
            thread(HELD, cautions=(threads.NO_ACCESS,)),
            BY_HAND,
        ),
    ],
)
def test_the_notice_says_whose_answer_needs_a_person_and_why(
    answer: ReplyThread, said: str
) -> None:
    assert outbox_words.notice(entry(1, answer), NOW) == said


def test_every_state_has_a_mark() -> None:
    assert set(outbox_words.MARKS) == set(PartState)

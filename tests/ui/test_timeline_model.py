from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from console.domain.ids import MessageId
from console.domain.messages import Message
from tests.ui.given_messages import NOW, PHOTO, call, post
from ui.picture_state import PictureState, PictureStatus
from ui.timeline_entries import Entry
from ui.timeline_model import TimelineModel

pytestmark = pytest.mark.usefixtures("qapp")
LOADING = PictureState(PictureStatus.LOADING)


@pytest.fixture
def model() -> TimelineModel:
    model = TimelineModel()
    model.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]  # lives as long
        model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return model


class Told:
    """What a model told its views."""

    def __init__(self, model: TimelineModel) -> None:
        self.changed: set[int] = set()
        self.inserted: list[tuple[int, int]] = []
        self.removed: list[tuple[int, int]] = []
        self.resets = 0
        model.dataChanged.connect(self._change)
        model.rowsInserted.connect(lambda _, first, last: self.inserted.append((first, last)))
        model.rowsRemoved.connect(lambda _, first, last: self.removed.append((first, last)))
        model.modelReset.connect(self._reset)

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        self.changed.update(range(first.row(), last.row() + 1))

    def _reset(self) -> None:
        self.resets += 1


def shown(
    model: TimelineModel, messages: Sequence[Message], read: int | None = None
) -> list[Entry]:
    model.show_messages(messages, NOW, None if read is None else MessageId(read))
    return [model.entry(row) for row in range(model.rowCount())]


def test_parts_of_one_answer_are_one_group(model: TimelineModel) -> None:
    found = shown(model, [post(1), post(2, own=True, parent=1), post(3, own=True, parent=2)])
    assert [entry.begins for entry in found] == [True, True, False]
    assert [entry.ends for entry in found] == [True, False, True]
    assert [entry.part for entry in found] == ["", "1/2", "2/2"]
    assert "2 parts" in found[1].facts
    assert found[1].name == "The Shop"
    assert [bool(entry.day) for entry in found] == [True, False, False]


def test_two_answers_are_two_groups(model: TimelineModel) -> None:
    found = shown(model, [post(1), post(2, own=True, parent=1), post(3, own=True, parent=1)])
    assert [entry.begins for entry in found] == [True, True, True]
    assert not any(entry.part for entry in found)


def test_part_that_comes_hours_later_is_an_answer_of_its_own(model: TimelineModel) -> None:
    found = shown(model, [post(1, own=True), post(2, own=True, parent=1, minute=200)])
    assert [entry.part for entry in found] == ["", ""]


def test_run_of_one_customer_has_one_headline(model: TimelineModel) -> None:
    found = shown(
        model,
        [
            post(1),
            post(2, minute=11),
            post(3, minute=22),
            post(4, minute=23, author="ben"),
            call(5, minute=24),
            post(6, minute=25, author="ben"),
        ],
    )
    assert [entry.begins for entry in found] == [True, False, True, True, True, True]
    assert [entry.name for entry in found] == [
        *("Ada", "", "Ada", "Ben"),
        *("Phone call from the customer", "Ben"),
    ]


def test_call_note_says_length_number_and_who_noted_it(model: TimelineModel) -> None:
    (found,) = shown(model, [call(1)])
    assert found.kind == "call"
    assert "6 min" in found.facts
    assert found.below == "+44 20 7946 0123  ·  noted by Mika"


def test_unread_line_is_before_the_customers_first_post_after_what_was_read(
    model: TimelineModel,
) -> None:
    messages: list[Message] = [post(1), post(2, own=True), call(3), post(4), post(5)]
    assert [entry.unread for entry in shown(model, messages, read=1)] == [False] * 3 + [True, False]
    assert model.unread_row == 3
    assert [entry.unread for entry in shown(model, messages, read=4)] == [False] * 4 + [True]
    assert found_none(shown(model, messages, read=5))
    assert found_none(shown(model, messages, read=None))


def found_none(entries: list[Entry]) -> bool:
    return not any(entry.unread for entry in entries)


def test_line_that_moves_changes_the_rows_at_both_its_places(model: TimelineModel) -> None:
    messages = [post(n, minute=20 * n) for n in range(1, 8)]
    shown(model, messages, read=1)
    told = Told(model)
    shown(model, messages, read=5)
    assert {1, 5} <= told.changed
    assert 3 not in told.changed


def test_timeline_that_grew_is_only_added_to(model: TimelineModel) -> None:
    shown(model, [post(1)])
    told = Told(model)
    shown(model, [post(1), post(2, minute=30)])
    shown(model, [post(1), post(2, minute=30)])
    assert told.inserted == [(1, 1)]
    assert told.resets == 0
    shown(model, [])
    assert model.rowCount() == 0


def test_new_part_changes_the_headline_of_its_answer(model: TimelineModel) -> None:
    answer = [post(n, own=True, parent=n - 1) for n in (2, 3)]
    assert "2 parts" in shown(model, [post(1), *answer])[1].facts
    told = Told(model)
    found = shown(model, [post(1), *answer, post(4, own=True, parent=3)])
    assert told.changed >= {1, 2}
    assert 0 not in told.changed
    assert "3 parts" in found[1].facts


def test_older_posts_come_in_above(model: TimelineModel) -> None:
    shown(model, [post(50), post(90)])
    told = Told(model)
    shown(model, [post(10), post(50), post(70), post(90)])
    assert told.inserted == [(0, 0), (2, 2)]
    assert not told.removed
    assert [entry.message.id for entry in map(model.entry, range(4))] == [10, 50, 70, 90]


def test_message_taken_away_leaves_the_others(model: TimelineModel) -> None:
    shown(model, [post(10), post(50), post(90)])
    told = Told(model)
    shown(model, [post(10), post(90)])
    assert told.removed == [(1, 1)]
    assert told.resets == 0


def test_text_that_reads_otherwise_is_renewed_in_place(model: TimelineModel) -> None:
    shown(model, [post(10), post(50), post(90)])
    told = Told(model)
    shown(model, [post(10), replace(post(50), text="corrected"), post(90)])
    assert told.changed == {1}
    assert model.index(1).data() == "corrected"


def test_day_lines_are_renewed_when_the_day_is_over(model: TimelineModel) -> None:
    today = [replace(post(1), at=NOW)]
    assert shown(model, today)[0].day == "Today"
    model.show_messages(today, NOW + timedelta(days=1))
    assert model.entry(0).day == "Yesterday"


def test_picture_changes_its_row_only_and_survives_a_refresh(model: TimelineModel) -> None:
    messages = [post(1), post(2, media=(PHOTO, PHOTO)), post(3)]
    shown(model, messages)
    told = Told(model)
    model.set_picture(MessageId(2), 1, LOADING)
    model.set_picture(MessageId(99), 0, LOADING)
    assert told.changed == {1}
    states = [state.status.value for state in shown(model, [*messages, post(4)])[1].pictures]
    assert states == ["not loaded", "loading"]


def test_screen_reader_hears_who_when_what_and_the_pictures(model: TimelineModel) -> None:
    shown(model, [post(1, "Look", media=(PHOTO,))])
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    for part in ("Ada", "@ada", "Look", "Picture, ", "not loaded: A dented kettle"):
        assert part in said


def test_post_that_is_gone_is_marked_and_its_text_stays(model: TimelineModel) -> None:
    before = [post(1), post(2, minute=2), post(3, minute=3, own=True)]
    told = Told(model)
    assert [entry.below for entry in shown(model, before)] == ["", "", ""]
    found = shown(model, [before[0], replace(before[1], gone=True), before[2]])
    assert [entry.below for entry in found] == ["", "Deleted by its author, or hidden from us", ""]
    assert told.changed == {1}
    assert found[1].begins is False  # it stays under the headline of its run
    assert found[1].message.text == "text 2"
    assert "Deleted by its author, or hidden from us" in found[1].spoken

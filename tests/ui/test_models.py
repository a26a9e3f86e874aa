from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from console.domain.cases import CaseRow, CaseState
from console.domain.ids import AccountId, CaseId, ContactId, to_ms
from console.domain.limits import LIMITS_140, LIMITS_280, Limits
from console.domain.messages import Direction
from console.domain.numbering import NO_NUMBERS
from console.text.breaks import Break
from console.text.split import Layout, Part, split
from ui.case_keys import relisted
from ui.inbox_model import ID, MOST_STEPS, ROW, InboxModel, Rank, newest
from ui.kept_rows import MOST_ROWS
from ui.parts_model import PartsModel
from ui.views import COUNT, View, ViewsModel

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("qapp")


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def case(number: int, minutes: float | None = None, state: str = "needs_reply") -> CaseRow:
    """Returns a case of so many minutes ago, which is the more urgent the newer it is."""
    last_at = NOW - timedelta(minutes=number if minutes is None else minutes)
    return CaseRow(
        unread=False,
        last_is_call=False,
        id=CaseId(number),
        account_id=AccountId(1),
        contact_id=ContactId(number),
        name=f"Customer {number}",
        handle=f"c{number}",
        state=CaseState(state),
        last_at=last_at,
        last_direction=Direction.IN,
        snippet="hello",
        calls=0,
        first_call_at=None,
        first_post_at=NOW,
        has_draft=False,
        outbox=0,
        trouble=0,
        urgency_ms=-to_ms(last_at) // 2,
    )


def ids(model: InboxModel) -> list[int]:
    return [model.index(n).data(ID) for n in range(model.rowCount())]


def renew(model: InboxModel, *rows: CaseRow, gone: tuple[int, ...] = ()) -> list[CaseId]:
    return model.renew([*(row.id for row in rows), *(CaseId(n) for n in gone)], rows)


def key(row: CaseRow, rank: Rank = newest) -> tuple[int, CaseId]:
    return rank(row), row.id


def most_urgent(row: CaseRow) -> int:
    return -row.urgency_ms


@pytest.fixture
def inbox() -> InboxModel:
    model = InboxModel(lambda: NOW)
    model.tester = watched(model)  # type: ignore[attr-defined]  # lives as long as the model
    model.show_rows([case(n) for n in (1, 2, 3, 4)])
    return model


def test_changed_case_moves_to_where_it_belongs(inbox: InboxModel) -> None:
    assert renew(inbox, case(3, 0)) == [3]
    assert ids(inbox) == [3, 1, 2, 4]


def test_unmoved_case_is_renewed_in_place(inbox: InboxModel) -> None:
    moved: list[QModelIndex] = []
    inbox.rowsInserted.connect(moved.append)
    assert renew(inbox, replace(case(3), has_draft=True)) == []
    assert inbox.index(2).data(ROW).has_draft
    assert not moved


def test_case_that_left_the_view_goes_and_a_new_one_comes(inbox: InboxModel) -> None:
    renew(inbox, case(9, 2.5), gone=(2,))
    assert ids(inbox) == [1, 9, 3, 4]


def test_held_case_keeps_its_place_until_it_is_left(inbox: InboxModel) -> None:
    inbox.hold(CaseId(3))
    renew(inbox, case(3, 0))
    assert ids(inbox) == [1, 2, 3, 4]
    renew(inbox, case(4, 0.5), gone=(3,))
    assert ids(inbox) == [4, 1, 2, 3]
    inbox.hold(CaseId(1))
    assert ids(inbox) == [4, 1, 2]


def test_every_case_keeps_its_place_while_that_is_asked_for(inbox: InboxModel) -> None:
    inbox.stay(everything=True)
    renew(inbox, case(4, 0), case(9, 2.5), gone=(1,))
    assert ids(inbox) == [1, 2, 9, 3, 4]
    assert inbox.stay(everything=False) == [4]
    assert ids(inbox) == [4, 2, 9, 3]


def test_row_that_left_the_view_is_renewed_where_it_stays(inbox: InboxModel) -> None:
    inbox.stay(everything=True)
    inbox.renew([CaseId(2)], (), [case(2, state="resolved")])
    assert inbox.index(1).data(ROW).state is CaseState.RESOLVED


def test_many_changes_are_told_as_one(inbox: InboxModel) -> None:
    told: list[None] = []
    inbox.rowsInserted.connect(lambda: told.append(None))
    renew(inbox, *(case(n) for n in range(5, 5 + 2 * MOST_STEPS)))
    assert ids(inbox) == list(range(1, 5 + 2 * MOST_STEPS))
    assert not told


def test_keys_of_all_follow_the_first_page(inbox: InboxModel) -> None:
    resets: list[None] = []
    inbox.modelReset.connect(lambda: resets.append(None))
    assert inbox.take(relisted(inbox.snapshot(), [key(case(n)) for n in range(1, 3001)]))
    assert ids(inbox) == list(range(1, 3001))
    assert not resets


def test_keys_that_are_older_than_what_is_listed_are_not_taken(inbox: InboxModel) -> None:
    before = inbox.snapshot()
    renew(inbox, case(9, 2.5))
    assert not inbox.take(relisted(before, [key(case(n)) for n in (1, 2)]))
    assert ids(inbox) == [1, 2, 9, 3, 4]


def test_row_that_is_not_loaded_is_wished_for_once_a_turn(inbox: InboxModel, qtbot: QtBot) -> None:
    inbox.take(relisted(inbox.snapshot(), [key(case(n)) for n in range(1, 301)]))
    with qtbot.waitSignal(inbox.rows_wanted):
        assert inbox.index(200).data(ROW) is None
        assert inbox.index(250).data() == "Loading"
    wanted = inbox.wishes(100, 102)
    assert wanted[:3] == (101, 102, 103)  # those in sight come first
    assert {201, 251} <= set(wanted)
    inbox.add_rows([CaseId(201), CaseId(251)], [case(201)])
    assert inbox.index(200).data(ROW) == case(201)
    assert 251 not in ids(inbox)  # it was not found: it is no more


def test_only_so_many_rows_are_kept() -> None:
    inbox = InboxModel(lambda: NOW)  # without the tester, which reads rows itself
    count = MOST_ROWS + 500
    inbox.take(relisted(inbox.snapshot(), [key(case(n)) for n in range(1, count + 1)]))
    for first in range(1, count, 100):
        inbox.add_rows((), [case(n) for n in range(first, first + 100)])
    loaded = [n for n in range(1, count + 1) if inbox.is_loaded(CaseId(n))]
    assert loaded == list(range(count - MOST_ROWS + 1, count + 1))


def test_spoken_text_says_all_that_a_row_shows(inbox: InboxModel) -> None:
    row = replace(case(1), unread=True, has_draft=True, outbox=2, trouble=1)
    renew(inbox, row, replace(case(2), name="", handle=""))
    said = inbox.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "unread, Customer 1, @c1, needs reply, 1 min, needs you, draft: hello"
    assert inbox.index(1).data().startswith("Unknown, needs reply")


Step = tuple[str, int, int]


@given(
    st.sampled_from([newest, most_urgent]),
    st.lists(
        st.tuples(
            st.sampled_from(["change", "leave", "hold", "pointer", "away", "reread"]),
            st.integers(1, 12),
            st.integers(0, 15),
        ),
        max_size=40,
    ),
)
def test_whatever_happens_the_order_is_right_and_nothing_moves_that_must_stay(
    rank: Rank, steps: list[Step]
) -> None:
    model = InboxModel(lambda: NOW)
    tester = watched(model)
    stored = {n: case(n) for n in range(1, 7)}
    model.show_rows([stored[n] for n in sorted(stored)], rank)
    held: CaseId | None = None
    for act, number, minutes in steps:
        before = ids(model)
        staying = set(before) if model.everything_stays else {held} & set(before)
        if act == "change":
            stored[number] = case(number, minutes)
            renew(model, stored[number])
        elif act == "leave":
            stored.pop(number, None)
            renew(model, gone=(number,))
        elif act == "hold":
            held = CaseId(number) if number in before else None
            model.hold(held)
            staying = set(before) if model.everything_stays else staying & {held}
        elif act == "reread":
            assert model.take(relisted(model.snapshot(), as_listed(stored, rank)))
        else:
            model.stay(everything=act == "pointer")
            staying = set(before) if act == "pointer" else {held} & set(before)
        after = ids(model)
        assert [n for n in after if n in staying] == [n for n in before if n in staying]
        assert len(set(after)) == len(after)
        assert set(stored) <= set(after)
        for place, one in enumerate(after):
            assert model.position(CaseId(one)) == place
    model.hold(None)
    model.stay(everything=False)
    assert ids(model) == [one for _, one in as_listed(stored, rank)]
    assert tester is not None


def as_listed(stored: dict[int, CaseRow], rank: Rank) -> list[tuple[int, CaseId]]:
    return sorted((key(row, rank) for row in stored.values()), reverse=True)


def layout(*texts: str, limits: Limits = LIMITS_140, text: str | None = None) -> Layout:
    """Returns a layout made by hand; without `text` its parts stand behind each other."""
    parts, start = [], 0
    for each in texts:
        parts.append(Part(each, len(each), start, start + len(each), Break.WORD))
        start += len(each) + 1
    return Layout(" ".join(texts) if text is None else text, limits, NO_NUMBERS, tuple(parts))


def changes(model: PartsModel) -> list[tuple[int, int]]:
    """Returns the list into which the first and last rows of what changes are put."""
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    return told


def test_parts_follow_the_text() -> None:
    model = PartsModel()
    tester = watched(model)
    for text in ("one", "word " * 60, "word " * 100, "word " * 30, ""):
        made = split(text, LIMITS_140)
        model.show_layout(made)
        assert model.shown is made
        assert model.parts == made.parts
        assert model.rowCount() == len(made)
    model.show_layout(split("hello", LIMITS_280))
    assert model.card(0).left == 275
    assert tester is not None


def test_only_cards_that_look_different_are_touched() -> None:
    model = PartsModel()
    model.show_layout(layout("one", "two", "three", "four"))
    told = changes(model)
    model.show_layout(layout("one", "too", "three", "for"))
    assert told == [(1, 1), (3, 3)]


def test_part_that_only_moved_in_the_text_is_not_touched() -> None:
    model = PartsModel()
    model.show_layout(layout("one", "two"))
    told = changes(model)
    model.show_layout(layout("longer", "two"))
    assert told == [(0, 0)]


def test_count_of_parts_stands_on_every_card() -> None:
    model = PartsModel()
    model.show_layout(layout("one", "two"))
    told = changes(model)
    model.show_layout(layout("one", "two", "three"))
    assert told == [(0, 1)]
    assert [model.card(row).meta for row in range(3)] == [
        "1/3  ·  137 left",
        "2/3  ·  137 left",
        "3/3  ·  135 left",
    ]


def test_views_model_is_sound() -> None:
    model = ViewsModel()
    tester = watched(model)
    model.show_counts({View.NEEDS_REPLY: 2, View.RESOLVED: 5, View.OUTBOX: 3}, trouble=1)
    said = [model.index(n).data(Qt.ItemDataRole.AccessibleTextRole) for n in range(len(View))]
    assert said[0] == "Needs reply, 2 cases"
    assert said[2] == "Snoozed, 0 cases"
    assert said[4] == "Resolved, 5 cases"
    assert said[6] == "Outbox, 3 answers, 1 needs you"
    assert said[7:] == ["Insight", "Watches"]
    assert model.index(4).data(COUNT) == 5
    assert tester is not None

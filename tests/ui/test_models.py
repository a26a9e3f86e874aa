from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QAbstractItemModel, QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from console.domain.cases import CaseRow, CaseState
from console.domain.ids import AccountId, CaseId, ContactId, MessageId, RemoteId
from console.domain.limits import LIMITS_140, LIMITS_280
from console.domain.messages import Direction, Post
from console.text.split import split
from ui.inbox_model import ROW, InboxModel
from ui.parts_model import LEFT, PartsModel
from ui.side_view import View, ViewsModel
from ui.timeline_model import ENTRY, Entry, TimelineModel

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("qapp")


def watched(model: QAbstractItemModel) -> QAbstractItemModelTester:
    return QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def case(number: int, minutes: float | None = None, state: str = "needs_reply") -> CaseRow:
    return CaseRow(
        unread=False,
        id=CaseId(number),
        account_id=AccountId(1),
        contact_id=ContactId(number),
        name=f"Customer {number}",
        handle=f"c{number}",
        state=CaseState(state),
        last_at=NOW - timedelta(minutes=number if minutes is None else minutes),
        last_direction=Direction.IN,
        snippet="hello",
        calls=0,
        first_call_at=None,
        first_post_at=NOW,
        has_draft=False,
        outbox=0,
        trouble=0,
    )


def ids(model: InboxModel) -> list[int]:
    return [model.index(n).data(ROW).id for n in range(model.rowCount())]


def renew(model: InboxModel, *rows: CaseRow, gone: tuple[int, ...] = ()) -> None:
    model.renew([*(row.id for row in rows), *(CaseId(n) for n in gone)], rows)


@pytest.fixture
def inbox() -> InboxModel:
    model = InboxModel()
    model.tester = watched(model)  # type: ignore[attr-defined]  # lives as long as the model
    model.show_rows([case(n) for n in (1, 2, 3, 4)], more=False)
    return model


def test_changed_case_moves_to_where_it_belongs(inbox: InboxModel) -> None:
    renew(inbox, case(3, 0))
    assert ids(inbox) == [3, 1, 2, 4]


def test_unmoved_case_is_renewed_in_place(inbox: InboxModel) -> None:
    moved: list[QModelIndex] = []
    inbox.rowsInserted.connect(moved.append)
    renew(inbox, replace(case(3), has_draft=True))
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
    assert inbox.hold(CaseId(1)) == 3
    renew(inbox, gone=(3,))
    assert ids(inbox) == [4, 1, 2]


def test_next_page_is_asked_for_once_and_appended() -> None:
    inbox = InboxModel()  # without the tester, which fetches more by itself
    inbox.show_rows([case(1), case(2)], more=True)
    asked: list[CaseRow] = []
    inbox.more_wanted.connect(asked.append)
    inbox.fetchMore(QModelIndex())
    inbox.fetchMore(QModelIndex())
    assert [row.id for row in asked] == [2]
    inbox.add_page([case(2), case(3)], more=False)
    assert ids(inbox) == [1, 2, 3]
    assert not inbox.canFetchMore(QModelIndex())


def test_case_below_what_is_loaded_waits_for_its_page(inbox: InboxModel) -> None:
    inbox.show_rows([case(1), case(2)], more=True)
    renew(inbox, case(50))
    assert ids(inbox) == [1, 2]


def post(number: int, *, own: bool = False, parent: int | None = None) -> Post:
    return Post(
        id=MessageId(number),
        case_id=CaseId(1),
        at=NOW + timedelta(minutes=number),
        direction=Direction.OUT if own else Direction.IN,
        text=f"text {number}",
        network="memory",
        remote_id=RemoteId(str(number)),
        conversation_id=RemoteId("1"),
        parent_id=None if parent is None else RemoteId(str(parent)),
        author_id=RemoteId("900" if own else "1"),
        author_handle="shop" if own else "ada",
        author_name="The Shop" if own else "Ada",
        summons=not own,
        media=(),
    )


def test_timeline_groups_the_parts_of_one_answer() -> None:
    model = TimelineModel()
    tester = watched(model)
    model.show_messages([post(1), post(2, own=True, parent=1), post(3, own=True, parent=2)], NOW)
    entries = [model.index(n).data(ENTRY) for n in range(model.rowCount())]
    assert all(isinstance(entry, Entry) for entry in entries)
    assert [bool(entry.headline) for entry in entries] == [True, True, False]
    assert "2 parts" in entries[1].headline
    assert [bool(entry.day) for entry in entries] == [True, False, False]
    assert tester is not None


def test_timeline_that_grew_is_only_added_to() -> None:
    model = TimelineModel()
    tester = watched(model)
    model.show_messages([post(1)], NOW)
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.show_messages([post(1), post(2)], NOW)
    model.show_messages([post(1), post(2)], NOW)
    assert model.rowCount() == 2
    assert not resets
    model.show_messages([], NOW)
    assert model.rowCount() == 0
    assert tester is not None


def test_parts_follow_the_text() -> None:
    model = PartsModel()
    tester = watched(model)
    for text in ("one", "word " * 60, "word " * 100, "word " * 30, ""):
        parts = split(text, LIMITS_140)
        model.show_parts(parts, LIMITS_140)
        assert model.parts == parts
        assert model.rowCount() == len(parts)
    model.show_parts(split("hello", LIMITS_280), LIMITS_280)
    assert model.index(0).data(LEFT) == 275
    assert tester is not None


def test_views_model_is_sound() -> None:
    model = ViewsModel()
    tester = watched(model)
    model.show_counts({View.NEEDS_REPLY: 2, View.RESOLVED: 5})
    assert model.index(2).data(257) == 5
    assert tester is not None

"""The left side: views by key, counts with what needs a person, accounts in short words."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.domain.accounts import Account, SelfReply
from console.domain.ids import AccountId, RemoteId
from console.errors import DeskError, KeyringLocked, Offline, RateLimited, SignedOut
from tests.ui.conftest import OpenDesk, names
from ui import words
from ui.account_entry import standing
from ui.application import Application
from ui.capture_dialog import CaptureDialog
from ui.inbox_page import InboxPage
from ui.list_place import BY_HAND
from ui.side_view import SideView, View, width_for
from ui.standing import Problem
from ui.theme import UNIT, Theme

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
CTRL = Qt.KeyboardModifier.ControlModifier
SHOP = Account(
    id=AccountId(1),
    network="x",
    remote_id=RemoteId("1"),
    handle="Shop",
    name="The Shop",
    self_reply=SelfReply.UNKNOWN,
    synced_at=NOW - timedelta(minutes=2),
    sync_error=None,
)
LONG = replace(SHOP, id=AccountId(2), handle="A_Handle_Of_15ch", name="Another")


@pytest.fixture
def side(qtbot: QtBot, qapp: QApplication) -> SideView:
    made = SideView(Theme(qapp))
    qtbot.addWidget(made)
    made.resize(width_for(made._theme), 600)
    made.show()
    return made


def shown(side: SideView) -> list[str]:
    labels = side.findChildren(QLabel)
    return [label.text() for label in labels if not label.isHidden()]


@pytest.mark.parametrize(
    ("number", "view"), [pair for pair in enumerate(View, 1) if pair[1].lists_cases]
)
def test_views_are_chosen_by_their_numbers(
    qtbot: QtBot, desk: Application, number: int, view: View
) -> None:
    inbox: InboxPage = desk.window.inbox
    qtbot.keyClick(desk.window, Qt.Key(Qt.Key.Key_0.value + number), CTRL)
    assert inbox.view is view
    if view in (View.NEEDS_REPLY, View.ALL):
        qtbot.waitUntil(lambda: len(names(desk)) == 3)
    else:
        state = desk.window.outbox.page.state if view is View.OUTBOX else inbox.state
        qtbot.waitUntil(state.isVisible)
        said = [label.text() for label in state.findChildren(QLabel)]
        assert view.empty_words[0] in said
    assert desk.window.side.views.currentIndex().data() == view.title


def test_search_marks_the_chosen_view_less(qtbot: QtBot, side: SideView) -> None:
    before = side.views.grab().toImage()
    side.show_searching(True)  # noqa: FBT003 - as the signal does
    assert side.views.grab().toImage() != before
    side.show_searching(False)  # noqa: FBT003
    assert side.views.grab().toImage() == before


def test_answer_that_needs_a_person_is_seen_at_the_outbox(side: SideView) -> None:
    side.model.show_counts({View.OUTBOX: 2})
    calm = side.views.grab().toImage()
    side.model.show_counts({View.OUTBOX: 2}, 1)
    one = side.views.grab().toImage()
    assert one != calm
    side.model.show_counts({View.OUTBOX: 2}, 2)
    assert side.views.grab().toImage() != one, "how many of them is said"


def test_accounts_are_changed_in_place(side: SideView) -> None:
    side.show_accounts((SHOP, LONG), {}, {}, NOW)
    kept = side.entries[1]
    assert "@Shop" in shown(side)
    assert "synced 2 min ago" in shown(side)
    side.show_accounts((SHOP,), {}, {1: "Older mentions are missing."}, NOW, syncing={1})
    assert side.entries == {1: kept}
    assert "syncing…" in shown(side)
    assert "some posts are missing" in shown(side)
    assert "Older mentions" in kept.gap.toolTip()


@pytest.mark.parametrize(
    ("error", "said", "token"),
    [
        (Offline("X was not reached."), "offline", "warn"),
        (SignedOut("X refuses the keys."), "signed out", "danger"),
        (RateLimited("X asks to wait."), "rate limited", "warn"),
    ],
)
def test_trouble_of_an_account_is_said_shortly_and_its_story_in_the_tip(
    side: SideView, error: DeskError, said: str, token: str
) -> None:
    side.show_accounts((SHOP,), {}, {}, NOW, problems=(Problem(SHOP, error),))
    entry = side.entries[1]
    assert entry.state.text() == said
    assert error.message in entry.state.toolTip()
    colour = entry.state.palette().color(entry.state.foregroundRole())
    assert colour == side._theme.colour(token)


def test_locked_keyring_and_the_end_of_a_wait_are_named() -> None:
    locked = KeyringLocked("It stayed locked.")
    blocked = standing(SHOP, NOW, problem=locked, blocked="@Shop is read-only. It stayed locked.")
    assert (blocked.said, blocked.icon) == ("read-only: keyring locked", "lock")
    assert "stayed locked" in blocked.tip
    reset = NOW + timedelta(minutes=20)
    limited = standing(SHOP, NOW, problem=RateLimited("Wait.", reset_at=reset))
    assert limited.said == f"rate limited till {words.clock(reset)}"
    stored = standing(replace(SHOP, sync_error="No answer: X said nothing."), NOW)
    assert stored.said == "no answer"


def test_a_desk_without_access_offers_to_capture_a_post(qtbot: QtBot, open_desk: OpenDesk) -> None:
    desk = open_desk(set_up=lambda desk: desk.accounts.add_handoff("Shop"), wait=False)
    state = desk.window.inbox.state
    qtbot.waitUntil(lambda: bool(state.findChildren(QPushButton)))
    said = [label.text() for label in state.findChildren(QLabel)]
    assert BY_HAND in said
    assert not any("by themselves" in text for text in said)
    qtbot.waitUntil(lambda: desk.window.status.message.text().startswith("By hand"))
    (button,) = state.findChildren(QPushButton)
    with qtbot.waitSignal(desk.window.capture_wanted):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    dialog = desk.window.findChild(CaptureDialog)
    assert dialog is not None
    dialog.reject()


def test_a_desk_with_access_says_that_posts_come_by_themselves(desk: Application) -> None:
    place = desk.window.inbox.place
    place.show_empty(View.NEEDS_REPLY, "")
    said = [label.text() for label in place.state.findChildren(QLabel)]
    assert "New posts appear here by themselves." in said
    assert not any(button.isVisible() for button in place.state.findChildren(QPushButton))


def test_in_a_low_window_accounts_are_scrolled_and_nothing_lies_over_the_views(
    qtbot: QtBot, side: SideView
) -> None:
    several = tuple(replace(SHOP, id=AccountId(n), handle=f"Shop{n}") for n in range(1, 5))
    notes: dict[int, str] = {account.id: "Some are missing." for account in several}
    side.show_accounts(several, dict.fromkeys(notes, "signed out here"), notes, NOW)
    side.setFixedHeight(side.views.height() + 14 * UNIT)
    bar = side.area.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    parts = [side.views, side._title, side.area]
    for above, below in pairwise(parts):
        assert above.geometry().bottom() < below.geometry().top()
    assert side.area.geometry().bottom() < side.height()
    side.entries[1].setFocus()
    for _ in several:
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert bar.value() > 0, "what has the focus is seen"

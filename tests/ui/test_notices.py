"""What keeps the desk from its work: in the bar where a person is needed, else quietly."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector
from console.errors import (
    ConnectorError,
    DeskError,
    KeyringLocked,
    NoAnswer,
    Offline,
    OutOfCredits,
    OverBudget,
    RateLimited,
    ServerTrouble,
    SignedOut,
)
from tests.ui.conftest import open_case
from ui.account_dialog import AccountDialog
from ui.application import Application
from ui.notice import Notice
from ui.notice_bar import MOST_TROUBLES, NoticeBar

SOON = datetime.now(UTC) + timedelta(minutes=9)


def _handle(desk: Application) -> str:
    assert desk.window.overview is not None
    (account,) = desk.window.overview.accounts
    return account.handle


def sync(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(desk.window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: not desk.courier.syncing)


@pytest.mark.parametrize(
    "error",
    [
        Offline("X was not reached."),
        NoAnswer("X did not answer in time."),
        ServerTrouble("X has trouble."),
        RateLimited("X asks to wait.", reset_at=SOON),
    ],
)
def test_what_passes_by_itself_stands_in_the_status_line_only(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, error: ConnectorError
) -> None:
    connector.fail_next("read_page", error)
    sync(qtbot, desk)
    said = desk.window.status.message
    assert said.text().startswith(error.title)
    assert "Last sync" in said.text(), "how old what is shown may be"
    assert error.message in said.toolTip()
    assert not desk.window.notices.isVisible()
    sync(qtbot, desk)
    assert said.text().startswith("Last sync")


@pytest.mark.parametrize(
    ("error", "act"),
    [
        (SignedOut("X does not accept the keys."), "Sign in again…"),
        (OutOfCredits("No credits are left."), "Try again"),
        (KeyringLocked("The keyring is locked."), "Unlock"),
        (OverBudget("The budget of this month is spent."), "Budget…"),
    ],
)
def test_what_needs_a_person_stands_in_the_bar_until_it_is_over(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, error: ConnectorError, act: str
) -> None:
    connector.fail_next("read_page", error)
    sync(qtbot, desk)
    bar = desk.window.notices
    assert bar.isVisible()
    assert bar.title.text() == error.title
    assert error.advice in bar.text.text()
    assert bar.act.text() == act
    mindable = isinstance(error, OverBudget)  # else nothing is gained by not seeing it
    assert bar.dismiss.isVisible() == mindable
    sync(qtbot, desk)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_bar_leads_on(qtbot: QtBot, desk: Application, connector: MemoryConnector) -> None:
    connector.fail_next("read_page", SignedOut("X does not accept the keys."))
    sync(qtbot, desk)
    qtbot.mouseClick(desk.window.notices.act, Qt.MouseButton.LeftButton)
    dialog = desk.window.findChild(AccountDialog)
    assert dialog is not None
    handle = _handle(desk)
    assert dialog.windowTitle() == f"Sign @{handle} in again", "this one, and no other"
    dialog.reject()
    connector.fail_next("read_page", OutOfCredits("No credits are left."))
    sync(qtbot, desk)
    qtbot.mouseClick(desk.window.notices.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not desk.window.notices.isVisible())


def test_the_entry_at_the_side_signs_its_account_in_again(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    assert desk.window.overview is not None
    (account,) = desk.window.overview.accounts
    entry = desk.window.side.entries[account.id]
    assert not entry.sign_in.isVisible()
    connector.fail_next("read_page", SignedOut("X does not accept the keys."))
    sync(qtbot, desk)
    qtbot.waitUntil(entry.sign_in.isVisible)
    assert entry.sign_in.text() == "Sign in again…"
    with qtbot.waitSignal(desk.window.sign_in_wanted) as asked:
        qtbot.mouseClick(entry.sign_in, Qt.MouseButton.LeftButton)
    assert asked.args[0].id == account.id
    dialog = desk.window.findChild(AccountDialog)
    assert dialog is not None
    assert dialog.windowTitle() == f"Sign @{account.handle} in again"
    dialog.reject()
    sync(qtbot, desk)
    qtbot.waitUntil(lambda: not entry.sign_in.isVisible())


def test_a_spent_budget_leads_to_where_it_is_set(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    connector.fail_next("read_page", OverBudget("The budget of this month is spent."))
    sync(qtbot, desk)
    with qtbot.waitSignal(desk.window.budget_wanted) as asked:
        qtbot.mouseClick(desk.window.notices.act, Qt.MouseButton.LeftButton)
    assert asked.args is not None
    assert asked.args[0].handle == "Shop"


def test_what_lasts_is_let_go_where_that_is_allowed(qtbot: QtBot, desk: Application) -> None:
    bar, gone = desk.window.notices, list[str]()
    held = Notice("An answer needs you", "", lasting=True, let_go=lambda: gone.append("held"))
    bar.show_lasting((held, *lasting("One")))
    assert (bar.title.text(), bar.dismiss.isVisible()) == ("An answer needs you", True)
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert gone == ["held"]
    assert (bar.title.text(), bar.dismiss.isVisible()) == ("One", False)


def test_the_same_notice_told_again_is_not_said_again(qtbot: QtBot, desk: Application) -> None:
    bar = desk.window.notices
    said: list[str] = []
    bar.shown.connect(said.append)
    done: list[int] = []
    for number in range(3):
        again = Notice("One", "", lasting=True, act="Do", run=lambda n=number: done.append(n))  # type: ignore[misc]  # a default of its own
        bar.show_lasting((again,))
    assert len(said) == 1
    qtbot.mouseClick(bar.act, Qt.MouseButton.LeftButton)
    assert done == [2], "what it does is the newest word"


def test_an_act_that_failed_is_told_until_it_is_dismissed(qtbot: QtBot, desk: Application) -> None:
    bar = desk.window.notices
    one, two = DeskError("One thing.", advice="Do this."), DeskError("Another.", advice="")
    with qtbot.waitSignal(bar.shown):
        bar.trouble(one)
    bar.trouble(two)
    bar.trouble(one)  # the same again is not counted twice
    assert bar.text.text() == "One thing. Do this."
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert bar.text.text() == "Another."
    bar.dismiss.setFocus()
    qtbot.keyClick(bar.dismiss, Qt.Key.Key_Space)
    assert not bar.isVisible()


def lasting(*titles: str) -> tuple[Notice, ...]:
    return tuple(Notice(title, "", lasting=True) for title in titles)


def failed(words: str) -> DeskError:
    return DeskError(words, advice="")


def step(qtbot: QtBot, bar: NoticeBar) -> None:
    qtbot.mouseClick(bar.next, Qt.MouseButton.LeftButton)


def test_one_notice_alone_is_not_counted(desk: Application) -> None:
    bar = desk.window.notices
    bar.show_lasting(lasting("One"))
    assert (bar.count.isVisible(), bar.next.isVisible()) == (False, False)


def test_of_two_that_last_both_are_reached_the_newest_first(
    qtbot: QtBot, desk: Application
) -> None:
    bar = desk.window.notices
    bar.show_lasting(lasting("One"))
    bar.show_lasting(lasting("One", "Two"))
    assert (bar.title.text(), bar.count.text()) == ("Two", "1 of 2")
    assert bar.count.isVisible()
    step(qtbot, bar)
    assert (bar.title.text(), bar.count.text()) == ("One", "2 of 2")
    bar.show_lasting(lasting("One", "Two"))  # told again: what is looked at stays
    assert bar.title.text() == "One"
    step(qtbot, bar)
    assert (bar.title.text(), bar.count.text()) == ("Two", "1 of 2")
    bar.show_lasting(lasting("One"))
    assert bar.title.text() == "One"
    assert not bar.next.isVisible()


def test_what_failed_covers_nothing_that_lasts(qtbot: QtBot, desk: Application) -> None:
    bar = desk.window.notices
    bar.show_lasting(lasting("One"))
    bar.trouble(failed("It failed."))
    assert (bar.text.text(), bar.count.text()) == ("It failed.", "1 of 2")
    place = bar.next.pos()
    step(qtbot, bar)
    assert (bar.title.text(), bar.dismiss.isVisible()) == ("One", False)
    QApplication.sendPostedEvents()
    assert bar.next.pos().x() == place.x(), "it can be clicked again and again"
    bar.trouble(failed("It failed again."))
    assert (bar.text.text(), bar.count.text()) == ("It failed again.", "1 of 3")


def test_the_one_that_is_looked_at_is_dismissed_and_the_next_one_shown(
    qtbot: QtBot, desk: Application
) -> None:
    bar = desk.window.notices
    for words in ("Oldest.", "Middle.", "Newest."):
        bar.trouble(failed(words))
    step(qtbot, bar)
    assert bar.text.text() == "Middle."
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert (bar.text.text(), bar.count.text()) == ("Oldest.", "2 of 2")
    step(qtbot, bar)
    assert (bar.text.text(), bar.count.text()) == ("Newest.", "1 of 2")


def test_the_next_notice_is_a_tab_and_a_space_away(qtbot: QtBot, desk: Application) -> None:
    bar = desk.window.notices
    bar.show_lasting(lasting("One", "Two"))
    bar.trouble(failed("It failed."))
    bar.dismiss.setFocus()
    qtbot.keyClick(bar.dismiss, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert desk.window.focusWidget() is bar.next
    assert bar.next.accessibleName() == "Next notice"
    for title in ("One", "Two"):
        qtbot.keyClick(bar.next, Qt.Key.Key_Space)
        assert bar.title.text() == title
        assert desk.window.focusWidget() is bar.next


def test_of_many_acts_that_failed_the_oldest_are_let_go(qtbot: QtBot, desk: Application) -> None:
    bar = desk.window.notices
    for number in range(MOST_TROUBLES + 2):
        bar.trouble(failed(f"Failure {number}."))
    assert bar.count.text() == f"1 of {MOST_TROUBLES}"
    seen = []
    for _ in range(MOST_TROUBLES):
        seen.append(bar.text.text())
        qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    assert seen == [f"Failure {number}." for number in range(MOST_TROUBLES + 1, 1, -1)]
    assert not bar.isVisible()


def test_a_notice_takes_no_focus_and_moves_no_letter_typed(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "Hello A")
    desk.window.notices.trouble(failed("It failed."))
    assert desk.window.focusWidget() is editor
    qtbot.keyClicks(editor, "da")
    assert desk.window.case.composer.text == "Hello Ada"


def test_a_spent_budget_is_dismissed_till_it_is_spent_anew(
    qtbot: QtBot, desk: Application, connector: MemoryConnector
) -> None:
    spent = OverBudget("@Shop has cost $10.02 this month.")
    connector.fail_next("read_page", spent)
    sync(qtbot, desk)
    bar = desk.window.notices
    assert bar.text.text().startswith("@Shop has cost $10.02"), "the account is named once"
    qtbot.mouseClick(bar.dismiss, Qt.MouseButton.LeftButton)
    connector.fail_next("read_page", spent)
    sync(qtbot, desk)
    assert not bar.isVisible()
    sync(qtbot, desk)
    connector.fail_next("read_page", spent)
    sync(qtbot, desk)
    assert bar.isVisible()


def list_top(desk: Application) -> int:
    listed = desk.window.inbox.list
    return listed.mapTo(desk.window, QPoint()).y()


def test_no_notice_moves_the_list_under_the_pointer(qtbot: QtBot, desk: Application) -> None:
    window, bar, before = desk.window, desk.window.notices, list_top(desk)
    qtbot.mouseMove(window.inbox.list.viewport())
    qtbot.waitUntil(window.inbox.underMouse)
    bar.show_lasting(lasting("One"))
    QApplication.sendPostedEvents()
    assert bar.isVisible()
    assert bar.mapTo(window, bar.rect().topLeft()).y() < before, "it is to be seen at once"
    assert list_top(desk) == before
    qtbot.mouseMove(window.status)
    qtbot.waitUntil(lambda: list_top(desk) >= before + bar.height() - 1)
    qtbot.mouseMove(window.inbox.list.viewport())
    qtbot.waitUntil(window.inbox.underMouse)
    moved = list_top(desk)
    bar.show_lasting(())
    QApplication.sendPostedEvents()
    assert not bar.isVisible()
    assert list_top(desk) == moved
    window.side.views.setFocus()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Shift)
    qtbot.waitUntil(lambda: list_top(desk) == before)


def test_a_notice_makes_its_room_at_once_till_the_pointer_is_moved(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, before = desk.window, list_top(desk)
    monkeypatch.setattr(window.inbox, "underMouse", lambda: True)
    QCursor.setPos(window.pages._pointer)
    window.notices.remark("The desk is as it was.", "Restored")
    qtbot.waitUntil(lambda: list_top(desk) > before)
    moved = list_top(desk)
    assert window.notices.height() <= moved - before + 1
    QCursor.setPos(window.pages._pointer + QPoint(9, 9))
    window.notices.dismiss.click()
    QApplication.sendPostedEvents()
    assert list_top(desk) == moved, "by now the pointer points at something"

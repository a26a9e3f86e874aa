"""The lock screen: nothing of the content is left to see, to hear or to press; all comes back."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QDragEnterEvent,
    QImage,
    QKeySequence,
    QTextCursor,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from console import settings
from console.connectors.memory import MemoryWorld
from console.domain import lock_phrase
from console.settings import Settings
from tests.ui.conftest import OWN, OpenDesk, open_case
from ui.application import Application
from ui.lock_curtain import HOW, TITLE, WORKS_ON, WRONG, Curtain
from ui.lock_guard import LockGuard
from ui.lock_screen import NAME, LockScreen

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
PHRASE = "canaries sing early"
LOCK_WORDS = {NAME, TITLE, WORKS_ON, HOW, ""}


def lock(qtbot: QtBot, desk: Application) -> LockScreen:
    qtbot.keyClick(desk.window, Qt.Key.Key_L, CTRL | ALT)
    return screen_of(desk)


def guard_of(desk: Application) -> LockGuard:
    guard = desk.window.account_side.guard
    assert guard is not None
    return guard


def screen_of(desk: Application) -> LockScreen:
    screen = guard_of(desk).screen
    assert screen is not None
    return screen


def is_locked(desk: Application) -> bool:
    return guard_of(desk).screen is not None


def unlock(qtbot: QtBot, desk: Application) -> None:
    qtbot.keyClick(screen_of(desk).main, Qt.Key.Key_Return)
    assert not is_locked(desk)


def seen(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def told(widget: QWidget) -> set[str]:
    """Returns every name, value and description that a screen reader is given of a window."""
    found: set[str] = set()

    def walk(node: QAccessibleInterface) -> None:
        if node.state().invisible:
            return
        found.update(
            node.text(part).strip()
            for part in (
                QAccessible.Text.Name,
                QAccessible.Text.Value,
                QAccessible.Text.Description,
            )
        )
        for place in range(node.childCount()):
            child = node.child(place)
            if child is not None:
                walk(child)

    root = QAccessible.queryAccessibleInterface(widget)
    assert root is not None
    walk(root)
    return found


def test_a_locked_desk_looks_the_same_whatever_is_in_it(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    full = open_desk()
    open_case(qtbot, full)
    full.window.inbox.list.setFocus()  # a caret would blink
    shown = seen(full.window)
    lock(qtbot, full)
    hidden = seen(full.window)
    unlock(qtbot, full)
    qtbot.waitUntil(lambda: seen(full.window) == shown)
    empty = open_desk(tmp_path / "empty", set_up=None, wait=False)
    qtbot.waitUntil(lambda: empty.window.is_complete)
    empty.window.resize(full.window.size())
    screen_of_empty = LockScreen(empty._app, empty.window, empty.theme, "")
    assert seen(empty.window) == hidden
    assert hidden != shown
    screen_of_empty._lift()


def test_title_and_screen_reader_tell_nothing_of_the_content(
    qtbot: QtBot, desk: Application
) -> None:
    open_case(qtbot, desk)
    desk.window.setWindowTitle("Ada Fern")
    assert any("Ada" in each for each in told(desk.window)), "the walk sees what is there"
    lock(qtbot, desk)
    assert desk.window.windowTitle() == NAME
    assert told(desk.window) <= LOCK_WORDS
    desk.window.setWindowTitle("Ben Moss")
    assert desk.window.windowTitle() == NAME
    unlock(qtbot, desk)
    assert desk.window.windowTitle() == "Ben Moss"


def test_keys_reach_nothing_behind_the_curtain(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    editor = desk.window.case.composer.editor
    qtbot.keyClicks(editor, "Not to be sent")
    lock(qtbot, desk)
    for target in (editor, desk.window, screen_of(desk).main):
        qtbot.keyClick(target, Qt.Key.Key_Return, CTRL)
        qtbot.keyClick(target, Qt.Key.Key_K, CTRL)
        qtbot.keyClick(target, Qt.Key.Key_Comma, CTRL)
        qtbot.keyClick(target, Qt.Key.Key_L, CTRL | ALT)
    assert is_locked(desk), "no shortcut ends it"
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
    unlock(qtbot, desk)
    assert desk.window.case.composer.text == "Not to be sent"
    assert not [post for post in world.posts() if post.author == OWN]


def test_shortcuts_of_the_platforms_window_do_nothing_either(
    qtbot: QtBot, desk: Application, world: MemoryWorld
) -> None:
    open_case(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClicks(desk.window.case.composer.editor, "Not to be sent")
    lock(qtbot, desk)
    handle = desk.window.windowHandle()
    QTest.keyClick(handle, Qt.Key.Key_Return, CTRL)
    QTest.keyClick(handle, Qt.Key.Key_K, CTRL)
    assert is_locked(desk)
    QTest.keyClick(handle, Qt.Key.Key_Return)
    assert not is_locked(desk)
    assert desk.window.case.composer.text == "Not to be sent"
    assert not [post for post in world.posts() if post.author == OWN]


def test_focus_caret_and_text_are_as_they_were(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    desk.window.activateWindow()
    editor = desk.window.case.composer.editor
    editor.setFocus()
    qtbot.keyClicks(editor, "one two three")
    cursor = editor.textCursor()
    cursor.setPosition(4)
    cursor.setPosition(7, QTextCursor.MoveMode.KeepAnchor)
    editor.setTextCursor(cursor)
    lock(qtbot, desk)
    qtbot.mouseClick(screen_of(desk).main, Qt.MouseButton.LeftButton)
    assert not is_locked(desk)
    assert desk.window.focusWidget() is editor
    assert editor.textCursor().selectedText() == "two"
    assert editor.toPlainText() == "one two three"


def test_the_key_that_locks_does_not_unlock_while_it_is_held(
    qtbot: QtBot, desk: Application
) -> None:
    main = lock(qtbot, desk).main
    QTest.keyPress(main, Qt.Key.Key_Shift)
    QTest.keyClick(main, Qt.Key.Key_L, CTRL | ALT)
    assert is_locked(desk)
    QTest.keyClick(main, Qt.Key.Key_Space)
    assert not is_locked(desk)


def test_work_goes_on_behind_it(qtbot: QtBot, desk: Application, world: MemoryWorld) -> None:
    lock(qtbot, desk)
    shown = seen(desk.window)
    author = world.add_user("dora", "Dora Late")
    world.add_post(author, "@Shop and mine?", at=desk.window.now())
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 4 or not desk.courier.syncing)
    assert seen(desk.window) == shown
    assert told(desk.window) <= LOCK_WORDS
    unlock(qtbot, desk)
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 4)


@pytest.fixture
def letter(qtbot: QtBot, desk: Application) -> Iterator[QDialog]:
    """A modal dialog about Ada, as others open."""
    dialog = QDialog(desk.window)
    dialog.setWindowTitle("Ada Fern")
    column = QVBoxLayout(dialog)
    column.addWidget(QLabel("her number is 0171"))
    line = QLineEdit("Ada")
    line.setObjectName("line")
    column.addWidget(line)
    dialog.resize(320, 120)
    yield dialog
    dialog.close()


def test_open_dialogs_are_covered_and_stay_modal(
    qtbot: QtBot, desk: Application, letter: QDialog
) -> None:
    letter.open()
    line = letter.findChild(QLineEdit, "line")
    assert line is not None
    line.setFocus()
    line.setSelection(1, 1)
    before, place = line.geometry(), letter.geometry()
    guard_of(desk).lock()
    assert letter.windowTitle() == NAME
    assert told(letter) <= LOCK_WORDS
    assert not line.isVisible()
    qtbot.keyClick(line, Qt.Key.Key_Space)
    assert not is_locked(desk)
    assert line.text() == "Ada"
    assert letter.isModal()
    assert letter.isVisible()
    assert (letter.windowTitle(), letter.geometry()) == ("Ada Fern", place)
    assert letter.focusWidget() is line
    assert line.selectedText() == "d"
    assert line.isVisible()
    assert line.geometry() == before


def test_what_opens_meanwhile_is_covered_before_it_is_seen(
    qtbot: QtBot, desk: Application, letter: QDialog
) -> None:
    lock(qtbot, desk)
    letter.open()
    assert letter.windowTitle() == NAME
    assert told(letter) <= LOCK_WORDS
    menu = QMenu(desk.window)
    menu.addAction("Ada Fern")
    menu.popup(QPoint(10, 10))
    qtbot.waitUntil(lambda: not menu.isVisible())
    unlock(qtbot, desk)
    assert letter.windowTitle() == "Ada Fern"
    assert any("0171" in each for each in told(letter))


def test_a_dialog_that_ends_meanwhile_is_not_missed(
    qtbot: QtBot, desk: Application, letter: QDialog
) -> None:
    letter.open()
    guard_of(desk).lock()
    other = QDialog(desk.window)
    other.open()
    other.finished.connect(other.deleteLater)
    with qtbot.waitSignal(other.destroyed):
        other.reject()
    desk.window.resize(desk.window.width() - 40, desk.window.height() - 40)
    assert screen_of(desk).main.geometry() == desk.window.rect()
    unlock(qtbot, desk)


def test_a_menu_that_is_open_closes_and_nothing_can_be_dropped(
    qtbot: QtBot, desk: Application
) -> None:
    menu = QMenu(desk.window)
    menu.addAction("Ada Fern")
    menu.popup(QPoint(10, 10))
    guard_of(desk).lock()
    assert not menu.isVisible()
    data = QMimeData()
    data.setText("x")
    drag = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(desk.window.inbox.list.viewport(), drag)
    assert not drag.isAccepted()
    unlock(qtbot, desk)


def test_a_passphrase_lets_nobody_else_in(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk()
    desk.preferred.keep(Settings(undo_s=0, lock_phrase=lock_phrase.sealed(PHRASE)))
    main = lock(qtbot, desk).main
    qtbot.keyClick(main, Qt.Key.Key_Return)
    qtbot.mouseClick(main, Qt.MouseButton.LeftButton)
    for wrong in ("wrong", PHRASE.upper()):
        qtbot.keyClicks(main.field, wrong)
        qtbot.keyClick(main.field, Qt.Key.Key_Return)
        assert is_locked(desk)
        assert main.line.text() == WRONG
    qtbot.keyClicks(main.field, PHRASE)
    assert main.field.displayText() != PHRASE
    qtbot.mouseClick(main.button, Qt.MouseButton.LeftButton)
    assert not is_locked(desk)
    qtbot.waitUntil(lambda: settings.load(tmp_path / "data").lock_phrase != "")
    assert PHRASE not in (tmp_path / "data" / settings.FILE_NAME).read_text("utf-8")


def test_wrong_tries_have_to_wait_ever_longer(qtbot: QtBot, desk: Application) -> None:
    desk.preferred.keep(Settings(undo_s=0, lock_phrase=lock_phrase.sealed(PHRASE)))
    screen = lock(qtbot, desk)
    for _ in range(3):
        qtbot.keyClicks(screen.main.field, "wrong")
        qtbot.keyClick(screen.main.field, Qt.Key.Key_Return)
    assert screen.main.line.text() == f"{WRONG} Try again in 2 seconds."
    qtbot.keyClicks(screen.main.field, PHRASE)
    qtbot.keyClick(screen.main.field, Qt.Key.Key_Return)
    assert is_locked(desk), "not even the right one is heard"
    timers = screen.findChildren(QTimer)
    for _ in range(2):
        for timer in timers:
            timer.timeout.emit()
    assert screen.main.line.text() == WRONG
    qtbot.keyClicks(screen.main.field, PHRASE)
    qtbot.keyClick(screen.main.field, Qt.Key.Key_Return)
    assert not is_locked(desk)


def test_a_start_with_a_passphrase_begins_locked_and_works(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    first = open_desk()
    assert first.close()
    folder = tmp_path / "data"
    settings.save(folder, Settings(undo_s=0, lock_phrase=lock_phrase.sealed(PHRASE)))
    again = open_desk(folder)  # waits till it is complete and has synced
    screen = screen_of(again)
    assert told(again.window) <= LOCK_WORDS | {"Passphrase", "Unlock"}
    qtbot.keyClicks(screen.main.field, PHRASE)
    qtbot.keyClick(screen.main.field, Qt.Key.Key_Return)
    assert any("Ada" in each for each in told(again.window))


def test_a_damaged_passphrase_locks_nobody_out(qtbot: QtBot, desk: Application) -> None:
    desk.preferred.keep(Settings(undo_s=0, lock_phrase="scrypt$AAAA$"))
    lock(qtbot, desk)
    unlock(qtbot, desk)


def test_low_windows_have_room_for_the_way_back(qtbot: QtBot, desk: Application) -> None:
    low = QWidget()
    qtbot.addWidget(low)
    low.resize(320, 96)
    curtain = Curtain(low, desk.theme, asks=True)
    low.show()
    assert curtain.field.isVisible()
    assert not curtain.title.isVisible()
    assert curtain.rect().contains(curtain.field.geometry())


def test_what_is_typed_at_the_curtain_runs_no_command(qtbot: QtBot, desk: Application) -> None:
    open_case(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    ran: list[str] = []
    for name, action in desk.window.actions_by_name.items():
        action.triggered.connect(lambda *_, name=name: ran.append(name))
    lock(qtbot, desk)
    ran.clear()
    handle = desk.window.windowHandle()
    for key in (Qt.Key.Key_E, Qt.Key.Key_E, Qt.Key.Key_1, Qt.Key.Key_Escape):
        QTest.keyClick(handle, key)
        assert is_locked(desk)
    QTest.keyClick(handle, Qt.Key.Key_Space)
    assert not is_locked(desk)
    QTest.keyClick(handle, Qt.Key.Key_E)
    assert ran == []
    qtbot.waitUntil(lambda: not guard_of(desk).hush.is_on)
    QTest.keyClick(handle, Qt.Key.Key_E)
    assert ran, "the same key works once the person sees what it acts on"


@pytest.mark.parametrize("chosen", [None, "Ctrl+Alt+K"])
def test_its_key_locks_while_a_dialog_is_open(
    qtbot: QtBot, desk: Application, chosen: str | None
) -> None:
    key = Qt.Key.Key_L
    if chosen is not None:
        key = Qt.Key.Key_K
        desk.window.actions_by_name["lock"].setShortcuts([QKeySequence(chosen)])
    guard_of(desk).watch()
    dialog = QDialog(desk.window)
    line = QLineEdit(dialog)
    dialog.open()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog.windowHandle(), Qt.Key.Key_L)
    assert line.text() == "l"
    assert not is_locked(desk)
    QTest.keyClick(dialog.windowHandle(), key, CTRL | ALT)
    assert is_locked(desk)
    unlock(qtbot, desk)
    dialog.close()

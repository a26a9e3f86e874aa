"""Backups in the window: made, checked, deleted; restored by closing it; damage at the start."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.credentials import Credentials
from console.domain.backups import BackupKind
from console.errors import StoreFull
from console.settings import Settings, save
from console.store import backup, backup_copy, backup_files, location
from console.store.database import Database
from tests.ui.conftest import NOW, OpenDesk
from ui.app import MemoryNetwork
from ui.application import Application
from ui.backups_dialog import BackupsDialog
from ui.quick_chooser import QuickChooser


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    return open_desk()


def opened(qtbot: QtBot, desk: Application) -> BackupsDialog:
    desk.window.actions_by_name["backups"].trigger()
    found = desk.window.findChild(BackupsDialog)
    assert found is not None
    qtbot.waitUntil(lambda: bool(found.place.text()))
    return found


def press(qtbot: QtBot, within: QWidget, text: str) -> None:
    (button,) = [each for each in within.findChildren(QPushButton) if each.text() == text]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def box(qtbot: QtBot, dialog: QWidget) -> QMessageBox:
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    found = dialog.findChild(QMessageBox)
    assert found is not None
    return found


def made(qtbot: QtBot, dialog: BackupsDialog) -> None:
    before = len(dialog.model.backups)
    press(qtbot, dialog, "Back up now")
    qtbot.waitUntil(lambda: len(dialog.model.backups) == before + 1, timeout=10_000)


def test_a_first_backup_is_made_checked_and_shown(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    assert dialog.state.isVisible()
    assert not dialog.restore_button.isEnabled()
    made(qtbot, dialog)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    assert dialog.chosen is not None
    assert (dialog.chosen.kind, dialog.chosen.is_sound) == (BackupKind.BY_HAND, True)
    assert "Backed up and checked" in dialog.bar.words.text()
    assert "3 cases, 3 messages" in said(dialog.pane)
    assert "Nothing: no message came in since." in said(dialog.pane)


def said(widget: QWidget) -> str:
    from PySide6.QtWidgets import QLabel

    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_a_damaged_backup_is_told_and_cannot_be_restored(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    made(qtbot, dialog)
    assert dialog.chosen is not None
    content = bytearray(dialog.chosen.path.read_bytes())
    content[-200] ^= 1
    dialog.chosen.path.write_bytes(content)
    press(qtbot, dialog, "Check")
    qtbot.waitUntil(lambda: dialog.chosen is not None and bool(dialog.chosen.problem))
    assert "not as it was written" in dialog.bar.words.text()
    assert not dialog.restore_button.isEnabled()
    assert "Do not rely on it" in said(dialog.pane)


def test_deleting_asks_and_enter_keeps_it(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    made(qtbot, dialog)
    press(qtbot, dialog, "Delete…")
    asked = box(qtbot, dialog)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is None)
    assert len(dialog.model.backups) == 1
    dialog.activateWindow()
    dialog.list.setFocus()
    qtbot.waitUntil(dialog.list.hasFocus)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Delete)
    press(qtbot, box(qtbot, dialog), "Delete")
    qtbot.waitUntil(lambda: not dialog.model.backups)
    assert dialog.state.isVisible()


def test_trouble_is_said_and_the_next_try_works(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, desk)
    with monkeypatch.context() as patch:
        patch.setattr(backup_copy, "_ROOM", 1 << 60)
        press(qtbot, dialog, "Back up now")
        qtbot.waitUntil(lambda: StoreFull.title in dialog.bar.words.text())
    assert dialog.close_button.text() == "Close"
    made(qtbot, dialog)


@pytest.fixture
def exits(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What the program's loop was asked to end with; it goes on, for the test's sake."""
    asked = list[int]()
    monkeypatch.setattr(QApplication, "exit", asked.append)
    return asked


def test_a_restore_asks_closes_the_desk_and_opens_the_backup(
    qtbot: QtBot,
    open_desk: OpenDesk,
    exits: list[int],
    tmp_path: Path,
    qapp: QApplication,
    connector: MemoryConnector,
) -> None:
    desk = open_desk()
    folder = Path(desk._folder)
    dialog = opened(qtbot, desk)
    made(qtbot, dialog)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    press(qtbot, dialog, "Restore…")
    asked = box(qtbot, dialog)
    assert asked.text().startswith("Go back to ")
    assert "It lacks nothing: no message came in since." in asked.informativeText()
    press(qtbot, asked, "Restore")
    qtbot.waitUntil(lambda: bool(exits), timeout=10_000)
    assert desk.backups.exchange is not None
    assert desk.close()
    greeting = desk.backups.exchange(folder)
    again = Application(
        qapp, folder, {"memory": MemoryNetwork(connector)}, Credentials(), greeting=greeting
    )
    again.window.show()
    try:
        qtbot.waitUntil(lambda: again.window.is_complete, timeout=10_000)
        assert again.window.notices.title.text() == "Restored"
        assert "What it took the place of is kept" in again.window.notices.text.text()
        assert again.window.inbox.model.rowCount() == 3
    finally:
        again.close()
    kinds = [each.kind for each in backup_files.every(folder)]
    assert sorted(kinds) == [BackupKind.BEFORE_RESTORE, BackupKind.BY_HAND]


def test_what_came_in_after_the_question_is_asked_about_again(
    qtbot: QtBot, desk: Application, connector: MemoryConnector, world: MemoryWorld
) -> None:
    dialog = opened(qtbot, desk)
    made(qtbot, dialog)
    qtbot.waitUntil(dialog.restore_button.isEnabled)
    press(qtbot, dialog, "Restore…")
    asked = box(qtbot, dialog)
    world.add_post(world.add_user("late_lou"), "@Shop one more", at=NOW)
    desk.courier.sync_now()
    qtbot.waitUntil(lambda: desk.window.inbox.model.rowCount() == 4, timeout=10_000)
    press(qtbot, asked, "Restore")
    again = "More came in since you were asked."
    qtbot.waitUntil(
        lambda: any(again in each.text() for each in dialog.findChildren(QMessageBox)),
        timeout=10_000,
    )
    (second,) = [each for each in dialog.findChildren(QMessageBox) if again in each.text()]
    assert "It lacks 1 message" in second.informativeText()
    assert desk.backups.exchange is None
    press(qtbot, second, "Cancel")


def test_in_the_demo_it_is_said_that_none_is_restored(qtbot: QtBot, desk: Application) -> None:
    desk.window.is_demo = True
    dialog = opened(qtbot, desk)
    made(qtbot, dialog)
    assert "In the demo none is restored." in dialog.place.text()
    assert "In the demo none is restored." in dialog.restore_button.toolTip()
    assert not dialog.restore_button.isEnabled()


Damaged = Callable[[], Application]


@pytest.fixture
def damaged(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, connector: MemoryConnector
) -> Iterator[Damaged]:
    """Opens a desk whose data file is damaged; what lies beside it is the test's."""
    desks = list[Application]()

    def open_damaged() -> Application:
        save(tmp_path, Settings(agent_name="Ann"))
        (tmp_path / location.FILE_NAME).write_bytes(b"no database at all" * 100)
        network = MemoryNetwork(connector)
        desk = Application(qapp, tmp_path, {"memory": network}, Credentials())
        desks.append(desk)
        desk.window.show()
        qtbot.waitUntil(lambda: desk.backups.damage is not None)
        return desk

    yield open_damaged
    for each in desks:
        each.close()


def page_of(desk: Application) -> QWidget:
    assert desk.backups.damage is not None
    return desk.backups.damage.page


def test_a_damaged_file_at_the_start_offers_the_newest_good_backup(
    qtbot: QtBot, damaged: Damaged, tmp_path: Path, exits: list[int]
) -> None:
    Database.open(tmp_path / location.FILE_NAME).close()
    good = backup.make(tmp_path, tmp_path / "backups", BackupKind.DAILY, NOW - timedelta(days=2))
    bad = backup.make(tmp_path, tmp_path / "backups", BackupKind.DAILY, NOW - timedelta(days=1))
    bad.path.write_bytes(bad.path.read_bytes()[:9000])
    desk = damaged()
    page = page_of(desk)
    qtbot.waitUntil(lambda: "Restore this backup" in _buttons(page), timeout=10_000)
    assert "The newest good backup is of" in said(page)
    assert page.isVisible()
    press(qtbot, page, "Restore this backup")
    qtbot.waitUntil(lambda: bool(exits), timeout=10_000)
    assert desk.backups.exchange is not None
    assert desk.close()
    desk.backups.exchange(tmp_path)
    db = Database.open(tmp_path / location.FILE_NAME)
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()
    (aside,) = tmp_path.glob("canary-desk-damaged-*.db")
    assert aside.read_bytes() == b"no database at all" * 100
    assert good.path.exists()


def test_another_backup_than_the_newest_can_be_restored_where_the_file_is_damaged(
    qtbot: QtBot, damaged: Damaged, tmp_path: Path, exits: list[int]
) -> None:
    Database.open(tmp_path / location.FILE_NAME).close()
    older = backup.make(tmp_path, tmp_path / "backups", BackupKind.DAILY, NOW - timedelta(days=9))
    backup.make(tmp_path, tmp_path / "backups", BackupKind.DAILY, NOW - timedelta(days=1))
    desk = damaged()
    page = page_of(desk)
    qtbot.waitUntil(lambda: "Restore this backup" in _buttons(page), timeout=10_000)
    assert "entered by hand" in said(page)
    buttons = page.findChildren(QPushButton)
    assert buttons
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in buttons))  # whole
    press(qtbot, page, "Another backup…")
    qtbot.waitUntil(lambda: desk.window.findChild(QuickChooser) is not None)
    chooser = desk.window.findChild(QuickChooser)
    assert chooser is not None
    chooser.chosen.emit(older)
    chooser.close()
    qtbot.waitUntil(lambda: "This backup is of" in said(page), timeout=10_000)
    press(qtbot, page, "Restore this backup")
    qtbot.waitUntil(lambda: bool(exits), timeout=10_000)
    assert desk.backups.exchange is not None


def _buttons(page: QWidget) -> list[str]:
    return [each.text() for each in page.findChildren(QPushButton) if each.isVisible()]


def test_without_a_good_backup_one_can_begin_anew_after_a_question(
    qtbot: QtBot, damaged: Damaged, tmp_path: Path, exits: list[int]
) -> None:
    desk = damaged()
    page = page_of(desk)
    qtbot.waitUntil(lambda: "Begin anew…" in _buttons(page), timeout=10_000)
    assert "There is no backup that is sound." in said(page)
    assert "Restore this backup" not in _buttons(page)
    press(qtbot, page, "Begin anew…")
    press(qtbot, box(qtbot, desk.window), "Begin anew")
    qtbot.waitUntil(lambda: bool(exits))
    assert desk.close()
    assert desk.backups.exchange is not None
    desk.backups.exchange(tmp_path)
    assert not (tmp_path / location.FILE_NAME).exists()
    assert len(list(tmp_path.glob("canary-desk-damaged-*.db"))) == 1


def test_try_again_finds_a_file_that_was_put_back(
    qtbot: QtBot, damaged: Damaged, tmp_path: Path
) -> None:
    desk = damaged()
    page = page_of(desk)
    qtbot.waitUntil(lambda: "Try again" in _buttons(page), timeout=10_000)
    (tmp_path / location.FILE_NAME).unlink()
    press(qtbot, page, "Try again")
    qtbot.waitUntil(lambda: desk.window.overview is not None, timeout=10_000)
    assert not page.isVisible()


def test_the_backup_of_the_day_is_made_once(qtbot: QtBot, desk: Application) -> None:
    from ui.backups_daily import DailyBackup

    daily = DailyBackup(desk.window, desk)
    folder = Path(desk._folder)
    daily.look()
    qtbot.waitUntil(lambda: daily._job is None, timeout=10_000)
    daily.look()
    qtbot.waitUntil(lambda: daily._job is None, timeout=10_000)
    daily.stop()
    (found,) = backup_files.every(folder)
    assert found.kind is BackupKind.DAILY


def test_trouble_with_the_backup_of_the_day_is_told_once(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.backups_daily import DailyBackup

    monkeypatch.setattr(backup_copy, "_ROOM", 1 << 60)
    daily = DailyBackup(desk.window, desk)
    daily.look()
    qtbot.waitUntil(lambda: "No backup was made today" in desk.window.notices.text.text())
    desk.window.notices.dismiss.click()
    daily.look()
    qtbot.waitUntil(lambda: daily._job is None)
    daily.stop()
    assert not desk.window.notices.isVisible()


def test_preferences_say_where_backups_go_and_how_many_stay(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    from PySide6.QtWidgets import QFileDialog

    from ui.preferences_dialog import PreferencesDialog

    desk.window.actions_by_name["preferences"].trigger()
    qtbot.waitUntil(lambda: desk.window.findChild(PreferencesDialog) is not None)
    dialog = desk.window.findChild(PreferencesDialog)
    assert dialog is not None
    page = dialog.backups
    titles = [dialog.sections.item(n).text() for n in range(dialog.sections.count())]
    dialog.sections.setCurrentRow(titles.index("Backups"))
    page.days.setFocus()
    page.days.selectAll()
    qtbot.keyClicks(page.days, "3")
    page.folder.setCurrentIndex(page.folder.count() - 1)
    page.folder.activated.emit(page.folder.count() - 1)
    asked = page.findChild(QFileDialog)
    assert asked is not None
    asked.fileSelected.emit(str(tmp_path / "stick"))
    asked.reject()
    assert "stick" in page.folder.currentText()
    assert "stick" in page.folder_help.text()
    dialog.reject()
    assert desk.settings.backup_days == 3
    assert desk.settings.backup_folder == str(tmp_path / "stick")

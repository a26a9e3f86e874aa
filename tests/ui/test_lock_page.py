"""The lock in the preferences: what is set, changed and removed, and by whom."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from console.domain import lock_phrase
from console.settings import Settings
from ui.application import Application
from ui.lock_page import IS_NOT_SET, IS_SET
from ui.lock_phrase_dialog import LockPhraseDialog
from ui.preferences_dialog import PreferencesDialog
from ui.theme import Theme

PHRASE, OTHER = "canaries sing early", "canaries sing late"


def shown(qtbot: QtBot, theme: Theme, settings: Settings) -> PreferencesDialog:
    dialog = PreferencesDialog(settings, "mika", theme)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def asked(qtbot: QtBot, dialog: PreferencesDialog, *, removes: bool = False) -> LockPhraseDialog:
    page = dialog.lock
    qtbot.mouseClick(page.remove if removes else page.set, Qt.MouseButton.LeftButton)
    found = dialog.findChildren(LockPhraseDialog)
    return found[-1]


def enter(qtbot: QtBot, asking: LockPhraseDialog, old: str, new: str, again: str) -> None:
    for field, text in ((asking.old, old), (asking.new, new), (asking.again, again)):
        field.clear()
        if text:
            qtbot.keyClicks(field, text)
    qtbot.keyClick(asking, Qt.Key.Key_Return)


def test_when_it_locks_is_chosen(qtbot: QtBot, theme: Theme) -> None:
    dialog = shown(qtbot, theme, Settings())
    heard: list[Settings] = []
    dialog.changed.connect(heard.append)
    after = dialog.lock.after
    titles = [after.itemText(n) for n in range(after.count())]
    assert titles[0] == "Never"
    assert titles[1] == "After 1 minute"
    assert after.currentText() == "After 15 minutes"
    after.setFocus()
    qtbot.keyClick(after, Qt.Key.Key_Home)
    assert [each.lock_after_min for each in heard] == [0]
    assert dialog.lock.after_help.text().startswith("Only when you lock it")


def test_a_passphrase_is_set_as_what_tells_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = shown(qtbot, theme, Settings())
    heard: list[Settings] = []
    dialog.changed.connect(heard.append)
    assert dialog.lock.phrase_help.text() == IS_NOT_SET
    asking = asked(qtbot, dialog)
    assert any("lock_phrase" in label.text() for label in asking.findChildren(QLabel))
    enter(qtbot, asking, "", "short", "short")
    assert "at least 6" in asking.trouble.text()
    enter(qtbot, asking, "", PHRASE, OTHER)
    assert asking.trouble.text() == "The two are not the same."
    assert heard == []
    enter(qtbot, asking, "", PHRASE, PHRASE)
    (settings,) = heard
    assert lock_phrase.opens(PHRASE, settings.lock_phrase)
    assert PHRASE not in repr(settings)
    assert dialog.lock.phrase_help.text() == IS_SET


def test_who_does_not_know_the_old_one_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    dialog = shown(qtbot, theme, Settings(lock_phrase=lock_phrase.sealed(PHRASE)))
    heard: list[Settings] = []
    dialog.changed.connect(heard.append)
    asking = asked(qtbot, dialog)
    enter(qtbot, asking, OTHER, OTHER, OTHER)
    assert asking.trouble.text() == "That is not the present passphrase."
    asking.reject()
    asking = asked(qtbot, dialog, removes=True)
    for _ in range(3):
        enter(qtbot, asking, OTHER, "", "")
    assert not asking.isVisible(), "guessing is cut short"
    assert heard == []
    enter(qtbot, asked(qtbot, dialog), PHRASE, OTHER, OTHER)
    assert lock_phrase.opens(OTHER, heard[-1].lock_phrase)


def test_guessing_goes_on_at_the_lock_however_many_dialogs_are_opened(
    qtbot: QtBot, desk: Application
) -> None:
    desk.preferred.keep(Settings(undo_s=0, lock_phrase=lock_phrase.sealed(PHRASE)))
    guard = desk.window.account_side.guard
    assert guard is not None
    for tries in (1, 2, 3):
        assert guard.screen is None
        desk.window.actions_by_name["preferences"].trigger()
        dialog = desk.window.findChildren(PreferencesDialog)[-1]
        asking = asked(qtbot, dialog, removes=tries == 2)
        enter(qtbot, asking, OTHER, "", "")
        asking.reject()
        dialog.reject()
    assert guard.screen is not None
    qtbot.keyClicks(guard.screen.main.field, PHRASE)
    qtbot.keyClick(guard.screen.main.field, Qt.Key.Key_Return)
    assert guard.screen is None


def test_who_knows_it_removes_it(qtbot: QtBot, theme: Theme) -> None:
    dialog = shown(qtbot, theme, Settings(lock_phrase=lock_phrase.sealed(PHRASE)))
    heard: list[Settings] = []
    dialog.changed.connect(heard.append)
    enter(qtbot, asked(qtbot, dialog, removes=True), PHRASE, "", "")
    assert [each.lock_phrase for each in heard] == [""]
    assert dialog.lock.remove.isHidden()

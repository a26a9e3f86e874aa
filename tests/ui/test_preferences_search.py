"""The search of the preferences, their way back to the defaults, and the language."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from console import language
from console import settings as preferences
from console.domain.targets import Targets
from console.settings import Settings
from ui.application import Application
from ui.preferences_dialog import PreferencesDialog
from ui.preferences_hits import ENTRY
from ui.preferences_pages import ELSEWHERE, TITLES
from ui.preferences_search import spans
from ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton
CHANGED = Settings(undo_s=30, appearance="dark", backup_days=9, lock_phrase="what tells it")


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> PreferencesDialog:
    theme = Theme(qapp)
    theme.apply()
    made = PreferencesDialog(CHANGED, "mika", theme)
    made.show_targets(Targets())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def heard(dialog: PreferencesDialog) -> list[Settings]:
    told: list[Settings] = []
    dialog.changed.connect(told.append)
    return told


def found(dialog: PreferencesDialog) -> list[tuple[str, str]]:
    """Returns pages and titles that are shown, from the top."""
    listed = dialog.hits.list
    if not listed.isVisible():
        return []
    hits = [listed.item(row).data(ENTRY) for row in range(listed.count())]
    return [(hit.page, hit.row.title) for hit in hits if hit is not None]


def test_every_setting_has_one_place(dialog: PreferencesDialog) -> None:
    for name in TITLES:
        dialog.made.get(name)
    held = [name for page in dialog.made.with_settings for row in page.rows for name in row.holds]
    by_hand = ["lock_phrase"]  # of the row *Passphrase*: set back by its own buttons only
    assert sorted([*held, *by_hand, *ELSEWHERE]) == sorted(each.name for each in fields(Settings))


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("dark", ("General", "Appearance")),
        ("DÀRK", ("General", "Appearance")),
        ("signature", ("General", "You at this desk")),
        ("password", ("Lock", "Passphrase")),
        ("passphrase", ("Lock", "Passphrase")),
        ("autostart", ("Notifications", "When you log in")),
        ("font", ("Seeing and hearing", "Text size")),
        ("deutsch", ("General", "Language")),
        ("day and night", ("Business hours", "Somebody answers")),
        ("networks other", ("Checks", "Other networks and services")),
    ],
)
def test_what_is_typed_finds_the_setting(
    qtbot: QtBot, dialog: PreferencesDialog, typed: str, wanted: tuple[str, str]
) -> None:
    assert dialog.search.hasFocus(), "typing searches at once"
    qtbot.keyClicks(dialog.search, typed)
    assert wanted in found(dialog)


def test_the_best_is_first_and_its_page_once(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "quiet")
    assert found(dialog)[0] == ("Notifications", "Quiet")
    listed = dialog.hits.list
    headings = [
        listed.item(row).text()
        for row in range(listed.count())
        if listed.item(row).data(ENTRY) is None
    ]
    assert len(headings) == len(set(headings))


def test_enter_goes_to_the_setting(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "months")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.search.text() == ""
    assert dialog.sections.currentItem().text() == "Backups"
    assert dialog.backups.months.hasFocus()
    page = dialog.backups
    row = next(row for row in page.rows if row.field is page.months)
    before = page.grab().toImage()
    page.mark(None)
    place = page.place_of(row)
    after = page.grab().toImage()
    assert before.pixelColor(place.topLeft()) != after.pixelColor(place.topLeft())
    assert before.pixelColor(2, place.center().y()) == after.pixelColor(2, place.center().y())


def test_keys_choose_among_what_is_found_and_a_click_takes_it(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    qtbot.keyClicks(dialog.search, "time")
    listed = dialog.hits.list
    titles = [title for _, title in found(dialog)]
    assert len(titles) > 2
    assert listed.currentItem().text() == titles[0]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    assert listed.currentItem().text() == titles[1]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert listed.currentItem().text() == titles[0], "a heading is passed over"
    item = next(
        listed.item(row)
        for row in range(listed.count())
        if listed.item(row).text() == "Time between syncs"
    )
    place = listed.visualItemRect(item).center()
    qtbot.mouseClick(listed.viewport(), LEFT, pos=place)
    assert dialog.general.interval.hasFocus()


def test_esc_clears_and_then_closes(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "dark")
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert dialog.search.text() == ""
    assert dialog.general.isVisible()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_ctrl_f_and_letters_in_the_list_of_pages_search(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    dialog.sections.setFocus()
    qtbot.keyClick(dialog.sections, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.search.hasFocus()
    dialog.sections.setFocus()
    qtbot.keyClick(dialog.sections, Qt.Key.Key_D)
    assert dialog.search.hasFocus()
    qtbot.keyClicks(dialog.search, "ark")
    assert ("General", "Appearance") in found(dialog)


def test_nothing_found_says_what_to_try(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "xyzzy")
    assert dialog.hits.nothing.isVisible()
    assert found(dialog) == []
    dialog.hits.cleared.emit()
    assert dialog.general.isVisible()


@pytest.mark.parametrize(
    ("word", "text", "wanted"),
    [
        ("dark", "Light or dark", [(9, 13)]),
        ("strasse", "Die Straße", [(4, 10)]),
        ("cafe", "Un café", [(3, 7)]),
        ("is", "This is", [(5, 7)]),
        ("his", "This is", [(1, 4)]),
        ("zeit", "Geschäftszeiten", [(9, 13)]),
        ("x", "", []),
    ],
)
def test_words_are_marked_where_they_stand(
    word: str, text: str, wanted: list[tuple[int, int]]
) -> None:
    assert list(spans((word,), text)) == wanted


def reset_button(dialog: PreferencesDialog, title: str, page: str = "general") -> QPushButton:
    row = next(row for row in dialog.made.get(page).rows if row.title == title)
    assert row.button is not None
    return row.button


def test_what_differs_can_be_set_back_and_that_taken_back(
    qtbot: QtBot, dialog: PreferencesDialog, heard: list[Settings]
) -> None:
    button = reset_button(dialog, "Time to undo")
    assert button.isVisible()
    assert not reset_button(dialog, "Hold after").isVisible()
    qtbot.mouseClick(button, LEFT)
    assert heard[-1].undo_s == Settings().undo_s
    assert heard[-1].appearance == "dark"
    assert dialog.general.undo.text() == "15 s"
    assert not button.isVisible()
    assert dialog.foot_line.text() == "Time to undo: 15 s, not 30 s any more."
    qtbot.mouseClick(dialog.frame.undo_button, LEFT)
    assert heard[-1] == CHANGED
    assert dialog.general.undo.text() == "30 s"
    assert not dialog.frame.undo_button.isVisible()


def test_another_change_ends_the_undo(
    qtbot: QtBot, dialog: PreferencesDialog, heard: list[Settings]
) -> None:
    qtbot.mouseClick(reset_button(dialog, "Time to undo"), LEFT)
    dialog.general.hold.stepUp()
    assert heard[-1].hold_after_h == 3
    assert not dialog.frame.undo_button.isVisible()
    assert not dialog.resets.can_undo


def test_all_can_be_set_back_after_a_question_but_for_the_passphrase(
    qtbot: QtBot, dialog: PreferencesDialog, heard: list[Settings]
) -> None:
    qtbot.mouseClick(dialog.frame.reset_button, LEFT)
    box = dialog.findChild(QMessageBox)
    assert box is not None
    assert "Time to undo, Appearance, Days" in box.informativeText()
    assert box.defaultButton().text() == "Keep them"
    assert heard == []
    agreed = next(each for each in box.buttons() if each.text() == "Set all back")
    qtbot.mouseClick(agreed, LEFT)
    assert heard[-1] == Settings(lock_phrase=CHANGED.lock_phrase)
    assert dialog.foot_line.text() == "3 settings are as they came."
    qtbot.mouseClick(dialog.frame.undo_button, LEFT)
    assert heard[-1] == CHANGED


def test_targets_are_set_back_in_the_data_file(dialog: PreferencesDialog) -> None:
    told: list[Targets] = []
    dialog.targets_changed.connect(told.append)
    dialog.show_page("targets")
    dialog.targets.answer.stepUp()
    assert told[-1] != Targets()
    reset_button(dialog, "First answer within", "targets").click()
    assert told[-1] == Targets()


def test_pages_are_made_when_they_are_needed(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    assert "checks" not in dialog.made.there, "one at a time, after the first is seen"
    qtbot.waitUntil(lambda: set(dialog.made.there) == set(TITLES))


def test_another_language_is_kept_and_offers_a_new_start(
    qtbot: QtBot, desk: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(language.VARIABLE, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    desk.dialogs.can_restart = True
    desk.dialogs.show_preferences()
    dialog = desk.window.findChild(PreferencesDialog)
    assert dialog is not None
    general = dialog.general
    assert not general.restart.isVisible()
    general.language.setFocus()
    qtbot.keyClicks(general.language, "Deu")
    assert general.restart.isVisible()
    assert general.language_help.text().startswith("Holds from the next start on.")
    qtbot.waitUntil(lambda: preferences.load(tmp_path / "data").language == "de")
    with qtbot.waitSignal(desk.window.new_start_wanted):
        qtbot.mouseClick(general.restart, LEFT)
    assert desk.window.isVisible(), "till another process could open one"


def test_the_demo_says_that_it_keeps_no_language(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(language.VARIABLE, raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    desk.window.show_as_demo("Demo")
    desk.dialogs.can_restart = True
    desk.dialogs.show_preferences()
    dialog = desk.window.findChild(PreferencesDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.general.language, "Deu")
    assert dialog.general.restart.isVisible()
    assert dialog.general.language_help.text().startswith("The demo keeps nothing")

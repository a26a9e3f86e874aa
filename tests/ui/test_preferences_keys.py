"""The preferences without a mouse and by ear: Tab as seen, each field with what it means."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from console.domain.checks import CheckRules
from console.domain.targets import Targets
from console.settings import Settings
from console.text.lexicon import LANGUAGES
from tests.ui import focus_walk, hearing
from tests.ui.hearing import Heard
from ui.checks_page_ground import RulesShown
from ui.preferences_dialog import PreferencesDialog
from ui.preferences_hits import ENTRY, NOTHING
from ui.preferences_pages import TITLES
from ui.preferences_search import Hit
from ui.theme import Theme


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    return hearing.listen(monkeypatch)


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> PreferencesDialog:
    theme = Theme(qapp)
    theme.apply()
    made = PreferencesDialog(Settings(undo_s=30, quiet="times"), "mika", theme)
    made.show_targets(Targets())
    rules = CheckRules(own_points=("a.example", "b.example"))
    made.checks.show_rules(RulesShown(rules, dict.fromkeys(LANGUAGES, ("calm down",))))
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def labels_of(field: QWidget, within: QWidget) -> list[str]:
    """Returns what a reader is told that labels a field."""
    return [label.text() for label in within.findChildren(QLabel) if label.buddy() is field]


@pytest.mark.parametrize("name", TITLES)
def test_tab_goes_from_the_list_through_the_page_to_the_foot(
    qtbot: QtBot, dialog: PreferencesDialog, name: str
) -> None:
    dialog.show_page(name)
    page = dialog.made.get(name)
    qtbot.waitUntil(page.isVisible)
    dialog.search.setFocus()
    order = focus_walk.stops(qtbot, dialog)
    assert order[:2] == [dialog.search, dialog.sections]
    foot = order[-2:]
    assert foot[0] is dialog.frame.reset_button
    assert [focus_walk.names([each])[0] for each in foot[1:]] == ["QPushButton 'Close'"]
    fields = order[2:-2]
    assert fields
    assert all(page.isAncestorOf(each) for each in fields)
    assert focus_walk.names(list(focus_walk.reachable(dialog) - set(order))) == []
    assert focus_walk.jumps(fields) == []
    back = focus_walk.stops(qtbot, dialog, Qt.Key.Key_Backtab)
    assert set(back) == set(order)


def test_undo_stands_before_the_other_buttons_of_the_foot(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    dialog.frame.tell_reset("Hold after: 2 h.")
    dialog.search.setFocus()
    order = focus_walk.stops(qtbot, dialog)
    assert order[-3:-1] == [dialog.frame.undo_button, dialog.frame.reset_button]


def test_tab_goes_from_what_was_found_to_the_foot(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "time")
    order = focus_walk.stops(qtbot, dialog)
    assert order[:3] == [dialog.search, dialog.sections, dialog.hits.list]
    assert order[3] is dialog.frame.reset_button


@pytest.mark.parametrize("name", TITLES)
def test_every_box_is_labelled_by_words_of_its_own(dialog: PreferencesDialog, name: str) -> None:
    # Of a box without a label a reader hears its value alone, as Qt has it on Linux.
    page = dialog.made.get(name)
    boxes = page.findChildren(QComboBox)
    said = [labels_of(box, page) for box in boxes]
    assert all(len(words) == 1 for words in said)
    assert len({words[0] for words in said}) == len(boxes)


def test_what_is_typed_into_the_time_zone_has_a_name(dialog: PreferencesDialog) -> None:
    for name in TITLES:
        for field in dialog.made.get(name).findChildren(QLineEdit):
            if not field.objectName().startswith("qt_spinbox"):
                assert field.accessibleName(), name
    assert dialog.hours.zone_edit.accessibleName() == "Time zone"


@pytest.mark.parametrize("name", TITLES)
def test_a_field_says_what_stands_beside_it(
    qtbot: QtBot, dialog: PreferencesDialog, name: str
) -> None:
    dialog.show_page(name)
    page = dialog.made.get(name)
    qtbot.waitUntil(page.isVisible)
    with_words = [row for row in page.rows if any(line.isVisible() for line in row.lines)]
    assert with_words
    for row in with_words:
        shown = " ".join(line.text() for line in row.lines if line.isVisible() and line.text())
        hint = row.keys.placeholderText() if isinstance(row.keys, QLineEdit) else ""
        assert row.keys.accessibleDescription() == f"{shown} {hint}".strip(), row.title


def test_what_a_field_says_follows_what_it_is_set_to(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    general, hours, checks = dialog.general, dialog.hours, dialog.checks
    assert "30 seconds" in general.undo.accessibleDescription()
    general.undo.setValue(0)
    qtbot.waitUntil(lambda: "at once" in general.undo.accessibleDescription())
    dialog.show_page("hours")
    qtbot.keyClicks(hours.zone_edit, "Mars")
    hours.zone_edit.editingFinished.emit()
    qtbot.waitUntil(lambda: "No time zone" in hours.zone.accessibleDescription())
    assert "No time zone" in hours.zone_edit.accessibleDescription()
    assert "there now" not in hours.zone.accessibleDescription(), "it is not to be seen meanwhile"
    dialog.show_page("checks")
    qtbot.keyClicks(checks.shapes.field, "R-##")
    qtbot.waitUntil(lambda: "This finds" in checks.shapes.field.accessibleDescription())


def test_of_two_buttons_the_chosen_one_gets_the_keys(
    qtbot: QtBot, dialog: PreferencesDialog
) -> None:
    page = dialog.general
    row = next(row for row in page.rows if row.holds == ("limit",))
    described = {button.accessibleDescription() for button in page.limit.buttons()}
    assert described == {"What a new answer starts with; the composer can switch it."}
    for button in page.limit.buttons():
        button.click()
        dialog.search.setFocus()
        row.take_keys()
        assert button.hasFocus()


def test_whatever_is_found_gets_the_keys(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    for place, name in enumerate(TITLES):
        for row in dialog.made.get(name).rows:
            if not row.keys.isEnabled():
                continue
            dialog.search.setFocus()
            dialog.show_hit(Hit(place, TITLES[name], row, "", (), ()))
            focused = QApplication.focusWidget()
            assert focused is not None
            assert focused is row.field or row.field.isAncestorOf(focused), row.title
            assert focused.focusPolicy() & Qt.FocusPolicy.TabFocus, row.title


def test_what_is_found_and_chosen_is_told(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    qtbot.keyClicks(dialog.search, "time")
    assert heard == [], "who types on is not told of each letter"
    hits = [dialog.hits.list.item(row).data(ENTRY) for row in range(dialog.hits.list.count())]
    found = [f"{hit.row.title}, {hit.page}" for hit in hits if hit is not None]
    qtbot.waitUntil(lambda: bool(heard))
    assert hearing.texts(heard) == [f"{len(found)} settings: {found[0]}"]
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.search, Qt.Key.Key_Up)
    assert hearing.texts(heard)[1:] == [found[1], found[2], found[1]]


def test_that_nothing_is_found_is_told(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    qtbot.keyClicks(dialog.search, "xyzzy")
    qtbot.waitUntil(lambda: hearing.texts(heard) == [NOTHING])
    qtbot.keyClicks(dialog.search, "y")
    dialog.search.clear()
    qtbot.keyClicks(dialog.search, "dark")
    qtbot.waitUntil(lambda: len(heard) > 1)
    assert hearing.texts(heard)[1].startswith("1 setting: Appearance")


def test_what_empties_the_search_has_a_name(qtbot: QtBot, dialog: PreferencesDialog) -> None:
    qtbot.keyClicks(dialog.search, "dark")
    buttons = dialog.search.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == ["Clear the field"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert dialog.search.text() == ""

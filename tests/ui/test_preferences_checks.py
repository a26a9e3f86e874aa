"""Preferences, Checks: switches, own words and numbers; all holds at once and by keys alone."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.checks import Check, CheckRules, Ignored, IgnoredCount, PhraseEdit
from console.text.lexicon import LANGUAGES
from tests.ui.test_preferences import close, enter, preferences
from ui import checks_page_words
from ui.application import Application
from ui.checks_page import ChecksPage
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import RulesShown
from ui.preferences_dialog import PreferencesDialog
from ui.theme import Theme

LISTS = ("points", "shapes", "names")


def opened(qtbot: QtBot, desk: Application) -> PreferencesDialog:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    dialog = preferences(qtbot, desk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for _ in range(3):
        at = QApplication.focusWidget() or dialog
        qtbot.keyClick(at, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert dialog.sections.currentItem().text() == "Checks"
    qtbot.waitUntil(dialog.checks.isEnabled)
    return dialog


def put(desk: Application, qtbot: QtBot, rules: CheckRules) -> None:
    """Let rules hold that were set before."""
    stored: list[object] = []
    desk.lanes.writer.submit(lambda one: one.checks.put_rules(rules), stored.append)
    qtbot.waitUntil(lambda: len(stored) == 1)


def asked(desk: Application, qtbot: QtBot, question: Callable[[Desk], object]) -> object:
    """Return what the data file holds once all is written."""
    answers: list[object] = []
    desk.lanes.writer.submit(question, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 1)
    return answers[0]


def rules_of(desk: Application, qtbot: QtBot) -> CheckRules:
    found = asked(desk, qtbot, lambda one: one.checks.rules())
    assert isinstance(found, CheckRules)
    return found


def add(qtbot: QtBot, entries: EntryList, text: str) -> None:
    enter(qtbot, entries.field, text)
    qtbot.keyClick(entries.field, Qt.Key.Key_Return)


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> ChecksPage:
    theme = Theme(qapp)
    theme.apply()
    made = ChecksPage(theme)
    qtbot.addWidget(made)
    made.resize(640, 1600)
    made.show()
    return made


def shown(rules: CheckRules, *phrases: str) -> RulesShown:
    return RulesShown(rules, dict.fromkeys(LANGUAGES, phrases))


def test_every_check_has_a_switch_that_holds_at_once(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    switches = dialog.checks.switches
    assert list(switches) == list(Check)
    assert all(switch.isChecked() for switch in switches.values())
    for check in (Check.BOILERPLATE, Check.PRIVACY):
        switches[check].setFocus()
        qtbot.keyClick(switches[check], Qt.Key.Key_Space)
    assert rules_of(desk, qtbot).off == {Check.BOILERPLATE, Check.PRIVACY}
    qtbot.keyClick(switches[Check.PRIVACY], Qt.Key.Key_Space)
    assert rules_of(desk, qtbot).off == {Check.BOILERPLATE}
    close(qtbot, desk, dialog)
    dialog = opened(qtbot, desk)
    qtbot.waitUntil(lambda: not dialog.checks.switches[Check.BOILERPLATE].isChecked())
    close(qtbot, desk, dialog)


def test_the_stop_of_cards_is_said_beside_its_switch(page: ChecksPage) -> None:
    switch = page.switches[Check.PRIVACY]
    row = switch.parentWidget()
    assert row is not None
    beside = row.findChildren(QLabel)
    assert any("card number always stops" in line.text() for line in beside)
    assert "card number always stops" in switch.accessibleDescription()


def test_it_tells_how_often_a_check_was_ignored_and_why(page: ChecksPage) -> None:
    page.show_ignored(
        [
            IgnoredCount(Check.DEFLECTION, Ignored.UNSAID, 3),
            IgnoredCount(Check.DEFLECTION, Ignored.WRONG, 8),
            IgnoredCount(Check.DEFLECTION, Ignored.FITS, 1),
            IgnoredCount(Check.LENGTH, Ignored.ASKED_FOR, 1),
        ]
    )
    assert page.counts[Check.DEFLECTION].text() == (
        "Ignored 12 times: 8 as mistaken, 1 as it fits, 3 without a reason."
    )
    assert page.counts[Check.LENGTH].text() == "Ignored once: as asked for."
    assert not page.counts[Check.FEED].isVisible()


@pytest.mark.parametrize(
    ("name", "entry", "held"),
    [
        ("points", "+49 30 901820", "own_points"),
        ("points", "help@shop.example", "own_points"),
        ("shapes", "??-######", "order_shapes"),
        ("names", "WhatsApp", "other_names"),
    ],
)
def test_an_entry_is_added_and_removed_by_keys(
    qtbot: QtBot, desk: Application, name: str, entry: str, held: str
) -> None:
    dialog = opened(qtbot, desk)
    entries: EntryList = getattr(dialog.checks, name)
    assert not entries.list.isVisible()
    add(qtbot, entries, entry)
    qtbot.waitUntil(lambda: entries.entries == (entry,))
    assert entries.field.text() == ""
    assert getattr(rules_of(desk, qtbot), held) == (entry,)
    qtbot.keyClick(entries.field, Qt.Key.Key_Down)
    assert entries.list.hasFocus()
    qtbot.keyClick(entries.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: entries.entries == ())
    assert getattr(rules_of(desk, qtbot), held) == ()
    assert entries.field.hasFocus()  # not nowhere: the list is gone
    close(qtbot, desk, dialog)


def test_an_entry_is_added_and_removed_by_the_mouse(qtbot: QtBot, desk: Application) -> None:
    put(desk, qtbot, CheckRules(other_names=("Signal", "WhatsApp")))
    dialog = opened(qtbot, desk)
    names = dialog.checks.names
    qtbot.waitUntil(lambda: names.entries == ("Signal", "WhatsApp"))
    assert not names.add_button.isEnabled()
    assert not names.remove_button.isEnabled()
    enter(qtbot, names.field, "PayPal")
    qtbot.mouseClick(names.add_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names.entries == ("Signal", "WhatsApp", "PayPal"))
    names.list.setCurrentRow(0)
    qtbot.mouseClick(names.remove_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: names.entries == ("WhatsApp", "PayPal"))
    close(qtbot, desk, dialog)


@pytest.mark.parametrize(
    ("name", "entry", "said"),
    [
        ("points", "call us", "neither a phone number nor"),
        ("shapes", "#", "would be found in too many texts"),
        ("names", "!!", "has letters"),
    ],
)
def test_what_is_wrong_with_an_entry_is_said_and_it_stays(
    qtbot: QtBot, desk: Application, name: str, entry: str, said: str
) -> None:
    dialog = opened(qtbot, desk)
    entries: EntryList = getattr(dialog.checks, name)
    add(qtbot, entries, entry)
    qtbot.waitUntil(lambda: said in entries.trouble.text())
    assert entries.trouble.isVisible()
    assert entries.field.text() == entry
    assert rules_of(desk, qtbot) == CheckRules()
    qtbot.keyClicks(entries.field, "x")
    assert not entries.trouble.isVisible()
    assert entries.help.isVisible()
    entries.field.clear()
    close(qtbot, desk, dialog)


def test_what_is_typed_is_taken_as_it_closes(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    enter(qtbot, dialog.checks.points.field, "shop.example")
    enter(qtbot, dialog.checks.phrases.field, "looked for only")
    close(qtbot, desk, dialog)
    held = rules_of(desk, qtbot)
    assert held.own_points == ("shop.example",)
    assert held.dismissive == ()


def test_no_change_takes_back_another_on_its_way(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    checks = dialog.checks
    add(qtbot, checks.names, "Signal")
    add(qtbot, checks.points, "nonsense")
    checks.switches[Check.FEED].click()
    add(qtbot, checks.names, "PayPal")
    qtbot.waitUntil(lambda: checks.names.entries == ("Signal", "PayPal"))
    held = rules_of(desk, qtbot)
    assert held == CheckRules(off=frozenset((Check.FEED,)), other_names=("Signal", "PayPal"))
    checks.points.field.clear()
    close(qtbot, desk, dialog)


def test_a_shape_shows_what_it_would_find(qtbot: QtBot, page: ChecksPage) -> None:
    page.show_rules(shown(CheckRules(order_shapes=("??-###",))))
    assert page.shapes.list.item(0).text().endswith("such as KT-482")
    enter(qtbot, page.shapes.field, "R-##??")
    assert "This finds R-48KT." in page.shapes.help.text()
    qtbot.keyClick(page.shapes.field, Qt.Key.Key_Backspace)
    assert "This finds R-48K." in page.shapes.help.text()
    page.shapes.field.clear()
    assert "This finds" not in page.shapes.help.text()


def test_wording_is_found_added_removed_and_restored(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    phrases = dialog.checks.phrases
    before = phrases.entries.entries
    assert not phrases.restore_button.isEnabled()
    add(qtbot, phrases.entries, "that is life in the big city")
    qtbot.waitUntil(lambda: len(phrases.entries.entries) == len(before) + 1)
    assert phrases.field.text() == ""
    current = phrases.entries.list.currentItem()
    assert current.text().startswith("that is life in the big city")
    assert current.text().endswith("yours")
    assert "1 phrase added" in phrases.state.text()
    enter(qtbot, phrases.field, "BIG life")
    assert phrases.entries.entries == ("that is life in the big city",)
    phrases.field.clear()
    gone = phrases.entries.entries[0]
    phrases.entries.list.setFocus()
    phrases.entries.list.setCurrentRow(0)
    qtbot.keyClick(phrases.entries.list, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: gone not in phrases.entries.entries)
    assert rules_of(desk, qtbot).dismissive[0].language == "en"
    phrases.restore_button.click()
    qtbot.waitUntil(lambda: phrases.entries.entries == before)
    assert rules_of(desk, qtbot).dismissive == ()
    assert not phrases.restore_button.isEnabled()
    close(qtbot, desk, dialog)


def test_each_language_has_its_wording(qtbot: QtBot, page: ChecksPage) -> None:
    edit = PhraseEdit("de", "so ist das eben")
    held = replace(shown(CheckRules(dismissive=(edit,))), phrases={"en": ("a b",), "de": ("c d",)})
    page.show_rules(held)
    assert page.phrases.entries.entries == ("a b",)
    assert not page.phrases.restore_button.isEnabled()
    qtbot.mouseClick(page.phrases.group.button(1), Qt.MouseButton.LeftButton)
    assert page.phrases.entries.entries == ("c d",)
    assert page.phrases.restore_button.isEnabled()
    wanted: list[CheckRules] = []
    page.change_wanted.connect(lambda change, _asked: wanted.append(change(CheckRules())))
    add(qtbot, page.phrases.entries, "tja")
    assert wanted == [CheckRules(dismissive=(PhraseEdit("de", "tja"),))]


def test_a_long_list_is_searched_and_stays_as_high(qtbot: QtBot, page: ChecksPage) -> None:
    page.show_rules(shown(CheckRules(), *(f"phrase {n}" for n in range(400)), "für Elise"))
    height = page.phrases.entries.list.height()
    qtbot.keyClicks(page.phrases.field, "FUR")
    assert list(page.phrases.entries.entries) == ["für Elise"]
    assert page.phrases.state.text().startswith("1 of 401 shown")
    qtbot.keyClicks(page.phrases.field, "x")
    assert list(page.phrases.entries.entries) == []
    assert page.phrases.state.text().startswith("None is like that: Enter adds it")
    assert page.phrases.entries.list.height() == height


def test_hostile_entries_are_plain_text(qtbot: QtBot, page: ChecksPage) -> None:
    page.show_rules(shown(CheckRules(other_names=("<b>x</b>", "\u202eevil", "a\nb"))))
    texts = [page.names.list.item(row).text() for row in range(3)]
    assert texts[0] == "<b>x</b>"
    assert "\u202e" not in texts[1]
    assert "\n" not in texts[2]
    wanted: list[object] = []
    page.change_wanted.connect(lambda change, _asked: wanted.append(change(CheckRules())))
    page.names.field.setText("half \ud83d")
    qtbot.keyClick(page.names.field, Qt.Key.Key_Return)
    assert wanted == [CheckRules(other_names=("half",))]
    page.names.field.setText("x" * 5_000)
    assert len(page.names.field.text()) < 500


def test_the_whole_page_is_gone_through_by_tab(qtbot: QtBot, page: ChecksPage) -> None:
    page.show_rules(
        shown(CheckRules(own_points=("a.example",), order_shapes=("##??",)), "calm down")
    )
    kinds = (QAbstractButton, QLineEdit, QListWidget)
    inputs = [one for kind in kinds for one in page.findChildren(kind)]
    wanted = {
        one for one in inputs
        if one.isVisible() and one.isEnabled() and one.focusPolicy() & Qt.FocusPolicy.TabFocus
    }  # fmt: skip
    first = page.switches[Check.PRIVACY]
    first.setFocus()
    met = []
    widget = page.focusWidget()
    for _ in range(len(wanted) + 1):
        met.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
        widget = page.focusWidget()
    ticked = page.phrases.group.checkedButton()
    segments = set(page.phrases.group.buttons()) - {ticked}  # arrow keys go to those
    assert wanted - segments <= set(met)
    named = [one.accessibleName() for one in page.findChildren(QLineEdit)]
    named += [one.accessibleName() or one.text() for one in page.findChildren(QAbstractButton)
              if one in wanted]  # fmt: skip
    assert all(named)
    assert all(one.accessibleName() for one in page.findChildren(QListWidget))
    order = [page.points.field, page.shapes.field, page.names.field, page.phrases.field]
    assert [one for one in met if one in order] == order


def test_every_line_is_whole(qtbot: QtBot, page: ChecksPage) -> None:
    page.show_rules(shown(CheckRules(), "calm down"))
    page.resize(680, page.heightForWidth(680))
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        if label.isVisible():
            assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_every_check_and_reason_has_its_words() -> None:
    assert set(checks_page_words.LOOKS_FOR) == set(Check)
    for reason in Ignored:
        counted = [IgnoredCount(Check.FEED, reason, 2)]
        assert checks_page_words.ignored(counted, Check.FEED).startswith("Ignored twice: 2 ")
    assert set(checks_page_words.LANGUAGE_NAMES) == set(LANGUAGES)

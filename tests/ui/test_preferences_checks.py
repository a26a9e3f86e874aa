"""Preferences, Checks: switches, own words and numbers; all holds at once and by keys alone."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.desk.checks import Checks
from console.domain.checks import Check, CheckRules, Ignored, IgnoredCount, PhraseEdit
from console.errors import StoreLocked
from console.text.lexicon import LANGUAGES
from tests.ui.test_preferences import close, enter, preferences
from ui import checks_page_words
from ui.application import Application
from ui.checks_page import ChecksPage
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import Asked, RulesShown
from ui.preferences_dialog import PreferencesDialog
from ui.theme import Theme

LISTS = ("points", "shapes", "names")


def opened(qtbot: QtBot, desk: Application) -> PreferencesDialog:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    dialog = preferences(qtbot, desk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    while dialog.sections.currentRow() < dialog.sections.count() - 1:
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


def test_a_switch_that_was_not_stored_says_what_holds_and_why(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, desk)
    checks, store = dialog.checks, Checks.put_rules
    with monkeypatch.context() as broken:
        broken.setattr(Checks, "put_rules", _locked)
        checks.switches[Check.FEED].click()
        qtbot.waitUntil(checks.troubles[Check.FEED].isVisible)
    assert Checks.put_rules is store
    assert "holds the file" in checks.troubles[Check.FEED].text()
    assert checks.switches[Check.FEED].isChecked()
    assert rules_of(desk, qtbot) == CheckRules()
    checks.switches[Check.FEED].click()
    assert not checks.troubles[Check.FEED].isVisible()
    qtbot.waitUntil(lambda: checks.is_settled)
    assert rules_of(desk, qtbot).off == {Check.FEED}
    close(qtbot, desk, dialog)


def _locked(_checks: Checks, _rules: CheckRules) -> None:
    raise StoreLocked("Another program holds the file.")


def test_after_a_failure_the_page_shows_what_another_program_stored(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = opened(qtbot, desk)
    put(desk, qtbot, CheckRules(off=frozenset((Check.LENGTH,))))
    with monkeypatch.context() as broken:
        broken.setattr(Checks, "put_rules", _locked)
        dialog.checks.switches[Check.FEED].click()
        qtbot.waitUntil(lambda: not dialog.checks.switches[Check.LENGTH].isChecked())
    assert dialog.checks.switches[Check.FEED].isChecked()
    close(qtbot, desk, dialog)


def test_a_switch_stays_as_it_was_clicked_till_its_own_answer(
    qtbot: QtBot, page: ChecksPage
) -> None:
    wanted: list[Asked] = []
    page.change_wanted.connect(lambda _change, asked: wanted.append(asked))
    page.show_rules(shown(CheckRules()))
    first, second = (page.switches[check] for check in (Check.LENGTH, Check.FEED))
    for switch in (first, second):
        switch.click()
    page.show_rules(shown(CheckRules(off=frozenset((Check.LENGTH,)))), wanted[0])
    assert not first.isChecked()
    assert not second.isChecked()
    with qtbot.waitSignal(page.settled):
        page.refuse(wanted[1], "The disk is full.")
    assert not first.isChecked()
    assert second.isChecked()


def test_what_is_refused_as_it_closes_keeps_it_open_once(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    names, points = dialog.checks.names, dialog.checks.points
    enter(qtbot, names.field, "Signal")
    enter(qtbot, points.field, "hello there")
    dialog.sections.setCurrentRow(0)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(points.trouble.isVisible)
    assert dialog.isVisible()
    assert dialog.sections.currentItem().text() == "Checks"
    assert points.field.text() == "hello there"
    assert points.field.hasFocus()
    assert points.field.visibleRegion().boundingRect() == points.field.rect()
    assert "Close once more" in dialog.foot_line.text()
    assert names.entries == ("Signal",)
    close(qtbot, desk, dialog)
    assert rules_of(desk, qtbot) == CheckRules(other_names=("Signal",))


def test_what_is_stored_as_it_closes_is_told(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    enter(qtbot, dialog.checks.points.field, "shop.example")
    with qtbot.waitSignal(dialog.rules_changed):
        close(qtbot, desk, dialog)


def test_a_desk_that_does_not_answer_keeps_nothing_open(qtbot: QtBot, desk: Application) -> None:
    dialog = opened(qtbot, desk)
    go = Event()
    desk.lanes.writer.submit(lambda _desk: go.wait(60))
    dialog.checks.switches[Check.FEED].click()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.findChild(PreferencesDialog) is None)
    go.set()
    assert rules_of(desk, qtbot).off == {Check.FEED}


def test_what_is_typed_on_is_not_taken_for_what_was_stored(page: ChecksPage) -> None:
    page.show_rules(shown(CheckRules()))
    page.names.field.setText("PayPal")
    page.show_rules(shown(CheckRules(other_names=("Signal",))), Asked(page.names, "Signal"))
    assert page.names.field.text() == "PayPal"


@pytest.mark.parametrize("typed", ["whatsapp", "  WhatsApp ", "WHATSAPP"])
def test_an_entry_that_is_there_is_shown(qtbot: QtBot, page: ChecksPage, typed: str) -> None:
    wanted: list[object] = []
    page.change_wanted.connect(lambda *told: wanted.append(told))
    page.show_rules(shown(CheckRules(other_names=("Signal", "WhatsApp", "PayPal"))))
    add(qtbot, page.names, typed)
    assert wanted == []
    assert page.names.list.currentItem().text() == "WhatsApp"
    assert page.names.note.isVisible()
    assert "in the list already" in page.names.note.text()
    assert page.names.field.selectedText() == "WhatsApp"
    qtbot.keyClicks(page.names.field, "Te")
    assert page.names.field.text() == "Te"
    assert not page.names.note.isVisible()
    assert page.names.help.isVisible()


@pytest.mark.parametrize("typed", ["Calm Down", "calm down.", " calm  down!"])
def test_wording_that_is_there_is_shown(qtbot: QtBot, page: ChecksPage, typed: str) -> None:
    wanted: list[object] = []
    page.change_wanted.connect(lambda *told: wanted.append(told))
    page.show_rules(shown(CheckRules(), *(f"phrase {n}" for n in range(50)), "calm down"))
    add(qtbot, page.phrases.entries, typed)
    assert wanted == []
    assert page.phrases.entries.entries == ("calm down",)
    assert page.phrases.entries.list.currentItem().text() == "calm down"
    assert "in the list already" in page.phrases.entries.note.text()


def test_wording_that_was_added_is_in_sight(qtbot: QtBot, page: ChecksPage) -> None:
    phrases = [f"phrase {n:02}" for n in range(60)]
    page.show_rules(shown(CheckRules(), *phrases))
    page.phrases.field.setText("phrase 40b")
    edit = PhraseEdit("en", "phrase 40b")
    phrases.insert(41, "phrase 40b")
    asked = Asked(page.phrases.entries, "phrase 40b")
    page.show_rules(shown(CheckRules(dismissive=(edit,)), *phrases), asked)
    assert page.phrases.field.text() == ""
    rows = page.phrases.entries.list
    assert rows.currentItem().text().startswith("phrase 40b")
    place = rows.visualItemRect(rows.currentItem())
    assert rows.viewport().rect().contains(place.adjusted(0, 0, -place.width() // 2, 0))


def test_the_number_that_is_offered_is_chosen_by_its_place(qtbot: QtBot, desk: Application) -> None:
    put(desk, qtbot, CheckRules(own_points=("+49 30 901820", "shop.example", "+49 30 901821")))
    dialog = opened(qtbot, desk)
    points = dialog.checks.points
    qtbot.waitUntil(lambda: len(points.entries) == 3)
    assert points.up_button is not None
    assert not points.up_button.isEnabled()
    points.list.setCurrentRow(2)
    qtbot.mouseClick(points.up_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: points.entries[1] == "+49 30 901821")
    assert points.list.currentRow() == 1
    points.list.setFocus()
    qtbot.keyClick(points.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    wanted = ("+49 30 901821", "+49 30 901820", "shop.example")
    qtbot.waitUntil(lambda: points.entries == wanted)
    qtbot.keyClick(points.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert rules_of(desk, qtbot).own_points == wanted
    assert dialog.checks.names.up_button is None
    close(qtbot, desk, dialog)


def test_a_hint_is_not_read_as_an_entry(page: ChecksPage) -> None:
    for name in LISTS:
        assert getattr(page, name).field.placeholderText().startswith("such as ")


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
    for _ in range(2 * len(wanted)):  # a list that is entered enables what is beside it
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
    # The walk goes round more than once: what counts is when each is met first.
    assert list(dict.fromkeys(one for one in met if one in order)) == order


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

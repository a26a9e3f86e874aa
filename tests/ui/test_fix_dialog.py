"""The dialog for a root-cause fix: recorded, changed, removed, refused."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from console.domain.business_hours import BusinessHours
from console.domain.changes import Changes
from console.domain.insight import RootCauseFix
from console.store.vocabulary import WordList
from tests.ui import given_insight
from tests.ui.given_insight import Shop
from ui.fix_dialog import FixDialog

Key = Qt.Key
Open = Callable[[str | RootCauseFix], FixDialog]
BERLIN = BusinessHours(zone="Europe/Berlin")


@pytest.fixture
def shop(qapp: QApplication, tmp_path: Path) -> Iterator[Shop]:
    with given_insight.shop(tmp_path, customers=1) as opened:
        desk = opened.bench.desk
        desk.vocabulary.put(WordList.TOUCHPOINTS, ("delivery", "billing", "app"))
        desk.targets.put(replace(desk.targets.get(), hours=BERLIN))
        opened.bench.clock.at = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
        yield opened


@pytest.fixture
def open_dialog(qtbot: QtBot, shop: Shop) -> Open:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()

    def open_one(wanted: str | RootCauseFix) -> FixDialog:
        dialog = FixDialog(wanted, "Anna", shop.lanes, shop.bench.clock(), window)
        dialog.open()
        qtbot.waitUntil(dialog.save_button.isEnabled)
        return dialog

    return open_one


def record(shop: Shop, touchpoint: str = "billing") -> RootCauseFix:
    shop.bench.desk.insight.record_fix(touchpoint, "Noor", "Clear invoices", date(2026, 10, 25))
    return shop.bench.desk.insight.fixes()[0]


def test_a_fix_is_recorded_from_today_on_and_can_be_taken_back(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("billing")
    assert dialog.touchpoint.currentText() == "billing"
    assert dialog.owner.text() == "Anna"
    # 22 November 23:30 UTC is the 23rd in Berlin.
    assert dialog.day.date() == QDate(2026, 11, 23)
    qtbot.keyClicks(dialog.action, "New carrier")
    with qtbot.waitSignal(dialog.changed) as told:
        qtbot.keyClick(dialog.action, Key.Key_Return)
    assert told.args == [Changes.of(touchpoints=("billing",))]
    (fix,) = shop.bench.desk.insight.fixes()
    assert (fix.touchpoint, fix.owner, fix.action) == ("billing", "Anna", "New carrier")
    assert fix.at == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert fix.agent_name == "Anna"
    assert not dialog.isVisible()
    shop.bench.desk.acts.undo()
    assert shop.bench.desk.insight.fixes() == ()


def test_what_is_missing_is_said_beside_its_field_and_nothing_is_stored(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("")
    dialog.owner.clear()
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    for name in ("touchpoint", "action", "owner"):
        assert dialog.troubles[name].isVisible()
    assert dialog.isVisible()
    qtbot.keyClicks(dialog.action, "x")
    assert not dialog.troubles["action"].isVisible()
    assert dialog.troubles["owner"].isVisible()
    assert shop.bench.desk.insight.fixes() == ()


def test_the_keys_are_on_the_first_field_that_is_empty(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("billing")
    assert dialog.focusWidget() is dialog.action
    dialog.reject()
    dialog = open_dialog("")
    assert dialog.focusWidget() is dialog.touchpoint
    qtbot.keyClicks(dialog.focusWidget(), "b")
    qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
    assert dialog.focusWidget() is dialog.action
    qtbot.keyClicks(dialog.focusWidget(), "Clear invoices")
    with qtbot.waitSignal(dialog.changed):
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Return)
    assert [each.touchpoint for each in shop.bench.desk.insight.fixes()] == ["billing"]


def test_what_the_desk_refuses_is_said_and_what_was_typed_stays(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("app")
    dialog.action.setText("x" * 300)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "longer than 280 characters" in dialog.message.text()
    assert dialog.action.text() == "x" * 300
    assert dialog.save_button.isEnabled()


def test_a_fix_is_changed_from_another_day_on(qtbot: QtBot, shop: Shop, open_dialog: Open) -> None:
    fix = record(shop)
    dialog = open_dialog(fix)
    assert dialog.day.date() == QDate(2026, 10, 25)
    assert dialog.owner.text() == "Noor"
    dialog.day.setDate(QDate(2026, 10, 26))
    dialog.touchpoint.setCurrentText("app")
    with qtbot.waitSignal(dialog.changed) as told:
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert told.args == [Changes.of(touchpoints=("billing", "app"))]
    (now,) = shop.bench.desk.insight.fixes()
    assert (now.id, now.touchpoint, now.action) == (fix.id, "app", "Clear invoices")
    # The clocks went back on the 25th: the 26th begins at 23:00 UTC.
    assert now.at == datetime(2026, 10, 25, 23, tzinfo=UTC)


def test_a_day_that_is_typed_is_the_day_that_is_stored(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("app")
    qtbot.keyClicks(dialog.action, "New release")
    dialog.day.setFocus()
    dialog.day.setCurrentSectionIndex(0)
    dialog.day.setSelectedSection(dialog.day.currentSection())
    qtbot.keyClicks(dialog.day, "20261031")
    assert dialog.first_day == date(2026, 10, 31)
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert shop.bench.desk.insight.fixes()[0].at == datetime(2026, 10, 30, 23, tzinfo=UTC)


def test_a_fix_is_removed_and_comes_back_by_undo(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog(record(shop))
    with qtbot.waitSignal(dialog.changed):
        qtbot.mouseClick(dialog.remove_button, Qt.MouseButton.LeftButton)
    assert shop.bench.desk.insight.fixes() == ()
    shop.bench.desk.acts.undo()
    assert [each.owner for each in shop.bench.desk.insight.fixes()] == ["Noor"]


def test_a_fix_that_is_gone_meanwhile_is_said_to_be(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    fix = record(shop)
    dialog = open_dialog(fix)
    shop.bench.desk.insight.remove_fix(fix.id)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.message.isVisible)
    assert "no root-cause fix" in dialog.message.text()


def test_a_touchpoint_that_stands_in_the_list_no_more_is_kept(open_dialog: Open) -> None:
    dialog = open_dialog("<b>fax</b>")
    assert dialog.touchpoint.currentText() == "<b>fax</b>"
    assert dialog.touchpoint.count() == 4
    assert not dialog.touchpoint.isEditable()


def test_nothing_is_removed_before_there_is_a_fix(open_dialog: Open) -> None:
    assert not open_dialog("delivery").remove_button.isVisible()


def test_escape_stores_nothing(qtbot: QtBot, shop: Shop, open_dialog: Open) -> None:
    dialog = open_dialog("delivery")
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    assert shop.bench.desk.insight.fixes() == ()


def test_what_was_typed_is_asked_about_before_it_goes(
    qtbot: QtBot, shop: Shop, open_dialog: Open
) -> None:
    dialog = open_dialog("delivery")
    qtbot.keyClicks(dialog.action, "New carrier")
    qtbot.keyClick(dialog, Key.Key_Escape)
    (box,) = dialog.findChildren(QMessageBox)
    qtbot.keyClick(box, Key.Key_Escape)
    qtbot.waitUntil(lambda: not box.isVisible())
    assert dialog.isVisible()
    assert dialog.action.text() == "New carrier"
    qtbot.keyClick(dialog, Key.Key_Escape)
    discard = next(
        button
        for asked in dialog.findChildren(QMessageBox)
        for button in asked.buttons()
        if button.text() == "Discard" and button.isVisible()
    )
    qtbot.mouseClick(discard, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert shop.bench.desk.insight.fixes() == ()


def test_each_field_has_a_name_and_says_what_is_missing(qtbot: QtBot, open_dialog: Open) -> None:
    dialog = open_dialog("delivery")
    fields = (dialog.touchpoint, dialog.action, dialog.owner, dialog.day)
    assert [field.accessibleName() for field in fields] == [
        "Touchpoint", "What was done", "Who sees to it", "From",
    ]  # fmt: skip
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert dialog.action.accessibleDescription() == dialog.troubles["action"].text() != ""

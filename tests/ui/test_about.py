"""What this program is: its dialog leaves nothing behind."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

from PySide6.QtCore import QObject, QSizeF, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.test_supply import needed
from tests.ui.conftest import OpenDesk
from ui.about_dialog import MARK, AboutDialog
from ui.licence_texts import NO_TEXT, read
from ui.licences_dialog import LicencesDialog


def test_the_sheet_shows_the_mark_and_is_gone_when_it_is_closed(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    before = len(desk.theme.findChildren(QObject))
    desk.window.actions_by_name["about"].trigger()
    about = desk.window.findChild(AboutDialog)
    assert about is not None
    marks = [label.pixmap().deviceIndependentSize() for label in about.findChildren(QLabel)]
    assert QSizeF(MARK, MARK) in marks
    with qtbot.waitSignal(about.destroyed):
        qtbot.keyClick(about, Qt.Key.Key_Escape)
    assert len(desk.theme.findChildren(QObject)) == before


def test_each_part_is_listed_with_its_licence_and_found_by_keys(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    desk.window.actions_by_name["about"].trigger()
    about = desk.window.findChild(AboutDialog)
    assert about is not None
    qtbot.mouseClick(about.licences, Qt.MouseButton.LeftButton)
    shown = about.findChild(LicencesDialog)
    assert shown is not None
    qtbot.waitUntil(lambda: shown.list.count() > 30)
    assert shown.title.text().startswith("canary-desk")
    assert "MIT" in shown.about.text()
    qtbot.keyClicks(shown.field, "lgpl essentials")
    assert shown.list.count() == 1
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in shown.text.toPlainText()
    assert "put other" in shown.text.toPlainText(), "how Qt is replaced"
    shown.field.clear()
    qtbot.keyClick(shown.field, Qt.Key.Key_Down)
    assert shown.list.currentRow() == 1
    qtbot.keyClicks(shown.field, "no such part")
    assert shown.title.text() == "Nothing of that name"
    for label in shown.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
    shown.reject()
    about.reject()


def test_everything_that_is_locked_to_run_has_a_licence_text() -> None:
    told = {one.name.lower().replace("_", "-").replace(".", "-"): one for one in read()}
    here = {name for name in needed() if _is_installed(name)}
    assert here <= set(told)
    assert len(here) > 30
    for name in here:
        one = told[name]
        assert one.text != NO_TEXT, name
        assert len(one.text) > 300, name


def _is_installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True

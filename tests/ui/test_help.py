"""The help: F1 opens the page about what one sees; it is searched, gone through, and copied."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolButton
from pytestqt.qtbot import QtBot

import ui
from tests.ui import hearing
from tests.ui.conftest import OpenDesk, open_case
from tests.ui.hearing import Heard
from ui import browser, help_links, help_places
from ui.application import Application
from ui.help_pages import ORDER
from ui.help_window import HelpWindow
from ui.keys_dialog import KeysDialog
from ui.preferences_dialog import PreferencesDialog
from ui.preferences_form import PreferencesForm
from ui.preferences_pages import TITLES

KEYS = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> Heard:
    return hearing.listen(monkeypatch)


def helped(qtbot: QtBot, desk: Application) -> HelpWindow:
    """Press F1 and return the help."""
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or desk.window, KEYS.Key_F1)
    opened = desk.window.help.opened
    assert opened is not None
    assert opened.isVisible()
    qtbot.waitUntil(opened.isActiveWindow)
    return opened


@pytest.fixture
def help_window(qtbot: QtBot, desk: Application) -> Iterator[HelpWindow]:
    yield helped(qtbot, desk)
    desk.window.help.stop()


def test_f1_opens_the_page_about_what_has_the_focus(qtbot: QtBot, desk: Application) -> None:
    opened = helped(qtbot, desk)
    assert opened.shown == "cases"
    open_case(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, KEYS.Key_R)
    qtbot.waitUntil(desk.window.case.composer.editor.hasFocus)
    assert helped(qtbot, desk) is opened
    assert opened.shown == "answer"
    assert opened.browser.toPlainText().startswith("Write an answer")
    desk.window.help.stop()


def test_f1_in_a_dialog_opens_its_page_beside_it(qtbot: QtBot, desk: Application) -> None:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.keyClick(desk.window, KEYS.Key_Question)
    dialog = next(one for one in desk.window.findChildren(KeysDialog) if one.isVisible())
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.waitUntil(lambda: dialog.findChild(QShortcut, "helpKey") is not None)
    qtbot.keyClick(dialog.field, KEYS.Key_F1)
    opened = desk.window.help.opened
    assert opened is not None
    assert opened.shown == "keys"
    qtbot.keyClicks(opened.contents.field, "outbox")  # the dialog does not block it
    assert opened.contents.list.count() > 1
    dialog.reject()
    desk.window.help.stop()


def test_typing_finds_sections_and_marks_the_words(qtbot: QtBot, help_window: HelpWindow) -> None:
    contents = help_window.contents
    assert contents.list.count() == len(ORDER)
    qtbot.keyClicks(contents.field, "tombstones")
    assert help_window.shown == "limits"
    marked = help_window.browser.extraSelections()
    assert [one.cursor.selectedText() for one in marked] == ["tombstones"]
    assert contents.count.text() == "1 place in the help"
    qtbot.keyClicks(contents.field, "x")
    assert contents.list.count() == 0
    assert contents.count.text() == "Nothing of that stands there."
    qtbot.keyClick(contents.field, KEYS.Key_Escape)
    assert contents.list.count() == len(ORDER)
    assert help_window.isVisible()
    assert not help_window.browser.extraSelections()


def test_a_found_section_is_scrolled_to(qtbot: QtBot, help_window: HelpWindow) -> None:
    qtbot.keyClicks(help_window.contents.field, "retention takes")
    assert help_window.shown == "your-data"
    assert help_window.browser.verticalScrollBar().value() > 0


def test_back_and_forward_lead_where_one_was(qtbot: QtBot, help_window: HelpWindow) -> None:
    help_window.show_page("send")
    help_window.browser.verticalScrollBar().setValue(40)
    help_window.show_page("watches")
    qtbot.keyClick(help_window.browser, KEYS.Key_Left, ALT)
    assert help_window.shown == "send"
    assert help_window.browser.verticalScrollBar().value() == 40
    qtbot.keyClick(help_window.browser, KEYS.Key_Right, ALT)
    assert help_window.shown == "watches"
    assert not help_window.on_button.isEnabled()


def test_links_within_open_pages_and_others_the_browser(
    qtbot: QtBot, help_window: HelpWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(browser, "open_page", asked.append)
    help_window.browser.anchorClicked.emit(QUrl("send.md"))
    assert help_window.shown == "send"
    help_window.browser.anchorClicked.emit(QUrl("https://console.x.com"))
    for odd in ("file:///etc/passwd", "missing.md", "javascript:1"):
        help_window.browser.anchorClicked.emit(QUrl(odd))
    assert help_window.shown == "send"
    assert asked == ["https://console.x.com"]


def test_pages_load_nothing(help_window: HelpWindow) -> None:
    for address in ("https://example.com/a.png", "file:///etc/hostname", "a.css"):
        assert help_window.browser.loadResource(2, QUrl(address)) is None
    help_window.browser.show_markdown("# A\n\n![x](https://example.com/a.png) <b>bold</b>\n")
    assert "<b>bold</b>" in help_window.browser.toPlainText()


def test_a_word_is_found_within_the_page(qtbot: QtBot, help_window: HelpWindow) -> None:
    help_window.show_page("send")
    qtbot.keyClick(help_window.browser, KEYS.Key_F, CTRL)
    assert help_window.finding.isVisible()
    qtbot.keyClicks(help_window.finding.field, "deleted")
    assert help_window.finding.count.text() == "2 places"
    qtbot.keyClick(help_window.finding.field, KEYS.Key_Return)
    first = help_window.browser.textCursor().selectionStart()
    assert help_window.browser.textCursor().selectedText() == "deleted"
    qtbot.keyClick(help_window.finding.field, KEYS.Key_Return)
    second = help_window.browser.textCursor().selectionStart()
    assert second > first
    qtbot.keyClick(help_window.finding.field, KEYS.Key_Return)  # begins anew
    assert help_window.browser.textCursor().selectionStart() == first
    qtbot.keyClick(help_window.finding.field, KEYS.Key_Escape)
    assert not help_window.finding.isVisible()
    assert help_window.isVisible()


def test_a_search_tells_how_many_it_finds_and_what_is_chosen(
    qtbot: QtBot, help_window: HelpWindow, heard: Heard
) -> None:
    contents = help_window.contents
    contents.field.clear()
    heard.clear()
    qtbot.keyClicks(contents.field, "undo")
    qtbot.waitUntil(lambda: bool(heard))
    (told,) = hearing.texts(heard)
    spoken = Qt.ItemDataRole.AccessibleTextRole
    assert told == f"{contents.count.text()}: {contents.list.item(0).data(spoken)}"
    assert "places in the help" in told
    qtbot.keyClick(contents.field, KEYS.Key_Down)
    assert hearing.texts(heard)[1:] == [contents.list.item(1).data(spoken)]
    qtbot.keyClicks(contents.field, "xyzzy")
    qtbot.waitUntil(lambda: hearing.texts(heard)[-1] == "Nothing of that stands there.")
    contents.field.clear()
    qtbot.keyClick(contents.field, KEYS.Key_Down)
    assert hearing.texts(heard)[-1] == contents.list.currentItem().text()


def test_how_often_a_word_stands_in_the_page_is_told_once_it_is_typed(
    qtbot: QtBot, help_window: HelpWindow, heard: Heard
) -> None:
    help_window.show_page("send")
    help_window.finding.begin()
    heard.clear()
    qtbot.keyClicks(help_window.finding.field, "deleted")
    qtbot.waitUntil(lambda: bool(heard))
    assert hearing.texts(heard) == ["2 places"]
    qtbot.keyClick(help_window.finding.field, KEYS.Key_Return)
    assert "deleted" in hearing.texts(heard)[-1]
    assert hearing.texts(heard)[-1] in help_window.browser.toPlainText()


def test_tab_goes_from_link_to_link_and_tells_each(
    qtbot: QtBot, help_window: HelpWindow, heard: Heard
) -> None:
    help_window.show_page("first-steps")
    page = help_window.browser
    page.setFocus()
    links = help_links.links(page.document())
    assert len(links) > 2
    assert page.accessibleDescription().startswith(f"{len(links)} links: Tab goes")
    heard.clear()
    for _ in links:
        qtbot.keyClick(page, KEYS.Key_Tab)
    told = hearing.texts(heard)
    assert [text.partition(", link to “")[0] for text in told] == [link.text for link in links]
    assert len(set(told)) == len(links), "two of them are called “more”"
    qtbot.keyClick(page, KEYS.Key_Backtab)
    back = hearing.texts(heard)[-1]
    assert back == told[-2]
    qtbot.keyClick(page, KEYS.Key_Return)
    assert help_window.shown == links[-2].page
    title = hearing.texts(heard)[-1]
    assert back == f"{links[-2].text}, link to “{title}”", (
        "which page came is told: the focus stays"
    )
    assert page.toPlainText().startswith(title)


def test_a_link_is_one_however_it_looks(help_window: HelpWindow) -> None:
    page = help_window.browser
    page.show_markdown("# A\n\n[one *and* two](send.md), [X](https://x.com)[Y](look.md)\n")
    links = help_links.links(page.document())
    assert [(link.text, link.page) for link in links if not link.address.startswith("http")] == [
        ("one and two", "send"), ("Y", "look"),
    ]  # fmt: skip
    assert links[1].said("") == "X, link to the web"
    page.show_markdown("# A\n\nNone.\n")
    assert page.accessibleDescription() == ""


def test_what_empties_the_search_has_a_name(help_window: HelpWindow) -> None:
    buttons = help_window.contents.field.findChildren(QToolButton)
    assert [button.accessibleName() for button in buttons] == ["Clear the field"]


def test_copying_gives_plain_text(qtbot: QtBot, help_window: HelpWindow) -> None:
    help_window.show_page("send")
    help_window.browser.selectAll()
    help_window.browser.copy()
    data = QGuiApplication.clipboard().mimeData()
    assert not data.hasHtml()
    assert data.text().startswith("Send, and the outbox")
    assert "**" not in data.text()


def test_text_grows_and_shrinks(qtbot: QtBot, help_window: HelpWindow) -> None:
    before = help_window.browser.document().defaultFont().pointSizeF()
    qtbot.mouseClick(help_window.larger_button, Qt.MouseButton.LeftButton)
    assert help_window.browser.document().defaultFont().pointSizeF() == pytest.approx(before * 1.1)
    qtbot.keyClick(help_window.browser, KEYS.Key_0, CTRL)
    assert help_window.browser.document().defaultFont().pointSizeF() == pytest.approx(before)


def test_the_page_of_keys_lists_those_that_hold(qtbot: QtBot, help_window: HelpWindow) -> None:
    help_window.show_page("keys")
    assert "Find a command\nCtrl+K" in help_window.browser.toPlainText()
    help_window._keys.give("palette", ("Ctrl+J",))
    assert "Find a command\nCtrl+J" in help_window.browser.toPlainText()
    help_window.show_page("first-steps")
    assert "Ctrl+J finds a command" in help_window.browser.toPlainText()


def test_esc_closes_it_and_the_desk_takes_it_along(
    qtbot: QtBot, open_desk: OpenDesk, tmp_path: Path
) -> None:
    desk = open_desk(tmp_path / "data")
    opened = helped(qtbot, desk)
    qtbot.keyClick(opened.contents.field, KEYS.Key_Escape)
    assert not opened.isVisible()
    again = helped(qtbot, desk)
    assert again is opened
    desk.window.leave()
    assert desk.window.help.opened is None


def test_the_sheet_of_keys_is_copied_as_text(qtbot: QtBot, desk: Application) -> None:
    desk.window.keys_wanted.emit()
    dialog = next(one for one in desk.window.findChildren(KeysDialog) if one.isVisible())
    qtbot.mouseClick(dialog.export.copy_button, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Keyboard shortcuts")
    assert all(row.one.text in text for row in dialog.rows)
    dialog.reject()


def classes_of_the_window() -> dict[str, list[str]]:
    """Return every class of ours with the names of what it inherits."""
    found: dict[str, list[str]] = {}
    for path in Path(ui.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name] = [base.id for base in node.bases if isinstance(base, ast.Name)]
    return found


def test_help_is_about_the_row_of_the_preferences(desk: Application) -> None:
    desk.dialogs.show_preferences()
    (dialog,) = desk.window.findChildren(PreferencesDialog)
    pages = {name: help_places.page_for(dialog.made.get(name)) for name in TITLES}
    assert pages == {
        "general": "send", "accessibility": "look", "hours": "cases", "targets": "cases",
        "attention": "notifications", "backups": "your-data", "lock": "nobody-else",
        "checks": "checks",
    }  # fmt: skip
    assert help_places.page_for(dialog.general.undo) == "send"
    assert help_places.page_for(dialog.general.language) == "look"
    assert help_places.page_for(dialog.search) == "look"


def test_every_dialog_has_its_page_and_every_place_is_there() -> None:
    every = classes_of_the_window()
    kinds = {QDialog.__name__, PreferencesForm.__name__}
    dialogs = {name for name, bases in every.items() if kinds & set(bases)}
    assert len(dialogs) > 38
    assert dialogs - set(help_places.PLACES) == set()
    assert set(help_places.PLACES) - set(every) == set()
    assert set(help_places.PLACES.values()) <= set(ORDER)

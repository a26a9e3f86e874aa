"""A review in a real window, by keys: the file stays as it is, nothing but notes is written."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import language
from console.credentials import Credentials
from console.desk.reviews import open_review
from console.domain.reviews import Standing
from console.settings import Settings
from tests.console.review_ground import backup
from ui import review_opening
from ui.application import Application
from ui.review_opening import command
from ui.review_opening_dialog import ReviewOpeningDialog, Wanted
from ui.review_window import ReviewWindow
from ui.theme import Theme
from ui.views import View

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Open = Callable[..., ReviewWindow]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return backup(tmp_path)


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def open_one(
    qtbot: QtBot, qapp: QApplication, path: Path, tmp_path: Path, theme: Theme
) -> Iterator[Open]:
    """Returns a function that opens a review; its list is read, no case is open."""
    opened: list[ReviewWindow] = []

    def open_it(by: str = "Mara") -> ReviewWindow:
        source, session = open_review(path, by, tmp_path / "aside")
        review = ReviewWindow(qapp, source, session, Settings(), theme)
        opened.append(review)
        review.show()
        qtbot.waitUntil(lambda: review.window.is_complete)
        qtbot.waitUntil(lambda: review.window.inbox.view is View.ALL)
        qtbot.waitUntil(lambda: review.side.bar.said.text().endswith("of 5 reviewed"))
        return review

    yield open_it
    for review in opened:
        assert review.close()


def press(qtbot: QtBot, review: ReviewWindow, key: Qt.Key, *modifiers: object) -> None:
    """Press a key where the focus is."""
    held = modifiers[0] if modifiers else Qt.KeyboardModifier.NoModifier
    focused: QWidget | None = review.window.focusWidget()
    qtbot.keyClick(review.window if focused is None else focused, key, held)


def open_next(qtbot: QtBot, review: ReviewWindow) -> str:
    """Press Space; returns the name of the case that is open then."""
    case = review.window.case
    with qtbot.waitSignal(case.opened):
        press(qtbot, review, KEY.Key_Space)
    assert case.row is not None
    return case.row.name


def test_a_session_by_keys_leaves_the_file_as_it_is(
    qtbot: QtBot, open_one: Open, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_given: object, **_named: object) -> None:
        raise AssertionError("a review asks no network and no keyring")

    monkeypatch.setattr(socket.socket, "connect", never)
    for name in ("load", "save", "usable"):
        monkeypatch.setattr(Credentials, name, never)
    before = path.read_bytes(), path.stat().st_mtime_ns
    review = open_one()
    side, case = review.side, review.window.case
    assert open_next(qtbot, review) == "Ada"
    press(qtbot, review, KEY.Key_N)
    assert side.pane.text.hasFocus()
    qtbot.keyClicks(side.pane.text, "Nobody said when.")
    press(qtbot, review, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Note kept" in review.window.status.message.text())
    qtbot.waitUntil(lambda: "Nobody said when." in shown(review))
    press(qtbot, review, KEY.Key_3)
    assert side.pane.verdict.currentText() == "Wrong"
    with qtbot.waitSignal(case.opened):
        press(qtbot, review, KEY.Key_E)
    assert case.row is not None
    assert case.row.name == "Ben"
    qtbot.waitUntil(lambda: side.bar.said.text() == "1 of 5 reviewed")
    with qtbot.waitSignal(case.opened):
        press(qtbot, review, KEY.Key_Space, SHIFT)
    assert case.row.name == "Ada"
    qtbot.waitUntil(lambda: side.pane.stands.text() == "✓ Reviewed by you")
    press(qtbot, review, KEY.Key_Z, CTRL)
    qtbot.waitUntil(lambda: side.bar.said.text() == "0 of 5 reviewed")
    assert review.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    names = sorted(each.name for each in path.parent.iterdir())
    assert names == ["shop.db", "shop.db.mara.review.jsonl"]


def shown(review: ReviewWindow) -> str:
    """Returns all words of the notes that are to be seen."""
    return "\n".join(label.text() for label in review.side.pane.notes.findChildren(QLabel))


def test_no_act_that_writes_is_in_menus_or_palette(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    open_next(qtbot, review)
    window = review.window
    titles = [action.text() for action in window.menuBar().actions()]
    assert titles == ["&Desk", "&Review", "&View", "Acc&ess", "&Help"]
    assert "lock" in window.listed, "what is shown is customers' here too"
    names = set(window.listed)
    for gone in ("send", "reply", "resolve", "snooze", "sync", "connect", "import", "forget"):
        assert gone not in names
    assert not window.case.composer.isVisible()
    assert not window.case.header.resolve_button.isVisible()
    assert review.side.pane.isVisible()
    said = [b.accessibleName() or b.text() for b in window.right.view.findChildren(QPushButton)]
    assert not [one for one in said if "Link" in one or "Note a call" in one]


def test_the_window_says_what_is_reviewed_and_that_it_is_read_only(
    qtbot: QtBot, open_one: Open
) -> None:
    review = open_one()
    assert review.window.windowTitle() == "Review: shop.db"
    assert review.side.banner.isVisible()
    assert review.side.banner.title.text().startswith("Reviewing shop.db, read-only")
    assert "kept beside it" in review.side.banner.text.text()
    assert "does not reach them" in review.side.banner.text.text()
    offered = [
        view for row, view in enumerate(View) if not review.window.side.views.isRowHidden(row)
    ]
    assert View.OUTBOX not in offered
    assert View.WATCHES not in offered
    assert View.ALL in offered


def test_what_is_typed_is_kept_when_another_case_is_opened_or_the_window_closed(
    qtbot: QtBot, open_one: Open
) -> None:
    review = open_one()
    open_next(qtbot, review)
    qtbot.keyClicks(review.side.pane.text, "half a thought")
    ada = review.window.case.row
    assert ada is not None
    inbox = review.window.inbox
    with qtbot.waitSignal(review.window.case.opened):
        inbox.list.setFocus()
        press(qtbot, review, KEY.Key_Down)
    assert review.side.pane.text.toPlainText() == ""
    qtbot.keyClicks(review.side.pane.text, "the last thought")
    ben = review.window.case.row
    assert ben is not None
    assert ben.id != ada.id
    assert review.close()
    said = {one.case_id: [note.text for note in one.notes] for one in review.session.every()}
    assert said == {ada.id: ["half a thought"], ben.id: ["the last thought"]}


def test_what_is_reviewed_goes_from_the_list_of_what_is_not_till_all_is(
    qtbot: QtBot, open_one: Open
) -> None:
    review = open_one()
    window, side = review.window, review.side
    press(qtbot, review, KEY.Key_F)
    assert side.bar.standing.currentText() == "Not yet reviewed"
    qtbot.waitUntil(lambda: window.inbox.model.rowCount() == 5)
    for left in (4, 3, 2, 1):
        if window.case.row is None:
            open_next(qtbot, review)
        with qtbot.waitSignal(window.case.opened):
            press(qtbot, review, KEY.Key_E)
        qtbot.waitUntil(partial(lists, review, left))
    press(qtbot, review, KEY.Key_E)
    qtbot.waitUntil(window.inbox.place.state.isVisible)
    labels = [label.text() for label in labels_of(window.inbox.place.state)]
    assert "All reviewed" in labels
    qtbot.waitUntil(lambda: side.bar.said.text() == "5 of 5 reviewed")
    press(qtbot, review, KEY.Key_F)
    qtbot.waitUntil(lambda: window.inbox.model.rowCount() == 5)
    assert side.filter.standing is Standing.ANY


def lists(review: ReviewWindow, count: int) -> bool:
    return review.window.inbox.model.rowCount() == count


def labels_of(widget: object) -> list[QLabel]:
    assert isinstance(widget, QWidget)
    return [each for each in widget.findChildren(QLabel) if each.isVisible()]


def test_cases_are_found_within_the_file(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    press(qtbot, review, KEY.Key_Slash)
    field = review.window.inbox.search_field
    assert field.hasFocus()
    qtbot.keyClicks(field, "help cleo")
    qtbot.waitUntil(lambda: review.window.inbox.model.rowCount() == 1)
    with qtbot.waitSignal(review.window.case.opened):
        qtbot.keyClick(field, KEY.Key_Return)
    assert review.window.case.row is not None
    assert review.window.case.row.name == "Cleo"
    press(qtbot, review, KEY.Key_E)
    qtbot.waitUntil(lambda: review.side.pane.stands.text() == "✓ Reviewed by you")


def test_a_sample_is_drawn_by_keys(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    press(qtbot, review, KEY.Key_S, SHIFT)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.focusWidget()
    qtbot.keyClicks(field, "2")
    qtbot.keyClick(field, KEY.Key_Return)
    qtbot.waitUntil(lambda: review.side.bar.said.text() == "0 of 2 reviewed")
    qtbot.waitUntil(lambda: review.window.inbox.model.rowCount() == 2)
    assert review.side.bar.sample.text() == "Sample of 2…"


def test_the_verdict_filter_is_chosen_in_its_list(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    open_next(qtbot, review)
    press(qtbot, review, KEY.Key_1)
    press(qtbot, review, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "Note kept" in review.window.status.message.text())
    box: QComboBox = review.side.bar.verdict
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Down)
    assert box.currentText() == "Good"
    qtbot.waitUntil(lambda: review.window.inbox.model.rowCount() == 1)


def test_a_note_of_hostile_text_is_shown_as_it_is(qtbot: QtBot, open_one: Open) -> None:
    review = open_one("<b>Mara</b>")
    open_next(qtbot, review)
    qtbot.keyClicks(review.side.pane.text, "<img src=x>")
    press(qtbot, review, KEY.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "<img src=x>" in shown(review))
    for label in labels_of(review.side.pane.notes):
        assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_note_that_cannot_be_stored_stands_in_its_field_again(
    qtbot: QtBot, open_one: Open, path: Path
) -> None:
    review = open_one()
    open_next(qtbot, review)
    (path.parent / "shop.db.mara.review.jsonl").mkdir()
    qtbot.keyClicks(review.side.pane.text, "dear words")
    press(qtbot, review, KEY.Key_Return, CTRL)
    qtbot.waitUntil(review.window.notices.isVisible)
    assert review.side.pane.text.toPlainText() == "dear words"
    review.side.pane.begin()


def test_the_opening_says_why_a_file_cannot_be_reviewed(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    strange = tmp_path / "photo.db"
    strange.write_bytes(b"MZ" * 100)
    dialog = ReviewOpeningDialog(Wanted(strange, "Mara", tmp_path / "aside"), theme)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.cancel.text() == "Close")
    assert "neither a backup nor an export" in dialog.text.text()
    assert dialog.exit_code != 0
    with qtbot.waitSignal(dialog.rejected):
        qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    dialog.leave()


def test_the_opening_hands_over_an_open_file(
    qtbot: QtBot, theme: Theme, path: Path, tmp_path: Path
) -> None:
    dialog = ReviewOpeningDialog(Wanted(path, "Mara", tmp_path / "aside"), theme)
    with qtbot.waitSignal(dialog.opened) as heard:
        dialog.show()
    source, session = heard.args
    assert session.file.path == path
    source.close()
    dialog.leave()


def test_a_second_process_is_started_with_the_whole_path(tmp_path: Path) -> None:
    words = command(tmp_path / "--help.db")
    assert words[-3:] == ("review", "--", str(tmp_path / "--help.db"))


def test_the_longest_verdict_is_not_cut_off(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    review.window.resize(900, 600)
    open_next(qtbot, review)
    box = review.side.pane.verdict
    box.setCurrentIndex(box.findText("Could be better"))
    qtbot.waitUntil(lambda: box.width() >= box.sizeHint().width())
    words = box.fontMetrics().horizontalAdvance(box.currentText())
    assert box.sizeHint().width() >= words + box.fontMetrics().height()


def test_a_review_is_opened_beside_the_desk_and_speaks_as_it_does(
    qtbot: QtBot, desk: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tmp_path / "told"
    code = (
        "import os, pathlib; from ui import start; start._speak(None); "
        "from console import language; "
        f"at = pathlib.Path({str(told)!r}); at.with_suffix('.new').write_text(language.code()); "
        "at.with_suffix('.new').rename(at)"
    )
    monkeypatch.setattr(review_opening, "command", lambda _path: (sys.executable, "-c", code))
    monkeypatch.delenv(language.VARIABLE, raising=False)
    monkeypatch.setenv("LANGUAGE", "de")  # the desk was set to English
    review_opening.start(desk.window, tmp_path / "shop.db")
    qtbot.waitUntil(told.exists)
    assert told.read_text() == "en"
    assert "shop.db opens in a window of its own" in desk.window.status.message.text()
    assert not desk.window.notices.isVisible()


def test_a_review_that_cannot_be_opened_is_told_with_the_words_for_a_terminal(
    qtbot: QtBot, desk: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(tmp_path / "nothing-there")
    monkeypatch.setattr(review_opening, "command", lambda _path: (missing, "review"))
    review_opening.start(desk.window, tmp_path / "shop.db")
    qtbot.waitUntil(desk.window.notices.isVisible)
    said = "\n".join(each.text() for each in desk.window.notices.findChildren(QLabel))
    assert "The second window could not be started." in said
    assert "canary-desk review" in said


def test_a_review_is_locked_as_a_desk_is(qtbot: QtBot, open_one: Open) -> None:
    review = open_one()
    open_next(qtbot, review)
    window = review.window
    name = window.windowTitle()
    window.actions_by_name["lock"].trigger()
    guard = window.account_side.guard
    assert guard is not None
    assert guard.screen is not None
    assert window.windowTitle() == "Canary Desk"
    assert not review.side.pane.isVisible()
    qtbot.keyClick(guard.screen.main, Qt.Key.Key_Return)
    assert window.windowTitle() == name
    assert review.side.pane.isVisible()

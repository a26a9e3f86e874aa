"""A person captures a post: pastes its link and text, looks what was filled, and saves."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.calls import NewCall
from console.desk.posts import NewCapture
from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.errors import DeskError
from console.store.database import Database
from ui.capture_dialog import CaptureDialog

NOW = datetime(2026, 11, 22, 14, 2, tzinfo=UTC)
LINK = "https://x.com/ada_fern/status/1460323737035677698"
WRITTEN = datetime(2021, 11, 15, 19, 8, tzinfo=UTC)
Ask = Callable[..., CaptureDialog]


@pytest.fixture
def ask(qtbot: QtBot) -> Ask:
    """Returns a function that opens the dialog, with the open case if one is given."""

    def open_one(row: CaseRow | None = None) -> CaptureDialog:
        dialog = CaptureDialog(NOW, row)
        qtbot.addWidget(dialog)
        with qtbot.waitActive(dialog):  # shortcuts and focus need it
            dialog.show()
            dialog.activateWindow()
        return dialog

    return open_one


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    context = Context(
        Database.open(tmp_path / "desk.db"), {}, Credentials(), agent_name="Anna", now=lambda: NOW
    )
    opened = Desk(context)
    yield opened
    opened.close()


def paste(qtbot: QtBot, field: QWidget, text: str) -> None:
    clipboard = QGuiApplication.clipboard()
    clipboard.setText(text)
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def shown(dialog: CaptureDialog) -> str:
    return " | ".join(
        label.text() for label in dialog.findChildren(QLabel) if label.isVisible() and label.text()
    )


def save(qtbot: QtBot, dialog: CaptureDialog) -> NewCapture:
    with qtbot.waitSignal(dialog.save_wanted) as saved:
        qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert saved.args is not None
    made: NewCapture = saved.args[0]
    return made


def stored_row(desk: Desk, handle: str = "ada_fern") -> CaseRow:
    desk.posts.capture(NewCapture("first", handle, name="Ada Fern"))
    return desk.cases.rows()[0]


def question(qtbot: QtBot, dialog: CaptureDialog) -> dict[str, QPushButton]:
    """Press Escape and return the answers to what is asked then."""
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)))
    (box,) = dialog.findChildren(QMessageBox)
    assert box.text() == "This post is not saved."
    return {button.text(): button for button in box.findChildren(QPushButton)}


def test_a_pasted_link_fills_author_and_time(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    assert not dialog.save_button.isEnabled()
    paste(qtbot, dialog.link, f"{LINK}?s=20")
    assert dialog.handle.text() == "@ada_fern"
    assert dialog.at.dateTime().toUTC().toPython().replace(second=0, tzinfo=UTC) == WRITTEN  # type: ignore[attr-defined] # Qt's stub says object
    assert not dialog.at.isEnabled(), "the link knows it better"
    assert "Author and time are read from the link" in shown(dialog)
    paste(qtbot, dialog.text, "Still no parcel")
    made = save(qtbot, dialog)
    assert (made.handle, made.text, made.case_id) == ("@ada_fern", "Still no parcel", None)
    assert made.link.startswith(LINK)


def test_a_link_pasted_with_its_text_fills_both(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    paste(qtbot, dialog.link, f"Still no parcel.\nTwo weeks!\n{LINK}?s=20")
    assert dialog.text.toPlainText() == "Still no parcel.\nTwo weeks!"
    assert dialog.link.text() == f"{LINK}?s=20"
    assert dialog.handle.text() == "@ada_fern"
    assert dialog.save_button.isEnabled()


def test_what_a_person_typed_is_not_overwritten(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.handle, "@ben")
    qtbot.keyClicks(dialog.text, "mine")
    paste(qtbot, dialog.link, f"other words {LINK}")
    assert (dialog.handle.text(), dialog.text.toPlainText()) == ("@ben", "mine")


def test_another_link_fills_anew_and_no_link_brings_now_back(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    paste(qtbot, dialog.link, LINK)
    dialog.link.selectAll()
    paste(qtbot, dialog.link, "https://twitter.com/ben/status/20")
    assert dialog.handle.text() == "@ben"
    assert dialog.at.isEnabled()
    assert "does not tell when" in shown(dialog)
    dialog.link.selectAll()
    qtbot.keyClick(dialog.link, Qt.Key.Key_Backspace)
    assert dialog.at.dateTime().toSecsSinceEpoch() == int(NOW.timestamp())
    assert "does not tell when" not in shown(dialog)


def test_a_time_that_a_person_set_stays_unless_a_link_tells_better(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    dialog.at.setFocus()
    dialog.at.setCurrentSection(dialog.at.Section.HourSection)
    qtbot.keyClick(dialog.at, Qt.Key.Key_Down)
    earlier = NOW - timedelta(hours=1)

    def stands() -> datetime:
        return datetime.fromtimestamp(dialog.at.dateTime().toSecsSinceEpoch(), UTC)

    assert stands() == earlier
    for link in ("https://x.com/ada_fern", "https://twitter.com/ada_fern/status/20", ""):
        dialog.link.selectAll()
        qtbot.keyClick(dialog.link, Qt.Key.Key_Backspace)
        paste(qtbot, dialog.link, link)
        assert stands() == earlier
    for _ in range(2):
        paste(qtbot, dialog.link, LINK)
        assert stands().replace(second=0) == WRITTEN
        dialog.link.selectAll()
    qtbot.keyClick(dialog.link, Qt.Key.Key_Backspace)
    assert stands() == earlier, "what the person set is back"
    assert dialog.at.isEnabled()


def test_a_handle_that_differs_from_the_links_holds_and_is_warned_of(
    qtbot: QtBot, ask: Ask
) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.handle, "@ben")
    paste(qtbot, dialog.link, LINK)
    assert "The link names @ada_fern; as you wrote, it is kept as @ben’s." in shown(dialog)
    assert "The time is read from the link." in shown(dialog)
    assert "Author and time" not in shown(dialog)
    qtbot.keyClicks(dialog.text, "my lamp")
    assert save(qtbot, dialog).handle == "@ben"
    dialog.refuse(DeskError("No."))
    dialog.handle.selectAll()
    qtbot.keyClicks(dialog.handle, "Ada_Fern")
    assert "Author and time are read from the link." in shown(dialog)
    assert "names @ada_fern" not in shown(dialog)
    dialog.handle.clear()
    assert "Author and time" not in shown(dialog)
    assert "names @ada_fern" not in shown(dialog), "nothing stands against it"


def test_a_link_elsewhere_is_refused_in_words_when_the_field_is_left(
    qtbot: QtBot, ask: Ask
) -> None:
    dialog = ask()
    paste(qtbot, dialog.link, "https://evil.example/<b>ada</b>/status/1")
    assert "Only links" not in shown(dialog), "it may still be typed"
    qtbot.keyClick(dialog.link, Qt.Key.Key_Tab)
    assert "Only links to posts on X are understood." in shown(dialog)
    qtbot.keyClicks(dialog.link, "x")
    assert "Only links" not in shown(dialog)


def test_without_a_link_handle_and_text_are_enough(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.text, "my lamp")
    assert not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.handle, "cleo")
    qtbot.keyClicks(dialog.name, "Cleo")
    with qtbot.waitSignal(dialog.save_wanted) as saved:
        qtbot.keyClick(dialog.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved.args == [NewCapture("my lamp", "cleo", name="Cleo", at=NOW)]


def test_it_stays_open_and_keeps_all_until_the_post_is_stored(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.text, "my lamp")
    qtbot.keyClicks(dialog.handle, "cl eo")
    save(qtbot, dialog)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible(), "it is on its way into the file"
    assert not dialog.save_button.isEnabled()
    dialog.refuse(DeskError("That is <b>no</b> handle.", advice="Mend it."))
    assert "That is <b>no</b> handle. Mend it." in shown(dialog)
    assert dialog.text.toPlainText() == "my lamp"
    save(qtbot, dialog)
    assert "Mend it" not in shown(dialog)
    dialog.stored()
    assert not dialog.isVisible()


def test_escape_leaves_without_a_capture(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    with qtbot.assertNotEmitted(dialog.save_wanted):
        qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_what_was_typed_is_thrown_away_only_when_a_person_says_so(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    qtbot.keyClicks(dialog.text, "my lamp")
    answers = question(qtbot, dialog)
    assert list(answers) == ["Save", "Discard", "Go on writing"]
    assert not answers["Save"].isEnabled(), "nobody knows yet whose it is"
    qtbot.mouseClick(answers["Go on writing"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
    assert dialog.isVisible()
    assert dialog.text.toPlainText() == "my lamp"
    qtbot.keyClicks(dialog.handle, "cleo")
    with qtbot.waitSignal(dialog.save_wanted):
        qtbot.mouseClick(question(qtbot, dialog)["Save"], Qt.MouseButton.LeftButton)
    dialog.refuse(DeskError("Not now."))
    qtbot.waitUntil(lambda: not dialog.findChildren(QMessageBox))
    qtbot.mouseClick(question(qtbot, dialog)["Discard"], Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


@pytest.mark.parametrize("field", ["link", "handle", "name"])
def test_each_field_is_worth_the_question(qtbot: QtBot, ask: Ask, field: str) -> None:
    dialog = ask()
    qtbot.keyClicks(getattr(dialog, field), "ada")
    answers = question(qtbot, dialog)
    assert dialog.isVisible()
    qtbot.mouseClick(answers["Discard"], Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_what_a_link_left_behind_is_not_worth_it(qtbot: QtBot, ask: Ask) -> None:
    dialog = ask()
    paste(qtbot, dialog.link, LINK)
    dialog.link.clear()
    assert dialog.handle.text() == "@ada_fern"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_open_case_is_proposed_for_its_own_customer(qtbot: QtBot, ask: Ask, desk: Desk) -> None:
    row = stored_row(desk)
    dialog = ask(row)
    assert dialog.belongs_to.currentText() == "A new case"
    qtbot.keyClicks(dialog.handle, "@Ada_Fern")
    assert dialog.belongs_to.currentText() == "The open case of Ada Fern"
    qtbot.keyClicks(dialog.text, "and another thing")
    assert save(qtbot, dialog).case_id == row.id
    qtbot.keyClicks(dialog.handle, "s")
    assert dialog.belongs_to.currentText() == "A new case"


def test_a_callers_case_is_for_a_person_to_choose(qtbot: QtBot, ask: Ask, desk: Desk) -> None:
    """Nothing tells that the caller is the author: it may be anybody."""
    called, _ = desk.calls.add(NewCall("lost lamp", NOW, name="Zed"))
    dialog = ask(desk.cases.rows()[0])
    paste(qtbot, dialog.link, LINK)
    assert dialog.belongs_to.currentText() == "A new case"
    dialog.belongs_to.setFocus()
    qtbot.keyClick(dialog.belongs_to, Qt.Key.Key_Down)
    assert dialog.belongs_to.currentText() == "The open case of Zed"
    qtbot.keyClicks(dialog.text, "my lamp")
    assert save(qtbot, dialog).case_id == called


def test_a_chosen_case_stays_chosen(qtbot: QtBot, ask: Ask, desk: Desk) -> None:
    dialog = ask(stored_row(desk))
    dialog.belongs_to.setFocus()
    qtbot.keyClick(dialog.belongs_to, Qt.Key.Key_Down)
    assert dialog.belongs_to.currentData() is not None
    qtbot.keyClicks(dialog.handle, "@ben")
    assert dialog.belongs_to.currentText() == "The open case of Ada Fern"


def test_what_was_entered_ends_in_the_inbox(qtbot: QtBot, ask: Ask, desk: Desk) -> None:
    """The dialog and the desk together, with a refusal on the way."""
    dialog, cases = ask(stored_row(desk)), list[CaseId]()

    def store(made: NewCapture) -> None:
        try:
            cases.append(desk.posts.capture(made)[0])
        except DeskError as error:
            dialog.refuse(error)
        else:
            dialog.stored()

    dialog.save_wanted.connect(store)
    paste(qtbot, dialog.link, "https://x.com/ben/status/1460323737035677698")
    qtbot.keyClicks(dialog.text, "charged twice")
    dialog.belongs_to.setFocus()
    qtbot.keyClick(dialog.belongs_to, Qt.Key.Key_Down)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert "@ben is another customer" in shown(dialog)
    dialog.belongs_to.setFocus()
    qtbot.keyClick(dialog.belongs_to, Qt.Key.Key_Up)
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    row = next(row for row in desk.cases.rows() if row.id == cases[0])
    assert (row.handle, row.snippet) == ("ben", "charged twice")
    assert abs(row.last_at - WRITTEN) < timedelta(minutes=1)

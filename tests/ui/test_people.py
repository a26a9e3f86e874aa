"""A contact's links as a person makes them: on a basis, by keys, each taken back."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta
from threading import Event

import pytest
from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFocusEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.desk.calls import NewCall
from console.desk.contacts import Contacts
from console.domain.cases import CaseRow
from console.domain.contacts import ContactCard
from console.errors import StoreError
from tests.ui import hearing
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, open_case
from ui.application import Application
from ui.contact_dialog import ContactDialog
from ui.link_dialog import LinkDialog

NUMBER, SHOWN = "+442079460018", "+44 20 7946 0018"
TOLD = "told us on the call"


def with_callers(desk: Desk) -> None:
    """Olga only called, and named Ada's handle; Ada's notes are there already."""
    connect_and_sync(desk)
    call = NewCall("it is for @ada_fern", NOW - timedelta(hours=3), number=SHOWN, name="Olga")
    desk.calls.add(call)
    ada = next(row for row in desk.cases.rows() if row.name == "Ada Fern")
    desk.contacts.set_notes(ada.contact_id, "calls after six")


@pytest.fixture
def desk(qtbot: QtBot, open_desk: OpenDesk) -> Application:
    """Ada's case is open, and all of her contact is read."""
    opened = open_desk(set_up=with_callers)
    opened.window.resize(1300, 900)
    open_case(qtbot, opened)
    card(qtbot, opened)
    return opened


def card(qtbot: QtBot, desk: Application) -> ContactCard:
    view = desk.window.right.view
    qtbot.waitUntil(lambda: view.card is not None)
    assert view.card is not None
    return view.card


def said(desk: Application) -> list[str]:
    labels = desk.window.right.view.findChildren(QLabel)
    return [label.text() for label in labels if label.isVisible()]


def press(qtbot: QtBot, desk: Application, name: str) -> None:
    """Click on what is called so in the pane."""
    buttons = desk.window.right.view.findChildren(QAbstractButton)
    button = next(b for b in buttons if b.isVisible() and b.accessibleName() == name)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def key(qtbot: QtBot, desk: Application, text: Qt.Key, **how: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(desk.window.inbox.list, text, **how)


def undo(qtbot: QtBot, desk: Application) -> None:
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    key(qtbot, desk, Qt.Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)


def link_dialog(qtbot: QtBot, desk: Application) -> LinkDialog:
    qtbot.waitUntil(lambda: desk.window.findChild(LinkDialog) is not None)
    dialog = desk.window.findChild(LinkDialog)
    assert isinstance(dialog, LinkDialog)
    qtbot.waitUntil(lambda: dialog.basis.count() > 0)
    return dialog


def write(qtbot: QtBot, dialog: LinkDialog, text: str, found: str) -> None:
    """Type into the field till this is the chosen one."""
    dialog.field.clear()
    qtbot.keyClicks(dialog.field, text)
    qtbot.waitUntil(lambda: dialog.option is not None and dialog.option.text == found)


def choose_basis(qtbot: QtBot, dialog: LinkDialog, words: str = TOLD) -> None:
    qtbot.keyClicks(dialog.basis.lineEdit() or dialog.basis, words)


def link(qtbot: QtBot, dialog: LinkDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.basis.lineEdit() or dialog.basis, Qt.Key.Key_Return)


def test_a_number_is_linked_by_keys_alone_and_taken_back(qtbot: QtBot, desk: Application) -> None:
    key(qtbot, desk, Qt.Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    write(qtbot, dialog, "+44 20 7946 0001", "+44 20 7946 0001")
    assert dialog.said.text().startswith("+44 20 7946 0001 is linked to Ada Fern.")
    assert not dialog.link_button.isEnabled(), "nothing is linked without a basis"
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.isVisible()
    popup = dialog.basis.view()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.basis.currentText()
    link(qtbot, dialog)
    qtbot.waitUntil(lambda: "+44 20 7946 0001" in said(desk))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: "+44 20 7946 0001" not in said(desk))


def test_what_a_link_would_do_is_said_before(qtbot: QtBot, desk: Application) -> None:
    key(qtbot, desk, Qt.Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    assert dialog.said.text().startswith("What belongs to the same person")
    write(qtbot, dialog, SHOWN, SHOWN)
    assert dialog.said.text().startswith(f"Olga only called, from {SHOWN}. Both become one")
    write(qtbot, dialog, "@somebody_new", "@somebody_new")
    assert "@somebody_new is linked to Ada Fern." in dialog.said.text()
    assert dialog.link_button.text() == "Link"
    write(qtbot, dialog, "@ben_moss", "Ben Moss")
    assert dialog.said.text().startswith("Ben Moss becomes part of Ada Fern, with 1 handle")
    assert dialog.link_button.text() == "Merge"
    write(qtbot, dialog, "@ada_fern", "@ada_fern")
    assert "has @ada_fern already" in dialog.said.text()
    dialog.field.setText("!?")
    qtbot.waitUntil(lambda: dialog.said.text().startswith("Nobody is found"))
    choose_basis(qtbot, dialog)
    assert not dialog.link_button.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_contacts_are_merged_by_keys_and_taken_apart_in_the_pane(
    qtbot: QtBot, desk: Application
) -> None:
    key(qtbot, desk, Qt.Key.Key_M, modifier=Qt.KeyboardModifier.ShiftModifier)
    dialog = link_dialog(qtbot, desk)
    qtbot.keyClicks(dialog.field, "o")
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 1)
    assert dialog.option is not None
    assert (dialog.option.text, dialog.link_button.text()) == ("Olga", "Merge")
    assert "Both are called Olga then." in dialog.said.text()  # for a person gave that name
    choose_basis(qtbot, dialog, "her own words")
    link(qtbot, dialog)
    assert desk.window.status.message.text().startswith("Merged.")
    qtbot.waitUntil(lambda: card(qtbot, desk).contact.title == "Olga")
    qtbot.waitUntil(lambda: "Merged into this contact" in said(desk))
    assert any(text.startswith("Olga, merged on ") for text in said(desk))
    assert any(text.startswith("her own words, by ") for text in said(desk))
    press(qtbot, desk, "Take Olga apart again")
    qtbot.waitUntil(lambda: "Merged into this contact" not in said(desk))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: "Merged into this contact" in said(desk))


def test_the_other_choices_are_reached_by_arrows_and_told(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    key(qtbot, desk, Qt.Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    heard = hearing.listen(monkeypatch)
    write(qtbot, dialog, SHOWN, SHOWN)
    qtbot.waitUntil(lambda: any(f" found: {SHOWN}" in text for text in hearing.texts(heard)))
    qtbot.keyClick(dialog.field, Qt.Key.Key_Down)
    assert dialog.option is not None
    assert dialog.option.text == "Olga"
    assert hearing.texts(heard)[-1].startswith("Olga")
    for _ in range(3):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Up)
    assert dialog.option.text == SHOWN
    dialog.reject()


def test_what_cannot_be_linked_any_more_is_said_and_what_was_typed_stays(
    qtbot: QtBot, desk: Application
) -> None:
    key(qtbot, desk, Qt.Key.Key_L)
    dialog = link_dialog(qtbot, desk)
    write(qtbot, dialog, "@later", "@later")
    choose_basis(qtbot, dialog)
    ben = next(row for row in rows(desk) if row.name == "Ben Moss")
    done: list[object] = []
    desk.lanes.writer.submit(
        lambda core: core.contacts.link_handle(ben.contact_id, "memory", "later", TOLD),
        done.append,
        receiver=desk.window,
    )
    qtbot.waitUntil(lambda: bool(done))
    qtbot.keyClick(dialog.basis.lineEdit() or dialog.basis, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.text().startswith("@later belongs to Ben Moss.")
    assert (dialog.field.text(), dialog.basis.currentText()) == ("@later", TOLD)
    assert dialog.link_button.isEnabled()
    dialog.reject()


def rows(desk: Application) -> list[CaseRow]:
    model = desk.window.inbox.model
    return [row for n in range(model.rowCount()) if (row := model.row_at(n)) is not None]


def test_a_suggestion_says_why_and_is_linked_only_by_a_person(
    qtbot: QtBot, desk: Application
) -> None:
    assert "Maybe the same person" in said(desk)
    assert {"Olga", SHOWN, "@ada_fern is named in a call note."} <= set(said(desk))
    assert len(card(qtbot, desk).contact.phones) == 0
    press(qtbot, desk, "Link with Olga")
    dialog = link_dialog(qtbot, desk)
    assert dialog.option is not None
    assert dialog.option.text == "Olga"
    choose_basis(qtbot, dialog)
    link(qtbot, dialog)
    qtbot.waitUntil(lambda: "Merged into this contact" in said(desk))
    assert "Maybe the same person" not in said(desk)
    assert SHOWN in said(desk)


def test_a_refused_suggestion_does_not_come_back(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    press(qtbot, desk, "Olga is not the same person")
    qtbot.waitUntil(lambda: "Maybe the same person" not in said(desk))
    assert desk.close()
    again = open_desk(desk._folder)
    again.window.resize(1300, 900)
    open_case(qtbot, again)
    assert card(qtbot, again).suggestions == ()


def test_a_number_is_dialled_by_the_system_and_unlinked(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        QDesktopServices, "openUrl", lambda url: opened.append(QUrl(url).toString())
    )
    place = next(n for n, row in enumerate(rows(desk)) if row.name == "Olga")
    open_case(qtbot, desk, place)
    qtbot.waitUntil(lambda: SHOWN in said(desk) and card(qtbot, desk).contact.name == "Olga")
    press(qtbot, desk, f"Call {SHOWN}")
    assert opened == ["tel:+44-20-7946-0018"]
    press(qtbot, desk, f"Unlink {SHOWN}")
    qtbot.waitUntil(lambda: "None known. A call note can bring one." in said(desk))
    assert desk.window.case.model.rowCount() > 0, "the call stays"
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: SHOWN in said(desk))


def test_notes_are_kept_as_typed_and_taken_back_at_once(qtbot: QtBot, desk: Application) -> None:
    notes = desk.window.right.view.notes
    assert notes.toPlainText() == "calls after six"
    qtbot.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClick(notes, Qt.Key.Key_End)
    with qtbot.waitSignal(notes.drafted):
        qtbot.keyClicks(notes, ", resolve e m l")
    qtbot.keyClicks(notes, " and more")
    assert desk.window.findChild(LinkDialog) is None, "letters are text there"
    with qtbot.waitSignal(notes.written):
        qtbot.keyClick(notes, Qt.Key.Key_Escape)
    written = "calls after six, resolve e m l and more"
    qtbot.waitUntil(lambda: card(qtbot, desk).contact.notes == written)
    assert card(qtbot, desk).notes_draft is None
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: notes.toPlainText() == "calls after six")


def test_notes_that_are_being_written_when_the_case_changes_are_the_right_contacts(
    qtbot: QtBot, desk: Application
) -> None:
    notes = desk.window.right.view.notes
    qtbot.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton)
    notes.selectAll()
    qtbot.keyClicks(notes, "of ada")
    desk.window.inbox.step(1)
    view = desk.window.right.view
    qtbot.waitUntil(lambda: view.card is not None and view.card.contact.name == "Ben Moss")
    assert notes.toPlainText() == ""
    desk.window.inbox.step(-1)
    qtbot.waitUntil(lambda: notes.toPlainText() == "of ada")


def test_notes_outlive_the_end_of_the_program(
    qtbot: QtBot, desk: Application, open_desk: OpenDesk
) -> None:
    notes = desk.window.right.view.notes
    qtbot.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton)
    notes.selectAll()
    qtbot.keyClicks(notes, "typed at the last moment")
    assert desk.close()
    again = open_desk(desk._folder)
    again.window.resize(1300, 900)
    open_case(qtbot, again)
    assert card(qtbot, again).contact.notes == "typed at the last moment"


def test_a_draft_that_a_crash_left_is_stored(qtbot: QtBot, open_desk: OpenDesk) -> None:
    def crashed(desk: Desk) -> None:
        with_callers(desk)
        ada = next(row for row in desk.cases.rows() if row.name == "Ada Fern")
        desk.contacts.keep_notes_draft(ada.contact_id, "calls after se")

    desk = open_desk(set_up=crashed)
    desk.window.resize(1300, 900)
    open_case(qtbot, desk)
    qtbot.waitUntil(lambda: card(qtbot, desk).contact.notes == "calls after se")
    assert desk.window.right.view.notes.toPlainText() == "calls after se"


def test_what_is_read_meanwhile_does_not_touch_notes_that_are_being_written(
    qtbot: QtBot, desk: Application
) -> None:
    notes = desk.window.right.view.notes
    qtbot.mouseClick(notes.viewport(), Qt.MouseButton.LeftButton)
    qtbot.keyClicks(notes, "half a wo")
    text, shown = notes.toPlainText(), desk.window.right.view.card
    desk.window.case.read()
    qtbot.waitUntil(lambda: desk.window.right.view.card is not shown)
    assert notes.toPlainText() == text
    assert notes.hasFocus()


def test_name_and_tags_are_edited_in_one_act(qtbot: QtBot, desk: Application) -> None:
    press(qtbot, desk, "Edit name and tags")
    dialog = desk.window.findChild(ContactDialog)
    assert isinstance(dialog, ContactDialog)
    assert dialog.name.text() == "Ada Fern"
    dialog.name.selectAll()
    qtbot.keyClicks(dialog.name, "<b>Aunt</b> Ada")
    qtbot.keyClicks(dialog.tags, "VIP, #patient,")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.tags, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "<b>Aunt</b> Ada" in said(desk))
    qtbot.waitUntil(lambda: card(qtbot, desk).contact.tags == ("patient", "vip"))
    undo(qtbot, desk)
    qtbot.waitUntil(lambda: "Ada Fern" in said(desk))


def test_a_tag_that_is_too_long_is_refused_in_the_dialog(qtbot: QtBot, desk: Application) -> None:
    desk.window.right.people.edit()
    dialog = desk.window.findChild(ContactDialog)
    assert isinstance(dialog, ContactDialog)
    dialog.tags.setText("x" * 50)
    qtbot.keyClick(dialog.tags, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.save_button.isEnabled()
    dialog.reject()


def test_what_is_read_of_the_contact_takes_no_focus(qtbot: QtBot, desk: Application) -> None:
    editor = desk.window.case.composer.editor
    editor.setFocus()
    before = desk.window.right.view.card
    qtbot.keyClicks(editor, "hello")
    desk.window.case.read()
    qtbot.waitUntil(lambda: desk.window.right.view.card is not before)
    assert editor.hasFocus()
    focus: QWidget | None = desk.window.focusWidget()
    assert focus is editor


def test_nothing_is_linked_that_was_found_for_another_text(qtbot: QtBot, desk: Application) -> None:
    key(qtbot, desk, Qt.Key.Key_M, modifier=Qt.KeyboardModifier.ShiftModifier)
    dialog = link_dialog(qtbot, desk)
    write(qtbot, dialog, "ben", "Ben Moss")
    choose_basis(qtbot, dialog)
    wanted: list[object] = []
    dialog.wanted.connect(wanted.append)
    go_on = Event()
    desk.lanes.reader.submit(lambda _desk: go_on.wait(20))
    dialog.field.setFocus()
    dialog.field.selectAll()
    qtbot.keyClicks(dialog.field, "cleo")
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert dialog.said.text() == "Looking…"
    go_on.set()
    qtbot.waitUntil(lambda: dialog.option is not None)
    assert dialog.option is not None
    assert dialog.option.text.startswith("Cleo")
    assert not wanted
    dialog.reject()


def test_notes_that_cannot_be_stored_stand_there_again_and_are_tried_again(
    qtbot: QtBot, desk: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = desk.window.right.view.notes
    qtbot.waitUntil(notes.isVisible)
    with monkeypatch.context() as broken:
        broken.setattr(Contacts, "set_notes", full)
        notes.setFocus()
        notes.selectAll()
        qtbot.keyClicks(notes, "calls her mother only")
        with qtbot.waitSignal(desk.window.case.troubled):
            desk.window.inbox.list.setFocus()
        assert notes.toPlainText() == "calls her mother only"
        with qtbot.waitSignal(desk.window.case.troubled):
            open_case(qtbot, desk, 1)
        qtbot.waitUntil(lambda: notes.toPlainText() == "")
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: notes.toPlainText() == "calls her mother only")
    open_case(qtbot, desk, 1)
    open_case(qtbot, desk, 0)
    qtbot.waitUntil(lambda: card(qtbot, desk).contact.notes == "calls her mother only")


def test_the_menu_of_the_notes_does_not_end_what_is_written(
    qtbot: QtBot, desk: Application
) -> None:
    notes = desk.window.right.view.notes
    notes.setFocus()
    with qtbot.waitSignal(notes.drafted):
        qtbot.keyClicks(notes, "first ")
    with qtbot.assertNotEmitted(notes.written):
        out = QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.PopupFocusReason)
        QApplication.sendEvent(notes, out)
    with qtbot.waitSignal(notes.written):
        desk.window.inbox.list.setFocus()


def test_what_is_being_linked_is_left_when_another_case_is_opened(
    qtbot: QtBot, desk: Application
) -> None:
    key(qtbot, desk, Qt.Key.Key_L)
    link_dialog(qtbot, desk)
    open_case(qtbot, desk, 1)
    qtbot.waitUntil(lambda: desk.window.findChild(LinkDialog) is None)


def test_a_contact_that_is_edited_is_left_when_another_case_is_opened(
    qtbot: QtBot, desk: Application
) -> None:
    press(qtbot, desk, "Edit name and tags")
    assert desk.window.findChild(ContactDialog) is not None
    open_case(qtbot, desk, 1)
    qtbot.waitUntil(lambda: desk.window.findChild(ContactDialog) is None)


def full(*_args: object) -> None:
    """Fail as a full disk does."""
    raise StoreError("The disk is full.")

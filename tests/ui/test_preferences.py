"""The dialog for preferences: what is set holds at once, is kept, and says what it means."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from console import settings
from console.settings import Settings
from tests.ui.conftest import open_case
from ui.agents_dialog import AgentsDialog
from ui.application import Application
from ui.preferences_dialog import PreferencesDialog
from ui.preferences_pages import TITLES
from ui.theme import Appearance, Theme

CTRL = Qt.KeyboardModifier.ControlModifier
Heard = list[Settings]


def preferences(qtbot: QtBot, desk: Application) -> PreferencesDialog:
    qtbot.keyClick(desk.window, Qt.Key.Key_Comma, CTRL)
    found = desk.window.findChild(PreferencesDialog)
    assert found is not None
    assert found.isVisible()
    return found


def close(qtbot: QtBot, desk: Application, dialog: PreferencesDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.findChild(PreferencesDialog) is None)


def enter(qtbot: QtBot, field: QWidget, text: str) -> None:
    """Write over what stands in a field; it is not left."""
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_A, CTRL)
    qtbot.keyClicks(field, text)


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> PreferencesDialog:
    theme = Theme(qapp)
    theme.apply()
    made = PreferencesDialog(Settings(agent_name="Mika"), "mika", theme)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def heard(dialog: PreferencesDialog) -> Heard:
    told: Heard = []
    dialog.changed.connect(told.append)
    return told


def test_it_shows_what_is_set(qtbot: QtBot, desk: Application) -> None:
    dialog = preferences(qtbot, desk)
    assert dialog.general.undo.text() == "At once"  # so the tests have it set
    assert dialog.general.hold.text() == "2 h"
    assert dialog.general.interval.text() == "120 s"
    assert dialog.general.agent_help.text() == f"{settings.user_name()}, without a signature."
    assert dialog.general.look.currentText() == "As the system"
    assert [one.text() for one in dialog.general.limit.buttons() if one.isChecked()] == ["140"]
    close(qtbot, desk, dialog)


def test_the_time_to_undo_says_what_it_means(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    assert dialog.general.undo_help.text() == (
        "An answer goes out 15 seconds after Send. Till then U takes it back,"
        " or Ctrl+Z in the empty composer."
    )
    enter(qtbot, dialog.general.undo, "0")
    qtbot.keyClick(dialog.general.undo, Qt.Key.Key_Return)
    assert dialog.general.undo.text() == "At once"
    assert dialog.general.undo_help.text().startswith("Answers go out at once.")
    assert [each.undo_s for each in heard] == [0]


def test_numbers_stay_within_their_bounds(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    for stepper, least, most in (
        (dialog.general.undo, 0, 60),
        (dialog.general.hold, 1, 72),
        (dialog.general.interval, 30, 3600),
    ):
        stepper.setFocus()
        qtbot.keyClick(stepper, Qt.Key.Key_PageUp)
        for _ in range(500):
            stepper.stepUp()
        assert stepper.value() == most
        for _ in range(500):
            stepper.stepDown()
        assert stepper.value() == least
    assert all(each == each.checked() for each in heard)


def test_a_number_holds_when_it_was_typed_to_its_end(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    enter(qtbot, dialog.general.interval, "300")
    assert heard == []
    qtbot.keyClick(dialog.general.interval, Qt.Key.Key_Tab)
    assert [each.sync_interval_s for each in heard] == [300]
    assert "every 5 minutes" in dialog.general.interval_help.text()


@pytest.mark.parametrize(
    ("field", "text", "wanted"),
    [
        ("undo", "30", Settings(agent_name="Mika", undo_s=30)),
        ("interval", "300", Settings(agent_name="Mika", sync_interval_s=300)),
    ],
)
def test_esc_closes_and_loses_nothing_typed(
    qtbot: QtBot,
    dialog: PreferencesDialog,
    heard: Heard,
    field: str,
    text: str,
    wanted: Settings,
) -> None:
    widget = getattr(dialog.general, field)
    enter(qtbot, widget, text)
    assert heard == []
    qtbot.keyClick(widget, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert heard == [wanted]


def test_nothing_is_told_where_nothing_changed(
    qtbot: QtBot, dialog: PreferencesDialog, heard: Heard
) -> None:
    enter(qtbot, dialog.general.undo, "15")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert heard == []


def test_every_field_has_a_name_and_every_line_is_whole(dialog: PreferencesDialog) -> None:
    general = dialog.general
    fields = (
        general.undo, general.hold, general.interval, general.agent, general.look, general.language,
    )  # fmt: skip
    assert all(field.accessibleName() for field in fields)
    assert all(button.accessibleName() for button in dialog.general.limit.buttons())
    for label in dialog.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def kept(tmp_path: Path) -> Settings:
    return settings.load(tmp_path / "data")


def test_the_next_answer_waits_as_long_as_is_set(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    dialog = preferences(qtbot, desk)
    enter(qtbot, dialog.general.undo, "45")
    close(qtbot, desk, dialog)
    assert desk.window.case.answer.undo_s == 45
    qtbot.waitUntil(lambda: kept(tmp_path).undo_s == 45)


def test_the_lane_that_sends_holds_by_the_hours_that_are_set(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    before = desk.preferred.contexts["sending"].patience
    assert before.stale_after == timedelta(hours=2)
    dialog = preferences(qtbot, desk)
    enter(qtbot, dialog.general.hold, "8")
    close(qtbot, desk, dialog)
    sending = desk.preferred.contexts["sending"]
    qtbot.waitUntil(lambda: sending.patience.stale_after == timedelta(hours=8))
    assert sending.patience.lease == before.lease
    qtbot.waitUntil(lambda: kept(tmp_path).hold_after_h == 8)


def agents(qtbot: QtBot, desk: Application) -> AgentsDialog:
    """Go from the preferences to who is at the desk; the preferences close."""
    dialog = preferences(qtbot, desk)
    qtbot.mouseClick(dialog.general.agent, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    found = desk.window.findChild(AgentsDialog)
    assert found is not None
    qtbot.waitUntil(lambda: found.list.count() == 1)
    return found


def leave(qtbot: QtBot, desk: Application, who: AgentsDialog) -> None:
    qtbot.keyClick(who, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.window.findChild(AgentsDialog) is None)


def test_the_next_call_note_has_the_name_that_is_set(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    note(qtbot, desk, "before")
    who = agents(qtbot, desk)
    enter(qtbot, who.name, "Mika Kerr")
    qtbot.keyClick(who.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(tmp_path).agent_name == "Mika Kerr")
    qtbot.waitUntil(lambda: who.message.text() == "Mika Kerr is stored.")
    leave(qtbot, desk, who)
    note(qtbot, desk, "after")
    noted = dict(authors(qtbot, desk))
    assert noted["after"] == "Mika Kerr"
    desk.dialogs.show_preferences()  # by the key only once the window is the active one again
    dialog = desk.window.findChild(PreferencesDialog)
    assert dialog is not None
    assert dialog.general.agent_help.text() == "Mika Kerr, without a signature."
    close(qtbot, desk, dialog)


def note(qtbot: QtBot, desk: Application, text: str) -> None:
    from console.desk.calls import NewCall
    from console.domain.messages import Channel, Direction

    ended: list[object] = []
    call = NewCall(text, desk.window.now(), Direction.IN, Channel.PHONE, "", "Zoe")
    desk.lanes.writer.submit(lambda desk: desk.calls.add(call, None), ended.append)
    qtbot.waitUntil(lambda: bool(ended))


def authors(qtbot: QtBot, desk: Application) -> list[tuple[str, str]]:
    from console.desk import Desk
    from console.domain.messages import CallNote

    found: list[list[tuple[str, str]]] = []

    def job(desk: Desk) -> list[tuple[str, str]]:
        views = [desk.cases.view(row.id) for row in desk.cases.rows()]
        notes = [each for view in views for each in view.messages if isinstance(each, CallNote)]
        return [(each.text, each.agent_name) for each in notes]

    desk.lanes.reader.submit(job, found.append)
    qtbot.waitUntil(lambda: bool(found))
    return found[0]


def test_syncs_come_as_often_as_is_set(
    qtbot: QtBot, desk: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    start = desk.courier.start

    def started(interval_s: int) -> None:
        begun.append(interval_s)
        start(interval_s)

    monkeypatch.setattr(desk.courier, "start", started)
    dialog = preferences(qtbot, desk)
    enter(qtbot, dialog.general.interval, "60")
    close(qtbot, desk, dialog)
    assert begun == [60]
    qtbot.waitUntil(lambda: kept(tmp_path).sync_interval_s == 60)


def test_the_window_takes_another_look_at_once(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    dialog = preferences(qtbot, desk)
    dialog.general.look.setFocus()
    for _ in range(2):
        qtbot.keyClick(dialog.general.look, Qt.Key.Key_Down)
    assert dialog.general.look.currentText() == "Dark"
    assert desk.theme.appearance is Appearance.DARK
    qtbot.waitUntil(lambda: kept(tmp_path).appearance == "dark")
    close(qtbot, desk, dialog)


def test_the_next_case_starts_with_the_limit_that_is_set(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    open_case(qtbot, desk)
    dialog = preferences(qtbot, desk)
    button: QPushButton = next(
        one for one in dialog.findChildren(QPushButton) if one.text() == "280"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    close(qtbot, desk, dialog)
    assert desk.window.case.composer.limits.name == "140", "what is written stays as it is"
    open_case(qtbot, desk, 1)
    assert desk.window.case.composer.limits.name == "280"
    qtbot.waitUntil(lambda: kept(tmp_path).limit == "280")


def test_the_signature_is_counted_as_one_types_and_behind_the_answer_at_once(
    qtbot: QtBot, desk: Application, tmp_path: Path
) -> None:
    open_case(qtbot, desk)
    composer = desk.window.case.composer
    who = agents(qtbot, desk)
    assert "such as ^AB" in who.signature_help.text()
    enter(qtbot, who.signature, " ^MK ")
    assert "every answer: 4 characters, with its space" in who.signature_help.text()
    qtbot.keyClick(who.signature, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: composer.signature == "^MK")
    enter(qtbot, who.signature, "x" * 30)
    assert len(who.signature.text()) == 20
    qtbot.keyClick(who.signature, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: kept(tmp_path).signature == "x" * 20)
    qtbot.waitUntil(lambda: who.message.text().endswith("is stored."))
    leave(qtbot, desk, who)


def test_pages_are_turned_by_keys(qtbot: QtBot, desk: Application) -> None:
    dialog = preferences(qtbot, desk)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    shown = []
    for modifier in (*[CTRL] * dialog.sections.count(), CTRL | Qt.KeyboardModifier.ShiftModifier):
        back = modifier is not CTRL
        key = Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab
        qtbot.keyClick(QApplication.focusWidget() or dialog, key, modifier)
        shown.append(dialog.sections.currentRow())
        assert list(TITLES)[shown[-1]] == next(
            name for name, page in dialog.made.there.items() if page.isVisible()
        )
    last = dialog.sections.count() - 1
    assert shown == [*range(1, last + 1), 0, last]
    close(qtbot, desk, dialog)

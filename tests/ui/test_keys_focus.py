"""Nothing steals the focus while a person types, whatever comes home in the meantime."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.limits import LIMITS_140
from console.errors import DeskError, NotSummoned, Offline
from console.text.split import split
from tests.ui.conftest import OpenDesk, open_case
from ui.application import Application
from ui.theme import Appearance

CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class Morning:
    """A desk on which much happens while a person writes."""

    qtbot: QtBot
    desk: Application
    world: MemoryWorld
    connector: MemoryConnector
    rows: dict[str, CaseRow]
    """The cases at the beginning, by the name of the customer."""

    def write(self, job: Callable[[Desk], Changes]) -> None:
        """Let something be stored, and wait till it is shown."""
        with self.qtbot.waitSignal(self.desk.window.refresher.due):
            self.desk.lanes.writer.submit(job, self.desk.window.take, receiver=self.desk)
        self.settle()

    def settle(self) -> None:
        """Let what is under way come home."""
        done: list[object] = []
        for lane in (self.desk.lanes.writer, self.desk.lanes.reader):
            lane.submit(lambda _: None, done.append, receiver=self.desk)
        self.qtbot.waitUntil(lambda: len(done) == 2 and not self.desk.courier.syncing)


@pytest.fixture
def morning(
    qtbot: QtBot, open_desk: OpenDesk, world: MemoryWorld, connector: MemoryConnector
) -> Iterator[Morning]:
    desk = open_desk()
    open_case(qtbot, desk)
    desk.window.activateWindow()
    qtbot.waitUntil(desk.window.isActiveWindow)
    qtbot.waitUntil(lambda: desk.window.case.case is not None)
    model = desk.window.inbox.model
    rows = [row for n in range(model.rowCount()) if (row := model.row_at(n)) is not None]
    yield Morning(qtbot, desk, world, connector, {row.name: row for row in rows})
    if (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()


def a_customer_writes(morning: Morning) -> None:
    author = morning.world.add_user("dora_x", "Dora Ox")
    morning.world.add_post(author, "@Shop hello?", at=datetime.now(UTC))
    with morning.qtbot.waitSignal(morning.desk.window.refresher.due):
        morning.desk.courier.sync_now()
    morning.settle()


def the_open_case_goes_on(morning: Morning) -> None:
    before = morning.desk.window.case.model.rowCount()
    ada = next(post for post in morning.world.posts() if post.author.handle == "ada_fern")
    morning.world.add_post(
        ada.author, "@Shop and now?", at=datetime.now(UTC), reply_to=ada.remote_id
    )
    morning.desk.courier.sync_now()
    morning.qtbot.waitUntil(lambda: morning.desk.window.case.model.rowCount() > before)


def the_network_is_gone(morning: Morning) -> None:
    morning.connector.fail_next("read_page", Offline("The network was not reached."))
    morning.desk.courier.sync_now()
    morning.qtbot.waitUntil(lambda: bool(morning.desk.courier.problems))
    morning.settle()


def the_network_is_back(morning: Morning) -> None:
    morning.desk.courier.sync_now()
    morning.qtbot.waitUntil(lambda: not morning.desk.courier.problems)
    morning.settle()


def something_fails(morning: Morning) -> None:
    morning.desk.window.show_trouble(DeskError("It could not be stored."))
    morning.desk.lanes.reader.crashed.emit(ValueError("of a lane"))
    morning.settle()
    assert morning.desk.window.notices.isVisible()


def a_case_sleeps_and_wakes(morning: Morning) -> None:
    case_id = morning.rows["Ben Moss"].id
    until: list[datetime] = []

    def sleep(desk: Desk) -> Changes:
        until.append(datetime.now(UTC) + timedelta(milliseconds=250))
        return desk.triage.snooze((case_id,), until[0])

    morning.write(sleep)
    morning.qtbot.waitUntil(lambda: datetime.now(UTC) > until[0])
    morning.write(lambda desk: desk.triage.wake())


def an_act_is_undone_elsewhere(morning: Morning) -> None:
    case_id = morning.rows["Cleo Wells"].id
    morning.write(lambda desk: desk.triage.tag((case_id,), add=("late",)))

    def undo(desk: Desk) -> Changes:
        undone = desk.acts.undo()
        assert undone is not None
        return undone.changes

    morning.write(undo)


def the_open_case_is_resolved_elsewhere(morning: Morning) -> None:
    row = morning.desk.window.case.row
    assert row is not None
    morning.write(lambda desk: desk.triage.resolve((row.id,), skipped=True))


def the_customer_is_renamed_elsewhere(morning: Morning) -> None:
    contact_id = morning.rows["Ada Fern"].contact_id
    morning.write(lambda desk: desk.contacts.rename(contact_id, "Ada of the parcel"))


def an_answer_of_another_case_is_refused(morning: Morning) -> None:
    morning.connector.fail_next("publish", NotSummoned("It mentions nobody of us."))
    case_id, text = morning.rows["Cleo Wells"].id, "Thank you"
    morning.write(
        lambda desk: desk.replies.queue(case_id, text, split(text, LIMITS_140), LIMITS_140)[1]
    )
    reading = morning.desk.window.outbox.reading
    morning.desk.courier.publish()
    morning.qtbot.waitUntil(lambda: any(one.thread.asks for one in reading.entries or ()))


def a_late_answer_comes(morning: Morning) -> None:
    """What was asked before the person went on comes home now."""
    window = morning.desk.window
    window.take(Changes.of(cases=(morning.rows["Ben Moss"].id,)))
    window.outbox.reading.read()
    window.case.refresh(Changes.of(cases=(morning.rows["Ada Fern"].id,)))
    morning.settle()


def the_look_changes(morning: Morning) -> None:
    for look in (Appearance.DARK, Appearance.LIGHT):
        morning.desk.theme.set_appearance(look)
    morning.settle()


def a_word_passes_by(morning: Morning) -> None:
    morning.desk.window.status.notice("Something was done.")
    morning.settle()


EVENTS: tuple[Callable[[Morning], None], ...] = (
    a_customer_writes,
    the_open_case_goes_on,
    the_network_is_gone,
    the_network_is_back,
    something_fails,
    a_case_sleeps_and_wakes,
    an_act_is_undone_elsewhere,
    the_customer_is_renamed_elsewhere,
    an_answer_of_another_case_is_refused,
    a_late_answer_comes,
    the_look_changes,
    a_word_passes_by,
    the_open_case_is_resolved_elsewhere,
)


def composer(morning: Morning) -> QWidget:
    editor = morning.desk.window.case.composer.editor
    editor.setFocus()
    return editor


def search_field(morning: Morning) -> QWidget:
    morning.qtbot.keyClicks(morning.desk.window.inbox.list, "/")
    return morning.desk.window.inbox.search_field


def palette_field(morning: Morning) -> QWidget:
    morning.qtbot.keyClick(morning.desk.window, Qt.Key.Key_K, CTRL)
    return field_of_dialog()


def keys_field(morning: Morning) -> QWidget:
    morning.qtbot.keyClick(morning.desk.window, Qt.Key.Key_Question)
    return field_of_dialog()


def preferences_field(morning: Morning) -> QWidget:
    morning.qtbot.keyClick(morning.desk.window, Qt.Key.Key_Comma, CTRL)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = next(
        one
        for one in dialog.findChildren(QLineEdit)
        if one.isVisible() and one.objectName() != "qt_spinbox_lineedit"
    )
    field.setFocus()
    return field


def field_of_dialog() -> QWidget:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.focusWidget()
    assert field is not None
    return field


@pytest.mark.parametrize(
    "where", [composer, search_field, palette_field, keys_field, preferences_field]
)
def test_the_focus_stays_where_a_person_types(
    morning: Morning, where: Callable[[Morning], QWidget]
) -> None:
    field = where(morning)
    top = field.window()
    morning.qtbot.waitUntil(top.isActiveWindow)
    row = morning.desk.window.case.row
    assert row is not None
    for number, happens in enumerate(EVENTS):
        happens(morning)
        assert top.focusWidget() is field, happens.__name__
        assert QApplication.activeModalWidget() is (None if top is morning.desk.window else top)
        now = morning.desk.window.case.row
        assert now is not None, happens.__name__
        assert now.id == row.id, happens.__name__
        morning.qtbot.keyClicks(field, "abcdefghijklm"[number])
    typed = "abcdefghijklm"[: len(EVENTS)]
    if isinstance(field, QPlainTextEdit):
        assert field.toPlainText() == typed
    elif isinstance(field, QLineEdit):
        assert field.text().endswith(typed)

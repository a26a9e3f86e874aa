"""The dialog of a watch: one word and a click, changed, refused, left."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from console.credentials import Credentials
from console.desk import Context, Desk
from console.desk.context import Network
from console.desk.watches import Watches
from console.domain.accounts import Access, Account
from console.domain.changes import Changes
from console.domain.ids import AccountId, RemoteId, WatchId
from console.domain.watches import Estimate, NewWatch, Watch
from console.store import accounts
from console.store.database import Database
from tests.console import given
from ui.lanes import Lane, Lanes
from ui.theme import Theme
from ui.watch_dialog import ACCESS_GONE, NO_ACCESS, WatchDialog
from ui.watch_question import QUESTION

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
OWN = "-from:shop -@shop -is:retweet"
HITS = 7
"""So many posts name kettles and mention nobody."""


@dataclass
class Place:
    """A desk with an account, lanes on the same file, and the way to open a dialog."""

    bench: given.Bench
    lanes: Lanes
    theme: Theme
    window: QWidget
    qtbot: QtBot
    accounts: tuple[Account, ...]

    @property
    def watches(self) -> tuple[Watch, ...]:
        return self.bench.desk.watches.every()

    def open(self, watch: Watch | None = None) -> WatchDialog:
        dialog = WatchDialog(
            self.accounts, watch, self.lanes, self.theme, self.bench.clock, self.window
        )
        dialog.open()
        self.qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    def type(self, dialog: WatchDialog, line: str, text: str) -> None:
        field = dialog.fields.lines[line]
        field.setFocus()
        field.selectAll()
        self.qtbot.keyClicks(field, text)

    def write(self, dialog: WatchDialog, query: str) -> None:
        """Write a query by hand in place of what stands there."""
        dialog.box.edit.setFocus()
        dialog.box.edit.selectAll()
        self.qtbot.keyClicks(dialog.box.edit, query)

    def click(self, button: QWidget) -> None:
        self.qtbot.mouseClick(button, LEFT)

    def count(self, dialog: WatchDialog) -> None:
        self.click(dialog.price.count_button)
        self.qtbot.waitUntil(dialog.price.month.isVisible)

    def block(self, lane: Lane) -> Event:
        """Keep a lane busy till the event is set."""
        free = Event()
        lane.submit(lambda _: free.wait(20))
        return free

    def add(self, name: str, query: str, budget: str = "3") -> Watch:
        new = NewWatch(
            self.accounts[0].id, name, query, timedelta(hours=4), Decimal(budget),
            self.bench.clock(),
        )  # fmt: skip
        watch_id, _ = self.bench.desk.watches.add(new)
        return self.bench.desk.watches.get(watch_id)


def question(dialog: WatchDialog) -> QMessageBox:
    """Returns the question that is open over a dialog."""
    (box,) = [one for one in dialog.findChildren(QMessageBox) if one.isVisible()]
    return box


def button(box: QMessageBox, text: str) -> QPushButton:
    found = next(one for one in box.buttons() if one.text() == text)
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def place(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[Place]:
    bench = given.bench(tmp_path)
    author = bench.world.add_user("dora")
    for hours in range(HITS):
        at = bench.clock() - timedelta(hours=1 + 20 * hours)
        bench.world.add_post(author, f"my kettle broke, number {hours}", at=at)
    bench.desk.spending.set_budget(bench.account, Decimal(10))

    def build() -> Desk:
        db = Database.open(tmp_path / "canary-desk.db", busy_timeout_s=2)
        networks: dict[str, Network] = {"memory": given.TinyNetwork(bench.connector)}
        made = Context(db, networks, Credentials(), "Anna", process="lane", now=bench.clock)
        return Desk(made)

    reader, writer, sync = Lane("reader", build), Lane("writer", build), Lane("sync", build)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    lanes = Lanes(writer, reader, sync, sync, reader, reader, writer, writer)
    yield Place(bench, lanes, Theme(qapp), window, qtbot, tuple(bench.desk.accounts.every()))
    for lane in (reader, writer, sync):
        assert lane.close(20)
    bench.context.close()


def test_one_word_a_count_and_a_click_make_a_watch(qtbot: QtBot, place: Place) -> None:
    dialog = place.open()
    assert dialog.focusWidget() is dialog.fields.lines["words"]
    assert not dialog.save_button.isEnabled()
    qtbot.keyClicks(dialog.focusWidget(), "kettle")
    assert dialog.box.query == f"kettle {OWN}"
    place.count(dialog)
    assert dialog.price.title.text() == f"{HITS} posts in 7 days"
    with qtbot.waitSignal(dialog.changed) as told:
        place.click(dialog.save_button)
    assert told.args == [Changes.of(lists=("watches",))]
    assert not dialog.isVisible()
    (watch,) = place.watches
    assert watch.new == NewWatch(
        place.accounts[0].id, "kettle", f"kettle {OWN}", timedelta(hours=1), Decimal(1),
        place.bench.clock(),
    )  # fmt: skip
    assert watch.counted_week == HITS
    place.bench.desk.acts.undo()
    assert place.watches == ()


def test_enter_saves_from_a_field_and_from_the_query(qtbot: QtBot, place: Place) -> None:
    for name, key in (("one", Key.Key_Return), ("two", Key.Key_Return)):
        dialog = place.open()
        place.type(dialog, "words", name)
        place.count(dialog)
        field = dialog.name if name == "one" else dialog.box.edit
        with qtbot.waitSignal(dialog.changed):
            qtbot.keyClick(field, key)
    dialog = place.open()
    place.type(dialog, "words", "three")
    place.count(dialog)
    with qtbot.waitSignal(dialog.changed):
        qtbot.keyClick(dialog.box.edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sorted(each.new.name for each in place.watches) == ["one", "three", "two"]
    assert all("\n" not in each.new.query for each in place.watches)


def test_a_watch_without_a_price_is_saved_after_one_question(qtbot: QtBot, place: Place) -> None:
    place.add("kettle", "teapot")
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.save_button)
    box = question(dialog)
    assert box.text() == QUESTION
    place.click(button(box, "Cancel"))
    assert len(place.watches) == 1
    place.click(dialog.save_button)
    place.click(button(question(dialog), "Save anyway"))
    qtbot.waitUntil(dialog.message.isVisible)  # the name is taken; said once, it is not asked again
    place.type(dialog, "with_one_of", "broken")
    dialog.name.setFocus()
    qtbot.keyClicks(dialog.name, "Kettles")
    with qtbot.waitSignal(dialog.changed):
        place.click(dialog.save_button)
    made = next(each for each in place.watches if each.new.name == "Kettles")
    assert made.counted_week is None
    assert made.new.monthly_budget == 5


def test_count_first_counts_and_saves_nothing(qtbot: QtBot, place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.click(dialog.save_button)
    place.click(button(question(dialog), "Count first"))
    qtbot.waitUntil(dialog.price.month.isVisible)
    assert place.watches == ()


def test_what_the_desk_refuses_is_said_and_what_was_typed_stays(qtbot: QtBot, place: Place) -> None:
    place.add("kettle", "teapot")
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.count(dialog)
    place.click(dialog.save_button)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.message.text()
    assert dialog.fields.lines["words"].text() == "kettle"
    assert dialog.save_button.isEnabled()
    assert len(place.watches) == 1


def test_a_double_click_on_save_stores_one_watch(
    qtbot: QtBot, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[NewWatch] = []
    add = Watches.add

    def added(self: Watches, new: NewWatch, estimate: Estimate | None) -> tuple[WatchId, Changes]:
        asked.append(new)
        return add(self, new, estimate)

    monkeypatch.setattr(Watches, "add", added)
    free = place.block(place.lanes.writer)
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    place.count(dialog)
    place.click(dialog.save_button)
    place.click(dialog.save_button)
    qtbot.keyClick(dialog.box.edit, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()  # on its way into the file, it cannot be cancelled
    assert dialog.findChildren(QMessageBox) == []
    with qtbot.waitSignal(dialog.changed):
        free.set()
    with qtbot.waitSignal(place.window.windowTitleChanged):  # what came behind it is done
        place.lanes.writer.submit(
            lambda _: "end", place.window.setWindowTitle, receiver=place.window
        )
    assert len(asked) == 1
    assert [each.new.name for each in place.watches] == ["kettle"]


def test_a_watch_is_changed_where_it_is(qtbot: QtBot, place: Place) -> None:
    watch = place.add("Kettles", f"(kettle OR teapot) {OWN}")
    place.bench.clock.forward(hours=5)
    dialog = place.open(watch)
    assert dialog.fields.lines["words"].text() == "kettle, teapot"
    assert dialog.name.text() == "Kettles"
    assert not dialog.terms.begin_box.isEnabled()
    dialog.terms.budget_field.selectAll()
    qtbot.keyClicks(dialog.terms.budget_field, "4.50")
    with qtbot.waitSignal(dialog.changed):  # the same search: its price is asked for no more
        place.click(dialog.save_button)
    (now,) = place.watches
    assert now.new == replace(watch.new, monthly_budget=Decimal("4.50"))


def test_another_search_begins_anew_from_now_on(qtbot: QtBot, place: Place) -> None:
    watch = place.add("Kettles", f"teapot {OWN}")
    place.bench.clock.forward(hours=5)
    dialog = place.open(watch)
    place.type(dialog, "words", "kettle")
    assert dialog.terms.begin_box.isEnabled()
    assert dialog.terms.begin_box.currentText() == "From now on"
    place.count(dialog)
    with qtbot.waitSignal(dialog.changed):
        place.click(dialog.save_button)
    (now,) = place.watches
    assert now.new.query == f"kettle {OWN}"
    assert now.new.begin_at == place.bench.clock()


def test_a_watch_that_is_gone_meanwhile_is_said_to_be(qtbot: QtBot, place: Place) -> None:
    watch = place.add("Kettles", f"kettle {OWN}")
    dialog = place.open(watch)
    place.bench.desk.watches.remove((watch.id,))
    place.click(dialog.save_button)
    qtbot.waitUntil(dialog.message.isVisible)
    assert dialog.isVisible()


def test_escape_leaves_at_once_where_nothing_was_typed(qtbot: QtBot, place: Place) -> None:
    for watch in (None, place.add("Kettles", "kettle (hot OR loud OR -on)")):
        dialog = place.open(watch)
        qtbot.keyClick(dialog, Key.Key_Escape)
        assert not dialog.isVisible()


def test_what_was_typed_is_asked_about_before_it_goes(qtbot: QtBot, place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    qtbot.keyClick(dialog, Key.Key_Escape)
    place.click(button(question(dialog), "Go on writing"))
    assert dialog.isVisible()
    assert dialog.fields.lines["words"].text() == "kettle"
    qtbot.keyClick(dialog, Key.Key_Escape)
    place.click(button(question(dialog), "Discard"))
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert place.watches == ()


def test_tab_goes_through_the_dialog_as_it_is_read(qtbot: QtBot, place: Place) -> None:
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    dialog.name.setFocus()
    fields, met = dialog.fields, []
    for _ in range(18):
        met.append(dialog.focusWidget())
        qtbot.keyClick(dialog.focusWidget(), Key.Key_Tab)
    assert met == [
        dialog.name, fields.lines["words"], fields.misspellings.fold_button,
        fields.lines["with_one_of"], fields.lines["none_of"], fields.lines["not_from"],
        fields.language, fields.no_reposts, fields.no_replies, fields.not_own,
        dialog.price.count_button, dialog.terms.budget_field, dialog.terms.pace_box,
        dialog.terms.begin_box, dialog.box.help_button, dialog.box.edit, dialog.save_button,
        dialog.cancel_button,
    ]  # fmt: skip
    assert all(one.accessibleName() or getattr(one, "text", str)() for one in met)


def test_it_fits_into_the_smallest_window(place: Place) -> None:
    dialog = place.open()
    assert dialog.width() <= 900
    assert dialog.height() <= 600
    assert dialog.minimumSizeHint().height() <= 560


def test_nothing_of_it_is_cut_at_its_side(place: Place) -> None:
    dialog = place.open()
    areas = dialog.findChildren(QScrollArea)
    assert len(areas) == 2  # what it looks for, and the price
    for area in areas:
        held = area.widget()
        assert held is not None
        assert held.width() <= area.viewport().width()


def test_without_access_nothing_can_be_saved(place: Place) -> None:
    place.accounts = tuple(replace(one, access=Access.HAND_OFF) for one in place.accounts)
    dialog = place.open()
    place.type(dialog, "words", "kettle")
    assert dialog.message.text() == NO_ACCESS
    assert dialog.message.isVisible()
    assert not dialog.save_button.isEnabled()
    assert not dialog.price.count_button.isEnabled()


def test_the_account_is_a_choice_only_where_there_are_several(place: Place) -> None:
    assert not place.open().account.isVisible()
    db, now = place.bench.db, place.bench.clock()
    accounts.add(db, network="memory", remote_id=RemoteId("77"), handle="helps", name="H", now=now)
    place.accounts = tuple(place.bench.desk.accounts.every())
    dialog = place.open()
    assert dialog.account.isVisible()
    place.type(dialog, "words", "kettle")
    assert dialog.box.query == "kettle -from:shop -from:helps -@shop -@helps -is:retweet"
    dialog.account.setFocus()
    place.qtbot.keyClick(dialog.account, Key.Key_Down)
    assert dialog.box.query == "kettle -from:helps -from:shop -@helps -@shop -is:retweet"


def test_a_watch_whose_account_lost_its_access_says_so(place: Place) -> None:
    watch = place.add("Kettles", f"kettle {OWN}")
    other = replace(watch, new=replace(watch.new, account_id=AccountId(99)))
    dialog = place.open(other)
    assert dialog.message.text() == ACCESS_GONE
    assert dialog.message.isVisible()

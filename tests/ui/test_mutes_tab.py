"""The tab of what is muted: how much each keeps quiet, unmuting, a word muted from here."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from console.desk import Desk
from console.domain.ids import MuteId
from console.domain.triage_rules import Mute, MuteKind, NewMute
from console.errors import StoreError
from tests.ui.conftest import NOW, OpenDesk, connect_and_sync, names
from tests.ui.test_case_acts import press
from tests.ui.test_mutes import bare
from tests.ui.test_watches_page import held
from ui import mutes_words
from ui.application import Application
from ui.mute_dialog import MuteDialog
from ui.mutes_acts import MANY
from ui.mutes_tab import NOT_FOUND, MutesTab
from ui.watches_page import Tab

KEYS = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def with_mutes(desk: Desk) -> None:
    """Mutes a word that one post holds, one that none does, and Ben."""
    connect_and_sync(desk)
    desk.mutes.mute_word("parcel")
    desk.mutes.mute_word("giveaway")
    ben = next(row for row in desk.cases.rows() if row.name == "Ben Moss")
    desk.mutes.mute_author(ben.id)


def show(qtbot: QtBot, desk: Application, count: int) -> MutesTab:
    """Goes to the tab, and waits till what is muted is there."""
    qtbot.keyClick(desk.window, KEYS.Key_9, CTRL)
    page = desk.window.watches.page
    page.show_tab(Tab.MUTED)
    qtbot.waitUntil(lambda: len(page.mutes.muted) == count)
    page.go_to_list()
    return page.mutes


@pytest.fixture
def desk(open_desk: OpenDesk) -> Application:
    return open_desk(set_up=with_mutes)


@pytest.fixture
def tab(qtbot: QtBot, desk: Application) -> MutesTab:
    return show(qtbot, desk, 3)


def listed(tab: MutesTab) -> list[str]:
    return [bare(entry.lines[0][0].text) for entry in tab.list.rows.entries]


def quiet(tab: MutesTab) -> list[str]:
    return [entry.lines[0][1].text for entry in tab.list.rows.entries]


def status(desk: Application) -> str:
    return bare(desk.window.status.message.text())


def dialog_of(qtbot: QtBot, desk: Application) -> MuteDialog:
    (found,) = [one for one in desk.window.findChildren(MuteDialog) if one.isVisible()]
    return found


def test_each_mute_says_what_it_keeps_quiet_since_when_and_by_whom(tab: MutesTab) -> None:
    assert listed(tab) == ["@ben_moss", "“giveaway”", "“parcel”"]
    assert quiet(tab) == ["1 post kept quiet", "no post yet", "1 post kept quiet"]
    first = tab.list.rows.entries[0]
    assert first.lines[1][0].text.startswith("Author, muted just now by ")
    # The posts are of when the tests began, the desk's clock is the real one.
    assert re.fullmatch(r"the newest \d+ (min|h) ago", first.lines[1][1].text)
    heard = str(tab.list.rows.index(2).data(Qt.ItemDataRole.AccessibleTextRole))
    assert heard.startswith("“parcel”; Word, muted just now by ")
    assert tab.list.hasFocus()


def test_marked_ones_are_heard_again_and_undo_mutes_them(
    qtbot: QtBot, desk: Application, tab: MutesTab
) -> None:
    assert names(desk) == ["Cleo Wells"]
    qtbot.keyClick(tab.list, KEYS.Key_Down)
    qtbot.keyClick(tab.list, KEYS.Key_Down, SHIFT)
    qtbot.keyClick(tab.list, KEYS.Key_Delete)
    qtbot.keyClick(tab.list, KEYS.Key_Delete)  # a double press unmutes no other
    qtbot.waitUntil(lambda: listed(tab) == ["@ben_moss"])
    assert status(desk) == "Unmuted 2 mutes. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: names(desk) == ["Ada Fern", "Cleo Wells"])
    press(qtbot, desk, KEYS.Key_Z, CTRL)
    qtbot.waitUntil(lambda: status(desk) == "Undone: Unmute 2 mutes")
    again = show(qtbot, desk, 3)
    assert listed(again) == ["@ben_moss", "“giveaway”", "“parcel”"]


def test_last_one_unmuted_leaves_what_muting_is_and_a_word_is_muted_from_there(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def one_word(made: Desk) -> None:
        connect_and_sync(made)
        made.mutes.mute_word("giveaway")

    desk = open_desk(set_up=one_word)
    tab = show(qtbot, desk, 1)
    qtbot.mouseClick(tab.acts.unmute, LEFT)

    def said() -> list[str]:
        return [label.text() for label in tab.state.findChildren(QLabel) if label.isVisible()]

    qtbot.waitUntil(lambda: said() == list(mutes_words.NOTHING_MUTED))
    assert status(desk) == "Unmuted giveaway. Ctrl+Z takes it back."
    (button,) = tab.state.findChildren(QPushButton)
    qtbot.waitUntil(button.isVisible)
    qtbot.mouseClick(button, LEFT)
    dialog = dialog_of(qtbot, desk)
    qtbot.keyClicks(dialog.field, "parcel")
    qtbot.waitUntil(lambda: dialog.said.text() == "It would mute 1 open case.")
    qtbot.keyClick(dialog.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: listed(tab) == ["“parcel”"])
    assert tab.list.isVisible()
    assert status(desk) == "Muted “parcel”: 1 open case put aside. Ctrl+Z takes it back."
    qtbot.waitUntil(lambda: names(desk) == ["Ben Moss", "Cleo Wells"])


def test_word_that_is_muted_from_here_has_the_keys_then(
    qtbot: QtBot, desk: Application, tab: MutesTab
) -> None:
    tab.list.choose(tab.muted[-1].first.id)
    qtbot.keyClick(tab.list, KEYS.Key_N)
    dialog = dialog_of(qtbot, desk)
    qtbot.keyClicks(dialog.field, "zebra")
    qtbot.keyClick(dialog.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: "“zebra”" in listed(tab))
    assert [bare(one.first.new.shown) for one in tab.marked] == ["zebra"]


def test_word_that_is_muted_already_is_refused_in_the_dialog(
    qtbot: QtBot, desk: Application, tab: MutesTab
) -> None:
    qtbot.keyClick(tab.list, KEYS.Key_N)
    dialog = dialog_of(qtbot, desk)
    qtbot.keyClicks(dialog.field, "Parcel")
    qtbot.keyClick(dialog.field, KEYS.Key_Return)
    qtbot.waitUntil(lambda: "muted already" in dialog.said.text())
    assert dialog.isVisible()
    dialog.reject()
    assert listed(tab) == ["@ben_moss", "“giveaway”", "“parcel”"]


def test_failure_after_the_dialog_was_left_is_told_all_the_same(
    qtbot: QtBot, desk: Application, tab: MutesTab
) -> None:
    qtbot.keyClick(tab.list, KEYS.Key_N)
    dialog = dialog_of(qtbot, desk)
    qtbot.keyClicks(dialog.field, "parcel")
    with qtbot.waitSignal(tab.failed) as failed, held(desk.lanes.writer):
        qtbot.keyClick(dialog.field, KEYS.Key_Return)
        dialog.reject()
    assert failed.args is not None
    assert "muted already" in failed.args[0].message


def test_long_list_has_a_filter_that_says_where_nothing_fits(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    def many(made: Desk) -> None:
        with_mutes(made)
        for number in range(MANY - 2):
            made.mutes.mute_word(f"word {number}")

    desk = open_desk(set_up=many)
    tab = show(qtbot, desk, MANY + 1)
    assert tab.acts.filter.isVisible()
    qtbot.keyClicks(tab.acts.filter, "AUTHOR")
    assert listed(tab) == ["@ben_moss"]
    qtbot.keyClicks(tab.acts.filter, "x")
    shown = [label.text() for label in tab.not_found.findChildren(QLabel) if label.isVisible()]
    assert shown[0] == NOT_FOUND
    assert tab.not_found.isVisible()
    assert not tab.acts.unmute.isEnabled()
    tab.acts.filter.clear()
    assert len(listed(tab)) == MANY + 1


def test_short_list_has_no_filter(tab: MutesTab) -> None:
    assert not tab.acts.filter.isVisible()


def test_list_that_cannot_be_read_anew_stays_and_is_said(
    qtbot: QtBot, desk: Application, tab: MutesTab, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreError("The disk failed.")

    monkeypatch.setattr("console.desk.mutes.Mutes.every", fail)
    with qtbot.waitSignal(tab.failed):
        tab.renew()
    assert len(listed(tab)) == 3
    assert tab.acts.unmute.isEnabled()


def test_word_on_two_networks_is_one_to_a_person() -> None:
    one = Mute(
        MuteId(1), NewMute("x", MuteKind.WORD, "sale", "Sale"), NOW, "Anna", posts=2, last_at=NOW
    )
    other = replace(one, id=MuteId(2), new=replace(one.new, network="memory"), posts=3)
    author = replace(one, id=MuteId(3), new=NewMute("x", MuteKind.AUTHOR, "sale", "@sale"))
    same_id = replace(author, id=MuteId(4), new=replace(author.new, network="memory"))
    found = mutes_words.grouped((one, other, author, same_id))
    assert [each.ids for each in found] == [(1, 2), (3,), (4,)]
    assert found[0].posts == 5

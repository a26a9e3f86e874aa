"""Tab reaches everything, in the order in which it stands, and is held nowhere."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

from tests.ui import focus_walk
from tests.ui.conftest import OpenDesk, open_case
from ui.application import Application

DIALOGS = (
    "preferences", "keys", "call", "capture", "doctor", "saved_replies", "import", "export",
    "backups", "rechecks", "retention", "new_watch", "palette", "about",
)  # fmt: skip
"""The acts that open a dialog."""


@pytest.fixture
def desk(qtbot: QtBot, open_desk: OpenDesk) -> Application:
    desk = open_desk()
    open_case(qtbot, desk)
    desk.window.case.composer.editor.setFocus()
    qtbot.keyClicks(desk.window.case.composer.editor, "We will look into it. ")
    return desk


def test_tab_goes_round_the_window_and_back_the_same_way(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    widen(qtbot, desk)
    forth = focus_walk.stops(qtbot, window)
    assert focus_walk.reachable(window) - set(forth) == set()
    back = focus_walk.stops(qtbot, window, Qt.Key.Key_Backtab)
    assert set(back) == set(forth)
    start = forth.index(back[0])
    assert back == [back[0], *reversed(forth[start + 1 :] + forth[:start])]
    panes = (window.side, window.inbox, window.case, window.right.view, window.status)
    order = focus_walk.rotated(forth, window.side)
    assert met(panes, order) == list(panes)
    for pane in panes:
        within = [each for each in order if pane.isAncestorOf(each)]
        assert focus_walk.jumps(within) == []


def test_what_comes_later_is_met_where_it_stands(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    with qtbot.waitSignal(window.overview_shown):
        window.lanes.writer.submit(
            lambda verbs: verbs.accounts.add_handoff("Shop_Help"),
            lambda _account: window.read_overview(),
        )
    qtbot.waitUntil(lambda: len(window.side.entries) == 2)
    widen(qtbot, desk)
    open_case(qtbot, desk, 1)  # another contact, whose lines are new
    panes = (window.side, window.inbox, window.case, window.right.view, window.status)
    order = focus_walk.rotated(focus_walk.stops(qtbot, window), window.side)
    assert met(panes, order) == list(panes)
    for pane in panes:
        within = [each for each in order if pane.isAncestorOf(each)]
        assert focus_walk.jumps(within) == []
    first, second = window.side.entries.values()
    assert order.index(window.side.views) < order.index(first) < order.index(second)


def widen(qtbot: QtBot, desk: Application) -> None:
    """Makes room for the contact beside the case."""
    desk.window.resize(1400, 850)
    qtbot.waitUntil(desk.window.right.view.isVisible)


def met(panes: Sequence[QWidget], order: list[QWidget]) -> list[QWidget]:
    """Returns the panes as they are come to; one that is left and come to again stands twice."""
    held = [pane for each in order for pane in panes if pane.isAncestorOf(each)]
    return [pane for pane, _stops in groupby(held)]


@pytest.mark.parametrize("act", DIALOGS)
def test_tab_reaches_all_of_a_dialog(qtbot: QtBot, desk: Application, act: str) -> None:
    desk.window.actions_by_name[act].trigger()
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), QDialog))
    dialog = QApplication.activeWindow()
    assert dialog is not None
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    order = focus_walk.stops(qtbot, dialog)
    missed = focus_walk.reachable(dialog) - set(order)
    assert focus_walk.names(list(missed)) == []
    back = focus_walk.stops(qtbot, dialog, Qt.Key.Key_Backtab)
    assert set(back) == set(order)

    def closed() -> bool:
        dialog.close()  # the first time stops what is under way
        return not dialog.isVisible()

    qtbot.waitUntil(closed)


def test_no_part_of_the_window_is_taken_for_its_owner(qtbot: QtBot, desk: Application) -> None:
    """Or the window is gone, for Python, with that part (see `ui.reading_order`)."""
    window = desk.window
    assert window.side.entries  # what came later was put in turn
    for _ in range(6):
        qtbot.keyClick(window, Qt.Key.Key_F6)
    window.actions_by_name["preferences"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    dialog.close()
    assert "\nparent.." in Shiboken.dump(window.side)
    assert "\nparent.." not in Shiboken.dump(window)

"""With large texts the side gives up its words, and rows their second line: no name is cut."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from console.domain.ids import CaseId
from tests.language_walk.painted import Ear
from tests.ui.conftest import OpenDesk
from tests.ui.test_models import NOW, case
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.inbox_model import InboxModel
from ui.marks_sign import MarkSign
from ui.side_view import View
from ui.theme import Theme
from ui.views_delegate import folded_width, width_for

SMALLEST = (900, 600)


def test_the_side_is_folded_where_words_have_no_room_and_comes_back(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    window, side = desk.window, desk.window.side
    window.resize(*SMALLEST)
    assert not side.is_folded
    assert side.width() >= width_for(desk.theme)
    for percent in (125, 150, 200):
        desk.theme.set_text_percent(percent)
        qtbot.waitUntil(lambda: side.is_folded)
        assert side.width() <= folded_width(desk.theme) + 1
        right = window.right.page.mapTo(window, window.right.page.rect().topRight())
        assert right.x() < window.width()
    window.resize(1700, 600)
    qtbot.waitUntil(lambda: not side.is_folded)
    assert side.width() >= width_for(desk.theme)
    window.resize(*SMALLEST)
    desk.theme.set_text_percent(100)
    qtbot.waitUntil(lambda: not side.is_folded)


def test_what_a_folded_side_leaves_out_stands_in_its_tips(
    qtbot: QtBot, open_desk: OpenDesk
) -> None:
    desk = open_desk()
    side = desk.window.side
    qtbot.waitUntil(lambda: bool(side.entries))
    whole = side.views.grab().toImage()
    side.fold(folded=True)
    assert side.views.grab().toImage() != whole
    (entry,) = side.entries.values()
    assert not entry.handle.isVisible()
    for said in (entry.handle.text(), entry.state.text()):
        assert said
        assert said in entry.toolTip()
    told = entry.accessibleDescription()
    assert entry.state.text() in told
    assert "<" not in told
    assert "&lt;" not in entry.toolTip()
    place = side.views.visualRect(side.model.index(0)).center()
    QApplication.sendEvent(
        side.views.viewport(),
        QHelpEvent(QEvent.Type.ToolTip, place, side.views.mapToGlobal(place)),
    )
    assert View.NEEDS_REPLY.title in QToolTip.text()
    QToolTip.hideText()
    side.fold(folded=False)
    assert entry.handle.isVisible()
    assert entry.toolTip() == ""
    assert side.views.grab().toImage() == whole


@pytest.mark.parametrize(("percent", "width"), [(100, 232), (150, 280), (200, 300)])
def test_no_name_is_cut_for_how_long_ago_that_was(
    qtbot: QtBot, qapp: QApplication, percent: int, width: int
) -> None:
    theme = Theme(qapp)
    theme.set_text_percent(percent)
    try:
        model = InboxModel(lambda: NOW)
        listed = CaseList(model, CaseDelegate(theme, lambda: NOW), MarkSign(theme))
        qtbot.addWidget(listed)
        row = replace(case(1), id=CaseId(1), name="Edith Marlow", last_at=NOW - timedelta(days=40))
        model.show_rows([row])
        listed.resize(width, 400)
        listed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        ear = Ear()
        listed.show()
        with ear.listening():
            listed.viewport().grab()
        assert "Edith Marlow" in ear.drawn
        assert "Edith Marlow" not in ear.shortened
    finally:
        theme.set_text_percent(100)

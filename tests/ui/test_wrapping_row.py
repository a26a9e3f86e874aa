"""Buttons beside each other go on in the next line where they have no room."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.segment_button import SegmentButton
from ui.state_view import StateView
from ui.wrapping_row import WrappingRow


def page(qtbot: QtBot, *texts: str) -> tuple[QWidget, list[QPushButton]]:
    whole = QWidget()
    qtbot.addWidget(whole)
    column, row = QVBoxLayout(whole), WrappingRow()
    buttons = [QPushButton(text) for text in texts]
    row.add(*buttons)
    column.addWidget(row)
    column.addStretch()
    whole.resize(900, 400)
    whole.show()
    return whole, buttons


def rows(buttons: list[QPushButton]) -> list[int]:
    return sorted({button.y() for button in buttons if not button.isHidden()})


def test_no_button_is_narrower_than_its_words(qtbot: QtBot) -> None:
    whole, buttons = page(qtbot, "Restore this backup", "Another backup…", "Begin anew…", "Quit")
    assert len(rows(buttons)) == 1
    for width, lines in ((330, 2), (210, 3)):
        whole.resize(width, 400)
        assert len(rows(buttons)) >= lines
        for button in buttons:
            assert button.width() >= button.sizeHint().width()
            assert button.geometry().right() < width
    assert all(
        not one.geometry().intersects(other.geometry())
        for one in buttons for other in buttons if one is not other
    )  # fmt: skip


def test_a_hidden_one_takes_no_room(qtbot: QtBot) -> None:
    _whole, buttons = page(qtbot, "One", "Two", "Three")
    third = buttons[2].x()
    buttons[1].hide()
    qtbot.waitUntil(lambda: buttons[2].x() < third)


def test_it_begins_where_the_window_does(qtbot: QtBot) -> None:
    whole, buttons = page(qtbot, "One", "Two", "Three")
    whole.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: buttons[0].x() > buttons[1].x() > buttons[2].x())
    assert buttons[0].geometry().right() > whole.width() - 30


def test_the_ways_out_of_a_trouble_are_all_seen_in_a_narrow_window(qtbot: QtBot) -> None:
    view = StateView()
    qtbot.addWidget(view)
    titles = ("Restore this backup", "Another backup…", "Begin anew…", "Try again", "Quit")
    view.say("Damaged", "Why.", "What to do.", tuple((each, view.update) for each in titles))
    view.resize(340, 500)
    view.show()
    buttons = view.findChildren(QPushButton)
    assert [button.text() for button in buttons] == list(titles)
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    view.say("Damaged", "Why.", "What to do.", (("Try again", view.update),))
    assert [each.text() for each in buttons if each.isVisible()] == []
    view.focus_first()
    focused = view.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text() == "Try again"


def test_a_chosen_segment_has_room_for_its_words_in_bold(qtbot: QtBot) -> None:
    segment = SegmentButton("Diagramm", first=True)
    qtbot.addWidget(segment)
    bold = QFont(segment.font())
    bold.setBold(True)
    more = QFontMetrics(bold).horizontalAdvance("Diagramm")
    more -= segment.fontMetrics().horizontalAdvance("Diagramm")
    assert more > 0
    assert segment.sizeHint().width() >= QPushButton.sizeHint(segment).width() + more
    assert segment.minimumSizeHint().width() >= QPushButton.minimumSizeHint(segment).width() + more

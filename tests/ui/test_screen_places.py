"""Where the window stands is kept for each arrangement of screens, in real files of QSettings."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSettings, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMainWindow, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from ui import geometry, screen_places
from ui.application import Application
from ui.preferences_dialog import PreferencesDialog


def window_of(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_a_window_comes_back_where_it_was(qtbot: QtBot) -> None:
    first = window_of(qtbot)
    first.setGeometry(40, 60, 500, 400)
    first.show()
    screen_places.put(geometry.WINDOW, first.saveGeometry())
    QSettings().sync()
    second = window_of(qtbot)
    assert geometry.restore_window(second)
    assert second.geometry() == first.geometry()


def test_a_maximised_window_comes_back_maximised(qtbot: QtBot) -> None:
    first = window_of(qtbot)
    first.showMaximized()
    screen_places.put(geometry.WINDOW, first.saveGeometry())
    second = window_of(qtbot)
    geometry.restore_window(second)
    assert second.isMaximized()


def test_each_arrangement_has_its_own(qtbot: QtBot) -> None:
    screen_places.put(geometry.PANES, [1, 2, 3], "other screens")
    assert screen_places.sizes(geometry.PANES, 3) == []
    screen_places.put(geometry.PANES, [4, 5, 6])
    assert screen_places.sizes(geometry.PANES, 3) == [4, 5, 6]
    screen_places.forget()
    assert screen_places.sizes(geometry.PANES, 3) == []
    assert QSettings().value(screen_places.key(geometry.PANES, "other screens")) == [1, 2, 3]


def test_what_an_earlier_version_kept_holds_for_new_screens() -> None:
    QSettings().setValue(geometry.PANES, [187, 300, 400, 232])
    assert screen_places.sizes(geometry.PANES, 3, 4) == [187, 300, 400, 232]


@pytest.mark.parametrize(
    "damaged", ["words", ["x", "y"], [-1, 5], [0, 0], ["9" * 30, 5], [[1], [2]]]
)
def test_damaged_sizes_count_as_not_kept(damaged: object) -> None:
    QSettings().setValue(screen_places.key("dialogs/keys"), damaged)
    assert screen_places.sizes("dialogs/keys", 2) == []


def test_a_damaged_place_leaves_the_window_alone(qtbot: QtBot) -> None:
    made = window_of(qtbot)
    made.setGeometry(40, 60, 500, 400)
    QSettings().setValue(screen_places.key(geometry.WINDOW), "no place")
    assert not geometry.restore_window(made)
    assert made.size() == QSize(500, 400)


@pytest.mark.parametrize("place", [(9000, 9000), (-4000, 20), (20, -600)])
def test_a_window_outside_of_all_screens_comes_back(qtbot: QtBot, place: tuple[int, int]) -> None:
    made = window_of(qtbot)
    made.setGeometry(*place, 500, 400)
    made.show()
    geometry.bring_to_sight(made)
    rooms = [each.availableGeometry() for each in QGuiApplication.screens()]
    assert any(room.contains(made.geometry().topLeft()) for room in rooms)


def test_a_window_within_sight_is_not_moved(qtbot: QtBot) -> None:
    made = window_of(qtbot)
    made.setGeometry(300, 200, 500, 400)
    made.show()
    geometry.bring_to_sight(made)
    assert made.geometry().topLeft() == QPoint(300, 200)


def dialog_of(qtbot: QtBot) -> QDialog:
    made = QDialog()
    qtbot.addWidget(made)
    made.resize(300, 200)
    geometry.follow_dialog(made, "one")
    made.show()
    return made


def test_a_dialog_has_the_size_that_it_was_given_last(qtbot: QtBot) -> None:
    first = dialog_of(qtbot)
    first.reject()
    assert screen_places.sizes("dialogs/one", 2) == [], "nobody changed it"
    again = dialog_of(qtbot)
    again.resize(410, 333)
    again.reject()
    assert dialog_of(qtbot).size() == QSize(410, 333)
    screen_places.put("dialogs/one", [90_000, 333])
    third = dialog_of(qtbot)
    assert third.width() <= third.screen().availableSize().width()


def test_the_preferences_have_the_size_that_they_were_given_last(
    qtbot: QtBot, desk: Application
) -> None:
    def opened() -> QDialog:
        desk.dialogs.show_preferences()
        return next(one for one in desk.window.findChildren(PreferencesDialog) if one.isVisible())

    first = opened()
    usual = first.size()
    first.reject()
    assert screen_places.sizes("dialogs/preferences", 2) == [], "nobody changed it"
    again = opened()
    assert again.size() == usual
    again.resize(usual.width(), usual.height() - 60)
    given = again.size()
    assert given != usual
    again.reject()
    third = opened()
    assert third.size() == given
    third.reject()
    assert opened().size() == given


def test_a_splitter_is_divided_as_it_was(qtbot: QtBot) -> None:
    def splitter() -> QSplitter:
        made = QSplitter()
        qtbot.addWidget(made)
        made.resize(600, 100)
        for _ in range(2):
            made.addWidget(QWidget())
        geometry.follow_splitter(made, "one")
        made.show()
        return made

    first = splitter()
    first.moveSplitter(150, 1)
    assert splitter().sizes() == first.sizes()
    assert first.sizes()[0] == 150


def test_the_usual_sizes_are_an_act(qtbot: QtBot, desk: Application) -> None:
    window = desk.window
    window.resize(900, 600)
    screen_places.put("dialogs/keys", [500, 500])
    window.actions_by_name["usual_sizes"].trigger()
    room = window.screen().availableSize()
    assert window.size() == geometry.USUAL.boundedTo(room).expandedTo(window.minimumSize())
    assert screen_places.sizes("dialogs/keys", 2) == []
    assert screen_places.sizes(geometry.PANES, 3, 4) == []


def test_a_move_is_kept_without_closing(qtbot: QtBot, desk: Application) -> None:
    desk.window.resize(910, 610)
    qtbot.waitUntil(lambda: not screen_places.state(geometry.WINDOW).isEmpty())

"""A dialog is no larger than its screen, and all that it holds can be reached."""

# mypy: disable-error-code="no-untyped-call"
# pytest-qt 4.5 leaves the methods for keys and mouse of its typed QtBot untyped.

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.dialog_room import FLOOR, DialogRoom, keep_in_room

ROOM = QSize(400, 300)
FRAME = 40
"""At most, of a window, in pixels."""


class Tall(QDialog):
    """Takes so many lines of height, a field at the top and a button at the bottom."""

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        self.field, self.button = QLineEdit(), QPushButton("Close")
        column.addWidget(self.field)
        for number in range(lines):
            column.addWidget(QLabel(f"Line {number}"))
        column.addWidget(self.button)


def test_what_does_not_fit_is_scrolled_and_keeps_the_keys(qtbot: QtBot) -> None:
    dialog = Tall(60)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.field.setFocus()
    assert dialog.height() > ROOM.height()
    keep_in_room(dialog, ROOM)
    assert dialog.height() <= ROOM.height()
    assert dialog.focusWidget() is dialog.field
    (area,) = dialog.findChildren(QScrollArea)

    def is_seen() -> bool:
        area.ensureWidgetVisible(dialog.button)
        at = dialog.button.mapTo(dialog, QPoint(0, 0))
        return 0 <= at.y() <= dialog.height() - dialog.button.height()

    qtbot.waitUntil(is_seen)
    keep_in_room(dialog, ROOM)
    assert len(dialog.findChildren(QScrollArea)) == 1


def test_enter_presses_the_same_button_as_before_at_once(qtbot: QtBot) -> None:
    dialog = Tall(60)
    qtbot.addWidget(dialog)
    pressed: list[str] = []
    other = QPushButton("Save")
    dialog.layout().addWidget(other)  # type: ignore[union-attr]  # it was just made
    dialog.button.clicked.connect(lambda: pressed.append("Close"))
    other.clicked.connect(lambda: pressed.append("Save"))
    other.setDefault(True)
    dialog.show()
    keep_in_room(dialog, ROOM)
    qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    assert pressed == ["Save"]


def test_a_dialog_that_fits_is_left_alone(qtbot: QtBot) -> None:
    dialog = Tall(2)
    qtbot.addWidget(dialog)
    dialog.show()
    size = dialog.size()
    keep_in_room(dialog, ROOM)
    assert dialog.size() == size
    assert not dialog.findChildren(QScrollArea)
    dialog.resize(900, 200)
    keep_in_room(dialog, ROOM)
    assert ROOM.width() - FRAME <= dialog.width() <= ROOM.width()
    assert dialog.height() == 200
    assert not dialog.findChildren(QScrollArea)


def test_dialogs_of_a_window_and_over_these_are_watched(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    DialogRoom(window)
    window.show()
    over: QWidget = window
    for _ in range(2):
        over = dialog = Tall(200, over)
        dialog.show()
        room = dialog.screen().availableSize()
        assert dialog.height() <= room.height()
        dialog.resize(300, 5 * room.height())
        assert dialog.height() <= room.height()


def test_one_that_sizes_itself_by_a_layout_that_is_scrolled_is_still_seen(qtbot: QtBot) -> None:
    dialog = Tall(60)
    qtbot.addWidget(dialog)
    dialog.show()
    keep_in_room(dialog, ROOM)
    own = dialog.layout()
    assert own is not None
    dialog.resize(ROOM.width(), own.totalHeightForWidth(ROOM.width()))  # it has none: -1
    assert dialog.height() >= min(FLOOR.height(), ROOM.height())

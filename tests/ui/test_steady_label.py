"""A line that changes at each key leaves the layout around it alone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.steady_label import SteadyLabel


class Requests(QObject):
    """Counts how often a widget is asked to lay out what is in it."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False


def test_only_a_line_that_needs_other_room_lays_out_what_is_around_it(
    qtbot: QtBot, qapp: object
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    label, row = SteadyLabel(), QHBoxLayout(window)
    row.addWidget(QLineEdit())
    row.addWidget(label)
    window.resize(400, 60)
    label.setText("2 parts, 200 characters")
    window.show()
    qtbot.waitExposed(window)
    requests = Requests()
    window.installEventFilter(requests)
    for length in range(201, 240):
        label.setText(f"2 parts, {length} characters")
        qtbot.wait(0)
    assert requests.count == 0
    assert label.text() == label.accessibleName() == "2 parts, 239 characters"
    assert label.width() >= label.fontMetrics().horizontalAdvance(label.text())
    label.setText("12 parts, 1,239 characters, about $12.34")
    qtbot.waitUntil(lambda: requests.count > 0)
    label.setText("")
    qtbot.waitUntil(lambda: label.width() == 0)

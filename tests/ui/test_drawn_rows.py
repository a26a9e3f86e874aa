"""Rows that are put down as they were drawn look as those that are drawn anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from console.domain.cases import CaseRow, CaseState
from console.domain.ids import CaseId
from ui.case_delegate import CaseDelegate
from ui.case_list import CaseList
from ui.drawn_rows import SPARE, DrawnRows
from ui.inbox_model import InboxModel
from ui.marks_sign import MarkSign
from ui.theme import Appearance, Theme

from .test_models import NOW, case

ROWS = 40
WIDE, HIGH = 300, 30


class Shown:
    """A list of cases with a clock, and a count of the rows that it draws."""

    def __init__(self, app: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = NOW
        self.theme = Theme(app)
        self.theme.apply()
        self.model = InboxModel(self._clock)
        self.delegate = CaseDelegate(self.theme, self._clock)
        self.list = CaseList(self.model, self.delegate, MarkSign(self.theme))
        qtbot.addWidget(self.list)
        self.model.show_rows([varied(n) for n in range(1, ROWS + 1)])
        self.list.resize(WIDE, 500)
        self.list.show()
        self.drawn = 0
        paint = self.delegate.paint

        def counted(*given: object) -> None:
            self.drawn += 1
            paint(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(self.delegate, "paint", counted)
        self._monkeypatch = monkeypatch

    def _clock(self) -> datetime:
        return self.now

    def image(self) -> QImage:
        return self.list.viewport().grab().toImage()

    def anew(self) -> QImage:
        """Return what it shows with each row drawn where it stands."""
        with self._monkeypatch.context() as patch:
            patch.setattr(self.list, "_begin_rows", lambda: False)
            return self.image()

    def count(self, change: Callable[[], object]) -> int:
        """Return how many rows are drawn after a change; they are as if drawn anew."""
        self.image()
        change()
        self.drawn = 0
        found, count = self.image(), self.drawn
        assert self.image() == found
        assert found == self.anew()
        return count


def varied(number: int) -> CaseRow:
    states = list(CaseState)
    return replace(
        case(number, state=states[number % 3].value),
        unread=number % 2 == 0,
        name=f"عميل {number}" if number % 5 == 0 else f"Customer {number} 🐤",
        snippet="מה קורה עם המשלוח? " * 8
        if number % 7 == 0
        else "Where is my parcel, please? " * 6,
        has_draft=number % 4 == 0,
        touchpoint="delivery" if number % 3 == 0 else "",
        calls=number % 2,
        first_post_at=None if number % 6 == 0 else NOW,
    )


@pytest.fixture
def shown(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Shown:
    return Shown(qapp, qtbot, monkeypatch)


def test_what_stands_there_is_not_drawn_again(shown: Shown) -> None:
    assert shown.count(lambda: None) == 0
    bar, height = shown.list.verticalScrollBar(), shown.list.row_height
    assert 1 <= shown.count(lambda: bar.setValue(3 * height)) <= 4
    assert 0 <= shown.count(lambda: bar.setValue(3 * height + 7)) <= 1


def test_what_is_another_is_drawn_again(shown: Shown) -> None:
    in_sight = shown.list.in_sight()[1] + 1
    row = replace(varied(2), snippet="It came, thank you.")
    assert shown.count(lambda: shown.model.renew([row.id], [row])) == 1

    def later() -> None:
        shown.now += timedelta(minutes=5)

    assert shown.count(later) == in_sight
    assert shown.count(lambda: shown.theme.set_appearance(Appearance.DARK)) == in_sight
    shown.theme.set_appearance(Appearance.SYSTEM)
    assert shown.count(lambda: setattr(shown.theme, "icons_wait", True)) == in_sight
    assert shown.count(lambda: shown.list.resize(WIDE + 40, 500)) == in_sight
    usual = CaseState.WAITING
    assert shown.count(lambda: setattr(shown.delegate, "usual_state", usual)) >= in_sight


def test_chosen_and_marked_rows_are_drawn_as_they_are(shown: Shown) -> None:
    shown.list.setCurrentIndex(shown.model.index(1))
    assert shown.count(lambda: None) == 1
    shown.model.is_marked = lambda case_id: case_id == CaseId(3)
    assert shown.count(lambda: None) == 2


def put(rows: DrawnRows, painter: QPainter, row: CaseRow, drawn: list[CaseId]) -> None:
    rows.put(painter, QPoint(), row, lambda _painter, _area: drawn.append(row.id))


def test_no_more_pictures_are_kept_than_fit() -> None:
    rows, drawn = DrawnRows(), list[CaseId]()
    canvas = QPixmap(WIDE, HIGH)
    painter = QPainter(canvas)
    assert rows.begin("", QColor("white"), QSize(WIDE, HIGH), 1.0, 2 * HIGH)
    for number in (*range(1, 20), 1):
        put(rows, painter, case(number), drawn)
    painter.end()
    assert drawn == [*range(1, 20), 1]
    assert len(rows._kept) == 2 + SPARE


def test_between_two_pixels_nothing_is_kept() -> None:
    rows = DrawnRows()
    assert not rows.begin("", QColor("white"), QSize(WIDE, HIGH), 1.5, 500)


@pytest.mark.parametrize("ratio", [1, 2])
def test_picture_has_the_pixels_of_the_screen(ratio: int) -> None:
    rows, areas = DrawnRows(), list[QRect]()
    canvas = QPixmap(WIDE, HIGH)
    painter = QPainter(canvas)
    assert rows.begin("", QColor("white"), QSize(WIDE, HIGH), float(ratio), 500)
    rows.put(painter, QPoint(), case(1), lambda _painter, area: areas.append(area))
    painter.end()
    assert areas == [QRect(0, 0, WIDE, HIGH)]
    assert rows._kept[CaseId(1)][1].size() == QSize(WIDE, HIGH) * ratio

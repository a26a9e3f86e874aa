"""Margins keep to the side where lines begin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout

from ui.margins import set_margins


@pytest.fixture
def leftwards(qapp: QApplication) -> Iterator[None]:
    before = qapp.layoutDirection()
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(before)


@pytest.mark.usefixtures("qapp")
def test_margins_begin_at_the_left() -> None:
    row = QHBoxLayout()
    set_margins(row, 1, 2, 3, 4)
    assert row.contentsMargins() == QMargins(1, 2, 3, 4)


@pytest.mark.usefixtures("leftwards")
def test_margins_begin_at_the_right_where_lines_do() -> None:
    row = QHBoxLayout()
    set_margins(row, 1, 2, 3, 4)
    assert row.contentsMargins() == QMargins(3, 2, 1, 4)

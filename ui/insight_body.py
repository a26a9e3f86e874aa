"""The scrolled part of a section: the finding, the figures, the definition, the tables.

Owns where they stand; what they say is the section's.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from ui import plain
from ui.insight_definition import FigureDefinition
from ui.insight_table_box import TableBox
from ui.insight_tile import TileRow
from ui.override import override
from ui.theme import UNIT, Theme


class SectionBody(QScrollArea):
    """One column, as high as what it holds."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.question, self.sentence = plain.label("", "quiet"), plain.label("", "title")
        self.tiles, self.definition = TileRow(theme), FigureDefinition(theme)
        self.sentence.setWordWrap(True)
        self.definition.hide()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._page.setObjectName("page")
        # One long word of somebody else must not push the buttons at the right out of sight.
        self._page.setMinimumWidth(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the keys
        self._lay_out()
        self.setWidget(self._page)
        self._steady_bar()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def top(self) -> int:
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def add(self, boxes: list[TableBox]) -> None:
        """Put the tables below one another, in this order."""
        for place, box in enumerate(boxes):
            self._tables.insertWidget(place, box)
            box.show()

    def order_stops(self, boxes: list[TableBox], after: list[QWidget]) -> None:
        """Let Tab go as one reads: the figures, what an open one shows, the tables, the rest."""
        tiles, opened = self.tiles.tiles, self.tiles.open_place + 1
        behind: list[QWidget] = [self.definition.cases_button, self.definition.close_button]
        stops: list[QWidget] = [*tiles[: opened or len(tiles)], *behind]
        stops += tiles[opened:] if opened else []
        stops += [stop for box in boxes for stop in box.stops]
        for stop, following in pairwise([*stops, *after]):
            QWidget.setTabOrder(stop, following)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Give the fonts again: a style sheet takes those away that a widget had before it."""
        super().showEvent(event)
        self._take_theme()

    def settle(self) -> None:
        """Give everything its place now: each size on the way would be drawn for nothing."""
        self._column.activate()
        room = self.viewport().size()
        height = max(self._column.heightForWidth(room.width()), room.height())
        self._page.resize(room.width(), height)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 3 * UNIT)
        self._column.setSpacing(UNIT)
        self._column.addWidget(self.question)
        self._column.addWidget(self.sentence)
        self._column.addSpacing(UNIT)
        self._column.addWidget(self.tiles)
        self._column.addWidget(self.definition)
        self._tables = QVBoxLayout()
        self._tables.setContentsMargins(0, 2 * UNIT, 0, 0)
        self._tables.setSpacing(4 * UNIT)
        self._column.addLayout(self._tables)
        self._column.addStretch(1)

    def _steady_bar(self) -> None:
        """Keep the room of the scroll bar, so that its coming moves nothing."""
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = self.verticalScrollBar()
        bar.setStyleSheet("QScrollBar::handle:disabled { background: transparent; }")
        bar.rangeChanged.connect(self._show_bar)

    @Slot(int, int)
    def _show_bar(self, low: int, high: int) -> None:
        self.verticalScrollBar().setEnabled(low < high)

    @Slot()
    def _take_theme(self) -> None:
        self.question.setFont(self._theme.strong_font())
        self.sentence.setFont(self._theme.title_font())

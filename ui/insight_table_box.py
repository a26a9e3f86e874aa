"""One table of a section under its title, as a chart or as a table, and what can be done there.

The chart and what draws it are loaded when the first one is shown. A screen reader is given
the table, whatever was chosen before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.insight import Table
from console.language import tr
from ui import plain
from ui.chart_values import chart_note
from ui.insight_table import InsightTable
from ui.long_words import parted
from ui.segment_button import SegmentButton
from ui.theme import UNIT, Theme

if TYPE_CHECKING:
    from ui.insight_chart import ChartView

CHART, TABLE = 0, 1


class Moments(NamedTuple):
    """By what the days of a chart are told."""

    zone: str = ""
    """IANA name of the zone in which they begin; empty for the system's."""
    now_ms: int | None = None
    """What ends later is not over, and is drawn so."""
    end_ms: int | None = None
    """Where the last row ends."""


UNKNOWN = Moments()


class TableBox(QWidget):
    """Title, switch, chart or table, and what a reader has to know.

    Signals:
        row_wanted(int): the cases behind this row are wanted.
        row_opened(int): Enter or a double click on a row that is read as a table.
        menu_wanted(int, QPoint): what can be done about a row; a global place.
        remove_wanted(int): Delete was pressed on a row.
        turned(bool): it is to be shown as a table from now on; False, as a chart.
    """

    row_wanted = Signal(int)
    row_opened = Signal(int)
    menu_wanted = Signal(int, object)
    remove_wanted = Signal(int)
    turned = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._moments = theme, UNKNOWN
        self.held = Table("", "", (), ())
        self.chart: ChartView | None = None
        """Made when a chart is to be seen first."""
        self._pointed = False
        """Whether a person chose a row in the chart."""
        self.title = plain.label()
        self.title.setWordWrap(True)
        self.chart_button = SegmentButton(tr("Chart"), first=True)
        self.table_button = SegmentButton(tr("Table"), first=False)
        self.act_button = QPushButton()
        self.act_button.setObjectName("quietButton")
        self.act_button.hide()
        self._group = QButtonGroup(self)
        for number, button in enumerate((self.chart_button, self.table_button)):
            self._group.addButton(button, number)
        self.table = InsightTable(theme, self)
        self.empty, self.note = plain.label("", "quiet"), plain.label("", "quiet")
        for label in (self.empty, self.note):
            label.setWordWrap(True)
        self._lay_out()
        self._group.idClicked.connect(self._turn)
        self.table.row_wanted.connect(self.row_wanted)
        self.table.row_opened.connect(self.row_opened)
        self.table.menu_wanted.connect(self.menu_wanted)
        self.table.remove_wanted.connect(self.remove_wanted)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_table(
        self, table: Table, moments: Moments = UNKNOWN, *, as_table: bool = False
    ) -> None:
        """Show this table; `as_table` says that a person chose to read it as one.

        A chart is drawn by `draw`, once it has its size.
        """
        self.held, self._moments = table, moments
        self.title.setText(parted(plain.isolated(table.title)))
        self.empty.setText(parted(plain.isolated(table.empty)))
        self.empty.setVisible(not table.rows)
        drawn = table.chart is not None and bool(table.rows)
        for button, said in (
            (self.chart_button, tr("Show “{title}” as a chart")),
            (self.table_button, tr("Show “{title}” as a table")),
        ):
            button.setVisible(drawn)
            button.setAccessibleName(said.format(title=table.title))
        self.table.show_table(table, moments.zone)
        as_table = as_table or not drawn or QAccessible.isActive()
        self._group.button(TABLE if as_table else CHART).setChecked(True)
        self._show_chosen()

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """Return what the keys come to, in the order of reading."""
        chart = () if self.chart is None else (self.chart,)
        return (self.act_button, self.chart_button, self.table_button, *chart, self.table)

    @property
    def is_drawn(self) -> bool:
        """Whether its chart is to be seen."""
        return bool(self.held.rows) and self._group.checkedId() == CHART

    def chosen_row(self) -> int | None:
        """Return the row of the table that a person is at; None for none."""
        if self.is_drawn:
            return self.chart.row if self.chart is not None and self._pointed else None
        return self.table.place()

    def offer(self, words: str) -> None:
        """Offer an act beside the title."""
        self.act_button.setText(words)
        self.act_button.show()

    def draw(self) -> None:
        """Draw the chart, where one is to be seen."""
        if self.is_drawn and self.chart is not None:
            self.chart.draw()

    def _show_chosen(self) -> None:
        if self.is_drawn and self.chart is None:
            from ui.insight_chart import ChartView

            self.chart = ChartView(self._theme)
            self.chart.row_wanted.connect(self._point)
            self._place.addWidget(self.chart)
        if self.chart is not None:
            if self.is_drawn:
                zone, now_ms, end_ms = self._moments
                self.chart.take(self.held, zone, now_ms=now_ms, end_ms=end_ms)
            self.chart.setVisible(self.is_drawn)
        said = chart_note(self.held) if self.is_drawn else self.held.note
        self.note.setText(parted(plain.isolated(said)))
        self.note.setVisible(bool(said))
        self.table.setVisible(bool(self.held.rows) and not self.is_drawn)

    def _lay_out(self) -> None:
        switch = QHBoxLayout()
        switch.setSpacing(0)
        switch.addWidget(self.chart_button)
        switch.addWidget(self.table_button)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addWidget(self.title, 1)
        head.addWidget(self.act_button)
        head.addLayout(switch)
        self._place = QVBoxLayout()
        self._place.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(head)
        column.addLayout(self._place)
        column.addWidget(self.empty)
        column.addWidget(self.note)

    @Slot(int)
    def _point(self, row: int) -> None:
        self._pointed = True
        self.row_wanted.emit(row)

    @Slot(int)
    def _turn(self, which: int) -> None:
        self._show_chosen()
        self.draw()
        self.turned.emit(which == TABLE)

    @Slot()
    def _take_theme(self) -> None:
        self.title.setFont(self._theme.strong_font())
        small: tuple[QLabel | QPushButton, ...] = (
            self.empty, self.note, self.chart_button, self.table_button, self.act_button,
        )  # fmt: skip
        for widget in small:
            widget.setFont(self._theme.small_font())

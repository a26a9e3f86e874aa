"""One question of the insight: what was found, its figures, its tables, the cases behind them.

Owns what stands where, and what stays in place when the same question is shown anew. It
computes nothing; cases are read by the panel beside it, fixes are changed by whoever hears
of the wish.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from console.domain.ids import to_ms
from console.domain.insight import (
    Figure,
    Question,
    Scope,
    Section,
    Table,
)
from console.language import tr
from ui import plain
from ui.insight_acts import RowActs
from ui.insight_body import SectionBody
from ui.insight_cases import CasesPanel
from ui.insight_sources import Source, behind
from ui.insight_splitter import CasesSplitter
from ui.insight_table_box import Moments, TableBox
from ui.lanes import Lane
from ui.long_words import parted, percent_kept
from ui.override import override
from ui.theme import UNIT, Theme

if TYPE_CHECKING:
    from ui.insight_chart import ChartView

WAITING = tr("Reading the figures…")


class SectionView(QWidget):
    """What is known about one question.

    Signals:
        case_wanted(CaseId): a person wants this case opened.
        fix_wanted(str or RootCauseFix): a fix is to be recorded for this touchpoint (empty:
            for one that the person chooses), or this one is to be changed.
        fix_removal_wanted(RootCauseFix): this fix is to be forgotten.
    """

    case_wanted = Signal(object)
    fix_wanted = Signal(object)
    fix_removal_wanted = Signal(object)

    def __init__(
        self,
        reader: Lane,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._now = theme, now
        self.section: Section | None = None
        self._scope: Scope | None = None
        self._zone = ""
        self._source: Source | None = None
        self._came_from: QWidget | None = None
        """What had the keys when the cases were asked for."""
        self._as_table: dict[tuple[Question, str], bool] = {}
        """How a person wants a table, of those that they turned."""
        self.boxes: list[TableBox] = []
        self.area = SectionBody(theme)
        self.question, self.sentence = self.area.question, self.area.sentence
        self.tiles, self.definition = self.area.tiles, self.area.definition
        self.cases = CasesPanel(reader, theme, now)
        self.waiting = plain.label(WAITING, "quiet")
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._acts = RowActs(reader, self)
        self._lay_out()
        self.tiles.turned.connect(self._turn)
        self.definition.closed.connect(self.close_definition)
        self.definition.cases_wanted.connect(self._show_figure_cases)
        self.cases.case_wanted.connect(self.case_wanted)
        self.cases.closed.connect(self.close_cases)
        self._acts.cases_wanted.connect(self._show_row_cases)
        self._acts.fix_wanted.connect(self.fix_wanted)
        self._acts.fix_removal_wanted.connect(self.fix_removal_wanted)

    def show_waiting(self) -> None:
        """Say that the figures are on their way."""
        self._pages.setCurrentWidget(self.waiting)

    def show_section(self, section: Section, scope: Scope, zone: str = "") -> None:
        """Show a section; of the same question as before everything stays in its place."""
        same = self.section is not None and self.section.question is section.question
        bar = self.area.verticalScrollBar()
        place = bar.value() if same else 0
        if not same:
            self.close_definition()
            self.close_cases()
        self.section, self._scope, self._zone = section, scope, zone
        self.question.setText(section.question.words)
        self.sentence.setText(percent_kept(parted(plain.isolated(section.sentence))))
        self.setAccessibleName(section.question.words)
        opened = self._open_figure()
        self.tiles.show_figures(section.figures, zone)
        now = self._open_figure()
        if opened is not None and (now is None or now.key != opened.key):
            self.close_definition()
        self._show_definition()
        self._show_tables(section)
        self._pages.setCurrentWidget(self.splitter)
        self.area.settle()
        for box in self.boxes:
            box.draw()
        self._order_stops()
        bar.setValue(place)
        if self._source is not None:
            self._show_cases(self._source)

    @property
    def tables(self) -> tuple[Table, ...]:
        """Return the tables that are shown, from the top."""
        return () if self.section is None else self.section.tables

    @property
    def chart(self) -> ChartView | None:
        """Return the chart at the top of what is in sight; None where none is shown."""
        drawn = [box for box in self.boxes if box.is_drawn and box.chart is not None]
        for box in drawn:
            if box.geometry().center().y() > self.area.top:
                return box.chart
        return drawn[-1].chart if drawn else None

    @Slot()
    def close_definition(self) -> None:
        """Fold the definition in; the keys go back to its figure."""
        place, held = self.tiles.open_place, self.definition.isAncestorOf(self._focused())
        self.tiles.close_open()
        self.definition.hide()
        if held and place >= 0:
            self.tiles.tiles[place].setFocus()

    @Slot()
    def close_cases(self) -> None:
        """Close the list of cases; the keys go back to where they came from."""
        held = self.cases.isAncestorOf(self._focused())
        self.cases.hide()
        self._source = None
        back, self._came_from = self._came_from, None
        if held and back is not None and isValid(back) and back.isVisible():
            back.setFocus()

    @override
    def event(self, event: QEvent) -> bool:
        """Claim Esc before the window does, while there is something to close."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Escape
            and self._is_open()
        ):
            event.accept()
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or not self._is_open():
            super().keyPressEvent(event)
        elif self.cases.isVisible():
            self.close_cases()
        else:
            self.close_definition()

    def _is_open(self) -> bool:
        return self.cases.isVisible() or self.definition.isVisible()

    def _focused(self) -> QWidget:
        """Return what has the keys; this view itself where nothing has."""
        focused = cast("QWidget | None", self.window().focusWidget())
        return self if focused is None else focused

    def _lay_out(self) -> None:
        self.splitter = CasesSplitter(self.area, self.cases)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.waiting)
        self._pages.addWidget(self.splitter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _show_tables(self, section: Section) -> None:
        """Show the tables; a box whose table is shown again is kept, with all that it is at."""
        held = {(box.held.key, box.property("question")): box for box in self.boxes}
        boxes = []
        for table in section.tables:
            box = held.pop((table.key, section.question.value), None) or self._box(
                section.question, table.key
            )
            as_table = self._as_table.get((section.question, table.key), False)
            box.show_table(table, self._moments(), as_table=as_table)
            boxes.append(box)
        for box in held.values():
            box.hide()
            box.deleteLater()
        self.area.add(boxes)
        self.boxes = boxes

    def _moments(self) -> Moments:
        """Return by what the days of a chart are told, and which of them are not over."""
        end = None if self._scope is None else to_ms(self._scope.period.end)
        return Moments(self._zone, to_ms(self._now()), end)

    def _box(self, question: Question, key: str) -> TableBox:
        box = TableBox(self._theme)
        box.setProperty("question", question.value)
        box.turned.connect(partial(self._as_table.__setitem__, (question, key)))
        box.turned.connect(self._order_stops)  # the first turn to a chart makes it
        self._acts.wire(box, question, key)
        return box

    @Slot(int)
    def _turn(self, _place: int) -> None:
        """Fold the definition of the open figure out, or in where none is open."""
        self._show_definition()
        self._order_stops()
        if self.definition.isVisible():
            self.area.settle()
            self.area.ensureWidgetVisible(self.definition, 0, UNIT)

    @Slot()
    def _order_stops(self) -> None:
        self.area.order_stops(self.boxes, self.cases.stops)

    def _show_definition(self) -> None:
        figure = self._open_figure()
        if figure is not None and self._scope is not None:
            self.definition.show_figure(figure, self._scope, self._zone, self._now())
        self.definition.setVisible(figure is not None)

    def _open_figure(self) -> Figure | None:
        place = self.tiles.open_place
        return self.tiles.tiles[place].figure if place >= 0 else None

    @Slot()
    def _show_figure_cases(self) -> None:
        figure = self._open_figure()
        if figure is not None:
            self._ask_cases(Source(figure.key))

    @Slot(str, int)
    def _show_row_cases(self, key: str, row: int) -> None:
        """Show the cases behind a row; where there is no evidence, nothing is behind it."""
        table = next(each for each in self.tables if each.key == key)
        if table.evidence:
            self._ask_cases(Source(key, row, table.rows[row][0]))

    def _ask_cases(self, source: Source) -> None:
        """Open the list of the cases behind something; the keys go there."""
        if not self.cases.isAncestorOf(self._focused()):
            self._came_from = self._focused()
        self._source = source
        self.splitter.show_cases()
        self._show_cases(source)
        self.cases.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_cases(self, source: Source) -> None:
        if self.section is not None:
            name, evidence = behind(self.section, source, self._zone)
            self.cases.show_cases(name, evidence, self._zone)

"""Which column of a call log says what: one choice a field, with a value of the column below."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from console.domain.call_logs import DateOrder, Field, Lengths
from console.exchange import call_log
from console.exchange.call_log import CallLog
from console.exchange.call_rows import Columns
from console.language import tr
from ui import call_log_words as words
from ui import plain
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT, Theme

ACROSS = 3
NONE = tr("Not in the file")


class CallLogColumns(QWidget):
    """Asks for the columns of one log, and for what its rows leave open.

    Signals:
        changed(Columns): this is what the person says now.
    """

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._log: CallLog | None = None
        self.columns = Columns(())
        self.fields: dict[Field, QComboBox] = {}
        self._samples: dict[Field, ElidedLabel] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * UNIT)
        grid.setVerticalSpacing(UNIT)
        for place, field in enumerate(Field):
            grid.addLayout(self._cell(field, theme), place // ACROSS, place % ACROSS)
            grid.setColumnStretch(place % ACROSS, 1)
        self.order, self.lengths = QComboBox(), QComboBox()
        self._order_row = self._question(tr("Dates like 3/4/2026:"), self.order)
        self._lengths_row = self._question(tr("Durations like 3:05:"), self.lengths)
        self.order.addItem(tr("Choose…"), None)
        for order, title in words.ORDERS.items():
            self.order.addItem(title, order)
        for length, title in words.LENGTHS.items():
            self.lengths.addItem(title, length)
        asked = QHBoxLayout()
        asked.setSpacing(4 * UNIT)
        asked.addWidget(self._order_row)
        asked.addWidget(self._lengths_row)
        asked.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(grid)
        column.addLayout(asked)
        self.order.activated.connect(self._take_forms)
        self.lengths.activated.connect(self._take_forms)

    def show_log(self, log: CallLog, columns: Columns) -> None:
        """Show the columns of a log as they are mapped so far."""
        self._log, self.columns = log, columns
        for combo in self.fields.values():
            combo.clear()
            combo.addItem(NONE, None)
            for place, name in enumerate(log.header):
                combo.addItem(name[:60], place)
        self._show()

    def _cell(self, field: Field, theme: Theme) -> QVBoxLayout:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(12)
        combo.setAccessibleName(words.FIELDS[field])
        combo.activated.connect(lambda _index: self._take(field))
        self.fields[field] = combo
        self._samples[field] = ElidedLabel("", "quiet", theme.small_font())
        label = plain.label(words.FIELDS[field], "", theme.small_font())
        label.setBuddy(combo)
        cell = QVBoxLayout()
        cell.setSpacing(2)
        for part in (label, combo, self._samples[field]):
            cell.addWidget(part)
        return cell

    def _question(self, text: str, combo: QComboBox) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        label = plain.label(text)
        label.setBuddy(combo)
        combo.setAccessibleName(text)
        row.addWidget(label)
        row.addWidget(combo)
        row.setSpacing(HALF * 2)
        return whole

    def _take(self, field: Field) -> None:
        if self._log is None:
            return
        columns = self.columns.with_place(field, self.fields[field].currentData())
        if columns.place(Field.BEGAN) != self.columns.place(Field.BEGAN):
            columns = call_log.with_forms(self._log, columns)
        self.columns = columns
        self._show()
        self.changed.emit(columns)

    @Slot()
    def _take_forms(self) -> None:
        # A combo box gives the text of such a value back, not the value.
        order = self.order.currentData()
        self.columns = replace(
            self.columns,
            order=None if order is None else DateOrder(order),
            lengths=Lengths(self.lengths.currentData()),
        )
        self._show()
        self.changed.emit(self.columns)

    def _show(self) -> None:
        log, columns = self._log, self.columns
        if log is None:
            return
        for field, combo in self.fields.items():
            place = columns.place(field)
            combo.setCurrentIndex(0 if place is None else place + 1)
            values = [] if place is None else log.values(place)
            shown = plain.isolated(values[0][:60]) if values else ""
            self._samples[field].show_text(
                shown or ("" if place is None else tr("empty in the first rows"))
            )
        self.order.setCurrentIndex(max(self.order.findData(columns.order), 0))
        self.lengths.setCurrentIndex(self.lengths.findData(columns.lengths))
        self._order_row.setVisible(call_log.asks_for_order(log, columns))
        self._lengths_row.setVisible(call_log.asks_for_lengths(log, columns))

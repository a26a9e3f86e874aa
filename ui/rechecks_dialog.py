"""The dialog on asking X again: how old what is stored may be, what it costs, ask now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from console.desk import Desk
from console.domain.accounts import Access
from console.domain.progress import Progress
from console.domain.rechecks import RecheckRun, RecheckStanding
from console.errors import DeskError
from console.language import tr
from ui import frame, geometry, plain, rechecks_words, spending_words, words
from ui.job_bar import JobBar
from ui.override import override
from ui.theme import HALF, UNIT
from ui.wrapping_row import WrappingRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from console.domain.accounts import Account
    from ui.main_window import MainWindow

WIDTH = 64 * UNIT
MOST_RUNS = 5
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RechecksDialog(QDialog):
    """Reads how it stands in the reader lane; asks through the courier."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._theme = window, window.theme
        self._runs = window.courier.rechecks
        self._left = 0
        """How many accounts are still to come to their end."""
        self._said: list[str] = []
        self.setWindowTitle(tr("Ask X again"))
        self.facts = QGridLayout()
        self.facts.setHorizontalSpacing(3 * UNIT)
        self.facts.setVerticalSpacing(HALF)
        self.facts.setColumnStretch(1, 1)
        self.lately = QGridLayout()
        self.lately.setHorizontalSpacing(3 * UNIT)
        self.lately.setVerticalSpacing(HALF)
        self.lately.setColumnStretch(1, 1)
        self.budget = QLineEdit()
        self.budget.setFixedWidth(self._theme.room_for(12 * UNIT))
        self.budget.setAccessibleName(tr("Dollars a month for older posts"))
        self.note = plain.label("", "quiet", self._theme.small_font())
        self.bar = JobBar(self._theme)
        self.ask, self.close_button = QPushButton(tr("Ask now")), QPushButton(tr("Close"))
        self._lay_out()
        self.budget.editingFinished.connect(self._keep_budget)
        self.ask.clicked.connect(self._ask_or_stop)
        self.close_button.clicked.connect(self.reject)
        self._runs.told.connect(self._tell)
        self._runs.ended.connect(self._end)
        self._runs.failed.connect(self._fail)
        self.close_button.setFocus()
        self._read()

    @override
    def reject(self) -> None:
        """Close; a run that is under way goes on."""
        if self.budget.isModified():
            self._keep_budget()
        super().reject()

    def _lay_out(self) -> None:
        what = plain.label(rechecks_words.WHAT, "quiet")
        what.setWordWrap(True)
        costs = WrappingRow()
        label = plain.label(tr("Older posts may cost each account"))
        label.setBuddy(self.budget)
        costs.add(label, self.budget, plain.label(tr("dollars a month")), self.note)
        self.no_access = plain.label(rechecks_words.NO_ACCESS, "warn")
        self.no_access.setWordWrap(True)
        self.no_access.hide()
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.bar, 1)
        for button in (self.close_button, self.ask):
            buttons.addWidget(button)
        self.ask.setAutoDefault(False)  # what X bills is not begun by a key pressed in passing
        self.close_button.setDefault(True)
        column = self._column = QVBoxLayout(self)  # here, or in what scrolls it in a small room
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + HALF)
        column.addWidget(plain.label(tr("Ask X again"), "title"))
        column.addWidget(what)
        column.addLayout(self.facts)
        column.addWidget(self.no_access)
        column.addWidget(frame.hairline())
        column.addWidget(costs)
        column.addWidget(frame.hairline())
        column.addLayout(self.lately)
        column.addStretch(1)
        column.addLayout(buttons)
        width = geometry.dialog_width(self, WIDTH)
        self.setFixedWidth(width)
        # The height of a dialog is chosen for its widest line, at which this would need less.
        what.setMinimumHeight(what.heightForWidth(width - 6 * UNIT))

    def _read(self) -> None:
        self._window.lanes.reader.submit(
            lambda desk: desk.rechecks.standing(), self._show, self._fail, key="rechecks"
        )

    @Slot(object)
    def _show(self, standing: RecheckStanding) -> None:
        now = self._window.now()
        _fill(self.facts, rechecks_words.facts(standing, now) or ((rechecks_words.NONE, ""),))
        _fill(
            self.lately,
            [
                (words.moment(made.at, now), rechecks_words.run(made))
                for made in standing.runs[:MOST_RUNS]
            ]
            or [(tr("Not asked for yet."), "")],
        )
        if not self.budget.isModified():
            self.budget.setText(spending_words.field(standing.monthly))
        can = any(one.access is Access.API for one in self._accounts())
        self.ask.setEnabled(can)
        self.no_access.setVisible(not can)
        self._column.activate()
        self.resize(self.width(), self._column.totalHeightForWidth(self.width()))

    def _accounts(self) -> tuple[Account, ...]:
        overview = self._window.overview
        return () if overview is None else overview.accounts

    @Slot()
    def _keep_budget(self) -> None:
        if not self.budget.isModified():
            return
        try:
            amount = spending_words.budget(self.budget.text()) or Decimal()
        except ValueError as error:
            self.note.setText(str(error))
            return
        self.budget.setModified(False)
        self.note.setText("")

        def keep(desk: Desk) -> None:
            desk.rechecks.set_monthly(amount)

        self._window.lanes.writer.submit(
            keep, lambda _none: self._read(), self._fail, receiver=self
        )

    @Slot()
    def _ask_or_stop(self) -> None:
        if self._left:
            self._runs.stop()
            self.ask.setEnabled(False)
            return
        chosen = [one for one in self._accounts() if one.access is Access.API]
        self._left, self._said = len(chosen), []
        self.ask.setText(tr("Stop"))
        self.bar.wait(tr("Asking…"))
        for account in chosen:
            self._runs.run_now(account)

    @Slot(object)
    def _tell(self, progress: Progress) -> None:
        if self._left:
            self.bar.show_progress(progress)

    @Slot(object)
    def _end(self, made: RecheckRun | None) -> None:
        if self._left:
            self._left -= 1
            self._said += [rechecks_words.after(made)] if made is not None else []
            if not self._left:
                self.ask.setText(tr("Ask now"))
                self.ask.setEnabled(True)
                self.bar.rest(" ".join(self._said))
        self._read()

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self.bar.rest(f"{error.title}. {error.message}")


def _fill(grid: QGridLayout, rows: Sequence[tuple[str, str]]) -> None:
    """Show pairs of words in a grid, in the place of those before."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for place, (told, what) in enumerate(rows):
        for column, label in enumerate((plain.label(told, "quiet"), plain.label(what))):
            label.setWordWrap(column > 0)
            grid.addWidget(label, place, column)
            label.show()  # a layout does so a turn later, and counts no hidden ones

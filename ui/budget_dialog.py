"""The dialog of what an account costs: the month by kind, the budget, the months before."""

from __future__ import annotations

from decimal import Decimal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from console.domain.accounts import Account
from console.domain.spending import MonthSpend, exact_dollars
from console.errors import DeskError
from console.language import tr, tr_in
from console.pacing import x_prices
from ui import plain, spending_words
from ui.override import override
from ui.spend_bar import SpendBar
from ui.theme import HALF, UNIT, Theme

MOST_MONTHS = 6
WIDTH = 58 * UNIT
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
EFFECT = tr("Once it is used up, nothing new is read that month. Replies always go out.")


class BudgetDialog(QDialog):
    """Shows what an account costs, and asks for its budget.

    Signals:
        save_wanted(Decimal or None): this budget was entered, None for none; `stored` or
            `refuse` is the answer.
    """

    save_wanted = Signal(object)

    def __init__(
        self,
        account: Account,
        spend: MonthSpend,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        """Take what this month cost; the months before are told once they are known."""
        super().__init__(parent)
        self._theme, self._account, self._spend = theme, account, spend
        self._busy = False
        self.setWindowTitle(tr("Cost and budget"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr_in("budget", "none"))
        self.field.setFixedWidth(theme.room_for(16 * UNIT))
        self.field.setText(spending_words.field(account.monthly_budget))
        self.note = plain.label("", "quiet", theme.small_font())
        self.note.setWordWrap(True)
        self._lay_out()
        self.field.textChanged.connect(self._judge)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self._save)
        self._judge()
        self.field.selectAll()
        self.field.setFocus()

    def show_months(self, months: tuple[MonthSpend, ...]) -> None:
        """Show those of the months that are over, newest first, below what is being typed."""
        before = [one for one in months if one.first < self._spend.first][:MOST_MONTHS]
        if before and not self._before.count():
            self._before.addSpacing(UNIT)
            self._before.addWidget(_line())
            self._before.addSpacing(UNIT)
            self._before.addLayout(self._months_before(before))
            self._fit()

    def stored(self) -> None:
        """Close: the budget is in the file."""
        self._busy = False
        self.accept()

    def refuse(self, error: DeskError) -> None:
        """Say why it could not be stored; what was entered stays."""
        self._busy = False
        self._judge()
        self._say(f"{error.title}. {error.message} {error.advice}")

    @override
    def reject(self) -> None:
        if not self._busy:  # on its way into the file, it cannot be cancelled
            super().reject()

    @Slot()
    def _save(self) -> None:
        if self._busy:
            return
        try:
            wanted = spending_words.budget(self.field.text())
        except ValueError as error:
            self._say(str(error))
            self.field.selectAll()
            self.field.setFocus()
            return
        self._busy = True
        self._judge()
        self.save_wanted.emit(wanted)

    @Slot()
    def _judge(self) -> None:
        """Say what the budget would do, while it is typed."""
        try:
            wanted: Decimal | None = spending_words.budget(self.field.text())
        except ValueError:
            wanted = None  # said once it is to be saved
        verdict = spending_words.verdict(self._spend, wanted)
        self._say(verdict or EFFECT, "warn" if verdict else "quiet")
        self.save_button.setEnabled(not self._busy)
        self.save_button.setText(tr("Saving…") if self._busy else tr("Save"))

    def _say(self, text: str, name: str = "danger") -> None:
        self.note.setText(text)
        self.note.setObjectName(name)
        self.note.style().polish(self.note)
        self._fit()

    def _fit(self) -> None:
        """Be high enough for every line."""
        least = self._column.totalMinimumSize().width()
        width = max(self.width() if self.isVisible() else 0, least)
        height = self._column.heightForWidth(width)
        self.resize(width, max(self.height(), height) if self.isVisible() else height)

    def _lay_out(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addStrut(WIDTH - 6 * UNIT)
        title = plain.label(tr("What @{handle} costs").format(handle=self._account.handle), "title")
        source = plain.label(
            tr("By X's prices of {month}, days and months in UTC. What X bills may differ.").format(
                month=spending_words.month(x_prices().read)
            ),
            "quiet",
            self._theme.small_font(),
        )
        source.setWordWrap(True)
        column.addWidget(title)
        column.addWidget(source)
        column.addSpacing(UNIT)
        column.addLayout(self._month())
        column.addSpacing(UNIT)
        column.addWidget(_line())
        column.addLayout(self._budget_row())
        column.addWidget(self.note)
        self._before = QVBoxLayout()
        self._before.setSpacing(0)
        column.addLayout(self._before)
        column.addSpacing(UNIT)
        column.addStretch()
        column.addWidget(self._button_row())

    def _month(self) -> QGridLayout:
        """Return this month: its sum, the bar of the budget, a row for each kind."""
        theme, spend = self._theme, self._spend
        grid = _grid()
        grid.addWidget(
            plain.label(spending_words.month(spend.first), "", theme.strong_font()), 0, 0
        )
        grid.addWidget(_figure(exact_dollars(spend.total), theme, strong=True), 0, 1, 1, 2)
        bar = SpendBar(theme)
        bar.show_fill(spending_words.fill(spend, self._account.monthly_budget))
        grid.addWidget(bar, 1, 0, 1, 3)
        grid.setRowMinimumHeight(1, 0 if bar.isHidden() else UNIT + HALF)
        for row, charge in enumerate(spend.charges, 2):
            grid.addWidget(plain.label(spending_words.item(charge)), row, 0)
            grid.addWidget(_figure(spending_words.counted(charge), theme, quiet=True), row, 1)
            grid.addWidget(_figure(exact_dollars(charge.total), theme), row, 2)
        if not spend.charges:
            grid.addWidget(plain.label(tr("Nothing has been billed yet."), "quiet"), 2, 0, 1, 3)
        return grid

    def _months_before(self, before: list[MonthSpend]) -> QGridLayout:
        theme = self._theme
        grid = _grid()
        grid.addWidget(plain.label(tr("Months before"), "", theme.strong_font()), 0, 0)
        for row, spend in enumerate(before, 1):
            grid.addWidget(plain.label(spending_words.month(spend.first)), row, 0)
            grid.addWidget(_figure(spending_words.earlier(spend), theme, quiet=True), row, 1)
            grid.addWidget(_figure(exact_dollars(spend.total), theme), row, 2)
        return grid

    def _budget_row(self) -> QHBoxLayout:
        label = plain.label(tr("&Monthly budget"))
        label.setBuddy(self.field)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(label)
        row.addStretch()
        row.addWidget(plain.label(tr("US $"), "quiet"))
        row.addWidget(self.field)
        return row

    def _button_row(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setObjectName("primary")
        self.save_button.setDefault(True)
        self.save_button.setToolTip(tr("Enter"))
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        self.cancel_button = buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel_button.setAutoDefault(False)
        buttons.accepted.connect(self._save)
        buttons.rejected.connect(self.reject)
        return buttons


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(2 * UNIT)
    grid.setVerticalSpacing(HALF)
    grid.setColumnStretch(0, 1)
    grid.setColumnMinimumWidth(2, 8 * UNIT)
    return grid


def _figure(text: str, theme: Theme, *, strong: bool = False, quiet: bool = False) -> QLabel:
    label = plain.label(
        text, "quiet" if quiet else "", theme.strong_font() if strong else theme.text_font()
    )
    label.setAlignment(RIGHT)
    return label


def _line() -> QWidget:
    line = QWidget()
    line.setObjectName("hairline")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedHeight(1)
    return line

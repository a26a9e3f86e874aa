"""Asks for an account's budget when the window wants it, and stores what was entered."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.spending import MonthSpend, day_of, first_of_month
from console.errors import OverBudget

if TYPE_CHECKING:
    from ui.budget_dialog import BudgetDialog
    from ui.courier import Courier
    from ui.lanes import Lanes
    from ui.main_window import MainWindow


class BudgetAsking(QObject):
    """What goes between the window, the lanes and the dialog of costs."""

    def __init__(self, window: MainWindow, lanes: Lanes, courier: Courier) -> None:
        super().__init__(window)
        self._window, self._lanes, self._courier = window, lanes, courier
        self._dialog: BudgetDialog | None = None
        window.budget_wanted.connect(self.ask)

    @Slot(object)
    def ask(self, account: Account) -> None:
        """Show what the account costs, at once: one that came late would take what is typed."""
        from ui.budget_dialog import BudgetDialog

        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        window = self._window
        account, spend = self._known(account)
        self._dialog = dialog = BudgetDialog(account, spend, window.theme, window)
        dialog.save_wanted.connect(partial(self._store, dialog, account))
        dialog.finished.connect(self._forget)
        dialog.open()
        self._lanes.reader.submit(
            lambda desk: desk.spending.months(account), dialog.show_months, receiver=dialog
        )

    def _known(self, account: Account) -> tuple[Account, MonthSpend]:
        """Return the account and its month as the window read them last."""
        month = MonthSpend(first_of_month(day_of(self._window.now())))
        overview = self._window.overview
        if overview is None:
            return account, month
        newest = next((one for one in overview.accounts if one.id == account.id), account)
        return newest, overview.spending.get(account.id, month)

    @Slot()
    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _store(self, dialog: BudgetDialog, account: Account, budget: Decimal | None) -> None:
        def stored(changes: Changes) -> None:
            dialog.stored()
            self._window.take(changes)
            if any(
                isinstance(one.error, OverBudget) and one.account.id == account.id
                for one in self._courier.problems
            ):
                self._courier.sync_quietly()  # what the old budget stopped goes on now

        self._lanes.writer.submit(
            lambda desk: desk.spending.set_budget(account, budget),
            stored,
            dialog.refuse,
            receiver=dialog,
        )

"""Asks for an account's budget when the window wants it, and stores what was entered."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk import Desk
from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.spending import MonthSpend, day_of
from console.errors import NotFound, OverBudget

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
        window.budget_wanted.connect(self.ask)

    @Slot(object)
    def ask(self, account: Account) -> None:
        """Read what the account costs, then show it."""
        self._lanes.reader.submit(partial(_read, account), self._open, receiver=self)

    def _open(self, read: tuple[Account, tuple[MonthSpend, ...]]) -> None:
        from ui.budget_dialog import BudgetDialog

        (account, months), window = read, self._window
        dialog = BudgetDialog(account, months, day_of(window.now()), window.theme, window)
        dialog.save_wanted.connect(partial(self._store, dialog, account))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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


def _read(account: Account, desk: Desk) -> tuple[Account, tuple[MonthSpend, ...]]:
    """Return the account as it is now, with the months that it cost something."""
    for each in desk.accounts.every():
        if each.id == account.id:
            return each, desk.spending.months(each)
    raise NotFound(f"There is no account @{account.handle} any more.")

"""The box in which it is chosen by which account a watch searches."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.language import tr
from ui import plain


class AccountBox(QComboBox):
    """One of the accounts that can search.

    Signals:
        chosen: the person chose another.
    """

    chosen = Signal()

    def __init__(self, accounts: Sequence[Account]) -> None:
        super().__init__()
        self._accounts = tuple(accounts)
        self.setAccessibleName(tr("Account"))
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for account in self._accounts:
            self.addItem(plain.isolated(f"@{account.handle}"), account.id)
        self.activated.connect(self.chosen)

    @property
    def account(self) -> Account | None:
        """Return the one that is chosen; None where none can search."""
        place = self.currentIndex()
        return self._accounts[place] if place >= 0 else None

    def choose(self, account_id: AccountId) -> None:
        """Choose one; where it can search no more, the first stays."""
        place = self.findData(account_id)
        if place >= 0:
            self.setCurrentIndex(place)

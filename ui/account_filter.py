"""Which account's cases are listed, where there are several: all, or one.

Owns the choice and its acts in the menu; it does not outlive the window. A search looks
through all accounts whatever is chosen, and so does the outbox; the line above the list says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.language import tr
from ui.plain import isolated

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ui.actions import Listed

ALL = "account_all"
MOST = 9
"""So many accounts have a key of their own."""


def act_name(place: int) -> str:
    """Return the name of the act that lists the account at a place, from 1 on, alone."""
    return f"account_{place}"


class AccountFilter(QObject):
    """The account whose cases are listed alone.

    Signals:
        changed(Account or None): list the cases of this one, None for all.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._accounts: tuple[Account, ...] = ()
        self.account: Account | None = None

    @property
    def account_id(self) -> AccountId | None:
        """Return whose cases are listed alone; None for all."""
        return None if self.account is None else self.account.id

    @property
    def act(self) -> str:
        """Return the name of the act that is in force."""
        places = {each.id: place for place, each in enumerate(self._accounts, 1)}
        place = MOST + 1 if self.account is None else places.get(self.account.id, MOST + 1)
        return ALL if place > MOST else act_name(place)

    def take(self, accounts: tuple[Account, ...], listed: Mapping[str, Listed]) -> None:
        """Know our accounts; one that is no more, or alone, hides nothing any longer."""
        self._accounts = accounts
        several = len(accounts) > 1
        now = next((each for each in accounts if each.id == self.account_id), None)
        now = now if several else None
        if now != self.account:
            self._put(now)
        self.name_acts(listed)

    def name_acts(self, listed: Mapping[str, Listed]) -> None:
        """Let the acts be called as the accounts are; those of none are not to be seen."""
        several = len(self._accounts) > 1
        for place in range(1, MOST + 1):
            one = listed.get(act_name(place))
            if one is not None:
                there = several and place <= len(self._accounts)
                one.action.setVisible(there)
                one.action.setEnabled(there)
                if there:
                    handle = isolated(self._accounts[place - 1].handle)
                    one.action.setText(tr("Only @{handle}").format(handle=handle))

    def choose_place(self, place: int) -> None:
        """List the account at this place alone; the one that is alone already, with all."""
        if len(self._accounts) > 1 and place <= len(self._accounts):
            self.toggle(self._accounts[place - 1].id)

    @Slot(object)
    def toggle(self, account_id: AccountId) -> None:
        """List this account alone, or all where it is alone already."""
        known = {each.id: each for each in self._accounts}
        if len(known) > 1 and account_id in known:
            self._put(None if account_id == self.account_id else known[account_id])

    @Slot()
    def show_all(self) -> None:
        """List the cases of all accounts."""
        if self.account is not None:
            self._put(None)

    def _put(self, account: Account | None) -> None:
        self.account = account
        self.changed.emit(account)

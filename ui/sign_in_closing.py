"""Whether the window may close over sign-ins that the keyring did not take.

X renewed them and takes the ones before them no more: with the window they are gone, and
their accounts are signed out. Owns the question and what was said to it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from console.domain.accounts import Account
from console.domain.ids import AccountId
from console.language import tr
from ui import plain

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class SignInClosing(QObject):
    """The end of the window, as far as sign-ins in memory only speak against it."""

    def __init__(self, window: MainWindow, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._box: QMessageBox | None = None
        self._let_go: frozenset[AccountId] = frozenset()
        """The accounts whose sign-in a person lets go with the window."""

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether nothing is lost; else ask, and `close` where that is wanted."""
        unstored = self._window.courier.unstored
        ids = frozenset(account.id for account in unstored)
        self._let_go &= ids
        if ids <= self._let_go:
            return True
        if self._box is None:
            self._box = self._question(unstored)
            self._box.addButton(tr("Quit"), QMessageBox.ButtonRole.DestructiveRole).clicked.connect(
                partial(self._leave, ids, close)
            )
            self._box.open()
        return False

    def _question(self, unstored: tuple[Account, ...]) -> QMessageBox:
        """Enter and Esc stay."""
        box, one = QMessageBox(self._window), len(unstored) == 1
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(tr("Quit"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        named = ", ".join(f"@{plain.isolated(account.handle)}" for account in unstored)
        box.setText(
            tr("The sign-in of {account} is not stored.").format(account=named)
            if one
            else tr("The sign-ins of {accounts} are not stored.").format(accounts=named)
        )
        box.setInformativeText(
            tr(
                "X renewed what the keyring held, and the keyring did not take the new "
                "one. Unlock it, and it is stored. If you quit, sign in again at the "
                "next start; queued answers wait."
            )
        )
        roles = QMessageBox.ButtonRole
        unlock = box.addButton(tr("Unlock"), roles.AcceptRole)
        unlock.clicked.connect(self._window.courier.sync_now)
        stay = box.addButton(tr("Stay"), roles.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._take_answer)
        return box

    @Slot()
    def _take_answer(self) -> None:
        self._box = None

    def _leave(
        self, ids: frozenset[AccountId], close: Callable[[], None], _checked: object = None
    ) -> None:
        self._let_go |= ids
        self._box = None
        close()

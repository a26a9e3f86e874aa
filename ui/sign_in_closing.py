"""Whether the window may close over sign-ins that end with it.

Those that the keyring did not take: X renewed them and takes the ones before them no more,
so their accounts are signed out. And those for this run only: who quits ends the run, but who
starts anew for another language may not think of it. Owns the questions and what was said.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from console.desk.context import credentials_key
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
        anew = self._window.starts_anew
        unstored = self._window.courier.unstored
        passing = self._for_this_run() if anew else ()
        self._let_go &= _ids(unstored) | _ids(passing)
        if not _ids(unstored) <= self._let_go:
            self._ask(self._about_unstored(unstored, anew=anew), unstored, close, anew=anew)
        elif not _ids(passing) <= self._let_go:
            self._ask(self._about_passing(passing), passing, close, anew=anew)
        else:
            return True
        return False

    def _for_this_run(self) -> tuple[Account, ...]:
        """Return the accounts of whose sign-in a person chose that it is stored nowhere."""
        overview, means = self._window.overview, self._window.account_side.means
        return tuple(
            one
            for one in (() if overview is None else overview.accounts)
            if one.network not in means.without_sign_in
            and means.credentials.is_for_this_run(credentials_key(one))
        )

    def _about_unstored(self, unstored: tuple[Account, ...], *, anew: bool) -> QMessageBox:
        box, named = QMessageBox(self._window), _named(unstored)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr("The sign-in of {account} is not stored.").format(account=named)
            if len(unstored) == 1
            else tr("The sign-ins of {accounts} are not stored.").format(accounts=named)
        )
        box.setInformativeText(
            tr(
                "X renewed what the keyring held, and the keyring did not take the new one. "
                "Unlock it, and it is stored. Else sign in again after the new start; queued "
                "answers wait till then."
            )
            if anew
            else tr(
                "X renewed what the keyring held, and the keyring did not take the new "
                "one. Unlock it, and it is stored. If you quit, sign in again at the "
                "next start; queued answers wait."
            )
        )
        unlock = box.addButton(tr("Unlock"), QMessageBox.ButtonRole.AcceptRole)
        unlock.clicked.connect(self._window.courier.sync_now)
        return box

    def _about_passing(self, passing: tuple[Account, ...]) -> QMessageBox:
        box, named = QMessageBox(self._window), _named(passing)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(
            tr("The sign-in of {account} is for this run only.").format(account=named)
            if len(passing) == 1
            else tr("The sign-ins of {accounts} are for this run only.").format(accounts=named)
        )
        box.setInformativeText(
            tr(
                "It is stored nowhere, and a new start is another run. Sign in again after it; "
                "queued answers wait till then."
            )
            if len(passing) == 1
            else tr(
                "They are stored nowhere, and a new start is another run. Sign in again after "
                "it; queued answers wait till then."
            )
        )
        return box

    def _ask(
        self,
        box: QMessageBox,
        about: tuple[Account, ...],
        close: Callable[[], None],
        *,
        anew: bool,
    ) -> None:
        """Ask, unless it is asked; Enter and Esc stay."""
        if self._box is not None:
            box.deleteLater()
            return
        self._box, roles = box, QMessageBox.ButtonRole
        leave = tr("Start anew") if anew else tr("Quit")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(leave)
        stay = box.addButton(tr("Stay"), roles.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._take_answer)
        going = box.addButton(leave, roles.DestructiveRole)
        going.clicked.connect(partial(self._leave, _ids(about), close))
        box.open()

    @Slot()
    def _take_answer(self) -> None:
        self._box = None

    def _leave(
        self, ids: frozenset[AccountId], close: Callable[[], None], _checked: object = None
    ) -> None:
        self._let_go |= ids
        self._box = None
        close()


def _ids(accounts: tuple[Account, ...]) -> frozenset[AccountId]:
    return frozenset(account.id for account in accounts)


def _named(accounts: tuple[Account, ...]) -> str:
    return ", ".join(f"@{plain.isolated(account.handle)}" for account in accounts)

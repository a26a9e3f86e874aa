"""What a person does with our own accounts and agents, and the lock of the desk.

Owns which dialog opens; each is loaded when it is wanted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from console.credentials import Credentials
    from ui.lock_guard import LockGuard
    from ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class DoctorMeans:
    """Where diagnostics look."""

    folder: Path
    credentials: Credentials
    api_url: str | None = None
    """None for X's own."""
    offline: bool = False
    """Whether nothing is asked of the network: the demo says that nothing leaves the machine."""
    without_sign_in: frozenset[str] = frozenset()
    """The networks that nobody signs in to: the demo's."""


class AccountSide(QObject):
    """The dialogs of the menu *Access*."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.guard: LockGuard | None = None
        """Locks the desk; None till the window is complete, which has nothing to hide yet."""
        self._missed = 0

    @cached_property
    def means(self) -> DoctorMeans:
        """Return what diagnostics look at; a review has no desk of its own, and takes the usual."""
        from console.credentials import Credentials
        from console.store.location import default_folder

        return DoctorMeans(default_folder(), Credentials(), offline=True)

    def accounts(self) -> None:
        """Show our accounts: how each is signed in, its colour, limits and budget; sign out."""
        from ui.accounts_dialog import AccountsDialog

        self._open(AccountsDialog(self._window))

    def agents(self) -> None:
        """Show who answers at this desk, by name and signature, and who does now."""
        from ui.agents_dialog import AgentsDialog

        self._open(AgentsDialog(self._window))

    def doctor(self) -> None:
        """Show how this desk and its surroundings are, as a report that can be handed on."""
        from ui.doctor_dialog import DoctorDialog

        self._open(DoctorDialog(self._window))

    def lock(self) -> None:
        """Hide what is shown till the person is back."""
        if self.guard is not None:
            self.guard.lock()

    @Slot()
    def note_missed(self) -> None:
        """Lock once a wrong passphrase was given as often as is free, in whichever dialogs."""
        from console.domain import lock_phrase

        self._missed += 1
        if lock_phrase.wait_s(self._missed):
            self._missed = 0  # only who knows it comes back
            self.lock()

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

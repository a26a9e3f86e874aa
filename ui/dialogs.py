"""Opens the dialogs when the window asks for one, and does what a person entered there.

They are imported when they are first needed, which keeps the start fast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.domain.accounts import Account
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.errors import DeskError
from ui.courier import Courier
from ui.lanes import Lanes
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from console.desk.calls import NewCall
    from ui.call_dialog import CallDialog


class Dialogs(QObject):
    """The dialogs of one window."""

    def __init__(
        self,
        window: MainWindow,
        lanes: Lanes,
        courier: Courier,
        now: Callable[[], datetime],
        keyring_trouble: Callable[[], DeskError | None],
    ) -> None:
        """Take the parts; `keyring_trouble` is asked on the sending lane."""
        super().__init__(window)
        self._window, self._lanes, self._courier = window, lanes, courier
        self._now, self._keyring_trouble = now, keyring_trouble
        window.connect_wanted.connect(self.connect_account)
        window.call_wanted.connect(self.note_call)

    @Slot()
    def connect_account(self) -> None:
        """Ask for the keys of an account."""
        from ui.account_dialog import AccountDialog

        dialog = AccountDialog(self._lanes.sending, self._keyring_trouble, self._window)
        dialog.connected.connect(self._connected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object)
    def note_call(self, row: CaseRow | None) -> None:
        """Ask for a call note on a case; None for a customer without one."""
        from ui.call_dialog import CallDialog

        about = "" if row is None else row.name or "the customer"
        dialog = CallDialog(self._now(), about, self._window)
        dialog.save_wanted.connect(partial(self._store, dialog, None if row is None else row.id))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(object, object)
    def _connected(self, account: Account, secret: dict[str, str]) -> None:
        self._window.take(Changes.of(accounts=(account.id,)))
        self._courier.use_new_keys(account, secret)

    def _store(self, dialog: CallDialog, case_id: CaseId | None, call: NewCall) -> None:
        def noted(result: tuple[CaseId, Changes]) -> None:
            dialog.stored()
            self._window.take(result[1])
            if case_id is None:
                self._window.open_case(result[0])

        self._lanes.writer.submit(
            lambda desk: desk.calls.add(call, case_id), noted, dialog.refuse, receiver=dialog
        )

"""The dialog that connects an account on X: with the keys that a person enters, or without.

The keys stay in this dialog and in what it hands to the sending lane; they are wiped
when it closes, and never shown in an error.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.accounts import Account
from console.errors import DeskError
from ui import plain
from ui.hand_off_fields import HandOffFields
from ui.key_fields import NAMES, KeyFields, Keys
from ui.lanes import Lane
from ui.override import override
from ui.theme import UNIT

KeyringProbe = Callable[[], DeskError | None]
"""Asks, on the sending lane, why the keyring cannot be used; None where it can."""
EXPLANATION = (
    "Enter the four OAuth 1.0a keys of your app, which needs read and write permission. "
    "They are checked with X and kept in this system's keyring, nowhere else. "
    "Their JSON form, pasted into any field, fills all four."
)
WITHOUT_KEYS = (
    "The desk copies each part and opens X in the browser; you post it there.\n"
    "Nothing is fetched: you capture customers' posts by their links (Ctrl+Shift+P)."
)
CONSOLE = "X's developer console: https://console.x.com"
CONNECT, ADD = "Connect", "Add account"
CONNECT_TIP = "Check the keys with X and keep them (Ctrl+Enter)"
ADD_TIP = "Serve this account by hand (Ctrl+Enter)"
CANCELLED = "Cancelled. Nothing was connected."


class AccountDialog(QDialog):
    """Connects one account.

    Signals:
        connected(Account, dict): X knows the keys; they are kept as the person chose.
        added(Account): the desk serves this account without access to X.
    """

    connected = Signal(object, object)
    added = Signal(object)

    def __init__(self, sending: Lane, probe: KeyringProbe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sending = sending
        self._offered: Keys | None = None
        """The keys that X is being asked about."""
        self.setWindowTitle("Connect account")
        self.setMinimumWidth(65 * UNIT)
        self._has_keyring = True
        self.with_keys = QRadioButton("With API keys")
        self.by_hand = QRadioButton("Without: you post in the browser")
        self.with_keys.setChecked(True)
        self.keys = KeyFields()
        self.account = HandOffFields()
        self.keyring_note = _text("quiet")
        self.keyring_note.setVisible(False)
        self.this_run_only = QCheckBox("Keep the keys for this run only, in memory")
        self.this_run_only.setVisible(False)
        self.message = _text("danger")
        self.message.setVisible(False)
        self.message.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self._show_way()
        self.resize(self.minimumWidth(), self._column.heightForWidth(self.minimumWidth()))
        self.by_hand.toggled.connect(self._choose_way)
        self.account.changed.connect(self._calm)
        self.keys.changed.connect(self._calm)
        self.keys.told.connect(self._show)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, self.connect_button.click)
        self.keys.setFocus()
        sending.submit(lambda _desk: probe(), self._tell_keyring)

    @override
    def reject(self) -> None:
        """Cancel the check if one is under way, else close."""
        if self._offered is None:
            super().reject()
            return
        self._offered.withdraw()
        self._stand_by()
        self._show(CANCELLED, "quiet")

    @override
    def done(self, result: int) -> None:
        self.keys.wipe()
        super().done(result)

    def _lay_out(self) -> None:
        self.explanation, self.console = _text("quiet"), _text("quiet")
        self.console.setText(CONSOLE)
        self.console.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        ways = QHBoxLayout()
        ways.setSpacing(2 * UNIT)
        ways.addWidget(self.with_keys)
        ways.addWidget(self.by_hand)
        ways.addStretch()
        buttons = QDialogButtonBox()
        self.connect_button = buttons.addButton(CONNECT, QDialogButtonBox.ButtonRole.ActionRole)
        self.connect_button.setObjectName("primary")
        self.connect_button.setDefault(True)
        self.connect_button.clicked.connect(self._try)
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        self.cancel_button = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        self.cancel_button.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(plain.label("Connect an account on X", "title"))
        column.addLayout(ways)
        column.addWidget(self.explanation)
        column.addWidget(self.console)
        column.addSpacing(UNIT)
        column.addWidget(self.keys)
        column.addWidget(self.account)
        for widget in (self.keyring_note, self.this_run_only, self.message):
            column.addWidget(widget)
        column.addSpacing(UNIT)
        column.addStretch()
        column.addWidget(buttons)

    @Slot(object)
    def _tell_keyring(self, trouble: DeskError | None) -> None:
        """Say what to install where no keyring can be used, and offer the other way."""
        if trouble is not None:
            self._has_keyring = False
            self.keyring_note.setText(_said(trouble))
            self._show_way()
            self._grow()

    @Slot()
    def _choose_way(self) -> None:
        self._calm()
        self._show_way()
        self._grow()

    def _show_way(self) -> None:
        """Show what the chosen way needs."""
        with_keys = self.with_keys.isChecked()
        self.explanation.setText(EXPLANATION if with_keys else WITHOUT_KEYS)
        self.console.setVisible(with_keys)
        self.keys.setVisible(with_keys)
        self.keyring_note.setVisible(with_keys and not self._has_keyring)
        self.this_run_only.setVisible(with_keys and not self._has_keyring)
        self.account.setVisible(not with_keys)
        self.connect_button.setText(CONNECT if with_keys else ADD)
        self.connect_button.setToolTip(CONNECT_TIP if with_keys else ADD_TIP)

    @Slot()
    def _try(self) -> None:
        if self.by_hand.isChecked():
            self._add()
            return
        missing = self.keys.missing()
        if missing is not None:
            self._show(f"{NAMES[missing]} is missing.")
            self.keys.fields[missing].setFocus()
            return
        secret = self.keys.secret()
        self._offered = offered = Keys(secret)
        only = self.this_run_only.isChecked()
        self.connect_button.setText("Checking with X…")
        self._enable(on=False)
        self.cancel_button.setFocus()
        self._calm()

        def job(desk: Desk) -> Account:
            return desk.accounts.connect("x", offered, this_run_only=only)

        def done(account: Account) -> None:
            # Also after a cancel that came too late: what is stored must be seen.
            self._offered = None
            self.connected.emit(account, secret)
            self.accept()

        def failed(error: DeskError) -> None:
            if self._offered is offered:  # else it was cancelled, and is told so
                self._stand_by()
                self._show(_said(error))

        self._sending.submit(job, done, failed, receiver=self)

    def _add(self) -> None:
        """Store the account as one without access."""
        handle, name = self.account.handle.text(), self.account.name.text()
        if not handle.strip():
            self._show("The handle is missing.")
            self.account.setFocus()
            return
        self._enable(on=False)

        def done(account: Account) -> None:
            self.added.emit(account)
            self.accept()

        def failed(error: DeskError) -> None:
            self._enable(on=True)
            self._show(f"{error.message} {error.advice}")
            self.account.setFocus()

        self._sending.submit(
            lambda desk: desk.accounts.add_handoff(handle, name), done, failed, receiver=self
        )

    def _enable(self, *, on: bool) -> None:
        entered = (self.keys, self.account, self.this_run_only, self.with_keys, self.by_hand)
        for widget in (self.connect_button, *entered):
            widget.setEnabled(on)

    def _stand_by(self) -> None:
        """Let the person correct the keys and try again."""
        self._offered = None
        self._enable(on=True)
        self.connect_button.setText(CONNECT)
        self.connect_button.setFocus()

    @Slot()
    def _calm(self) -> None:
        self.message.setVisible(False)

    @Slot(str)
    def _show(self, text: str, name: str = "danger") -> None:
        self.message.setText(text)
        self.message.setObjectName(name)
        self.message.style().polish(self.message)
        self.message.setVisible(True)
        self._grow()

    def _grow(self) -> None:
        """Take the height that the words need."""
        self.resize(self.width(), max(self.height(), self._column.heightForWidth(self.width())))


def _said(error: DeskError) -> str:
    return f"{error.title}. {error.message} {error.advice}"


def _text(name: str) -> QLabel:
    label = plain.label("", name)
    label.setWordWrap(True)
    return label

"""The dialog that connects an account on X with the credentials that a person pastes.

The credentials stay in this dialog and in what it hands to the sending lane; they are
wiped from the field when it closes, and never shown in an error.
"""

from __future__ import annotations

import json
from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from console.desk import Desk
from console.domain.accounts import Account
from console.errors import DeskError
from ui import plain
from ui.lanes import Lane
from ui.theme import UNIT

KeyringProbe = Callable[[], DeskError | None]
"""Asks, on the sending lane, why the keyring cannot be used; None where it can."""
EXPLANATION = (
    "Paste the keys of your app from X's developer console as JSON. They are checked with X "
    "and kept in this system's keyring, nowhere else."
)
EXAMPLE = """{
  "kind": "oauth1",
  "api_key": "...",
  "api_key_secret": "...",
  "access_token": "...",
  "access_token_secret": "..."
}"""
UNREADABLE = "This is not the JSON form shown in the field."


class AccountDialog(QDialog):
    """Connects one account.

    Signals:
        connected(Account, dict): X knows the keys; they are kept as the person chose.
    """

    connected = Signal(object, object)

    def __init__(self, sending: Lane, probe: KeyringProbe, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sending = sending
        self.setWindowTitle("Connect account")
        self.setMinimumWidth(520)
        title = plain.label("Connect an account on X", "title")
        self.field = QPlainTextEdit()
        self.field.setPlaceholderText(EXAMPLE)
        self.field.setAccessibleName("Credentials as JSON")
        self.field.setTabChangesFocus(True)
        self.field.setMinimumHeight(20 * UNIT)
        self.this_run_only = QCheckBox("Keep the keys for this run only, in memory")
        self.this_run_only.setVisible(False)
        self.message = _text("danger")
        self.message.setVisible(False)
        buttons = QDialogButtonBox()
        self.connect_button = buttons.addButton("Connect", QDialogButtonBox.ButtonRole.ActionRole)
        self.connect_button.setObjectName("primary")
        self.connect_button.clicked.connect(self._try)
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT + UNIT // 2)
        explanation = _text("quiet")
        explanation.setText(EXPLANATION)
        for widget in (title, explanation, self.field, self.message, self.this_run_only, buttons):
            column.addWidget(widget)
        self.field.setFocus()
        sending.submit(lambda _desk: probe(), self._tell_keyring)

    @Slot(object)
    def _tell_keyring(self, trouble: DeskError | None) -> None:
        """Say what to install where no keyring can be used, and offer the other way."""
        if trouble is not None:
            self.this_run_only.setVisible(True)
            self._say(trouble)

    @Slot()
    def _try(self) -> None:
        try:
            secret = json.loads(self.field.toPlainText())
        except ValueError:
            secret = None
        if not isinstance(secret, dict) or not all(isinstance(v, str) for v in secret.values()):
            self._show(UNREADABLE)
            return
        only = self.this_run_only.isChecked()
        self.connect_button.setEnabled(False)
        self.connect_button.setText("Checking…")

        def job(desk: Desk) -> Account:
            return desk.accounts.connect("x", secret, this_run_only=only)

        def done(account: Account) -> None:
            self.field.clear()
            self.connected.emit(account, secret)
            self.accept()

        self._sending.submit(job, done, self._refused, receiver=self)

    @Slot(object)
    def _refused(self, error: DeskError) -> None:
        self.connect_button.setEnabled(True)
        self.connect_button.setText("Connect")
        self._say(error)

    def _say(self, error: DeskError) -> None:
        self._show(f"{error.title}. {error.message} {error.advice}")

    def _show(self, text: str) -> None:
        self.message.setText(text)
        self.message.setVisible(True)
        self.resize(self.width(), max(self.height(), self._column.heightForWidth(self.width())))


def _text(name: str) -> QLabel:
    label = plain.label("", name)
    label.setWordWrap(True)
    return label

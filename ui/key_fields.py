"""The keys of an account or an app on X: masked fields, and the form in which they are pasted.

Owns the keys while the dialog is open, and wipes them when told. What was handed out can
be withdrawn: who holds it then cannot read it any more.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from console.domain.key_names import KEY_NAMES
from console.errors import InputError
from console.language import tr
from ui import plain
from ui.override import override
from ui.theme import UNIT

KIND = "oauth1"
APP_NAMES = {name: KEY_NAMES[name] for name in ("api_key", "api_key_secret")}
NAMES = APP_NAMES | {name: KEY_NAMES[name] for name in ("access_token", "access_token_secret")}
"""The four of an account, by their names in the JSON form."""
CLIENT_NAMES = {name: KEY_NAMES[name] for name in ("client_id", "client_secret")}
CLIENT_OPTIONAL = {"client_secret": tr("Native App: leave empty")}
"""What may stay empty, and when."""
PUBLIC = frozenset({"client_id"})
"""No secret: X's page has it in its address. RFC 6749, section 2.2."""
UNSEEN = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)
"""An input method learns no key, also while the keys are shown."""


class Withdrawn(InputError):
    """The person cancelled; their keys are no longer to be used."""

    title = tr("Cancelled")
    advice = tr("Connect the account again when you want to.")


class Keys(Mapping[str, str]):
    """Keys that can be withdrawn, in the form of the connector's credentials.

    Whoever stores them reads them first, on whichever thread: once they are withdrawn,
    that raises, so a check that comes to its end after a cancel keeps nothing.
    """

    def __init__(self, secret: Mapping[str, str]) -> None:
        self._secret: dict[str, str] | None = dict(secret)

    def withdraw(self) -> None:
        """Let nobody read them from now on."""
        self._secret = None

    @override
    def __getitem__(self, name: str) -> str:
        return self._read()[name]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    @override
    def __len__(self) -> int:
        return len(self._read())

    def _read(self) -> dict[str, str]:
        secret = self._secret
        if secret is None:
            raise Withdrawn(tr("The keys were withdrawn."))
        return secret


class KeyFields(QWidget):
    """One field a key, secret ones masked; the JSON form pasted into any of them fills all.

    Signals:
        changed: a person typed or pasted.
        told(str): what was pasted cannot be used as it is, in words without a key.
    """

    changed = Signal()
    told = Signal(str)

    def __init__(
        self,
        names: Mapping[str, str] = NAMES,
        optional: Mapping[str, str] = MappingProxyType({}),
        parent: QWidget | None = None,
    ) -> None:
        """Take the keys by their names in the JSON form, and which of them may stay empty."""
        super().__init__(parent)
        self.names, self._optional = names, optional
        self.fields = {name: QLineEdit() for name in names}
        self.complaints = {name: plain.label("", "danger") for name in names}
        """What is wrong with a key, under its field."""
        self.show_box = QCheckBox(tr("Show the keys"))
        self.show_box.toggled.connect(self._show)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(UNIT)
        grid.setColumnMinimumWidth(0, 18 * UNIT)
        for row, (name, field) in enumerate(self.fields.items()):
            label = plain.label(names[name])
            label.setBuddy(field)
            if name not in PUBLIC:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setInputMethodHints(field.inputMethodHints() | UNSEEN)
            field.setAccessibleName(names[name])
            field.setPlaceholderText(optional.get(name, ""))
            field.textChanged.connect(self._take)
            self.complaints[name].setVisible(False)
            grid.addWidget(label, 2 * row, 0)
            grid.addWidget(field, 2 * row, 1)
            grid.addWidget(self.complaints[name], 2 * row + 1, 1)
        grid.addWidget(self.show_box, 2 * len(names), 1)
        self.setFocusProxy(next(iter(self.fields.values())))

    def missing(self) -> str | None:
        """Return the name of the first key that is not filled in; None where all are."""
        empty = (
            name
            for name, field in self.fields.items()
            if name not in self._optional and not field.text().strip()
        )
        return next(empty, None)

    def complain(self, name: str, text: str) -> None:
        """Say under its field what is wrong with a key, and go there."""
        label = self.complaints[name]
        label.setText(text)
        label.setVisible(True)
        # Read with the field by who cannot see where it stands.
        self.fields[name].setAccessibleDescription(text)
        self.fields[name].setFocus()

    def keys(self) -> dict[str, str]:
        """Return the keys by name, without the white space around them."""
        return {name: field.text().strip() for name, field in self.fields.items()}

    def secret(self) -> dict[str, str]:
        """Return the keys in the form of the connector's credentials."""
        return {"kind": KIND} | self.keys()

    def wipe(self) -> None:
        """Forget the keys; not even undo brings them back."""
        for field in self.fields.values():
            blocker = QSignalBlocker(field)
            field.setText("")
            blocker.unblock()

    @Slot(bool)
    def _show(self, shown: bool) -> None:  # noqa: FBT001 - a signal's argument
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for name, field in self.fields.items():
            if name not in PUBLIC:
                field.setEchoMode(mode)

    @Slot(str)
    def _take(self, text: str) -> None:
        """Spread what was pasted over the fields where it is the JSON form."""
        for name, label in self.complaints.items():
            label.setVisible(False)
            self.fields[name].setAccessibleDescription("")
        self.changed.emit()
        if "{" not in text:  # no key of X has it
            return
        found = _read(text, self.names)
        if found is None:
            if "}" in text:
                self.told.emit(
                    tr("What was pasted is not valid JSON. Paste all of it, or key by key.")
                )
            return
        self.wipe()
        for name, key in found.items():
            self.fields[name].setText(key)
        lacking = [
            said
            for name, said in self.names.items()
            if name not in found and name not in self._optional
        ]
        if lacking:
            self.told.emit(tr("What was pasted lacks: {names}.").format(names=", ".join(lacking)))


def _read(text: str, names: Iterable[str]) -> dict[str, str] | None:
    """Return the keys of a JSON object by name; None where it is none."""
    try:
        # A field of one line takes the ends of lines as other signs.
        raw = json.loads(text[text.index("{") : text.rindex("}") + 1].replace("\u2028", " "))
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict):
        return None
    return {
        name: key.strip()
        for name in names
        if isinstance(key := raw.get(name), str) and key.strip() and "{" not in key
    }

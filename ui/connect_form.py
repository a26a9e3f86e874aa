"""What one way asks of a person: what to set up at X, and the fields that take the keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.sign_in import Way
from ui import connect_words, plain
from ui.connect_steps import ConnectSteps
from ui.hand_off_fields import HandOffFields
from ui.key_fields import APP_NAMES, CLIENT_NAMES, CLIENT_OPTIONAL, NAMES, KeyFields
from ui.theme import UNIT


class ConnectForm(QWidget):
    """One page a way; each keeps what was typed while another is looked at.

    Signals:
        changed: a person typed or pasted.
        told(str): what was pasted cannot be used, in words without a key.
        console_wanted: X's console is to be opened in the browser.
    """

    changed = Signal()
    told = Signal(str)
    console_wanted = Signal()

    def __init__(self, callbacks: tuple[str, ...], parent: QWidget | None = None) -> None:
        """Take the addresses that the browser may come back to."""
        super().__init__(parent)
        self.keys = KeyFields(NAMES)
        self.app = KeyFields(APP_NAMES)
        self.client = KeyFields(CLIENT_NAMES, CLIENT_OPTIONAL)
        self.fields: Mapping[Way, KeyFields] = MappingProxyType(
            {Way.KEYS: self.keys, Way.PIN: self.app, Way.BROWSER: self.client}
        )
        self.account = HandOffFields()
        self.account.changed.connect(self.changed)
        self.steps: dict[Way, ConnectSteps] = {}
        self._pages: dict[Way | None, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for way, fields in self.fields.items():
            steps = ConnectSteps(way, callbacks)
            steps.console_wanted.connect(self.console_wanted)
            fields.changed.connect(self.changed)
            fields.told.connect(self.told)
            self.steps[way] = steps
            self._pages[way] = _page(steps, fields)
        explanation = plain.label(connect_words.WITHOUT_ACCESS, "quiet")
        explanation.setWordWrap(True)
        self._pages[None] = _page(explanation, self.account)
        for page in self._pages.values():
            column.addWidget(page)
        self.show_way(Way.BROWSER)

    def show_way(self, way: Way | None) -> None:
        """Show what a way asks; None: without access."""
        for each, page in self._pages.items():
            page.setVisible(each is way)
        self.setFocusProxy(self.account if way is None else self.fields[way])

    def wipe(self) -> None:
        """Forget every key."""
        for fields in self.fields.values():
            fields.wipe()
            fields.show_box.setChecked(False)


def _page(*widgets: QWidget) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2 * UNIT)
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch()
    return page

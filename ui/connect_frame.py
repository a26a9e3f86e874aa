"""How the dialog that connects an account is put together: pages, words of trouble, buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.sign_in import return_addresses
from console.errors import DeskError
from console.language import tr
from ui import plain
from ui.connect_form import ConnectForm
from ui.connect_keyring import ConnectKeyring
from ui.connect_pin import ConnectPin
from ui.connect_result import ConnectResult
from ui.connect_waiting import ConnectWaiting
from ui.connect_ways import ConnectWays
from ui.copied_text import let_select
from ui.elided_label import ElidedLabel
from ui.theme import UNIT

SIZE = (78 * UNIT, 70 * UNIT)
"""The dialog's, as far as the window has room."""


class ConnectFrame:
    """The parts of one dialog, laid out in it; one page is shown at a time."""

    def __init__(self, dialog: QDialog) -> None:
        self.title = ElidedLabel("", "title")
        self.ways, self.form = ConnectWays(), ConnectForm(return_addresses())
        self.waiting, self.pin, self.result = ConnectWaiting(), ConnectPin(), ConnectResult()
        self._pages: tuple[QWidget, ...] = (
            self.ways, self.form, self.waiting, self.pin, self.result,
        )  # fmt: skip
        self.keyring = ConnectKeyring()
        self._wants_keyring = False
        self.message = plain.label("", "danger")
        self.message.setWordWrap(True)
        self.message.setVisible(False)
        let_select(self.message)
        self.back_button, self.cancel_button = QPushButton(), QPushButton()
        self.go_button = QPushButton()
        self.go_button.setObjectName("primary")
        self.go_button.setDefault(True)
        for button in (self.back_button, self.cancel_button):
            button.setAutoDefault(False)
        self._lay_out(dialog)
        parent = dialog.parentWidget()
        room = dialog.screen().availableSize() if parent is None else parent.size()
        dialog.resize(min(SIZE[0], room.width() - 4 * UNIT), min(SIZE[1], room.height() - 4 * UNIT))

    def show_page(
        self,
        page: QWidget,
        title: str,
        *,
        go: str = "",
        back: str = "",
        leave: str = tr("Cancel"),
        keyring: bool = False,
    ) -> None:
        """Show one page; `go`, `back` and `leave` say its buttons, empty: there is none.

        `keyring`: what is signed in there is to be kept, so trouble with that is said.
        """
        self.calm()
        self.title.show_text(title)
        for each in self._pages:
            each.setVisible(each is page)
        self._wants_keyring = keyring
        self._show_keyring()
        # Before the others go: a button that goes hands the focus on.
        (page if go and page is not self.result else self.cancel_button).setFocus()
        for button, text in (
            (self.back_button, back), (self.cancel_button, leave), (self.go_button, go),
        ):  # fmt: skip
            button.setText(text)
            button.setVisible(bool(text))
            button.setEnabled(True)
        if page is self.result and go:
            self.go_button.setFocus()
        self._scroll.verticalScrollBar().setValue(0)

    @Slot(str)
    def say(self, text: str, name: str = "danger") -> None:
        """Say what went wrong, above the buttons, in a style by name."""
        self.message.setText(text)
        self.message.setObjectName(name)
        self.message.style().polish(self.message)
        self.message.setVisible(True)

    @Slot()
    def calm(self) -> None:
        """Say nothing any more."""
        self.message.setVisible(False)

    def tell_keyring(self, trouble: DeskError) -> None:
        """Say why the keyring keeps nothing, where something is to be kept."""
        self.keyring.tell(trouble)
        self._show_keyring()

    def _show_keyring(self) -> None:
        self.keyring.setVisible(self._wants_keyring)

    def _lay_out(self, dialog: QDialog) -> None:
        inner = QWidget()
        pages = QVBoxLayout(inner)
        pages.setContentsMargins(0, 0, UNIT, 0)
        pages.setSpacing(0)
        for page in self._pages:
            pages.addWidget(page)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inner)
        self._scroll.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(self.back_button)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.go_button)
        column = QVBoxLayout(dialog)
        column.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.title)
        column.addWidget(self._scroll, 1)
        for widget in (self.keyring, self.message):
            column.addWidget(widget)
        column.addLayout(buttons)

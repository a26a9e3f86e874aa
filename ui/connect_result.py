"""Who was connected, what X granted, what it costs, and what comes next."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from console.domain.accounts import Account
from console.domain.sign_in import Connected
from console.language import tr
from ui import connect_words, plain
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT

NEXT = tr(
    "Next: sync. The first one reads the newest mentions, at most 800, and "
    "your own posts, each billed by X as above; a monthly budget stands "
    "under Access > Accounts."
)
NEXT_BY_HAND = tr("Next: capture a customer's post by its link (Ctrl+Shift+P).")
BY_HAND = tr("The desk has no access to it: posts are captured, answers posted by hand.")


class ConnectResult(QWidget):
    """What came of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = ""
        """Of the whole page."""
        self.name = ElidedLabel("", "quiet")
        self.grants, self.warning = _wrapped("ok"), _wrapped("warn")
        self.cost, self.next = _wrapped("quiet"), _wrapped()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addWidget(self.name)
        column.addSpacing(HALF)
        for label in (self.grants, self.warning, self.cost, self.next):
            column.addWidget(label)
        column.addStretch()

    def show_connected(self, connected: Connected) -> None:
        """Show an account that was signed in."""
        grant = connected.granted
        held = connect_words.granted(grant)
        warning = connect_words.READ_ONLY if grant.may_post is False else ""
        if not held:
            warning = connect_words.UNTOLD
        self.title = tr("Connected @{handle}").format(handle=connected.account.handle)
        self._show(connected.account, "\n".join(f"\u2713 {each}" for each in held), warning, NEXT)
        self.cost.setText(connect_words.cost())
        self.cost.setVisible(True)

    def show_added(self, account: Account) -> None:
        """Show an account without access."""
        self.title = tr("Added @{handle}").format(handle=account.handle)
        self._show(account, "", BY_HAND, NEXT_BY_HAND)
        self.cost.setVisible(False)

    def _show(self, account: Account, grants: str, warning: str, after: str) -> None:
        self.name.show_text(plain.isolated(account.name), account.name)
        for label, text in ((self.grants, grants), (self.warning, warning), (self.next, after)):
            label.setText(text)
            label.setVisible(bool(text))


def _wrapped(name: str = "") -> QLabel:
    label = plain.label("", name)
    label.setWordWrap(True)
    return label

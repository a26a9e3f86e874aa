"""The menu *Access*: our own accounts, who answers from them, and who may look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from console.language import tr
from ui.actions import Act, Menu

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def menu(window: MainWindow) -> Menu:
    """Return the menu; what it opens is loaded when it is wanted."""
    return (
        tr("Acc&ess"),
        (
            Act("connect", tr("Connect account…"), ("Ctrl+Shift+A",), window.connect_wanted.emit),
            Act("accounts", tr("Accounts…"), (), lambda: window.account_side.accounts()),
            Act(
                "agents",
                tr("I am… (agents)"),
                ("Ctrl+Alt+I",),
                lambda: window.account_side.agents(),
            ),
            None,
            Act("lock", tr("Lock the desk"), ("Ctrl+Alt+L",), lambda: window.account_side.lock()),
        ),
    )

"""The menu *Access*: our own accounts, who answers from them, and who may look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.actions import Act, Menu

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def menu(window: MainWindow) -> Menu:
    """Return the menu; what it opens is loaded when it is wanted."""
    return (
        "Acc&ess",
        (
            Act("connect", "Connect account…", ("Ctrl+Shift+A",), window.connect_wanted.emit),
            Act("accounts", "Accounts…", (), lambda: window.account_side.accounts()),
            Act("agents", "I am… (agents)", ("Ctrl+Alt+I",), lambda: window.account_side.agents()),
            None,
            Act("lock", "Lock the desk", ("Ctrl+Alt+L",), lambda: window.account_side.lock()),
        ),
    )

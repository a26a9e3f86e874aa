"""The lock screen: hides what is shown till the person is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def lock(window: MainWindow) -> None:
    """Hide the window's content."""
    del window

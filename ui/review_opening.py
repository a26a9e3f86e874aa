"""Opens an export or a backup to be read in a window of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.main_window import MainWindow


def open_review(window: MainWindow) -> None:
    """Let a person choose the file, and open it."""
    raise NotImplementedError(window)

"""Opens pages of X in the person's browser; the one place of connecting that does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from console.connectors.x_page import is_of_x

Opener = Callable[[str], bool]
"""Opens a page; returns False where no browser came up, or it is none of X's."""


def opener(x_api: str | None) -> Opener:
    """Return what opens pages of X, of the server at `x_api` too, and nothing else."""

    def open_page(address: str) -> bool:
        return is_of_x(address, x_api) and QDesktopServices.openUrl(QUrl(address))

    return open_page

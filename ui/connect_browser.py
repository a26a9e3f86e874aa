"""Opens pages of X, and no others, in the person's browser while they connect an account."""

from __future__ import annotations

from collections.abc import Callable

from console.connectors.x_page import is_of_x
from ui import browser

Opener = Callable[[str], bool]
"""Opens a page; returns False where no browser came up, or it is none of X's."""


def opener(x_api: str | None) -> Opener:
    """Return what opens pages of X, of the server at `x_api` too, and nothing else."""

    def open_page(address: str) -> bool:
        return is_of_x(address, x_api) and browser.open_page(address)

    return open_page

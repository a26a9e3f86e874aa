"""What kind of desk a window is: its menus, its views, and who tells how things stand.

One at work, or one at which a file is reviewed (`ui.review_mode`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from console.language import tr
from ui.views import View

if TYPE_CHECKING:
    from ui.actions import Menu
    from ui.main_window import MainWindow


class WindowTeller(Protocol):
    """Tells in the window how things stand."""

    def start(self) -> None:
        """Keep ages true from now on."""

    def stop(self) -> None:
        """Tell nothing any more."""

    def tell(self) -> None:
        """Show how things are."""


class WindowMode(Protocol):
    """What a window asks of its kind."""

    @property
    def menu_titles(self) -> tuple[str, ...]:
        """Return what stands in the menu bar before the menus are made."""

    @property
    def in_context(self) -> tuple[str, ...]:
        """Return which acts the menu of a case in the list offers, by their names."""

    @property
    def views(self) -> tuple[View, ...]:
        """Return which views the side offers, in the order of all."""

    def menus(self, window: MainWindow) -> tuple[Menu, ...]:
        """Return the menus."""

    def teller(self, window: MainWindow) -> WindowTeller:
        """Return who tells how things stand; nothing of the window is asked for yet."""

    def complete(self, window: MainWindow) -> None:
        """Build and read what the first paint did not need."""

    def show_nothing(self, window: MainWindow) -> None:
        """Say what can be done where there is no account and no case."""


class AtWork:
    """The desk of those who answer."""

    menu_titles = (
        tr("&Desk"),
        tr("&Case"),
        tr("&Answer"),
        tr("&View"),
        tr("A&rchive"),
        tr("&Help"),
    )
    views = tuple(View)
    in_context = (
        "reply", "note", "resolve", "reopen", "snooze", "touchpoint", "tags", "spam",
        "mute_author", "mute_conversation", "unread",
    )  # fmt: skip

    def menus(self, window: MainWindow) -> tuple[Menu, ...]:
        """Return all menus."""
        from ui.menus import menus

        return menus(window)

    def teller(self, window: MainWindow) -> WindowTeller:
        """Return who tells of accounts, sync and outbox."""
        from ui.teller import Teller

        return Teller(window)

    def complete(self, window: MainWindow) -> None:
        """Read what stands in the composer, the outbox, and call notes that were left."""
        window.actions_by_name["demo"].setEnabled(not window.is_demo)
        window.saved.read_sender()
        window.outbox.reading.read()
        window.calls.offer()

    def show_nothing(self, window: MainWindow) -> None:
        """Show the page of the first start."""
        window.show_first_start()


AT_WORK = AtWork()

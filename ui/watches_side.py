"""The page of the watches in the window: what is read anew when, its dialog and its looks.

Built when it is first wanted.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from console.domain.accounts import Account
from console.domain.changes import Changes
from console.domain.watches import Watch
from ui.typing_watch import TypingWatch
from ui.views import View
from ui.watches_page import Tab, WatchesPage

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.watch_dialog import WatchDialog

PAUSE_MS, LATEST_MS = 1_000, 4_000
"""What cases bring to the watches is read in a pause of them, or after so long without any."""


class WatchesSide(QObject):
    """The page, wired to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._dialog: WatchDialog | None = None
        self._changing = TypingWatch(PAUSE_MS, LATEST_MS, self)
        self._changing.due.connect(self._renew)
        looks = window.courier.looks
        looks.told.connect(self._tell_look)
        looks.failed.connect(window.show_trouble)

    @cached_property
    def page(self) -> WatchesPage:
        """Return the page."""
        window = self._window
        page = WatchesPage(window.lanes, window.theme, window.now)
        page.changed.connect(window.take)
        page.said.connect(window.status.notice)
        page.failed.connect(window.show_trouble)
        page.case_wanted.connect(window.open_case)
        watches, looks = page.watches, window.courier.looks
        watches.new_wanted.connect(self.make)
        watches.edit_wanted.connect(self._edit)
        watches.connect_wanted.connect(window.connect_wanted)
        watches.look_wanted.connect(looks.look_now)
        watches.look_line.cancel_wanted.connect(looks.cancel)
        watches.tell_look(looks.under_way)
        return page

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to on the page."""
        return self.page.panes

    @property
    def shown(self) -> bool:
        """Return whether the page stands in the place of the cases."""
        return self._window.pages.in_front is self

    def go_to_list(self) -> None:
        """Go to the list of the tab that is shown."""
        self.page.go_to_list()

    def step(self, by: int) -> None:
        """Go to the next watch, or with -1 to the one before."""
        self.page.step(by)

    def appear(self) -> None:
        """Read what is shown: time alone makes it another."""
        self.page.renew()

    def leave(self) -> None:
        """Read nothing while the page is not to be seen; a look goes on."""
        self._changing.flush()

    def refresh(self, changes: Changes) -> None:
        """Take note of what changed: lists are read at once, what cases bring in a pause."""
        if not self.shown:
            return
        if self.page.tab.value in changes.lists:
            self._renew()
        elif changes.cases or changes.accounts:
            self._changing.touch()

    def stop(self) -> None:
        """Read nothing any more."""
        self._changing.flush()

    @Slot()
    def make(self) -> None:
        """Make a watch, beside the others."""
        self._window.side.choose(View.WATCHES)
        self.page.show_tab(Tab.WATCHES)
        self._open(None)

    @Slot(object)
    def _edit(self, watch: Watch) -> None:
        self._open(watch)

    def _open(self, watch: Watch | None) -> None:
        """Ask for a watch, new or another; once at a time."""
        from ui.watch_dialog import WatchDialog

        window, held = self._window, self._dialog
        if held is not None and isValid(held) and held.isVisible():
            held.activateWindow()
            return
        dialog = WatchDialog(
            self._accounts(), watch, window.lanes, window.theme, window.now, window
        )
        self._dialog = dialog
        if watch is None:
            dialog.changed.connect(self._expect)
        dialog.changed.connect(window.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _accounts(self) -> tuple[Account, ...]:
        overview = self._window.overview
        return () if overview is None else overview.accounts

    @Slot()
    def _expect(self) -> None:
        self.page.watches.expect_new()

    @Slot()
    def _renew(self) -> None:
        self._changing.flush()
        self.page.renew()

    @Slot()
    def _tell_look(self) -> None:
        self.page.watches.tell_look(self._window.courier.looks.under_way)

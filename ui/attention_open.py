"""Where the click on a notification leads: to the case, or to the page that lists them all.

While the desk is locked the window comes to the front and nothing is opened behind the
curtain: what a person has not seen must not count as read. It is opened when they are back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from console.domain.attention import Kind, Round
from ui.one_desk import bring_to_front
from ui.views import View

if TYPE_CHECKING:
    from ui.lock_screen import LockScreen
    from ui.main_window import MainWindow


class AttentionOpen(QObject):
    """Goes where a notification points."""

    def __init__(self, window: MainWindow, screen: Callable[[], LockScreen | None]) -> None:
        super().__init__(window)
        self._window, self._screen = window, screen
        self._later: Round | None = None

    def open(self, told: Round | None, token: str) -> None:
        """Bring the window to the front, and open what was told; None for nothing."""
        bring_to_front(self._window, token)
        screen = self._screen()
        if screen is not None:
            if self._later is None and told is not None:
                screen.lifted.connect(self._go_on)
            self._later = told
        elif told is not None:
            self._go(told)

    @Slot()
    def _go_on(self) -> None:
        told, self._later = self._later, None
        if told is not None:
            self._go(told)

    def _go(self, told: Round) -> None:
        window = self._window
        if QApplication.activeModalWidget() is not None:
            return  # a dialog is open: what is written there goes first
        cases = {one.case_id for one in told.news}
        if told.kind is Kind.ACCOUNTS:
            window.account_side.accounts()
        elif len(cases) == 1 and (case_id := next(iter(cases))) is not None:
            window.open_case(case_id)
        else:
            window.side.choose(View.OUTBOX if told.kind is Kind.OUTBOX else View.NEEDS_REPLY)
            window.navigation.go_to_list()

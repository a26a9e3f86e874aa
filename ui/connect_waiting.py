"""Waiting for X: while it is asked, or while a person is in the browser; seconds that are left."""

from __future__ import annotations

import time

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.language import tr
from ui import plain
from ui.busy_bar import BusyBar
from ui.connect_page import ConnectPage
from ui.theme import UNIT

ASKING = tr("Checking with X…")
AWAITED = tr("Waiting for X…")
BEFORE = tr("A page of X is about to open in your browser.")
TO_DO = tr("Sign in there as the account that is to be connected, and allow access.")
ERROR_THERE = tr(
    "Does X show an error instead? Cancel, then check the Client ID and the callback addresses."
)


class ConnectWaiting(QWidget):
    """What is waited for; a page in the browser once there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends_at = 0.0
        self.is_for_person = False
        """Whether a person is waited for, not X alone."""
        self.to_do = plain.label(TO_DO)
        self.to_do.setWordWrap(True)
        self.error_there = plain.label(ERROR_THERE, "quiet")
        self.error_there.setWordWrap(True)
        self.page = ConnectPage()
        self.left = plain.label("", "quiet")
        bar = BusyBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setFixedHeight(UNIT)
        bar.setAccessibleName(AWAITED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        for widget in (bar, self.page, self.to_do, self.left, self.error_there):
            column.addWidget(widget)
        column.addStretch()
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._count)

    def ask(self) -> None:
        """Wait for X alone."""
        self.is_for_person = False
        self.error_there.setVisible(False)
        self.page.setVisible(False)
        self.to_do.setVisible(False)
        self.left.setVisible(False)

    def await_page(self, patience_s: float) -> None:
        """Wait for the page that is to be opened, and then for the person, so many seconds."""
        self.is_for_person = True
        self.error_there.setVisible(False)
        self.to_do.setText(BEFORE)
        self.to_do.setVisible(True)
        self.left.setVisible(True)
        self.page.setVisible(False)
        self._ends_at = time.monotonic() + patience_s
        self._timer.start()
        self._count()

    def show_page(self, address: str, *, opened: bool) -> None:
        """Show what was opened."""
        self.to_do.setText(TO_DO)
        self.error_there.setVisible(True)
        self.page.show_page(address, opened=opened)
        self.page.setVisible(True)

    def end(self) -> None:
        """Wait no more."""
        self._timer.stop()
        self.page.wipe()

    @Slot()
    def _count(self) -> None:
        left = max(0, round(self._ends_at - time.monotonic()))
        self.left.setText(
            tr("Waits for {minutes}:{seconds:02} more. Cancel ends it at once.").format(
                minutes=left // 60, seconds=left % 60
            )
        )

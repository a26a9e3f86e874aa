"""Draw the window into a PNG once its first case is on the screen, and end."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from console.errors import DeskError
from ui.main_window import MainWindow

PATIENCE_MS = 20_000
SETTLE_MS = 150
"""What arrives right after the case (ages, counts, the layout of the timeline) is in too."""
SIZE = (1280, 800)


class Screenshot(QObject):
    """Waits for the window, draws it, and calls `end` with the exit code."""

    def __init__(self, window: MainWindow, path: Path, end: Callable[[int], None]) -> None:
        super().__init__(window)
        self._window, self._path, self._end = window, path, end
        self._over = False
        window.resize(*SIZE)
        window.case.opened.connect(self._draw_soon)
        window.failed.connect(self._fail)
        QTimer.singleShot(PATIENCE_MS, self, self._give_up)

    @Slot()
    def inbox_painted(self) -> None:
        """Open the first case, or draw at once where there is none."""
        row = self._window.inbox.model.row_at(0)
        if row is None:
            self._draw_soon()
        else:
            self._window.inbox.choose(row.id)

    @Slot(object)
    def _fail(self, error: DeskError) -> None:
        self._finish(f"No screenshot: {error.title}. {error.message} {error.advice}")

    @Slot()
    def _draw_soon(self) -> None:
        QTimer.singleShot(SETTLE_MS, self, self._draw)

    @Slot()
    def _draw(self) -> None:
        if self._window.grab().save(str(self._path), "PNG"):
            self._finish("")
        else:
            self._finish(f"No screenshot: {self._path} cannot be written.")

    @Slot()
    def _give_up(self) -> None:
        self._finish(f"No screenshot: the window was not ready in {PATIENCE_MS // 1000} s.")

    def _finish(self, problem: str) -> None:
        if self._over:
            return
        self._over = True
        if problem:
            sys.stderr.write(f"{problem}\n")
        self._end(1 if problem else 0)

"""Which of our files others may see or change: looked for in a lane, and told once."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from console.desk import Desk
from console.errors import DataExposed
from console.language import tr
from console.store import location

if TYPE_CHECKING:
    from ui.main_window import MainWindow


class ExposedFiles(QObject):
    """Mends what can be mended, and says the rest in the window."""

    def __init__(self, window: MainWindow, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._folder = window, folder

    def look(self) -> None:
        """Look in the lane of files."""
        self._window.lanes.files.submit(partial(_modes, self._folder), self._tell)

    @Slot(object)
    def _tell(self, found: tuple[location.Finding, ...]) -> None:
        if found:
            said = found[0].words
            if found[1:]:
                said += " " + tr("And {more} more: see the report.").format(more=len(found) - 1)
            self._window.show_trouble(DataExposed(said))


def _modes(folder: Path, _desk: Desk) -> tuple[location.Finding, ...]:
    return location.modes(folder)

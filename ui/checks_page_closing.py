"""That the preferences do not close over a change of the checks that could not be stored."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.language import tr
from ui.checks_page import ChecksPage
from ui.checks_page_entries import EntryList
from ui.checks_page_ground import Asked

LEFT_OUT = tr("That was not stored. Close once more leaves it out.")


class Closing(QObject):
    """Waits for what is on its way as a dialog closes.

    Signals:
        goes: all is stored: it may close now.
        stays(QWidget): something was refused, as is said beside this.
    """

    goes = Signal()
    stays = Signal(QWidget)

    def __init__(self, page: ChecksPage, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._waits = False
        page.settled.connect(self._take)

    def may_close(self) -> bool:
        """Return whether it may close at once; asked again while it waits, it may."""
        waited, self._waits = self._waits, False
        self._page.finish()
        if waited or self._page.is_settled:
            return True
        self._waits = True
        return False

    @Slot(object)
    def _take(self, refused: Asked | None) -> None:
        if not self._waits:
            return
        self._waits = False
        if refused is None:
            self.goes.emit()
        elif isinstance(refused.source, EntryList):
            self.stays.emit(refused.source.field)
        else:
            self.stays.emit(self._page.switches[refused.source])

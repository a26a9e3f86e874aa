"""Faults that nobody caught: heard from any thread, told once, by one dialog at a time.

Framework knowledge: where a slot or an overridden method raises, PySide prints by Python's
`sys.excepthook`, which `console.diagnostics.log` has, and goes on.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot, qVersion
from shiboken6 import isValid

from console.diagnostics import log
from console.diagnostics.crashes import CrashFile
from console.diagnostics.faults import Fault, fault_of
from console.diagnostics.words import Word
from console.errors import DeskError
from console.language import tr
from ui import qt_messages

if TYPE_CHECKING:
    from ui.application import Application
    from ui.fault_dialog import FaultDialog

LOG = logging.getLogger(__name__)
AGAIN_S = 60.0
"""The same fault within this time is counted, and shown no second time."""
MOST_MARKS = 50
ENDED_BADLY = tr("Canary Desk ended unexpectedly last time: Help, Diagnostics has a report of it.")


@dataclass(slots=True)
class _Seen:
    times: int
    at_s: float


class FaultSide(QObject):
    """Shows what nobody caught; hears of it by `take` in any thread."""

    _came = Signal(object)

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._folder, self._clock = folder, clock
        self._desk: Application | None = None
        self._can_restart, self._restarts = False, False
        self.ended_badly = False
        """Whether the last run ended within Python or Qt; said once, at the first window."""
        self._seen: dict[str, _Seen] = {}
        self.dialog: FaultDialog | None = None
        self._came.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def watch(self, desk: Application, *, can_restart: bool = True) -> None:
        """Tell of this desk's faults, over its window."""
        self._desk, self._can_restart, self._restarts = desk, can_restart, False
        if self.ended_badly:
            self.ended_badly = False
            desk.window.status.notice(ENDED_BADLY)
        for lane in desk.lanes.every():
            lane.crashed.connect(self.take)

    @Slot(object)
    def take(self, error: BaseException) -> None:
        """Hear of a fault; trouble that a person may expect is none."""
        if isinstance(error, DeskError | KeyboardInterrupt | SystemExit) or not isValid(self):
            return
        self._came.emit(fault_of(error))  # what it was about is let go of here

    @Slot(object)
    def _show(self, fault: Fault) -> None:
        try:
            self._tell(fault)
        except Exception:
            # From here on it would come back to us for ever.
            LOG.exception("The dialog of a fault could not be shown")

    def _tell(self, fault: Fault) -> None:
        now_s = self._clock()
        seen = self._seen.get(fault.mark)
        again = seen is not None and now_s - seen.at_s < AGAIN_S
        if seen is None or not again:
            while len(self._seen) >= MOST_MARKS:
                del self._seen[next(iter(self._seen))]
            seen = self._seen[fault.mark] = _Seen(0, now_s)
        seen.times, seen.at_s = seen.times + 1, now_s
        window = self._desk.window if self._desk is not None else None
        if window is None or not isValid(window):
            return
        if not again:
            self._keep_drafts()
        if self.dialog is not None and isValid(self.dialog) and self.dialog.isVisible():
            self.dialog.count(fault, seen.times)
        elif not again:
            from ui.fault_dialog import FaultDialog

            self.dialog = FaultDialog(fault, self._folder, window)
            self.dialog.restart_button.setVisible(self._can_restart)
            self.dialog.restart_wanted.connect(self._restart)
            self.dialog.show()

    @Slot()
    def _restart(self) -> None:
        """Close the window as a person would; it stays where something speaks against it."""
        desk = self._desk
        if desk is not None and isValid(desk.window):
            self._restarts = True
            desk.window.quit()
            self._restarts = not desk.window.isVisible()

    def takes_restart(self) -> bool:
        """Return once whether the desk that was closed is to be opened again."""
        wanted, self._restarts = self._restarts, False
        return wanted

    def _keep_drafts(self) -> None:
        """Have what is typed stored, before anything else goes wrong."""
        window = self._desk.window if self._desk is not None else None
        if window is not None and window.is_complete:
            window.case.answer.drafts.save_all()


class Watchfulness:
    """Log, crash file and Qt's messages of a window's process, from a `with` to its end."""

    def __init__(self, folder: Path, *, keeps: bool, debug: bool) -> None:
        """Take whether anything is written into the folder: the demo leaves no trace."""
        self._folder, self._keeps, self._debug = folder, keeps, debug

    def __enter__(self) -> FaultSide:
        """Begin."""
        self._log = log.begin(
            self._folder if self._keeps else None, screen_level=logging.WARNING, debug=self._debug
        )
        self._crashes = CrashFile(self._folder) if self._keeps else None
        faults = FaultSide(self._folder)
        faults.ended_badly = self._crashes is not None and bool(self._crashes.last)
        self._log.fault_seen = faults.take
        qt_messages.listen()
        LOG.info(
            "The window begins",
            extra={"fields": {"version": Word(version("canary-desk")), "qt": Word(qVersion())}},
        )
        self._faults = faults
        return faults

    def __exit__(self, *trouble: object) -> None:
        """End what was begun."""
        LOG.info("The window has ended")
        qt_messages.ignore()
        if self._crashes is not None:
            self._crashes.close()
        self._log.close()
        self._faults.deleteLater()

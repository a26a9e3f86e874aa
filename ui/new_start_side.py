"""A new start from the window: waits till the new process could open one, then closes this.

Owns the process until the window has closed, and the words meanwhile. The window asks whether
anything speaks against its end before it wants a new start; after that nothing can be done in
it any more, so nobody is asked twice.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QLabel, QMessageBox

from console import language
from console.language import tr
from ui.predecessor import READY
from ui.theme import UNIT

if TYPE_CHECKING:
    from console.settings import Settings
    from ui.main_window import MainWindow
    from ui.new_start import Successor

LOOK_MS = 50
WIDTH = 44 * UNIT
PATIENCE_S = 60.0
"""How long a process may take to load the program, from a slow disk."""


class NewStart(QObject):
    """What stands between the wish for a new start and the end of the window."""

    def __init__(
        self,
        window: MainWindow,
        settings: Callable[[], Settings],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the preferences that hold: those of a demo are not found by the new process."""
        super().__init__(window)
        self._window, self._settings, self._clock = window, settings, clock
        self.waiting: Successor | None = None
        self.successor: Successor | None = None
        """Who opens the desk once this window has closed; None where nobody is to."""
        self._until_s = 0.0
        self.box: QMessageBox | None = None
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        window.new_start_wanted.connect(self._start)

    @Slot()
    def give_up(self) -> None:
        """Have no other process open the desk, where it is not to yet."""
        self._looking.stop()
        waiting, self.waiting = self.waiting, None
        if waiting is not None:
            waiting.give_up()
        box, self.box = self.box, None
        if box is not None:
            box.hide()
            box.deleteLater()

    @Slot()
    def _start(self) -> None:
        if self.waiting is not None or self.successor is not None:
            return
        from ui import new_start  # no start of the desk waits for it

        demo = self._window.is_demo
        wanted = self._settings().language
        if not demo:
            wanted = language.would_be(wanted)  # that of the system too: what is stored is older
        try:
            self.waiting = new_start.begin(demo=demo, wanted=wanted)
        except new_start.NoNewStart as error:
            self._window.show_trouble(error)
            return
        self._until_s = self._clock() + PATIENCE_S
        self.box = box = QMessageBox(self._window)
        box.setWindowModality(Qt.WindowModality.ApplicationModal)
        box.setWindowTitle(tr("Start anew"))
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(tr("Canary Desk starts anew…"))
        box.setInformativeText(tr("This window closes as soon as the new one can open."))
        words = box.findChild(QLabel, "qt_msgbox_informativelabel")  # Qt makes it rather narrow
        if words is not None:
            words.setMinimumWidth(WIDTH)
        stay = box.addButton(tr("Stay"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(stay)
        stay.clicked.connect(self.give_up)
        box.show()
        self._looking.start()

    @Slot()
    def _look(self) -> None:
        waiting = self.waiting
        if waiting is None:
            return
        trouble = waiting.trouble()
        if trouble is None and waiting.has_said(READY):
            self.waiting, self.successor = None, waiting
            self.give_up()  # of the box and the clock
            self._window.leave()
        elif trouble is None and self._clock() > self._until_s:
            from ui.new_start import NoNewStart

            trouble = NoNewStart(tr("The new process did not come to open a window."))
        if trouble is not None:
            self.give_up()
            self._window.show_trouble(trouble)

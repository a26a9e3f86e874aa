"""How often Python looks for objects that only refer to each other, and in which thread.

At each key the parts of an answer are made anew: thousands of small objects that go at
once. By its defaults Python looks through them, and through all that lives long, several
times a second, and the window waits. And it looks in whichever thread made the last object:
what is Qt's would go in a lane, while the window draws it.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtCore import QObject, QTimer

MOST_NEW = 50_000
"""So many new objects are waited for; Python 3.11 waits for 700."""
SELDOM = (10, 100)
"""Every so many times what lived through one look is looked through too, and all."""
LOOK_MS = 250


def calm() -> None:
    """Let Python look seldom, for as long as this process lives."""
    gc.set_threshold(MOST_NEW, 10, 10)


class Collector:
    """Looks in the window's thread alone, from its making on."""

    def __init__(self, parent: QObject) -> None:
        from PySide6.QtCore import QTimer

        gc.disable()
        self._looks = 0
        self.timer: QTimer = QTimer(parent, interval=LOOK_MS)
        self.timer.timeout.connect(self.look)
        self.timer.start()

    def look(self) -> None:
        """Look where enough is new."""
        if gc.get_count()[0] < MOST_NEW:
            return
        self._looks += 1
        generation = sum(self._looks % often == 0 for often in SELDOM)
        gc.collect(generation)

"""Tells when some widgets were painted: what must not delay the first paint waits for it.

The widgets say themselves when they were painted: an event filter would carry each of
their events through Python.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.case_list import CaseList
from ui.state_view import StateView

if TYPE_CHECKING:
    from ui.lock_curtain import Curtain
    from ui.welcome_view import WelcomeView


class PaintWatch(QObject):
    """Watches until `end`.

    Signals:
        painted(bool): one of the widgets was just painted, and whether `ready` held then.
    """

    painted = Signal(bool)

    def __init__(
        self,
        widgets: tuple[CaseList | StateView, ...],
        ready: Callable[[], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._ready = ready
        self._ended = False
        self._widgets: tuple[CaseList | StateView | WelcomeView | Curtain, ...] = ()
        for widget in widgets:
            self.add(widget)

    def add(self, widget: CaseList | StateView | WelcomeView | Curtain) -> None:
        """Watch this one too, unless the watch has ended."""
        if self._ended:
            return
        self._widgets = (*self._widgets, widget)
        widget.painted.connect(self._note)

    def end(self) -> None:
        """Watch no longer."""
        self._ended = True
        for widget in self._widgets:
            widget.painted.disconnect(self._note)
        self._widgets = ()

    @Slot()
    def _note(self) -> None:
        # What was painted reaches the screen when the event loop goes on.
        QTimer.singleShot(0, self, partial(self._tell, ready=self._ready()))

    def _tell(self, *, ready: bool) -> None:
        if self._widgets:
            self.painted.emit(ready)

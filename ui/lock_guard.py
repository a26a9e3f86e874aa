"""Locks the desk by a key, by itself when nobody is there, and at a start with a passphrase.

Owns what counts as somebody there: a key, a click, a wheel or a move in any window of the
desk, or the running clock of a call note (who is on the phone touches nothing for long).
Other programs are not looked at: a person who works elsewhere for as long is away from here.

Framework knowledge: the window of the platform (QWindow) has every input of its widgets
before they have it, and little else; a filter of the application would carry every event
through Python. A shortcut of the main window is none while a dialog is open; the key comes
to the dialog's window instead.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication

from console.settings import Settings
from ui.lock_hush import Hush
from ui.lock_screen import LockScreen
from ui.main_window import MainWindow
from ui.override import override

LOOK_MS = 2000
ASLEEP_S = 60.0
"""A longer gap between two looks means that the machine slept: no call went on meanwhile."""
_T = QEvent.Type
_INPUT = frozenset(
    {
        _T.KeyPress, _T.MouseButtonPress, _T.MouseMove, _T.Wheel, _T.TouchBegin, _T.TouchUpdate,
        _T.TabletPress, _T.TabletMove, _T.InputMethod,
    }
)  # fmt: skip
_COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)

Clocks = tuple[float, float]


def read_clocks() -> Clocks:
    """Return two clocks in seconds: one that nobody sets, one that goes on in sleep."""
    return time.monotonic(), time.time()


class LockGuard(QObject):
    """The lock of one window and of all that stands beside it.

    Signals:
        locked(LockScreen): the desk is locked from now on.
    """

    locked = Signal(object)

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        settings: Callable[[], Settings],
        clocks: Callable[[], Clocks] = read_clocks,
    ) -> None:
        """Take the parts; `watch` begins to look whether somebody is there."""
        super().__init__(window)
        self._app, self._window, self._settings = app, window, settings
        self._clocks = clocks
        self._last = self._looked = clocks()
        self.screen: LockScreen | None = None
        self.hush = Hush(app, self)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self) -> None:
        """Look from now on whether somebody is there."""
        self._last = self._looked = self._clocks()
        self._timer.start()
        self._app.focusWindowChanged.connect(self._listen)
        self.look()

    @Slot()
    def lock(self) -> None:
        """Hide what is shown till the person is back."""
        if self.screen is not None:
            return
        self.hush.end()
        self.screen = LockScreen(
            self._app, self._window, self._window.theme, self._settings().lock_phrase
        )
        self.screen.lifted.connect(self._lifted)
        self.locked.emit(self.screen)

    @Slot()
    def look(self) -> None:
        """Lock where nobody was there for as long as is set."""
        self._listen()
        now = self._clocks()
        slept, self._looked = _between(self._looked, now) > ASLEEP_S, now
        if self._is_calling() and not slept:
            self._last = now
        elif self._is_overdue(now):
            self.lock()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _INPUT:
            return False
        now = self._clocks()
        if self.screen is None and self._is_overdue(now):
            self.lock()  # the first key after the machine slept comes before the next look
            return True
        self._last = now
        if self.screen is None and isinstance(event, QKeyEvent) and self._is_locking(event):
            self.lock()
            return True
        return False

    @Slot()
    def _listen(self) -> None:
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)  # one that is there already stays one

    def _is_locking(self, event: QKeyEvent) -> bool:
        """Return whether this is the key that locks; one that also types a sign is none here."""
        pressed = QKeySequence(event.keyCombination())
        types = not event.modifiers() & _COMMANDING and event.key() < Qt.Key.Key_Escape
        return not types and pressed in self._window.actions_by_name["lock"].shortcuts()

    def _is_overdue(self, now: Clocks) -> bool:
        minutes = self._settings().lock_after_min
        return bool(minutes) and _between(self._last, now) >= 60 * minutes

    def _is_calling(self) -> bool:
        if "calls" not in self._window.__dict__:  # nobody wrote a call note yet
            return False
        return any(note.form.clock.clock.runs for note in self._window.calls.notes.values())

    @Slot()
    def _lifted(self) -> None:
        self._last = self._clocks()
        self.hush.begin()
        screen, self.screen = self.screen, None
        if screen is not None:
            screen.deleteLater()


def _between(before: Clocks, now: Clocks) -> float:
    """Return how long that is by the clock that says more; one may be set back, or stand."""
    return max(now[0] - before[0], now[1] - before[1])

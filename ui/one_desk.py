"""One window per data folder: hears who comes later, and brings the window to the front.

Owns the open desk's side of `console.store.doorbell`, and the words of a second start
that the first does not answer. What is to be done at a ring is `ui.app`'s to say.

Framework knowledge:
- On Wayland a window may come to the front only with a token that the starter was given.
  Qt looks for it in XDG_ACTIVATION_TOKEN at the moment a window is to be activated
  (QtWayland's xdg-shell plugin). It holds once, so no program started later may find it.
- An alert ends by itself when its window gets the focus; where the window system lets
  none come to the front, it stays, and asks for attention in that system's own way.
- A folder that vanishes is watched no more, and QFileSystemWatcher says so once.
"""

from __future__ import annotations

import logging
import os

from PySide6.QtCore import QFileSystemWatcher, QObject, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from console.language import tr
from console.store import doorbell
from console.store.doorbell import Call
from console.store.location import FolderLock
from ui.state_view import StateView

LOG = logging.getLogger(__name__)

TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105 - not of the secret kind
HEARING_MS = 250
"""How often an unanswered call looks whether it was heard at last, and how soon a bell
that was removed is put up again."""


class Doorkeeper(QObject):
    """Listens for second starts and for commands beside the open desk.

    Signals:
        raise_wanted(str): the window is to be shown; the token for it, or nothing.
        look_wanted: the data was changed beside this desk.
    """

    raise_wanted = Signal(str)
    look_wanted = Signal()

    def __init__(self, lock: FolderLock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._hear)
        self._again = QTimer(self, singleShot=True, interval=HEARING_MS)
        self._again.timeout.connect(self.listen)

    @Slot()
    def listen(self) -> None:
        """Listen from now on; where the lock holds nothing, nobody can be heard."""
        if not self._lock.holds():
            return
        try:
            bell = doorbell.put_up(self._lock.folder)
        except OSError as error:
            LOG.info("A second start cannot be heard: %s", error)
            return
        self._watcher.addPath(str(bell))
        self._hear()  # what rang before the watch began

    def stop(self) -> None:
        """Listen no longer."""
        self._watcher.directoryChanged.disconnect(self._hear)
        self._again.stop()
        if self._lock.holds():
            doorbell.take_down(self._lock.folder)

    @Slot()
    def _hear(self) -> None:
        heard = doorbell.hear(self._lock.folder)
        if (token := heard.get("raise")) is not None:
            self.raise_wanted.emit(token)
        if "look" in heard:
            self.look_wanted.emit()
        if not self._watcher.directories():  # somebody tidied up
            self._again.start()


def bring_to_front(window: QWidget, token: str) -> None:
    """Show the window before all others, with what is asked in it; else ask for attention."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    if token:
        os.environ[TOKEN] = token
    asked = QApplication.activeModalWidget()
    for shown in (window, asked):
        if shown is not None:
            shown.raise_()
            shown.activateWindow()
    os.environ.pop(TOKEN, None)
    QApplication.alert(window)


class UnansweredDialog(QDialog):
    """What a second start shows that was not heard; it closes once it was, after all."""

    def __init__(self, call: Call) -> None:
        super().__init__()
        self.setWindowTitle(tr("Canary Desk"))
        self._call = call
        self.state = StateView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.state)
        self.state.say(
            doorbell.TITLE, call.complaint, doorbell.ADVICE, ((tr("Close"), self.reject),)
        )
        self.resize(QSize(560, 272))
        self._timer = QTimer(self, interval=HEARING_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    @Slot()
    def _look(self) -> None:
        self._call.try_on()
        if self._call.heard:
            self.accept()

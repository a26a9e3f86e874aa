"""Keeps the window's place as it is changed, and puts it right when screens come and go.

A screen that is unplugged takes no place with it: what was kept for all of them holds
again once it is back, and meanwhile the window stands as it last did on those left.

Framework knowledge: where a screen goes, Qt and the window system move windows first and
tell in no set order; so what is seen within a moment of it is not kept.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QMainWindow, QSplitter

from ui import geometry, screen_places
from ui.contact_pane import ContactPane
from ui.dialog_room import DialogRoom
from ui.override import override

KEEPING_MS = 800
"""After the last move: not each step of it is written."""
SETTLING_MS = 400
"""How long screens and windows may take to come to rest."""
_MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange)


class ScreenWatch(QObject):
    """Follows one window."""

    def __init__(self, window: QMainWindow, splitter: QSplitter, contact: ContactPane) -> None:
        super().__init__(window)
        self._window, self._splitter, self._contact = window, splitter, contact
        self._screens = screen_places.arrangement()
        self._keeping = QTimer(self, singleShot=True, interval=KEEPING_MS)
        self._keeping.timeout.connect(self._keep)
        self._settling = QTimer(self, singleShot=True, interval=SETTLING_MS)
        self._settling.timeout.connect(self._settle)

    def begin(self) -> None:
        """Watch from now on."""
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._take_screen)
        app.screenRemoved.connect(self._change)
        for screen in QGuiApplication.screens():
            screen.geometryChanged.connect(self._change)
        self._window.installEventFilter(self)
        DialogRoom(self._window)
        self._splitter.splitterMoved.connect(self._keeping.start)

    def stop(self) -> None:
        """Keep no more; the window does it itself as it closes."""
        self._keeping.stop()
        self._settling.stop()
        self._window.removeEventFilter(self)

    @Slot()
    def use_usual(self) -> None:
        """Go back to the usual sizes, here and wherever else sizes were kept for these screens."""
        screen_places.forget()
        geometry.usual_window(self._window)
        geometry.restore_panes(self._splitter, self._contact)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVES and not self._settling.isActive():
            self._keeping.start()
        return False

    @Slot(QScreen)
    def _take_screen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._change)
        self._change()

    @Slot()
    def _change(self) -> None:
        self._keeping.stop()
        self._settling.start()

    @Slot()
    def _settle(self) -> None:
        screens = screen_places.arrangement()
        changed, self._screens = screens != self._screens, screens
        if changed and geometry.restore_window(self._window):
            geometry.restore_panes(self._splitter, self._contact)
        geometry.bring_to_sight(self._window)

    @Slot()
    def _keep(self) -> None:
        if self._window.isVisible() and screen_places.arrangement() == self._screens:
            geometry.keep(self._window, self._splitter, self._screens)

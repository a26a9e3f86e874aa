"""Chords: G, and within two seconds the key of a view.

Framework knowledge: Qt knows sequences of keys, but once the first one was pressed it
waits for the second as long as it takes, and asks no text whether it wants to have it. So
the first key is a shortcut, and what follows is looked for where the focus is then; if
that goes elsewhere, or time passes, nothing is awaited any more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from console.language import mid_sentence, tr
from ui import key_names
from ui.override import override

if TYPE_CHECKING:
    from ui.key_map import KeyMap
    from ui.main_window import MainWindow

WAITS_MS = 2000
HELD = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr)


class KeyChords(QObject):
    """Waits for the second key, and says meanwhile which there are."""

    def __init__(self, window: MainWindow, keys: KeyMap, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window, self._keys = window, keys
        self._watched: QWidget | None = None
        """Who has the focus while the second key is awaited."""
        self._timer = QTimer(self, singleShot=True, interval=WAITS_MS)
        self._timer.timeout.connect(self.end)

    @property
    def awaits(self) -> bool:
        """Return whether a second key is awaited."""
        return self._watched is not None

    @Slot()
    def begin(self) -> None:
        """Await the second key from now on."""
        self.end()
        self._watched = QApplication.focusWidget() or self._window
        self._watched.installEventFilter(self)
        self._timer.start()
        self._window.status.hint(self._said())

    @Slot()
    def end(self) -> None:
        """Await nothing any more."""
        self._timer.stop()
        if self._watched is not None:
            if isValid(self._watched):
                self._watched.removeEventFilter(self)
            self._watched = None
            self._window.status.hint("")

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in (QEvent.Type.FocusOut, QEvent.Type.MouseButtonPress):
            self.end()
        elif isinstance(event, QKeyEvent) and event.key() not in HELD:
            if kind == QEvent.Type.ShortcutOverride:
                return self._offer(event)
            if kind == QEvent.Type.KeyPress:
                return self._press(event)
        return False

    def _offer(self, event: QKeyEvent) -> bool:
        """Take a key before the shortcuts of the window do; what is no sign is theirs."""
        if not _is_sign(event):
            self.end()
            return False
        event.accept()
        return True

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a chord is for; a sign that ends none does nothing."""
        one = self._keys.owner(f"{key_names.FIRST}, {_key(event)}") if _is_sign(event) else None
        self.end()
        if one is not None and one.action.isEnabled():
            one.action.trigger()
        return _is_sign(event)

    def _said(self) -> str:
        found = [
            f"{key_names.shown(key_names.second(key))} {mid_sentence(one.text)}"
            for one in self._keys.listed.values()
            for key in one.keys
            if key_names.is_chord(key)
        ]
        # Translators: {keys} is such as `N needs reply  ·  O outbox`.
        return tr("{first}, then:  {keys}").format(first=key_names.FIRST, keys="  ·  ".join(found))


def _key(event: QKeyEvent) -> str:
    return key_names.pressed(event.keyCombination(), event.text())


def _is_sign(event: QKeyEvent) -> bool:
    """Return whether a press writes something, or is Esc."""
    key = _key(event)
    return key == "Esc" or bool(key and key_names.types_text(key))

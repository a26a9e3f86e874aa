"""Tells in the tooltip of a button which key does the same: the one that it has now."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui import plain
from ui.override import override

ASKED = (QEvent.Type.Show, QEvent.Type.ToolTip)


class KeyTip(QObject):
    """The tooltip of one widget, made anew whenever it is about to be seen."""

    def __init__(self, widget: QWidget, words: str, name: str) -> None:
        """Take what the widget does, and the name of the window's action that does the same."""
        super().__init__(widget)
        self._widget = widget
        widget.installEventFilter(self)
        self.say(words, name)

    def say(self, words: str, name: str) -> None:
        """Let the widget do something else from now on."""
        self._words, self._name = words, name
        self._renew()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in ASKED:
            self._renew()
        return False

    def _renew(self) -> None:
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        action = self._widget.window().findChild(QAction, self._name, direct)
        keys = [] if action is None else action.shortcuts()
        key = keys[0].toString(QKeySequence.SequenceFormat.NativeText) if keys else ""
        plain.set_tip(self._widget, f"{self._words} ({key})" if key else self._words)

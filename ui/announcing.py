"""What a screen reader is told although the focus is elsewhere.

Owns how: politely, after what is being said, or at once where it cannot wait; each thing
once, and nothing of a desk that is locked. What is said is the widget's that shows it.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

from console.text.hidden_signs import copied

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

REPEATED_S = 5.0
"""The same words of the same widget are not told again within it."""
PAUSE_MS = 300
"""Who types on within it is not told of what was found by then."""
_SAID, _SAID_AT = "announced", "announcedAt"


def say(widget: QWidget, text: str, *, at_once: bool = False) -> None:
    """Tell what a widget shows, where somebody listens and the widget can be seen.

    `at_once`: what is being said is broken off, for a person has to do something.
    """
    text = copied(text).strip()
    if not (text and QAccessible.isActive() and widget.isVisible()) or _is_said(widget, text):
        return
    event = QAccessibleAnnouncementEvent(widget, text)
    politeness = QAccessible.AnnouncementPoliteness
    event.setPoliteness(politeness.Assertive if at_once else politeness.Polite)
    QAccessible.updateAccessibility(event)


class AfterPause(QObject):
    """Says the newest of what a widget has to say, once nothing newer came for a moment.

    For what changes with each key: told at once, a word of four letters would be told four times.
    """

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget, self._text = widget, ""
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._say)

    def say(self, text: str) -> None:
        """Say this after the pause, in place of what still waits; empty for nothing."""
        self._text = text
        if text and QAccessible.isActive():
            self._timer.start()
        else:
            self._timer.stop()

    @Slot()
    def _say(self) -> None:
        say(self._widget, self._text)


def _is_said(widget: QWidget, text: str) -> bool:
    """Return whether the widget said just that a moment ago; take note that it says it now."""
    now = time.monotonic()
    before, before_at = widget.property(_SAID), widget.property(_SAID_AT)
    widget.setProperty(_SAID, text)
    widget.setProperty(_SAID_AT, now)
    return before == text and now - float(before_at) < REPEATED_S

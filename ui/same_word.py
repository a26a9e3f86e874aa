"""When a press comes so soon after another that it is the same word of the person.

The second press of a double click, or a key that bounces, must not answer a question that
the first one brought up, nor mean what took the place of what the first one meant.
"""

from __future__ import annotations

from math import inf
from time import monotonic

from PySide6.QtGui import QGuiApplication

LEAST_S = 0.6
"""Nobody reads what is new, decides, and presses sooner."""

now_s = monotonic


class SameWord:
    """The time right after a press."""

    def __init__(self) -> None:
        self._at = -inf

    def begin(self) -> None:
        """Take a press of now as a word."""
        self._at = now_s()

    def end(self) -> None:
        """Let the next press be a word of its own."""
        self._at = -inf

    @property
    def lasts(self) -> bool:
        """Return whether a press of now means no more than the last one."""
        double_click_s = QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
        return now_s() - self._at < max(LEAST_S, double_click_s)

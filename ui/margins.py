"""Margins that are wider at one side, where the window's language runs leftwards too.

Framework knowledge: Qt mirrors where a layout puts its parts, but not its margins, nor those
of a label. Where both sides are alike `setContentsMargins` is enough.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLayout, QWidget


def set_margins(on: QLayout | QWidget, begin: int, top: int, end: int, bottom: int) -> None:
    """Set margins, of which `begin` is at the side where lines of the language begin."""
    if QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft:
        begin, end = end, begin
    on.setContentsMargins(begin, top, end, bottom)

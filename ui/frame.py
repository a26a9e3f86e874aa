"""How the window's sides are put together, and what it says before there is an account."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

WELCOME = (
    "Welcome to Canary Desk",
    "Connect your company's account on X, or look around with sample cases.",
    "A phone call can be noted without an account: Ctrl+N.",
)


def three_sides(*sides: tuple[QWidget, int, int]) -> QSplitter:
    """Return the sides beside each other, each given with its stretch and smallest width."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for place, (widget, stretch, narrowest) in enumerate(sides):
        widget.setMinimumWidth(narrowest)
        splitter.addWidget(widget)
        splitter.setStretchFactor(place, stretch)
    return splitter


def above_line(upper: QWidget, lower: QWidget) -> QWidget:
    """Return a page of both with a line between; the upper one takes the room."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    column.addWidget(upper, 1)
    column.addWidget(line)
    column.addWidget(lower)
    return page

"""How the parts of the window are put together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSplitter, QVBoxLayout, QWidget

from ui import reading_order


def three_sides(*sides: tuple[QWidget, int, int]) -> QSplitter:
    """Return the sides beside each other, each given with its stretch and smallest width."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(1)
    splitter.setChildrenCollapsible(False)
    for place, (widget, stretch, narrowest) in enumerate(sides):
        widget.setMinimumWidth(narrowest)
        splitter.addWidget(widget)
        splitter.setStretchFactor(place, stretch)
    reading_order.as_seen(splitter)
    return splitter


def column(*parts: QWidget | tuple[QWidget, int] | None) -> QWidget:
    """Return a page of parts under each other: with a stretch it takes room, None is a line."""
    page = QWidget()
    made = QVBoxLayout(page)
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(0)
    for part in parts:
        if part is None:
            made.addWidget(hairline())
        elif isinstance(part, tuple):
            made.addWidget(*part)
        else:
            made.addWidget(part)
    return page


def put_on_top(page: QWidget, widget: QWidget) -> None:
    """Put a widget over all that a `column` holds."""
    layout = page.layout()
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(0, widget)


def hairline() -> QFrame:
    """Return a line that parts what stands above from what stands below."""
    line = QFrame()
    line.setObjectName("hairline")
    line.setFixedHeight(1)
    return line

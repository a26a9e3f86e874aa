"""Where a call note stands: beside the desk where the screen has room there, else over its list.

Pure but for the geometry of what is passed in.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QPoint, QRect, QSize

from ui.theme import UNIT

WIDTH = 54 * UNIT
STEP = 4 * UNIT
"""So far below another a note stands, at least."""


def place(frame: QRect, screen: QRect, wanted: QSize, others: Iterable[QRect]) -> QRect:
    """Return the place of a note that would be so large, beside a desk with this frame.

    The case stays in sight, which is read during a call; so do the titles of other notes.
    """
    width = wanted.width()
    height = min(wanted.height(), screen.height() - 4 * UNIT, frame.height() - 2 * UNIT)
    left = frame.right() + UNIT
    if left + width > screen.right():
        left = frame.left() + UNIT
    found = QRect(QPoint(left, frame.bottom() - height - UNIT), QSize(width, height))
    found.moveTop(max(found.top(), screen.top()))
    found.moveLeft(max(found.left(), screen.left()))
    tops = [other.top() for other in others]
    while any(abs(found.top() - top) < STEP for top in tops):
        found.setTop(found.top() + STEP)
        found.moveLeft(min(found.left() + STEP, max(screen.right() - width, screen.left())))
    return found

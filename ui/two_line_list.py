"""What the lists of two lines in dialogs have in common: the list, a row's ground, its lines.

What stands in the lines is each list's own.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate

from ui.mirror import Mirror
from ui.theme import BAR, HALF, UNIT, Theme


class Line(NamedTuple):
    """A line of a row."""

    text: str
    font: QFont
    colour: str
    """Its token."""
    along: Qt.AlignmentFlag
    """At the top of the row, or at its bottom."""


def two_line_list(model: QAbstractListModel, name: str) -> QListView:
    """Return a list over a model, all of its rows of one height; `name` is for who hears it."""
    made = QListView()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setAccessibleName(name)
    made.setModel(model)
    made.setUniformItemSizes(True)
    made.setMouseTracking(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    return made


class TwoLineDelegate(QStyledItemDelegate):
    """Draws what rows of two lines have in common."""

    def __init__(self, theme: Theme, parent: QObject, *, always_active: bool = False) -> None:
        """Take whether the chosen row is that of the focus, wherever the focus is."""
        super().__init__(parent)
        self._theme, self._always_active = theme, always_active

    def size(self) -> QSize:
        """Return how large a row is, at least."""
        lines = (self._theme.text_font(), self._theme.small_font())
        return QSize(30 * UNIT, sum(QFontMetrics(one).height() for one in lines) + HALF + 2 * UNIT)

    def draw_ground(
        self, painter: QPainter, mirror: Mirror, area: QRect, state: QStyle.StateFlag
    ) -> None:
        """Show whether the row is chosen, with the keys on it, or under the pointer."""
        theme = self._theme
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("chosen"))
            active = self._always_active or state & QStyle.StateFlag.State_HasFocus
            bar = QRect(area.left(), area.top(), BAR, area.height())
            painter.fillRect(mirror.rect(bar), theme.colour("accent_text" if active else "accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, theme.colour("hover"))

    def draw_line(
        self,
        painter: QPainter,
        mirror: Mirror,
        area: QRect,
        line: Line,
        right: str | None = None,
    ) -> None:
        """Draw a line, with what stands at its right, which is never covered.

        Where that is empty its place is kept; None: there is nothing at the right.
        """
        theme, single, taken = self._theme, Qt.TextFlag.TextSingleLine, 0
        if right is not None:
            painter.setFont(theme.small_font())
            painter.setPen(theme.colour("quiet"))
            mirror.boxed(painter, area, line.along | Qt.AlignmentFlag.AlignRight | single, right)
            taken = painter.fontMetrics().horizontalAdvance(right) + 2 * UNIT
        painter.setFont(line.font)
        painter.setPen(theme.colour(line.colour))
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(line.text, Qt.TextElideMode.ElideRight, area.width() - taken)
        mirror.boxed(painter, area, line.along | Qt.AlignmentFlag.AlignLeft | single, shown)

"""A row of widgets that goes on in the next line where it has no room left.

For buttons beside each other: with large texts or in a narrow window none of them is cut.
In a window that runs leftwards it begins at the right.

Framework knowledge: Qt asks a widget for its least width before it says how wide it is, and
for its height afterwards; the width asked for is that of the widest part, so that a row never
makes its window wider. What changes its size tells its parent by a request where no layout
stands between. It is no `QLayout` of our own: one within another loses its items as soon as
Python lets the names go by which they were put together (PySide 6.11).
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from ui.override import override
from ui.tokens import UNIT

Line = list[tuple[QWidget, QSize]]
_BY_HAND = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


class WrappingRow(QWidget):
    """Lines of widgets, each of the height of its highest; hidden ones take no room."""

    def __init__(self, *, centred: bool = False, at_end: bool = False, spacing: int = UNIT) -> None:
        """Begin lines where it does, or put them in the middle (`centred`) or at its end."""
        super().__init__()
        self._parts: list[QWidget] = []
        self._before = 0.5 if centred else float(at_end)
        """How much of the room that a line leaves is before it."""
        self._spacing = spacing
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What stands in it, in its order, hidden ones too."""
        return tuple(self._parts)

    def add(self, *widgets: QWidget) -> None:
        """Put these at its end, and own them."""
        for widget in widgets:
            kept_hidden = widget.isHidden() and widget.testAttribute(_BY_HAND)
            widget.setParent(self)
            if self.isVisible() and not kept_hidden:  # what is there before, Qt shows by itself
                widget.show()
            self._parts.append(widget)
        self._changed()

    def clear(self) -> None:
        """Take all of it out and delete it."""
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts = []
        self._changed()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        lines = self._lines(arg__1)
        return sum(_height(line) for line in lines) + self._spacing * max(len(lines) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line."""
        line = self._shown()
        return QSize(self._width(line), _height(line))

    @override
    def minimumSizeHint(self) -> QSize:
        least = QSize(0, 0)
        for part, _ in self._shown():
            least = least.expandedTo(part.minimumSizeHint()).expandedTo(part.minimumSize())
        return least

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._changed()
        elif event.type() == QEvent.Type.LayoutDirectionChange:
            self._lay_out()
        return super().event(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _changed(self) -> None:
        self.updateGeometry()
        self._lay_out()

    def _lay_out(self) -> None:
        room, top = self.rect(), 0
        for line in self._lines(room.width()):
            high = _height(line)
            left = round(max(room.width() - self._width(line), 0) * self._before)
            for part, size in line:
                width = min(size.width(), room.width())
                place = QRect(left, top + (high - size.height()) // 2, width, size.height())
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), room, place))
                left += width + self._spacing
            top += high + self._spacing

    def _shown(self) -> Line:
        return [(part, _wanted(part)) for part in self._parts if not part.isHidden()]

    def _lines(self, room: int) -> list[Line]:
        lines: list[Line] = []
        for one in self._shown():
            if lines and self._width([*lines[-1], one]) <= room:
                lines[-1].append(one)
            else:
                lines.append([one])
        return lines

    def _width(self, line: Line) -> int:
        return sum(size.width() for _, size in line) + self._spacing * max(len(line) - 1, 0)


def _wanted(part: QWidget) -> QSize:
    """Return what a layout would give it: its wish within its own bounds."""
    hint = part.sizeHint().expandedTo(part.minimumSizeHint())
    return hint.expandedTo(part.minimumSize()).boundedTo(part.maximumSize())


def _height(line: Line) -> int:
    return max((size.height() for _, size in line), default=0)

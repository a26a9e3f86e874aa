"""A row of widgets that goes on in the next line where it has no room left.

For buttons beside each other: with large texts or in a narrow window none of them is cut.
In a window that runs leftwards it begins at the right.

Framework knowledge: Qt asks a layout for its least width before it says how wide it is, and
for its height afterwards; the width asked for is that of the widest widget, so that a row
never makes its window wider.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QStyle, QWidget

from ui.override import override
from ui.tokens import UNIT

Line = list[tuple[QLayoutItem, QSize]]


class WrappingRow(QLayout):
    """Lines of widgets, each of the height of its highest; hidden ones take no room."""

    def __init__(
        self, parent: QWidget | None = None, *, centred: bool = False, at_end: bool = False
    ) -> None:
        """Lay out a widget, or stand within another layout.

        Lines begin where it does, or stand in the middle (`centred`) or at the end of it.
        """
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._before = 0.5 if centred else float(at_end)
        """How much of the room that a line leaves is before it."""
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(UNIT)

    @override
    def addItem(self, arg__1: QLayoutItem) -> None:
        self._items.append(arg__1)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        lines = self._lines(arg__1)
        return sum(_height(line) for line in lines) + self.spacing() * max(len(lines) - 1, 0)

    @override
    def sizeHint(self) -> QSize:
        """Ask for one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        wide = sum(size.width() for size in sizes) + self.spacing() * max(len(sizes) - 1, 0)
        return QSize(wide, max((size.height() for size in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        least = QSize(0, 0)
        for item in self._shown():
            least = least.expandedTo(item.minimumSize())
        return least

    @override
    def setGeometry(self, arg__1: QRect) -> None:
        super().setGeometry(arg__1)
        owner = self.parentWidget()
        direction = owner.layoutDirection() if owner is not None else Qt.LayoutDirection.LeftToRight
        top = arg__1.top()
        for line in self._lines(arg__1.width()):
            high, left = _height(line), arg__1.left()
            left += round(max(arg__1.width() - self._width(line), 0) * self._before)
            for item, size in line:
                width = min(size.width(), arg__1.width())
                place = QRect(left, top + (high - size.height()) // 2, width, size.height())
                item.setGeometry(QStyle.visualRect(direction, arg__1, place))
                left += width + self.spacing()
            top += high + self.spacing()

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _lines(self, room: int) -> list[Line]:
        lines: list[Line] = []
        for item in self._shown():
            one = (item, item.sizeHint())
            if lines and self._width([*lines[-1], one]) <= room:
                lines[-1].append(one)
            else:
                lines.append([one])
        return lines

    def _width(self, line: Line) -> int:
        return sum(size.width() for _, size in line) + self.spacing() * (len(line) - 1)


def _height(line: Line) -> int:
    return max(size.height() for _, size in line)

"""A button of two lines: what it is called, and under it what it leads to.

The weightier kind, which stands alone on a page, breaks its lines where they have no room, so
it may be higher than two; the other ends them in ….
"""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from ui import plain
from ui.icons import Icons
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, UNIT, Theme

ICON = 16


class TwoLineButton(QPushButton):
    """Draws both lines itself; the tip holds the whole of the second."""

    def __init__(
        self, theme: Theme, head: str, text: str, *, icon: str = "", strong: bool = False
    ) -> None:
        """Take the lines, an icon by name, and whether the first is the weightier one."""
        super().__init__()
        self.head, self.line = head, text
        self._theme, self._icon, self._strong = theme, icon, strong
        self._icons = Icons(theme) if icon else None
        self.setObjectName("" if strong else "quietButton")
        self.setAccessibleName(f"{head}: {text}")
        # Fixed, it could not be higher than its hint, which knows no width.
        high = QSizePolicy.Policy.Minimum if strong else QSizePolicy.Policy.Fixed
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, high)
        policy.setHeightForWidth(strong)
        self.setSizePolicy(policy)
        plain.set_tip(self, text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, self._around(sum(self._heights())))

    @override
    def heightForWidth(self, arg__1: int) -> int:
        return self._around(sum(self._heights(arg__1)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        theme, (first, second) = self._theme, self._heights(self.width())
        mirror = Mirror.of(self)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        left, width = self._left, self._room(self.width())
        top = (self.height() - first - second - 2) // 2
        if self._icons is not None:
            beside = left - ICON - 2 * UNIT
            place = QRect(beside, (self.height() - ICON) // 2, ICON, ICON)
            self._icons.draw(painter, mirror.rect(place), self._icon, "accent_text")
        for font, token, text, y, height in (
            (self._head_font(), "text" if self._strong else "quiet", self.head, top, first),
            (theme.small_font(), "quiet" if self._strong else "text", self.line,
             top + first + 2, second),
        ):  # fmt: skip
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            place = QRect(left, y, width, height)
            if self._strong:
                mirror.boxed(painter, place, side | Qt.TextFlag.TextWordWrap, text)
            else:
                cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
                mirror.boxed(painter, place, side, cut)
        painter.end()

    @property
    def _left(self) -> int:
        """Where the words begin."""
        icon = 0 if self._icons is None else ICON + 2 * UNIT
        return (2 * UNIT if self._strong else UNIT) + icon

    def _room(self, width: int) -> int:
        """Return how wide a line may be in a button of this width."""
        return max(width - self._left - UNIT, 1)

    def _around(self, lines: int) -> int:
        return lines + (3 if self._strong else 1) * UNIT + HALF

    def _head_font(self) -> QFont:
        return self._theme.strong_font() if self._strong else self._theme.small_font()

    def _heights(self, width: int = 0) -> tuple[int, int]:
        """Return the heights of both texts; 0 is a button as wide as its lines are long."""
        head, line = QFontMetrics(self._head_font()), QFontMetrics(self._theme.small_font())
        if not width or not self._strong:
            return head.height(), line.height()
        room = QRect(0, 0, self._room(width), 16_000)
        return (
            head.boundingRect(room, Qt.TextFlag.TextWordWrap, self.head).height(),
            line.boundingRect(room, Qt.TextFlag.TextWordWrap, self.line).height(),
        )

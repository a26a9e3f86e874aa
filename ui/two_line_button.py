"""A button of two lines: what it is called, and under it what it leads to."""

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
    """Both lines end in … where they have no room; the tip holds the whole of the second."""

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
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        plain.set_tip(self, text)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    @override
    def sizeHint(self) -> QSize:
        return QSize(200, sum(self._heights()) + (3 if self._strong else 1) * UNIT + HALF)

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
        theme, (first, second) = self._theme, self._heights()
        mirror = Mirror.of(self)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        left = 2 * UNIT if self._strong else UNIT
        top = (self.height() - first - second - 2) // 2
        if self._icons is not None:
            place = QRect(left, (self.height() - ICON) // 2, ICON, ICON)
            self._icons.draw(painter, mirror.rect(place), self._icon, "accent_text")
            left += ICON + 2 * UNIT
        width = self.width() - left - UNIT
        for font, token, text, y, height in (
            (self._head_font(), "text" if self._strong else "quiet", self.head, top, first),
            (theme.small_font(), "quiet" if self._strong else "text", self.line,
             top + first + 2, second),
        ):  # fmt: skip
            painter.setFont(font)
            painter.setPen(theme.colour(token))
            cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            mirror.boxed(painter, QRect(left, y, width, height), side, cut)
        painter.end()

    def _head_font(self) -> QFont:
        return self._theme.strong_font() if self._strong else self._theme.small_font()

    def _heights(self) -> tuple[int, int]:
        return (
            QFontMetrics(self._head_font()).height(),
            QFontMetrics(self._theme.small_font()).height(),
        )

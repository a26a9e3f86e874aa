"""A label that wraps into few lines: what has no room there ends in …, and is in its tip."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui import plain
from ui.override import override
from ui.text_layout import lay_out


class FewLines(QLabel):
    """Our own words, in as many lines as they need or in the few that there are for them."""

    def __init__(self, name: str, font: QFont) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        self.setFont(font)
        self.setWordWrap(True)
        self._most: int | None = None

    def allow(self, most: int | None) -> None:
        """Take at most so many lines from now on; None for all."""
        if most != self._most:
            self._most = most
            self._tell()
            self.updateGeometry()

    @override
    def setText(self, arg__1: str) -> None:
        super().setText(arg__1)
        self._tell()

    @override
    def heightForWidth(self, arg__1: int) -> int:
        whole = super().heightForWidth(arg__1)
        return whole if self._most is None else min(whole, self._most * self._line)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        most = self._most
        if most is None or super().heightForWidth(self.width()) <= self.height():
            super().paintEvent(event)
            return
        layout = lay_out(self.text(), self.width(), self.font(), is_ours=True)
        shown = min(most, layout.lineCount())
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        top = (self.height() - shown * self._line) / 2
        for number in range(shown - 1):
            layout.lineAt(number).draw(painter, QPointF(0, top))
        last = layout.lineAt(shown - 1)
        rest = self.text()[last.textStart() :]
        cut = QFontMetricsF(self.font()).elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
        room = QRectF(0, top + last.y(), self.width(), self._line)
        painter.drawText(room, layout.textOption().alignment(), cut)
        painter.end()

    @property
    def _line(self) -> int:
        return self.fontMetrics().lineSpacing()

    def _tell(self) -> None:
        """Say the whole in the tip where lines may be missing; else it says no more."""
        plain.set_tip(self, "" if self._most is None else self.text())

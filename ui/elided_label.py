"""A label of one line that ends in … where it has no room, and says the rest in its tip."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QStyleOption

from ui import plain
from ui.override import override


class ElidedLabel(QLabel):
    """Plain text in the label's own font and colour."""

    def __init__(self, text: str = "", name: str = "", font: QFont | None = None) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        if font is not None:
            self.setFont(font)
        self.show_text(text)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a text; `tip` says more than it, else it is the tip itself."""
        if text != self.text():
            self.setText(text)
        plain.set_tip(self, tip or text)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(
            " ".join(self.text().split()), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.setPen(option.palette.color(self.foregroundRole()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | self.alignment(), text)
        painter.end()

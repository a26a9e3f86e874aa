"""A page that scrolls up and down where it is higher than its room, and is never cut."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.override import override


class Scrolled(QScrollArea):
    """Asks for all the room that its page wants, and makes do with less in height."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setObjectName("scrolled")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    @override
    def sizeHint(self) -> QSize:
        page = self.widget()
        if page is None:
            return super().sizeHint()
        wanted = page.sizeHint()
        layout = page.layout()
        if layout is not None and layout.hasHeightForWidth() and self.width() > 0:
            wanted.setHeight(layout.totalHeightForWidth(max(self.width(), wanted.width())))
        return wanted

    @override
    def minimumSizeHint(self) -> QSize:
        """Be as wide as the page has to be, beside the bar."""
        least = super().minimumSizeHint()
        page = self.widget()
        if page is not None:
            bar = self.verticalScrollBar().sizeHint().width()
            least.setWidth(page.minimumSizeHint().width() + bar)
        return least

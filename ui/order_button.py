"""The button beside the search field: in which order the view is listed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from console.domain.cases import Order
from ui import plain
from ui.theme import Theme

WORDS = {Order.NEWEST: "Newest", Order.URGENT: "Urgent"}
TIPS = {
    Order.NEWEST: "The newest first. A click lists the most urgent first",
    Order.URGENT: "The most urgent first: by when an answer is due, what was promised and your"
    " priorities. A click lists the newest first",
}


class OrderButton(QPushButton):
    """Says the order, and turns it at a click."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("quietButton")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the focus stays where the person works
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.tell(Order.NEWEST)

    def tell(self, order: Order, key: str = "") -> None:
        """Say this order; `key` turns it as well."""
        self.setText(WORDS[order])
        self.setAccessibleName(f"Order: {WORDS[order].lower()} first")
        plain.set_tip(self, f"{TIPS[order]} ({key})." if key else f"{TIPS[order]}.")

    def _take_theme(self) -> None:
        self.setFont(self._theme.small_font())

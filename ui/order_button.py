"""The button beside the search field: in which order the view is listed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from console.domain.cases import Order
from console.domain.searching import HitOrder
from console.language import tr
from ui import plain
from ui.theme import Theme

WORDS: dict[Order | HitOrder, str] = {
    Order.NEWEST: tr("Newest"),
    Order.URGENT: tr("Urgent"),
    HitOrder.RANKED: tr("Best"),
}
TIPS: dict[Order | HitOrder, str] = {
    Order.NEWEST: tr("The newest first. A click lists the most urgent first"),
    Order.URGENT: tr(
        "The most urgent first: by when an answer is due, what was promised and "
        "your priorities. A click lists the newest first"
    ),
    HitOrder.RANKED: tr("The best of the newest first. A click lists the newest first"),
}
FIRST: dict[Order | HitOrder, str] = {
    Order.NEWEST: tr("Order: newest first"),
    Order.URGENT: tr("Order: urgent first"),
    HitOrder.RANKED: tr("Order: best first"),
}
NEWEST_HITS = tr("The newest first. A click lists the best first")


class OrderButton(QPushButton):
    """Says the order, and turns it at a click."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setObjectName("quietButton")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves it where the person works
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.tell(Order.NEWEST)

    def tell(self, order: Order | HitOrder, key: str = "") -> None:
        """Say this order; `key` turns it as well."""
        self.setText(WORDS[order])
        self.setAccessibleName(FIRST[order])
        tip = NEWEST_HITS if order is HitOrder.NEWEST else TIPS[order]
        plain.set_tip(self, f"{tip} ({key})." if key else f"{tip}.")

    def _take_theme(self) -> None:
        self.setFont(self._theme.small_font())

"""Which order a person wants each view in: kept in QSettings, the newest first by default."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QSettings

from console.domain.cases import Order
from ui.views import View

KEY = "inbox/order"


def kept(view: View) -> Order:
    """Return in which order a view is listed; what cannot be read counts as not set."""
    if view.may_be_ordered:
        with suppress(ValueError):
            return Order(str(QSettings().value(_key(view), Order.NEWEST.value)))
    return Order.NEWEST


def turned(view: View) -> Order:
    """Let a view be listed in the other order from now on, and return that."""
    order = Order.URGENT if kept(view) is Order.NEWEST else Order.NEWEST
    QSettings().setValue(_key(view), order.value)
    return order


def _key(view: View) -> str:
    return f"{KEY}/{view.name.lower()}"

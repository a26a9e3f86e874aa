"""Makes or changes a watch: what it looks for, in fields or in X's words, and its price."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.accounts import Account
from console.domain.watches import Watch
from ui.lanes import Lanes
from ui.theme import Theme


class WatchDialog(QDialog):
    """One watch.

    Signals:
        changed(Changes): the watch was stored; the dialog closes.
    """

    changed = Signal(object)

    def __init__(
        self,
        accounts: tuple[Account, ...],
        watch: Watch | None,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        """Take our accounts and the watch to be changed, None for a new one."""
        super().__init__(parent)
        self._accounts, self._watch = accounts, watch
        self._lanes, self._theme, self._now = lanes, theme, now

"""The rules over what comes in: a list with what each did, and what can be done about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.lanes import Lanes
from ui.theme import Theme


class RulesTab(QWidget):
    """The rules of the desk.

    Signals:
        changed(Changes): an act was stored.
        said(str): a passing word about what was done.
        failed(DeskError): something went wrong.
        case_wanted(CaseId): a case is to be opened.
    """

    changed = Signal(object)
    said = Signal(str)
    failed = Signal(object)
    case_wanted = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes, self._theme, self._now = lanes, theme, now

    def renew(self) -> None:
        """Read the rules anew; when the tab is shown, and when they became others."""

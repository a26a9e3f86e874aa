"""The panes of the window in the order of reading, for F6 and Shift+F6."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui import reading_order


class Panes:
    """Moves the focus from one pane to the next that is to be seen."""

    def __init__(self, panes: Callable[[], tuple[QWidget, ...]]) -> None:
        """Take what returns the panes.

        Each is entered at the given widget; one that takes no focus itself, where the Tab
        key would first stop in it.
        """
        self._panes = panes

    def step(self, by: int) -> None:
        """Focus the next pane (`by` 1) or the one before (-1); round the ends."""
        shown = [pane for pane in self._panes() if _can_be_entered(pane)]
        if not shown:
            return
        here = next(
            (n for n, pane in enumerate(shown) if pane.hasFocus() or _holds_focus(pane)), None
        )
        target = 0 if here is None else (here + by) % len(shown)
        pane = shown[target]
        if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
            pane.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif (stop := _first_stop(pane)) is not None:
            stop.setFocus(Qt.FocusReason.TabFocusReason)


def _can_be_entered(pane: QWidget) -> bool:
    if not (pane.isVisible() and pane.isEnabled()):
        return False
    return pane.focusPolicy() != Qt.FocusPolicy.NoFocus or _first_stop(pane) is not None


def _first_stop(pane: QWidget) -> QWidget | None:
    """Return where the Tab key stops first within a pane; None for nowhere."""
    stops = reading_order.tab_stops(pane)
    return next((each for each in stops if each.isVisible() and each.isEnabled()), None)


def _holds_focus(pane: QWidget) -> bool:
    focused = pane.window().focusWidget()
    return bool(focused) and pane.isAncestorOf(focused)

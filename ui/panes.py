"""The panes of the window in the order of reading, for F6 and Shift+F6."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


class Panes:
    """Moves the focus from one pane to the next that is to be seen."""

    def __init__(self, panes: Callable[[], tuple[QWidget, ...]]) -> None:
        """Take what returns the panes; each is entered at the given widget."""
        self._panes = panes

    def step(self, by: int) -> None:
        """Focus the next pane (`by` 1) or the one before (-1); round the ends."""
        shown = [pane for pane in self._panes() if pane.isVisible() and pane.isEnabled()]
        if not shown:
            return
        here = next(
            (n for n, pane in enumerate(shown) if pane.hasFocus() or _holds_focus(pane)), None
        )
        target = 0 if here is None else (here + by) % len(shown)
        shown[target].setFocus(Qt.FocusReason.ShortcutFocusReason)


def _holds_focus(pane: QWidget) -> bool:
    focused = pane.window().focusWidget()
    return bool(focused) and pane.isAncestorOf(focused)

"""The keys of the list of findings, and the menu of the reasons for which one may stand.

A key that is held down is taken once: what it would do next is about another finding.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from console.domain.checks import Ignored
from ui import check_words
from ui.override import override

WAYS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Home: -1_000,
    Qt.Key.Key_End: 1_000,
}
"""How many findings a key goes on; there are fewer than the last ones say."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Reasons(QMenu):
    """Why a finding may stand, with the key of each.

    Signals:
        chosen(Ignored): it may, for this reason.
    """

    chosen = Signal(object)

    def __init__(self, customer: str, parent: QWidget) -> None:
        """Take the customer's name, for one of the reasons."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for why, key in check_words.KEYS.items():
            if why is Ignored.UNSAID:
                self.addSeparator()
            said = check_words.reason(why, customer).replace("&", "&&")
            action = self.addAction(f"{said}\t{key}")
            action.triggered.connect(partial(self.chosen.emit, why))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        why = reason_of(event)
        if why is None:
            super().keyPressEvent(event)
        else:
            self.close()
            self.chosen.emit(why)


def reason_of(event: QKeyEvent) -> Ignored | None:
    """Return the reason whose key was pressed, on whatever layout; None for another key."""
    modifiers = Qt.KeyboardModifier
    others = event.modifiers() & ~(modifiers.KeypadModifier | modifiers.ShiftModifier)
    said = event.text().upper()
    if others or not said:
        return None
    return next((why for why, key in check_words.KEYS.items() if key == said), None)


def is_held(event: QKeyEvent) -> bool:
    """Return whether a key was pressed together with another that changes its meaning."""
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)

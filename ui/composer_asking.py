"""The line above an answer that asks for what a saved reply lacks: a field for each word.

Shows fields and tells what was entered; what becomes of it is the composer's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from console.language import tr
from ui import plain
from ui.fact_row import quiet_button
from ui.override import override
from ui.theme import HALF, UNIT, Theme

MOST_FIELDS = 6
"""More are filled in in the text."""
LEAST_WIDTH = 9 * UNIT


class ComposerAsking(QWidget):
    """One line of fields; Enter, with Ctrl too, fills in, Esc leaves the rest as it stands.

    Signals:
        filled(dict[str, str]): these values are to be put in place of their words.
        left: nothing more is entered now.
    """

    filled = Signal(object)
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.fields: dict[str, QLineEdit] = {}
        """By the word that each stands for."""
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(UNIT)
        self._places = QHBoxLayout()
        self._places.setSpacing(2 * UNIT)
        self._row.addLayout(self._places, 1)
        self.fill_button = quiet_button(tr("Fill in"), theme, tr("Put these into the text (Enter)"))
        self.later_button = quiet_button(
            tr("Later"), theme, tr("Leave the rest marked in the text (Esc)")
        )
        for button in (self.fill_button, self.later_button):
            self._row.addWidget(button)
        self.fill_button.clicked.connect(self._tell)
        self.later_button.clicked.connect(self.left)
        self.setAccessibleName(tr("To be filled in"))
        self.hide()

    def ask_for(self, names: Sequence[str]) -> None:
        """Show a field for each of these words, the first with the focus."""
        self.end()
        for name in names[:MOST_FIELDS]:
            self._add(name)
        if self.fields:
            # A field that is made later than the buttons comes behind them, wherever it stands.
            stops = (*self.fields.values(), self.fill_button, self.later_button)
            for before, stop in pairwise(stops):
                self.setTabOrder(before, stop)
            self.show()
            next(iter(self.fields.values())).setFocus(Qt.FocusReason.TabFocusReason)

    def end(self) -> None:
        """Show nothing any more."""
        self.hide()
        while (item := self._places.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.fields = {}

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and _is_ours(event):
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()  # else the window takes the key for an act of its own
                return True
            if event.type() == QEvent.Type.KeyPress:
                if event.key() == Qt.Key.Key_Escape:
                    self.left.emit()
                else:
                    self._tell()
                return True
        return super().eventFilter(watched, event)

    def _add(self, name: str) -> None:
        place = QWidget()
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(HALF)
        said = name.replace("_", " ")
        field = QLineEdit()
        field.setFont(self._theme.small_font())
        field.setMinimumWidth(LEAST_WIDTH)
        field.setAccessibleName(tr("For {name}").format(name=said))
        field.setMaxLength(500)
        field.installEventFilter(self)
        label = plain.label(said, "quiet", self._theme.small_font())
        label.setBuddy(field)
        row.addWidget(label)
        row.addWidget(field, 1)
        self._places.addWidget(place, 1)
        self.fields[name] = field

    @Slot()
    def _tell(self) -> None:
        entered = {name: " ".join(field.text().split()) for name, field in self.fields.items()}
        self.filled.emit({name: value for name, value in entered.items() if value})


_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _is_ours(event: QKeyEvent) -> bool:
    """Return whether a key is the line's: Enter, Esc, and the key of Send.

    Of the window, that would send the text with what is asked for still lacking.
    """
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held == Qt.KeyboardModifier.ControlModifier:
        return event.key() in _ENTER
    return not held and event.key() in (*_ENTER, Qt.Key.Key_Escape)

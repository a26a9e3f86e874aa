"""What only some outcomes of a call make worth asking: what was missing, what fixed it.

One line that keeps its room while it asks for nothing: the fields around it stand still.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from console.domain.calls import NOT_EMPOWERED, SOLVED
from console.language import tr
from ui import read_out
from ui.theme import UNIT
from ui.tokens import CONTROL


class OutcomeAsks(QWidget):
    """The fields for one outcome.

    Signals:
        changed: a person typed or ticked.
    """

    changed = Signal()

    def __init__(self, *, resolves: bool) -> None:
        """Take whether the case can be resolved with the call."""
        super().__init__()
        self._resolves, self._outcome = resolves, ""
        self.missing = QLineEdit()
        self.missing.setPlaceholderText(tr("What would have helped at once"))
        self.missing.setAccessibleName(tr("Missing"))
        self.resolve = QCheckBox(tr("Resolve the case too"))
        self.fix = QLineEdit()
        self.fix.setPlaceholderText(tr("What fixed it"))
        self.fix.setAccessibleName(tr("What fixed it"))
        read_out.describe_field(self.fix)
        self.setMinimumHeight(CONTROL)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.missing, 1)
        row.addWidget(self.resolve)
        row.addWidget(self.fix, 1)
        row.addStretch(0)
        for line in (self.missing, self.fix):
            line.textEdited.connect(self.changed)
        self.resolve.clicked.connect(self._ticked)
        self.ask("")

    @property
    def lacks(self) -> bool:
        """Return whether it is asked what was missing."""
        return self._outcome == NOT_EMPOWERED

    @property
    def resolved(self) -> bool:
        """Return whether the case is to be resolved with the call."""
        return self._outcome == SOLVED and self._resolves and self.resolve.isChecked()

    def ask(self, outcome: str) -> None:
        """Ask for what an outcome makes worth asking."""
        self._outcome = outcome
        self.missing.setVisible(self.lacks)
        self.resolve.setVisible(outcome == SOLVED and self._resolves)
        self.fix.setVisible(self.resolved)

    @Slot()
    def _ticked(self) -> None:
        self.ask(self._outcome)
        if self.resolved:
            self.fix.setFocus()
        self.changed.emit()

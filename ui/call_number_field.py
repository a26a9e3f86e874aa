"""The number of a call: recognised while it is typed, dialled through the system."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from console.domain.calls import NumberFacts
from console.language import tr
from ui import browser, plain
from ui.icons import Icons
from ui.plain import isolated
from ui.theme import HALF, UNIT, Theme

SIGN = 16


class NumberField(QWidget):
    """A field, a sign where the number can be right, and a button that dials.

    Signals:
        changed: a person typed.
        dialled: the system was asked to dial it.
    """

    changed = Signal()
    dialled = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._icons = Icons(theme)
        self._facts: NumberFacts | None = None
        self.field = QLineEdit()
        self.field.setAccessibleName(tr("Number"))
        self.field.setPlaceholderText(tr("Phone number, if it was said"))
        self.setFocusProxy(self.field)
        self.sign = plain.label()
        self.sign.setFixedSize(SIGN, SIGN)
        self.dial = QPushButton(tr("Dial"))
        self.dial.setToolTip(tr("Call this number with the program that the system has for it"))
        self.dial.setAutoDefault(False)
        self.dial.setEnabled(False)
        self.dial.clicked.connect(self._dial)
        self.help = plain.label("", "quiet", theme.small_font())
        self.help.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(self.field, 1)
        row.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.dial)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.help)
        self.field.textEdited.connect(self._typed)
        theme.changed.connect(self._paint)
        self.show_facts(None)

    @property
    def text(self) -> str:
        """Return the number as it was typed."""
        return self.field.text()

    def show_text(self, text: str) -> None:
        """Show a number; what is known of it comes later."""
        self.field.setText(text)

    def show_facts(self, facts: NumberFacts | None, whose: str = "") -> None:
        """Show what is known of the number; `whose` is the contact that the note is about."""
        self._facts = facts
        said = []
        if facts is not None and facts.valid and facts.shown != " ".join(self.text.split()):
            said.append(facts.shown)
        if facts is not None and facts.whose and facts.whose != whose:
            said.append(tr("{whose}’s number").format(whose=isolated(facts.whose)))
        self.help.setText(plain.joined(said))
        self.help.setVisible(bool(said))
        self.dial.setEnabled(facts is not None and bool(facts.dial))
        self._paint()

    @Slot()
    def _typed(self) -> None:
        self.show_facts(None)
        self.changed.emit()

    @Slot()
    def _dial(self) -> None:
        if self._facts is not None and self._facts.dial:
            browser.dial(self._facts.dial)
            self.dialled.emit()

    @Slot()
    def _paint(self) -> None:
        ratio = self.devicePixelRatioF()
        valid = self._facts is not None and self._facts.valid
        if valid:
            self.sign.setPixmap(self._icons.pixmap("check", "ok", SIGN, ratio))
        else:
            self.sign.clear()
        said = tr("A valid number") if valid else ""
        self.sign.setAccessibleName(said)
        plain.set_tip(self.sign, said)

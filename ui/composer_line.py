"""The line above Send: a hint, or what is to be known of the answer.

Owns which of the two is seen, and that neither moves anything when they change places.

Framework knowledge: a widget with a layout is asked for the height of that layout, hidden
parts included; so this one has none, and puts both in the same place itself.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import plain
from ui.composer_facts import Fact
from ui.composer_notes import ComposerNotes
from ui.override import override
from ui.theme import Theme


class ComposerLine(QWidget):
    """One place for all that is said of an answer.

    Signals:
        told_anew: it may want other room.
    """

    told_anew = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hint = plain.label("", "quiet", theme.small_font())
        self.hint.setParent(self)
        self.hint.setWordWrap(True)
        # Framework knowledge: a label that never had a text has no height, an emptied one has.
        self.hint.setText(" ")
        self.hint.setText("")
        self.notes = ComposerNotes(theme, self)
        self.notes.hide()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def has_facts(self) -> bool:
        """Return whether there is something to be known."""
        return bool(self.notes.facts)

    def tell(self, hint: str, facts: tuple[Fact, ...], *, in_passing: bool) -> None:
        """Say the facts, where there are any; else, or `in_passing` over them, the hint."""
        changed = facts != self.notes.facts
        if changed:
            self.notes.show_facts(facts)
        if hint != self.hint.text():
            self.hint.setText(hint)
            changed = True
        over = in_passing or not facts
        if over is self.hint.isHidden():
            self.hint.setVisible(over)
            self.notes.setVisible(not over)
        if changed:
            self._put()
            self.updateGeometry()
            self.told_anew.emit()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, arg__1: int) -> int:
        hint, notes = self.hint.heightForWidth(arg__1), self.notes
        if not self.has_facts:
            return hint
        wraps = notes.hasHeightForWidth()
        return max(hint, notes.heightForWidth(arg__1) if wraps else notes.sizeHint().height())

    @override
    def sizeHint(self) -> QSize:
        return QSize(self.hint.sizeHint().width(), self.heightForWidth(max(self.width(), 1)))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.hint.fontMetrics().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._put()

    def _put(self) -> None:
        for each in (self.hint, self.notes):
            each.setGeometry(self.rect())

"""A box to choose a word of a list that a person may edit; its last entry leads there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox

from console.language import tr
from ui.override import override
from ui.plain import isolated

NOTHING = tr("Not said")
EDIT = tr("Edit list…")


class WordBox(QComboBox):
    """One word of a list, or none.

    Signals:
        changed: a person chose another.
        edit_wanted: they want other words in the list.
    """

    changed = Signal()
    edit_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._words: tuple[str, ...] = ()
        self._word = ""
        self._keyed = False
        self.setAccessibleName(name)
        self.setMaxVisibleItems(16)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self._fill()
        self.activated.connect(self._choose)

    @property
    def word(self) -> str:
        """Return the word that is chosen; empty for none."""
        return self._word

    def show_words(self, words: Sequence[str]) -> None:
        """Offer these words; the chosen one stays, also where it is none of them."""
        if tuple(words) != self._words:
            self._words = tuple(words)
            self._fill()

    def show_word(self, word: str) -> None:
        """Show a word as the chosen one."""
        if word != self._word:
            self._word = word
            self._fill()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._keyed = True  # on the closed box: in the open list they are that one's
        super().keyPressEvent(event)
        self._keyed = False

    def _fill(self) -> None:
        self.clear()
        self.addItem(NOTHING, "")
        other = () if not self._word or self._word in self._words else (self._word,)
        for word in (*self._words, *other):
            self.addItem(isolated(word), word)
        self.insertSeparator(self.count())
        self.addItem(EDIT)
        self.setCurrentIndex(self.findData(self._word))

    @Slot(int)
    def _choose(self, place: int) -> None:
        if place == self.count() - 1:
            self.setCurrentIndex(self.findData(self._word))
            if not self._keyed:  # letters and arrow keys go through words only
                self.edit_wanted.emit()
        elif self.itemData(place) != self._word:
            self._word = self.itemData(place)
            self.changed.emit()

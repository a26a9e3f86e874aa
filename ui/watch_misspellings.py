"""The likely misspellings of what a watch looks for, folded away, each to be ticked.

Owns which are ticked. What is likely `console.text.misspellings` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from console.language import tr
from console.text import misspellings
from ui import plain
from ui.fact_row import quiet_button
from ui.icons import Icons
from ui.theme import HALF, UNIT, Theme

COLUMNS = 3


class Misspellings(QWidget):
    """A line that folds out; not there where nothing is likely.

    Signals:
        changed: the person ticked or unticked some.
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._icons = theme, Icons(theme)
        self._words: tuple[str, ...] = ()
        self._offered: dict[str, tuple[str, ...]] = {}
        self._ticked: set[str] = set()
        """Those of words that stand there no more stay: a word may be half typed."""
        self.boxes: dict[str, QCheckBox] = {}
        self.fold_button = quiet_button("", theme)
        self.fold_button.setCheckable(True)
        self.fold_button.setAutoDefault(False)
        self.all_button = quiet_button(tr("Tick all"), theme)
        self.all_button.setAutoDefault(False)
        self._body = QWidget()
        self._grid = QGridLayout(self._body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(self.fold_button)
        head.addStretch()
        head.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(head)
        column.addWidget(self._body)
        self.fold_button.toggled.connect(self._show)
        self.all_button.clicked.connect(self._tick_all)
        theme.changed.connect(self._show)
        self._show()

    @property
    def ticked(self) -> tuple[str, ...]:
        """Return those that are ticked, of the words that stand there, in their order."""
        return tuple(each for each in self._every() if each in self._ticked)

    def show_words(self, words: Sequence[str], ticked: Sequence[str] | None = None) -> None:
        """Offer what is likely for these; `ticked` takes the place of what was ticked."""
        if ticked is not None:
            self._ticked = set(ticked)
        if tuple(words) != self._words or ticked is not None:
            self._words = tuple(words)
            taken = {word.casefold() for word in words}
            self._offered = {}
            for word in words:
                fresh = [one for one in misspellings.of(word) if one.casefold() not in taken]
                taken.update(one.casefold() for one in fresh)
                if fresh:
                    self._offered[word] = tuple(fresh)
            self._show(anew=True)

    @staticmethod
    def parted(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Part words into those that stand for themselves and misspellings of these."""
        own: list[str] = []
        likely: set[str] = set()
        wrong = []
        for word in words:
            if word in likely:
                wrong.append(word)
            else:
                own.append(word)
                likely.update(misspellings.of(word))
        return tuple(own), tuple(wrong)

    def _every(self) -> list[str]:
        return [one for offered in self._offered.values() for one in offered]

    @Slot()
    def _show(self, *, anew: bool = False) -> None:
        """Say how many there are; while it is open, show them."""
        every, count = self._every(), len(self.ticked)
        is_open = self.fold_button.isChecked()
        self.setVisible(bool(every))
        said = (
            tr("Misspellings: {count} of {all} added").format(count=count, all=len(every))
            if count
            else tr("Add misspellings")
        )
        self.fold_button.setText(said)
        self.fold_button.setIcon(
            self._icons.icon("chevron-down" if is_open else "chevron-right", "accent_text")
        )
        plain.set_tip(self.fold_button, ", ".join(every))
        self.all_button.setText(tr("Tick none") if count == len(every) else tr("Tick all"))
        self.all_button.setVisible(is_open)
        self._body.setVisible(is_open)
        if is_open and (anew or list(self.boxes) != every):
            self._fill()
        for word, box in self.boxes.items():
            box.setChecked(word in self._ticked)

    def _fill(self) -> None:
        """Make the boxes anew, below the word that each is a misspelling of."""
        while (item := self._grid.takeAt(0)) is not None:
            if (gone := item.widget()) is not None:
                gone.hide()
                gone.deleteLater()
        self.boxes = {}
        row = 0
        for word, offered in self._offered.items():
            if len(self._offered) > 1:
                title = plain.label(plain.isolated(word), "quiet", self._theme.small_font())
                title.setContentsMargins(HALF, HALF if row else 0, 0, 0)
                self._grid.addWidget(title, row, 0, 1, COLUMNS)
                row += 1
            for place, one in enumerate(offered):
                self._grid.addWidget(self._box(one), row + place // COLUMNS, place % COLUMNS)
            row += -(-len(offered) // COLUMNS)
        for before, behind in pairwise((self.all_button, *self.boxes.values())):
            QWidget.setTabOrder(before, behind)

    def _box(self, word: str) -> QCheckBox:
        box = QCheckBox(plain.isolated(word).replace("&", "&&"))
        box.setFont(self._theme.small_font())
        box.setMinimumWidth(8 * UNIT)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        plain.set_tip(box, word)
        box.setChecked(word in self._ticked)
        box.clicked.connect(self._take_ticks)
        self.boxes[word] = box
        return box

    @Slot()
    def _take_ticks(self) -> None:
        for word, box in self.boxes.items():
            (self._ticked.add if box.checkState() == Qt.CheckState.Checked else
             self._ticked.discard)(word)  # fmt: skip
        self._show()
        self.changed.emit()

    @Slot()
    def _tick_all(self) -> None:
        every = set(self._every())
        if every <= self._ticked:
            self._ticked -= every
        else:
            self._ticked |= every
        self._show()
        self.changed.emit()

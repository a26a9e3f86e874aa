"""The lines over the watches: a look that is under way, money, and which of them might go.

Each takes room only while it says something. What is said is `ui.watches_words`'s.
"""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.domain.ids import WatchId
from console.domain.watches import Proposal, Watch
from console.language import numeral, tr
from ui import watches_words
from ui.busy_bar import BusyBar
from ui.elided_label import ElidedLabel
from ui.theme import UNIT, Theme

BAR_WIDTH = 12 * UNIT


class LookLine(QWidget):
    """How far a look is that a person wanted.

    Signals:
        cancel_wanted: they wait no longer.
    """

    cancel_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = ElidedLabel("", "quiet", theme.small_font())
        self.bar = BusyBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(BAR_WIDTH, UNIT)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(tr("Looking"))
        self.cancel = QPushButton(tr("Cancel"))
        self.cancel.setObjectName("quietButton")
        self.cancel.clicked.connect(self.cancel_wanted)
        _line(self, (self.bar, 0), (self.words, 1), (self.cancel, 0))
        self._theme = theme
        theme.changed.connect(self._take_theme)
        self.hide()

    def tell(self, text: str, *, cancelled: bool = False) -> None:
        """Say how far it is; nothing hides the line."""
        self.words.show_text(text)
        self.cancel.setEnabled(not cancelled)
        self.setVisible(bool(text))

    @Slot()
    def _take_theme(self) -> None:
        self.words.setFont(self._theme.small_font())


class ProposalLine(QWidget):
    """A watch that might go, and why; nothing goes by itself.

    Signals:
        remove_wanted(Watch): it is to be removed.
        show_wanted(Watch): it is to be looked at.
    """

    remove_wanted = Signal(object)
    show_wanted = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.watch: Watch | None = None
        """Which one is proposed."""
        self._kept: set[WatchId] = set()
        """Those that a person wants to keep, till the window closes."""
        self._every: tuple[tuple[Watch, Proposal], ...] = ()
        self.words = ElidedLabel("", "", theme.small_font())
        self.remove, self.show_button = QPushButton(tr("Remove")), QPushButton(tr("Show"))
        self.keep = QPushButton(tr("Keep"))
        self.remove.clicked.connect(self._remove)
        self.show_button.clicked.connect(self._show)
        self.keep.clicked.connect(self._keep)
        buttons = (self.remove, self.show_button, self.keep)
        for button in buttons:
            button.setObjectName("quietButton")
        _line(self, (self.words, 1), *((button, 0) for button in buttons))
        self._theme = theme
        theme.changed.connect(self._take_theme)
        self.hide()

    def propose(self, every: tuple[tuple[Watch, Proposal], ...]) -> None:
        """Propose the first of these that nobody wants to keep; the others follow it."""
        self._every = every
        left = [(watch, why) for watch, why in every if watch.id not in self._kept]
        self.watch = left[0][0] if left else None
        if left:
            said = watches_words.proposal(*left[0])
            if len(left) > 1:
                said = tr("{proposal} {count} more like it.").format(
                    proposal=said, count=numeral(len(left) - 1)
                )
            self.words.show_text(said)
        self.setVisible(bool(left))

    @Slot()
    def _remove(self) -> None:
        if self.watch is not None:
            self.remove_wanted.emit(self.watch)

    @Slot()
    def _show(self) -> None:
        if self.watch is not None:
            self.show_wanted.emit(self.watch)

    @Slot()
    def _keep(self) -> None:
        if self.watch is not None:
            self._kept.add(self.watch.id)
            self.propose(self._every)

    @Slot()
    def _take_theme(self) -> None:
        self.words.setFont(self._theme.small_font())


def _line(widget: QWidget, *parts: tuple[QWidget, int]) -> None:
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(UNIT)
    for part, stretch in parts:
        row.addWidget(part, stretch)

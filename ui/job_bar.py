"""The line in a dialog that says how far a long piece of work is.

Takes the same room whether something is under way or not, so that nothing moves.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from console.domain.progress import Progress
from console.language import tr
from ui.busy_bar import BusyBar
from ui.elided_label import ElidedLabel
from ui.long_job import LongJob
from ui.theme import HALF, UNIT, Theme

STEPS = 1000


class JobBar(QWidget):
    """Words over a bar; both are empty while nothing is under way."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.words = ElidedLabel("", "quiet", theme.small_font())
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.bar = BusyBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(UNIT)
        self.bar.setAccessibleName(tr("Progress"))
        policy = self.bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.bar.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        theme.changed.connect(self._take_theme)
        self.rest("")

    def follow(self, job: LongJob, words: str) -> None:
        """Show how far a job is, beginning with `words`, until `rest`."""
        self.wait(words)
        job.told.connect(self.show_progress)

    def wait(self, words: str) -> None:
        """Show that something is under way of which it is not known how far it is."""
        self.words.show_text(words)
        self.bar.setRange(0, 0)
        self.bar.show()

    def rest(self, words: str) -> None:
        """Say how it stands; nothing is under way."""
        self.bar.hide()
        self.words.show_text(words)

    @Slot(object)
    def show_progress(self, progress: Progress) -> None:
        """Show how far it is."""
        if progress.share is None:
            self.bar.setRange(0, 0)
        else:
            self.bar.setRange(0, STEPS)
            self.bar.setValue(round(progress.share * STEPS))
        if progress.step:
            self.words.show_text(progress.step)

    @Slot()
    def _take_theme(self) -> None:
        self.words.setFont(self._theme.small_font())

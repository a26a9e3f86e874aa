"""The line beside the title: what is looked at, how far it is, and how it ended.

Owns its words and its two buttons; takes the same room whatever it says, so that nothing
below it moves.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from console.domain.insight import Insight, Question
from console.errors import DeskError
from console.language import numeral, plural, tr
from ui import insight_words, plain
from ui.busy_bar import BusyBar
from ui.elided_label import ElidedLabel
from ui.theme import UNIT, Theme

SLOW_MS = 300
"""What takes no longer is not worth a word."""
BAR_WIDTH = 12 * UNIT


class InsightProgress(QWidget):
    """Words, a bar while something is under way, and a button: Cancel, or another try.

    Signals:
        slow: it takes longer than a moment by now.
        cancel_wanted: the person waits no longer.
        again_wanted: the person wants another try.
        keys_left: the button that has the keys is about to go.
    """

    slow = Signal()
    cancel_wanted = Signal()
    again_wanted = Signal()
    keys_left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.words = ElidedLabel("", "quiet", theme.small_font())
        self.words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.bar = BusyBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(BAR_WIDTH, UNIT)
        self.bar.setAccessibleName(tr("Progress"))
        self.cancel, self.again = QPushButton(tr("Cancel")), QPushButton(tr("Run again"))
        self.cancel.clicked.connect(self.cancel_wanted)
        self.again.clicked.connect(self.again_wanted)
        self._step = ""
        self._timer = QTimer(self, singleShot=True, interval=SLOW_MS)
        self._timer.timeout.connect(self._show_slow)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.words, 1)
        row.addWidget(self.bar)
        for button in (self.cancel, self.again):
            button.setObjectName("quietButton")
            row.addWidget(button)
        theme.changed.connect(lambda: self.words.setFont(theme.small_font()))
        self.fall_silent()

    def begin(self) -> None:
        """Take note that something is under way; it is said once it takes its time."""
        self._step = tr("Reading…")
        self.bar.setRange(0, 0)
        self._leave(self.again)
        self.again.hide()
        if self.cancel.isHidden():
            self._timer.start()

    def step(self, done: int, of: int, asked: Question) -> None:
        """Take note how far it is, and which question is asked; the first step only reads."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        self._step = tr("Asking {done} of {all}: {question}").format(
            done=numeral(done), all=numeral(of - 1), question=asked.words
        )
        if not self.cancel.isHidden():
            self.words.show_text(self._step)

    def tell_found(self, insight: Insight, done: int = 0, of: int = 0) -> None:
        """Say what the figures are of, and how many of our answers are read meanwhile."""
        reading = tr("reading our own answers, {done} of {all}")
        said = reading.format(done=numeral(done), all=numeral(of)) if done < of else ""
        self._rest(plain.joined((_summary(insight), said)))

    def tell_cancelled(self, answered: int) -> None:
        """Say how many questions were answered before it was cancelled."""
        said = tr("Cancelled: {done} of {all} questions are answered.")
        self._rest(said.format(done=numeral(answered), all=numeral(len(Question))), tr("Run again"))

    def tell_failed(self, error: DeskError) -> None:
        """Say why it did not come to its end."""
        self._rest(f"{error.title}. {error.message}", tr("Try again"))

    def fall_silent(self) -> None:
        """Say nothing, and offer nothing."""
        self._rest("")

    def _rest(self, text: str, again: str = "") -> None:
        """Say how it stands; `again` is the title of a button for another try."""
        self._timer.stop()
        self.again.setText(again or self.again.text())
        if again:
            self.again.show()
            if self.cancel.hasFocus():
                self.again.setFocus()
        self._leave(self.cancel, *(() if again else (self.again,)))
        self.bar.hide()
        self.cancel.hide()
        self.again.setVisible(bool(again))
        self.words.show_text(text)

    def _leave(self, *going: QPushButton) -> None:
        """Let the keys go elsewhere: Qt would put them onto whatever comes next."""
        if any(button.hasFocus() for button in going):
            self.keys_left.emit()

    @Slot()
    def _show_slow(self) -> None:
        self.words.show_text(self._step)
        self.bar.show()
        self.cancel.show()
        self.slow.emit()


def _summary(insight: Insight) -> str:
    """Return what the figures are of."""
    period = insight_words.period(insight.scope.period, insight.zone)
    cases, messages = (
        plural(insight.cases, "{count} case", "{count} cases"),
        plural(insight.messages, "{count} message", "{count} messages"),
    )
    return f"{period}  ·  {cases}, {messages}"

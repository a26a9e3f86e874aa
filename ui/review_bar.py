"""Over the list of a review: which cases are to be seen, and how far one is with them."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.reviews import ReviewFilter, ReviewProgress, Sample, Standing, Verdict
from console.language import numeral, tr
from ui import plain, read_out
from ui.elided_label import ElidedLabel
from ui.theme import HALF, UNIT, Theme

STANDINGS = {
    Standing.ANY: tr("Every case"),
    Standing.NOT_YET: tr("Not yet reviewed"),
    Standing.REVIEWED: tr("Reviewed"),
    Standing.ANNOTATED: tr("With notes"),
}
VERDICTS = {
    None: tr("Any verdict"),
    Verdict.GOOD: tr("Good"),
    Verdict.COULD_BE_BETTER: tr("Could be better"),
    Verdict.WRONG: tr("Wrong"),
}


class ReviewBar(QWidget):
    """Two lists to choose from, the sample, the progress.

    Signals:
        chosen(ReviewFilter): let only these cases be seen.
        sample_wanted: a sample is to be drawn, or another.
    """

    chosen = Signal(object)
    sample_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sample: Sample | None = None
        self.standing, self.verdict = QComboBox(), QComboBox()
        read_out.name_choice(self.standing, tr("Which cases"))
        read_out.name_choice(self.verdict, tr("Which verdict"))
        for standing, said in STANDINGS.items():
            self.standing.addItem(said, standing)
        for verdict, said in VERDICTS.items():
            self.verdict.addItem(said, verdict)
        for box in (self.standing, self.verdict):
            box.setMinimumContentsLength(6)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.currentIndexChanged.connect(self._tell)
        self.said = ElidedLabel("", "quiet", theme.small_font())
        self.sample = QPushButton(tr("Sample…"))
        self.sample.setObjectName("quietButton")
        plain.set_tip(self.sample, tr("Review some cases drawn by lot (Shift+S)"))
        self.sample.clicked.connect(self.sample_wanted)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(UNIT)
        self.bar.setAccessibleName(tr("Progress of the review"))
        self._lay_out()
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_filter(self, wanted: ReviewFilter) -> None:
        """Show what is chosen."""
        self._sample = wanted.sample
        with QSignalBlocker(self.standing), QSignalBlocker(self.verdict):
            self.standing.setCurrentIndex(self.standing.findData(wanted.standing))
            self.verdict.setCurrentIndex(tuple(VERDICTS).index(wanted.verdict))
        self.sample.setText(
            tr("Sample…")
            if wanted.sample is None
            else tr("Sample of {count}…").format(count=numeral(wanted.sample.size))
        )

    def show_progress(self, progress: ReviewProgress, view: str) -> None:
        """Show how far one is with a view."""
        said = tr("{reviewed} of {total} reviewed").format(
            reviewed=numeral(progress.reviewed), total=numeral(progress.total)
        )
        # Translators: {view} is such as `Waiting`, {said} such as `3 of 12 reviewed`.
        within = tr("{view} within the sample: {said}").format(view=view, said=said)
        self.said.show_text(said, within if self._sample else f"{view}: {said}")
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.reviewed)

    def _lay_out(self) -> None:
        boxes = QHBoxLayout()
        boxes.setSpacing(UNIT)
        boxes.addWidget(self.standing, 3)
        boxes.addWidget(self.verdict, 2)
        line = QHBoxLayout()
        line.setSpacing(UNIT)
        line.addWidget(self.said, 1)
        line.addWidget(self.sample)
        column = QVBoxLayout(self)
        column.setContentsMargins(UNIT + HALF, 0, UNIT + HALF, UNIT)
        column.setSpacing(HALF)
        column.addLayout(boxes)
        column.addLayout(line)
        column.addWidget(self.bar)

    @Slot()
    def _tell(self) -> None:
        standing = Standing(self.standing.currentData())
        verdict = tuple(VERDICTS)[self.verdict.currentIndex()]
        self.chosen.emit(ReviewFilter(standing, verdict, self._sample))

    @Slot()
    def _take_theme(self) -> None:
        for widget in (self.said, self.sample):
            widget.setFont(self._theme.small_font())

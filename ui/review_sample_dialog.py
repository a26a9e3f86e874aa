"""Asks how many cases are to be drawn by lot, and by which word."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from console.domain.reviews import MOST_SAMPLED, Sample
from console.language import tr
from ui import plain
from ui.theme import UNIT, Theme

USUAL = 50
LONGEST_SEED = 40
SAYS = tr(
    "Cases are drawn from the whole file, whatever the view. Whoever gives "
    "the same number and the same word over the same file gets the same "
    "cases."
)


class ReviewSampleDialog(QDialog):
    """How many, and which lot.

    Signals:
        drawn(Sample or None): review these; None for every case.
    """

    drawn = Signal(object)

    def __init__(self, sample: Sample | None, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sample"))
        self.setMinimumWidth(52 * UNIT)
        self.size_field = QSpinBox()
        self.size_field.setRange(1, MOST_SAMPLED)
        self.size_field.setGroupSeparatorShown(True)
        self.size_field.setValue(sample.size if sample else USUAL)
        self.seed_field = QLineEdit(sample.seed if sample else "1")
        self.seed_field.setMaxLength(LONGEST_SEED)
        says = plain.label(SAYS, "quiet", theme.small_font())
        says.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(UNIT)
        form.addRow(tr("Cases"), self.size_field)
        form.addRow(tr("Word"), self.seed_field)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * UNIT, 3 * UNIT, 3 * UNIT, 2 * UNIT)
        column.setSpacing(2 * UNIT)
        column.addWidget(plain.label(tr("Review a sample"), "title"))
        column.addLayout(form)
        column.addWidget(says)
        column.addLayout(self._buttons(sample))
        self.size_field.selectAll()
        self.size_field.setFocus()

    def _buttons(self, sample: Sample | None) -> QHBoxLayout:
        everything = QPushButton(tr("Every case"))
        everything.setEnabled(sample is not None)
        everything.setAutoDefault(False)
        everything.clicked.connect(self._show_everything)
        cancel = QPushButton(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        draw = QPushButton(tr("Draw"))
        draw.setObjectName("primary")
        draw.setDefault(True)
        draw.clicked.connect(self._draw)
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        row.addWidget(everything)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(draw)
        return row

    @Slot()
    def _draw(self) -> None:
        self.drawn.emit(Sample(self.size_field.value(), self.seed_field.text().strip() or "1"))
        self.accept()

    @Slot()
    def _show_everything(self) -> None:
        self.drawn.emit(None)
        self.accept()

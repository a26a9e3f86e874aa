"""The fields of the dialog of exports: what is written, in which form, and what is left out."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from console.domain.exports import EVERYTHING, ExportForm, ExportOptions, ExportScope
from console.language import tr
from ui import plain
from ui.export_words import FORMS, SOME_CASES
from ui.margins import set_margins
from ui.theme import HALF, UNIT, Theme

Choice = tuple[str, ExportScope]
"""What a person may choose to write, in words, and what that means."""


class ExportChoices(QWidget):
    """Scopes, forms and options; an option is there where its form knows it.

    Signals:
        changed: something else is chosen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, choices: tuple[Choice, ...], chosen: int) -> None:
        super().__init__()
        self._choices = choices
        self._scopes, self._forms = QButtonGroup(self), QButtonGroup(self)
        self.compress = QCheckBox(tr("Compress (.gz)"))
        self.pictures = QCheckBox(tr("Pictures that were loaded"))
        self.numbers = QCheckBox(tr("Phone numbers"))
        self.notes = QCheckBox(tr("Call notes, notes on the contact, promises"))
        self.about = plain.label("", "quiet", theme.small_font())
        self.about.setWordWrap(True)
        set_margins(self.about, 3 * UNIT + HALF, 0, 0, 0)
        # Room also for nothing, so that nothing moves as one goes through the forms.
        self.about.setMinimumHeight(self.about.fontMetrics().lineSpacing())
        for box in (self.compress, self.pictures, self.notes):
            box.setChecked(True)
        self._lay_out(chosen)
        self._scopes.idToggled.connect(self._tell)
        self._forms.idToggled.connect(self._tell)
        for box in (self.compress, self.pictures, self.numbers, self.notes):
            box.toggled.connect(self.changed)
        self._enable()

    @property
    def scope(self) -> ExportScope:
        """Return what is to be written."""
        return self._choices[self._scopes.checkedId()][1]

    @property
    def what(self) -> str:
        """Return what is to be written, in words."""
        return self._choices[self._scopes.checkedId()][0]

    @property
    def form(self) -> ExportForm:
        """Return in which form."""
        return tuple(FORMS)[self._forms.checkedId()]

    @property
    def is_packed(self) -> bool:
        """Return whether the file is to be compressed."""
        return self.form is ExportForm.JSONL and self.compress.isChecked()

    @property
    def options(self) -> ExportOptions:
        """Return what of the cases is told."""
        return ExportOptions(
            pictures=self.pictures.isChecked(),
            numbers=self.numbers.isChecked(),
            notes=self.notes.isChecked(),
        )

    def choose_form(self, form: ExportForm) -> None:
        """Choose a form."""
        self._forms.button(tuple(FORMS).index(form)).setChecked(True)

    def focus_first(self) -> None:
        """Let the keys begin at what is written."""
        button = self._scopes.checkedButton()
        if button is not None:
            button.setFocus()

    def _lay_out(self, chosen: int) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(3 * UNIT, 2 * UNIT, 3 * UNIT, 2 * UNIT)
        grid.setHorizontalSpacing(3 * UNIT)
        grid.setVerticalSpacing(3 * UNIT)
        grid.setColumnMinimumWidth(0, 9 * UNIT)
        grid.setColumnStretch(1, 1)
        scopes = self._radios(self._scopes, [words for words, _ in self._choices], chosen)
        forms = self._radios(self._forms, [words for words, _ in FORMS.values()], 0)
        forms.addWidget(self.about)
        tells = QVBoxLayout()
        tells.setSpacing(UNIT)
        for box in (self.compress, self.pictures, self.numbers, self.notes):
            tells.addWidget(box)
        tells.addStretch(1)
        for row, (name, fields) in enumerate(
            ((tr("What"), scopes), (tr("Form"), forms), (tr("With"), tells))
        ):
            label = plain.label(name, "quiet")
            label.setContentsMargins(0, 2, 0, 0)
            top = QVBoxLayout()
            top.addWidget(label)
            top.addStretch(1)
            grid.addLayout(top, row, 0)
            grid.addLayout(fields, row, 1)
        grid.setRowStretch(2, 1)

    def _radios(self, group: QButtonGroup, words: list[str], chosen: int) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(UNIT)
        for place, text in enumerate(words):
            button = QRadioButton(text.replace("&", "&&"))
            button.setChecked(place == chosen)
            group.addButton(button, place)
            column.addWidget(button)
        return column

    @Slot(int, bool)
    def _tell(self, _place: int, checked: bool) -> None:  # noqa: FBT001 - Qt's signal
        if checked:
            self._enable()
            self.changed.emit()

    def _enable(self) -> None:
        form = self.form
        some = form is ExportForm.JSONL and self.scope != EVERYTHING
        self.about.setText(SOME_CASES if some else FORMS[form][1])
        self.compress.setVisible(form is ExportForm.JSONL)
        self.pictures.setVisible(form is ExportForm.JSONL)
        self.numbers.setVisible(form is not ExportForm.JSONL)
        self.notes.setVisible(form is ExportForm.HTML)

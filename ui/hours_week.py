"""Seven lines in which the opening hours of a week are written, one for each day."""

from __future__ import annotations

from PySide6.QtCore import QLocale, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from console.domain.opening_week import ALL_WEEK, Week, day_text, read_day, read_week
from console.errors import InputError
from console.language import tr
from ui import plain
from ui.fact_row import quiet_button
from ui.preferences_form import say
from ui.theme import HALF, UNIT, Theme

CLOSED = tr("closed")
"""Of a day; it is understood as well as `opening_week` understands the English word."""
USUAL = read_week("Mon-Fri 09:00-17:00")
"""What is offered where nobody said anything yet."""
DAY_WIDTH, FIELD_WIDTH = 11 * UNIT, 26 * UNIT


class HoursWeek(QWidget):
    """A field for each day; what cannot be read says why beside it.

    Signals:
        changed: another week holds (`week`).
    """

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.week: Week = USUAL
        """What was understood last; a day that cannot be read stays as it was."""
        self.fields: list[QLineEdit] = []
        self.troubles: list[QLabel] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, HALF, 0, UNIT)
        grid.setHorizontalSpacing(UNIT)
        grid.setVerticalSpacing(HALF)
        grid.setColumnMinimumWidth(0, DAY_WIDTH)
        grid.setColumnStretch(2, 1)
        for number in range(7):
            name = QLocale().standaloneDayName(number + 1)
            field = QLineEdit()
            field.setPlaceholderText(CLOSED)
            field.setFixedWidth(FIELD_WIDTH)
            field.setAccessibleName(tr("Hours of {day}").format(day=name))
            field.editingFinished.connect(self._take)
            field.textEdited.connect(self._calm)
            label = plain.label(name, "", theme.text_font())
            label.setBuddy(field)
            trouble = plain.label("", "danger", theme.small_font())
            trouble.setWordWrap(True)
            grid.addWidget(label, number, 0, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(field, number, 1)
            grid.addWidget(trouble, number, 2, Qt.AlignmentFlag.AlignVCenter)
            self.fields.append(field)
            self.troubles.append(trouble)
        self.same = quiet_button(tr("Like Monday from Tuesday to Friday"), theme)
        self.same.setAutoDefault(False)
        self.same.clicked.connect(self._copy)
        grid.addWidget(self.same, len(self.fields), 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self.show_week(USUAL)

    def show_week(self, week: Week) -> None:
        """Show a week; one that is always open is shown as the usual one, till it is chosen."""
        self.week = USUAL if week == ALL_WEEK else week
        for field, trouble, spans in zip(self.fields, self.troubles, self.week, strict=True):
            field.setText(day_text(spans))
            say(trouble, "")

    def finish(self) -> None:
        """Take what is still being typed."""
        self._take()

    @Slot()
    def _calm(self) -> None:
        """Say nothing against what is being mended."""
        for field, trouble in zip(self.fields, self.troubles, strict=True):
            if field.hasFocus():
                say(trouble, "")

    @Slot()
    def _take(self) -> None:
        days = list(self.week)
        for number, (field, trouble) in enumerate(zip(self.fields, self.troubles, strict=True)):
            try:
                days[number] = read_day(_said(field.text()))
            except InputError as error:
                say(trouble, error.message)
                continue
            say(trouble, "")
            field.setText(day_text(days[number]))
        if tuple(days) != self.week:
            self.week = tuple(days)
            self.changed.emit()

    @Slot()
    def _copy(self) -> None:
        for field in self.fields[1:5]:
            field.setText(self.fields[0].text())
        self._take()


def _said(text: str) -> str:
    """Return what a person wrote of a day in words that `read_day` understands."""
    return "closed" if text.strip().casefold() == CLOSED.casefold() else text

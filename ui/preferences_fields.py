"""Fields that several rows of the preferences have, and how long a time is in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QPushButton,
    QSpinBox,
    QWidget,
)

from console.domain.limits import LIMITS_140, LIMITS_280
from console.language import plural, tr
from ui.theme import UNIT, Theme

LIMITS = (LIMITS_140, LIMITS_280)
Titles = Mapping[bool, str] | Mapping[str, str]
"""What each value is called."""


def limit_row(group: QButtonGroup, chosen: str, theme: Theme) -> QWidget:
    """Return a button for each limit; their ids in the group are places in `LIMITS`."""
    whole = QWidget()
    row = QHBoxLayout(whole)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    font = QFont(theme.text_font())
    font.setBold(True)  # as the style sheet draws the chosen one; the other must not move then
    widest = max(QFontMetrics(font).horizontalAdvance(limits.name) for limits in LIMITS)
    for number, (limits, side) in enumerate(zip(LIMITS, ("Left", "Right"), strict=True)):
        button = QPushButton(limits.name)
        button.setObjectName(f"segment{side}")
        button.setCheckable(True)
        button.setAutoDefault(False)
        button.setMinimumWidth(widest + 3 * UNIT)
        button.setAccessibleName(tr("{limit} characters a part").format(limit=limits.name))
        button.setChecked(limits.name == chosen)
        group.addButton(button, number)
        row.addWidget(button, 1)
    return whole


def stepper(bounds: tuple[int, int], value: int, step: int, unit: str) -> QSpinBox:
    """Return a field for a whole number with its unit."""
    made = QSpinBox()
    made.setRange(*bounds)
    made.setSingleStep(step)
    made.setSuffix(unit)
    made.setValue(value)
    made.setKeyboardTracking(False)  # what is typed holds once it is typed to its end
    return made


def show_number(field: QSpinBox | QDoubleSpinBox, value: float) -> None:
    """Show what is set, without telling it; what is being typed stays where nothing changed."""
    if field.value() == value:
        return
    with QSignalBlocker(field):
        if isinstance(field, QSpinBox):
            field.setValue(int(value))
        else:
            field.setValue(value)


def choice(titles: Titles, chosen: object) -> QComboBox:
    """Return a box with a title for each value, its data; `chosen` is the value that holds."""
    made = QComboBox()
    fill(made, titles, chosen)
    return made


def fill(combo: QComboBox, titles: Titles, chosen: object) -> None:
    """Offer in a box what `choice` does."""
    for value, title in titles.items():
        combo.addItem(title, value)
    combo.setCurrentIndex(combo.findData(chosen))


def every(seconds: int) -> str:
    """Return how often that is: `every 2 minutes`, `every 90 seconds`."""
    if seconds % 60:
        return plural(seconds, "every {count} second", "every {count} seconds")
    if seconds == 60:
        return tr("every minute")
    return plural(seconds // 60, "every {count} minute", "every {count} minutes")

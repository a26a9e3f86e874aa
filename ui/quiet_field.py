"""The field of the preferences for when notifications are quiet: never, by the clock, closed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, QSignalBlocker, QTime, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QTimeEdit, QVBoxLayout, QWidget

from console.language import tr
from console.settings import Settings
from ui import plain
from ui.preferences_fields import choice
from ui.theme import UNIT, Theme

QUIET = {
    "never": tr("Never"),
    "times": tr("Every day, from and to"),
    "closed": tr("Outside business hours"),
}
QUIET_MEANS = {
    "never": tr("The desktop's own “Do not disturb” holds all the same."),
    "times": tr("Nothing is shown meanwhile; what came is told once after."),
    "closed": tr("By the hours on their own page; what came is told once when you open."),
}
HOLDS = ("quiet", "quiet_from_min", "quiet_to_min")
"""Names of what it sets."""


class QuietField(QWidget):
    """A box, and below it two times where they count.

    Signals:
        changed: a person set something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, settings: Settings, help_line: QLabel) -> None:
        """Take what is set, and the line that says what it means."""
        super().__init__()
        self._help = help_line
        self.mode = choice(QUIET, settings.quiet)
        self.start, self.end_at = _time(settings.quiet_from_min), _time(settings.quiet_to_min)
        self.start.setAccessibleName(tr("Quiet from"))
        self.end_at.setAccessibleName(tr("Quiet to"))
        self.times = QWidget()
        row = QHBoxLayout(self.times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.start, 1)
        row.addWidget(plain.label("–", "quiet", theme.text_font()))
        row.addWidget(self.end_at, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.mode)
        column.addWidget(self.times)
        self._explain()
        self.mode.currentIndexChanged.connect(self._take)
        for field in (self.start, self.end_at):
            field.timeChanged.connect(self._take)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        with QSignalBlocker(self.mode):
            self.mode.setCurrentIndex(self.mode.findData(settings.quiet))
        for field, minutes in (
            (self.start, settings.quiet_from_min),
            (self.end_at, settings.quiet_to_min),
        ):
            if _minutes(field) != minutes:  # else what is being typed stays
                with QSignalBlocker(field):
                    field.setTime(QTime(minutes // 60, minutes % 60))
        self._explain()

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            settings,
            quiet=str(self.mode.currentData()),
            quiet_from_min=_minutes(self.start),
            quiet_to_min=_minutes(self.end_at),
        )

    def finish(self) -> None:
        """Take what is still being typed."""
        self.start.interpretText()
        self.end_at.interpretText()

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        mode = str(self.mode.currentData())
        self._help.setText(QUIET_MEANS[mode])
        self.times.setVisible(mode == "times")


def _time(minutes: int) -> QTimeEdit:
    made = QTimeEdit(QTime(minutes // 60, minutes % 60))
    made.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
    made.setKeyboardTracking(False)  # what is typed holds once it is typed to its end
    return made


def _minutes(field: QTimeEdit) -> int:
    return field.time().hour() * 60 + field.time().minute()

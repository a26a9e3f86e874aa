"""The page of the preferences for how large texts are, and whether anything moves by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox

from console.language import numeral, tr
from console.settings import MOTIONS, TEXT_PERCENTS, Settings
from ui.preferences_form import PreferencesForm
from ui.theme import Theme

MOTION = {"system": tr("As the system"), "never": tr("Never")}
SIZES = tr(
    "Of the size that your system gives texts. Ctrl++ and Ctrl+- change it anywhere in "
    "the window, Ctrl+0 brings the usual size back."
)
MOVES = {
    "system": tr("Bars wander while something is under way, unless your system wants less motion."),
    "never": tr("Nothing moves by itself: bars are hatched while something is under way."),
}


class AccessibilityPage(PreferencesForm):
    """Shows what is set.

    Signals:
        changed: a person set something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self.text_size = QComboBox()
        for percent in TEXT_PERCENTS:
            self.text_size.addItem(tr("{percent} %").format(percent=numeral(percent)), percent)
        self.motion = QComboBox()
        for choice in MOTIONS:
            self.motion.addItem(MOTION[choice], choice)
        self.motion_help = self.help()
        self.show_settings(settings)
        self.head(tr("Seeing and hearing"))
        self.add(
            tr("Text size"), self.text_size, self.help(SIZES), holds=("text_percent",),
            also=tr("font, larger, smaller, zoom, scale"),
        )  # fmt: skip
        self.add(
            tr("Motion"), self.motion, self.motion_help, holds=("motion",),
            also=tr("animation, movement, reduce"),
        )  # fmt: skip
        self.end()
        self.text_size.currentIndexChanged.connect(self._take)
        self.motion.currentIndexChanged.connect(self._take)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        for box, value in ((self.text_size, settings.text_percent), (self.motion, settings.motion)):
            with QSignalBlocker(box):
                box.setCurrentIndex(box.findData(value))
        self._explain()

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            settings, text_percent=self.text_size.currentData(), motion=self.motion.currentData()
        )

    def finish(self) -> None:
        """Do nothing: nothing is typed here."""

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        self.motion_help.setText(MOVES[self.motion.currentData()])

"""The page of the preferences for the lock: when by itself, and whether it asks for something."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QPushButton, QVBoxLayout, QWidget

from console.language import plural, tr
from console.settings import LOCK_AFTER_MIN, Settings
from ui.lock_phrase_dialog import LockPhraseDialog
from ui.preferences_form import PreferencesForm
from ui.theme import UNIT, Theme

IS_SET = tr("It is asked when the desk is locked, and at each start.")
IS_NOT_SET = tr("None: Enter, Space or a click ends it. Your system's own lock keeps people out.")
MEANS = tr(
    "It keeps glances and hands off these windows. It is no protection "
    "against a thief: the data file is not encrypted by it, and the command "
    "line does not ask for it. For that, encrypt the disk."
)


class LockPage(PreferencesForm):
    """Shows what is set.

    Signals:
        changed: a person set something else.
        missed: somebody gave a wrong passphrase for the one that is set.
    """

    changed = Signal()
    missed = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._seal, self._theme_of_dialog = settings.lock_phrase, theme
        self.after = QComboBox()
        for minutes in LOCK_AFTER_MIN:
            title = (
                plural(minutes, "After {count} minute", "After {count} minutes")
                if minutes
                else tr("Never")
            )
            self.after.addItem(title, minutes)
        self.after.setCurrentIndex(self.after.findData(settings.lock_after_min))
        self.set, self.remove = QPushButton(), QPushButton(tr("Remove…"))
        self.after_help, self.phrase_help = self.help(), self.help()
        self._lay_out()
        self._explain()
        self.after.currentIndexChanged.connect(self._take)
        self.set.clicked.connect(self._ask)
        self.remove.clicked.connect(self._ask_to_remove)

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(settings, lock_after_min=self.after.currentData(), lock_phrase=self._seal)

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        self._seal = settings.lock_phrase
        with QSignalBlocker(self.after):
            self.after.setCurrentIndex(self.after.findData(settings.lock_after_min))
        self._explain()

    def finish(self) -> None:
        """Do nothing: nothing is typed here."""

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = QVBoxLayout(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        for button in (self.set, self.remove):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.head(tr("Lock"))
        self.add(
            tr("Lock by itself"), self.after, self.after_help, holds=("lock_after_min",),
            also=tr("minutes, away, idle, screen saver"),
        )  # fmt: skip
        # Not set back by a click: it takes the passphrase to remove it.
        self.add(
            tr("Passphrase"), buttons, self.phrase_help,
            also=tr("password, PIN, secret, protect, privacy"),
        )  # fmt: skip
        self.add_wide(self.help(MEANS))
        self.end()

    @Slot()
    def _ask(self) -> None:
        self._open(removes=False)

    @Slot()
    def _ask_to_remove(self) -> None:
        self._open(removes=True)

    def _open(self, *, removes: bool) -> None:
        dialog = LockPhraseDialog(self._seal, self._theme_of_dialog, self.window(), removes=removes)
        dialog.chosen.connect(self._choose)
        dialog.missed.connect(self.missed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def _choose(self, seal: str) -> None:
        self._seal = seal
        self._take()
        self.set.setFocus()

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        minutes = self.after.currentData()
        self.after_help.setText(
            tr(
                "When nobody touches a key or the mouse in the desk. While the clock of "
                "a call note runs it stays open. Ctrl+Alt+L locks at once."
            )
            if minutes
            else tr("Only when you lock it: Ctrl+Alt+L.")
        )
        self.phrase_help.setText(IS_SET if self._seal else IS_NOT_SET)
        self.set.setText(tr("Change…") if self._seal else tr("Set…"))
        self.remove.setVisible(bool(self._seal))

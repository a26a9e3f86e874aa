"""The page of the preferences for backups: whether by itself, where, and how many stay."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QFileDialog

from console.language import plural, tr
from console.settings import BACKUP_DAYS, BACKUP_MONTHS, BACKUP_WEEKS, Settings
from ui import backups_words
from ui.preferences_fields import show_number, stepper
from ui.preferences_form import PreferencesForm
from ui.theme import Theme

BY_ITSELF = {True: tr("Once a day"), False: tr("Only by hand")}
USUAL, OTHER = tr("Beside the data"), tr("Another folder…")


class BackupsPage(PreferencesForm):
    """Shows what is set.

    Signals:
        changed: a person set something else.
    """

    changed = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._chosen = settings.backup_folder
        self.daily = QComboBox()
        for is_daily, title in BY_ITSELF.items():
            self.daily.addItem(title, is_daily)
        self.daily.setCurrentIndex(self.daily.findData(settings.backup_daily))
        self.folder = QComboBox()
        self.folder.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.days = stepper(BACKUP_DAYS, settings.backup_days, 1, "")
        self.weeks = stepper(BACKUP_WEEKS, settings.backup_weeks, 1, "")
        self.months = stepper(BACKUP_MONTHS, settings.backup_months, 1, "")
        self.folder_help, self.keep_help = self.help(), self.help()
        self._lay_out()
        self._list_folders()
        self._explain()
        self.daily.currentIndexChanged.connect(self._take)
        self.folder.activated.connect(self._choose)
        for numbers in (self.days, self.weeks, self.months):
            numbers.valueChanged.connect(self._take)

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            settings,
            backup_daily=bool(self.daily.currentData()),
            backup_folder=self._chosen,
            backup_days=self.days.value(),
            backup_weeks=self.weeks.value(),
            backup_months=self.months.value(),
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        self._chosen = settings.backup_folder
        with QSignalBlocker(self.daily):
            self.daily.setCurrentIndex(self.daily.findData(settings.backup_daily))
        for numbers, value in (
            (self.days, settings.backup_days),
            (self.weeks, settings.backup_weeks),
            (self.months, settings.backup_months),
        ):
            show_number(numbers, value)
        self._list_folders()
        self._explain()

    def finish(self) -> None:
        """Take what is still being typed."""
        for numbers in (self.days, self.weeks, self.months):
            numbers.interpretText()

    def use_folder(self, path: str) -> None:
        """Let backups go into a folder from now on; empty for the usual one."""
        self._chosen = path
        self._list_folders()
        self._take()

    def _lay_out(self) -> None:
        self.head(tr("Backups"))
        by_itself = tr("Some minutes after the start, while the desk is open; checked afterwards.")
        self.add(
            tr("By itself"), self.daily, self.help(by_itself), holds=("backup_daily",),
            also=tr("automatic, daily, copy, save"),
        )  # fmt: skip
        self.add(
            tr("Folder"), self.folder, self.folder_help, holds=("backup_folder",),
            also=tr("disk, place, path, directory"),
        )  # fmt: skip
        self.head(tr("How many of the daily ones stay"))
        self.add(tr("Days"), self.days, self.keep_help, holds=("backup_days",))
        weeks = self.help(tr("The last one of each week before."))
        self.add(tr("Weeks"), self.weeks, weeks, holds=("backup_weeks",))
        months = self.help(tr("And of each month."))
        self.add(tr("Months"), self.months, months, holds=("backup_months",))
        self.add_wide(self.help(tr("Those made by hand stay till you delete them.")))
        self.end()

    def _list_folders(self) -> None:
        self.folder.clear()
        self.folder.addItem(USUAL, "")
        if self._chosen:
            self.folder.addItem(Path(self._chosen).name or self._chosen, self._chosen)
        self.folder.addItem(OTHER, None)
        self.folder.setCurrentIndex(max(0, self.folder.findData(self._chosen)))

    @Slot(int)
    def _choose(self, place: int) -> None:
        path = self.folder.itemData(place)
        if path is not None:
            self.use_folder(path)
            return
        self._list_folders()  # till one is chosen it is as before
        asked = QFileDialog(self, tr("Folder for backups"), self._chosen)
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.setOption(QFileDialog.Option.ShowDirsOnly)
        asked.fileSelected.connect(self.use_folder)
        asked.finished.connect(asked.deleteLater)
        asked.open()

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        chosen = backups_words.place(Path(self._chosen)) if self._chosen else ""
        self.folder_help.setText(
            tr("{folder}. Where it is not there, none is made, and you are told.").format(
                folder=chosen
            )
            if chosen
            else tr("A folder on another disk outlives this one.")
        )
        days = plural(self.days.value(), "{count} day", "{count} days")
        self.keep_help.setText(
            tr("The last one of each of the newest {days} that have one.").format(days=days)
        )

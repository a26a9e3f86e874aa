"""The page of the preferences for notifications, the tray and starting at login."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from console.settings import Settings
from ui.login_field import LoginField
from ui.login_start import LoginStart
from ui.preferences_fields import choice
from ui.preferences_form import PreferencesForm
from ui.quiet_field import HOLDS, QuietField
from ui.theme import HALF, UNIT, Theme

WIDTH = 32 * UNIT
WORDS = {False: tr("Numbers only"), True: tr("Names and first words")}
SOUND = {False: tr("No sound"), True: tr("The desktop's short one")}
NUMBERS_MEAN = tr("“3 new posts for @Shop”: no name and no word of a customer.")
NAMES_MEAN = tr(
    "Lock screens and shared screens show them to others, too. The tray shows numbers only."
)
TRAY = {True: tr("Shown"), False: tr("Not shown")}
CLOSING = {False: tr("Quits the desk"), True: tr("Leaves it in the tray")}


class AttentionPage(PreferencesForm):
    """Shows what is set.

    Signals:
        changed: a person set something else.
        sample_wanted: they want to see a notification.
    """

    changed = Signal()
    sample_wanted = Signal()

    def __init__(self, theme: Theme, settings: Settings) -> None:
        super().__init__(theme)
        self._has_tray = True
        self.kinds = {
            "notify_replies": QCheckBox(tr("New posts that need a reply")),
            "notify_outbox": QCheckBox(tr("Answers that need you")),
            "notify_due": QCheckBox(tr("What is due within 30 minutes")),
            "notify_accounts": QCheckBox(tr("Accounts that need you")),
        }
        for name, box in self.kinds.items():
            box.setChecked(getattr(settings, name))
            box.toggled.connect(self._take)
        self.words = choice(WORDS, settings.notify_words)
        self.sound = choice(SOUND, settings.notify_sound)
        self.quiet_help = self.help()
        self.quiet = QuietField(theme, settings, self.quiet_help)
        self.tray = choice(TRAY, settings.tray)
        self.closing = choice(CLOSING, settings.close_to_tray)
        self.login_help, self.login_trouble = self.help(), self.trouble()
        self.login = LoginField(self.login_help, self.login_trouble)
        self.sample = QPushButton(tr("Show a sample"))
        self.sample.setAutoDefault(False)
        self.words_help, self.standing = self.help(), self.help()
        self.tray_help, self.closing_help = self.help(), self.help()
        self._lay_out()
        self._explain()
        for each in (self.sound, self.tray, self.closing):
            each.currentIndexChanged.connect(self._take)
        self.quiet.changed.connect(self._take)
        self.words.activated.connect(self._choose_words)
        self.sample.clicked.connect(self.sample_wanted)

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            self.quiet.entered(settings),
            notify_replies=self.kinds["notify_replies"].isChecked(),
            notify_outbox=self.kinds["notify_outbox"].isChecked(),
            notify_due=self.kinds["notify_due"].isChecked(),
            notify_accounts=self.kinds["notify_accounts"].isChecked(),
            notify_words=bool(self.words.currentData()),
            notify_sound=bool(self.sound.currentData()),
            tray=bool(self.tray.currentData()),
            close_to_tray=bool(self.closing.currentData()),
        )

    def show_settings(self, settings: Settings) -> None:
        """Show what is set, without telling it."""
        for name, box in self.kinds.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(settings, name))
        for combo, chosen in (
            (self.words, settings.notify_words),
            (self.sound, settings.notify_sound),
            (self.tray, settings.tray),
            (self.closing, settings.close_to_tray),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(chosen))
        self.quiet.show_settings(settings)
        self._explain()

    def finish(self) -> None:
        """Take what is still being typed."""
        self.quiet.finish()

    def take_login(self, login: LoginStart) -> None:
        """Show and switch the start at login of this system from now on."""
        self.login.take_login(login)

    def show_standing(self, said: str, *, tray: bool) -> None:
        """Say who shows notifications here, and whether the desktop has a tray."""
        self.standing.setText(said)
        self.tray_help.setText(
            tr("The canary, with how many cases need a reply.")
            if tray
            else tr("This desktop has no tray now; the icon comes when it has one.")
        )
        self._has_tray = tray
        self._explain_closing()

    def _lay_out(self) -> None:
        self.head(tr("Notifications"))
        kinds = QWidget()
        column = QVBoxLayout(kinds)
        column.setContentsMargins(0, HALF, 0, 2 * UNIT)
        column.setSpacing(HALF)
        for box in self.kinds.values():
            column.addWidget(box)
        told = self.help(tr("While you look elsewhere. One notification for each, never a pile."))
        self.add(
            tr("Tell me of"), kinds, told, _rest(), width=WIDTH, holds=tuple(self.kinds),
            also=tr("alerts, messages, popups, bubbles"),
        )  # fmt: skip
        self.add(
            tr("What they show"), self.words, self.words_help, width=WIDTH, holds=("notify_words",),
            also=tr("privacy, preview, lock screen"),
        )  # fmt: skip
        sound = self.help(tr("The desktop plays it, where it has one."))
        self.add(
            tr("Sound"), self.sound, sound, width=WIDTH, holds=("notify_sound",),
            also=tr("noise, beep, audio, mute"),
        )  # fmt: skip
        self.add(
            tr("Quiet"), self.quiet, self.quiet_help, _rest(), width=WIDTH, holds=HOLDS,
            also=tr("do not disturb, night, silence, pause"),
        )  # fmt: skip
        self.add(tr("Try it"), self.sample, self.standing, width=WIDTH)
        self.sample.setAccessibleName(tr("Show a sample"))
        self.head(tr("Tray and start"))
        self.add(
            tr("Icon in the tray"), self.tray, self.tray_help, width=WIDTH, holds=("tray",),
            also=tr("panel, system tray, status bar, badge"),
        )  # fmt: skip
        self.add(
            tr("Closing the window"), self.closing, self.closing_help, width=WIDTH,
            holds=("close_to_tray",), also=tr("quit, exit, background, minimise"),
        )  # fmt: skip
        title = tr("When you log in")
        self.add(
            title, self.login, self.login_help, self.login_trouble, width=WIDTH,
            also=tr("autostart, startup, boot, start by itself"),
        )  # fmt: skip
        self.end()

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        self.words_help.setText(NAMES_MEAN if self.words.currentData() else NUMBERS_MEAN)
        self._explain_closing()

    def _explain_closing(self) -> None:
        leaves = bool(self.closing.currentData()) and bool(self.tray.currentData())
        self.closing.setEnabled(bool(self.tray.currentData()))
        if leaves and self._has_tray:
            said = tr("The desk works on: it syncs and sends. Ctrl+Q quits.")
        elif leaves:
            said = tr("While the desktop has no tray, closing quits.")
        else:
            said = tr("What is in its pause is asked about first.")
        self.closing_help.setText(said)

    @Slot()
    def _choose_words(self) -> None:
        """Ask before names are shown; numbers need no question."""
        if not self.words.currentData():
            self._take()
            return
        self.words.setCurrentIndex(self.words.findData(False))  # noqa: FBT003 - a data value
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            tr("Show names and first words?"),
            tr("Others may read what customers wrote."),
            parent=self.window(),
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(
            tr(
                "Notifications stand on lock screens, on beamers and in shared screens, and the "
                "desktop may keep them. While this desk is locked they show numbers only."
            )
        )
        roles = QMessageBox.ButtonRole
        box.addButton(tr("Show them"), roles.AcceptRole).clicked.connect(self._agree)
        stay = box.addButton(tr("Keep to numbers"), roles.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    @Slot()
    def _agree(self) -> None:
        self.words.setCurrentIndex(self.words.findData(True))  # noqa: FBT003 - a data value
        self._take()


def _rest() -> QWidget:
    """Return what takes the room beside a tall field, so that the words stay at its top."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    return made

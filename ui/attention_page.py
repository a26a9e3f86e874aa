"""The page of the preferences for notifications, the tray and starting at login."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QLocale, QSignalBlocker, Qt, QTime, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMessageBox,
    QPushButton,
    QSizePolicy,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from console.errors import DeskError
from console.language import tr
from console.settings import Settings
from ui import plain
from ui.login_start import Found, Login, LoginStart
from ui.preferences_form import PreferencesForm, say
from ui.theme import HALF, UNIT, Theme

WIDTH = 32 * UNIT
WORDS = {False: tr("Numbers only"), True: tr("Names and first words")}
SOUND = {False: tr("No sound"), True: tr("The desktop's short one")}
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
NUMBERS_MEAN = tr("“3 new posts for @Shop”: no name and no word of a customer.")
NAMES_MEAN = tr(
    "Lock screens and shared screens show them to others, too. The tray shows numbers only."
)
TRAY = {True: tr("Shown"), False: tr("Not shown")}
CLOSING = {False: tr("Quits the desk"), True: tr("Leaves it in the tray")}
LOGIN = {False: tr("Not started"), True: tr("Start in the tray")}


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
        self._login: LoginStart | None = None
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
        self.words = _choice(WORDS, settings.notify_words)
        self.sound = _choice(SOUND, settings.notify_sound)
        self.quiet = _choice(QUIET, settings.quiet)
        self.start, self.end_at = _time(settings.quiet_from_min), _time(settings.quiet_to_min)
        self.tray = _choice(TRAY, settings.tray)
        self.closing = _choice(CLOSING, settings.close_to_tray)
        self.login = _choice(LOGIN, False)  # noqa: FBT003 - what holds is read below
        self.sample = QPushButton(tr("Show a sample"))
        self.sample.setAutoDefault(False)
        self.words_help, self.quiet_help, self.login_help = self.help(), self.help(), self.help()
        self.tray_help, self.closing_help = self.help(), self.help()
        self.standing, self.login_trouble = self.help(), self.trouble()
        self._lay_out()
        self._read_login()
        self._explain()
        for each in (self.sound, self.quiet, self.tray, self.closing):
            each.currentIndexChanged.connect(self._take)
        self.words.activated.connect(self._choose_words)
        self.login.activated.connect(self._switch_login)
        for field in (self.start, self.end_at):
            field.timeChanged.connect(self._take)
        self.sample.clicked.connect(self.sample_wanted)

    def entered(self, settings: Settings) -> Settings:
        """Return settings with what is set here."""
        return replace(
            settings,
            notify_replies=self.kinds["notify_replies"].isChecked(),
            notify_outbox=self.kinds["notify_outbox"].isChecked(),
            notify_due=self.kinds["notify_due"].isChecked(),
            notify_accounts=self.kinds["notify_accounts"].isChecked(),
            notify_words=bool(self.words.currentData()),
            notify_sound=bool(self.sound.currentData()),
            quiet=str(self.quiet.currentData()),
            quiet_from_min=_minutes(self.start),
            quiet_to_min=_minutes(self.end_at),
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
            (self.quiet, settings.quiet),
            (self.tray, settings.tray),
            (self.closing, settings.close_to_tray),
        ):
            with QSignalBlocker(combo):
                combo.setCurrentIndex(combo.findData(chosen))
        for field, minutes in (
            (self.start, settings.quiet_from_min),
            (self.end_at, settings.quiet_to_min),
        ):
            with QSignalBlocker(field):
                field.setTime(QTime(minutes // 60, minutes % 60))
        self._explain()

    def finish(self) -> None:
        """Take what is still being typed."""
        self.start.interpretText()
        self.end_at.interpretText()

    def take_login(self, login: LoginStart) -> None:
        """Show and switch the start at login of this system from now on."""
        self._login = login
        self._read_login()

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
        kinds.setFocusProxy(self.kinds["notify_replies"])
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
        fields = self._quiet_fields()
        fields.setFocusProxy(self.quiet)
        self.add(
            tr("Quiet"), fields, self.quiet_help, _rest(), width=WIDTH,
            holds=("quiet", "quiet_from_min", "quiet_to_min"),
            also=tr("do not disturb, night, silence, pause"),
        )  # fmt: skip
        self.quiet.setAccessibleName(tr("Quiet"))
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

    def _quiet_fields(self) -> QWidget:
        fields = QWidget()
        self.times = QWidget()
        row = QHBoxLayout(self.times)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(UNIT)
        row.addWidget(self.start, 1)
        row.addWidget(plain.label("–", "quiet", self._theme.text_font()))
        row.addWidget(self.end_at, 1)
        self.start.setAccessibleName(tr("Quiet from"))
        self.end_at.setAccessibleName(tr("Quiet to"))
        column = QVBoxLayout(fields)
        column.setContentsMargins(0, 0, 0, UNIT)
        column.setSpacing(UNIT)
        column.addWidget(self.quiet)
        column.addWidget(self.times)
        return fields

    @Slot()
    def _take(self) -> None:
        self._explain()
        self.changed.emit()

    def _explain(self) -> None:
        self.words_help.setText(NAMES_MEAN if self.words.currentData() else NUMBERS_MEAN)
        mode = str(self.quiet.currentData())
        self.quiet_help.setText(QUIET_MEANS[mode])
        self.times.setVisible(mode == "times")
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

    @Slot()
    def _switch_login(self) -> None:
        if self._login is None:
            return
        trouble = ""
        try:
            self._login.switch(on=bool(self.login.currentData()))
        except DeskError as error:
            trouble = f"{error.message} {error.advice}"
        self._read_login()
        say(self.login_trouble, trouble)

    def _read_login(self) -> None:
        """Show what the system has; there is nothing to be switched before `take_login`."""
        self.login.setEnabled(self._login is not None)
        found = self._login.read() if self._login is not None else Found(Login.OFF)
        starts = found.state in (Login.ON, Login.OTHER)
        self.login.setCurrentIndex(self.login.findData(starts))
        said = {
            Login.OFF: tr("Choose this to have the desk there when you begin."),
            Login.ON: tr("Without its window; notifications and the tray open it."),
            Login.DISABLED: tr("Switched off in the desktop's own settings."),
            Login.OTHER: tr("Another command stands there: {command}").format(
                command=plain.isolated(found.command[:120])
            ),
        }
        self.login_help.setText(said[found.state])


def _rest() -> QWidget:
    """Return what takes the room beside a tall field, so that the words stay at its top."""
    made = QWidget()
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
    return made


def _choice(titles: dict[bool, str] | dict[str, str], chosen: object) -> QComboBox:
    made = QComboBox()
    for value, title in titles.items():
        made.addItem(title, value)
    made.setCurrentIndex(made.findData(chosen))
    return made


def _time(minutes: int) -> QTimeEdit:
    made = QTimeEdit(QTime(minutes // 60, minutes % 60))
    made.setDisplayFormat(QLocale().timeFormat(QLocale.FormatType.ShortFormat))
    made.setKeyboardTracking(False)  # what is typed holds once it is typed to its end
    return made


def _minutes(field: QTimeEdit) -> int:
    return field.time().hour() * 60 + field.time().minute()

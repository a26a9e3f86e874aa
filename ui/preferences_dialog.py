"""The dialog for preferences: what each is, what it means as it is set now.

Each change holds at once and is told as whole `Settings`; keeping them is the
application's. So there is nothing to save and nothing to throw away: Esc closes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from console.domain.business_hours import BusinessHours
from console.domain.changes import Changes
from console.domain.targets import Targets
from console.language import plural, tr
from console.settings import HOLD_AFTER_H, LONGEST_NAME, SYNC_INTERVAL_S, UNDO_S, Settings
from ui import checks_page_ground, plain, preferences_signature
from ui.attention_page import AttentionPage
from ui.backups_page import BackupsPage
from ui.checks_page import ChecksPage
from ui.checks_page_closing import LEFT_OUT, Closing
from ui.country_combo import country_combo
from ui.hours_page import HoursPage
from ui.lanes import Lanes
from ui.lock_page import LockPage
from ui.override import override
from ui.preferences_fields import LIMITS, every, limit_row, stepper
from ui.preferences_form import PreferencesForm, scrolling
from ui.preferences_ground import read_holidays, read_lists, read_targets
from ui.targets_page import TargetsPage
from ui.theme import UNIT, Appearance, Theme
from ui.view_menu import LOOKS

SIDE, WIDTH = 18 * UNIT, 76 * UNIT
AT_ONCE = tr("Changes hold at once.")


class PreferencesDialog(QDialog):
    """Shows the preferences, and tells each change.

    Signals:
        changed(Settings): the person wants these from now on.
        targets_changed(Targets): the same, of what stands in the data file.
        rules_changed: other rules of the checks hold now.
    """

    changed = Signal(object)
    targets_changed = Signal(object)
    rules_changed = Signal()

    def __init__(
        self,
        settings: Settings,
        user_name: str,
        theme: Theme,
        parent: QWidget | None = None,
        now: datetime | None = None,
    ) -> None:
        """Take what is set, and the name that stands for an empty one."""
        super().__init__(parent)
        now = now or datetime.now(UTC)
        self._settings, self._theme, self._now = settings, theme, now
        self.setWindowTitle(tr("Preferences"))
        self.undo = stepper(UNDO_S, settings.undo_s, 5, tr(" s"))
        self.undo.setSpecialValueText(tr("At once"))
        self.hold = stepper(HOLD_AFTER_H, settings.hold_after_h, 1, tr(" h"))
        self.interval = stepper(SYNC_INTERVAL_S, settings.sync_interval_s, 30, tr(" s"))
        self.name = QLineEdit(settings.agent_name)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(user_name)
        self.signature = preferences_signature.signature_field(settings.signature)
        self.look = QComboBox()
        for look, title in LOOKS.items():
            self.look.addItem(title, look)
        self.look.setCurrentIndex(self.look.findData(Appearance(settings.appearance)))
        self.country = country_combo(settings.country)
        self.limit = QButtonGroup(self)
        self._general = general = PreferencesForm(theme)
        helps = tuple(general.help() for _ in range(4))
        self.undo_help, self.hold_help, self.interval_help, self.signature_help = helps
        self.hours, self.targets, self.checks = (
            HoursPage(theme, now), TargetsPage(theme, now), ChecksPage(theme)
        )  # fmt: skip
        self.backups, self.lock, self.attention = (
            BackupsPage(theme, settings), LockPage(theme, settings), AttentionPage(theme, settings)
        )  # fmt: skip
        self._closing = Closing(self.checks, self)
        self._lay_out()
        self._explain()
        for numbers in (self.undo, self.hold, self.interval):
            numbers.valueChanged.connect(self._take)
        self.name.editingFinished.connect(self._take)
        self.signature.editingFinished.connect(self._take)
        self.signature.textEdited.connect(self._explain_signature)
        self.look.currentIndexChanged.connect(self._take)
        self.country.activated.connect(self._take)
        self.limit.idClicked.connect(self._take)
        self.hours.changed.connect(self._take_hours)
        for page in (self.backups, self.lock, self.attention):
            page.changed.connect(self._take)
        self.targets.changed.connect(self.targets_changed)
        self._closing.goes.connect(self.reject)
        self._closing.stays.connect(self._stay)
        for keys, step in (("Ctrl+Tab", 1), ("Ctrl+Shift+Tab", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._turn, step))

    def follow(self, lanes: Lanes, take: Callable[[Changes], None]) -> None:
        """Show the targets of the data file, and keep there what the person sets.

        `take` is told which cases that changed.
        """

        def ask(country: str, region: str) -> None:
            lanes.reader.submit(
                partial(read_holidays, country, region, self._now),
                self.hours.show_holidays,
                key="holidays",
            )

        def keep(targets: Targets) -> None:
            lanes.writer.submit(
                lambda desk: desk.targets.put(targets), take, receiver=self.parent(), key="targets"
            )

        self.hours.asked.connect(ask)
        self.targets_changed.connect(keep)
        lanes.reader.submit(read_targets, self.show_targets)
        checks_page_ground.follow(self.checks, lanes, self.rules_changed.emit)
        lanes.reader.submit(read_lists, self.hours.show_lists)

    @Slot(object)
    def show_targets(self, targets: Targets) -> None:
        """Show the targets that hold."""
        self.hours.show_hours(targets.hours)
        self.targets.show_targets(targets)

    def _turn(self, step: int) -> None:
        """Show another page; after the last comes the first."""
        count = self.sections.count()
        self.sections.setCurrentRow((self.sections.currentRow() + step) % count)
        self.sections.setFocus()  # what is being typed on the page before is taken

    @Slot(object)
    def _take_hours(self, hours: BusinessHours) -> None:
        targets = replace(self.targets.shown, hours=hours)
        self.targets.show_targets(targets)
        self.targets_changed.emit(targets)

    @override
    def done(self, result: int) -> None:
        """Take what is still being typed, and close: not every way to close leaves a field."""
        for field in (self.undo, self.hold, self.interval):
            field.interpretText()
        self.backups.finish()
        self.attention.finish()
        self._take()
        self.hours.finish()
        self.targets.finish()
        if self._closing.may_close():
            super().done(result)

    @Slot(QWidget)
    def _stay(self, refused: QWidget) -> None:
        """Show what could not be stored; beside it stands why."""
        self.sections.setCurrentRow(self.sections.count() - 1)
        refused.setFocus()
        if isinstance(area := self.pages.currentWidget(), QScrollArea):
            area.ensureWidgetVisible(refused)
        self.foot_line.setText(LEFT_OUT)

    @Slot()
    def _take(self) -> None:
        """Tell what is set now, where it is something else."""
        settings = replace(
            self._settings,
            undo_s=self.undo.value(),
            hold_after_h=self.hold.value(),
            limit=LIMITS[self.limit.checkedId()].name,
            agent_name=self.name.text().strip(),
            signature=preferences_signature.entered(self.signature),
            sync_interval_s=self.interval.value(),
            appearance=Appearance(self.look.currentData()).value,
            country=self.country.currentData(),
        )
        settings = self.attention.entered(self.lock.entered(self.backups.entered(settings)))
        if settings != self._settings:
            self._settings = settings
            self._explain()
            self.changed.emit(settings)

    def _explain(self) -> None:
        """Say what the numbers mean as they are."""
        settings = self._settings
        seconds = plural(settings.undo_s, "{count} second", "{count} seconds")
        self.undo_help.setText(
            tr(
                "An answer goes out {seconds} after Send. Till then U takes it back, or "
                "Ctrl+Z in the empty composer."
            ).format(seconds=seconds)
            if settings.undo_s
            else tr("Answers go out at once. One that is public can only be deleted.")
        )
        hours = plural(settings.hold_after_h, "{count} hour", "{count} hours")
        self.hold_help.setText(
            tr("An answer that could not go out for {hours} asks you first.").format(hours=hours)
        )
        self.interval_help.setText(
            # Translators: {every} is such as `every 2 minutes`.
            tr("The desk looks for new posts {every}; F5 looks now.").format(
                every=every(settings.sync_interval_s)
            )
        )
        self._explain_signature()

    @Slot()
    def _explain_signature(self) -> None:
        entered = preferences_signature.entered(self.signature)
        preferences_signature.explain(self.signature_help, entered, self._settings.limit)

    def _fill_general(self) -> None:
        general = self._general
        general.head(tr("Sending"))
        general.add(tr("Time to undo"), self.undo, self.undo_help)
        general.add(tr("Hold after"), self.hold, self.hold_help)
        limits = general.help(tr("What a new answer starts with; the composer can switch it."))
        general.add(
            tr("Characters a part"),
            limit_row(self.limit, self._settings.limit, self._theme),
            limits,
        )
        general.add(tr("Signature"), self.signature, self.signature_help)
        general.head(tr("Desk"))
        names = general.help(tr("Stands on your call notes and answers, for your colleagues."))
        general.add(tr("Your name"), self.name, names)
        general.add(tr("Time between syncs"), self.interval, self.interval_help)
        numbers = general.help(
            tr("Where a phone number belongs that is written without its country.")
        )
        general.add(tr("Country of numbers"), self.country, numbers)
        general.head(tr("Window"))
        looks = general.help(tr("Light or dark as the system has it, or always the same."))
        general.add(tr("Appearance"), self.look, looks)
        general.end()

    def _lay_out(self) -> None:
        self._fill_general()
        self.sections = QListWidget()
        self.sections.setObjectName("sideList")
        self.sections.setAccessibleName(tr("Sections"))
        self.sections.setFixedWidth(SIDE)
        self.pages = QStackedWidget()
        pages = (
            self._general, self.hours, self.targets, self.attention, self.backups, self.lock,
            self.checks,
        )  # fmt: skip
        titles = (
            tr("General"),
            tr("Business hours"),
            tr("Targets"),
            tr("Notifications"),
            tr("Backups"),
            tr("Lock"),
            tr("Checks"),
        )
        for title, page in zip(titles, pages, strict=True):
            item = QListWidgetItem(title, self.sections)
            item.setSizeHint(QSize(0, 4 * UNIT))
            self.pages.addWidget(scrolling(page))
        self.sections.currentRowChanged.connect(self.pages.setCurrentIndex)
        self.sections.setCurrentRow(0)
        heading = plain.label(tr("Preferences"), "title")
        heading.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.setContentsMargins(2 * UNIT, 0, 0, 0)
        middle.addWidget(self.sections)
        middle.addWidget(self.pages, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 2 * UNIT, 0, 2 * UNIT)
        whole.setSpacing(UNIT)
        whole.addWidget(heading)
        whole.addLayout(middle, 1)
        whole.addSpacing(UNIT)
        whole.addLayout(self._foot())
        self.undo.setFocus()

    def _foot(self) -> QHBoxLayout:
        # Not the standard button: on some desktops that brings an icon, alone of all here.
        buttons = QDialogButtonBox()
        close = buttons.addButton(tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)  # Enter ends a field, and closes nothing
        buttons.rejected.connect(self.reject)
        foot = QHBoxLayout()
        foot.setContentsMargins(3 * UNIT, 0, 3 * UNIT, 0)
        self.foot_line = plain.label(AT_ONCE, "quiet", self._theme.small_font())
        foot.addWidget(self.foot_line, 1)
        foot.addWidget(buttons)
        return foot

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the size at which no page scrolls, or what the screen and the window have."""
        whole = self.layout()
        if whole is not None:
            height = max(page.heightForWidth(WIDTH) for page in (self._general, self.hours))
            height += 3 * UNIT + whole.sizeHint().height() - self.pages.sizeHint().height()
            size = QSize(2 * UNIT + SIDE + WIDTH, height).boundedTo(self.screen().availableSize())
            parent = self.parentWidget()
            self.resize(size if parent is None else size.boundedTo(parent.window().size()))
        super().showEvent(event)

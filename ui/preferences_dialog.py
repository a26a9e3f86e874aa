"""The dialog for preferences: what each is, what it means as it is set now, and a search.

Each change holds at once and is told as whole `Settings`; keeping them is the
application's. So there is nothing to save and nothing to throw away: Esc closes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Literal, cast

from PySide6.QtCore import QSize, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QWidget

from console.domain.changes import Changes
from console.domain.targets import Targets
from console.settings import Settings
from ui import checks_page_ground, geometry
from ui.accessibility_page import AccessibilityPage
from ui.attention_page import AttentionPage
from ui.backups_page import BackupsPage
from ui.checks_page import ChecksPage
from ui.checks_page_closing import LEFT_OUT, Closing
from ui.general_page import GeneralPage
from ui.hours_page import HoursPage
from ui.lanes import Lanes
from ui.lock_page import LockPage
from ui.override import override
from ui.preferences_business import PreferencesBusiness
from ui.preferences_form import PreferencesForm
from ui.preferences_frame import WIDTH, PreferencesFrame
from ui.preferences_pages import TITLES, PreferencesPages, Value
from ui.preferences_resets import PreferencesResets
from ui.preferences_search import Hit, find
from ui.targets_page import TargetsPage
from ui.theme import UNIT, Theme


class PreferencesDialog(QDialog):
    """Shows the preferences, and tells each change.

    Signals:
        changed(Settings): the person wants these from now on.
        targets_changed(Targets): the same, of what stands in the data file.
        rules_changed: other rules of the checks hold now.
        page_made(PreferencesForm): a page was made, for whoever does what it asks for.
        agents_wanted: they want to choose who is at the desk; the dialog has closed.
        restart_wanted: they want the window in another language; the dialog has closed.
    """

    changed = Signal(object)
    targets_changed = Signal(object)
    rules_changed = Signal()
    page_made = Signal(object)
    agents_wanted = Signal()
    restart_wanted = Signal()

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
        self._settings, self._now = settings, now or datetime.now(UTC)
        self._lanes: Lanes | None = None
        self._closing: Closing | None = None
        self.settings: Callable[[], Settings] = lambda: self._settings
        """What holds: who is at the desk may change beside this dialog."""
        self.made = PreferencesPages(self._holding, user_name, theme, self._now, self)
        self.made.made.connect(self._take_page)
        self.business = PreferencesBusiness(self.made, self._now, self)
        self.resets = PreferencesResets(self.made, self._put, self)
        self._theme = theme
        self.frame = frame = PreferencesFrame(theme, self)
        self.search, self.sections, self.pages = frame.search, frame.sections, frame.pages
        self.hits, self.foot_line = frame.hits, frame.foot_line
        self._making = QTimer(self, interval=0)
        self._making.timeout.connect(self._make_next)
        self._connect()
        self.show_page("general")
        self.search.setFocus()
        geometry.follow_dialog(self, "preferences", self._usual_size)

    @property
    def general(self) -> GeneralPage:
        """Return the page for sending, desk and window."""
        return cast("GeneralPage", self.made.get("general"))

    @property
    def accessibility(self) -> AccessibilityPage:
        """Return the page for the size of texts, and motion."""
        return cast("AccessibilityPage", self.made.get("accessibility"))

    @property
    def hours(self) -> HoursPage:
        """Return the page for business hours."""
        return cast("HoursPage", self.made.get("hours"))

    @property
    def targets(self) -> TargetsPage:
        """Return the page for targets."""
        return cast("TargetsPage", self.made.get("targets"))

    @property
    def attention(self) -> AttentionPage:
        """Return the page for notifications."""
        return cast("AttentionPage", self.made.get("attention"))

    @property
    def backups(self) -> BackupsPage:
        """Return the page for backups."""
        return cast("BackupsPage", self.made.get("backups"))

    @property
    def lock(self) -> LockPage:
        """Return the page for the lock."""
        return cast("LockPage", self.made.get("lock"))

    @property
    def checks(self) -> ChecksPage:
        """Return the page for checks."""
        return cast("ChecksPage", self.made.get("checks"))

    def follow(self, lanes: Lanes, take: Callable[[Changes], None]) -> None:
        """Show targets and rules of the data file, and keep there what the person sets.

        `take` is told which cases other targets changed.
        """
        self._lanes = lanes
        self.business.follow(lanes, take, self.parent())
        if isinstance(page := self.made.there.get("checks"), ChecksPage):
            checks_page_ground.follow(page, lanes, self.rules_changed.emit)

    @Slot(object)
    def show_targets(self, targets: Targets) -> None:
        """Show the targets that hold."""
        self.business.show_targets(targets)

    def show_page(self, name: str) -> None:
        """Show a page, by its name in `TITLES`."""
        self.sections.setCurrentRow(list(TITLES).index(name))

    @Slot(object)
    def show_hit(self, hit: Hit) -> None:
        """Show a row in its page, mark it, and let its field have the keys."""
        self.search.clear()
        self.sections.setCurrentRow(hit.place)
        page = self.made.get(list(TITLES)[hit.place])
        page.mark(hit.row)
        self.frame.bring_to_sight(hit.row.field)
        hit.row.take_keys()

    @override
    def done(self, result: int) -> None:
        """Take what is still being typed, and close: not every way to close leaves a field."""
        self._making.stop()
        for page in self.made.with_settings:
            page.finish()
        self._take()
        self.business.finish()
        if self._closing is None or self._closing.may_close():
            super().done(result)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Search for what is typed where no field takes it; Esc ends the search first."""
        if self.frame.takes_key(event):
            return
        super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._making.start()

    def _usual_size(self) -> QSize:
        """Return the size at which the first page does not scroll, or what there is room for."""
        whole = self.layout()
        if whole is None:
            return self.size()
        width, side = self._theme.room_for(WIDTH), self.sections.minimumWidth()
        height = self.general.heightForWidth(width) + 3 * UNIT
        height += whole.sizeHint().height() - self.pages.sizeHint().height()
        size = QSize(2 * UNIT + side + width, height).boundedTo(self.screen().availableSize())
        parent = self.parentWidget()
        return size if parent is None else size.boundedTo(parent.window().size())

    def _connect(self) -> None:
        frame = self.frame
        frame.closing.connect(self.reject)
        frame.resetting.connect(self.resets.ask_for_all)
        frame.undoing.connect(self.resets.undo)
        self.sections.currentRowChanged.connect(self._show_row)
        self.search.textChanged.connect(self._look)
        self.hits.chosen.connect(self.show_hit)
        self.business.shown.connect(self.resets.refresh)
        self.business.changed.connect(self.targets_changed)
        self.resets.done.connect(frame.tell_reset)
        self.resets.undone.connect(frame.tell_nothing)

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if row < 0:
            return
        for page in self.made.there.values():
            page.mark(None)
        self.search.clear()
        self.made.get(list(TITLES)[row])
        self.frame.show_page(row)

    @Slot(str)
    def _look(self, query: str) -> None:
        """Show what is found; all pages are looked through."""
        if not query.strip():
            self.frame.show_hits(None)
            return
        pages = [(title, self.made.get(name)) for name, title in TITLES.items()]
        self.frame.show_hits(find(query, pages))

    @Slot()
    def _make_next(self) -> None:
        """Make the pages that were not shown yet, one at a time, for the search."""
        if not self.made.make_next():
            self._making.stop()

    @Slot(str, object)
    def _take_page(self, name: str, page: PreferencesForm) -> None:
        """Put a page that was made just now into its place, and hear of what is changed there."""
        self.frame.add_page(list(TITLES).index(name), page)
        if page in self.made.with_settings:
            page.changed.connect(self._take)
        if isinstance(page, GeneralPage):
            page.agents_wanted.connect(partial(self._close_for, "agents_wanted"))
            page.restart_wanted.connect(partial(self._close_for, "restart_wanted"))
        elif isinstance(page, ChecksPage):
            self._closing = Closing(page, self)
            self._closing.goes.connect(self.reject)
            self._closing.stays.connect(self._stay)
            if self._lanes is not None:
                checks_page_ground.follow(page, self._lanes, self.rules_changed.emit)
        self.page_made.emit(page)

    def _close_for(self, signal: Literal["agents_wanted", "restart_wanted"]) -> None:
        """Close, and tell what is to be done then; not where something could not be stored."""
        self.reject()
        if not self.isVisible():
            (self.agents_wanted if signal == "agents_wanted" else self.restart_wanted).emit()

    @Slot(QWidget)
    def _stay(self, refused: QWidget) -> None:
        """Show what could not be stored; beside it stands why."""
        self.show_page("checks")
        refused.setFocus()
        self.frame.bring_to_sight(refused)
        self.foot_line.setText(LEFT_OUT)

    def _holding(self) -> Settings:
        return self.settings()

    @Slot()
    def _take(self) -> None:
        """Tell what is set now, where it is something else."""
        before = settings = self.settings()
        for page in self.made.with_settings:
            settings = page.entered(settings)
        if settings != before:
            self._settings = settings
            self.changed.emit(settings)
            for page in self.made.with_settings:
                page.show_settings(settings)
            self.resets.refresh()

    def _put(self, page: PreferencesForm, value: Value) -> None:
        """Show what was set back, and tell it."""
        if isinstance(value, Settings):
            self._settings = value
            for each in self.made.with_settings:
                each.show_settings(value)
            self.changed.emit(value)
        else:
            self.business.put(page, value)
        self.resets.refresh()

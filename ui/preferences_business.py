"""The preferences that stand in the data file: targets and hours of the business.

Owns which hold, on which pages they are shown, and that what a person sets there is kept;
reads and writes through the lanes. How a page looks is its own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot

from console.domain.business_hours import BusinessHours
from console.domain.changes import Changes
from console.domain.targets import Targets
from ui.hours_page import HoursPage
from ui.lanes import Lanes
from ui.preferences_form import PreferencesForm
from ui.preferences_ground import read_holidays, read_lists, read_targets
from ui.preferences_pages import PreferencesPages
from ui.targets_page import TargetsPage


class PreferencesBusiness(QObject):
    """Targets and hours of one dialog.

    Signals:
        changed(Targets): the person wants these from now on.
        shown: others are shown.
    """

    changed = Signal(object)
    shown = Signal()

    def __init__(self, pages: PreferencesPages, now: datetime, parent: QObject) -> None:
        super().__init__(parent)
        self._pages, self._now = pages, now
        self._targets: Targets | None = None
        """What holds; None till it is known."""
        self._lanes: Lanes | None = None
        pages.made.connect(self._take_page)

    def follow(
        self, lanes: Lanes, take: Callable[[Changes], None], receiver: QObject | None
    ) -> None:
        """Show the targets of the data file, and keep there what the person sets.

        `take` is told which cases that changed, while `receiver` is there.
        """

        def keep(targets: Targets) -> None:
            lanes.writer.submit(
                lambda desk: desk.targets.put(targets), take, receiver=receiver, key="targets"
            )

        self._lanes = lanes
        self.changed.connect(keep)
        lanes.reader.submit(read_targets, self.show_targets)
        for page in self._pages.there.values():
            self._offer_lists(page)

    @Slot(object)
    def show_targets(self, targets: Targets) -> None:
        """Show the targets that hold."""
        self._targets = targets
        for page in self._pages.there.values():
            self._show_on(page)
        self.shown.emit()

    def put(self, page: PreferencesForm, value: Targets | BusinessHours) -> None:
        """Show on a page what was set back there, and tell it."""
        if isinstance(page, TargetsPage) and isinstance(value, Targets):
            self._take(replace(value, hours=(self._targets or value).hours))
        elif isinstance(page, HoursPage) and isinstance(value, BusinessHours):
            page.show_hours(value)
            self._take_hours(value)

    def finish(self) -> None:
        """Take what is still being typed."""
        for page in self._pages.there.values():
            if isinstance(page, HoursPage | TargetsPage):
                page.finish()

    @Slot(str, object)
    def _take_page(self, _name: str, page: PreferencesForm) -> None:
        if isinstance(page, HoursPage):
            page.changed.connect(self._take_hours)
        elif isinstance(page, TargetsPage):
            page.changed.connect(self._take)
        self._show_on(page)
        self._offer_lists(page)

    def _show_on(self, page: PreferencesForm) -> None:
        if self._targets is None:
            return
        if isinstance(page, HoursPage):
            page.show_hours(self._targets.hours)
        elif isinstance(page, TargetsPage):
            page.show_targets(self._targets)

    def _offer_lists(self, page: PreferencesForm) -> None:
        """Let the page of the hours have time zones, countries and their holidays."""
        lanes = self._lanes
        if lanes is None or not isinstance(page, HoursPage):
            return

        def ask(country: str, region: str) -> None:
            job = partial(read_holidays, country, region, self._now)
            lanes.reader.submit(job, page.show_holidays, key="holidays")

        page.asked.connect(ask)
        lanes.reader.submit(read_lists, page.show_lists)
        if self._targets is not None:
            ask(page.shown.country, page.shown.region)

    @Slot(object)
    def _take_hours(self, hours: BusinessHours) -> None:
        self._take(replace(self._targets or Targets(), hours=hours))

    @Slot(object)
    def _take(self, targets: Targets) -> None:
        self._targets = targets
        page = self._pages.there.get("targets")
        if isinstance(page, TargetsPage):
            page.show_targets(targets)
        self.shown.emit()
        self.changed.emit(targets)

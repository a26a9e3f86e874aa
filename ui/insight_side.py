"""The page of the figures in the window: when its figures are found, and its acts.

Built when it is first wanted, and with it what draws charts.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from console.domain.changes import Changes
from console.domain.insight import RootCauseFix
from ui.insight_page import InsightPage
from ui.typing_watch import TypingWatch

if TYPE_CHECKING:
    from console.domain.saved_replies import Sender
    from ui.fix_dialog import FixDialog
    from ui.insight_exports import InsightExports
    from ui.insight_readings import InsightReadings
    from ui.main_window import MainWindow

PAUSE_MS, LATEST_MS = 1_500, 6_000
"""Figures are found anew in a pause of what changes, or after so long without any."""


class InsightSide(QObject):
    """The page, wired to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._fix_dialog: FixDialog | None = None
        self._changing = TypingWatch(PAUSE_MS, LATEST_MS, self)
        self._changing.due.connect(self._renew)

    @cached_property
    def page(self) -> InsightPage:
        """Return the page."""
        window = self._window
        page = InsightPage(window.lanes, window.theme, window.now)
        page.case_wanted.connect(window.open_case)
        page.fix_wanted.connect(self._ask_for_fix)
        page.fix_removal_wanted.connect(self._remove_fix)
        page.runner.ended.connect(self._read_answers)
        return page

    @cached_property
    def exports(self) -> InsightExports:
        """Return what writes the figures into files."""
        from ui.insight_exports import InsightExports

        window = self._window
        exports = InsightExports(self.page, window.lanes.writer, window.theme, window.now, self)
        exports.said.connect(window.status.notice)
        exports.troubled.connect(window.show_trouble)
        return exports

    @cached_property
    def readings(self) -> InsightReadings:
        """Return what has our own answers read for what they say."""
        from ui.insight_readings import InsightReadings

        readings = InsightReadings(self._window.lanes, self)
        readings.progressed.connect(self.page.tell_readings)
        readings.finished.connect(self._take_readings)
        return readings

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to on the page."""
        return self.page.panes

    @property
    def shown(self) -> bool:
        """Return whether the page stands in the place of the cases."""
        return self._window.pages.in_front is self

    def go_to_list(self) -> None:
        """Go to the questions."""
        self.page.go_to_list()

    def step(self, by: int) -> None:
        """Choose the next question, or with -1 the one before."""
        self.page.questions.step(by)

    def appear(self) -> None:
        """Find the figures, where they are old."""
        _ = self.exports
        self._window.actions_by_name["insight_export"].setEnabled(True)
        self.follow()
        self.page.open()

    def leave(self) -> None:
        """Find nothing while the page is not to be seen."""
        self._window.actions_by_name["insight_export"].setEnabled(False)
        self.page.leave()
        self.readings.stop()
        if self._changing.flush():
            self.page.let_stale()

    def export(self) -> None:
        """Show what can be exported, at its button."""
        if self.shown:
            self.exports.open_menu()

    def refresh(self, changes: Changes) -> None:
        """Take note of what changed: the figures follow in a pause, or when they are next seen."""
        if "page" not in self.__dict__ or not changes:
            return
        self.follow()
        if not self.shown:
            self.page.let_stale()
        elif changes.touchpoints:  # a person has just said so, and waits for it
            self._renew()
        else:
            self._changing.touch()

    def follow(self) -> None:
        """Offer the accounts that there are."""
        overview = self._window.overview
        if overview is not None:
            self.page.filters.offer_accounts(overview.accounts)

    def stop(self) -> None:
        """Find nothing any more."""
        self._changing.flush()
        if "page" in self.__dict__:
            self.page.leave()
            self.readings.stop()

    @Slot()
    def _renew(self) -> None:
        self._changing.flush()
        self.page.renew()

    @Slot()
    def _read_answers(self) -> None:
        """Have our answers read that nobody read yet; not before the figures are there."""
        if self.shown:
            self.readings.start()

    @Slot()
    def _take_readings(self) -> None:
        """Find the figures anew that go by what our answers say, where some were read."""
        if self.readings.read and self.shown:
            self.page.renew()

    @Slot(object)
    def _ask_for_fix(self, wanted: str | RootCauseFix) -> None:
        """Ask what was done at a touchpoint, or what else of a fix is right; once at a time."""
        from ui.fix_dialog import FixDialog

        window, held = self._window, self._fix_dialog
        if held is not None and isValid(held) and held.isVisible():
            held.activateWindow()
            return
        dialog = FixDialog(wanted, "", window.lanes, window.now(), window)

        def name(sender: Sender) -> None:
            """Offer the person at this desk, where nobody else was entered meanwhile."""
            if not dialog.owner.text() and not dialog.owner.isModified():
                dialog.owner.setText(sender.agent)

        self._fix_dialog = dialog
        dialog.changed.connect(window.take)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        window.lanes.reader.submit(
            lambda desk: desk.saved_replies.sender(), name, window.show_trouble, receiver=dialog
        )

    @Slot(object)
    def _remove_fix(self, fix: RootCauseFix) -> None:
        window = self._window
        window.lanes.writer.submit(
            lambda desk: desk.insight.remove_fix(fix.id),
            window.take,
            window.show_trouble,
            receiver=self,
        )

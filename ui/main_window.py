"""The window: puts the pages together and carries `Changes` from one to the others.

Reads and writes through the lanes only. Built by `ui.app`, which owns the lanes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QStackedWidget,
    QWidget,
)

from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.limits import LIMITS_140
from console.errors import DeskError
from ui import actions, frame, geometry
from ui.courier import Courier
from ui.inbox_page import InboxPage
from ui.lanes import Lanes
from ui.menus import menus
from ui.override import override
from ui.overview import Opening, Overview, read_opening, read_overview, state_words
from ui.side_view import SideView, width_for
from ui.state_view import StateView
from ui.status_line import StatusLine
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.case_acts import CaseActs
    from ui.case_page import CasePage

REFRESH_PAUSE_MS = 60
"""Changes that come within this time are read in one go."""
AGES_MS = 30_000


class MainWindow(QMainWindow):
    """The desk.

    The right side, where a case is read and answered, is built at its first use: the
    inbox is painted before it (`complete`).

    Signals:
        failed(DeskError): it could not be opened; the window says why.
        call_wanted(CaseRow or None): a call is to be noted, on a case or without one.
        connect_wanted, demo_wanted, limit_chosen(str): see `ui.app`.
    """

    failed = Signal(object)
    connect_wanted = Signal()
    demo_wanted = Signal()
    call_wanted = Signal(object)
    limit_chosen = Signal(str)

    def __init__(
        self, lanes: Lanes, courier: Courier, theme: Theme, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self._lanes, self.courier, self._theme, self._now = lanes, courier, theme, now
        self.limit = LIMITS_140.name
        """Which limit the composer starts with."""
        self.overview: Overview | None = None
        self._due = Changes()
        self._leaving = False
        self.side = SideView(theme)
        self.inbox = InboxPage(lanes.reader, theme, now)
        self._no_case = QWidget()
        self.status = StatusLine(theme)
        self.state = StateView()
        self._lay_out(theme)
        self.actions_by_name = actions.install(self, menus(self))
        self._refresh_timer = QTimer(self)
        self._refresh_timer.setSingleShot(True)
        self._refresh_timer.setInterval(REFRESH_PAUSE_MS)
        self._refresh_timer.timeout.connect(self._refresh)
        self._ages_timer = QTimer(self)
        self._ages_timer.timeout.connect(self._show_ages)
        self._connect()

    @cached_property
    def case(self) -> CasePage:
        """Return the open case, with its composer."""
        from ui.case_page import CasePage

        page = CasePage(self._lanes, self._theme, self._now)
        page.answer.limit = self.limit
        page.setMinimumWidth(self._no_case.minimumWidth())
        self._splitter.replaceWidget(self._splitter.indexOf(self._no_case), page)
        self._no_case.deleteLater()
        page.changed.connect(self.take)
        page.joined.connect(self.inbox.follow)
        page.gone.connect(self.inbox.forget)
        page.troubled.connect(self.status.trouble)
        page.queued.connect(lambda _account: self.courier.publish())
        page.composer.limit_chosen.connect(self.limit_chosen)
        page.header.note_button.clicked.connect(self.note_call)
        page.header.resolve_button.clicked.connect(self._resolve)
        return page

    @cached_property
    def acts(self) -> CaseActs:
        """Return what a person can do with the open case as a whole."""
        from ui.case_acts import CaseActs

        acts = CaseActs(self.inbox, self.case, self._lanes.writer, self)
        acts.changed.connect(self.take)
        acts.said.connect(self.status.notice)
        acts.troubled.connect(self.status.trouble)
        return acts

    @Slot()
    def complete(self) -> None:
        """Build what the first paint did not need."""
        self.case.setVisible(True)
        self._tell()

    def open(self) -> None:
        """Read the first page; the window shows what comes of it."""
        self._lanes.reader.submit(read_opening, self.show_opening, self.show_failure)

    def show_loading(self) -> None:
        """Say that the data is being made ready."""
        self.inbox.state.say("Opening the desk…")

    def show_first_start(self) -> None:
        """Say what can be done where there is no account yet."""
        self.state.say(
            *frame.WELCOME,
            (("Connect account", self.connect_wanted.emit), ("Open demo", self.demo_wanted.emit)),
        )
        self._stack.setCurrentWidget(self.state)

    @Slot(object)
    def show_failure(self, error: DeskError) -> None:
        """Say over the whole window why the data file cannot be opened."""
        self.state.say(
            error.title,
            error.message,
            error.advice,
            (("Try again", self._try_again), ("Quit", self.quit)),
        )
        self._stack.setCurrentWidget(self.state)
        self.failed.emit(error)

    @Slot(object)
    def take(self, changes: Changes) -> None:
        """Show what was stored: soon, and together with what else comes."""
        self._due |= changes
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def open_case(self, case_id: CaseId) -> None:
        """Open a case that may not be in the view that is shown."""
        if not self.inbox.choose(case_id):
            self._lanes.reader.submit(
                lambda desk: desk.cases.rows(ids=(case_id,)),
                lambda rows: self.case.open(rows[0]) if rows else None,
                receiver=self,
            )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and self._has_case and not self.case.answer.may_close(self.quit):
            event.ignore()  # till what was written is stored
            return
        self.courier.stop()
        self._ages_timer.stop()
        self._refresh_timer.stop()
        geometry.keep(self, self._splitter)
        super().closeEvent(event)

    def leave(self) -> None:
        """Close for good; what is being written is handed to the writer lane, which drains."""
        self._leaving = True
        if self._has_case:
            self.case.answer.leave()
        self.close()

    def _lay_out(self, theme: Theme) -> None:
        self.setWindowTitle("Canary Desk")
        self._splitter = frame.three_sides(
            (self.side, 0, width_for(theme)), (self.inbox, 1, 240), (self._no_case, 3, 360)
        )
        self._splitter.setSizes([width_for(theme), 344, 760])
        self._desk_page = frame.above_line(self._splitter, self.status)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._desk_page)
        self._stack.addWidget(self.state)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(820, 520)
        self.resize(1280, 800)
        geometry.restore(self, self._splitter)

    def _connect(self) -> None:
        self.side.view_chosen.connect(self.inbox.show_view)
        self.inbox.case_chosen.connect(self._open_chosen)
        self.courier.changed.connect(self.take)
        self.courier.told.connect(self._tell)
        self.courier.said.connect(self.status.notice)
        for lane in self._lanes.every():
            lane.trouble.connect(self.status.trouble)
            lane.crashed.connect(self._tell_bug)

    @Slot(object)
    def show_opening(self, opening: Opening) -> None:
        """Show the first read."""
        self.inbox.show_opening(opening.rows)
        self._show_overview(opening.overview)
        self.inbox.list.setFocus()
        self._ages_timer.start(AGES_MS)

    @Slot(object)
    def _show_overview(self, overview: Overview) -> None:
        self.overview = overview
        if overview.empty:
            self.show_first_start()
        else:
            self._stack.setCurrentWidget(self._desk_page)
        self.side.model.show_counts(overview.counts)
        self.courier.set_accounts(overview.accounts)
        self._tell()

    @property
    def _has_case(self) -> bool:
        return "case" in self.__dict__

    @Slot(object)
    def _open_chosen(self, row: CaseRow | None) -> None:
        if row is not None or self._has_case:
            self.case.open(row)

    @Slot()
    def _refresh(self) -> None:
        changes, self._due = self._due, Changes()
        self._lanes.reader.submit(read_overview, self._show_overview, key="overview")
        if changes.cases:
            self.inbox.renew(changes.cases)
            if self._has_case:
                self.case.refresh(changes)

    @Slot()
    def _tell(self) -> None:
        """Show how the courier and the accounts are."""
        if self.overview is None:
            return
        accounts, courier = self.overview.accounts, self.courier
        self.side.show_accounts(accounts, courier.blocked, courier.notes, self._now())
        if self._has_case:
            self.case.answer.tell_accounts(accounts, courier.blocked)
        said = state_words(
            self.overview, syncing=courier.syncing, problems=courier.problems, now=self._now()
        )
        self.status.show_state(said, self.overview.waiting)

    @Slot()
    def _show_ages(self) -> None:
        self.inbox.list.viewport().update()
        self._tell()

    @Slot(object)
    def _tell_bug(self, error: Exception) -> None:
        self.status.trouble(
            DeskError(
                f"A step failed ({type(error).__name__}).",
                advice="This is a fault of Canary Desk itself; the log says more.",
            )
        )

    def note_call(self) -> None:
        """Ask for a call note on the open case."""
        if self._has_case and self.case.row is not None:
            self.call_wanted.emit(self.case.row)

    def _resolve(self) -> None:
        self.acts.resolve_or_reopen()

    def search(self) -> None:
        """Go to the search field."""
        self.inbox.search_field.setFocus()
        self.inbox.search_field.selectAll()

    def _try_again(self) -> None:
        self._stack.setCurrentWidget(self._desk_page)
        self.show_loading()
        self.open()

    def quit(self) -> None:
        """Close the window, and with it the desk."""
        self.close()

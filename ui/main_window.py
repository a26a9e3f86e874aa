"""The window: puts the pages together and carries `Changes` from one to the others.

Reads and writes through the lanes only. Built by `ui.application`, which owns the lanes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QMainWindow

from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.limits import LIMITS_140
from console.domain.numbering import NO_NUMBERS
from console.errors import DeskError
from console.language import tr
from ui import geometry
from ui.account_filter import AccountFilter
from ui.courier import Courier
from ui.inbox_page import InboxPage
from ui.lanes import Lanes
from ui.navigation import Navigation
from ui.override import override
from ui.overview import Opening, Overview, read_opening, read_overview
from ui.refresher import Refresher
from ui.side_view import SideView
from ui.status_line import StatusLine
from ui.theme import Theme
from ui.views import View
from ui.window_mode import AT_WORK, WindowMode
from ui.window_pages import WindowPages

if TYPE_CHECKING:
    from console.domain.accounts import Account
    from ui.account_side import AccountSide
    from ui.actions import Listed
    from ui.archive_side import ArchiveSide
    from ui.call_log_side import CallLogSide
    from ui.call_side import CallSide
    from ui.case_page import CasePage
    from ui.case_side import CaseSide
    from ui.help_side import HelpSide
    from ui.insight_side import InsightSide
    from ui.notice_bar import NoticeBar
    from ui.outbox_side import OutboxSide
    from ui.saved_side import SavedSide
    from ui.screen_watch import ScreenWatch
    from ui.search_side import SearchSide
    from ui.watches_side import WatchesSide
    from ui.welcome_view import WelcomeView
    from ui.window_pages import SidePage


class MainWindow(QMainWindow):
    """The desk.

    The right side, where a case is read and answered, is built at its first use: the
    inbox is painted before it (`complete`).

    Signals:
        failed(DeskError): it could not be opened; the window says why.
        begun: the page of the first start is shown.
        call_wanted(CaseRow or None): a call is to be noted, on a case or without one.
        capture_wanted, connect_wanted, demo_wanted: see `ui.application`.
        sign_in_wanted(Account): an account that was signed out is to be signed in again.
        limit_chosen(str), numbering_chosen(str): how answers are split from now on.
        palette_wanted, keys_wanted, about_wanted, preferences_wanted: the dialogs of that name.
        budget_wanted(Account): what an account may cost is to be set.
        look_chosen(Appearance): the person wants the window to look like this.
        text_stepped(int): texts are to be larger (1), smaller (-1), of the system's size (0).
        address_wanted(str): a page is to be opened in the browser.
        agent_chosen(Agent): they are at the desk from now on, called and signing so.
        overview_shown: what stands around the list was read anew.
        restore_wanted(Staged): a backup that was made ready is to take the data file's place.
        new_start_wanted: a process is to take this one's place, and nothing speaks against it.
    """

    failed = Signal(object)
    begun = Signal()
    connect_wanted = Signal()
    sign_in_wanted = Signal(object)
    demo_wanted = Signal()
    capture_wanted = Signal()
    call_wanted = Signal(object)
    limit_chosen = Signal(str)
    numbering_chosen = Signal(str)
    palette_wanted = Signal()
    keys_wanted = Signal()
    about_wanted = Signal()
    preferences_wanted = Signal()
    budget_wanted = Signal(object)
    look_chosen = Signal(object)
    text_stepped = Signal(int)
    address_wanted = Signal(str)
    restore_wanted = Signal(object)
    overview_shown = Signal()
    agent_chosen = Signal(object)
    new_start_wanted = Signal()

    def __init__(
        self,
        lanes: Lanes,
        courier: Courier,
        theme: Theme,
        now: Callable[[], datetime],
        mode: WindowMode = AT_WORK,
    ) -> None:
        super().__init__()
        self.mode = mode
        self.lanes, self.courier, self.theme, self.now = lanes, courier, theme, now
        self.limit = LIMITS_140.name
        """Which limit the composer starts with."""
        self.numbering = NO_NUMBERS.name
        """Which numbers it starts with."""
        self.may_quit: Callable[[Callable[[], None]], bool] = lambda _close: True
        """Returns whether nothing speaks against the end; else it calls what it is given later."""
        self.goes_aside: Callable[[], bool] = lambda: False
        """Hides the window where closing its frame is to do no more; returns whether it did."""
        self.overview: Overview | None = None
        self._last: CaseRow | None = None
        self._leaving = self._quits = False
        self.starts_anew = False
        """Whether it is to close for a process that opens the desk in its place."""
        self.is_demo = False
        """Whether no other demo is offered."""
        self.account_filter = AccountFilter(self)
        self.side = SideView(theme)
        self.inbox = InboxPage(lanes.reader, theme, now)
        self.status = StatusLine(theme)
        self.pages = WindowPages(self)
        self.state, self._splitter = self.pages.state, self.pages.splitter
        self._lay_out()
        self.refresher, self.navigation = Refresher(self), Navigation(self)
        self.teller = mode.teller(self)
        self._connect()

    @cached_property
    def listed(self) -> dict[str, Listed]:
        """Return every action as the menus, the palette and the sheet of keys list it."""
        from ui import actions

        return actions.install(self, self.mode.menus(self))

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """Return every action by its name."""
        return {name: one.action for name, one in self.listed.items()}

    @property
    def notices(self) -> NoticeBar:
        """Return the bar over the desk."""
        return self.pages.notices

    @property
    def welcome(self) -> WelcomeView:
        """Return the page of the first start."""
        return self.pages.welcome

    @cached_property
    def right(self) -> CaseSide:
        """Return the open case with all around it."""
        from ui.case_side import CaseSide

        return CaseSide(self, self._splitter, self.pages.room)

    @cached_property
    def outbox(self) -> OutboxSide:
        """Return the outbox with its page, its notice and its acts."""
        from ui.outbox_side import OutboxSide

        return OutboxSide(self)

    @cached_property
    def insight(self) -> InsightSide:
        """Return the page of the figures, with what is done there."""
        from ui.insight_side import InsightSide

        return InsightSide(self)

    @cached_property
    def watches(self) -> WatchesSide:
        """Return the page of the watches, rules and mutes, with what is done there."""
        from ui.watches_side import WatchesSide

        return WatchesSide(self)

    def side_page(self, view: View) -> SidePage | None:
        """Return the page that a view is, in the place of the cases; None where it lists some."""
        if view.lists_cases:
            return None
        return self.watches if view is View.WATCHES else self.insight

    @property
    def built_pages(self) -> tuple[SidePage, ...]:
        """Return those of these pages that were wanted yet."""
        return tuple(
            self.__dict__[name] for name in ("insight", "watches") if name in self.__dict__
        )

    @cached_property
    def calls(self) -> CallSide:
        """Return the call notes that are being written."""
        from ui.call_side import CallSide

        return CallSide(self)

    @cached_property
    def call_logs(self) -> CallLogSide:
        """Return the import of call logs."""
        from ui.call_log_side import CallLogSide

        return CallLogSide(self)

    @cached_property
    def account_side(self) -> AccountSide:
        """Return what is done with our own accounts and agents, and the lock of the desk."""
        from ui.account_side import AccountSide

        return AccountSide(self)

    @cached_property
    def help(self) -> HelpSide:
        """Return what opens the help."""
        from ui.help_side import HelpSide

        return HelpSide(self)

    @cached_property
    def archive(self) -> ArchiveSide:
        """Return what is done with all that is stored."""
        from ui.archive_side import ArchiveSide

        return ArchiveSide(self)

    @cached_property
    def searches(self) -> SearchSide:
        """Return the searches that are kept, and the way through what one finds."""
        from ui.search_side import SearchSide

        return SearchSide(self)

    @cached_property
    def screens(self) -> ScreenWatch:
        """Return what keeps the window's place, and mends it when screens come and go."""
        from ui.screen_watch import ScreenWatch

        return ScreenWatch(self, self._splitter, self.right.contact)

    @cached_property
    def saved(self) -> SavedSide:
        """Return the saved replies."""
        from ui.saved_side import SavedSide

        return SavedSide(self)

    @property
    def case(self) -> CasePage:
        """Return the open case, with its composer."""
        return self.right.page

    @Slot()
    def complete(self) -> None:
        """Build what the first paint did not need; open the case that was read last."""
        self.enable_acts()
        self.account_filter.name_acts(self.listed)
        self.theme.draw_icons()
        self.side.views.viewport().update()
        self.case.case_wanted.connect(self.open_case)
        self.case.checks.take_keys(self.navigation.keys)
        self.case.checks.stop_gone.connect(self._let_trouble_go)
        geometry.restore_panes(self._splitter, self.right.contact)
        self.screens.begin()
        if self._last is not None and self.case.row is None:
            self.inbox.choose(self._last.id)
        self.searches.read()
        self.mode.complete(self)
        self.teller.tell()

    def open(self) -> None:
        """Read the first page; the window shows what comes of it."""
        self.lanes.reader.submit(read_opening, self.show_opening, self.show_failure)

    def show_loading(self) -> None:
        """Say that the data is being made ready."""
        self.inbox.state.say(tr("Opening the desk…"))

    def show_as_demo(self, text: str) -> None:
        """Say that this is the demo, and offer no other."""
        self.status.show_place(text)
        self.setWindowTitle(tr("Canary Desk: demo"))
        self.is_demo = True

    def show_first_start(self) -> None:
        """Say what can be done where there is no account yet."""
        self.pages.setCurrentWidget(self.welcome)
        self.begun.emit()

    @Slot(object)
    def show_failure(self, error: DeskError) -> None:
        """Say over the whole window why the data file cannot be opened."""
        self.pages.show_failure(error)
        self.enable_acts()
        self.failed.emit(error)

    @Slot(object)
    def show_trouble(self, error: DeskError) -> None:
        """Say what a person's act met."""
        self.notices.trouble(error)

    @Slot(str)
    def _let_trouble_go(self, title: str) -> None:
        self.notices.let_go(title)

    @Slot(object)
    def take(self, changes: Changes) -> None:
        """Show what was stored: soon, and together with what else comes."""
        self.refresher.take(changes)

    def open_case(self, case_id: CaseId) -> None:
        """Open a case that may not be in the view that is shown."""
        self.navigation.open_case(case_id)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving:
            self.starts_anew = self.starts_anew and self._quits
            aside = not self._quits and self.is_complete and self.goes_aside()
            if aside or self._is_kept_open():
                event.ignore()
                return
            if self.starts_anew:  # it closes (`leave`) once that process could open a window
                event.ignore()
                self.new_start_wanted.emit()
                return
        self.courier.stop()
        self.teller.stop()
        self.refresher.stop()
        if "help" in self.__dict__:
            self.help.stop()
        for side in self.built_pages:
            side.stop()
        if "screens" in self.__dict__:
            self.screens.stop()
        geometry.keep(self, self._splitter)
        super().closeEvent(event)

    def _is_kept_open(self) -> bool:
        """Return whether a dialog has to be closed first, or what was written to be stored."""
        if self.navigation.go_to_dialog():
            return True
        if not self.is_complete:
            return False
        again = self.start_anew if self.starts_anew else self.quit
        if not self.calls.may_close(again):
            return True
        return not (self.case.answer.may_close(again) and self.may_quit(again))

    def leave(self) -> None:
        """Close for good; what is being written is handed to the writer lane, which drains."""
        self._leaving = True
        if self.is_complete:
            self.calls.leave()
            self.case.leave()
        self.close()

    def _lay_out(self) -> None:
        self.setWindowTitle(tr("Canary Desk"))
        self.setCentralWidget(self.pages)
        self.menuBar().setNativeMenuBar(False)  # the lock hides what is in the window only
        for title in self.mode.menu_titles:  # the rest has time till after the first paint
            self.menuBar().addAction(title)
        self.setMinimumSize(820, 520)
        self.resize(geometry.USUAL.boundedTo(self.screen().availableSize()))
        geometry.restore_window(self)

    def _connect(self) -> None:
        self.refresher.due.connect(self._refresh)
        self.side.budget_wanted.connect(self.budget_wanted)
        self.side.sign_in_wanted.connect(self.sign_in_wanted)
        self.side.account_chosen.connect(self.account_filter.toggle)
        self.inbox.all_accounts_wanted.connect(self.account_filter.show_all)
        self.account_filter.changed.connect(self._list_account)
        self.inbox.searching.connect(self.side.show_searching)
        self.inbox.top.key_of = self.navigation.keys.key_of
        self.inbox.act_wanted.connect(lambda name: self.actions_by_name[name].trigger())
        self.inbox.marks_changed.connect(self.enable_acts)
        self.courier.changed.connect(self.refresher.take_synced)

    @Slot(object)
    def show_opening(self, opening: Opening) -> None:
        """Show the first read."""
        self._last = opening.last
        self.inbox.show_opening(opening.rows)
        self._show_overview(opening.overview)
        self.inbox.list.setFocus()
        self.teller.start()

    @Slot(object)
    def _show_overview(self, overview: Overview) -> None:
        self.overview = overview
        if overview.empty:
            self.mode.show_nothing(self)
        else:
            self.pages.show_desk()
        self.account_filter.take(overview.accounts, self.__dict__.get("listed", {}))
        self.inbox.know_accounts(overview.accounts)
        self._show_counts(overview)
        self.inbox.let_by_hand(by_hand=overview.by_hand)
        self.inbox.show_hours(overview.hours)
        self.courier.set_accounts(overview.accounts)
        self.teller.tell()
        self.overview_shown.emit()

    def _show_counts(self, overview: Overview) -> None:
        """Show how many cases the views hold: of all accounts, or of the one listed alone."""
        chosen = self.account_filter.account_id
        counts = overview.counts
        if chosen is not None:
            counts = overview.counts_of.get(chosen, counts)
        self.side.model.show_counts(counts, overview.trouble)

    @Slot(object)
    def _list_account(self, account: Account | None) -> None:
        """List the cases of one account alone, or of all."""
        self.inbox.list_account(account)
        if self.overview is not None:
            self._show_counts(self.overview)
        self.teller.tell()

    @property
    def is_complete(self) -> bool:
        """Return whether the right side has been built."""
        return "right" in self.__dict__

    @Slot()
    def enable_acts(self) -> None:
        """Let those acts be done that need an open case, where there is one."""
        from ui import actions

        row = self.case.row if self.is_complete else None
        marked, hidden = self.inbox.has_marks, self.pages.hides_cases
        actions.enable(self.listed.values(), row, marked=marked, hidden=hidden)

    @Slot(object)
    def renew_rows(self, changes: Changes) -> None:
        """Read rows again of which nothing but the list shows what changed."""
        self.inbox.renew(changes.cases)

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        self.read_overview()
        if changes.cases:
            self.inbox.renew(changes.cases)
            if self.is_complete:
                self.case.refresh(changes)
        if self.is_complete:
            self.outbox.refresh(changes)
            for side in self.built_pages:
                side.refresh(changes)
            self.case.checks.runner.again()  # what they go by may be what changed

    def read_overview(self) -> None:
        """Read again what stands around the list."""
        self.lanes.reader.submit(read_overview, self._show_overview, key="overview")

    def note_call(self) -> None:
        """Ask for a call note on the open case."""
        if self.is_complete and self.case.row is not None:
            self.call_wanted.emit(self.case.row)

    def quit(self) -> None:
        """Close the window, and with it the desk."""
        self._quit(anew=False)

    def start_anew(self) -> None:
        """Have a new process open the desk; close as `quit` does once there is one."""
        self._quit(anew=True)

    def _quit(self, *, anew: bool) -> None:
        self._quits, self.starts_anew = True, anew
        try:
            self.close()
        finally:
            self._quits = False

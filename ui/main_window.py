"""The window: puts the pages together and carries `Changes` from one to the others.

Reads and writes through the lanes only. Built by `ui.application`, which owns the lanes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QWidget

from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.domain.limits import LIMITS_140
from console.domain.numbering import NO_NUMBERS
from console.errors import DeskError
from ui import frame, geometry
from ui.courier import Courier
from ui.inbox_page import InboxPage
from ui.lanes import Lanes
from ui.override import override
from ui.overview import Opening, Overview, read_opening, read_overview
from ui.panes import Panes
from ui.refresher import Refresher
from ui.side_view import SideView, width_for
from ui.state_view import StateView
from ui.status_line import StatusLine
from ui.teller import Teller
from ui.theme import Theme

if TYPE_CHECKING:
    from ui.actions import Listed
    from ui.case_page import CasePage
    from ui.case_side import CaseSide
    from ui.notice_bar import NoticeBar
    from ui.welcome_view import WelcomeView

MENU_TITLES = ("&Desk", "&Case", "&Answer", "&View", "&Help")


class MainWindow(QMainWindow):
    """The desk.

    The right side, where a case is read and answered, is built at its first use: the
    inbox is painted before it (`complete`).

    Signals:
        failed(DeskError): it could not be opened; the window says why.
        begun: the page of the first start is shown.
        call_wanted(CaseRow or None): a call is to be noted, on a case or without one.
        capture_wanted, connect_wanted, demo_wanted: see `ui.application`.
        limit_chosen(str), numbering_chosen(str): how answers are split from now on.
        palette_wanted, keys_wanted, about_wanted: the dialogs of that name.
        look_chosen(Appearance): the person wants the window to look like this.
        address_wanted(str): a page is to be opened in the browser.
    """

    failed = Signal(object)
    begun = Signal()
    connect_wanted = Signal()
    demo_wanted = Signal()
    capture_wanted = Signal()
    call_wanted = Signal(object)
    limit_chosen = Signal(str)
    numbering_chosen = Signal(str)
    palette_wanted = Signal()
    keys_wanted = Signal()
    about_wanted = Signal()
    look_chosen = Signal(object)
    address_wanted = Signal(str)

    def __init__(
        self, lanes: Lanes, courier: Courier, theme: Theme, now: Callable[[], datetime]
    ) -> None:
        super().__init__()
        self.lanes, self.courier, self.theme, self.now = lanes, courier, theme, now
        self.limit = LIMITS_140.name
        """Which limit the composer starts with."""
        self.numbering = NO_NUMBERS.name
        """Which numbers it starts with."""
        self.overview: Overview | None = None
        self._last: CaseRow | None = None
        self._awaited: CaseId | None = None
        """The case that is to be opened once its row was read."""
        self._leaving = self._is_demo = False
        self.side = SideView(theme)
        self.inbox = InboxPage(lanes.reader, theme, now)
        self._no_case = QWidget()
        self.status = StatusLine(theme)
        self.state = StateView()
        self.panes = Panes(self._every_pane)
        self._lay_out(theme)
        self._refresher = Refresher(self)
        self._refresher.due.connect(self._refresh)
        self._teller = Teller(self)
        self._connect()

    @cached_property
    def listed(self) -> dict[str, Listed]:
        """Return every action as the menus, the palette and the sheet of keys list it."""
        from ui import actions
        from ui.menus import menus

        return actions.install(self, menus(self))

    @property
    def actions_by_name(self) -> dict[str, QAction]:
        """Return every action by its name."""
        return {name: one.action for name, one in self.listed.items()}

    @cached_property
    def notices(self) -> NoticeBar:
        """Return the bar over the desk, made when there is something to say."""
        from ui.notice_bar import NoticeBar

        bar = NoticeBar(self.theme)
        frame.put_on_top(self._desk_page, bar)
        return bar

    @cached_property
    def welcome(self) -> WelcomeView:
        """Return the page of the first start."""
        from ui.welcome_view import WelcomeView

        page = WelcomeView(self.theme)
        page.connect_wanted.connect(self.connect_wanted)
        page.demo_wanted.connect(self.demo_wanted)
        page.call_wanted.connect(lambda: self.call_wanted.emit(None))
        page.capture_wanted.connect(self.capture_wanted)
        self._stack.addWidget(page)
        return page

    @cached_property
    def right(self) -> CaseSide:
        """Return the open case with all around it."""
        from ui.case_side import CaseSide

        return CaseSide(self, self._splitter, self._no_case)

    @property
    def case(self) -> CasePage:
        """Return the open case, with its composer."""
        return self.right.page

    @Slot()
    def complete(self) -> None:
        """Build what the first paint did not need; open the case that was read last."""
        self.enable_acts()
        self.actions_by_name["demo"].setEnabled(not self._is_demo)
        self.theme.draw_icons()
        self.side.views.viewport().update()
        self.case.setVisible(True)
        geometry.restore_panes(self._splitter, self.right.contact)
        if self._last is not None and self.case.row is None:
            self.inbox.choose(self._last.id)
        self._teller.tell()

    def open(self) -> None:
        """Read the first page; the window shows what comes of it."""
        self.lanes.reader.submit(read_opening, self.show_opening, self.show_failure)

    def show_loading(self) -> None:
        """Say that the data is being made ready."""
        self.inbox.state.say("Opening the desk…")

    def show_as_demo(self, text: str) -> None:
        """Say that this is the demo, and offer no other."""
        self.status.show_place(text)
        self.setWindowTitle("Canary Desk: demo")
        self._is_demo = True

    def show_first_start(self) -> None:
        """Say what can be done where there is no account yet."""
        self._stack.setCurrentWidget(self.welcome)
        self.begun.emit()

    @Slot(object)
    def show_failure(self, error: DeskError) -> None:
        """Say over the whole window why the data file cannot be opened."""
        self.state.say(
            error.title,
            error.message,
            error.advice,
            (("Try again", self._try_again), ("Quit", self.quit)),
        )
        self.enable_acts()
        self._stack.setCurrentWidget(self.state)
        self.failed.emit(error)

    @Slot(object)
    def show_trouble(self, error: DeskError) -> None:
        """Say what a person's act met."""
        self.notices.trouble(error)

    @Slot(object)
    def take(self, changes: Changes) -> None:
        """Show what was stored: soon, and together with what else comes."""
        self._refresher.take(changes)

    def open_case(self, case_id: CaseId) -> None:
        """Open a case that may not be in the view that is shown."""
        if self.is_complete and self.case.row is not None and self.case.row.id == case_id:
            return
        self._awaited = case_id
        if not self.inbox.choose(case_id):
            self.lanes.reader.submit(
                lambda desk: desk.cases.rows(ids=(case_id,)), self._open_awaited, receiver=self
            )

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and self._is_kept_open():
            event.ignore()
            return
        self.courier.stop()
        self._teller.stop()
        self._refresher.stop()
        geometry.keep(self, self._splitter)
        super().closeEvent(event)

    def _is_kept_open(self) -> bool:
        """Return whether a dialog has to be closed first, or what was written to be stored."""
        dialog = QApplication.activeModalWidget()
        if dialog is not None and dialog.window().parent() is self:
            dialog.activateWindow()
            return True
        return self.is_complete and not self.case.answer.may_close(self.quit)

    def leave(self) -> None:
        """Close for good; what is being written is handed to the writer lane, which drains."""
        self._leaving = True
        if self.is_complete:
            self.case.leave()
        self.close()

    def _lay_out(self, theme: Theme) -> None:
        self.setWindowTitle("Canary Desk")
        self._splitter = frame.three_sides(
            (self.side, 0, width_for(theme)), (self.inbox, 0, 240), (self._no_case, 1, 360)
        )
        self._splitter.setSizes([width_for(theme), 320, 784])
        self._desk_page = frame.column((self._splitter, 1), None, self.status)
        self._stack = QStackedWidget()
        for page in (self._desk_page, self.state):
            self._stack.addWidget(page)
        self.setCentralWidget(self._stack)
        for title in MENU_TITLES:  # the rest of the menus has time till after the first paint
            self.menuBar().addAction(title)
        self.setMinimumSize(820, 520)
        self.resize(QSize(1280, 800).boundedTo(self.screen().availableSize()))
        geometry.restore_window(self)

    def _connect(self) -> None:
        self.side.view_chosen.connect(self.inbox.show_view)
        self.inbox.searching.connect(self.side.show_searching)
        self.inbox.case_chosen.connect(self._open_chosen)
        self.courier.changed.connect(self._refresher.take_synced)
        self.courier.told.connect(self._teller.tell)
        self.courier.said.connect(self.status.notice)
        for lane in self.lanes.every():
            lane.trouble.connect(self.show_trouble)
            lane.crashed.connect(self._teller.tell_bug)

    @Slot(object)
    def show_opening(self, opening: Opening) -> None:
        """Show the first read."""
        self._last = opening.last
        self.inbox.show_opening(opening.rows)
        self._show_overview(opening.overview)
        self.inbox.list.setFocus()
        self._teller.start()

    @Slot(object)
    def _show_overview(self, overview: Overview) -> None:
        self.overview = overview
        if overview.empty:
            self.show_first_start()
        else:
            self._stack.setCurrentWidget(self._desk_page)
        self.side.model.show_counts(overview.counts, overview.trouble)
        self.courier.set_accounts(overview.accounts)
        self._teller.tell()

    @property
    def is_complete(self) -> bool:
        """Return whether the right side has been built."""
        return "right" in self.__dict__

    def _every_pane(self) -> tuple[QWidget, ...]:
        panes: tuple[QWidget, ...] = (self.side.views, self.inbox.list)
        if self.is_complete:
            panes += (self.case.timeline, self.case.composer.editor, self.right.view.pane)
        return panes

    @Slot(object)
    def _open_chosen(self, row: CaseRow | None) -> None:
        self._awaited = None
        if row is not None or self.is_complete:
            self.case.open(row)

    @Slot(object)
    def _open_awaited(self, rows: tuple[CaseRow, ...]) -> None:
        """Open the case that was asked for, unless the person went on to another."""
        if rows and rows[0].id == self._awaited:
            self.inbox.unchoose()
            self.inbox.expect(rows[0].id)
            self.case.open(rows[0])

    @Slot()
    def enable_acts(self) -> None:
        """Let those acts be done that need an open case, where there is one."""
        row = self.case.row if self.is_complete else None
        for one in self.listed.values():
            if one.on_case:
                one.action.setEnabled(row is not None and one.possible(row))

    @Slot(object)
    def renew_rows(self, changes: Changes) -> None:
        """Read rows again of which nothing but the list shows what changed."""
        self.inbox.renew(changes.cases)

    @Slot(object)
    def _refresh(self, changes: Changes) -> None:
        self.lanes.reader.submit(read_overview, self._show_overview, key="overview")
        if changes.cases:
            self.inbox.renew(changes.cases)
            if self.is_complete:
                self.case.refresh(changes)

    def note_call(self) -> None:
        """Ask for a call note on the open case."""
        if self.is_complete and self.case.row is not None:
            self.call_wanted.emit(self.case.row)

    def search(self) -> None:
        """Go to the search field."""
        self.inbox.search_field.setFocus()
        self.inbox.search_field.selectAll()

    def go_to_list(self) -> None:
        """Go back to the list of cases; what lies over the case is folded away."""
        if self.is_complete:
            self.right.contact.fold_over()
        self.inbox.go_to_list()

    def _try_again(self) -> None:
        self._stack.setCurrentWidget(self._desk_page)
        self.show_loading()
        self.open()

    def quit(self) -> None:
        """Close the window, and with it the desk."""
        self.close()

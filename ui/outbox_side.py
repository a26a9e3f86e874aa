"""The outbox in the window: what is read of it, its page, its notice and its acts.

Built after the first paint; the page at its first use.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtWidgets import QMenu

from console.domain.changes import Changes
from console.domain.ids import ThreadId
from console.domain.outbox import OutboxEntry
from ui.outbox_acts import NAMES, OutboxActs
from ui.outbox_notice import OutboxNotice
from ui.outbox_reading import OutboxReading
from ui.views import View

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.outbox_page import OutboxPage


class OutboxSide(QObject):
    """Reading, notice, acts and page, wired to the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.reading = OutboxReading(window.lanes.reader, self)
        self.notice = OutboxNotice(window.now, self)
        self.acts = OutboxActs(window, self)
        self._marked: ThreadId | None = None
        """The answer that is marked in its case."""
        self.reading.came.connect(self._take)
        self.reading.failed.connect(window.show_trouble)
        self.notice.show_wanted.connect(self.show_thread)
        self.notice.changed.connect(window.teller.tell)
        window.case.turned.connect(self._follow_case)
        window.case.shown.connect(self.acts.tell)

    @cached_property
    def page(self) -> OutboxPage:
        """Return the page."""
        from ui.outbox_page import OutboxPage

        window = self._window
        page = OutboxPage(self.reading, window.theme, window.now)
        page.follow_case(None if window.case.row is None else window.case.row.id)
        page.chosen.connect(self._open_case)
        page.turned.connect(self._mark)
        page.list.case_wanted.connect(self._go_to_case)
        page.list.menu_wanted.connect(self._show_menu)
        return page

    def refresh(self, changes: Changes) -> None:
        """Read the outbox again where changes touch it."""
        listed = {entry.thread.case_id for entry in self.reading.entries or ()}
        if changes.threads or changes.cases & listed:
            self.reading.read()

    @Slot(object)
    def show_thread(self, thread_id: ThreadId) -> None:
        """Go to an answer on the page."""
        window = self._window
        window.navigation.show_cases()
        if window.inbox.view is View.OUTBOX:
            window.inbox.leave_search()
        else:
            window.side.choose(View.OUTBOX)
        self.page.choose(thread_id)
        window.case.pending.choose(thread_id)
        window.inbox.go_to_list()

    @Slot()
    def _take(self) -> None:
        row = self._window.case.row
        self.notice.take(self.reading.entries or (), None if row is None else row.id)
        self.acts.tell()

    @Slot()
    def _follow_case(self) -> None:
        row = self._window.case.row
        case_id = None if row is None else row.id
        self.notice.see(case_id)
        if "page" in self.__dict__:
            self.page.follow_case(case_id)
        self._mark()

    @Slot()
    def _mark(self) -> None:
        """Mark the chosen answer among those of its case, and let the acts be for it."""
        page, pending = self._window.inbox.place.outbox, self._window.case.pending
        thread_id = None if page is None or page.entry is None else page.entry.thread.id
        if thread_id != self._marked:
            self._marked = thread_id
            pending.choose(thread_id)
        self.acts.tell()

    @Slot(object)
    def _open_case(self, entry: OutboxEntry) -> None:
        self._window.open_case(entry.thread.case_id)

    @Slot()
    def _go_to_case(self) -> None:
        """Go to what can be done with the answer in its case, else to what was said there."""
        case, entry = self._window.case, self.page.entry
        if entry is None or not case.pending.enter(entry.thread.id):
            case.timeline.setFocus()

    @Slot(object)
    def _show_menu(self, place: QPoint) -> None:
        """Show what can be done with the chosen answer."""
        menu = QMenu(self._window)
        menu.setObjectName("outboxMenu")
        for name in NAMES:
            action = self._window.actions_by_name[name]
            if action.isEnabled():
                menu.addAction(action)
        menu.aboutToHide.connect(menu.deleteLater)
        if menu.isEmpty():
            menu.deleteLater()
        else:
            menu.popup(self.page.list.viewport().mapToGlobal(place))

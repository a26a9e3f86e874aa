"""The pages of the window, one of which fills it: the desk, the first start, why none opens.

Owns how the sides of the desk stand beside each other, what stands in the place of the
cases, and where the keys were there and here. What may be needed never is made when it is.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget
from shiboken6 import isValid

from console.domain.changes import Changes
from console.errors import DeskError
from console.language import tr
from ui import frame, reading_order
from ui.side_view import width_for
from ui.state_view import StateView
from ui.theme import UNIT

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.notice_bar import NoticeBar
    from ui.welcome_view import WelcomeView

LIST, CASE = 320, 784
"""Widths of the list and of the case before the window knows better."""


class SidePage(Protocol):
    """A page that may stand in the place of list, case and contact, with what is done there.

    Built when it is first wanted.
    """

    @property
    def page(self) -> QWidget:
        """Return the page."""

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """Return what one can go to on it, in the order of reading."""

    def go_to_list(self) -> None:
        """Put the keys where one begins there."""

    def step(self, by: int) -> None:
        """Go to the next row of its list, or with -1 to the one before."""

    def appear(self) -> None:
        """Take note that the page stands there now: what it shows is read where it is old."""

    def leave(self) -> None:
        """Take note that it stands there no more: what is under way for the eye alone stops."""

    def refresh(self, changes: Changes) -> None:
        """Take note of what changed, whether the page is to be seen or not."""

    def stop(self) -> None:
        """Do nothing any more: the window closes."""


class WindowPages(QStackedWidget):
    """The desk, and what stands in its place where there is none."""

    def __init__(self, window: MainWindow) -> None:
        """Take the window, whose side, list and status line are made by now."""
        super().__init__()
        self._window = window
        self._pointer = QCursor.pos()
        """Where the pointer was when the window came."""
        self.in_front: SidePage | None = None
        """What stands in the place of list, case and contact; None while they are to be seen."""
        self._came_from: QWidget | None = None
        """What had the focus among the cases; None where nothing there had it."""
        self._left: dict[QWidget, QWidget | None] = {}
        """By page: what had the focus on it when it was left last."""
        self.room = QStackedWidget()
        """Holds the open case once that is built, and what may stand in its place."""
        narrowest = width_for(window.theme)
        self.splitter = frame.three_sides(
            (window.side, 0, narrowest), (window.inbox, 0, 29 * UNIT), (self.room, 1, 360)
        )
        window.inbox.place.capture_wanted.connect(window.capture_wanted)
        self.splitter.setSizes([narrowest, LIST, CASE])
        self._desk = frame.column((self.splitter, 1), None, window.status)
        reading_order.end_with(window.status.agent, window.side.views)
        self.state = StateView()
        for page in (self._desk, self.state):
            self.addWidget(page)

    @cached_property
    def notices(self) -> NoticeBar:
        """Return the bar over the desk, made when there is something to say."""
        from ui.notice_bar import NoticeBar
        from ui.notice_place import NoticePlace

        bar = NoticeBar(self._window.theme)
        frame.put_on_top(
            self._desk, NoticePlace(bar, self._desk, self._window.inbox, self._pointer)
        )
        return bar

    @cached_property
    def welcome(self) -> WelcomeView:
        """Return the page of the first start."""
        from ui.welcome_view import WelcomeView

        window = self._window
        page = WelcomeView(window.theme)
        page.connect_wanted.connect(window.connect_wanted)
        page.demo_wanted.connect(window.demo_wanted)
        page.call_wanted.connect(lambda: window.call_wanted.emit(None))
        page.capture_wanted.connect(window.capture_wanted)
        page.import_wanted.connect(lambda: window.archive.take_in())  # noqa: PLW0108 - built late
        page.help_wanted.connect(lambda: window.help.show_first())  # noqa: PLW0108 - built late
        self.addWidget(page)
        return page

    def put_banner(self, banner: QWidget) -> None:
        """Put a line over the desk that stays there."""
        frame.put_on_top(self._desk, banner)

    @property
    def hides_cases(self) -> bool:
        """Return whether a page stands in the place of list, case and contact."""
        return self.in_front is not None

    def put_in_front(self, side: SidePage) -> None:
        """Let a page stand in the place of the cases, or of the page that does.

        The cases stay as they are; what had the focus there has it again later.
        """
        before = self.in_front
        if before is side:
            return
        focused = QApplication.focusWidget()
        if before is None:
            held = focused is not None and not self._window.side.isAncestorOf(focused)
            self._came_from = focused if held else None
        else:
            held = focused is None or before.page.isAncestorOf(focused)
            self._leave(before)
        self.in_front = side
        self.room.addWidget(side.page)
        self._window.right.contact.stand_aside(aside=True)
        self._window.inbox.hide()
        self.room.setCurrentWidget(side.page)
        self._window.side.show_searching(False)  # noqa: FBT003 - as the signal does
        self._tell()
        if held or focused is None:
            left = self._left.get(side.page)
            if left is not None and isValid(left) and left.isVisible():
                left.setFocus()
            else:
                side.go_to_list()
        side.appear()

    def bring_cases_back(self) -> None:
        """Show list, case and contact as they were, in the place of the page that hid them."""
        window, before = self._window, self.in_front
        if before is None:
            return
        focused = QApplication.focusWidget()
        held = focused is None or before.page.isAncestorOf(focused)
        self._leave(before)
        self.in_front = None
        self.room.setCurrentWidget(window.case)
        window.inbox.show()
        window.right.contact.stand_aside(aside=False)
        self.splitter.refresh()  # its handles are there again at once, not in a later turn
        window.side.show_searching(bool(window.inbox.filler.shown.query))
        self._tell()
        came_from, self._came_from = self._came_from, None
        if held and came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        elif held:
            window.inbox.front.setFocus()

    def _leave(self, side: SidePage) -> None:
        self._left[side.page] = side.page.focusWidget()
        side.leave()

    def _tell(self) -> None:
        """Let those acts be done that are about what is to be seen."""
        self._window.enable_acts()
        self._window.outbox.acts.tell()

    def show_desk(self) -> None:
        """Show the desk."""
        self.setCurrentWidget(self._desk)

    def show_failure(self, error: DeskError) -> None:
        """Say why the data file cannot be opened, and what can be done then."""
        ways = ((tr("Try again"), self._try_again), (tr("Quit"), self._window.quit))
        self.state.say(error.title, error.message, error.advice, ways)
        self.setCurrentWidget(self.state)

    def _try_again(self) -> None:
        self.show_desk()
        self._window.show_loading()
        self._window.open()

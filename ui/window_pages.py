"""The pages of the window, one of which fills it: the desk, the first start, why none opens.

Owns how the sides of the desk stand beside each other. What may be needed never is made
when it is.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from console.errors import DeskError
from ui import frame
from ui.side_view import width_for
from ui.state_view import StateView

if TYPE_CHECKING:
    from ui.main_window import MainWindow
    from ui.notice_bar import NoticeBar
    from ui.welcome_view import WelcomeView

LIST, CASE = 320, 784
"""Widths of the list and of the case before the window knows better."""


class WindowPages(QStackedWidget):
    """The desk, and what stands in its place where there is none."""

    def __init__(self, window: MainWindow) -> None:
        """Take the window, whose side, list and status line are made by now."""
        super().__init__()
        self._window = window
        self.room = QStackedWidget()
        """Holds the open case once that is built, and what may stand in its place."""
        narrowest = width_for(window.theme)
        self.splitter = frame.three_sides(
            (window.side, 0, narrowest), (window.inbox, 0, 240), (self.room, 1, 360)
        )
        window.inbox.place.capture_wanted.connect(window.capture_wanted)
        self.splitter.setSizes([narrowest, LIST, CASE])
        self._desk = frame.column((self.splitter, 1), None, window.status)
        self.state = StateView()
        for page in (self._desk, self.state):
            self.addWidget(page)

    @cached_property
    def notices(self) -> NoticeBar:
        """Return the bar over the desk, made when there is something to say."""
        from ui.notice_bar import NoticeBar
        from ui.notice_place import NoticePlace

        bar = NoticeBar(self._window.theme)
        frame.put_on_top(self._desk, NoticePlace(bar, self._desk, self._window.inbox))
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
        self.addWidget(page)
        return page

    @property
    def hides_cases(self) -> bool:
        """Return whether a page stands in the place of list, case and contact."""
        return self._window.inbox.isHidden()

    def hide_cases(self, page: QWidget) -> None:
        """Let a page stand in the place of list, case and contact, which stay as they are."""
        self.room.addWidget(page)
        self._window.right.contact.stand_aside(aside=True)
        self._window.inbox.hide()
        self.room.setCurrentWidget(page)

    def bring_cases_back(self) -> None:
        """Show list, case and contact as they were."""
        self.room.setCurrentWidget(self._window.case)
        self._window.inbox.show()
        self._window.right.contact.stand_aside(aside=False)
        self.splitter.refresh()  # its handles are there again at once, not in a later turn

    def show_desk(self) -> None:
        """Show the desk."""
        self.setCurrentWidget(self._desk)

    def show_failure(self, error: DeskError) -> None:
        """Say why the data file cannot be opened, and what can be done then."""
        ways = (("Try again", self._try_again), ("Quit", self._window.quit))
        self.state.say(error.title, error.message, error.advice, ways)
        self.setCurrentWidget(self.state)

    def _try_again(self) -> None:
        self.show_desk()
        self._window.show_loading()
        self._window.open()

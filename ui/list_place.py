"""What stands where cases are listed: the list, words in its place, or the page of the outbox.

The outbox stands before the others while its view is shown; what would be seen without it
is kept behind it all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QListView, QStackedWidget, QWidget

from console.language import tr
from ui import search_words
from ui.case_list import CaseList
from ui.plain import isolated
from ui.state_view import StateView
from ui.views import View

if TYPE_CHECKING:
    from collections.abc import Callable

    from console.domain.accounts import Account
    from console.errors import DeskError
    from ui.outbox_page import OutboxPage


BY_HAND = tr("This desk has no access to X: what you saw there is captured with Ctrl+Shift+P.")
LOADING_MS = 150
"""A page that takes longer to read is announced by placeholders."""


class ListPlace(QStackedWidget):
    """List, words and outbox, one of which is to be seen.

    Signals:
        capture_wanted: a post is to be captured by hand.
    """

    capture_wanted = Signal()

    def __init__(self, cases: CaseList) -> None:
        super().__init__()
        self._cases = cases
        self.state = StateView()
        self.page: OutboxPage | None = None
        """The page of the outbox, once there is one."""
        self.by_hand = False
        """Whether no post comes by itself."""
        self.empty_words: Callable[[View], tuple[str, str, str]] = lambda view: view.empty_words
        """Returns title, message and advice of a view in which nothing is listed."""
        self._outbox_shown = False
        self._slow_timer = QTimer(self, singleShot=True, interval=LOADING_MS)
        self._slow_timer.timeout.connect(self._show_loading)
        self.addWidget(cases)
        self.addWidget(self.state)
        self.setCurrentWidget(self.state)

    @property
    def outbox(self) -> OutboxPage | None:
        """Return the page of the outbox where that is to be seen."""
        return self.page if self._outbox_shown else None

    @property
    def front(self) -> QListView:
        """Return the list that is to be seen: of cases, or of answers."""
        return self._cases if self.outbox is None else self.outbox.list

    def put_outbox(self, page: OutboxPage) -> None:
        """Take the page of the outbox; it is needed before its view is shown."""
        if self.page is None:
            self.page = page
            self.addWidget(page)

    def let_outbox(self, *, shown: bool) -> None:
        """Show the outbox at once; or no longer, as soon as there is something else to show."""
        self._outbox_shown = shown
        if self.outbox is not None:
            self.outbox.read()
            self.setCurrentWidget(self.outbox)

    def wait(self) -> None:
        """Take note that a page is being read; where that takes its time, it is to be seen."""
        self._slow_timer.start()

    def end_wait(self) -> None:
        """Take note that it was read, or cannot be."""
        self._slow_timer.stop()
        self._cases.show_loading(loading=False)

    def show_list(self) -> None:
        """Show the list."""
        self._show(self._cases)

    def show_failure(self, error: DeskError, again: Callable[[], None]) -> None:
        """Say why nothing can be listed."""
        self.state.say(error.title, error.message, error.advice, ((tr("Try again"), again),))
        self._show(self.state)

    def show_empty(
        self,
        view: View,
        query: str,
        account: Account | None = None,
        show_all: Callable[[], None] | None = None,
    ) -> None:
        """Say why nothing is listed: a view is empty, or a search found nothing.

        Of an `account` that is listed alone, that it hides the others; `show_all` ends that.
        """
        if query:
            self.state.say(*search_words.nothing_found(query))
        elif account is not None and show_all is not None:
            handle = isolated(account.handle)
            said = tr(
                "No case of @{handle} is here. The cases of other accounts are hidden,"
                " and those of calls alone."
            ).format(handle=handle)
            ways = ((tr("Show all accounts"), show_all),)
            self.state.say(
                tr("{view}: none of @{handle}").format(view=view.title, handle=handle),
                said,
                tr("Alt+0 shows all."),
                ways,
            )
        elif self.by_hand and view.is_fed_by_posts:
            title, message, _ = self.empty_words(view)
            ways = ((tr("Capture a post…"), self.capture_wanted.emit),)
            self.state.say(title, message, BY_HAND, ways)
        else:
            self.state.say(*self.empty_words(view))
        self._show(self.state)

    @Slot()
    def _show_loading(self) -> None:
        self._cases.show_loading(loading=True)
        self.show_list()

    def _show(self, page: QWidget) -> None:
        self.setCurrentWidget(self.outbox or page)

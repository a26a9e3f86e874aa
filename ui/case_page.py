"""The right side: the open case with its timeline, what is on its way, and the composer.

Owns which case is open and the drafts that are not stored yet. Reads through the reader
lane and writes through the writer lane; a text that a person typed is never overwritten
by what comes home.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.desk import Desk
from console.domain.accounts import Account, SelfReply
from console.domain.cases import CaseRow, CaseView
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId, ThreadId
from console.domain.limits import LIMITS_140, LIMITS_BY_NAME
from console.domain.messages import Direction, Post
from console.errors import DeskError
from ui.case_header import CaseHeader
from ui.composer import Composer
from ui.lanes import Lanes
from ui.pending_view import PendingView
from ui.state_view import StateView
from ui.theme import Theme
from ui.timeline_model import TimelineModel
from ui.timeline_view import TimelineView

NO_POST = "There is no post to answer here yet. Call the customer back and add a call note."


class CasePage(QWidget):
    """One case.

    Signals:
        changed(Changes): something was stored.
        opened(CaseId): the case is on the screen with all that belongs to it.
        queued(AccountId): an answer waits to be published.
        troubled(DeskError): a person's act failed.
    """

    changed = Signal(object)
    opened = Signal(object)
    queued = Signal(object)
    troubled = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._now = now
        self.row: CaseRow | None = None
        self.case: CaseView | None = None
        self._unsaved: dict[CaseId, tuple[str, str]] = {}
        self._draft_due = False
        self._accounts: dict[AccountId, Account] = {}
        self._blocked: dict[int, str] = {}
        self.limit = LIMITS_140.name
        """Name of the limit that an answer without a draft starts with."""
        self.header = CaseHeader(theme)
        self.model = TimelineModel(self)
        self.timeline = TimelineView(self.model, theme)
        self.pending = PendingView(theme)
        self.composer = Composer(theme)
        self.state = StateView()
        self._lay_out()
        self.composer.edited.connect(self._save_draft)
        self.composer.send_wanted.connect(self.send)
        self.pending.retry_wanted.connect(self._retry)
        self.pending.cancel_wanted.connect(self._cancel)
        self.open(None)

    def open(self, row: CaseRow | None) -> None:
        """Show a case, None for none; what was being written elsewhere is kept."""
        self.keep_draft()
        self.row, self.case = row, None
        if row is None:
            self.state.say("No case chosen", "Choose one in the list, or press ↓ there.")
            self._stack.setCurrentWidget(self.state)
            return
        self.header.show_case(row, self._now())
        self.model.show_messages((), self._now())
        self.pending.show_threads(())
        self.composer.show_draft("", LIMITS_BY_NAME[self.limit])
        self._draft_due = True
        self._stack.setCurrentWidget(self._page)
        self._tell_access()
        self.read()

    def read(self) -> None:
        """Read the open case again."""
        if self.row is not None:
            case_id = self.row.id
            self._lanes.reader.submit(
                lambda desk: desk.cases.view(case_id), self._show, self._cannot_show, key="case"
            )

    def refresh(self, changes: Changes) -> None:
        """Read the open case again if the changes touch it."""
        if self.row is not None and self.row.id in changes.cases:
            self.read()

    def tell_accounts(self, accounts: tuple[Account, ...], blocked: dict[int, str]) -> None:
        """Take our accounts, and by id why one cannot publish."""
        self._accounts = {account.id: account for account in accounts}
        self._blocked = blocked
        self._tell_access()

    def keep_draft(self) -> None:
        """Store what is being written now, without waiting for a pause."""
        if self.row is not None and self.composer.flush():
            self._save_draft()

    @Slot()
    def send(self) -> None:
        """Queue exactly the parts that the cards show."""
        if self.row is None or not self.composer.send_button.isEnabled():
            return
        row, text, limits = self.row, self.composer.text, self.composer.limits
        parts = self.composer.model.parts
        self.composer.show_draft("", limits)
        self._unsaved.pop(row.id, None)

        def queue(desk: Desk) -> Changes:
            return desk.replies.queue(row.id, text, parts, limits)[1]

        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            self.queued.emit(row.account_id)

        def failed(error: DeskError) -> None:
            if self.row is not None and self.row.id == row.id:
                self.composer.show_draft(text + self.composer.text, limits)
            self._save(row.id, text, limits.name)
            self.troubled.emit(error)

        self._lanes.writer.submit(queue, done, failed, receiver=self)

    def write(self, job: Callable[[Desk], Changes]) -> None:
        """Do a person's act on the writer lane, then tell what it changed."""
        self._lanes.writer.submit(job, self.changed.emit, self.troubled.emit, receiver=self)

    def _lay_out(self) -> None:
        upper = QWidget()
        upper_column = QVBoxLayout(upper)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        upper_column.setContentsMargins(0, 0, 0, 0)
        upper_column.setSpacing(0)
        for widget in (self.header, line, self.timeline, self.pending):
            upper_column.addWidget(widget)
        upper_column.setStretchFactor(self.timeline, 1)
        self._page = QSplitter(Qt.Orientation.Vertical)
        self._page.setHandleWidth(1)
        self._page.setChildrenCollapsible(False)
        self._page.addWidget(upper)
        self._page.addWidget(self.composer)
        self._page.setStretchFactor(0, 1)
        self._page.setSizes([440, 260])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    @Slot(object)
    def _show(self, case: CaseView) -> None:
        if self.row is None or self.row.id != case.row.id:
            return
        first = self.case is None
        stay_at_end = first or self.timeline.at_end()
        self.row, self.case = case.row, case
        self.header.show_case(case.row, self._now())
        self.model.show_messages(case.messages, self._now())
        self.pending.show_threads(case.threads)
        if self._draft_due:
            self._draft_due = False
            self._restore_draft(case)
        self._tell_access()
        if stay_at_end:
            self.timeline.executeDelayedItemsLayout()
            self.timeline.scrollToBottom()
        if first:
            self.opened.emit(case.row.id)

    @Slot(object)
    def _cannot_show(self, error: DeskError) -> None:
        self.row, self.case = None, None
        self.state.say(error.title, error.message, error.advice)
        self._stack.setCurrentWidget(self.state)

    def _restore_draft(self, case: CaseView) -> None:
        """Bring back the draft; what was typed meanwhile stands behind it."""
        stored = (case.draft.text, case.draft.limit) if case.draft is not None else None
        text, limit = self._unsaved.get(case.row.id, stored) or ("", self.limit)
        typed = self.composer.text
        if text and text != typed:
            self.composer.show_draft(text + typed, LIMITS_BY_NAME.get(limit, LIMITS_140))
            if typed:
                self._save_draft()

    @Slot()
    def _save_draft(self) -> None:
        if self.row is not None and not self._draft_due:
            self._save(self.row.id, self.composer.text, self.composer.limits.name)

    def _save(self, case_id: CaseId, text: str, limit: str) -> None:
        self._unsaved[case_id] = (text, limit)

        def done(changes: Changes) -> None:
            if self._unsaved.get(case_id) == (text, limit):
                del self._unsaved[case_id]
            self.changed.emit(changes)

        self._lanes.writer.submit(
            lambda desk: desk.drafts.save(case_id, text, limit),
            done,
            self.troubled.emit,
            receiver=self,
        )

    @Slot(int)
    def _retry(self, thread_id: int) -> None:
        if self.row is not None:
            account_id = self.row.account_id

            def done(changes: Changes) -> None:
                self.changed.emit(changes)
                self.queued.emit(account_id)

            self._lanes.writer.submit(
                lambda desk: desk.replies.retry(ThreadId(thread_id)),
                done,
                self.troubled.emit,
                receiver=self,
            )

    @Slot(int)
    def _cancel(self, thread_id: int) -> None:
        self.write(lambda desk: desk.replies.cancel(ThreadId(thread_id)))

    def _tell_access(self) -> None:
        """Say from whom the answer goes out, and why it cannot where it cannot."""
        if self.row is None:
            return
        account = self._accounts.get(self.row.account_id) if self.row.account_id else None
        to = f"@{self.row.handle}" if self.row.handle else self.row.name
        self.composer.to_line.setText(
            f"Answer to {to}" + (f" as @{account.handle}" if account else "")
        )
        reason = ""
        if self.row.account_id is None or (
            self.case is not None
            and not any(
                isinstance(m, Post) and m.direction is Direction.IN for m in self.case.messages
            )
        ):
            reason = NO_POST
        elif account is not None:
            reason = self._blocked.get(account.id, "")
        self.composer.block(reason)
        self.composer.warn_of_parts(
            doubtful=account is not None
            and account.network == "x"
            and account.self_reply is not SelfReply.YES
        )

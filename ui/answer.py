"""What is written to the customer of the open case: its draft, and its way into the outbox.

Owns the composer's text from the moment that a case is chosen till it is queued; a text
that a person typed is never overwritten by what comes home. What cannot be stored at
once waits in the `DraftKeeper`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.accounts import Account, SelfReply
from console.domain.cases import CaseRow, CaseView
from console.domain.changes import Changes
from console.domain.ids import AccountId, CaseId
from console.domain.limits import LIMITS_140, LIMITS_BY_NAME
from console.domain.messages import Post
from console.errors import DeskError
from ui import words
from ui.composer import Composer
from ui.draft_keeper import DraftKeeper, join, without
from ui.lanes import Lane
from ui.plain import isolated

NO_ACCOUNT = (
    "No account of its network is connected, so nothing goes out from here. "
    "Copy the parts and post them by hand."
)
BY_HAND = "This post has no link, so nothing goes out from here. Copy the parts, post them by hand."
NO_POST = "There is no post to answer here yet: this customer only called. Call back and note it."
NONE_LEFT = "None of the posts here can be answered any more. Call the customer, and note it."


class Answer(QObject):
    """The answer to one case.

    Signals:
        changed(Changes): something was stored.
        queued(AccountId): an answer waits to be published.
        troubled(DeskError): it could not be stored.
    """

    changed = Signal(object)
    queued = Signal(object)
    troubled = Signal(object)

    def __init__(
        self, composer: Composer, writer: Lane, now: Callable[[], datetime], page: QWidget
    ) -> None:
        super().__init__(page)
        self.composer, self._writer, self._now = composer, writer, now
        self.drafts = DraftKeeper(writer, page)
        self.limit = LIMITS_140.name
        """Name of the limit that an answer without a draft starts with."""
        self._row: CaseRow | None = None
        self._case: CaseView | None = None
        self._due = False
        """Whether the stored draft has still to be read."""
        self._held: list[CaseId] = []
        """Cases into whose draft something is on its way; once for each such thing."""
        self._kept_text = ""
        """What was last read of the open case's draft, or given to be stored."""
        self._accounts: dict[AccountId, Account] = {}
        self._blocked: dict[int, str] = {}
        self.drafts.changed.connect(self.changed)
        self.drafts.troubled.connect(self.troubled)
        composer.edited.connect(self._save)
        composer.send_wanted.connect(self.send)

    def open(self, row: CaseRow | None) -> None:
        """Go to another case, None for none; what was being written is kept."""
        self.keep()
        self._row, self._case = row, None
        self.composer.show_draft("", LIMITS_BY_NAME[self.limit])
        self._due, self._kept_text = row is not None, ""
        self._tell_access()

    def show(self, case: CaseView) -> None:
        """Take the case as it was read; it may be the one that the open one was joined into."""
        before, self._row, self._case = self._row, case.row, case
        if before is not None and before.id != case.row.id:
            self._move_text(before.id, case)
        if self._due and case.row.id not in self._held:
            self._due = False
            self._restore(case)
        if not case.threads:
            self.composer.say("")  # nothing of it waits any more
        self._tell_access()

    def hold_draft(self, case_id: CaseId) -> None:
        """Show no draft of a case till `release_draft`: what is taken back is to join it.

        What is typed meanwhile goes behind it.
        """
        self.keep()
        self._held.append(case_id)
        if self._row is not None and self._row.id == case_id:
            self.composer.show_draft("", self.composer.limits)
            self._due, self._kept_text = True, ""
            self._tell_access()

    def release_draft(self, case_id: CaseId) -> None:
        """Show the draft at the next read: what was taken back stands in it now, or never will."""
        self._held.remove(case_id)

    def miss(self) -> None:
        """Take note that the open case could not be read; nothing can be sent."""
        self.keep()
        self._case = None
        self._tell_access()

    def tell_accounts(self, accounts: tuple[Account, ...], blocked: dict[int, str]) -> None:
        """Take our accounts, and by id why one cannot publish."""
        self._accounts = {account.id: account for account in accounts}
        self._blocked = blocked
        self._tell_access()

    def keep(self) -> None:
        """Store what is being written now, without waiting for a pause."""
        if self.composer.flush():
            self._save()

    def may_close(self, close: Callable[[], None]) -> bool:
        """Return whether all that was written is stored; else `close` is called once it is."""
        self.keep()
        return self.drafts.may_close(close)

    def leave(self) -> None:
        """Store what is being written; start nothing any more."""
        self.keep()
        self.drafts.stop()

    @Slot()
    def send(self) -> None:
        """Queue exactly the parts that the cards show."""
        case = self._case
        if case is None or case.reply_to is None or not self.composer.send_button.isEnabled():
            return
        case_id, account_id, reply_to = case.row.id, case.row.account_id, case.reply_to.remote_id
        text, limits, parts = self.composer.text, self.composer.limits, self.composer.model.parts
        self.composer.go_on_writing()
        self.composer.show_draft("", limits)
        self._kept_text = ""
        self.drafts.take(case_id)
        number = self.drafts.begin_send(text, limits.name)

        def queue(desk: Desk) -> Changes:
            # As a draft first: if queueing fails, the text is in the file all the same.
            kept = desk.drafts.save(case_id, text, limits.name)
            return kept | desk.replies.queue(case_id, text, parts, limits, reply_to=reply_to)[1]

        def done(changes: Changes) -> None:
            self.drafts.end_send(number)
            if self._row is not None and self._row.id == case_id and not self.composer.text:
                what = words.several(len(parts), "part")
                self.composer.say(f"Queued: {what}, see above.")
            self.changed.emit(changes)
            self.queued.emit(account_id)

        def failed(error: DeskError) -> None:
            self._put_back(case_id, text, limits.name)
            self.drafts.end_send(number, error)
            self.troubled.emit(error)

        self._writer.submit(queue, done, failed, receiver=self)

    def _put_back(self, case_id: CaseId, text: str, limit: str) -> None:
        """Show and keep a text that could not be queued, before what was typed since."""
        if self._row is not None and self._row.id == case_id and not self._due:
            both = join(text, self.composer.text)
            self.composer.show_draft(both, LIMITS_BY_NAME.get(limit, LIMITS_140))
            self._save()
        else:
            self.drafts.keep(case_id, text, limit, added=True)

    def _restore(self, case: CaseView) -> None:
        """Bring back the draft; what was typed meanwhile stands behind it."""
        typed, kept = self.composer.text, self.drafts.get(case.row.id)
        text, limit = (case.draft.text, case.draft.limit) if case.draft else ("", self.limit)
        if kept is not None:
            text, limit = join(text, kept.text) if kept.added else kept.text, kept.limit
        text = without(text, self._kept_text)  # typed here, and stored meanwhile
        if text:
            self.composer.show_draft(join(text, typed), LIMITS_BY_NAME.get(limit, LIMITS_140))
        self._kept_text = self.composer.text
        if typed or kept is not None:
            self._save()

    def _move_text(self, asked: CaseId, case: CaseView) -> None:
        """Take what is written along into the case that the open one went into."""
        kept = self.drafts.take(asked)
        if self._due:
            if kept is not None:
                self.drafts.keep(case.row.id, kept.text, kept.limit, added=True)
            return
        stored = without(case.draft.text if case.draft else "", self._kept_text)
        text = self.composer.text
        if join(stored, text) != text:
            self.composer.show_draft(join(stored, text), self.composer.limits)
        if stored or text or kept is not None:
            self._save()

    @Slot()
    def _save(self) -> None:
        if self._row is None:
            return
        text, limit, before = self.composer.text, self.composer.limits.name, self._kept_text
        if not self._due:
            self.drafts.keep(self._row.id, text, limit)
        elif text:  # behind what is stored, which is not known yet
            self.drafts.keep(self._row.id, text, limit, added=True, replaces=before)
        self._kept_text = text

    def _tell_access(self) -> None:
        """Say from whom and to which post the answer goes, or why it cannot go out."""
        if self._row is None:
            return
        account = self._accounts.get(self._row.account_id) if self._row.account_id else None
        self.composer.to_line.setText(
            f"Answer to {self._answered(self._row)}" + (f" as @{account.handle}" if account else "")
        )
        self.composer.set_ready(self._case is not None and not self._due)
        if self._row.account_id is None and self._row.first_post_at is None:
            self.composer.offer_note(NO_POST)
        elif self._row.account_id is None:
            self.composer.block(NO_ACCOUNT)
        elif self._case is not None and self._case.reply_to is None:
            if any(isinstance(message, Post) for message in self._case.messages):
                self.composer.block(BY_HAND)
            else:
                self.composer.offer_note(NONE_LEFT)
        else:
            self.composer.block("" if account is None else self._blocked.get(account.id, ""))
        on_x = account is not None and account.network == "x"
        self.composer.warn_of_parts(account.self_reply if account and on_x else SelfReply.YES)
        post = None if self._case is None else self._case.reply_to
        self.composer.warn_of_summons(summoned=post is None or post.summons or not on_x)

    def _answered(self, row: CaseRow) -> str:
        """Return which post an answer goes to; before that is known, to whom."""
        post = None if self._case is None else self._case.reply_to
        if post is None:
            return f"@{row.handle}" if row.handle else isolated(row.name)
        who = f"@{post.author_handle}" if post.author_handle else isolated(post.author_name)
        return f"{who}'s post of {words.moment(post.at, self._now())}"

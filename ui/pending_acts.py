"""Does what a person wants done about answers on their way.

Writes through the writer lane, one act on an answer at a time; whoever publishes is told
by `queued`. What is taken back joins the draft of its case, which the composer does not
touch meanwhile. A page is opened and a text copied only when the desk has stored that this
was done.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, PartId, ThreadId
from console.domain.outbox import HandOff, PartState, ReplyThread
from console.errors import DeskError, InputError
from console.language import tr
from ui import browser, delete_question
from ui.answer import Answer
from ui.browser import OpenAddress
from ui.lanes import Lane
from ui.pending_choices import Act

Result = TypeVar("Result")
STOPPED = tr("Stopped. What was not on its way yet is in the composer again.")


class PendingActs(QObject):
    """The acts on answers, each on the writer lane.

    While one is under way, no other is taken for the same answer.

    Signals:
        changed(Changes): something was stored.
        queued: there may be something to publish.
        taken_back(CaseId): the draft of this case holds what was taken back, or never will.
        handed_off(HandOff, bool): a part is to be posted by hand; whether a browser opened.
        link_refused(ThreadId, str): the link that was given cannot be the part's; why.
        said(str): what a person should know of what was done.
        troubled(DeskError): it could not be done.
    """

    changed = Signal(object)
    queued = Signal()
    taken_back = Signal(object)
    handed_off = Signal(object, bool)
    link_refused = Signal(object, str)
    said = Signal(str)
    troubled = Signal(object)

    def __init__(
        self,
        writer: Lane,
        answer: Answer,
        parent: QObject | None = None,
        *,
        open_address: OpenAddress = browser.open_url,
    ) -> None:
        super().__init__(parent)
        self._writer, self._answer = writer, answer
        self._under_way: set[ThreadId] = set()
        self.open_address = open_address

    def do(
        self,
        act: Act,
        thread_id: ThreadId,
        case_id: CaseId,
        *,
        part_id: PartId | None = None,
        known: frozenset[MessageId] | None = None,
    ) -> None:
        """Do what needs no more than a person's word.

        `part_id` is the part that they had before them and `known` the messages: the desk does
        it to no other part. To delete is asked about before, by `ask_delete`.
        """
        match act:
            case Act.CANCEL:
                self.take_back(thread_id, case_id)
            case Act.HAND_OFF:
                self._hand_off(thread_id, case_id, part_id)
            case Act.SEND_ANYWAY:
                self._write(
                    thread_id,
                    lambda desk: desk.outbox.send_anyway(thread_id, part_id=part_id, known=known),
                )
            case Act.SEND_NOW:
                self._write(thread_id, lambda desk: desk.outbox.send_now(thread_id))
            case Act.RETRY:
                self._write(thread_id, lambda desk: desk.outbox.retry(thread_id, part_id=part_id))

    def take_back(
        self,
        thread_id: ThreadId,
        case_id: CaseId,
        then: Callable[[ReplyThread | None], None] | None = None,
    ) -> None:
        """Put what is not out into the draft of its case again.

        `then` hears how the answer stands after that, also where it came too late; None
        where that is not known. Without it, what came too late is told as trouble.
        """

        def job(desk: Desk) -> tuple[Changes, ReplyThread]:
            changes = Changes.of(cases=(case_id,), threads=(thread_id,))
            try:
                changes |= desk.outbox.cancel(thread_id)
            except InputError:
                if then is None:
                    raise
            return changes, desk.outbox.thread(thread_id)

        def done(result: tuple[Changes, ReplyThread]) -> None:
            changes, thread = result
            self.changed.emit(changes)
            if then is not None:
                then(thread)
            elif thread.next_part is not None:
                self.said.emit(STOPPED)

        def failed(error: DeskError) -> None:
            if then is not None:
                then(None)
            self.troubled.emit(error)

        self._on_draft(thread_id, case_id, job, done, failed)

    def ask_delete(self, thread: ReplyThread, window: QWidget) -> None:
        """Delete from the network what of an answer is public, after a question.

        Where more of it is public by the time of the yes, that is asked about anew.
        """
        delete_question.ask(window, thread, partial(self._delete, thread, window))

    def posted(self, thread_id: ThreadId, part_id: PartId, link: str) -> None:
        """Record that a part is public at this address; empty: somewhere."""

        def failed(error: DeskError) -> None:
            if isinstance(error, InputError):
                self.link_refused.emit(thread_id, f"{error.message} {error.advice}")
            else:
                self.troubled.emit(error)

        self._write(
            thread_id, lambda desk: desk.outbox.posted(thread_id, link, part_id=part_id), failed
        )

    def is_post(self, thread_id: ThreadId, part_id: PartId, remote_id: str) -> None:
        """Record that a part is this post of ours."""
        self._write(
            thread_id, lambda desk: desk.outbox.posted(thread_id, remote_id, part_id=part_id)
        )

    def not_posted(self, thread_id: ThreadId, part_id: PartId) -> None:
        """Record that a part was not posted after all."""
        self._write(thread_id, lambda desk: desk.outbox.not_posted(thread_id, part_id=part_id))

    def _hand_off(self, thread_id: ThreadId, case_id: CaseId, part_id: PartId | None) -> None:
        """Open the next part in the browser, its text in the clipboard."""

        def done(found: HandOff) -> None:
            # To the sign: what is posted by hand must be what the desk stored of it.
            QGuiApplication.clipboard().setText(found.text)
            opened = self.open_address(QUrl(found.url, QUrl.ParsingMode.StrictMode))
            self.handed_off.emit(found, opened is not False)
            self.changed.emit(Changes.of(cases=(case_id,), threads=(thread_id,)))

        self._submit(
            thread_id,
            lambda desk: desk.outbox.hand_off(thread_id, part_id=part_id),
            done,
            self.troubled.emit,
        )

    def _delete(self, asked: ReplyThread, window: QWidget) -> None:
        def job(desk: Desk) -> Changes | ReplyThread:
            found = desk.outbox.thread(asked.id)
            if not _public(found) <= _public(asked):
                return found
            part = found.next_part
            if part is not None and part.state is PartState.SENDING:
                raise InputError(
                    tr("Part {number} is on its way just now.").format(number=part.position),
                    advice=tr("Wait a moment until it is known whether it arrived."),
                )
            return desk.outbox.delete(asked.id)

        def done(result: Changes | ReplyThread) -> None:
            if isinstance(result, ReplyThread):
                self.ask_delete(result, window)
            else:
                self._published(result)

        self._on_draft(asked.id, asked.case_id, job, done, self.troubled.emit)

    def _write(
        self,
        thread_id: ThreadId,
        job: Callable[[Desk], Changes],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        self._submit(thread_id, job, self._published, failed or self.troubled.emit)

    def _published(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.queued.emit()

    def _on_draft(
        self,
        thread_id: ThreadId,
        case_id: CaseId,
        job: Callable[[Desk], Result],
        done: Callable[[Result], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        """Do what writes into the draft of a case, which nobody shows meanwhile."""
        if thread_id in self._under_way:
            return
        # On the same lane before it, so that nothing typed is lost.
        self._answer.hold_draft(case_id)

        def over(result: Result) -> None:
            self._release(case_id)
            done(result)

        def not_done(error: DeskError) -> None:
            self._release(case_id)
            failed(error)

        self._submit(thread_id, job, over, not_done)

    def _release(self, case_id: CaseId) -> None:
        self._answer.release_draft(case_id)
        self.taken_back.emit(case_id)

    def _submit(
        self,
        thread_id: ThreadId,
        job: Callable[[Desk], Result],
        done: Callable[[Result], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        """Do something to an answer, unless something is being done to it already."""
        if thread_id in self._under_way:
            return
        self._under_way.add(thread_id)

        def over(result: Result) -> None:
            self._under_way.discard(thread_id)
            done(result)

        def not_done(error: DeskError) -> None:
            self._under_way.discard(thread_id)
            failed(error)

        self._writer.submit(job, over, not_done, receiver=self)


def _public(thread: ReplyThread) -> frozenset[PartId]:
    return frozenset(part.id for part in thread.parts if part.is_public)

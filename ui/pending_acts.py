"""Does what a person wants done about answers on their way.

Writes through the writer lane; whoever publishes is told by `queued`. What is taken back
joins the draft of its case, which the composer does not touch meanwhile. A page is opened
and a text copied only when the desk has stored that this was done.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from console.desk import Desk
from console.domain.changes import Changes
from console.domain.ids import CaseId, RemoteId, ThreadId
from console.domain.outbox import HandOff
from console.errors import DeskError, InputError
from ui.answer import Answer
from ui.lanes import Lane
from ui.pending_choices import Act
from ui.timeline_acts import OpenAddress

Verb = Callable[[Desk, ThreadId], Changes]
VERBS: dict[Act, Verb] = {
    Act.SEND_ANYWAY: lambda desk, thread_id: desk.outbox.send_anyway(thread_id),
    Act.SEND_NOW: lambda desk, thread_id: desk.outbox.send_now(thread_id),
    Act.RETRY: lambda desk, thread_id: desk.outbox.retry(thread_id),
}
"""The acts after which something is to be published, and no more."""


class NoBrowser(DeskError):
    """The system opened no browser; the text is in the clipboard all the same."""

    title = "No browser opened"
    advice = "The text is in the clipboard: open X yourself and paste it there."


class PendingActs(QObject):
    """The acts on answers, each on the writer lane.

    Signals:
        changed(Changes): something was stored.
        queued: there may be something to publish.
        taken_back(CaseId): the draft of this case holds what was taken back, or never will.
        link_refused(ThreadId, str): the link that was given cannot be the part's; why.
        troubled(DeskError): it could not be done.
    """

    changed = Signal(object)
    queued = Signal()
    taken_back = Signal(object)
    link_refused = Signal(object, str)
    troubled = Signal(object)

    def __init__(
        self,
        writer: Lane,
        answer: Answer,
        parent: QObject | None = None,
        *,
        open_address: OpenAddress = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(parent)
        self._writer, self._answer = writer, answer
        self.open_address = open_address

    def do(self, act: Act, thread_id: ThreadId, case_id: CaseId) -> None:
        """Do what needs no more than a person's word; `DELETE` and `COPY` are asked before."""
        if act is Act.CANCEL:
            self._take_back(case_id, lambda desk: desk.outbox.cancel(thread_id))
        elif act is Act.DELETE:
            self._take_back(case_id, lambda desk: desk.outbox.delete(thread_id), publish=True)
        elif act is Act.HAND_OFF:
            self.hand_off(thread_id, case_id)
        elif act in VERBS:
            verb = VERBS[act]
            self._write(lambda desk: verb(desk, thread_id))

    def hand_off(self, thread_id: ThreadId, case_id: CaseId) -> None:
        """Open the next part in the browser, its text in the clipboard."""

        def done(found: HandOff) -> None:
            QGuiApplication.clipboard().setText(found.text)
            opened = self.open_address(QUrl(found.url, QUrl.ParsingMode.StrictMode))
            self.changed.emit(Changes.of(cases=(case_id,), threads=(thread_id,)))
            if opened is False:
                self.troubled.emit(NoBrowser("This system opened no browser."))

        self._writer.submit(
            lambda desk: desk.outbox.hand_off(thread_id), done, self.troubled.emit, receiver=self
        )

    def posted(self, thread_id: ThreadId, link: str) -> None:
        """Record that the next part is public at this address; empty: somewhere."""

        def failed(error: DeskError) -> None:
            if isinstance(error, InputError):
                self.link_refused.emit(thread_id, f"{error.message} {error.advice}")
            else:
                self.troubled.emit(error)

        self._write(lambda desk: desk.outbox.posted(thread_id, link), failed)

    def is_post(self, thread_id: ThreadId, remote_id: RemoteId) -> None:
        """Record that the next part is this post of ours."""
        self._write(lambda desk: desk.outbox.posted(thread_id, remote_id))

    def not_posted(self, thread_id: ThreadId) -> None:
        """Record that the next part was not posted after all."""
        self._write(lambda desk: desk.outbox.not_posted(thread_id))

    def _write(
        self,
        job: Callable[[Desk], Changes],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        self._writer.submit(job, self._published, failed or self.troubled.emit, receiver=self)

    def _published(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.queued.emit()

    def _take_back(
        self, case_id: CaseId, job: Callable[[Desk], Changes], *, publish: bool = False
    ) -> None:
        # On the same lane before it, so that nothing typed is lost.
        self._answer.hold_draft(case_id)

        def done(changes: Changes) -> None:
            self._release(case_id)
            self.changed.emit(changes)
            if publish:
                self.queued.emit()

        def failed(error: DeskError) -> None:
            self._release(case_id)
            self.troubled.emit(error)

        self._writer.submit(job, done, failed, receiver=self)

    def _release(self, case_id: CaseId) -> None:
        self._answer.release_draft(case_id)
        self.taken_back.emit(case_id)

"""Answers on their way in the open case: what is shown of them, and what is done about them.

Wires what is seen (`ui.pending_view`) to the acts, to the evidence that is read for lost
parts, and to the clock; what it shows comes from the case page.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from console.desk import Desk
from console.domain.cases import CaseView
from console.domain.ids import CaseId, PartId
from console.domain.outbox import ReplyThread
from ui.answer import Answer
from ui.evidence_reader import Evidence, EvidenceReader
from ui.lanes import Lanes
from ui.pending_acts import PendingActs
from ui.pending_choices import Act
from ui.pending_clock import PendingClock
from ui.pending_hush import PendingHush
from ui.pending_view import PendingView
from ui.theme import Theme


class PendingSide(QObject):
    """The panel under the timeline, and what stands behind it."""

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        answer: Answer,
        timeline: QWidget,
        page: QWidget,
    ) -> None:
        """Take the text that joins what is taken back, and where the focus goes else."""
        super().__init__(page)
        self._now, self._page, self._timeline = now, page, timeline
        self._case: CaseView | None = None
        self._waits_till: datetime | None = None
        """Till when the account waits, as it was read with the case."""
        self.view = PendingView(theme)
        self.acts = PendingActs(lanes.writer, answer, page)
        self._evidence = EvidenceReader(lanes.reader, self)
        self._clock = PendingClock(self)
        self._hush = PendingHush(timeline)
        view, acts = self.view, self.acts
        view.act_wanted.connect(self._act)
        view.posted.connect(acts.posted)
        view.not_posted.connect(acts.not_posted)
        view.is_post.connect(acts.is_post)
        view.focus.writing_wanted.connect(answer.composer.editor.setFocus)
        view.focus.left.connect(self._leave)
        acts.handed_off.connect(view.take_hand_off)
        acts.link_refused.connect(view.refuse_link)
        self._evidence.found.connect(self._show_evidence)
        self._clock.struck.connect(self._show)

    def show(self, case: CaseView | None, account_waits_till: datetime | None = None) -> None:
        """Show the answers of a case as it was read; None for no case."""
        self._case, self._waits_till = case, account_waits_till
        if case is None:
            self.view.focus.forget()
        self._show()
        if case is not None:
            self._evidence.read(case.threads)

    def act(self, act: Act, thread: ReplyThread) -> None:
        """Do a person's word on an answer as it was before them; to delete is asked about."""
        part, case = thread.next_part, self._case
        here = case is not None and case.row.id == thread.case_id
        if act is Act.COPY:
            QGuiApplication.clipboard().setText("\n\n".join(each.text for each in thread.parts))
        elif act is Act.DELETE:
            self.acts.ask_delete(thread, self._page.window())
        else:
            self.view.hear(thread.id, act)
            self.acts.do(
                act,
                thread.id,
                thread.case_id,
                part_id=None if part is None else part.id,
                known=frozenset(each.id for each in case.messages) if case and here else None,
            )

    def stop(self) -> None:
        """Count and wait for nothing any more."""
        self._clock.stop()
        self._hush.end()

    @Slot()
    def _show(self) -> None:
        """Show the answers as they stand by now, and anew when that is over."""
        threads = () if self._case is None else self._case.threads
        now = self._now()
        self.view.show_threads(threads, now, self._waits_till)
        self._clock.follow(threads, now, self._waits_till)

    @Slot(int, object)
    def _act(self, thread_id: int, act: Act) -> None:
        for thread in () if self._case is None else self._case.threads:
            if thread.id == thread_id:
                self.act(act, thread)

    @Slot(bool)
    def _leave(self, typing: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._timeline.setFocus()
        if typing:
            self._hush.begin()

    @Slot(object, object)
    def _show_evidence(self, part_id: PartId, found: tuple[Evidence, ...]) -> None:
        self.view.show_evidence(part_id, found, self._now())


def read(case_id: CaseId, desk: Desk) -> tuple[CaseView, datetime | None]:
    """Read a case, and till when its account waits where an answer is on its way."""
    case = desk.cases.view(case_id)
    accounts = {thread.account_id for thread in case.threads}
    waits = [at for each in accounts if (at := desk.outbox.waits_till(each)) is not None]
    return case, max(waits, default=None)

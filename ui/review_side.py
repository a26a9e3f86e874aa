"""What a reviewer does in the window: notes, marks, the way from case to case, the filters.

Acts run on the writer lane, one after the other; which cases are to be seen, and where one
goes next, is found on the reader lane.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QModelIndex, QObject, Slot
from PySide6.QtWidgets import QVBoxLayout

from console.desk import Desk
from console.desk.review_session import ReviewSession, TakenBack
from console.domain.cases import CaseView
from console.domain.ids import CaseId, MessageId
from console.domain.messages import CallNote, Message
from console.domain.reviews import (
    EVERYTHING,
    CaseReview,
    NewNote,
    ReviewFilter,
    ReviewProgress,
    Sample,
    Standing,
    Verdict,
)
from console.errors import DeskError, InputError
from console.language import tr
from ui import words
from ui.main_window import MainWindow
from ui.plain import isolated
from ui.review_banner import ReviewBanner
from ui.review_bar import ReviewBar
from ui.review_exports import ReviewExports
from ui.review_mode import ReviewMode
from ui.review_pane import ReviewPane
from ui.views import View

T = TypeVar("T")
MOST_STEPS_BACK = 200
TAKES_BACK = tr("Ctrl+Z takes it back.")
ALL_REVIEWED = (
    tr("All reviewed"),
    tr("Nothing is left here that you have not reviewed."),
    tr("F shows every case again; another view may hold more."),
)
NONE_FOUND = (
    tr("No such case"),
    tr("No case of this view is as the filters ask."),
    tr("Choose others above."),
)


class ReviewSide(QObject):
    """The reviewer's acts over one window."""

    def __init__(self, window: MainWindow, mode: ReviewMode, session: ReviewSession) -> None:
        super().__init__(window)
        mode.side = self
        self._window, self._session = window, session
        self._case: CaseView | None = None
        self._visited: list[CaseId] = []
        self.filter = session.filter
        self.banner = ReviewBanner(session.file, session.place, session.by, window.theme)
        self.bar = ReviewBar(window.theme)
        self.pane = ReviewPane(window.theme, session.by)
        self.exports = ReviewExports(window, session, self)
        window.pages.put_banner(self.banner)
        window.side.offer(mode.views)
        column = window.inbox.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(1, self.bar)
        window.inbox.place.empty_words = self._empty_words
        window.inbox.loaded.connect(self._read_progress)
        window.inbox.marks_changed.connect(self._unmark)
        self.bar.chosen.connect(self.choose)
        self.bar.sample_wanted.connect(self.ask_sample)

    def complete(self) -> None:
        """Put the pane into its place, once the case's side is built."""
        window, case, pane = self._window, self._window.case, self.pane
        case.let_read_only(pane)
        window.right.view.let_read_only()
        case.shown.connect(self._show_case)
        case.timeline.selectionModel().currentChanged.connect(self._follow_message)
        pane.keep_wanted.connect(self.keep_note)
        pane.done_wanted.connect(self.done)
        pane.take_back_wanted.connect(self._take_note_back)
        pane.message_wanted.connect(case.show_message)
        window.status.show_state(tr("Read-only: nothing is synced, sent or changed."), "", "")
        window.side.choose(View.ALL)

    def write_note(self) -> None:
        """Go to the field."""
        self.pane.text.setFocus()

    def keep_note(self) -> None:
        """Keep what stands in the field, and stay with the case."""
        case = self._case
        if case is None:
            return
        new = self.pane.entered()
        if not new.says_something:
            self._window.status.notice(tr("A note needs words, a verdict or a tag."))
            return
        self._keep(case.row.id, new)
        self.pane.begin()
        self._window.case.timeline.setFocus()

    def done(self) -> None:
        """Note that the open case was reviewed, with what stands in the field; go on."""
        if self._case is not None:
            self._mark(self._case.row.id, done=True)

    def not_done(self) -> None:
        """Note that the open case is to be reviewed again."""
        if self._case is not None:
            self._mark(self._case.row.id, done=False)

    def next(self) -> None:
        """Open the next case of the list that is not reviewed."""
        inbox = self._window.inbox
        row = self._window.case.row
        within, order = inbox.view.within, inbox.order
        after = None if row is None else row.id
        self._window.lanes.reader.submit(
            lambda desk: desk.reviews.next_open(within, order, after),
            partial(self._go, after),
            receiver=self,
            key="review-next",
        )

    def back(self) -> None:
        """Open the case before."""
        if len(self._visited) > 1:
            self._visited.pop()
            self._window.open_case(self._visited.pop())
        else:
            self._window.status.notice(tr("This is the first case of this session."))

    def undo(self) -> None:
        """Take back the newest act, also one from before."""
        self._act(lambda desk: desk.reviews.undo(), self._tell_taken_back)

    def verdict(self, verdict: Verdict) -> None:
        """Choose the verdict of the note that is being written."""
        if self._case is not None:
            self.pane.choose_verdict(verdict)

    def toggle_filter(self) -> None:
        """Show what is not yet reviewed, or every case."""
        not_yet = self.filter.standing is Standing.NOT_YET
        standing = Standing.ANY if not_yet else Standing.NOT_YET
        self.choose(replace(self.filter, standing=standing))

    def show_everything(self) -> None:
        """Let every case be seen."""
        self.choose(EVERYTHING)

    @Slot(object)
    def choose(self, wanted: ReviewFilter) -> None:
        """Let only these cases be seen."""
        before, self.filter = self.filter, wanted
        self.bar.show_filter(wanted)

        def chosen(_none: None) -> None:
            if wanted.sample != before.sample and wanted.sample is not None:
                self._window.side.choose(View.ALL)
            self._window.inbox.read()
            self._window.read_overview()

        self._window.lanes.reader.submit(
            lambda desk: desk.reviews.choose(wanted), chosen, receiver=self
        )

    @Slot()
    def ask_sample(self) -> None:
        """Ask for a sample."""
        from ui.review_sample_dialog import ReviewSampleDialog

        dialog = ReviewSampleDialog(self.filter.sample, self._window.theme, self._window)

        def drawn(sample: Sample | None) -> None:
            self.choose(replace(self.filter, sample=sample))

        dialog.drawn.connect(drawn)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export_csv(self) -> None:
        """Write all notes into a CSV file."""
        self.exports.ask_csv()

    def export_summary(self) -> None:
        """Write a page that can be read and sent."""
        self.exports.ask_html()

    def leave(self) -> None:
        """Keep what stands in the field: the window closes."""
        self._keep_unsaid()

    def _empty_words(self, view: View) -> tuple[str, str, str]:
        if self.filter.is_empty:
            title, message, _ = view.empty_words
            return title if view is not View.NEEDS_REPLY else tr("All answered"), message, ""
        return ALL_REVIEWED if self.filter.standing is Standing.NOT_YET else NONE_FOUND

    @Slot(object)
    def _show_case(self, case: CaseView | None) -> None:
        """Show what was said of a case; what was written on the one before is kept."""
        opened = None if case is None else case.row.id
        before = None if self._case is None else self._case.row.id
        if case is None or opened != before:
            self._keep_unsaid()
        self._case = case
        if case is None:
            self.pane.choose_message(None, "")
            return
        if not self._visited or self._visited[-1] != case.row.id:
            self._visited = [*self._visited, case.row.id][-MOST_STEPS_BACK:]
        self._read_review(case.row.id)

    def _keep_unsaid(self) -> None:
        if self._case is None:
            return
        new = self.pane.entered()
        if new.says_something:
            self._keep(self._case.row.id, new)
        self.pane.begin()

    def _keep(self, case_id: CaseId, new: NewNote) -> None:
        self._act(
            lambda desk: desk.reviews.annotate(case_id, new),
            lambda _note: self._tell(
                case_id, tr("Note kept. {takes_back}").format(takes_back=TAKES_BACK)
            ),
            lambda error: self._give_back(case_id, new, error),
        )

    def _give_back(self, case_id: CaseId, new: NewNote, error: DeskError) -> None:
        """Put a note that could not be stored into its field again, and say why."""
        self._window.show_trouble(error)
        case = self._case
        if case is not None and case.row.id == case_id and not self.pane.entered().says_something:
            self.pane.take(new)

    def _mark(self, case_id: CaseId, *, done: bool) -> None:
        new = self.pane.entered()
        if new.says_something:
            self._keep(case_id, new)
            self.pane.begin()

        def marked(_new: bool) -> None:  # noqa: FBT001 - what the verb returns
            said = tr("Reviewed.") if done else tr("Not reviewed.")
            self._tell(case_id, f"{said} {TAKES_BACK}")
            if done:
                self.next()

        self._act(lambda desk: desk.reviews.mark(case_id, done=done), marked)

    def _go(self, before: CaseId | None, case_id: CaseId | None) -> None:
        window = self._window
        if case_id is None:
            window.status.notice(tr("All of this list is reviewed."))
        else:
            window.open_case(case_id)
        left = before is not None and not self._session.narrow((before,))
        if left and before is not None and (case_id is not None or window.case.row is None):
            window.inbox.forget(before)
        elif left:
            window.case.open(None)
            window.inbox.read()

    @Slot(str)
    def _take_note_back(self, note_id: str) -> None:
        self._act(lambda desk: desk.reviews.take_note_back(note_id), self._tell_taken_back)

    def _tell_taken_back(self, taken: TakenBack) -> None:
        self._tell(taken.case_id, taken.said)
        self._window.open_case(taken.case_id)

    def _tell(self, case_id: CaseId, said: str) -> None:
        """Say what was done, and show it wherever it is to be seen."""
        window = self._window
        window.status.notice(said)
        window.inbox.renew(frozenset((case_id,)))
        self._read_progress()
        self._read_review(case_id)
        if self.filter.is_empty:
            return
        window.read_overview()

    def _act(
        self,
        job: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        self._window.lanes.writer.submit(job, done, failed or self._fail, receiver=self)

    def _fail(self, error: DeskError) -> None:
        if isinstance(error, InputError):
            self._window.status.notice(error.message)
        else:
            self._window.show_trouble(error)

    def _read_review(self, case_id: CaseId) -> None:
        if self._case is not None and self._case.row.id == case_id:
            self._window.lanes.reader.submit(
                lambda desk: desk.reviews.of(case_id), self._show_review, key="review"
            )

    @Slot(object)
    def _show_review(self, review: CaseReview) -> None:
        case = self._case
        if case is not None and case.row.id == review.case_id:
            abouts = {one.id: self._said(one) for one in case.messages}
            self.pane.show_review(review, abouts, self._window.now())

    @Slot()
    def _read_progress(self) -> None:
        view = self._window.inbox.view
        if view.lists_cases:
            self._window.lanes.reader.submit(
                lambda desk: desk.reviews.progress(view.within),
                partial(self._show_progress, view),
                receiver=self,
                key="review-progress",
            )

    def _show_progress(self, view: View, progress: ReviewProgress) -> None:
        self.bar.show_progress(progress, view.title)

    @Slot(QModelIndex)
    def _follow_message(self, index: QModelIndex) -> None:
        case = self._case
        if case is None or not 0 <= index.row() < len(case.messages):
            self.pane.choose_message(None, "")
            return
        message = case.messages[index.row()]
        self.pane.choose_message(MessageId(message.id), self._said(message))

    @Slot()
    def _unmark(self) -> None:
        """Mark no cases: nothing is done with many of them here."""
        if self._window.inbox.has_marks:
            self._window.inbox.unmark()

    def _said(self, message: Message) -> str:
        """Return which message it is, short."""
        if isinstance(message, CallNote):
            who = tr("the call")
        else:
            who = isolated(message.author_name or message.author_handle) or tr("a post")
        return f"{who}, {words.moment(message.at, self._window.now())}"

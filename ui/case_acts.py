"""A person's acts on cases as a whole: resolve, snooze, put aside, take back.

Each acts on the marked cases if there are any, else on the open one. What is said of a
case is `ui.case_marking`'s, what makes one of two cases and two of one `ui.case_joining`'s.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import PromiseId
from console.domain.messages import Direction
from console.store.journal import Undone
from ui import words
from ui.case_doing import TAKES_BACK, CaseDoing, Meant
from ui.case_joining import CaseJoining
from ui.case_marking import CaseMarking
from ui.case_page import CasePage
from ui.inbox_page import InboxPage
from ui.lanes import Lane
from ui.resolve_line import Answered
from ui.undone_words import undone_words


class CaseActs(QObject):
    """Acts that can be undone.

    Signals:
        changed(Changes): something was stored.
        said(str): a passing word about what was done.
        troubled(DeskError): it could not be done.
        case_wanted(CaseId): an act on this case was taken back; show it.
        contacts_wanted: two contacts are to be made one.
    """

    changed = Signal(object)
    said = Signal(str)
    troubled = Signal(object)
    case_wanted = Signal(object)
    contacts_wanted = Signal()

    def __init__(
        self,
        inbox: InboxPage,
        case: CasePage,
        writer: Lane,
        since: datetime,
        parent: QObject | None = None,
    ) -> None:
        """Take when the window was opened: of acts from before it is said when they were done."""
        super().__init__(parent)
        self._inbox, self._case, self._since = inbox, case, since
        self._doing = doing = CaseDoing(inbox, case, writer, self)
        self._marking, self._joining = CaseMarking(doing), CaseJoining(doing)
        self._resolving: Meant | None = None
        """The cases of which it is asked what fixed them."""
        doing.changed.connect(self.changed)
        doing.said.connect(self.said)
        doing.troubled.connect(self.troubled)
        doing.case_wanted.connect(self.case_wanted)
        self._joining.contacts_wanted.connect(self.contacts_wanted)
        case.resolving.answered.connect(self._resolve)
        case.resolving.left.connect(self._end_resolving)
        case.turned.connect(self._forget_resolving)
        case.header.promise_kept.connect(self.keep_promise)

    @Slot()
    def resolve_or_reopen(self) -> None:
        """Resolve the open case, or bring it back where it is resolved."""
        row = self._case.row
        if row is not None and row.state is CaseState.RESOLVED:
            self.reopen()
        else:
            self.resolve()

    @Slot()
    def resolve(self) -> None:
        """Ask in one line what fixed it; the case is resolved when that is answered."""
        meant = self._doing.meant()
        if meant is None or (meant.row is not None and meant.row.state is CaseState.RESOLVED):
            return
        self._resolving = meant
        touchpoint = "" if meant.row is None else meant.row.touchpoint
        asks_where = meant.row is not None and not touchpoint
        line = self._case.resolving
        line.begin(len(meant.ids), asks_where=asks_where)
        self._doing.read(
            lambda desk: (desk.triage.fixes(touchpoint), self._marking.touchpoints(desk)),
            lambda found: line.offer(*found),
            line,
        )

    @Slot(object)
    def _resolve(self, answer: Answered) -> None:
        """Resolve what was asked about, and go on to the next case."""
        meant = self._resolving
        if meant is None:
            return

        def job(desk: Desk) -> Changes:
            return desk.triage.resolve(
                meant.ids,
                fix=answer.fix,
                channel=answer.channel,
                skipped=answer.skipped,
                touchpoint=answer.touchpoint,
            )

        self._doing.do(job, meant.said("Resolved"))
        self._end_resolving()
        self._doing.leave(meant.ids)

    @Slot()
    def _end_resolving(self) -> None:
        """Close the line, and go back to the list."""
        self._forget_resolving()
        self._inbox.front.setFocus()

    @Slot()
    def _forget_resolving(self) -> None:
        self._resolving = None
        self._case.resolving.close_line()

    @Slot()
    def reopen(self) -> None:
        """Bring cases back among those that need a reply."""
        meant = self._doing.meant()
        if meant is None or (meant.row is not None and meant.row.state is CaseState.NEEDS_REPLY):
            return
        self._doing.do(lambda desk: desk.triage.reopen(meant.ids), meant.said("Reopened"))

    @Slot()
    def snooze(self) -> None:
        """Let cases sleep till a moment that the person names."""
        from ui.snooze_dialog import SnoozeDialog

        meant = self._doing.meant()
        if meant is None:
            return
        page = self._case
        dialog = SnoozeDialog(
            page.now(),
            page.header.hours,
            meant.whose,
            page.window(),
            promise_due_at=None if meant.row is None else meant.row.promise_due_at,
        )

        def sleep(until: datetime) -> None:
            said = meant.said(f"Snoozed till {words.when(until, page.now())}")
            self._doing.do(lambda desk: desk.triage.snooze(meant.ids, until), said)
            self._doing.leave(meant.ids)

        dialog.chosen.connect(sleep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def spam(self) -> None:
        """Put cases aside as spam."""
        meant = self._doing.meant()
        if meant is None or (meant.row is not None and meant.row.state is CaseState.SPAM):
            return
        said = meant.said("Marked as spam")
        self._doing.do(lambda desk: desk.triage.mark_spam(meant.ids), said)
        self._doing.leave(meant.ids)

    @Slot()
    def touchpoint(self) -> None:
        """Say where the business failed."""
        self._marking.touchpoint()

    @Slot()
    def tags(self) -> None:
        """Change the tags."""
        self._marking.tags()

    @Slot()
    def priority(self) -> None:
        """Say how pressing it is."""
        self._marking.priority()

    @Slot()
    def kind(self) -> None:
        """Say of what kind the customer's message is."""
        self._marking.kind()

    @Slot()
    def merge(self) -> None:
        """Make it one with another case."""
        self._joining.merge()

    @Slot()
    def split(self) -> None:
        """Move some messages into a case of their own."""
        self._joining.split()

    @Slot(object)
    def keep_promise(self, promise_id: PromiseId) -> None:
        """Note that a promise of the open case was kept."""
        said = f"Promise kept. {TAKES_BACK}"
        self._doing.do(lambda desk: desk.triage.keep_promise(promise_id), said)

    @Slot()
    def mark_unread(self) -> None:
        """Leave the open case, and let it stand out as one that nobody has read."""
        row = self._case.row
        if row is not None and row.last_direction is Direction.OUT:
            self.said.emit("The last word here is yours: nothing is unread.")
        elif row is not None:
            self._inbox.unchoose()
            self._case.open(None)
            self._case.write(lambda desk: desk.cases.mark_unread(row.id))
            self.said.emit("Marked as unread.")

    @Slot()
    def undo(self) -> None:
        """Take back the newest act, also one from before the last start."""
        self._doing.write(lambda desk: desk.acts.undo(), self._tell_undone)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        self._doing.write(lambda desk: desk.acts.redo(), self._tell_redone)

    def _tell_undone(self, undone: Undone | None) -> None:
        if undone is None:
            self.said.emit("There is nothing to undo.")
        else:
            self.said.emit(undone_words(undone, self._since, self._case.now()))
            self._show_again(undone.changes)

    def _tell_redone(self, undone: Undone | None) -> None:
        if undone is None:
            self.said.emit("There is nothing to do again.")
        else:
            self.said.emit(f"Done again: {undone.act}")
            self._show_again(undone.changes)

    def _show_again(self, changes: Changes) -> None:
        self.changed.emit(changes)
        if len(changes.cases) == 1:
            self.case_wanted.emit(next(iter(changes.cases)))

"""A person's acts on cases as a whole: resolve, snooze, put aside, take back.

Each acts on the marked cases if there are any, else on the open one. What is said of a
case is `ui.case_marking`'s, what makes one of two cases and two of one `ui.case_joining`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.cases import CaseState
from console.domain.ids import PromiseId
from console.domain.messages import Direction
from console.errors import DeskError, InputError
from console.language import tr
from console.store.journal import Undone
from ui import words
from ui.case_doing import TAKES_BACK, CaseDoing, Meant
from ui.case_joining import CaseJoining
from ui.case_marking import CaseMarking
from ui.case_page import CasePage
from ui.case_resolving import CaseResolving
from ui.inbox_page import InboxPage
from ui.lanes import Lane
from ui.mute_acts import MuteActs
from ui.undone_words import is_unexpected, undone_words


class CaseActs(QObject):
    """Acts that can be undone.

    Signals:
        changed(Changes): something was stored.
        said(str): a passing word about what was done.
        troubled(DeskError): it could not be done.
        noticed(str): what a person must not overlook: an act was taken back that they may not mean.
        case_wanted(CaseId): an act on this case was taken back; show it.
        contacts_wanted: two contacts are to be made one.
    """

    changed = Signal(object)
    said = Signal(str)
    troubled = Signal(object)
    noticed = Signal(str)
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
        self.mutes = MuteActs(doing)
        self._resolving = CaseResolving(doing, self._marking.touchpoints)
        doing.changed.connect(self.changed)
        doing.said.connect(self.said)
        doing.troubled.connect(self.troubled)
        doing.case_wanted.connect(self.case_wanted)
        self._joining.contacts_wanted.connect(self.contacts_wanted)
        case.header.promise_kept.connect(self.keep_promise)

    @Slot()
    def resolve_or_reopen(self) -> None:
        """Resolve the open case, or bring it back where it is resolved; no marked one."""
        row = self._case.row
        alone = self._doing.meant(alone=True)
        if row is not None and row.state is CaseState.RESOLVED:
            self._reopen(alone)
        else:
            self._resolving.ask(alone)

    @Slot()
    def resolve(self) -> None:
        """Ask in one line what fixed it; the cases are resolved when that is answered."""
        self._resolving.ask(self._doing.meant())

    @Slot()
    def reopen(self) -> None:
        """Bring cases back among those that need a reply."""
        self._reopen(self._doing.meant())

    def _reopen(self, meant: Meant | None) -> None:
        if meant is None or (meant.row is not None and meant.row.state is CaseState.NEEDS_REPLY):
            return
        self._doing.do(lambda desk: desk.triage.reopen(meant.ids), meant.said(tr("Reopened")))

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
            said = meant.said(tr("Snoozed till {when}").format(when=words.when(until, page.now())))
            self._doing.do(lambda desk: desk.triage.snooze(meant.ids, until), said)
            self._doing.leave(meant.ids)

        dialog.chosen.connect(sleep)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot()
    def spam(self) -> None:
        """Put cases aside as spam."""
        meant = None if self._doing.other_case.lasts else self._doing.meant()
        if meant is None or (meant.row is not None and meant.row.state is CaseState.SPAM):
            return
        said = meant.said(tr("Marked as spam"))
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
        said = tr("Promise kept. {takes_back}").format(takes_back=TAKES_BACK)
        self._doing.do(lambda desk: desk.triage.keep_promise(promise_id), said)

    @Slot()
    def mark_unread(self) -> None:
        """Leave the open case, and let it stand out as one that nobody has read."""
        row = self._case.row
        if row is not None and row.last_direction is Direction.OUT:
            self.said.emit(tr("The last word here is yours: nothing is unread."))
        elif row is not None:
            self._inbox.unchoose()
            self._case.open(None)
            self._case.write(lambda desk: desk.cases.mark_unread(row.id))
            self.said.emit(tr("Marked as unread."))

    @Slot()
    def undo(self) -> None:
        """Take back the newest act, also one from before the last start."""
        cannot = tr("Cannot be undone: {message}")
        self._take_back(lambda desk: desk.acts.undo(), self._tell_undone, cannot)

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""
        cannot = tr("Cannot be done again: {message}")
        self._take_back(lambda desk: desk.acts.redo(), self._tell_redone, cannot)

    def _take_back(
        self,
        job: Callable[[Desk], Undone | None],
        tell: Callable[[Undone | None], None],
        cannot: str,
    ) -> None:
        """Take an act back or do it again, and show its case if nobody went on since.

        `cannot` is what is said where it fails; its hole takes the message.
        """
        untouched = self._doing.untouched()

        def done(undone: Undone | None) -> None:
            may_turn = untouched()
            tell(undone)
            if undone is None:
                return
            cases = undone.changes.cases
            self._inbox.bring_back(cases)
            self.changed.emit(undone.changes)
            one = next(iter(cases)) if len(cases) == 1 else self._doing.left
            # What was done on the page of a list is looked at there: nobody is led away from it.
            stays = self._inbox.isHidden() and bool(undone.changes.lists)
            if one in cases and not stays:
                self._doing.show_if(may_turn, one)

        def failed(error: DeskError) -> None:
            if isinstance(error, InputError):  # nothing is wrong: others went on meanwhile
                self.said.emit(cannot.format(message=error.message))
            else:
                self.troubled.emit(error)

        self._doing.try_out(job, done, failed)

    def _tell_undone(self, undone: Undone | None) -> None:
        if undone is None:
            self.said.emit(tr("There is nothing to undo."))
            return
        said = undone_words(undone, self._since, self._case.now())
        self.said.emit(said)
        if is_unexpected(undone, self._since):
            self.noticed.emit(said)

    def _tell_redone(self, undone: Undone | None) -> None:
        said = tr("There is nothing to do again.")
        self.said.emit(said if undone is None else tr("Done again: {act}").format(act=undone.act))

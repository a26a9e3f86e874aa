"""A person's acts on the open case as a whole: resolve, reopen, undo."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from console.desk import Desk
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.messages import Direction
from ui.case_page import CasePage
from ui.inbox_page import InboxPage
from ui.lanes import Lane


class CaseActs(QObject):
    """Acts that can be undone.

    Signals:
        changed(Changes): something was stored.
        said(str): a passing word about what was done.
        troubled(DeskError): it could not be done.
        case_wanted(CaseId): an act on this case was taken back; show it.
    """

    changed = Signal(object)
    said = Signal(str)
    troubled = Signal(object)
    case_wanted = Signal(object)

    def __init__(
        self,
        inbox: InboxPage,
        case: CasePage,
        writer: Lane,
        since: datetime,
        parent: QObject | None = None,
    ) -> None:
        """Take the moment since which acts can be taken back: those that this window saw."""
        super().__init__(parent)
        self._inbox, self._case, self._writer, self._since = inbox, case, writer, since

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
        """Resolve the open case and go on to the next one."""
        row = self._case.row
        if row is None or row.state is CaseState.RESOLVED:
            return
        self._case.write(lambda desk: desk.triage.resolve((row.id,), skipped=True))
        self.said.emit("Resolved. Ctrl+Z takes it back.")
        self._inbox.leave(row.id)

    @Slot()
    def reopen(self) -> None:
        """Bring the open case back among those that need a reply."""
        row = self._case.row
        if row is not None and row.state is not CaseState.NEEDS_REPLY:
            self._case.write(lambda desk: desk.triage.reopen((row.id,)))
            self.said.emit("Reopened. Ctrl+Z takes it back.")

    @Slot()
    def snooze(self) -> None:
        """Let the open case sleep."""

    @Slot()
    def touchpoint(self) -> None:
        """Say where the business failed."""

    @Slot()
    def tags(self) -> None:
        """Change the tags."""

    @Slot()
    def priority(self) -> None:
        """Say how pressing it is."""

    @Slot()
    def kind(self) -> None:
        """Say of what kind the customer's message is."""

    @Slot()
    def spam(self) -> None:
        """Put it aside as spam."""

    @Slot()
    def merge(self) -> None:
        """Make it one with another case."""

    @Slot()
    def split(self) -> None:
        """Move some messages into a case of their own."""

    @Slot()
    def redo(self) -> None:
        """Do again what was taken back last."""

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
        """Take back the newest act."""

        def job(desk: Desk) -> tuple[str, Changes] | None:
            undone = desk.acts.undo()
            return None if undone is None else (undone.act, undone.changes)

        self._writer.submit(job, self._tell_undone, self.troubled.emit, receiver=self)

    @Slot(object)
    def _tell_undone(self, undone: tuple[str, Changes] | None) -> None:
        if undone is None:
            self.said.emit("There is nothing to undo since this window was opened.")
        else:
            self.said.emit(f"Undone: {undone[0]}")
            self.changed.emit(undone[1])
            if len(undone[1].cases) == 1:
                self.case_wanted.emit(next(iter(undone[1].cases)))

"""How a person's act on cases is done: which cases it means, where it runs, what is said of it.

An act means the cases that are marked in the list if there are any, else the open one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from ui import words
from ui.case_page import CasePage
from ui.inbox_page import InboxPage
from ui.lanes import Lane
from ui.plain import isolated

T = TypeVar("T")
TAKES_BACK = "Ctrl+Z takes it back."


@dataclass(frozen=True, slots=True)
class Meant:
    """The cases that an act is about."""

    ids: tuple[CaseId, ...]
    row: CaseRow | None
    """The open case where it alone is meant; None for marked ones."""

    @property
    def whose(self) -> str:
        """Return what a title says of them: `Ada Fern` or `5 cases`."""
        if self.row is not None:
            return isolated(self.row.name) or "the customer"
        return words.several(len(self.ids), "case")

    def said(self, of_one: str, of_many: str = "") -> str:
        """Return what was done to them: `Resolved.` or `Resolved 5 cases.`."""
        if len(self.ids) == 1:
            return f"{of_one}. {TAKES_BACK}"
        return f"{of_many or of_one}: {words.several(len(self.ids), 'case')}. {TAKES_BACK}"


class CaseDoing(QObject):
    """Runs acts on the writer lane and tells what came of them.

    Signals:
        changed(Changes): something was stored.
        said(str): a passing word about what was done.
        troubled(DeskError): it could not be done.
        case_wanted(CaseId): this case is to be shown.
    """

    changed = Signal(object)
    said = Signal(str)
    troubled = Signal(object)
    case_wanted = Signal(object)

    def __init__(self, inbox: InboxPage, page: CasePage, writer: Lane, parent: QObject) -> None:
        super().__init__(parent)
        self.inbox, self.page, self._writer = inbox, page, writer

    def meant(self) -> Meant | None:
        """Return the marked cases, else the open one; None where there is neither."""
        if marked := self.inbox.marked:
            return Meant(tuple(marked), None)
        row = self.page.row
        return None if row is None else Meant((row.id,), row)

    def do(self, job: Callable[[Desk], Changes], said: str) -> None:
        """Do an act, then say that it was done."""

        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            self.said.emit(said)

        self._writer.submit(job, done, self.troubled.emit, receiver=self)

    def write(self, job: Callable[[Desk], T], done: Callable[[T], None]) -> None:
        """Do an act of which more comes home than what it changed."""
        self._writer.submit(job, done, self.troubled.emit, receiver=self)

    def read(self, job: Callable[[Desk], T], show: Callable[[T], None], receiver: QObject) -> None:
        """Read what a chooser offers; dropped where that is closed by then."""
        self.page.lanes.reader.submit(job, show, self.troubled.emit, receiver=receiver)

    def leave(self, ids: Collection[CaseId]) -> None:
        """Go on from cases that are dealt with to the next that is not; nothing is marked then."""
        inbox, row, gone = self.inbox, self.page.row, frozenset(ids)
        inbox.unmark()
        if row is None or row.id not in gone:
            return
        model = inbox.model
        place = model.position(row.id)
        if len(gone) == 1 or place is None:
            inbox.leave(row.id)
            return
        others = chain(range(place + 1, model.rowCount()), range(place - 1, -1, -1))
        found = (model.id_at(other) for other in others)
        if not inbox.choose(next((one for one in found if one not in gone), None)):
            inbox.leave(row.id)

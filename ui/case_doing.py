"""How a person's act on cases is done: which cases it means, where it runs, what is said of it.

An act means the cases that are marked in the list if there are any, else the open one.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.changes import Changes
from console.domain.ids import CaseId
from console.errors import DeskError
from console.language import plural, tr
from ui.case_page import CasePage
from ui.inbox_page import InboxPage
from ui.lanes import Lane
from ui.plain import isolated
from ui.same_word import SameWord

T = TypeVar("T")
TAKES_BACK = tr("Ctrl+Z takes it back.")


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
            return isolated(self.row.name) or tr("the customer")
        return plural(len(self.ids), "{count} case", "{count} cases")

    def said(self, of_one: str, of_many: str = "") -> str:
        """Return what was done to them: `Resolved.` or `Resolved 5 cases.`."""
        if len(self.ids) == 1:
            return f"{of_one}. {TAKES_BACK}"
        cases = plural(len(self.ids), "{count} case", "{count} cases")
        return f"{of_many or of_one}: {cases}. {TAKES_BACK}"


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
        self._turns = 0
        """How often another case was opened."""
        self.left: CaseId | None = None
        """The open case of the newest act that led on from it."""
        self.other_case = SameWord()
        """What led on to another case: a key that bounces must not meet that one too."""
        page.turned.connect(self._take_turn)

    def meant(self, *, alone: bool = False) -> Meant | None:
        """Return the marked cases, else the open one; None where there is neither.

        `alone` for what is pressed on the open case itself: it means no others.
        """
        row = self.page.row
        here = () if row is None else (row.id,)
        if not alone and (marked := self.inbox.marked) and marked != here:
            return Meant(marked, None)
        return None if row is None else Meant((row.id,), row)

    def do(
        self,
        job: Callable[[Desk], Changes],
        said: str,
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do an act, then say that it was done; `failed` is told besides why it was not."""

        def done(changes: Changes) -> None:
            self.changed.emit(changes)
            self.said.emit(said)

        self.write(job, done, failed)

    def write(
        self,
        job: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None] | None = None,
    ) -> None:
        """Do an act of which more comes home than what it changed."""

        def tell(error: DeskError) -> None:
            self.troubled.emit(error)
            if failed is not None:
                failed(error)

        self.try_out(job, done, tell)

    def try_out(
        self,
        job: Callable[[Desk], T],
        done: Callable[[T], None],
        failed: Callable[[DeskError], None],
    ) -> None:
        """Do an act of which `failed` alone tells why it could not be done."""
        self._writer.submit(job, done, failed, receiver=self)

    def read(
        self,
        job: Callable[[Desk], T],
        show: Callable[[T], None],
        receiver: QObject,
        key: str | None = None,
    ) -> None:
        """Read what a chooser offers; dropped where that is closed by then.

        With a `key` what was read for an older query is dropped too.
        """
        self.page.lanes.reader.submit(job, show, self.troubled.emit, receiver=receiver, key=key)

    def untouched(self) -> Callable[[], bool]:
        """Return what tells later whether the page may be turned for what was pressed now.

        The lane may be long in answering: who opened another case meanwhile, or writes, is
        not to be led away.
        """
        turns = self._turns
        return lambda: self._turns == turns and not self._someone_types()

    def show_if(self, may_turn: bool, case_id: CaseId) -> None:  # noqa: FBT001 - what `untouched` told
        """Show a case if that leads nobody away."""
        if may_turn:
            self.case_wanted.emit(case_id)

    def _someone_types(self) -> bool:
        focus: QWidget | None = QApplication.focusWidget() or self.page.window().focusWidget()
        return focus is not None and focus.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)

    @Slot()
    def _take_turn(self) -> None:
        self._turns += 1
        self.other_case.end()

    def leave(self, ids: Collection[CaseId]) -> None:
        """Go on from cases that are dealt with to the next that is not; they are unmarked."""
        row = self.page.row
        if row is not None and row.id in ids:
            self.left = row.id
        self.inbox.leave(*ids)
        self.other_case.begin()

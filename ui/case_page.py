"""The right side: the open case with its timeline, what is on its way, and the composer.

Owns which case is open; `ui.answer` has what is written in it. Reads through the reader
lane and writes through the writer lane; a text that a person typed is never overwritten
by what comes home.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from console.desk import Desk
from console.domain.business_hours import BusinessHours
from console.domain.cases import CaseRow, CaseView
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId
from console.errors import DeskError, NotFound
from console.language import tr
from ui import call_facts, pending_side, reading_order
from ui.answer import Answer
from ui.case_header import CaseHeader
from ui.check_side import CheckSide
from ui.composer import Composer
from ui.lanes import Lanes
from ui.pending_side import PendingSide
from ui.pictures import Pictures
from ui.reading_keeper import ReadingKeeper
from ui.resolve_line import ResolveLine
from ui.state_view import StateView
from ui.theme import Theme
from ui.timeline_model import TimelineModel
from ui.timeline_view import TimelineView


class CasePage(QWidget):
    """One case.

    Signals:
        changed(Changes): something was stored.
        opened(CaseId): the case is on the screen with all that belongs to it.
        joined(CaseId, CaseRow): the open case went into this one, which is open now.
        gone(CaseId): the open case is no longer there.
        queued(AccountId): an answer waits to be published.
        shown(CaseView or None): what is on the screen was read anew.
        turned: another case is open, or none.
        was_read(Changes): a case is no longer unread.
        address_wanted(str): a page is to be opened in the browser.
        case_wanted(CaseId): another case is to be opened.
        said(str): what a person should know of what was done.
        troubled(DeskError): a person's act failed.
    """

    changed = Signal(object)
    opened = Signal(object)
    joined = Signal(object, object)
    gone = Signal(object)
    queued = Signal(object)
    shown = Signal(object)
    turned = Signal()
    was_read = Signal(object)
    address_wanted = Signal(str)
    case_wanted = Signal(object)
    said = Signal(str)
    troubled = Signal(object)

    def __init__(
        self,
        lanes: Lanes,
        theme: Theme,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.lanes, self.theme, self.now = lanes, theme, now
        self.row: CaseRow | None = None
        self.case: CaseView | None = None
        self._read_id: MessageId | None = None
        """How far the case had been read when it was opened: there the unread line stays."""
        self.header = CaseHeader(theme)
        self.model = TimelineModel(self)
        self.timeline = TimelineView(self.model, theme)
        self.reading = ReadingKeeper(self.timeline, lanes.writer, self)
        self.pictures = Pictures(lanes.pictures, self, downloads=lanes.downloads)
        self.answer = Answer(Composer(theme), lanes.writer, now, self)
        self.composer = self.answer.composer
        self.checks = CheckSide(lanes, self.answer, self)
        self.answers = PendingSide(lanes, theme, now, self.answer, self.timeline, self)
        self.pending, self.pending_acts = self.answers.view, self.answers.acts
        self.resolving = ResolveLine(theme)
        self.state = StateView()
        self._room_wanted = 0
        """How high the composer wants to be."""
        self._room_chosen = False
        """Whether the person drew the line between timeline and composer."""
        self._lay_out()
        self.composer.height_wanted.connect(self._give_room)
        self.opened.connect(self.checks.runner.warm)
        self._page.splitterMoved.connect(self._keep_room)
        self.answer.changed.connect(self.changed)
        self.resolving.answered.connect(self.answer.other_word.begin)
        self.answer.queued.connect(self.queued)
        self.answer.troubled.connect(self.troubled)
        self.checks.changed.connect(self.changed)
        self.checks.case_wanted.connect(self.case_wanted)
        self.checks.troubled.connect(self.troubled)
        self.reading.changed.connect(self.was_read)
        self.timeline.picture_wanted.connect(self.pictures.load)
        self.timeline.picture_opened.connect(self._open_picture)
        self.pictures.changed.connect(self.model.set_picture)
        self._connect_pending()
        self.open(None)

    def open(self, row: CaseRow | None) -> None:
        """Show a case, None for none; what was being written elsewhere is kept."""
        self.reading.end()
        self.row, self.case = row, None
        self.answers.show(None)
        self.answer.open(row)
        self.turned.emit()
        self.shown.emit(None)
        if row is None:
            self.state.say(tr("No case chosen"), tr("Choose one in the list, or press ↓ there."))
            self._stack.setCurrentWidget(self.state)
            return
        self.header.show_case(row, self.now())
        self.header.begin_story(row)
        self.model.show_messages((), self.now(), None)
        self._stack.setCurrentWidget(self._page)
        self.read()

    def leave(self) -> None:
        """Store what is being written and what was read; start nothing any more."""
        self.reading.end()
        self.answer.leave()
        self.checks.stop()
        self.answers.stop()

    def read(self) -> None:
        """Read the open case again."""
        if self.row is not None:
            case_id = self.row.id
            self.lanes.reader.submit(
                partial(_read, case_id),
                partial(self._show, case_id),
                partial(self._cannot_show, case_id),
                receiver=self,
                key="case",
            )

    def refresh(self, changes: Changes) -> None:
        """Read the open case again if the changes touch it."""
        if self.row is not None and self.row.id in changes.cases:
            self.read()

    @Slot(object)
    def show_message(self, message_id: MessageId) -> None:
        """Bring a message of the open case into sight."""
        self.timeline.go_to(message_id)

    def write(self, job: Callable[[Desk], Changes]) -> None:
        """Do a person's act on the writer lane, then tell what it changed."""
        self.lanes.writer.submit(job, self.changed.emit, self.troubled.emit, receiver=self)

    def _lay_out(self) -> None:
        upper = QWidget()
        upper_column = QVBoxLayout(upper)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        upper_column.setContentsMargins(0, 0, 0, 0)
        upper_column.setSpacing(0)
        for widget in (self.header, line, self.timeline, self.pending, self.resolving):
            upper_column.addWidget(widget)
        upper_column.setStretchFactor(self.timeline, 1)
        self._page = QSplitter(Qt.Orientation.Vertical)
        self._page.setHandleWidth(1)
        self._page.setChildrenCollapsible(False)
        self._page.addWidget(upper)
        self._below: QWidget = self.composer
        """What stands under the timeline."""
        self._page.addWidget(self._below)
        reading_order.as_seen(self._page)
        self._page.setStretchFactor(0, 1)
        self._page.setSizes([440, 260])
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def let_read_only(self, below: QWidget) -> None:
        """Show a case as it was: nothing is written, and `below` stands where the composer did."""
        self.header.let_read_only()
        self.timeline.let_read_only()
        self.composer.height_wanted.disconnect(self._give_room)
        self._page.replaceWidget(1, below)
        reading_order.as_seen(self._page)
        self.composer.setParent(self)
        self.composer.hide()
        below.show()
        self._room_wanted = below.sizeHint().height()
        self._below = below

    def _show(self, asked: CaseId, found: _Found) -> None:
        if self.row is None or self.row.id != asked:
            return
        case, account_waits_till, self.header.hours = found
        first, joined = self.case is None, case.row.id != asked
        self.row, self.case = case.row, case
        self.header.show_case(case.row, self.now())
        self.header.show_story(case, self.now())
        if first or joined:
            self._read_id = None if case.reading is None else case.reading.read_id
        self.model.show_messages(
            case.messages,
            self.now(),
            self._read_id,
            thanked_at=case.row.thanked_at,
            promises=case.promises,
        )
        self.pictures.open_case(case)
        self.answers.show(case, account_waits_till)
        self.answer.show(case)
        self.shown.emit(case)
        if first:
            self._give_room(self._room_wanted)  # now it is known what the timeline leaves
            self._go_to_place(case)
        if first or joined:
            self.reading.begin(case.row.id, case.reading)
        if joined:
            self.joined.emit(asked, case.row)
        if first:
            self.opened.emit(case.row.id)

    def _go_to_place(self, case: CaseView) -> None:
        """Go to what is unread, else to where the case was left, else to its end."""
        if self.model.unread_row is not None:
            self.timeline.go_to_unread()
        elif case.reading is not None and case.reading.top_id is not None:
            self.timeline.go_to(case.reading.top_id, case.reading.top_offset)
        else:
            self.timeline.scroll_to_end()
            row, above = self.timeline.first_in_sight()
            if above and row == self.model.rowCount() - 1:  # longer than the view: from its start
                self.timeline.go_to(case.messages[-1].id)

    @Slot(int)
    def _give_room(self, wanted: int) -> None:
        """Let the composer grow with its text: to half of the page, or as the timeline leaves."""
        self._room_wanted = wanted
        upper, lower = self._page.sizes()
        whole = upper + lower
        if whole and not self._room_chosen:
            free = self.timeline.height() - self.timeline.rows.total if self.case else 0
            most = max(whole // 2, lower + free)
            height = max(min(wanted, most), self._below.minimumSizeHint().height())
            self._page.setSizes([whole - height, height])

    @Slot()
    def _keep_room(self) -> None:
        self._room_chosen = True

    @Slot(object, int)
    def _open_picture(self, message_id: MessageId, position: int) -> None:
        self.pictures.open_large(message_id, position, self)

    def _cannot_show(self, asked: CaseId, error: DeskError) -> None:
        """Say why; the page stays where there is a text on it."""
        row = self.row
        if row is None or row.id != asked:
            return
        self.case = None
        self.answer.miss()
        if self.composer.text:
            self.troubled.emit(error)
        else:
            again = ((tr("Try again"), lambda: self.open(row)),)
            self.row = None
            self.answer.open(None)
            self.state.say(error.title, error.message, error.advice, again)
            self._stack.setCurrentWidget(self.state)
        if isinstance(error, NotFound):
            self.gone.emit(asked)

    def _connect_pending(self) -> None:
        """Let what is done about answers be told."""
        acts = self.pending_acts
        self.pending.message_wanted.connect(self.show_message)
        self.composer.message_wanted.connect(self.show_message)
        acts.changed.connect(self.changed)
        acts.taken_back.connect(self._read_taken_back)
        acts.said.connect(self.said)
        acts.link_refused.connect(lambda *_: self.read())  # another part may be asked about by now
        acts.troubled.connect(self._tell_trouble)

    @Slot(object)
    def _read_taken_back(self, case_id: CaseId) -> None:
        if self.row is not None and self.row.id == case_id:
            self.read()

    @Slot(object)
    def _tell_trouble(self, error: DeskError) -> None:
        """Say why an act failed, and show the answers as they are by now."""
        self.troubled.emit(error)
        self.read()


_Found = tuple[CaseView, datetime | None, BusinessHours]
"""A case, till when its account waits, and by which hours is told what is due."""


def _read(case_id: CaseId, desk: Desk) -> _Found:
    """Read what the page shows of a case."""
    case, waits_till = pending_side.read(case_id, desk)
    call_facts.warm(case.messages)
    return case, waits_till, desk.targets.get().hours

"""Answers on their way, under the timeline: in one line, or with each of their parts."""

from __future__ import annotations

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from console.domain.ids import PartId, ThreadId
from console.domain.outbox import HandOff, ReplyThread
from console.language import tr
from ui import answer_progress
from ui.evidence_reader import Evidence
from ui.frame import hairline
from ui.override import override
from ui.pending_choices import Act
from ui.pending_focus import PendingFocus
from ui.pending_fold import FoldLine
from ui.pending_thread import PendingThread
from ui.theme import HALF, UNIT, Theme

HIGHEST = 28 * UNIT
"""From here on the parts scroll."""


class PendingView(QScrollArea):
    """The unfinished reply threads of a case.

    Signals:
        act_wanted(ThreadId, Act): the person's word on a thread.
        posted(ThreadId, PartId, str): this part is public, at this address if it is known.
        not_posted(ThreadId, PartId): this part is not.
        is_post(ThreadId, PartId, RemoteId): this part is this post of ours.
        message_wanted(MessageId): this message of the case is to be shown.
    """

    act_wanted = Signal(int, object)
    posted = Signal(int, object, str)
    not_posted = Signal(int, object)
    is_post = Signal(int, object, object)
    message_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._threads: dict[ThreadId, PendingThread] = {}
        self._unopened: dict[ThreadId, HandOff] = {}
        """What no browser was opened for."""
        self._chosen: ThreadId | None = None
        self._at_top: ThreadId | None = None
        """The answer that is to be scrolled to once it is laid out."""
        self._stops: list[QWidget] = []
        """Where the Tab key goes behind the fold line."""
        self.focus = PendingFocus(self)
        self._page = QWidget()
        self._page.setObjectName("page")
        self.fold_line = FoldLine(theme)
        self.fold_line.toggled.connect(self._fold)
        self._line = hairline()
        self._line.setParent(self)
        self.setViewportMargins(0, 1, 0, 0)  # the line stays when the rest is scrolled
        self._details = QWidget()
        self._list = QVBoxLayout(self._details)
        self._list.setContentsMargins(0, 0, 0, UNIT)
        self._list.setSpacing(UNIT + HALF)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (self.fold_line, self._details):
            column.addWidget(widget)
        column.addStretch()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(tr("Answers on their way"))
        self.setWidget(self._page)
        self.setVisible(False)

    @property
    def holder(self) -> ThreadId | None:
        """Return the answer in whose block the focus is."""
        return self.focus.holder(self._threads)

    @property
    def chosen(self) -> ThreadId | None:
        """Return the answer that is marked; None where there is none, or one only."""
        return self._chosen if self._chosen in self._threads else None

    def show_threads(
        self,
        threads: tuple[ReplyThread, ...],
        now: datetime,
        account_waits_till: datetime | None = None,
    ) -> None:
        """Show these; takes no room where there are none."""
        if not self._threads and self._at_top is None:  # the first look at a case
            self._at_top = next((thread.id for thread in threads if thread.asks), None)
        self.focus.before(self._threads)
        for gone in self._threads.keys() - {thread.id for thread in threads}:
            block = self._threads.pop(gone)
            block.hide()
            self._list.removeWidget(block)
            block.deleteLater()
        for thread in threads:
            block = self._threads.get(thread.id) or self._add(thread.id)
            block.show_thread(
                thread,
                now,
                titled=len(threads) > 1,
                account_waits_till=account_waits_till,
                unopened=self._address(thread),
            )
        if threads:
            self.fold_line.show_text(answer_progress.answers_line(threads))
        self.setVisible(bool(threads))
        self._mark()
        self._order_tabs()
        awaited = self.focus.settle(self._threads)
        if awaited is not None and awaited.thread_shown is not None:
            self._at_top = awaited.thread_shown.id
        self._fit()

    def show_evidence(self, part_id: PartId, found: tuple[Evidence, ...], now: datetime) -> None:
        """Show which of our posts a doubted part may be."""
        for block in self._threads.values():
            block.show_evidence(part_id, found, now)
        self._order_tabs()

    def refuse_link(self, thread_id: ThreadId, why: str) -> None:
        """Say why the link that was given cannot be that of a thread's part."""
        if thread_id in self._threads:
            self._threads[thread_id].form.refuse(why)

    def take_hand_off(self, found: HandOff, opened: bool) -> None:  # noqa: FBT001 - a signal's argument
        """Take note whether a browser was opened for a part."""
        self._unopened.pop(found.thread_id, None)
        if not opened:
            self._unopened[found.thread_id] = found

    def hear(self, thread_id: ThreadId, act: Act | None) -> None:
        """Take note of a person's word on an answer, also by a key."""
        self.focus.hear(thread_id, act, self._threads.get(thread_id))

    def choose(self, thread_id: ThreadId | None) -> None:
        """Mark an answer, if it is one of several, and bring it into sight; None for none."""
        self._chosen = self._at_top = thread_id
        self._mark()
        self._fit()

    def enter(self, thread_id: ThreadId) -> bool:
        """Put the focus to what can be done with an answer; False where it is not shown."""
        block = self._threads.get(thread_id)
        if block is None:
            return False
        self.fold_line.setChecked(False)
        block.enter()
        return True

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._offer_link()
        return super().event(event)

    @override
    def sizeHint(self) -> QSize:
        height = 1 + self._page.heightForWidth(max(self.width(), 1))
        return QSize(40 * UNIT, min(height, HIGHEST))

    @override
    def minimumSizeHint(self) -> QSize:
        line = self.fold_line.sizeHint().height()
        asked = [
            line + block.asking_height(self.width()) + UNIT
            for block in self._threads.values()
            if block.is_opened and self._details.isVisibleTo(self)
        ]
        return QSize(0, min(self.sizeHint().height(), max([3 * line, *asked])))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._line.setGeometry(0, 0, self.width(), 1)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _add(self, thread_id: ThreadId) -> PendingThread:
        block = PendingThread(self._theme)

        def say(signal: SignalInstance, *said: object) -> None:
            self.hear(thread_id, None)
            signal.emit(thread_id, *said)

        block.act_wanted.connect(lambda act: self.act_wanted.emit(thread_id, act))
        block.posted.connect(lambda part_id, link: say(self.posted, part_id, link))
        block.not_posted.connect(lambda part_id: say(self.not_posted, part_id))
        block.is_post.connect(lambda part_id, post: say(self.is_post, part_id, post))
        block.message_wanted.connect(self.message_wanted)
        block.resized.connect(self._fit)
        self._threads[thread_id] = block
        self._list.addWidget(block)
        return block

    def _address(self, thread: ReplyThread) -> str:
        """Return where the next part can be posted, if no browser was opened for it."""
        found, part = self._unopened.get(thread.id), thread.next_part
        if found is None or part is None or part.position != found.position:
            return ""
        return found.url

    def _mark(self) -> None:
        several = len(self._threads) > 1
        for thread_id, block in self._threads.items():
            block.mark(marked=several and thread_id == self._chosen)

    def _offer_link(self) -> None:
        """Offer a copied link to the form that has the focus, else to the newest."""
        asking = {one: each.form for one, each in self._threads.items() if each.is_opened}
        if asking and self.isVisible():
            held = self.holder
            form = asking[held if held in asking else max(asking)]
            form.offer(QGuiApplication.clipboard().text().strip())

    def _order_tabs(self) -> None:
        """Let the Tab key go through the blocks as they are seen."""
        stops = [stop for block in self._threads.values() for stop in block.stops()]
        if stops != self._stops:
            self._stops = stops
            for before, stop in pairwise((self.fold_line, *stops)):
                QWidget.setTabOrder(before, stop)

    @Slot(bool)
    def _fold(self, folded: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._details.setVisible(not folded)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Ask for as much room as is needed now."""
        self.updateGeometry()
        if self._at_top is not None:
            QTimer.singleShot(0, self, self._scroll)

    @Slot()
    def _scroll(self) -> None:
        """Bring the answer to the top that was wanted there."""
        block = self._threads.get(self._at_top) if self._at_top is not None else None
        if block is not None:
            self._at_top = None
            first = block is next(iter(self._threads.values()))
            top = 0 if first else block.mapTo(self._page, block.rect().topLeft()).y()
            self.verticalScrollBar().setValue(top)

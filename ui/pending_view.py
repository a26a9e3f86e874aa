"""Answers on their way, under the timeline: in one line, or with each of their parts."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.domain.ids import ThreadId
from console.domain.outbox import ReplyThread
from ui import answer_words, plain
from ui.evidence_reader import Evidence
from ui.override import override
from ui.pending_choices import Act
from ui.pending_thread import PendingThread
from ui.theme import HALF, UNIT, Theme

HIGHEST = 28 * UNIT
"""From here on the parts scroll."""


class PendingView(QScrollArea):
    """The unfinished reply threads of a case.

    Signals:
        send_anyway_wanted, send_now_wanted, hand_off_wanted, retry_wanted, cancel_wanted,
        delete_wanted (ThreadId): the person's word on a thread; see `wanted`.
        posted(ThreadId, str): the next part is public, at this address if it is known.
        not_posted(ThreadId): the next part is not.
        is_post(ThreadId, RemoteId): the next part is this post of ours.
        message_wanted(MessageId): this message of the case is to be shown.
    """

    send_anyway_wanted = Signal(int)
    send_now_wanted = Signal(int)
    hand_off_wanted = Signal(int)
    retry_wanted = Signal(int)
    cancel_wanted = Signal(int)
    delete_wanted = Signal(int)
    posted = Signal(int, str)
    not_posted = Signal(int)
    is_post = Signal(int, object)
    message_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._threads: dict[ThreadId, PendingThread] = {}
        self.wanted = {
            Act.SEND_ANYWAY: self.send_anyway_wanted,
            Act.SEND_NOW: self.send_now_wanted,
            Act.HAND_OFF: self.hand_off_wanted,
            Act.RETRY: self.retry_wanted,
            Act.CANCEL: self.cancel_wanted,
            Act.DELETE: self.delete_wanted,
        }
        """The signal of each act that is told upwards."""
        self._page = QWidget()
        self._page.setObjectName("page")
        self.fold_line = _FoldLine(theme)
        self.fold_line.toggled.connect(self._fold)
        line = QFrame()
        line.setObjectName("hairline")
        line.setFixedHeight(1)
        self._details = QWidget()
        self._list = QVBoxLayout(self._details)
        self._list.setContentsMargins(2 * UNIT, 0, 2 * UNIT, UNIT)
        self._list.setSpacing(UNIT + HALF)
        column = QVBoxLayout(self._page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (line, self.fold_line, self._details):
            column.addWidget(widget)
        column.addStretch()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Answers on their way")
        self.setWidget(self._page)
        self.setVisible(False)

    def show_threads(self, threads: tuple[ReplyThread, ...], now: datetime) -> None:
        """Show these; takes no room where there are none."""
        for gone in self._threads.keys() - {thread.id for thread in threads}:
            block = self._threads.pop(gone)
            block.hide()
            self._list.removeWidget(block)
            block.deleteLater()
        for thread in threads:
            block = self._threads.get(thread.id) or self._add(thread.id)
            block.show_thread(thread, now, titled=len(threads) > 1)
        if threads:
            self.fold_line.show_text(answer_words.answers_line(threads))
        self.setVisible(bool(threads))
        self._fit()

    def show_evidence(
        self, thread_id: ThreadId, found: tuple[Evidence, ...], now: datetime
    ) -> None:
        """Show which of our posts the doubted part of a thread may be."""
        if thread_id in self._threads:
            self._threads[thread_id].show_evidence(found, now)

    def refuse_link(self, thread_id: ThreadId, why: str) -> None:
        """Say why the link that was given cannot be that of a thread's part."""
        if thread_id in self._threads:
            self._threads[thread_id].refuse_link(why)

    @override
    def sizeHint(self) -> QSize:
        return QSize(40 * UNIT, min(self._page.heightForWidth(max(self.width(), 1)), HIGHEST))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, min(self.sizeHint().height(), 3 * self.fold_line.sizeHint().height()))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _add(self, thread_id: ThreadId) -> PendingThread:
        block = PendingThread(self._theme)
        block.act_wanted.connect(lambda act: self.wanted[act].emit(thread_id))
        block.posted.connect(lambda link: self.posted.emit(thread_id, link))
        block.not_posted.connect(lambda: self.not_posted.emit(thread_id))
        block.is_post.connect(lambda remote_id: self.is_post.emit(thread_id, remote_id))
        block.message_wanted.connect(self.message_wanted)
        block.resized.connect(self._fit)
        self._threads[thread_id] = block
        self._list.addWidget(block)
        return block

    @Slot(bool)
    def _fold(self, folded: bool) -> None:  # noqa: FBT001 - a signal's argument
        self._details.setVisible(not folded)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Ask for as much room as is needed now."""
        self.updateGeometry()


class _FoldLine(QAbstractButton):
    """The line that says how far the answers are; it folds what stands below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCheckable(True)
        self.setFont(theme.small_font())
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Say this."""
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            plain.set_tip(self, text)

    @override
    def sizeHint(self) -> QSize:
        return QSize(20 * UNIT, self.fontMetrics().height() + 2 * UNIT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse():
            painter.fillRect(whole, self._theme.colour("hover"))
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent_text"), 2))
            painter.drawRoundedRect(whole.adjusted(HALF, 3, -HALF, -3), HALF, HALF)
        painter.setPen(QPen(self._theme.colour("quiet"), 1.5))
        middle = QPointF(2.5 * UNIT, whole.center().y())
        bent = (
            ((-3, -1.5), (0, 1.5), (3, -1.5))
            if not self.isChecked()
            else ((-1.5, -3), (1.5, 0), (-1.5, 3))
        )
        painter.drawPolyline(QPolygonF([middle + QPointF(x, y) for x, y in bent]))
        painter.setPen(self._theme.colour("text"))
        room = self.rect().adjusted(4 * UNIT, 0, -2 * UNIT, 0)
        said = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, said)

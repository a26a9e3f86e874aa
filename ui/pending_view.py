"""Answers on their way, under the timeline: in one line, or with each of their parts."""

from __future__ import annotations

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
from ui.override import override
from ui.pending_thread import PendingThread
from ui.theme import HALF, UNIT, Theme

HIGHEST = 28 * UNIT
"""From here on the parts scroll."""


class PendingView(QScrollArea):
    """The unfinished reply threads of a case.

    Signals:
        retry_wanted(ThreadId), cancel_wanted(ThreadId): the person's word on a thread.
    """

    retry_wanted = Signal(int)
    cancel_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._threads: dict[ThreadId, PendingThread] = {}
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

    def show_threads(self, threads: tuple[ReplyThread, ...]) -> None:
        """Show these; takes no room where there are none."""
        for gone in self._threads.keys() - {thread.id for thread in threads}:
            block = self._threads.pop(gone)
            block.hide()
            self._list.removeWidget(block)
            block.deleteLater()
        for thread in threads:
            block = self._threads.get(thread.id) or self._add(thread.id)
            block.show_thread(thread, titled=len(threads) > 1)
        if threads:
            self.fold_line.show_text(answer_words.answers_line(threads))
        self.setVisible(bool(threads))
        self._fit()

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
        block.retry_wanted.connect(lambda: self.retry_wanted.emit(thread_id))
        block.cancel_wanted.connect(lambda: self.cancel_wanted.emit(thread_id))
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

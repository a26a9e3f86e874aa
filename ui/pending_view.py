"""Answers on their way: under the timeline, each part with its state in words."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from console.domain.outbox import TROUBLE_STATES, PartState, ReplyPart, ReplyThread
from ui import plain, words
from ui.override import override
from ui.theme import HALF, UNIT, Theme

MOST_PARTS = 30
"""How many parts of a thread are listed; the rest is counted."""


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
        self._shown: tuple[ReplyThread, ...] = ()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Answers on their way")
        self.setVisible(False)

    def show_threads(self, threads: tuple[ReplyThread, ...]) -> None:
        """Show these; takes no room where there are none."""
        if threads == self._shown:
            return
        self._shown = threads
        self.setVisible(bool(threads))
        page = QWidget()
        page.setObjectName("page")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * UNIT, UNIT, 2 * UNIT, UNIT)
        column.setSpacing(HALF)
        for thread in threads:
            line = QFrame()
            line.setObjectName("hairline")
            line.setFixedHeight(1)
            column.addWidget(line)
            self._add(column, thread)
        column.addStretch()
        self.setWidget(page)
        self.setFixedHeight(min(page.sizeHint().height() + 2, 22 * UNIT))

    def _add(self, column: QVBoxLayout, thread: ReplyThread) -> None:
        waiting = thread.next_part
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        title = plain.label(
            f"Answer of {words.clock(thread.created_at)}", "quiet", self._theme.small_font()
        )
        head.addWidget(title, 1)
        if waiting is not None and waiting.state is not PartState.SENDING:
            for text, signal in (
                ("Try again", self.retry_wanted),
                ("Take back", self.cancel_wanted),
            ):
                if signal is self.retry_wanted and not _may_be_tried(waiting):
                    continue
                button = QPushButton(text)
                button.setFont(self._theme.small_font())
                button.clicked.connect(_emitting(signal, thread.id))
                head.addWidget(button)
        column.addLayout(head)
        for part in thread.parts[:MOST_PARTS]:
            column.addLayout(self._part(part, len(thread.parts)))
            if part.problem and part.state is not PartState.SENT:
                trouble = part.state in TROUBLE_STATES
                problem = plain.label(
                    part.problem, "danger" if trouble else "quiet", self._theme.small_font()
                )
                problem.setWordWrap(True)
                column.addWidget(problem)
        more = len(thread.parts) - MOST_PARTS
        if more > 0:
            column.addWidget(
                plain.label(
                    f"and {words.several(more, 'more part')}", "quiet", self._theme.small_font()
                )
            )

    def _part(self, part: ReplyPart, count: int) -> QHBoxLayout:
        trouble = part.state in TROUBLE_STATES
        row = QHBoxLayout()
        row.setSpacing(UNIT)
        state = plain.label(
            f"{part.position}/{count}  {words.part_state(part)}",
            "danger" if trouble else "accentText",
            self._theme.small_font(),
        )
        state.setFixedWidth(
            QFontMetrics(state.font()).horizontalAdvance(f"00/00  {words.NOT_FOUND} ")
        )
        row.addWidget(state)
        text = _ElidedLabel(" ".join(part.text.split()))
        text.setFont(self._theme.small_font())
        row.addWidget(text, 1)
        return row


class _ElidedLabel(QWidget):
    """One line of plain text that ends in … where it has no room."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        plain.set_tip(self, text)
        self.setAccessibleName(text)
        self.setMinimumWidth(40)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def _may_be_tried(part: ReplyPart) -> bool:
    """Return whether trying again can be a person's decision by now."""
    if part.state is PartState.UNSURE:
        return part.looked
    return part.state is not PartState.QUEUED or bool(part.problem)


def _emitting(signal: object, thread_id: int) -> object:
    def emit() -> None:
        signal.emit(thread_id)  # type: ignore[attr-defined]  # a bound signal has no public type

    return emit

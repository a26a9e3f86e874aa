"""One answer on its way: what holds it up, what can be done, and each part with its state.

Its widgets stay while the answer does, and take what is new in place: nothing moves away
under the pointer or loses the focus because something was read again.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from console.domain.outbox import TROUBLE_STATES, PartState, ReplyPart, ReplyThread
from ui import answer_words, plain, words
from ui.clipped_text import ClippedText
from ui.override import override
from ui.theme import HALF, UNIT, Theme

MOST_PARTS = 30
"""How many parts of an answer are listed; the rest is counted."""
NARROW = 480
"""Below this width the buttons stand above the words."""


class PendingThread(QWidget):
    """One unfinished reply thread.

    Signals:
        retry_wanted, cancel_wanted: the person's word on it.
        resized: it takes more or less room than before.
    """

    retry_wanted = Signal()
    cancel_wanted = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._thread: ReplyThread | None = None
        self._rows: list[_PartRow] = []
        small = theme.small_font()
        self.title = plain.label("", "quiet", small)
        self.trouble = plain.label("", "quiet", small)
        self.trouble.setWordWrap(True)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._more = plain.label("", "quiet", small)
        self.retry_button = self._button("Try again", self.retry_wanted)
        self.cancel_button = self._button("Take back", self.cancel_wanted)
        self.cancel_button.setToolTip("Put what is not public into the composer again")
        self.copy_button = self._button("Copy", self._copy)
        self.copy_button.setToolTip("Copy the texts of all parts")
        self._lay_out()

    def show_thread(self, thread: ReplyThread, *, titled: bool) -> None:
        """Show how it stands now; `titled` where it is one of several."""
        self._thread = thread
        waiting = thread.next_part
        under_way = waiting is None or waiting.state is PartState.SENDING
        self.title.setText(answer_words.answer_line(thread))
        self.title.setVisible(titled)
        trouble = answer_words.answer_trouble(thread)
        asks = waiting is not None and waiting.state in TROUBLE_STATES
        _show(self.trouble, trouble, "danger" if asks else "quiet")
        self.retry_button.setVisible(waiting is not None and _may_be_tried(waiting))
        self.cancel_button.setEnabled(not under_way)
        shown = thread.parts[:MOST_PARTS]
        while len(self._rows) < len(shown):
            row = _PartRow(self._theme)
            row.text.opened.connect(self.resized)
            self._rows.append(row)
            self._parts.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_part(shown[number], len(thread.parts))
        more = len(thread.parts) - len(shown)
        _show(self._more, f"and {words.several(more, 'more part')}" if more else "", "quiet")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        # From the bottom up: so the words can grow without moving the buttons.
        self._head.setDirection(
            direction.BottomToTop if self.width() < NARROW else direction.LeftToRight
        )

    @Slot()
    def _copy(self) -> None:
        if self._thread is not None:
            texts = (part.text for part in self._thread.parts)
            QGuiApplication.clipboard().setText("\n\n".join(texts))

    def _button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text)
        button.setFont(self._theme.small_font())
        button.clicked.connect(act)
        return button

    def _lay_out(self) -> None:
        said = QVBoxLayout()
        said.setSpacing(HALF)
        said.addWidget(self.title)
        said.addWidget(self.trouble)
        said.addStretch()
        acts = QHBoxLayout()
        acts.setSpacing(UNIT)
        acts.addStretch()
        # What may be missing stands first, so that its coming moves no other.
        for button in (self.retry_button, self.cancel_button, self.copy_button):
            acts.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(UNIT)
        self._head.addLayout(said, 1)
        self._head.addLayout(acts)
        self._parts = QVBoxLayout()
        self._parts.setSpacing(HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(UNIT)
        column.addLayout(self._head)
        column.addLayout(self._parts)
        column.addWidget(self._more)


class _PartRow(QWidget):
    """The state of a part in words, and its text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._dot = _Dot(theme)
        self.state = plain.label("", "quiet", theme.small_font())
        self.state.setWordWrap(True)
        self.text = ClippedText(theme)
        head = QHBoxLayout()
        head.setSpacing(UNIT)
        head.addWidget(self._dot)
        head.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        inset = QHBoxLayout()
        inset.setContentsMargins(self._dot.width() + HALF, 0, 0, 0)
        inset.addWidget(self.text)
        column.addLayout(inset)

    def show_part(self, part: ReplyPart, count: int) -> None:
        """Show how it stands now."""
        state = words.part_state(part)
        said = state if count == 1 else f"{part.position}/{count}  {state}"
        trouble = part.state in TROUBLE_STATES
        _show(self.state, said, "danger" if trouble else "quiet")
        self._dot.show_state(part.state)
        # What is sent can be read in the timeline.
        self.text.show_text(part.text, 1 if part.state is PartState.SENT else 2)


class _Dot(QWidget):
    """A dot in the colour of a state, full once a part is public; the words say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._state = PartState.QUEUED
        self.setFixedSize(UNIT, UNIT)

    def show_state(self, state: PartState) -> None:
        """Take the colour of this state."""
        if state is not self._state:
            self._state = state
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        trouble = self._state in TROUBLE_STATES
        colour = self._theme.colour("danger" if trouble else "accent_text")
        painter.setPen(colour)
        painter.setBrush(
            colour if trouble or self._state is PartState.SENT else Qt.BrushStyle.NoBrush
        )
        painter.drawEllipse(self.rect().toRectF().adjusted(1, 1, -1, -1))


def _show(label: QWidget, text: str, name: str) -> None:
    """Give a label its words and its style, touching only what differs."""
    label.setProperty("text", text)
    label.setVisible(bool(text))
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().polish(label)


def _may_be_tried(part: ReplyPart) -> bool:
    """Return whether trying again can be a person's decision by now."""
    if part.state is PartState.UNSURE:
        return part.looked
    return part.state is PartState.REFUSED or (
        part.state is PartState.QUEUED and bool(part.problem)
    )

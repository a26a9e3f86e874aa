"""The parts of an answer on its way: each with its state in words, a dot, and its text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from console.domain.outbox import PartState, ReplyPart
from console.language import plural
from ui import answer_progress, plain
from ui.clipped_text import ClippedText
from ui.margins import set_margins
from ui.override import override
from ui.theme import HALF, UNIT, Theme

MOST_PARTS = 30
"""How many parts of an answer are listed; the rest is counted."""


class PendingParts(QWidget):
    """The list of parts; its rows stay while the answer does.

    Signals:
        resized: it takes more or less room than before.
    """

    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[_PartRow] = []
        self._more = plain.label("", "quiet", theme.small_font())
        self._list = QVBoxLayout()
        self._list.setSpacing(HALF)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addLayout(self._list)
        column.addWidget(self._more)

    def show_parts(self, parts: tuple[ReplyPart, ...]) -> None:
        """Show how they stand now."""
        shown = parts[:MOST_PARTS]
        while len(self._rows) < len(shown):
            row = _PartRow(self._theme)
            row.text.opened.connect(self.resized)
            self._rows.append(row)
            self._list.addWidget(row)
        for number, row in enumerate(self._rows):
            row.setVisible(number < len(shown))
            if number < len(shown):
                row.show_part(shown[number], len(parts))
        more = len(parts) - len(shown)
        show_words(
            self._more,
            plural(more, "and {count} more part", "and {count} more parts") if more else "",
            "quiet",
        )

    def stops(self) -> tuple[QWidget, ...]:
        """Return where the Tab key goes, from the first."""
        return tuple(row.text for row in self._rows)


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
        # The frame of a text that has the focus stands out by HALF: so the letters align.
        set_margins(inset, self._dot.width() + HALF, 0, 0, 0)
        inset.addWidget(self.text)
        column.addLayout(inset)

    def show_part(self, part: ReplyPart, count: int) -> None:
        """Show how it stands now; of a lone part the line above the answer says it."""
        lone = count == 1
        said = "" if lone else f"{part.position}/{count}  {answer_progress.part_state(part)}"
        show_words(self.state, said, answer_progress.tone(part) or "quiet")
        self._dot.setVisible(not lone)
        self._dot.show_part(part)
        # What is sent can be read in the timeline.
        self.text.show_text(part.text, 1 if part.is_public else 2)


class _Dot(QWidget):
    """A dot in the colour of a state, full once a part is public; the words say the same."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._look = ("accent_text", False)
        """The token of its colour, and whether it is full."""
        self.setFixedSize(UNIT, UNIT)

    def show_part(self, part: ReplyPart) -> None:
        """Look as the part stands."""
        over = part.state in (PartState.CANCELLED, PartState.DELETED)
        tone = answer_progress.tone(part)
        calm = "quiet" if over else "ok" if part.is_public else "accent_text"
        look = tone or calm, bool(tone) or part.is_public
        if look != self._look:
            self._look = look
            self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        token, full = self._look
        colour = self._theme.colour(token)
        painter.setPen(colour)
        painter.setBrush(colour if full else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(self.rect().toRectF().adjusted(1, 1, -1, -1))


def show_words(label: QWidget, text: str, name: str) -> None:
    """Give a label its words and its style, touching only what differs."""
    label.setProperty("text", text)
    label.setVisible(bool(text))
    if label.objectName() != name:
        label.setObjectName(name)
        label.style().polish(label)

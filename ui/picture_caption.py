"""What stands under a large picture: its description, the facts, and what came of an act."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from console.language import tr
from console.text.hidden_signs import in_lines, unnamed
from ui import plain
from ui.copied_text import let_select
from ui.override import override
from ui.theme import HALF, UNIT

MOST_LINES = 5
"""A longer description is scrolled, so that the picture keeps its room."""
NO_DESCRIPTION = tr("No description.")


class PictureCaption(QWidget):
    """Description, facts and message; what strangers wrote is plain text."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.description = plain.label()
        self.description.setWordWrap(True)
        self.description.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        let_select(self.description)
        self._signs: tuple[tuple[int, int], ...] = ()
        self._room = _Room(self.description)
        self.facts = plain.label("", "quiet")
        self.message = plain.label("", "quiet")
        self.message.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        line = QHBoxLayout()
        line.setSpacing(2 * UNIT)
        line.addWidget(self.facts)
        line.addWidget(self.message, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(HALF)
        column.addWidget(self._room)
        column.addLayout(line)

    def show_words(self, description: str, facts: str) -> None:
        """Show a picture's description and facts; what was said of another is gone."""
        shown = in_lines(description or NO_DESCRIPTION)
        self._signs = shown.signs
        if self.description.text() != shown.text:
            self.description.setText(shown.text)
            _name(self.description, "" if description else "quiet")
            self._room.fit()
        self.facts.setText(facts)
        self.say("")

    def say(self, text: str, *, failed: bool = False) -> None:
        """Say what came of an act."""
        _name(self.message, "danger" if failed else "quiet")
        self.message.setText(text)
        plain.set_tip(self.message, text)

    def marked(self) -> str:
        """Return the part of the description that is marked, as it may be copied."""
        if not self.description.hasSelectedText():
            return ""
        text, marked = self.description.text(), self.description.selectedText()
        before = text.encode("utf-16-le")[: 2 * self.description.selectionStart()]
        first = len(before.decode("utf-16-le", "ignore"))
        return unnamed(text, self._signs, first, first + len(marked))


def _name(label: QLabel, name: str) -> None:
    """Give a label another style; the sheet is not looked up again by itself."""
    label.setObjectName(name)
    label.style().unpolish(label)
    label.style().polish(label)


class _Room(QScrollArea):
    """Room for a label that wraps: as high as its text, up to `MOST_LINES`."""

    def __init__(self, label: QLabel) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(label)
        self._label = label
        # A scroll area's ground is that of its viewport; here it is what lies under it.
        self.viewport().setAutoFillBackground(False)
        label.setAutoFillBackground(False)

    def fit(self) -> None:
        """Take the height of the text at the present width."""
        most = MOST_LINES * self._label.fontMetrics().lineSpacing()
        self.setFixedHeight(min(self._label.heightForWidth(self.viewport().width()), most))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

"""A huge text by itself: to read, to search and to copy.

Framework knowledge: `QPlainTextEdit` breaks the lines of what is in sight, a paragraph at
a time, so one paragraph of 100,000 characters would stop the window for seconds. Long
ones are put in as several; finding and copying go by the text as it was written.
"""

from __future__ import annotations

import re
from itertools import pairwise

from PySide6.QtCore import QMimeData, Qt, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from console.language import numeral, plural, tr
from console.text.hidden_signs import in_lines, unnamed
from ui import announcing
from ui.find_field import find_field
from ui.override import override
from ui.plain import isolated, label
from ui.theme import UNIT, Theme
from ui.timeline_text import utf16

TOLD_BEFORE, TOLD_AFTER = 20, 60
"""So much of the text around what was found is read out."""
LONGEST_PARAGRAPH = 2000
SIZE = (680, 560)


class ReadingDialog(QDialog):
    """Shows one text."""

    def __init__(self, about: str, text: str, theme: Theme, parent: QWidget | None = None) -> None:
        """Show `text`; `about` says whose it is."""
        super().__init__(parent)
        self.setWindowTitle(tr("Whole text"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*SIZE)
        self.reader = Reader(text)
        self.reader.setFont(theme.text_font())
        self.reader.setAccessibleName(tr("Whole text, {about}").format(about=about))
        self.field = find_field(tr("Find in this text"))
        self.found = label("", "quiet", theme.small_font())
        self._later = announcing.AfterPause(self.found)
        self.copy_button = QPushButton(tr("Copy all"))
        self.close_button = QPushButton(tr("Close"))
        self._lay_out(
            label(about, "title"),
            label(
                plural(len(text), "{count} character", "{count} characters"),
                "quiet",
                theme.small_font(),
            ),
        )
        self.field.textChanged.connect(self._find_from_start)
        self.field.returnPressed.connect(self._find_next)
        self.copy_button.clicked.connect(self._copy_all)
        self.close_button.clicked.connect(self.close)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._begin_find)
        QShortcut(QKeySequence(QKeySequence.StandardKey.FindNext), self, self._find_next)
        QShortcut(QKeySequence(QKeySequence.StandardKey.FindPrevious), self, self._find_before)
        self.reader.setFocus()

    def _lay_out(self, title: QLabel, length: QLabel) -> None:
        title.setWordWrap(True)
        title.setMinimumWidth(UNIT)
        finding = QHBoxLayout()
        finding.setSpacing(UNIT)
        finding.addWidget(self.field, 1)
        finding.addWidget(self.found)
        buttons = QHBoxLayout()
        buttons.setSpacing(UNIT)
        buttons.addWidget(length, 1)
        buttons.addWidget(self.copy_button)
        buttons.addWidget(self.close_button)
        for button in (self.copy_button, self.close_button):
            button.setAutoDefault(False)  # Enter in the field finds on
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * UNIT, 2 * UNIT, 2 * UNIT, 2 * UNIT)
        column.setSpacing(UNIT)
        column.addWidget(title)
        column.addLayout(finding)
        column.addWidget(self.reader, 1)
        column.addLayout(buttons)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.field.hasFocus() and self.field.text():
            self.field.clear()
            self.reader.setFocus()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _begin_find(self) -> None:
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def _find_from_start(self) -> None:
        self._later.say(self._show_found(self.reader.find_text(self.field.text(), start=0)))

    @Slot()
    def _find_next(self) -> None:
        self._say(self.reader.find_text(self.field.text(), step=1))

    @Slot()
    def _find_before(self) -> None:
        self._say(self.reader.find_text(self.field.text(), step=-1))

    @Slot()
    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.reader.copied)

    def _say(self, found: tuple[int, int]) -> None:
        self._later.say("")
        announcing.say(self.found, self._show_found(found))

    def _show_found(self, found: tuple[int, int]) -> str:
        """Show where a word was found; return that, with the text around it."""
        number, total = found
        if not self.field.text():
            self.found.clear()
        else:
            self.found.setText(
                tr("{number} of {total}").format(number=numeral(number), total=numeral(total))
                if total
                else tr("Not found")
            )
        told = (self.found.text(), isolated(self.reader.around))
        return ": ".join(part for part in told if part)


class Reader(QPlainTextEdit):
    """A read-only text of any length."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        shown = in_lines(re.sub(r"\r\n|[\r\u2028\u2029]", "\n", text))
        self.whole = shown.text
        """As it is read: signs that would deceive are named in it."""
        self._signs = shown.signs
        self._seams = _seams(self.whole)
        """Where a paragraph was parted: places in `whole`."""
        self._hits: list[int] = []
        self._needle = ""
        self._hit = 0
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._fill()

    @property
    def copied(self) -> str:
        """Return the whole text for the clipboard."""
        return unnamed(self.whole, self._signs)

    @property
    def around(self) -> str:
        """Return the words around the place that was found last; empty for none."""
        if not self._hits:
            return ""
        begin = self._hits[self._hit]
        return self.whole[max(0, begin - TOLD_BEFORE) : begin + TOLD_AFTER]

    def find_text(self, needle: str, *, start: int | None = None, step: int = 0) -> tuple[int, int]:
        """Mark a place where `needle` is; return its number and how many there are.

        `start` begins anew with the first; `step` goes on, round at the end.
        """
        if needle != self._needle or start is not None:
            self._needle = needle
            pattern = re.compile(re.escape(needle), re.IGNORECASE)
            self._hits = [hit.start() for hit in pattern.finditer(self.whole)] if needle else []
            self._hit = 0
        elif self._hits:
            self._hit = (self._hit + step) % len(self._hits)
        if not self._hits:
            cursor = self.textCursor()
            cursor.clearSelection()
            self.setTextCursor(cursor)
            return 0, 0
        begin = self._hits[self._hit]
        cursor = self.textCursor()
        cursor.setPosition(self._position(begin))
        end = self._position(begin + len(needle))
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)
        self.centerCursor()
        return self._hit + 1, len(self._hits)

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        begin, end = self._place(cursor.selectionStart()), self._place(cursor.selectionEnd())
        data = QMimeData()
        data.setText(unnamed(self.whole, self._signs, begin, end))
        return data

    def _fill(self) -> None:
        begins = [0, *self._seams, len(self.whole)]
        pieces = [self.whole[first:end] for first, end in pairwise(begins)]
        self.setPlainText("\n".join(pieces))

    def _position(self, place: int) -> int:
        """Return the document's position of a place in the text."""
        return utf16(self.whole[:place]) + sum(seam <= place for seam in self._seams)

    def _place(self, position: int) -> int:
        """Return the place in the text of a position of the document."""
        lines = sum(self._position(seam) <= position for seam in self._seams)
        units = self.whole.encode("utf-16-le")[: 2 * (position - lines)]
        return len(units.decode("utf-16-le", "ignore"))


def _seams(text: str) -> list[int]:
    """Return where to part the paragraphs of a text that are too long: best at a blank."""
    found: list[int] = []
    at = 0
    for paragraph in text.split("\n"):
        end = at + len(paragraph)
        while end - at > LONGEST_PARAGRAPH:
            blank = text.rfind(" ", at + LONGEST_PARAGRAPH // 2, at + LONGEST_PARAGRAPH)
            at = blank + 1 if blank >= 0 else at + LONGEST_PARAGRAPH
            found.append(at)
        at = end + 1
    return found

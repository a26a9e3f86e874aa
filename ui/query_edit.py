"""The field of a query in a network's words, with waves below what is wrong.

A query is one line that may be wrapped: Enter is left to the dialog, and what is pasted
comes in on one line. Where a query is wrong it is told.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from console.language import tr
from console.text.post_queries import QueryProblem
from ui import part_places
from ui.copied_text import PlainEdit
from ui.override import override
from ui.query_direction import read_from_left
from ui.theme import Theme

LINES = 2
"""So many are in sight."""


class QueryEdit(PlainEdit):
    """A few lines of plain text.

    Signals:
        entered: the keys come to it.
    """

    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: tuple[QueryProblem, ...] = ()
        read_from_left(self.document())
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Search in X's words"))
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def query(self) -> str:
        """Return what stands there, without the space around it."""
        return self.toPlainText().strip()

    def put(self, query: str) -> None:
        """Write a query in place of what stands there; Ctrl+Z brings that back."""
        if query != self.toPlainText():
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(query)

    def put_in(self, text: str, chosen: str = "") -> None:
        """Write something at the caret, a space around it; `chosen` of it is selected then."""
        cursor = self.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        whole = self.document()
        before, behind = whole.characterAt(start - 1) if start else "", whole.characterAt(end)
        lead = "" if not before or before.isspace() or before in "(-" else " "
        tail = " " if behind.strip("\u2029\0 )") else ""
        cursor.insertText(f"{lead}{text}{tail}")
        place = start + len(lead) + (text.find(chosen) if chosen else len(text))
        cursor.setPosition(place)
        cursor.setPosition(place + len(chosen), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def show_problems(self, problems: Sequence[QueryProblem]) -> None:
        """Draw waves below these; where something is missing, below the sign before it."""
        self._problems = tuple(problems)
        text = self.toPlainText()
        lead = len(text) - len(text.lstrip())
        marks = []
        for problem in problems:
            start, end = lead + problem.start, lead + problem.end
            if start == end:
                start, end = (start - 1, end) if start else (0, 1)
            cursor = QTextCursor(self.document())
            size = len(text)
            cursor.setPosition(part_places.units(text, min(max(start, 0), size)))
            cursor.setPosition(
                part_places.units(text, min(max(end, 0), size)), QTextCursor.MoveMode.KeepAnchor
            )
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format = self._wave(problem)
            marks.append(mark)
        self.setExtraSelections(marks)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # the dialog's
        else:
            super().keyPressEvent(event)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.insertPlainText(" ".join(source.text().split()))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.moveCursor(QTextCursor.MoveOperation.End)
        self.entered.emit()

    def _wave(self, problem: QueryProblem) -> QTextCharFormat:
        wave = QTextCharFormat()
        wave.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        wave.setUnderlineColor(self._theme.colour("danger" if problem.stops else "warn"))
        return wave

    @Slot()
    def _take_theme(self) -> None:
        self.setFont(self._theme.text_font())
        self.setFixedHeight(LINES * self.fontMetrics().lineSpacing() + 20)
        self.show_problems(self._problems)

"""The text of an answer: plain text, with the places where it breaks into parts.

Owns what a person does to breaks (put, moved, dragged, taken out) and what may be pasted;
how the text is split it is told, and it stores nothing.

Framework knowledge: Qt joins what is typed behind an inserted text to the same step of
undo, also where that was an edit block, unless the block ends with a removal. A form feed
has no width, so a cursor that goes over it seems to stand still. PySide leaves lone
surrogates out of every text that it hands over.
"""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from console.text.split import MANUAL_BREAK, Layout
from ui import answer_clipboard, break_places, part_places, words
from ui.break_drag import BreakDrag
from ui.break_marks import BreakMargin, BreakMarks
from ui.break_places import Change, Gap
from ui.override import override
from ui.theme import Theme

_RIGHT = Qt.AlignmentFlag.AlignRight
_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT, _KEYPAD = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.KeypadModifier


class AnswerEdit(QPlainTextEdit):
    """Plain text with its breaks.

    Signals:
        said(str): what was done to a break, or why not, in words; comes after `textChanged`.
    """

    said = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[tuple[int, int], ...] = ()
        """Where each part begins and ends, in UTF-16 units."""
        self._marks = BreakMarks(self, theme)
        self._margin = BreakMargin(self, theme, self._marks)
        self._drag = BreakDrag(self, self._marks)
        self._described = ""
        self.reads_leftwards = False
        self.viewport().setMouseTracking(True)
        self._margin.place()
        self.document().contentsChange.connect(self._move_along)
        self.cursorPositionChanged.connect(self._mark_part)

    @property
    def text(self) -> str:
        """Return the text as typed; Qt's own plain text turns no-break spaces into others."""
        return answer_clipboard.as_typed(self.document().toRawText())

    @property
    def first_start(self) -> int:
        """Return where the first part begins."""
        return self.places[0][0] if self.places else 0

    def show_breaks(self, layout: Layout) -> None:
        """Draw the boundaries of a layout, which was made of the text as it is."""
        text = self.text
        self.places = part_places.places(text, layout)
        leftwards = bool(self.document().defaultTextOption().alignment() & _RIGHT)
        if leftwards != self.reads_leftwards:
            self.reads_leftwards = leftwards
            self._margin.place()
        boundaries = part_places.boundaries(text, layout, self.places)
        if boundaries != self._marks.boundaries:
            self._marks.boundaries = boundaries
            self.viewport().update()
            self._margin.update()
        self._mark_part()
        self._describe()

    def toggle_break(self) -> None:
        """Put a break at the cursor, or take out the one at which it stands."""
        text = self.text
        place = part_places.code_points(text, self.textCursor().position())
        self._carry_out(text, break_places.toggled(text, place))

    def clear_breaks(self) -> None:
        """Take out all breaks that a person put."""
        text = self.text
        self._carry_out(text, break_places.cleared(text))

    def move_break(self, step: int) -> None:
        """Move the break before the cursor by one word, to the left (-1) or to the right (1).

        In the first part it is the break at its end. The cursor goes with it.
        """
        text = self.text
        source = self._break_near(text)
        if source is None:
            self._say("There is no break to move.")
            return
        step = -step if self.reads_leftwards else step
        target = break_places.beside(break_places.gaps(text), source, step)
        self._carry_out(text, break_places.moved(text, source, target), follow=True)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        modifiers = event.modifiers() & ~_KEYPAD
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and modifiers == _CTRL | _SHIFT:
            self.toggle_break()
        elif event.key() in _SIDEWAYS and modifiers == _ALT | _SHIFT:
            self.move_break(_SIDEWAYS[Qt.Key(event.key())])
        else:
            self._press(event)

    def _press(self, event: QKeyEvent) -> None:
        before, document = self.textCursor(), self.document()
        revision = document.revision()
        beside = before.position() - (event.key() == Qt.Key.Key_Backspace)
        removed = not before.hasSelection() and document.characterAt(beside) == MANUAL_BREAK
        super().keyPressEvent(event)
        if document.revision() != revision:
            if removed and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self._say("The break is gone.")
        elif self._crossed_only_a_break(before.position(), self.textCursor().position()):
            super().keyPressEvent(event)

    def _crossed_only_a_break(self, before: int, after: int) -> bool:
        low, high = sorted((before, after))
        return low < high and all(
            self.document().characterAt(place) == MANUAL_BREAK for place in range(low, high)
        )

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._drag.press(event):
            super().mousePressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._drag.move(event.position().toPoint()):
            super().mouseMoveEvent(event)
            self._drag.hover(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._drag.holds or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        dropped = self._drag.release(event)
        if dropped is not None:
            text, source, target = dropped
            self._carry_out(text, break_places.moved(text, source, target), follow=True)
        self._drag.hover(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drag.cancel()
        super().focusOutEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._margin.place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._marks.boundaries:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._marks.paint(painter, self._drag.lifted)
        if (target := self._drag.shown_target()) is not None:
            self._marks.paint_target(painter, target)
        painter.end()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        selected = answer_clipboard.as_typed(self.textCursor().selectedText())
        return answer_clipboard.data_of(selected)

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return answer_clipboard.may_be_pasted(source)

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if not answer_clipboard.may_be_pasted(source):
            if source.formats():
                self._say("Only text can be pasted into an answer.")
            return
        text, cursor = answer_clipboard.text_of(source), self.textCursor()
        kept = self.document().characterCount() - 1 - len(cursor.selectedText())
        if refusal := answer_clipboard.refusal(len(text), kept):
            self._say(refusal)
            return
        cursor.insertText(text)
        self.ensureCursorVisible()

    def _break_near(self, text: str) -> Gap | None:
        """Return where the break before the cursor is, or the first one."""
        place = part_places.code_points(text, self.textCursor().position())
        place = break_places.gap_at(text, place).start
        starts = [boundary.start for boundary in self._marks.boundaries]
        # A break that was put a moment ago may not yet have been told by a layout.
        known = [text.rfind(MANUAL_BREAK, 0, place)]
        if row := bisect_right(starts, part_places.units(text, place)):
            known.append(part_places.code_points(text, starts[row - 1]))
        elif starts and known == [-1]:
            known.append(part_places.code_points(text, starts[0]))
        found = max(known)
        return break_places.gap_at(text, found) if found >= 0 else None

    def _carry_out(self, text: str, change: Change, *, follow: bool = False) -> None:
        """Do what a change says, as one step of undo; `follow` takes the cursor with a break."""
        inserted = change.inserted
        if change.removed or inserted is not None:
            cursor = QTextCursor(self.document())
            cursor.beginEditBlock()
            for place in sorted({*change.removed, inserted or 0}, reverse=True):
                cursor.setPosition(part_places.units(text, place))
                if place in change.removed:
                    cursor.deleteChar()
                if place == inserted:
                    cursor.insertText(f"{MANUAL_BREAK} ")
                    cursor.deletePreviousChar()
            cursor.endEditBlock()
            if follow and inserted is not None:
                gone = sum(place < inserted for place in change.removed)
                cursor.setPosition(part_places.units(text, inserted) - gone + 1)
                self.setTextCursor(cursor)
        self._say(change.said)

    def _say(self, text: str) -> None:
        self.said.emit(text)
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    @Slot(int, int, int)
    def _move_along(self, position: int, removed: int, added: int) -> None:
        """Keep the boundaries at their words until the text is split anew."""
        self._drag.cancel()
        shift = added - removed

        def moved(place: int) -> int:
            return place if place <= position else max(position, place + shift)

        self.places = tuple((moved(start), moved(end)) for start, end in self.places)
        self._marks.boundaries = tuple(
            each._replace(end=moved(each.end), start=moved(each.start))
            for each in self._marks.boundaries
        )

    @Slot()
    def _mark_part(self) -> None:
        starts = [boundary.start for boundary in self._marks.boundaries]
        self._margin.mark_part(bisect_right(starts, self.textCursor().position()) + 1)

    def _describe(self) -> None:
        """Tell a screen reader how many parts there are, and how many breaks are one's own."""
        boundaries = self._marks.boundaries
        own = sum(boundary.manual for boundary in boundaries)
        described = words.several(len(boundaries) + 1, "part") if boundaries else ""
        if own:
            described += f", {words.several(own, 'break')} of your own"
        if described != self._described:
            self._described = described
            self.setAccessibleDescription(described)

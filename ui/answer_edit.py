"""The text of an answer: plain text, with the places where it breaks into parts.

Owns its keys, its mouse and what may be pasted; what is done to breaks is in
`ui.break_acts`. How the text is split and what was found in it, it is told; it stores
nothing.

Framework knowledge: a form feed has no width, so a cursor that goes over it seems to stand
still. PySide leaves lone surrogates out of every text that it hands over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from console.domain.checks import Finding
from console.language import plural, tr
from console.text.split import MANUAL_BREAK, Layout
from ui import (
    announcing,
    answer_clipboard,
    answer_length,
    answer_menu,
    check_places,
    check_tip,
    part_places,
)
from ui.answer_menu import Act
from ui.break_acts import BreakActs
from ui.break_bands import BreakBands
from ui.break_drag import BreakDrag
from ui.break_marks import BreakMargin, BreakMarks
from ui.check_marks import CheckMarks
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
        wrapped: the lines are broken anew, for the field has another width.
    """

    said = Signal(str)
    wrapped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.places: tuple[tuple[int, int], ...] = ()
        """Where each part begins and ends, in UTF-16 units."""
        self._marks = BreakMarks(self, theme)
        self._bands = BreakBands(self, theme, self._marks)
        self._margin = BreakMargin(self, theme, self._marks)
        self._drag = BreakDrag(self, self._marks)
        self._breaks = BreakActs(self, self._marks)
        self.found = CheckMarks(self, theme)
        """What the checks found in the text."""
        self._described = ""
        self.reads_leftwards = False
        self.more_acts: Callable[[], Sequence[Act]] = tuple
        """What the menu offers beside breaks."""
        self.acts_on: Callable[[Finding], Sequence[Act]] = lambda _finding: ()
        """What it offers for a finding whose words it was opened on."""
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
        boundaries = part_places.boundaries(text, layout, self.places)
        if leftwards != self.reads_leftwards or boundaries != self._marks.boundaries:
            self.reads_leftwards = leftwards
            self._marks.boundaries = boundaries
            self._margin.place()
            self.viewport().update()
            self._margin.update()
        self._mark_part()
        self._describe()

    def show_findings(self, findings: Sequence[Finding], current: Finding | None = None) -> None:
        """Mark the words of findings, which were made of the text as it is."""
        self.found.show(check_places.spots(self.text, findings))
        self.show_current(current)

    def show_current(self, finding: Finding | None) -> None:
        """Mark the words at which a person is; None for none."""
        self.found.current = finding
        self.viewport().update()

    def put_text(self, text: str) -> None:
        """Put a text in place of what is there, as one step of undo, with the cursor behind it."""
        cursor = self.textCursor()
        cursor.beginEditBlock()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(f"{text} ")
        cursor.deletePreviousChar()  # else Qt would join what is typed next to the same step
        cursor.endEditBlock()
        self.setTextCursor(cursor)

    def toggle_break(self) -> None:
        """Put a break at the cursor, or take out the one at which it stands."""
        self._breaks.toggle()

    def clear_breaks(self) -> None:
        """Take out all breaks that a person put."""
        self._breaks.clear()

    def move_break(self, step: int) -> None:
        """Move the break before the cursor by one word, to the left (-1) or to the right (1)."""
        self._breaks.move(step)

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
        if answer_length.refuses_key(self, event):
            return
        before, document = self.textCursor(), self.document()
        revision = document.revision()
        beside = before.position() - (event.key() == Qt.Key.Key_Backspace)
        removed = not before.hasSelection() and document.characterAt(beside) == MANUAL_BREAK
        super().keyPressEvent(event)
        if document.revision() != revision:
            if removed and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
                self.say(tr("The break is gone."))
        elif self._crossed_only_a_break(before.position(), self.textCursor().position()):
            super().keyPressEvent(event)

    def _crossed_only_a_break(self, before: int, after: int) -> bool:
        low, high = sorted((before, after))
        return low < high and all(
            self.document().characterAt(place) == MANUAL_BREAK for place in range(low, high)
        )

    @override
    def inputMethodEvent(self, arg__1: QInputMethodEvent) -> None:
        answer_length.bound_input(self, arg__1)
        super().inputMethodEvent(arg__1)

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
            self._breaks.put(*dropped)
        self._drag.hover(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            self._go_to(event.pos())
        menu = self.createStandardContextMenu(event.pos())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for finding in reversed(self.found.around(self.textCursor().position())):
            answer_menu.put_first(menu, self.acts_on(finding))
        answer_menu.complete(menu, self._breaks.possible())
        answer_menu.add(menu, self.more_acts())
        menu.popup(event.globalPos())

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._drag.cancel()
        super().focusOutEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        caret, before = self.cursorRect(), event.oldSize()
        seen = caret.top() >= 0 and caret.bottom() <= before.height()
        super().resizeEvent(event)
        self._margin.place()
        if seen:
            self.ensureCursorVisible()
        if event.size().width() != before.width():
            self.wrapped.emit()

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            check_tip.show(self.viewport(), event, self.found)
            return True
        return super().viewportEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._marks.boundaries and not self.found.spots:
            super().paintEvent(event)
            return
        marks, found = list(self._marks.in_sight()), list(self.found.in_sight(event.rect()))
        painter = QPainter(self.viewport())
        if self._marks.boundaries:
            self._bands.paint(painter, marks)
        self.found.paint_grounds(painter, found)
        painter.end()
        super().paintEvent(event)
        painter.begin(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.found.paint(painter, found)
        self._marks.paint(painter, marks, self._drag.lifted)
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
                self.say(tr("Only text can be pasted into an answer."))
            return
        text, cursor = answer_clipboard.text_of(source), self.textCursor()
        kept = len(self.text) - len(cursor.selectedText())
        if refusal := answer_clipboard.refusal(len(text), kept):
            self.say(refusal)
            return
        cursor.insertText(text)
        self.ensureCursorVisible()

    def _go_to(self, point: QPoint) -> None:
        """Put the cursor to where the menu was asked for, unless that is within what is marked."""
        mark = self._marks.at(point.toPointF())
        place = mark.boundary.start if mark else self.cursorForPosition(point).position()
        cursor = self.textCursor()
        if not cursor.selectionStart() <= place <= cursor.selectionEnd():
            cursor.setPosition(place)
            self.setTextCursor(cursor)

    def say(self, text: str) -> None:
        """Tell what was done, also to a screen reader."""
        self.said.emit(text)
        announcing.say(self, text)

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
        self.found.move_along(position, removed, added)

    @Slot()
    def _mark_part(self) -> None:
        starts = [boundary.start for boundary in self._marks.boundaries]
        self._margin.mark_part(bisect_right(starts, self.textCursor().position()) + 1)

    def _describe(self) -> None:
        """Tell a screen reader how many parts there are, and how many breaks are one's own."""
        boundaries = self._marks.boundaries
        own = sum(boundary.manual for boundary in boundaries)
        described = (
            plural(len(boundaries) + 1, "{count} part", "{count} parts") if boundaries else ""
        )
        if own:
            # Translators: {parts} is `3 parts`, {breaks} is `2 breaks`.
            described = tr("{parts}, {breaks} of your own").format(
                parts=described, breaks=plural(own, "{count} break", "{count} breaks")
            )
        if described != self._described:
            self._described = described
            self.setAccessibleDescription(described)

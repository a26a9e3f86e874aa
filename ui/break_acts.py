"""What a person does to the breaks of an answer: puts, moves and takes them out.

Owns the changes of the text, each one step of undo, and the words that tell of them; where
a break may stand is known to `ui.break_places`.

Framework knowledge: undo puts the cursor to where the cursor that made the edit stood when
it began, redo to where the edit ended. What is typed behind an inserted text joins the same
step of undo, also where that was an edit block, unless the block ends with a removal. Many
edits in one paragraph take a time that grows with the square of their number.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

from console.language import tr
from console.text.split import MANUAL_BREAK
from ui import answer_clipboard, answer_menu, break_places, part_places
from ui.answer_menu import Act
from ui.break_marks import BreakMarks
from ui.break_places import Change, Gap

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit

MOST_ONE_BY_ONE = 50
"""More breaks than these are taken out by writing what is between them anew."""


class BreakActs:
    """The acts on the breaks of one editor."""

    def __init__(self, edit: AnswerEdit, marks: BreakMarks) -> None:
        self._edit, self._marks = edit, marks

    def toggle(self) -> None:
        """Put a break at the cursor, or take out the one at which it stands."""
        text = self._edit.text
        self._carry_out(text, break_places.toggled(text, self._place(text)))

    def clear(self) -> None:
        """Take out all breaks that a person put."""
        text = self._edit.text
        self._carry_out(text, break_places.cleared(text))

    def move(self, step: int) -> None:
        """Move the break before the cursor by one word, to the left (-1) or to the right (1).

        In the first part it is the break at its end. The cursor goes with it.
        """
        text = self._edit.text
        source = self._near(text)
        if source is None:
            self._edit.say(tr("There is no break to move."))
        else:
            self.put(text, source, self._beside(text, source, step))

    def put(self, text: str, source: Gap, target: Gap | None) -> None:
        """Put the break of one gap into another; the cursor goes with it."""
        self._carry_out(text, break_places.moved(text, source, target), follow=True)

    def possible(self) -> list[Act]:
        """Return what can be done at the cursor, for the menu."""
        text, acts = self._edit.text, []
        here = break_places.toggled(text, self._place(text))
        if here.removed:
            acts.append(Act(tr("Remove this break"), answer_menu.BREAK, self.toggle))
        elif here.inserted is not None:
            acts.append(Act(tr("Break here"), answer_menu.BREAK, self.toggle))
        if (source := self._near(text)) is not None:
            for entry, keys, step in answer_menu.MOVES:
                able = self._beside(text, source, step) is not None
                acts.append(Act(entry, keys, partial(self.move, step), able))
        return acts

    def _place(self, text: str) -> int:
        return part_places.code_points(text, self._edit.textCursor().position())

    def _near(self, text: str) -> Gap | None:
        """Return where the break before the cursor is, or the first one."""
        place = break_places.gap_at(text, self._place(text)).start
        starts = [boundary.start for boundary in self._marks.boundaries]
        # A break that was put a moment ago may not yet have been told by a layout.
        known = [text.rfind(MANUAL_BREAK, 0, place)]
        if row := bisect_right(starts, part_places.units(text, place)):
            known.append(part_places.code_points(text, starts[row - 1]))
        elif starts and known == [-1]:
            known.append(part_places.code_points(text, starts[0]))
        found = max(known)
        return break_places.gap_at(text, found) if found >= 0 else None

    def _beside(self, text: str, source: Gap, step: int) -> Gap | None:
        """Return where the break of `source` comes to stand one word to the left or right."""
        step = -step if self._edit.reads_leftwards else step
        return break_places.beside(break_places.gaps(text), source, step)

    def _carry_out(self, text: str, change: Change, *, follow: bool = False) -> None:
        """Do what a change says, as one step of undo; `follow` takes the cursor with a break."""
        inserted = change.inserted
        if change.removed or inserted is not None:
            cursor = self._edit.textCursor()  # else undo goes to where another one stands
            removed = part_places.all_units(text, change.removed)
            ends = [at - bisect_left(removed, at) for at in (cursor.anchor(), cursor.position())]
            top = self._edit.verticalScrollBar().value()
            cursor.beginEditBlock()
            _take_out(cursor, removed)
            if inserted is not None:  # the last, for redo goes to where the block ended
                gone = sum(place < inserted for place in change.removed)
                cursor.setPosition(part_places.units(text, inserted) - gone)
                cursor.insertText(f"{MANUAL_BREAK} ")
                cursor.deletePreviousChar()
            cursor.endEditBlock()
            if follow and inserted is not None:
                self._edit.setTextCursor(cursor)
            elif len(change.removed) > MOST_ONE_BY_ONE:
                self._put_cursor(*ends)
                self._edit.verticalScrollBar().setValue(top)
        self._edit.say(change.said)

    def _put_cursor(self, anchor: int, position: int) -> None:
        cursor = self._edit.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self._edit.setTextCursor(cursor)


def _take_out(cursor: QTextCursor, positions: Sequence[int]) -> None:
    """Take out the breaks at these places, ascending; there is no other between them."""
    if len(positions) > MOST_ONE_BY_ONE:
        cursor.setPosition(positions[0])
        cursor.setPosition(positions[-1], QTextCursor.MoveMode.KeepAnchor)
        between = answer_clipboard.as_typed(cursor.selectedText())
        cursor.insertText(between.replace(MANUAL_BREAK, ""))
        positions = (cursor.position(),)
    for position in reversed(positions):
        cursor.setPosition(position)
        cursor.deleteChar()

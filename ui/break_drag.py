"""Dragging a break of an answer by the mouse.

Owns what is held and where it would be dropped; the text is changed by the editor, in
one step, when the button is let go. Escape and losing the focus let go of it unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui import break_places, part_places
from ui.break_marks import BreakMarks, Mark
from ui.break_places import Gap
from ui.override import override
from ui.part_places import Boundary

if TYPE_CHECKING:
    from ui.answer_edit import AnswerEdit

SCROLL_MS = 50
"""A line goes by in this time while the pointer is above or below the text."""


class BreakDrag(QObject):
    """A break that is held by the mouse, from the press of the button to its release."""

    def __init__(self, edit: AnswerEdit, marks: BreakMarks) -> None:
        super().__init__(edit)
        self._edit, self._marks = edit, marks
        self._held: Mark | None = None
        self._moving = False
        self._pressed = self._pointer = QPoint()
        self._text = ""
        self._gaps: list[Gap] = []
        self._source = Gap(0, 0)
        self._target: Gap | None = None
        self._scroll = QTimer(self)
        self._scroll.setInterval(SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    @property
    def holds(self) -> bool:
        """Return whether a break is held."""
        return self._held is not None

    def hover(self, event: QMouseEvent) -> None:
        """Show by the pointer whether it is over a mark."""
        self._show_pointer(None if event.buttons() else self._marks.at(event.position()))

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the break under the pointer; return whether there is one."""
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return False
        self._held = self._marks.at(event.position())
        if self._held is None:
            return False
        self._pressed = event.position().toPoint()
        self._text = self._edit.text
        place = part_places.code_points(self._text, self._held.boundary.start)
        self._source = break_places.gap_at(self._text, place)
        self._edit.installEventFilter(self)
        return True

    def move(self, at: QPoint) -> bool:
        """Follow the pointer; return whether a break is held."""
        if self._held is None:
            return False
        if not self._moving:
            if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
                return True
            self._moving = True
            self._gaps = break_places.gaps(self._text)
        self._pointer = at
        outside = not 0 <= at.y() < self._edit.viewport().height()
        if outside and not self._scroll.isActive():
            self._scroll.start()
        elif not outside:
            self._scroll.stop()
        self._aim()
        return True

    def release(self, event: QMouseEvent) -> tuple[str, Gap, Gap] | None:
        """Let go; return the text, whence and whither, or None where nothing moves."""
        text, source, target = self._text, self._source, self._target
        if not self._moving:  # it was a click
            self._edit.setTextCursor(self._edit.cursorForPosition(event.position().toPoint()))
        self.cancel()
        return (text, source, target) if target is not None else None

    def cancel(self) -> None:
        """Let go of the break where it was."""
        if self._held is None:
            return
        self._scroll.stop()
        self._edit.removeEventFilter(self)
        self._held, self._target, self._moving = None, None, False
        self._gaps = []
        self._show_pointer(None)
        self._edit.viewport().update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            return False
        if not isinstance(event, QKeyEvent) or event.key() != Qt.Key.Key_Escape:
            return False
        if kind == QEvent.Type.KeyPress:
            self.cancel()
        event.accept()  # so that Escape does nothing else
        return True

    @property
    def lifted(self) -> Boundary | None:
        """Return the break that would leave its place, were it let go now."""
        return self._held.boundary if self._held and self._target else None

    def shown_target(self) -> Boundary | None:
        """Return where the break would come to stand, as the marks take it."""
        if self._target is None or self._held is None:
            return None
        end, start = (part_places.units(self._text, place) for place in self._target)
        return Boundary(end, start, self._held.boundary.number, manual=True)

    def _aim(self) -> None:
        view = self._edit.viewport().rect()
        inside = QPoint(
            min(max(self._pointer.x(), view.left()), view.right()),
            min(max(self._pointer.y(), view.top()), view.bottom()),
        )
        position = self._edit.cursorForPosition(inside).position()
        place = part_places.code_points(self._text, position)
        found = break_places.nearest(self._gaps, place)
        target = None if found == self._source else found
        if target != self._target:
            self._target = target
            self._edit.viewport().update()

    @Slot()
    def _scroll_on(self) -> None:
        bar = self._edit.verticalScrollBar()
        bar.setValue(bar.value() + (-1 if self._pointer.y() < 0 else 1))
        self._aim()

    def _show_pointer(self, mark: Mark | None) -> None:
        shape = Qt.CursorShape
        wanted = shape.IBeamCursor
        if mark is not None:
            wanted = shape.SplitHCursor if mark.upright else shape.SplitVCursor
        if self._edit.viewport().cursor().shape() != wanted:
            self._edit.viewport().setCursor(wanted)

"""What the mouse is on, has pressed and has marked in the timeline.

Owns the state between press and release; does nothing with what was clicked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from console.domain.ids import MessageId
from ui.timeline_marks import Marks
from ui.web_link import WebLink


@dataclass(frozen=True, slots=True)
class Spot:
    """What is at a point of the timeline."""

    row: int = -1
    message_id: MessageId | None = None
    position: int = 0
    """The position of the message's text that is nearest."""
    text: bool = False
    """Whether it is on the text, not beside it."""
    link: WebLink | None = None
    tile: int | None = None
    """The number of the picture."""
    more: bool = False
    """Whether it is on the offer to read all of a folded text."""

    @property
    def live(self) -> tuple[object, ...]:
        """What a click would use; all empty where it would do nothing."""
        return (self.row, self.link, self.tile, self.more) if self.is_live else ()

    @property
    def is_live(self) -> bool:
        """Whether a click does something."""
        return self.link is not None or self.tile is not None or self.more

    @property
    def cursor(self) -> Qt.CursorShape:
        """How the pointer looks there."""
        if self.is_live:
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.IBeamCursor if self.text else Qt.CursorShape.ArrowCursor


NOWHERE = Spot()


class TimelinePointer:
    """The mouse over the timeline."""

    def __init__(self, spot_at: Callable[[QPoint, MessageId | None], Spot]) -> None:
        """Take what tells the spot at a point, if wished as seen from a certain message."""
        self._spot_at = spot_at
        self.spot = NOWHERE
        self.marks = Marks()
        self._pressed = NOWHERE
        self._at: QPoint | None = None
        """Where the mouse is; None while it is elsewhere."""
        self._pressed_at = QPoint()
        self._dragging = False

    def press(self, point: QPoint) -> Spot:
        """Begin a click, or to mark a piece of a text; return what is there."""
        self.spot = self._pressed = self._spot_at(point, None)
        self._at = point
        self._pressed_at, self._dragging = point, False
        if self.spot.text and self.spot.message_id is not None:
            self.marks.begin(self.spot.message_id, self.spot.position)
        else:
            self.marks.clear()
        return self.spot

    def move(self, point: QPoint, buttons: Qt.MouseButton) -> bool:
        """Follow the mouse, marking while its button is down; return whether it shows."""
        self._at = point
        if buttons & Qt.MouseButton.LeftButton and self._pressed.text:
            way = (point - self._pressed_at).manhattanLength()
            self._dragging = self._dragging or way >= QApplication.startDragDistance()
            if self._dragging:
                held = self._spot_at(point, self._pressed.message_id)
                self.marks.drag(held.position)
            return self._dragging
        return self.look_again()

    def look_again(self) -> bool:
        """See what is under the mouse now; return whether that shows."""
        before = self.spot
        self.spot = NOWHERE if self._at is None else self._spot_at(self._at, None)
        return (before.live, before.cursor) != (self.spot.live, self.spot.cursor)

    def release(self, point: QPoint) -> Spot:
        """End a click; return what it is to use, `NOWHERE` after marking."""
        pressed, self._pressed = self._pressed, NOWHERE
        self.spot = self._spot_at(point, None)
        clicked = not self._dragging and pressed.live and pressed.live == self.spot.live
        return self.spot if clicked else NOWHERE

    def leave(self) -> None:
        """Forget what the mouse is on: it left."""
        self.spot, self._at = NOWHERE, None

    def clear(self) -> None:
        """Forget everything: it is another case."""
        self.spot = self._pressed = NOWHERE
        self.marks.clear()

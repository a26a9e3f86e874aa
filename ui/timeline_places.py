"""Where the parts of a message stand in the timeline, and what is at a point of it.

Pure geometry, relative to the row's top left corner; draws nothing. One column: at the
left avatars, then the customer's texts; our answers begin further in and share one right
edge; call notes take the whole column. All is turned over at the end where the layout
runs leftwards.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QPoint, QPointF, QRect

from console.domain.messages import Message
from ui.mirror import Mirror
from ui.theme import HALF, UNIT
from ui.timeline_entries import Entry
from ui.timeline_text import FOLDED, TextBlock
from ui.timeline_tiles import Tile
from ui.web_link import WebLink

MARGIN = 2 * UNIT
AVATAR = 28
PAD_X, PAD_Y = UNIT + HALF, UNIT
WIDEST_TEXT = 640
"""No line of text is longer, in pixels: longer ones are hard to read."""
NARROWEST_TEXT = 120
GROUP_GAP = 2 * UNIT
TEXT_LEFT = MARGIN + AVATAR + UNIT
NOTHING = QRect()


@dataclass(frozen=True, slots=True)
class Column:
    """The widths that all messages share in a view of one width."""

    left: int
    right: int
    """The first pixel behind the column."""
    shift: int
    """How far our answers begin to the right, and the customer's texts end to the left."""

    @property
    def box_width(self) -> int:
        """How wide the box of an answer is."""
        return self.right - TEXT_LEFT - self.shift

    def text_width(self, kind: str) -> int:
        """Return how wide texts are at most."""
        if kind == "call":
            return min(WIDEST_TEXT, self.right - TEXT_LEFT - 2 * PAD_X)
        return self.box_width - (2 * PAD_X if kind == "own" else 0)


def column(width: int) -> Column:
    """Return the column of a view."""
    room = max(width - MARGIN - TEXT_LEFT, NARROWEST_TEXT + 3 * UNIT + 2 * PAD_X)
    shift = min(8 * UNIT, max(3 * UNIT, room // 10 // UNIT * UNIT))
    right = TEXT_LEFT + min(room, WIDEST_TEXT + 2 * PAD_X + shift)
    return Column(MARGIN, right, shift)


@dataclass(frozen=True, slots=True)
class Lines:
    """Heights of the lines around texts, by the fonts in force."""

    small: int
    strong: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a message stands but for its pictures."""

    day: QRect
    unread: QRect
    avatar: QRect
    headline: QRect
    below: QRect
    """The line between headline and text."""
    box: QRect
    """The ground of an answer or a call note; with nothing drawn, the customer's words."""
    text: QRect
    more: QRect
    """The line that offers all of a folded text."""
    tiles_top: int
    outcome: tuple[QRect, ...] = ()
    """The lines under a call note's text, each with its label."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where all of a message stands."""

    frame: Frame
    block: TextBlock
    tiles: tuple[Tile, ...]
    box: QRect
    height: int
    outcome: tuple[TextBlock, ...] = ()
    """What the lines under a call note's text say, without their labels."""

    def link_at(self, point: QPoint) -> WebLink | None:
        """Return the link at a point."""
        text = self.frame.text
        return self.block.link_at(QPointF(point - text.topLeft()))

    def tile_at(self, point: QPoint) -> int | None:
        """Return the number of the picture at a point that a click does something with."""
        for place, tile in enumerate(self.tiles):
            if tile.rect.contains(point) and tile.is_live:
                return place
        return None

    def position_at(self, point: QPoint) -> int:
        """Return the position of the text that is nearest to a point."""
        return self.block.position_at(QPointF(point - self.frame.text.topLeft()))


def frame(
    entry: Entry,
    block: TextBlock,
    shared: Column,
    lines: Lines,
    outcome: Sequence[TextBlock] = (),
) -> Frame:
    """Return where an entry's parts stand, down to where its pictures begin.

    `outcome` are the texts of what came of a call.
    """
    width = shared.right - shared.left
    top = GROUP_GAP if entry.begins else UNIT if entry.kind == "in" else 0
    day = unread = NOTHING
    if entry.day:
        day = QRect(shared.left, top, width, lines.small)
        top = day.bottom() + 1 + UNIT + HALF
    if entry.unread:
        unread = QRect(shared.left, top, width, lines.small)
        top = unread.bottom() + 1 + UNIT + HALF
    boxed = entry.kind != "in"
    box_left = TEXT_LEFT + (shared.shift if entry.kind == "own" else 0)
    box_width = shared.right - box_left if boxed else shared.box_width
    box_top = top
    inner = box_left + (PAD_X if boxed else 0)
    text_width = shared.text_width(entry.kind)
    top += PAD_Y if boxed else 0
    avatar = headline = below = more = NOTHING
    if entry.begins and entry.kind != "own":
        avatar = QRect(MARGIN, box_top, AVATAR, AVATAR)
    if entry.begins:
        headline = QRect(inner, top, box_width - (2 * PAD_X if boxed else 0), lines.strong)
        top = headline.bottom() + 1 + HALF // 2
    if entry.below:
        below = QRect(inner, top, box_width - (2 * PAD_X if boxed else 0), lines.small)
        top = below.bottom() + 1 + HALF
    text = QRect(inner, top, text_width, block.height if block.text else 0)
    top = text.top() + text.height()
    if block.folded:
        more = QRect(inner, top + HALF, text_width, lines.small)
        top = more.bottom() + 1 + HALF
    came: list[QRect] = []
    for said in outcome:
        came.append(QRect(inner, top + (HALF if came else UNIT), text_width, said.height))
        top = came[-1].bottom() + 1
    box = QRect(box_left, box_top, box_width, top - box_top)
    return Frame(day, unread, avatar, headline, below, box, text, more, top + HALF, tuple(came))


def places(
    entry: Entry,
    block: TextBlock,
    framed: Frame,
    tiles: tuple[Tile, ...],
    outcome: tuple[TextBlock, ...] = (),
) -> Places:
    """Return where all of an entry stands, its pictures being put."""
    bottom = framed.box.bottom() + 1
    if tiles:
        bottom = max(tile.rect.bottom() for tile in tiles) + 1 + HALF
    if entry.kind != "in":
        bottom += PAD_Y
    box = framed.box.adjusted(0, 0, 0, bottom - framed.box.bottom() - 1)
    height = max(bottom, framed.avatar.bottom() + 1)
    return Places(framed, block, tiles, box, height, outcome)


def turned(put: Places, mirror: Mirror) -> Places:
    """Return where all of an entry stands in a layout that may run leftwards."""
    if not mirror.leftwards:
        return put
    seen, framed = mirror.rect, put.frame
    frame_ = replace(
        framed,
        day=seen(framed.day),
        unread=seen(framed.unread),
        avatar=seen(framed.avatar),
        headline=seen(framed.headline),
        below=seen(framed.below),
        box=seen(framed.box),
        text=seen(framed.text),
        more=seen(framed.more),
        outcome=tuple(seen(place) for place in framed.outcome),
    )
    tiles = tuple(
        replace(tile, rect=seen(tile.rect), image=_in_tile(tile, mirror)) for tile in put.tiles
    )
    return replace(put, frame=frame_, tiles=tiles, box=seen(put.box))


def _in_tile(tile: Tile, mirror: Mirror) -> QRect:
    return tile.image if tile.image.isEmpty() else mirror.rect(tile.image)


def guesses(messages: Iterable[Message], shared: Column, line: int) -> list[int]:
    """Return about how high messages are, by the lengths of their texts only.

    No better, for it is asked of every message of a case when that is opened.
    """
    per_line = max(1, shared.box_width * 2 // line)
    around = GROUP_GAP + 2 * line
    return [around + line * (min(len(one.text), FOLDED) // per_line) for one in messages]

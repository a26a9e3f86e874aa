"""How a message of the timeline is drawn.

What customers wrote stands on the ground itself, what we answered on a tint at the
right, call notes behind a bar. All text is drawn as plain text, never as markup; texts
broken into lines are kept while width and fonts stay. Places come from
`ui.timeline_places`, and clicks are the view's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QTextLayout

from console.domain.messages import CallNote, Channel, Direction, Message, Post
from console.text.hidden_signs import in_line
from ui import words
from ui.icons import Icons
from ui.mirror import Mirror
from ui.theme import BAR, HALF, RADIUS, UNIT, Theme
from ui.timeline_entries import Entry
from ui.timeline_places import (
    AVATAR,
    Lines,
    Places,
    column,
    frame,
    guesses,
    places,
    turned,
)
from ui.timeline_text import TextBlock, lay_out, marked, spotted, utf16
from ui.timeline_tiles import TilePainter, tiles
from ui.web_link import WebLink

CHANNEL_ICONS = {
    Channel.IN_PERSON: "person",
    Channel.EMAIL: "mail",
    Channel.LETTER: "letter",
    Channel.CHAT: "chat",
}
CALL_TINT = 22
"""How strong the ground of a call note is, of 255."""
MUTED_AVATAR = 0.5
"""How strong the circle of who is muted is."""
FOUND_TINT = 90
"""How strong the ground of what a search found is, of 255; of what one is at, full."""
SEAM = 90
"""How strong the line between the parts of an answer is."""
OUTCOME_LEFT = 10 * UNIT
"""Where what came of a call begins, beside its label."""
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
MIDDLE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class Look:
    """What pointer and keys do to a message at this moment."""

    focused: bool = False
    marks: tuple[int, int] = (0, 0)
    """The marked piece of its text."""
    found: tuple[tuple[int, int], ...] = ()
    """Where the words of a search stand in it."""
    found_now: tuple[int, int] = (0, 0)
    """At which of these one is."""
    link: WebLink | None = None
    """The link under the pointer."""
    tile: int | None = None
    more: bool = False


class TimelineDelegate:
    """Measures and draws `Entry`s."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._icons = Icons(theme)
        self._tiles = TilePainter(theme, self._icons)
        self._column = column(0)
        self._mirror = Mirror(QRect(), Qt.LayoutDirection.LeftToRight)
        self._blocks = lru_cache(256)(lay_out)
        self.take_fonts()

    def set_width(
        self, width: int, direction: Qt.LayoutDirection = Qt.LayoutDirection.LeftToRight
    ) -> None:
        """Break texts for a view of this width, whose layout has this direction."""
        self._column = column(width)
        self._mirror = Mirror(QRect(0, 0, width, 1), direction)
        self._tiles.direction = direction

    def take_fonts(self) -> None:
        """Take fonts and colours of the theme as they are now."""
        self._font: QFont = self._theme.text_font()
        self._small = self._theme.small_font()
        self._strong = self._theme.strong_font()
        self._lines = Lines(QFontMetrics(self._small).height(), QFontMetrics(self._strong).height())
        self._blocks.cache_clear()

    def places(self, entry: Entry) -> Places:
        """Return where the parts of an entry stand; relative to its top left corner."""
        width = self._column.text_width(entry.kind)
        block = self._blocks(
            entry.message.text,
            width,
            self._font,
            self._theme.colour("link").name(),
            self._theme.colour("quiet").name(),
        )
        room = max(1, width - self._beside_labels(entry))
        outcome = tuple(
            self._blocks(fact.text, room, self._small, self._theme.colour(fact.token).name())
            for fact in entry.outcome
        )
        framed = frame(entry, block, self._column, self._lines, outcome)
        media = entry.message.media if isinstance(entry.message, Post) else ()
        area = QRect(framed.text.left(), framed.tiles_top, width, 0)
        pictures = tiles(media, entry.pictures, area, self._theme)
        return turned(places(entry, block, framed, pictures, outcome), self._mirror)

    def guesses(self, messages: Iterable[Message]) -> list[int]:
        """Return about how high messages are."""
        return guesses(messages, self._column, self._lines.strong)

    def paint(self, painter: QPainter, entry: Entry, area: QRect, look: Look) -> None:
        """Draw an entry into its row."""
        theme, put = self._theme, self.places(entry)
        framed = put.frame
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(area.topLeft())
        self._mirror.take(painter)
        if entry.day:
            self._rule(painter, framed.day, entry.day, "quiet", "hairline")
        if entry.unread:
            self._rule(painter, framed.unread, words.UNREAD, "unread", "unread")
        self._ground(painter, put, entry)
        if look.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(theme.colour("accent_text"))
            painter.drawRoundedRect(_ring(put, entry), RADIUS, RADIUS)
        if entry.begins:
            self._avatar(painter, framed.avatar, entry)
            self._headline(painter, framed.headline, entry)
        painter.setFont(self._small)
        if entry.below:
            painter.setPen(theme.colour("quiet"))
            self._elided(painter, framed.below, entry.below)
        if entry.part:
            # It hangs in the margin, so that all texts of an answer begin at one edge.
            taken = UNIT + painter.fontMetrics().horizontalAdvance(entry.part)
            box, leftwards = framed.box, self._mirror.leftwards
            left = box.right() + 1 + UNIT if leftwards else box.left() - taken
            painter.setPen(theme.colour("quiet"))
            painter.drawText(left, framed.text.top() + put.block.baseline, entry.part)
        self._text(painter, put, look, "quiet" if entry.muted else "text")
        if put.block.folded:
            self._more(painter, framed.more, entry, look)
        if entry.outcome:
            self._outcome(painter, put, entry)
        for place, tile in enumerate(put.tiles):
            self._tiles.draw(painter, tile, hovered=look.tile == place)
        painter.restore()

    def _text(self, painter: QPainter, put: Places, look: Look, token: str) -> None:
        block, place = put.block, put.frame.text
        selections = self._spots(look)
        first, end = look.marks
        if first != end:
            ground, text = self._theme.colour("accent"), self._theme.colour("on_accent")
            selections.append(marked(first, end, ground=ground, text=text))
        painter.save()
        # Marks heaped on a letter by a joker reach over the lines of others.
        painter.setClipRect(place.adjusted(-UNIT, -HALF, UNIT, HALF))
        painter.setPen(self._theme.colour(token))
        block.layout.draw(painter, QPointF(place.topLeft()), selections)
        if look.link is not None:
            self._underline(painter, block, place.topLeft(), look.link)
        painter.restore()

    def _spots(self, look: Look) -> list[QTextLayout.FormatRange]:
        """Return how what a search found is drawn; where one is, as what is marked is."""
        theme, line = self._theme, self._theme.colour("accent_text")
        ground, said = _faint(theme.colour("accent"), FOUND_TINT), theme.colour("text")
        made = [spotted(*piece, ground=ground, line=line, text=said) for piece in look.found]
        first, end = look.found_now
        if first != end:
            accent, text = theme.colour("accent"), theme.colour("on_accent")
            here = marked(first, end, ground=accent, text=text)
            here.format.setFontUnderline(True)
            made.append(here)
        return made

    def _outcome(self, painter: QPainter, put: Places, entry: Entry) -> None:
        """Draw what came of a call: labels in front, what is said of them beside them."""
        painter.setFont(self._small)
        beside = self._beside_labels(entry)
        for fact, block, place in zip(entry.outcome, put.outcome, put.frame.outcome, strict=True):
            row = self._within(place)
            painter.setPen(self._theme.colour("quiet"))
            row.text(painter, place.left(), place.top() + block.baseline, fact.label)
            painter.setPen(self._theme.colour(fact.token))
            said = row.rect(place.adjusted(beside, 0, 0, 0))
            block.layout.draw(painter, QPointF(said.topLeft()))

    def _within(self, place: QRect) -> Mirror:
        """Return the mirror of a place that is itself turned over already."""
        ways = Qt.LayoutDirection
        return Mirror(place, ways.RightToLeft if self._mirror.leftwards else ways.LeftToRight)

    def _beside_labels(self, entry: Entry) -> int:
        """Return how far from the left what is said of a call stands: beside every label."""
        metrics = QFontMetrics(self._small)
        longest = max((metrics.horizontalAdvance(fact.label) for fact in entry.outcome), default=0)
        return max(OUTCOME_LEFT, longest + UNIT)

    def _underline(
        self, painter: QPainter, block: TextBlock, origin: QPoint, link: WebLink
    ) -> None:
        painter.setPen(self._theme.colour("link"))
        first, end = utf16(block.text[: link.start]), utf16(block.text[: link.end])
        for rect in block.rects(first, end):
            y = round(rect.bottom()) + 1
            painter.drawLine(
                origin + QPoint(round(rect.left()), y), origin + QPoint(round(rect.right()), y)
            )

    def _more(self, painter: QPainter, place: QRect, entry: Entry, look: Look) -> None:
        font = QFont(self._small)
        font.setUnderline(look.more)
        painter.setFont(font)
        painter.setPen(self._theme.colour("link"))
        self._elided(painter, place, words.read_all(entry.message))

    def _rule(self, painter: QPainter, place: QRect, text: str, token: str, line: str) -> None:
        """Draw a line across the column with a word in its middle."""
        painter.setFont(self._small)
        painter.setPen(self._theme.colour(token))
        painter.drawText(place, MIDDLE, text)
        half = QFontMetrics(self._small).horizontalAdvance(text) // 2 + UNIT + HALF
        middle, y = place.center().x(), place.center().y()
        colour = self._theme.colour(line)
        for left, right in ((place.left(), middle - half), (middle + half, place.right() + 1)):
            painter.fillRect(QRect(left, y, max(0, right - left), 1), colour)

    def _ground(self, painter: QPainter, put: Places, entry: Entry) -> None:
        theme, box = self._theme, put.box
        painter.setPen(Qt.PenStyle.NoPen)
        if entry.kind == "own":
            # The corners between the parts of one answer stay square.
            shape = QPainterPath()
            above = 0 if entry.begins else 2 * RADIUS
            below = 0 if entry.ends else 2 * RADIUS
            shape.addRoundedRect(box.adjusted(0, -above, 0, below), RADIUS, RADIUS)
            painter.save()
            painter.setClipRect(box)
            painter.fillPath(shape, theme.colour("chosen"))
            painter.restore()
            if not entry.begins:
                line = QRect(put.frame.text.left(), box.top(), put.frame.text.width(), 1)
                painter.fillRect(line, _faint(theme.colour("edge"), SEAM))
        elif entry.kind == "call":
            painter.setBrush(_faint(self._theme.colour("call"), CALL_TINT))
            painter.drawRoundedRect(box, HALF, HALF)
            bar = QRect(box.left(), box.top(), BAR, box.height())
            painter.fillRect(self._within(box).rect(bar), theme.colour("call"))

    def _avatar(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        message = entry.message
        painter.setPen(Qt.PenStyle.NoPen)
        if isinstance(message, CallNote):
            painter.setBrush(_faint(self._theme.colour("call"), CALL_TINT))
            painter.drawEllipse(place)
            way = "phone-in" if message.direction is Direction.IN else "phone-out"
            icon = CHANNEL_ICONS.get(message.channel, way)
            inner = QRect(0, 0, 16, 16)
            inner.moveCenter(place.center())
            self._icons.draw(painter, inner, icon, "call")
        elif entry.kind == "in":
            ground, text = self._theme.initials(message.author_handle)
            painter.setOpacity(MUTED_AVATAR if entry.muted else 1)
            painter.setBrush(ground)
            painter.drawEllipse(place)
            font = QFont(self._strong)
            font.setPixelSize(AVATAR * 2 // 5)  # its circle does not grow with the text
            painter.setFont(font)
            painter.setPen(text)
            painter.drawText(
                place, MIDDLE, words.initials(in_line(message.author_name) or message.author_handle)
            )
            painter.setOpacity(1)

    def _headline(self, painter: QPainter, place: QRect, entry: Entry) -> None:
        names, smalls = QFontMetrics(self._strong), QFontMetrics(self._small)
        row = self._within(place)
        shows_handle = bool(entry.handle) and entry.handle != entry.name
        facts = f"  ·  {entry.facts}" if shows_handle else entry.facts
        room = place.width() - smalls.horizontalAdvance(facts) - UNIT
        name = names.elidedText(entry.name, Qt.TextElideMode.ElideRight, room)
        left, baseline = place.left(), place.top() + names.ascent()
        painter.setFont(self._strong)
        painter.setPen(self._theme.colour("quiet" if entry.muted else "text"))
        row.text(painter, left, baseline, name)
        left += names.horizontalAdvance(name) + UNIT
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("quiet"))
        room -= left - place.left() - UNIT
        if shows_handle and room > 4 * UNIT:
            handle = smalls.elidedText(entry.handle, Qt.TextElideMode.ElideRight, room)
            row.text(painter, left, baseline, handle)
            left += smalls.horizontalAdvance(handle)
        else:
            facts = entry.facts
        row.text(painter, left, baseline, facts, as_layout=True)

    def _elided(self, painter: QPainter, place: QRect, text: str) -> None:
        metrics = QFontMetrics(painter.font())
        short = metrics.elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        self._within(place).boxed(painter, place, LEFT, short)


def _faint(colour: QColor, alpha: int) -> QColor:
    colour.setAlpha(alpha)
    return colour


def _ring(put: Places, entry: Entry) -> QRect:
    """Return the outline of the message that the keys are on."""
    if entry.kind != "in":
        return put.box.adjusted(0, 0, -1, -1)
    top = put.frame.headline.top() if entry.begins else put.frame.text.top()
    box = QRect(put.box.left(), top, put.box.width(), put.box.bottom() + 1 - top)
    return box.adjusted(-HALF, -2, HALF, 1)

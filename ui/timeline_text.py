"""Texts of messages, broken into lines: folded when long, with their links, marks and hits.

All of it is laid out as plain text, never as markup. Places are pixels within the text,
positions are Qt's (UTF-16 units).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QTextCharFormat,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from console.text.hidden_signs import ShownSigns, in_lines, unnamed
from ui.text_layout import reads_leftwards
from ui.web_link import WebLink, web_links

LONGEST = 2800
"""Longer texts are folded to about their first `FOLDED` characters; more lines likewise."""
FOLDED = 1200
MOST_LINES = 60
FOLDED_LINES = 25
LINK_BELOW = 5
"""How far below the baseline a click still meets a link, in pixels."""
LEADING = 1.2
"""Distance of lines by the font's height."""
_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){4,}")
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class ShownText:
    """The part of a text that the timeline shows."""

    text: str
    folded: bool
    signs: tuple[tuple[int, int], ...] = ()
    """Where a sign that would deceive is named, in code points."""


def shown_text(text: str) -> ShownText:
    """Return what is shown of a text: signs that deceive by name, folded where it is huge."""
    # More than enough to fill a folded text, however many blank lines it has.
    begin = _BREAKS.sub("\n", text[: 4 * LONGEST])
    harmless = _with_hosts(in_lines(_BLANK_LINES.sub("\n\n\n\n", begin).rstrip()))
    begin = harmless.text.rstrip()
    lines = begin.split("\n", MOST_LINES)
    if len(begin) <= LONGEST and len(lines) <= MOST_LINES and len(text) <= 4 * LONGEST:
        return ShownText(begin, folded=False, signs=harmless.signs)
    short = "\n".join(lines[:FOLDED_LINES]) if len(lines) > MOST_LINES else begin
    if len(short) > FOLDED:
        cut = max(short.rfind(sign, FOLDED - 200, FOLDED) for sign in " \n")
        short = short[: cut if cut > 0 else FOLDED]
    short = short.rstrip()
    signs = tuple(place for place in harmless.signs if place[1] <= len(short))
    return ShownText(f"{short} …", folded=True, signs=signs)


def _with_hosts(shown: ShownSigns) -> ShownSigns:
    """Return a text in which a host of other letters is followed by what it really is."""
    if shown.text.isascii() or "." not in shown.text:
        return shown
    made: list[str] = []
    signs: list[tuple[int, int]] = []
    at = added = 0
    places = list(shown.signs)
    for link in web_links(shown.text):
        written = shown.text[link.start : link.end]
        if link.doubt is None or "xn--" in written.lower():
            continue
        named = f" ⟨{link.host}⟩"
        while places and places[0][0] < link.end:
            start, end = places.pop(0)
            signs.append((start + added, end + added))
        made += (shown.text[at : link.end], named)
        signs.append((link.end + added, link.end + added + len(named)))
        at, added = link.end, added + len(named)
    signs += [(start + added, end + added) for start, end in places]
    return ShownSigns("".join((*made, shown.text[at:])), tuple(signs))


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A text broken into lines, and the room that they take."""

    text: str
    """As it is drawn; a new line is U+2028, Qt's sign for it within one layout."""
    layout: QTextLayout
    links: tuple[WebLink, ...]
    folded: bool
    width: float
    """How wide its widest line is."""
    height: int
    tops: tuple[int, ...]
    """Where each line begins."""
    signs: tuple[tuple[int, int], ...] = ()
    """Where a sign that would deceive is named, in code points."""

    @property
    def baseline(self) -> int:
        """Where the first line's letters stand."""
        line = self.layout.lineAt(0)
        return round(line.y() + line.ascent()) if line.isValid() else 0

    def position_at(self, point: QPointF) -> int:
        """Return the position of the text that is nearest to a place."""
        if not self.tops:
            return 0
        row = max(0, bisect_right(self.tops, point.y()) - 1)
        return int(self.layout.lineAt(row).xToCursor(point.x()))

    def rects(self, first: int, end: int) -> list[QRectF]:
        """Return where a piece of the text is drawn, a place per line."""
        found: list[QRectF] = []
        for number in range(self.layout.lineCount()):
            line = self.layout.lineAt(number)
            begin = max(first, line.textStart())
            stop = min(end, line.textStart() + line.textLength())
            if begin < stop:
                # In a text of both directions an end may be left of the beginning.
                left, right = sorted((cursor_x(line, begin), cursor_x(line, stop)))
                found.append(QRectF(left, line.y(), right - left, line.ascent()))
        return found

    def link_at(self, point: QPointF) -> WebLink | None:
        """Return the link that is drawn at a place."""
        for link in self.links:
            first, end = utf16(self.text[: link.start]), utf16(self.text[: link.end])
            for rect in self.rects(first, end):
                if rect.adjusted(0, -2, 0, LINK_BELOW).contains(point):
                    return link
        return None

    def piece(self, first: int, end: int) -> str:
        """Return the text between two positions, as a person would copy it."""
        if not self.signs:
            return self._drawn(first, end).replace("\u2028", "\n")
        places = len(self._drawn(0, first)), len(self._drawn(0, end))
        return unnamed(self.text, self.signs, *places).replace("\u2028", "\n")

    def word_at(self, position: int) -> tuple[int, int]:
        """Return where the word at a position begins and ends."""
        place = len(self._drawn(0, position))
        for word in _WORD.finditer(self.text):
            if word.end() > place:
                return utf16(self.text[: word.start()]), utf16(self.text[: word.end()])
        return position, position

    def _drawn(self, first: int, end: int) -> str:
        units = self.text.encode("utf-16-le", "surrogatepass")[2 * first : 2 * end]
        return units.decode("utf-16-le", "replace")


def utf16(text: str) -> int:
    """Return how many of Qt's units a text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cursor_x(line: QTextLine, position: int) -> float:
    """Return where a position stands in a line."""
    found = line.cursorToX(position)
    # PySide's answer is the place, and the position, which it may have corrected.
    return float(found[0]) if isinstance(found, tuple) else 0.0


def lay_out(
    text: str, width: int, font: QFont, link_colour: str, sign_colour: str = ""
) -> TextBlock:
    """Return a message's text in lines of at most `width` pixels.

    Without a colour of their own, signs named in it look like its letters.
    """
    shown = shown_text(text)
    found = web_links(shown.text)
    if shown.folded:  # a link that was cut would open another address
        found = tuple(link for link in found if link.end < len(shown.text) - 2)
    if shown.signs:  # what is named there is none of the writer's words
        found = tuple(link for link in found if not _within(link, shown.signs))
    drawn = shown.text.replace("\n", "\u2028")
    layout = QTextLayout(drawn, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    if reads_leftwards(drawn):
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    coloured = [(link.start, link.end, link_colour) for link in found]
    coloured += [(*place, sign_colour) for place in shown.signs if sign_colour]
    layout.setFormats([_coloured(drawn, *piece) for piece in coloured])
    tops, height, widest = _break_lines(layout, width, font)
    return TextBlock(drawn, layout, found, shown.folded, widest, height, tops, shown.signs)


def marked(first: int, end: int, *, ground: QColor, text: QColor) -> QTextLayout.FormatRange:
    """Return how a marked piece of a text is drawn."""
    marks = QTextLayout.FormatRange()
    marks.start, marks.length = first, end - first
    look = QTextCharFormat()
    look.setBackground(ground)
    look.setForeground(text)
    marks.format = look
    return marks


def spotted(
    first: int, end: int, *, ground: QColor, line: QColor, text: QColor
) -> QTextLayout.FormatRange:
    """Return how a piece that a search found is drawn: on a ground of its own, underlined.

    It has the colour of texts also within a link, whose own could not be read on that ground.
    """
    found = QTextLayout.FormatRange()
    found.start, found.length = first, end - first
    look = QTextCharFormat()
    look.setBackground(ground)
    look.setForeground(text)
    look.setFontUnderline(True)
    look.setUnderlineColor(line)
    found.format = look
    return found


def _within(link: WebLink, places: tuple[tuple[int, int], ...]) -> bool:
    return any(link.start < end and start < link.end for start, end in places)


def _coloured(text: str, start: int, end: int, colour: str) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start = utf16(text[:start])
    found.length = utf16(text[start:end])
    look = QTextCharFormat()
    look.setForeground(QColor(colour))
    found.format = look
    return found


def _break_lines(
    layout: QTextLayout, width: int, font: QFont
) -> tuple[tuple[int, ...], int, float]:
    """Return where lines begin, and height and width of all.

    Baselines keep one distance, though a line with an emoji or another script may be
    higher than the rest; only one that would touch its neighbours gets more room.
    """
    metrics = QFontMetrics(font)
    step = ceil(metrics.height() * LEADING)
    above = (step - metrics.height()) // 2
    tops: list[int] = []
    y, widest = 0, 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        room = max(step, ceil(line.height()))
        line.setPosition(QPointF(0, max(y, y + above + metrics.ascent() - ceil(line.ascent()))))
        tops.append(y)
        y += room
        widest = max(widest, line.naturalTextWidth())
    layout.endLayout()
    return tuple(tops), y, widest

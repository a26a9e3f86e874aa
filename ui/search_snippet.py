"""How a hit is drawn in the list of cases: in what it was found, and the words in their place.

Two lines of plain text; what was looked for stands bold and underlined, so that no colour is
needed to see it. Texts broken into lines are kept while width and fonts stay.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout

from console.domain.searching import Hit
from console.text.hidden_signs import in_place
from ui import search_words
from ui.mirror import Mirror
from ui.text_layout import reads_leftwards
from ui.theme import UNIT, Theme
from ui.timeline_text import utf16

LINES = 2
KEPT = 200
AHEAD = 24
"""So many signs before the first mark are shown of a text that is cut at its beginning."""
CUT = "…"
NARROWEST = 6 * UNIT
"""A second line that is narrower is left out."""


class _Text(NamedTuple):
    """What is drawn: a label, the text behind it, and the marked pieces of both together."""

    text: str
    label: int
    """So many signs at the beginning are the label."""
    marks: tuple[tuple[int, int], ...]


class SnippetPainter:
    """Draws snippets of hits."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._layouts = lru_cache(KEPT)(self._lay_out)
        self._take_theme()
        theme.changed.connect(self._take_theme)

    def draw(
        self, painter: QPainter, place: QRect, second_end: int, hit: Hit, mirror: Mirror
    ) -> None:
        """Draw two lines at the top of a place; the second one ends at `second_end`."""
        second = max(0, second_end - place.left())
        layout = self._layouts(_text(hit), place.width(), second, leftwards=mirror.leftwards)
        painter.setFont(self._font)
        layout.draw(painter, QPointF(mirror.rect(place).topLeft()))

    def _take_theme(self) -> None:
        self._font: QFont = self._theme.small_font()
        self._metrics = QFontMetrics(self._font)
        self._layouts.cache_clear()

    def _lay_out(
        self, text: _Text, width: int, second: int, *, leftwards: bool = False
    ) -> QTextLayout:
        """Return two lines; the second one begins further in where the layout runs leftwards."""
        layout = self._cut_to_fit(text, width, second)
        if leftwards and layout.lineCount() > 1:
            layout.lineAt(1).setPosition(QPointF(width - second, self._metrics.height()))
        return layout

    def _cut_to_fit(self, text: _Text, width: int, second: int) -> QTextLayout:
        widths = (width, second) if second >= NARROWEST else (width,)
        layout, end = self._broken(text, widths)
        first = text.marks[0] if text.marks else (0, 0)
        if utf16(text.text[: first[1]]) > end:
            text = _begun_later(text, first[0])
            layout, end = self._broken(text, widths)
        if end < utf16(text.text):
            layout, _ = self._broken(self._cut(layout, text, widths), widths)
        return layout

    def _broken(self, text: _Text, widths: tuple[int, ...]) -> tuple[QTextLayout, int]:
        """Return a text in lines, and at which of Qt's positions the last of them ends."""
        layout = QTextLayout(text.text, self._font)
        layout.setCacheEnabled(True)
        option = layout.textOption()
        option.setWrapMode(option.WrapMode.WrapAtWordBoundaryOrAnywhere)
        ways, leftwards = Qt.LayoutDirection, reads_leftwards(text.text[text.label :])
        option.setTextDirection(ways.RightToLeft if leftwards else ways.LeftToRight)
        layout.setTextOption(option)
        layout.setFormats(self._formats(text))
        end = 0
        layout.beginLayout()
        for number, width in enumerate(widths):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0, number * self._metrics.height()))
            end = line.textStart() + line.textLength()
        layout.endLayout()
        return layout, end

    def _cut(self, layout: QTextLayout, text: _Text, widths: tuple[int, ...]) -> _Text:
        """Return as much of a text as has room with the sign of a cut behind it."""
        line = layout.lineAt(layout.lineCount() - 1)
        room = widths[layout.lineCount() - 1] - 2 * self._metrics.horizontalAdvance(CUT)
        leftwards = reads_leftwards(text.text[text.label :])
        found = line.xToCursor(line.width() - room if leftwards else room)
        units = text.text.encode("utf-16-le", "surrogatepass")[: 2 * int(found)]
        kept = units.decode("utf-16-le", "ignore").rstrip()
        size = len(kept)
        marks = tuple((first, min(end, size)) for first, end in text.marks if first < size)
        return _Text(kept + CUT, text.label, marks)

    def _formats(self, text: _Text) -> list[QTextLayout.FormatRange]:
        label = QTextCharFormat()
        label.setForeground(self._theme.colour("accent_text"))
        mark = QTextCharFormat()
        mark.setFontWeight(QFont.Weight.Bold)
        mark.setForeground(self._theme.colour("text"))
        mark.setFontUnderline(True)
        mark.setUnderlineColor(QColor(self._theme.colour("accent_text")))
        pieces = [(0, text.label, label), *((*piece, mark) for piece in text.marks)]
        return [_range(text.text, *piece) for piece in pieces]


def _text(hit: Hit) -> _Text:
    label = f"{search_words.label(hit)}  "
    shift = len(label)
    size = shift + len(hit.snippet.text)
    marks = tuple(
        (shift + first, min(shift + end, size)) for first, end in hit.snippet.marks if first < end
    )
    return _Text(label + in_place(hit.snippet.text), shift, marks)


def _begun_later(text: _Text, mark: int) -> _Text:
    """Return a text whose first mark is to be seen: what stands long before it is left out."""
    begin = max(text.label, mark - AHEAD)
    space = text.text.find(" ", begin, mark)
    begin = space + 1 if space >= 0 else begin
    lead = f"{text.text[: text.label]}{CUT} "
    shift = len(lead) - begin
    marks = tuple((first + shift, end + shift) for first, end in text.marks)
    return _Text(lead + text.text[begin:], text.label, marks)


def _range(text: str, first: int, end: int, look: QTextCharFormat) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start = utf16(text[:first])
    made.length = utf16(text[first:end])
    made.format = look
    return made

"""A text with what makes it another than an earlier one, drawn as plain text.

What only it has is underlined, what only the other has is struck out, and both have a
colour: never colour alone.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.language import tr
from ui.override import override
from ui.text_changes import Change, Piece
from ui.text_layout import height_of, lay_out
from ui.theme import HALF, Theme
from ui.timeline_text import utf16

COLOURS = {Change.ADDED: "ok", Change.REMOVED: "danger"}
LONGEST = 1200
"""So many characters are drawn."""
THIN_SPACE = "\u2009"


class EvidenceText(QWidget):
    """Wrapped pieces of two texts."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pieces: tuple[Piece, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(theme.small_font())

    @property
    def text(self) -> str:
        """Return what is drawn."""
        return "".join(piece.text for piece in self._pieces)

    def show_pieces(self, pieces: tuple[Piece, ...]) -> None:
        """Show these."""
        self._pieces = _shown(pieces)
        self.setAccessibleName(_spoken(self._pieces))
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        width = max(self.width(), 80)
        return QSize(width, self.heightForWidth(width))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height() + HALF)

    @override
    def heightForWidth(self, width: int) -> int:
        layout = self._laid_out(width)
        return height_of(layout, layout.lineCount()) + HALF

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._theme.colour("text"))
        layout = self._laid_out(self.width())
        layout.draw(painter, QPointF(0, HALF / 2), self._formats())

    def _laid_out(self, width: int) -> QTextLayout:
        return lay_out(self.text, max(width, 40), self.font())

    def _formats(self) -> list[QTextLayout.FormatRange]:
        made, place = [], 0
        for piece in self._pieces:
            length = utf16(piece.text)
            if piece.change is not Change.NONE:
                made.append(_marked(place, length, piece.change, self._colour(piece.change)))
            place += length
        return made

    def _colour(self, change: Change) -> QColor:
        return self._theme.colour(COLOURS[change])


def _shown(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """Return the pieces up to `LONGEST`, what takes another's place parted from it."""
    made: list[Piece] = []
    left = LONGEST
    for piece in pieces:
        if made and (made[-1].change, piece.change) == (Change.REMOVED, Change.ADDED):
            made.append(Piece(THIN_SPACE, Change.NONE))
        made.append(Piece(piece.text[:left], piece.change))
        left -= len(piece.text)
        if left <= 0:
            made.append(Piece("…", Change.NONE))
            break
    return tuple(made)


def _spoken(pieces: tuple[Piece, ...]) -> str:
    """Return the text for a screen reader, which hears no lines."""
    signs = {
        Change.NONE: "{}",
        Change.ADDED: tr("[only here: {}]"),
        Change.REMOVED: tr("[missing: {}]"),
    }
    return "".join(signs[piece.change].format(piece.text) for piece in pieces)


def _marked(start: int, length: int, change: Change, colour: QColor) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = start, length
    look = QTextCharFormat()
    look.setForeground(colour)
    look.setFontUnderline(change is Change.ADDED)
    look.setFontStrikeOut(change is Change.REMOVED)
    found.format = look
    return found

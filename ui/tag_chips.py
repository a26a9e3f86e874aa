"""The chips of the open case: its touchpoint, then its tags, as many as have room.

One widget that draws them: what does not fit is counted, and all of it stands in the tip.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from console.language import tr
from console.text.hidden_signs import in_line
from ui import plain
from ui.mirror import Mirror
from ui.override import override
from ui.theme import HALF, Theme

PAD, WIDEST, GROUND = 6, 120, 26
ELIDE = Qt.TextElideMode.ElideRight


class TagChips(QWidget):
    """Quiet chips beside each other."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words: tuple[str, ...] = ()
        self._touchpoint = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._take_theme)
        self.hide()

    def show_words(self, touchpoint: str, tags: Sequence[str]) -> None:
        """Show a touchpoint, empty for none, and tags."""
        touchpoint, tags = in_line(touchpoint), [in_line(tag) for tag in tags]
        self._touchpoint = touchpoint
        self._words = (*([touchpoint] if touchpoint else []), *tags)
        said = [
            tr("Touchpoint: {touchpoint}").format(touchpoint=touchpoint) if touchpoint else "",
            tr("Tags: {tags}").format(tags=", ".join(tags)) if tags else "",
        ]
        told = "\n".join(line for line in said if line)
        self.setAccessibleName(told.replace("\n", "; "))
        plain.set_tip(self, told)
        self.setVisible(bool(self._words))
        self.updateGeometry()
        self.update()

    @property
    def words(self) -> tuple[str, ...]:
        """Return what the chips say, the touchpoint first."""
        return self._words

    @override
    def sizeHint(self) -> QSize:
        """Ask for the count alone: what else has room is a matter of what others leave."""
        metrics = self._metrics()
        return QSize(self._width(metrics, f"+{len(self._words)}"), metrics.height() + 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, metrics = QPainter(self), self._metrics()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.chip_font())
        left = 0
        for place, word in enumerate(self._words):
            width = self._width(metrics, word)
            rest = len(self._words) - place
            needs = width + (0 if rest == 1 else HALF + self._width(metrics, f"+{rest - 1}"))
            if left + needs > self.width():
                self._chip(painter, left, self._width(metrics, f"+{rest}"), f"+{rest}", "quiet")
                break
            touchpoint = place == 0 and bool(self._touchpoint)
            fits = metrics.horizontalAdvance(word) <= width - 2 * PAD
            said = word if fits else metrics.elidedText(word, ELIDE, WIDEST - 2 * PAD)
            self._chip(painter, left, width, said, "text" if touchpoint else "quiet")
            left += width + HALF
        painter.end()

    def _chip(self, painter: QPainter, left: int, width: int, said: str, token: str) -> None:
        box = Mirror.of(self).rect(QRect(left, 0, width, self.height()))
        ground = self._theme.colour("quiet")
        ground.setAlpha(GROUND)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(self._theme.colour(token))
        Mirror.of(self).take(painter)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, said)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._theme.chip_font())

    def _width(self, metrics: QFontMetrics, word: str) -> int:
        return min(metrics.horizontalAdvance(word) + 2 * PAD, WIDEST)

    @Slot()
    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()

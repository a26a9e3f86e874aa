"""The icons of the window, in the colours of the theme in force.

Owns what was drawn, in each theme that was in force. The drawings themselves are in
`resources/icons`: 16 by 16, strokes of 1.5 with round ends, `currentColor`.

Framework knowledge: QtSvg is imported when the first icon is drawn, not before. A `QIcon`
keeps the colour that it was made in: whoever put one on a button or an action makes it
anew when the theme has changed.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QByteArray, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from ui import svg
from ui.theme import Theme

SIZE = 16
"""What the drawings are made for; 24 and 32 are fine, other sizes blur a little."""
TEXT = "text"
"""The token of icons that stand for themselves."""


class Icons(QObject):
    """Draws icons by their name (the file's, without `.svg`) and the token of their colour.

    Goes with the widget that holds it: the theme, which outlives that, knows nothing of it.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._drawn: dict[tuple[str, str, int, float], QPixmap] = {}
        """By the icon's name, its colour, and how large and for what device it is."""

    def icon(self, name: str, token: str = TEXT) -> QIcon:
        """Return the icon for a button or an action, sharp at every size and ratio."""
        return QIcon(svg.address(name, self._colour(token)))

    def pixmap(self, name: str, token: str = TEXT, size: int = SIZE, ratio: float = 1) -> QPixmap:
        """Return the icon `size` wide and high, for a device of this pixel ratio."""
        colour = self._colour(token)
        key = (name, colour, size, ratio)
        if key not in self._drawn:
            self._drawn[key] = _draw(svg.recoloured(name, colour), size, ratio)
        return self._drawn[key]

    def draw(self, painter: QPainter, rect: QRect, name: str, token: str = TEXT) -> None:
        """Draw the icon in the middle of `rect`, as large as fits; not while icons wait."""
        if self._theme.icons_wait:
            return
        size = min(rect.width(), rect.height())
        place = rect.topLeft() + QPoint((rect.width() - size) // 2, (rect.height() - size) // 2)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(place, self.pixmap(name, token, size, ratio))

    def _colour(self, token: str) -> str:
        return self._theme.colour(token).name()


def app_icon() -> QIcon:
    """Return the icon of the program, in its own colours."""
    return QIcon(svg.address("canary-desk"))


def _draw(drawing: bytes, size: int, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer

    pixels = ceil(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing)).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

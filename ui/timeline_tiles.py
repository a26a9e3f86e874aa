"""The pictures of a post: how each is shown, and where within its message.

A picture that is not loaded is a quiet card that says what it would be; nothing is
loaded here. Alt texts are others' words: drawn as plain text.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFontMetrics,
    QImage,
    QPainter,
    QPen,
    QPolygonF,
    QTextLayout,
    QTextOption,
    QTransform,
)

from console.domain.messages import Media
from console.language import tr
from ui import words
from ui.icons import Icons
from ui.mirror import Mirror
from ui.picture_state import PictureState, PictureStatus
from ui.plain import isolated
from ui.theme import HALF, RADIUS, UNIT, Theme

WIDEST, HIGHEST = 320, 240
"""The largest size of a picture in the timeline, in pixels of the screen's logic."""
NARROWEST = 26 * UNIT
"""Two pictures stand beside each other where each gets so much."""
PAD = UNIT
SIGN = 2 * UNIT


@dataclass(frozen=True, slots=True)
class Tile:
    """One picture of a post and its place."""

    media: Media
    state: PictureState
    rect: QRect
    """All of it, which is what can be clicked."""
    image: QRect
    """The picture itself; empty until it is shown."""
    alt: tuple[str, ...]
    """The lines of its description."""
    said: str
    """What a click would do, or why there is no picture."""

    @property
    def is_live(self) -> bool:
        """Whether a click does something."""
        return bool(self.media.url) and self.state.status is not PictureStatus.LOADING


def tiles(
    media: tuple[Media, ...], states: tuple[PictureState, ...], area: QRect, theme: Theme
) -> tuple[Tile, ...]:
    """Return the pictures of a post, put below each other or two in a row from `area`'s top."""
    columns = 2 if len(media) > 1 and area.width() >= 2 * NARROWEST + UNIT else 1
    width = min(WIDEST, (area.width() - UNIT * (columns - 1)) // columns)
    found: list[Tile] = []
    top = area.top()
    for first in range(0, len(media), columns):
        row = [
            _tile(media[place], states[place], QRect(left, top, width, 0), theme)
            for place in range(first, min(first + columns, len(media)))
            for left in [area.left() + (place - first) * (width + UNIT)]
        ]
        found += row
        top = max(tile.rect.bottom() for tile in row) + 1 + UNIT
    return tuple(found)


def _tile(media: Media, state: PictureState, place: QRect, theme: Theme) -> Tile:
    small = QFontMetrics(theme.small_font())
    line = small.height()
    shown = state.image if state.status is PictureStatus.SHOWN else None
    room = place.width() if shown else place.width() - 3 * PAD - SIGN
    alt = _lines(media.alt_text or words.NO_ALT_TEXT, room, theme)
    if shown is not None:
        image = QRect(place.topLeft(), _fitted(shown, place.width()))
        height = image.height() + HALF + line * len(alt)
        return Tile(
            media, state, QRect(place.topLeft(), QSize(place.width(), height)), image, alt, ""
        )
    said = _lines(_said(media, state), room, theme)
    height = 2 * PAD + line * (1 + len(alt) + len(said)) + HALF
    return Tile(
        media,
        state,
        QRect(place.topLeft(), QSize(place.width(), height)),
        QRect(),
        alt,
        "\n".join(said),
    )


def _fitted(image: QImage, width: int) -> QSize:
    """Return a picture's size on the screen: never larger than it is, its aspect kept."""
    size = image.deviceIndependentSize().toSize()
    most = QSize(width, HIGHEST)
    if size.width() > most.width() or size.height() > most.height():
        size = size.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
    return size.expandedTo(QSize(2 * UNIT, 2 * UNIT))


def _said(media: Media, state: PictureState) -> str:
    if not media.url:
        return tr("can be seen on X only")
    if state.status is PictureStatus.LOADING:
        return tr("loading…")
    if state.status is PictureStatus.FAILED:
        return tr("{problem} Click to try again.").format(
            problem=isolated(state.problem) or tr("It could not be loaded.")
        )
    return tr("Click to load")


def _lines(text: str, width: int, theme: Theme) -> tuple[str, ...]:
    """Return a text in at most two lines."""
    font = theme.small_font()
    flat = " ".join(text.split())[:1000]
    layout = QTextLayout(flat, font)
    layout.setTextOption(_WRAP)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    layout.endLayout()
    units = flat.encode("utf-16-le", "surrogatepass")
    first, rest = (
        part.decode("utf-16-le", "replace").strip()
        for part in (units[: 2 * line.textLength()], units[2 * line.textLength() :])
    )
    elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    return (first, elided) if rest else (first,)


_WRAP = QTextOption()
_WRAP.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)


class TilePainter:
    """Draws tiles."""

    def __init__(self, theme: Theme, icons: Icons) -> None:
        self._theme, self._icons = theme, icons
        self.direction = Qt.LayoutDirection.LeftToRight
        """Of the view's layout."""

    def draw(self, painter: QPainter, tile: Tile, *, hovered: bool) -> None:
        """Draw one picture, or the card in its place."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if tile.image.isEmpty() or tile.state.image is None:
            self._card(painter, tile, hovered=hovered)
        else:
            self._image(painter, tile, tile.state.image)

    def _card(self, painter: QPainter, tile: Tile, *, hovered: bool) -> None:
        theme = self._theme
        live = tile.is_live
        painter.setPen(QPen(theme.colour("accent_text" if hovered and live else "hairline"), 1))
        painter.setBrush(theme.colour("hover" if hovered and live else "panel"))
        painter.drawRoundedRect(tile.rect.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        metrics = QFontMetrics(theme.small_font())
        mirror = Mirror(tile.rect, self.direction)
        left, top = tile.rect.left() + PAD, tile.rect.top() + PAD
        failed = tile.state.status is PictureStatus.FAILED
        sign = "warning" if failed else "picture" if tile.media.kind == "photo" else "film"
        sign_top = top + (metrics.height() - SIGN) // 2
        place = mirror.rect(QRect(left, sign_top, SIGN, SIGN))
        self._icons.draw(painter, place, sign, "danger" if failed else "quiet")
        left += SIGN + PAD
        painter.setFont(theme.small_font())
        facts = words.medium(tile.media)
        if tile.media.width and tile.media.height:
            facts += f"  ·  {tile.media.width} × {tile.media.height}"
        said = "danger" if failed else "link" if live else "quiet"
        texts = [("text", facts), *(("quiet", text) for text in tile.alt), ("", "")]
        texts += [(said, text) for text in tile.said.split("\n")]
        room = tile.rect.right() - PAD - left
        for token, text in texts:
            if not token:
                top += HALF
                continue
            painter.setPen(theme.colour(token))
            _line(painter, QRect(left, top, room, metrics.height()), text, mirror)
            top += metrics.height()

    def _image(self, painter: QPainter, tile: Tile, image: QImage) -> None:
        theme, place = self._theme, tile.image
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        brush = QBrush(image)
        fit = QTransform.fromTranslate(place.left(), place.top())
        ratio = image.devicePixelRatio()
        brush.setTransform(
            fit.scale(
                place.width() * ratio / image.width(), place.height() * ratio / image.height()
            )
        )
        painter.setBrush(brush)
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawRoundedRect(place.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if tile.media.kind != "photo":
            _play_sign(painter, place.center())
        metrics = QFontMetrics(theme.small_font())
        painter.setFont(theme.small_font())
        painter.setPen(theme.colour("quiet"))
        top = place.bottom() + 1 + HALF
        mirror = Mirror(tile.rect, self.direction)
        for text in tile.alt:
            line = QRect(tile.rect.left(), top, tile.rect.width(), metrics.height())
            _line(painter, line, text, mirror)
            top += metrics.height()


def _line(painter: QPainter, place: QRect, text: str, mirror: Mirror) -> None:
    side = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
    mirror.boxed(painter, place, side, text)


def _play_sign(painter: QPainter, middle: QPoint) -> None:
    """Draw the sign of a film on its still, in colours that any picture leaves visible."""
    painter.setPen(QPen(QColor(255, 255, 255), 2))
    painter.setBrush(QColor(0, 0, 0, 160))
    painter.drawEllipse(middle, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(255, 255, 255))
    painter.drawPolygon(
        QPolygonF([middle + QPoint(-5, -8), middle + QPoint(-5, 8), middle + QPoint(9, 0)])
    )

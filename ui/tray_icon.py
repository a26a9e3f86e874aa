"""The icon in the tray: the canary, and over it how many cases need a reply.

Drawn for each size that panels ask for, not scaled: at 16 pixels the number has most of the
room, for it is what the icon is looked at for. Panels are light or dark, and none says so:
the number stands on a plate of its own with a rim, and the canary on its own ground.
"""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QIcon, QPainter, QPainterPath, QPixmap

from ui import svg

SIZES = (16, 22, 24, 32, 48, 64)
MOST = 99
PLATE, RIM, INK = QColor("#B3261E"), QColor("#FFFFFF"), QColor("#FFFFFF")
"""6.5:1 between number and plate."""
QUIET_PLATE = QColor("#5A5A5A")
"""While notifications are paused."""


def label(count: int) -> str:
    """Return the number as it is drawn; empty for none."""
    if count <= 0:
        return ""
    return f"{MOST}+" if count > MOST else str(count)


def tray_icon(count: int, *, paused: bool = False) -> QIcon:
    """Return the icon in all sizes."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(drawn(size, label(count), paused=paused))
    return icon


def drawn(size: int, text: str, *, paused: bool = False) -> QPixmap:
    """Return the icon, so many pixels wide and high."""
    from PySide6.QtSvg import QSvgRenderer

    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.recoloured("canary-desk", None))).render(
        painter, QRectF(0, 0, size, size)
    )
    if text:
        _draw_number(painter, size, text, QUIET_PLATE if paused else PLATE)
    elif paused:
        _draw_bars(painter, size)
    painter.end()
    return pixmap


def _draw_number(painter: QPainter, size: int, text: str, plate: QColor) -> None:
    """Draw the number at the lower right, as large as its digits can be there."""
    small = size <= 24
    high = round(size * (0.69 if small else 0.56))
    font = QFont("sans-serif")
    font.setBold(True)
    most = size - (2 if small else 4)
    pixels = high - (2 if small else 3)
    font.setPixelSize(pixels)
    path = _glyphs(font, text)
    bounds = path.boundingRect()
    room = QRectF(0, 0, most, high - (4 if small else 0.34 * high))
    across = min(1.0, room.width() / bounds.width())
    scale = room.height() / bounds.height()
    wide = max(bounds.width() * min(across, scale) + (3 if small else 0.4 * high), high)
    wide = min(round(wide), size)
    box = QRectF(size - wide, size - high, wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(RIM)
    radius = high * 0.32
    if not small:
        painter.drawRoundedRect(box, radius, radius)
        rim = size / 32
        box.adjust(rim, rim, -rim, -rim)
    painter.setBrush(plate)
    painter.drawRoundedRect(box, radius, radius)
    inner = box.width() - (0.11 * size if small else 0.22 * high)
    painter.save()
    painter.translate(box.center())
    painter.scale(min(scale, inner / bounds.width()), scale)
    painter.translate(-bounds.center())
    painter.fillPath(path, INK)
    painter.restore()


def _glyphs(font: QFont, text: str) -> QPainterPath:
    path, at = QPainterPath(), 0.0
    metrics = QFontMetricsF(font)
    for sign in text:
        path.addText(QPointF(at, 0), font, sign)
        at += metrics.horizontalAdvance(sign)
    return path


def _draw_bars(painter: QPainter, size: int) -> None:
    """Draw the two bars of a pause at the lower right."""
    high = size * 0.5
    box = QRectF(size - high, size - high, high, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QUIET_PLATE)
    painter.drawRoundedRect(box, high * 0.3, high * 0.3)
    painter.setBrush(INK)
    bar = max(1.0, high * 0.17)
    for middle in (0.34, 0.66):
        painter.drawRect(
            QRectF(box.left() + high * middle - bar / 2, box.top() + high * 0.25, bar, high * 0.5)
        )

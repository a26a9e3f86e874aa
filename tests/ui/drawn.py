"""Files of pictures for tests: two fields of colour beside each other."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter


def picture(
    left: str = "red",
    width: int = 1280,
    height: int = 960,
    *,
    right: str = "",
    kind: str = "png",
    alpha: int = 255,
) -> bytes:
    """The right half has the colour of the left one where it is given none."""
    solid = alpha == 255
    form = QImage.Format.Format_RGB32 if solid else QImage.Format.Format_ARGB32
    image = QImage(width, height, form)
    image.fill(QColor(0, 0, 0, alpha))
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceAtop)
    painter.fillRect(0, 0, width, height, QColor(right or left))
    painter.fillRect(0, 0, width // 2, height, QColor(left))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, QByteArray(kind.encode())).write(image)
    return bytes(buffer.data().data())

"""A chart as a file: dots (PNG) or shapes and texts (SVG), light on white for any theme.

What leaves the desk goes into reports and onto paper. It has its title and note with it, above
and below the chart, and all of its rows: a file cannot be scrolled.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from ui import tokens
from ui.chart_drawing import draw, file_size, style_of
from ui.chart_sheet import Sheet
from ui.chart_values import Picture, one_line
from ui.theme import Theme

DOTS_PER_INCH = 96
"""At which a pixel of an SVG file is one of the screen."""


def png(theme: Theme, picture: Picture, size: QSize, scale: float = 2) -> bytes:
    """Return a chart of `size` as PNG, `scale` dots for each pixel."""
    size = _size(theme, picture, size)
    image = QImage(size * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    _render(theme, picture, size, painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs ask for bytes, Qt 6.11 takes both
    return bytes(buffer.data().data())


def svg(theme: Theme, picture: Picture, size: QSize) -> bytes:
    """Return a chart of `size` as SVG; its texts are texts."""
    size = _size(theme, picture, size)
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setResolution(DOTS_PER_INCH)
    generator.setTitle(one_line(picture.table.title))
    generator.setDescription(one_line(picture.note))
    painter = QPainter(generator)
    painter.fillRect(QRect(0, 0, size.width(), size.height()), Qt.GlobalColor.white)
    _render(theme, picture, size, painter)
    painter.end()
    written = bytes(buffer.data().data())
    # Who opens it elsewhere may not have this desk's font.
    return re.sub(rb'font-family="([^"]+)"', rb'font-family="\1, sans-serif"', written)


def _size(theme: Theme, picture: Picture, size: QSize) -> QSize:
    """Return how large the file is: the chart, its title and its note."""
    return file_size(picture, style_of(theme, tokens.LIGHT), size)


def _render(theme: Theme, picture: Picture, size: QSize, painter: QPainter) -> None:
    sheet = Sheet()
    sheet.view.resize(size)
    draw(sheet, picture, style_of(theme, tokens.LIGHT), QSizeF(size), titled=True)
    sheet.render(painter, QSizeF(size))
    sheet.end()

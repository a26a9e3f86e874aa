"""Which module draws which kind of chart, and what stands around it; no widget, no pointer."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QFontMetricsF

from console.domain.insight import ChartKind
from ui import chart_colours
from ui.chart_classes import draw_heat, draw_histogram
from ui.chart_rows import draw_bars, draw_dots
from ui.chart_sheet import Sheet, Style
from ui.chart_time import draw_lines, draw_stack
from ui.chart_values import Picture, one_line
from ui.theme import HALF, UNIT, Theme
from ui.tokens import Colours

_DRAWN_BY = {
    ChartKind.BARS: draw_bars,
    ChartKind.PARETO: draw_bars,
    ChartKind.LINES: draw_lines,
    ChartKind.STACK: draw_stack,
    ChartKind.HEAT: draw_heat,
    ChartKind.HISTOGRAM: draw_histogram,
    ChartKind.DOTS: draw_dots,
}


def style_of(theme: Theme, colours: Colours | None = None) -> Style:
    """Return a theme's style, or that in other colours than the theme's."""
    return Style(
        chart_colours.of(colours or theme.colours),
        theme.text_font(),
        theme.small_font(),
        theme.strong_font(),
    )


def draw(
    sheet: Sheet, picture: Picture | None, style: Style, size: QSizeF, *, titled: bool = False
) -> None:
    """Draw a chart anew; `titled` with what it is and what has to be known, for a file."""
    sheet.begin(style, size)
    if picture is None:
        return
    area = sheet.area.adjusted(UNIT, HALF, -UNIT, -HALF)
    if titled:
        area = _titled(sheet, picture, area)
    sheet.area = area
    if picture.table.rows:
        _DRAWN_BY[picture.chart.kind](sheet, picture)
        return
    sheet.text(
        one_line(picture.table.empty), area.center(), colour=style.colours.quiet, align=0.5,
        room=area.width(),
    )  # fmt: skip


def file_size(picture: Picture, style: Style, size: QSize) -> QSize:
    """Return how large a file is in which the chart itself has `size`."""
    high = QFontMetricsF(style.strong).height() + 1.5 * UNIT + 2 * UNIT
    lines = _lines(picture.note, style, size.width())
    if lines:
        high += len(lines) * QFontMetricsF(style.small).height() + UNIT
    return QSize(size.width(), size.height() + ceil(high))


def _titled(sheet: Sheet, picture: Picture, area: QRectF) -> QRectF:
    """Write title and note, and return what is left between them."""
    style, whole = sheet.style, ceil(sheet.area.width())
    area = area.adjusted(UNIT, UNIT, -UNIT, -UNIT)
    high = sheet.height_of(style.strong)
    sheet.text(
        one_line(picture.table.title), QPointF(area.left(), area.top() + high / 2),
        font=style.strong, room=area.width(),
    )  # fmt: skip
    area.setTop(area.top() + high + 1.5 * UNIT)
    low = sheet.height_of(style.small)
    lines = _lines(picture.note, style, whole)
    for number, words in enumerate(reversed(lines)):
        sheet.text(
            words, QPointF(area.left(), area.bottom() - (number + 0.5) * low), font=style.small,
            colour=style.colours.quiet, room=area.width(),
        )  # fmt: skip
    if lines:
        area.setBottom(area.bottom() - len(lines) * low - UNIT)
    return area


def _lines(note: str, style: Style, width: int) -> list[str]:
    """Return a note in lines that have room in a file of this width."""
    metrics, lines = QFontMetricsF(style.small), list[str]()
    for word in one_line(note).split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width - 4 * UNIT:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines

"""Which module draws which kind of chart, and what stands around it; no widget, no pointer."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF

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


def _titled(sheet: Sheet, picture: Picture, area: QRectF) -> QRectF:
    """Write title and note, and return what is left between them."""
    style = sheet.style
    area = area.adjusted(UNIT, UNIT, -UNIT, -UNIT)
    high = sheet.height_of(style.strong)
    sheet.text(
        one_line(picture.table.title), QPointF(area.left(), area.top() + high / 2),
        font=style.strong, room=area.width(),
    )  # fmt: skip
    area.setTop(area.top() + high + 1.5 * UNIT)
    if picture.table.note:
        low = sheet.height_of(style.small)
        sheet.text(
            one_line(picture.table.note), QPointF(area.left(), area.bottom() - low / 2),
            font=style.small, colour=style.colours.quiet, room=area.width(),
        )  # fmt: skip
        area.setBottom(area.bottom() - low - UNIT)
    return area

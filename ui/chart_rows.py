"""Charts whose rows lie under one another: bars, Pareto, and dots with their interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, inf

from PySide6.QtCore import QPointF, QRectF

from console.domain.insight import ChartKind, Unit
from console.language import numeral, tr
from console.text.figures import percent, said
from ui.chart_plane import ARROWS, Plane
from ui.chart_sheet import Mark, Sheet
from ui.chart_values import Picture, bounds, counted, log_place, one_line, tick_words, ticks
from ui.theme import HALF, UNIT

MOST_ROWS = 30
"""So many are shown at once; the mark of the keyboard brings in the others."""
MOST_IN_FILE = 300
"""So many are in a file; a picture of more would be too large for many programs."""
LEAST_ROW, WIDEST_ROW = 22, 36
"""How high a row is at least, and at most."""
THIN = 0.56
"""How much of a row's height its bar has."""
PARETO_LINE = 0.8
"""The share by which a Pareto chart is read: the few that make most of it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Which rows are shown, and where."""

    first: int
    shown: int
    whole: int
    top: float
    height: float

    @property
    def places(self) -> range:
        """Return the rows of the table that are shown."""
        return range(self.first, self.first + self.shown)

    @property
    def room(self) -> float:
        """Return how high they are together, in pixels."""
        return self.shown * self.height

    def middle(self, row: int) -> float:
        """Return the height of a row's middle."""
        return self.top + (row - self.first + 0.5) * self.height


def _capacity(height: float, whole: int, around: float, most: int) -> int:
    """Return how many of `whole` rows are shown in `height` pixels, at most `most`."""
    room = height - around
    if whole <= min(int(room // LEAST_ROW), most):
        return whole
    return max(min(int((room - LEAST_ROW) // LEAST_ROW), most), 1)


def draw_bars(sheet: Sheet, picture: Picture) -> None:
    """Draw a lying bar for each row; for Pareto, what it reaches with those above it too."""
    chart, style = picture.chart, sheet.style
    head = sheet.height_of(style.small) + UNIT
    foot = sheet.height_of(style.small) if chart.kind is ChartKind.PARETO else 0
    rows = _rows(sheet, picture, head, foot)
    left = _names(sheet, picture, rows)
    unit = picture.column(chart.y[0]).unit
    values = picture.numbers(chart.y[0])
    words = [said(each, unit, picture.zone) for each in values]
    right = sheet.area.right()
    if chart.kind is ChartKind.PARETO:
        panel = QRectF(0, rows.top, min(max(sheet.area.width() * 0.3, 120), 280), rows.room)
        panel.moveRight(right)
        _reached(sheet, picture, rows, panel)
        right = panel.left() - 2 * UNIT
    room = QRectF(left, rows.top, 0, rows.room)
    room.setRight(right - sheet.width_of([words[row] for row in rows.places]) - UNIT)
    _head(sheet, picture.title(chart.y[0]), left, right - left)
    known = [each for each in values if each is not None]
    low, high = min((0.0, *known)), max((0.0, *known))
    span = (low, high if high > low else low + 1)
    plane = sheet.plane(room, span, (0, rows.shown), down=True)
    _draw_each(sheet, rows, plane, values, words)
    base = plane.x(0)
    sheet.line(QPointF(base, rows.top), QPointF(base, rows.top + rows.room), style.colours.edge)
    _finish(sheet, rows)


def _draw_each(
    sheet: Sheet, rows: Rows, plane: Plane, values: Sequence[float | None], words: Sequence[str]
) -> None:
    shown = [(row - rows.first, value) for row in rows.places if (value := values[row]) is not None]
    plane.bars(
        ([min(value, 0) for _, value in shown], [max(value, 0) for _, value in shown]),
        (
            [place + (1 - THIN) / 2 for place, _ in shown],
            [place + (1 + THIN) / 2 for place, _ in shown],
        ),
        [sheet.style.colours.of_series(0)] * len(shown),
    )
    for row in rows.places:
        end = plane.x(max(values[row] or 0, 0)) + 6
        sheet.text(words[row], QPointF(end, rows.middle(row)))


def _reached(sheet: Sheet, picture: Picture, rows: Rows, panel: QRectF) -> None:
    """Draw the share that each row reaches together with those above it."""
    style, key = sheet.style, picture.chart.y[1]
    shares = picture.numbers(key)
    words = [said(each, Unit.SHARE) for each in shares]
    wide = sheet.width_of([*words, "100 %"])
    room = panel.adjusted(0, 0, -wide - 1.5 * UNIT, 0)
    plane = sheet.plane(room, (0, 1), (0, rows.shown), down=True)
    for line in (0.0, PARETO_LINE, 1.0):
        at = plane.x(line)
        sheet.line(
            QPointF(at, rows.top), QPointF(at, panel.bottom()), style.colours.hairline,
            dashed=line == PARETO_LINE,
        )  # fmt: skip
    low = QPointF(plane.x(PARETO_LINE), panel.bottom() + sheet.height_of(style.small) / 2)
    sheet.text(percent(PARETO_LINE), low, font=style.small, colour=style.colours.quiet, align=0.5)
    _head(sheet, picture.title(key), panel.right(), panel.width(), align=1)
    shown = [(row, share) for row in rows.places if (share := shares[row]) is not None]
    x = [min(max(share, 0.0), 1.0) for _, share in shown]
    y = [row - rows.first + 0.5 for row, _ in shown]
    colour = style.colours.of_series(1)
    plane.curve(x, y, colour)
    plane.points(x, y, colour, size=9)
    for row, _ in shown:
        sheet.text(
            words[row], QPointF(panel.right(), rows.middle(row)), align=1,
            colour=style.colours.quiet,
        )  # fmt: skip


def draw_dots(sheet: Sheet, picture: Picture) -> None:
    """Draw for each row a dot at its value, a line over its interval, and how many it is of."""
    chart, style = picture.chart, sheet.style
    head = sheet.height_of(style.small) + UNIT
    foot = sheet.height_of(style.small) + UNIT
    rows = _rows(sheet, picture, head, foot)
    left = _names(sheet, picture, rows)
    right = _sayings(sheet, picture, rows)
    unit = picture.column(chart.y[0]).unit
    values = picture.numbers(chart.y[0])
    spans = _spans(picture)
    shown = [row for row in rows.places if values[row] is not None]
    known = [each for row in shown if (each := values[row]) is not None]
    ends = [end for row in shown for end in spans[row] if abs(end) != inf]
    room = QRectF(left, rows.top, right - left - UNIT, rows.room)
    most = int(max(room.width() // 72, 3))
    place = log_place if unit is Unit.CHANGE else float
    if unit is Unit.CHANGE:
        least, greatest = min((0.5, *known, *ends)), max((2.0, *known, *ends))
        low, high = max(least, 0.05), min(max(greatest, 2.0), 50.0)
    else:
        low, high = bounds([*known, *ends], unit, most)
    plane = sheet.plane(room, (place(low), place(high)), (0, rows.shown), down=True)
    _axis(sheet, plane, ticks(low, high, unit, most), unit)
    base = 1.0 if unit is Unit.CHANGE else 0.0
    at = plane.x(place(base))
    sheet.line(QPointF(at, rows.top), QPointF(at, rows.top + rows.room), style.colours.edge)
    x = [min(max(place(values[row] or 0), place(low)), place(high)) for row in shown]
    y = [row - rows.first + 0.5 for row in shown]
    lows = [place(min(max(spans[row][0], low), high)) for row in shown]
    highs = [place(max(min(spans[row][1], high), low)) for row in shown]
    inside = [(min(lows[n], at), max(highs[n], at)) for n, at in enumerate(x)]
    colour = style.colours.of_series(0)
    # An end that is not in sight is no end.
    ended = [(low <= spans[row][0] <= high, low <= spans[row][1] <= high) for row in shown]
    plane.whiskers(y, inside, ended, colour, 0.28)
    plane.points(x, y, colour, size=10)
    for side, arrow in enumerate(ARROWS):
        cut = [n for n, ends in enumerate(ended) if not ends[side]]
        plane.points(
            [inside[n][side] for n in cut], [y[n] for n in cut], colour, symbol=arrow, size=9
        )
    _finish(sheet, rows)


def _spans(picture: Picture) -> list[tuple[float, float]]:
    """Return the interval of each row; an open end is infinite, none at all is of no width."""
    chart = picture.chart
    values = picture.numbers(chart.y[0])
    if not chart.low or not chart.high:
        return [(each or 0.0, each or 0.0) for each in values]
    lows, highs = picture.cells(chart.low), picture.cells(chart.high)
    return [
        (
            low if isinstance(low, int | float) else value or 0.0,
            high if isinstance(high, int | float) else value or 0.0,
        )
        for value, low, high in zip(values, lows, highs, strict=True)
    ]


def _sayings(sheet: Sheet, picture: Picture, rows: Rows) -> float:
    """Write each row's value and n at the right, and return where there is room left of them."""
    style, right = sheet.style, sheet.area.right()
    for key, colour in ((counted(picture), style.colours.quiet), (picture.chart.y[0], "")):
        if not key:
            continue
        unit = picture.column(key).unit
        words = [
            one_line(said(cell, unit, picture.zone)) for cell in picture.cells(key)[: rows.whole]
        ]
        title = picture.title(key)
        widest = sheet.area.width() * 0.2
        wide = min(max(sheet.width_of(words), sheet.width_of([title], style.small)), widest)
        wide = max(wide, min(sheet.width_of([words[row] for row in rows.places]), 1.5 * widest))
        for row in rows.places:
            sheet.text(
                words[row], QPointF(right, rows.middle(row)), colour=colour, align=1, room=wide
            )
        _head(sheet, title, right, wide, align=1)
        right -= wide + 2 * UNIT
    return right


def _head(sheet: Sheet, title: str, at: float, room: float, *, align: float = 0) -> None:
    """Write over a column what it is."""
    style = sheet.style
    high = sheet.area.top() + sheet.height_of(style.small) / 2
    sheet.text(
        title, QPointF(at, high), font=style.small, colour=style.colours.quiet, align=align,
        room=room,
    )  # fmt: skip


def _axis(sheet: Sheet, plane: Plane, values: Sequence[float], unit: Unit) -> None:
    style, room = sheet.style, plane.room
    place = log_place if unit is Unit.CHANGE else float
    high = room.bottom() + UNIT + sheet.height_of(style.small) / 2 - HALF
    taken: list[tuple[float, float]] = []
    # The value from which all others are looked at is written in any case.
    for value in sorted(values, key=lambda each: abs(place(each))):
        at, words = plane.x(place(value)), tick_words(value, unit)
        sheet.line(QPointF(at, room.top()), QPointF(at, room.bottom()), style.colours.hairline)
        half = sheet.width_of([words], style.small) / 2 + HALF
        if any(left < at + half and at - half < right for left, right in taken):
            continue
        taken.append((at - half, at + half))
        sheet.text(
            words, QPointF(at, high), font=style.small, colour=style.colours.quiet, align=0.5
        )


def _rows(sheet: Sheet, picture: Picture, head: float, foot: float) -> Rows:
    whole = len(picture.table.rows)
    shown = _capacity(sheet.area.height(), whole, head + foot, _most(picture))
    room = sheet.area.height() - head - foot - (LEAST_ROW if shown < whole else 0)
    height = min(max(room // max(shown, 1), LEAST_ROW), WIDEST_ROW)
    first = min(max(picture.first, 0), whole - shown)
    return Rows(first, shown, whole, round(sheet.area.top() + head), height)


def _names(sheet: Sheet, picture: Picture, rows: Rows) -> float:
    """Write what the rows are called, and return where there is room right of that."""
    names = picture.names()
    wide = ceil(min(sheet.width_of([names[row] for row in rows.places]), sheet.area.width() * 0.3))
    for row in rows.places:
        sheet.text(names[row], QPointF(sheet.area.left(), rows.middle(row)), room=wide + 1)
    return sheet.area.left() + wide + 1.5 * UNIT


def _finish(sheet: Sheet, rows: Rows) -> None:
    """Say how many rows are not shown, and note where each of the others is."""
    area = sheet.area
    for row in rows.places:
        place = QRectF(area.left() - HALF, 0, area.width() + UNIT, rows.height)
        place.moveTop(rows.middle(row) - rows.height / 2)
        sheet.marks.append(Mark(row, 0, place))
    above, below = rows.first, rows.whole - rows.first - rows.shown
    words = [tr("{count} more above").format(count=numeral(above))] if above else []
    words += (
        [
            tr("{count} more below").format(count=numeral(below))
            if above
            else tr("{count} more").format(count=numeral(below))
        ]
        if below
        else []
    )
    if words:
        sheet.text(
            ", ".join(words), QPointF(area.left(), area.bottom() - LEAST_ROW / 2),
            font=sheet.style.small, colour=sheet.style.colours.quiet,
        )  # fmt: skip


def wished_height(picture: Picture) -> int:
    """Return how high a chart of these rows is best, in pixels."""
    rows, most = len(picture.table.rows), _most(picture)
    return 8 * UNIT + 3 * UNIT * (rows if rows <= most else most + 1)


def _most(picture: Picture) -> int:
    """Return how many rows are drawn at most."""
    return MOST_IN_FILE if picture.whole else MOST_ROWS

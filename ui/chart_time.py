"""Charts over time: lines, and the parts of a whole upon one another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from console.domain.insight import Unit
from ui.chart_colours import places_of
from ui.chart_plane import SYMBOLS, Plane
from ui.chart_sheet import Mark, Sheet
from ui.chart_values import Picture, bounds, day_labels, finite, tick_words, ticks
from ui.theme import HALF, UNIT

ROOMY = 14
"""From so many pixels between two rows on, each has its mark."""
SWATCH = 10
TWO = 2
WIDEST_BAR = 96
MARGIN = 2 * UNIT
"""So far beside the outermost rows they can be pointed at."""
PALE = 0.45
"""How much of its colour a bar has that is not over."""


class Names(NamedTuple):
    """Where the names of series are written: their left, and how wide they may be."""

    left: float
    room: float


def draw_lines(sheet: Sheet, picture: Picture) -> None:
    """Draw a line for each column, with its name at its end; what is not over is dashed."""
    chart = picture.chart
    series = [_until_now(picture, key) for key in chart.y]
    titles = [picture.title(key) for key in chart.y]
    names = _names_room(sheet, titles)
    unit = picture.column(chart.y[0]).unit
    x = _along(picture)
    span = (x[0], x[-1]) if len(x) > 1 else (x[0] - 1, x[0] + 1)
    known = [value for each in series for value in each if value is not None]
    plane = _frame(sheet, unit, known, names.left - 4 * UNIT, span)
    _labels(sheet, picture, [plane.x(at) for at in x], plane.room)
    ends = []
    # Of two lines which is which is said by the chart; more are those of names.
    places = places_of(titles) if len(titles) > TWO else list(range(len(titles)))
    for place, title, values in zip(places, titles, series, strict=True):
        colour = sheet.style.colours.of_series(place)
        _line(plane, picture, x, values, place, colour)
        last = next((each for each in reversed(values) if each is not None), None)
        if last is not None:
            ends.append((plane.y(last), place, title))
    _write_ends(sheet, plane, names, ends)
    _mark_rows(sheet, [plane.x(at) for at in x], plane.room)


def draw_stack(sheet: Sheet, picture: Picture) -> None:
    """Draw standing bars of parts upon one another, and which is which in their order."""
    chart, colours = picture.chart, sheet.style.colours
    series = [[max(each or 0.0, 0.0) for each in _until_now(picture, key)] for key in chart.y]
    titles = [picture.title(key) for key in chart.y]
    names = _names_room(sheet, titles)
    wholes = [sum(parts) for parts in zip(*series, strict=True)]
    rows = len(wholes)
    unit = picture.column(chart.y[0]).unit
    plane = _frame(sheet, unit, wholes, names.left - 2 * UNIT, (0, rows))
    over = picture.open_from()
    thick = min(0.72, WIDEST_BAR * rows / plane.room.width())
    thick = thick if plane.room.width() / rows > 8 else 0.94
    gap = 1 / (plane.y(0) - plane.y(1))
    below = [0.0] * rows
    for place, values in enumerate(series):
        shown = [row for row in range(rows) if values[row] > 0]
        full, pale = colours.of_series(place), colours.pale_of(place, PALE)
        tops = [below[row] + values[row] for row in shown]
        plane.bars(
            (
                [row + (1 - thick) / 2 for row in shown],
                [row + (1 + thick) / 2 for row in shown],
            ),
            (
                [below[row] for row in shown],
                # A line of the ground parts one from the next, also without colours.
                [max(top - gap, below[row]) for row, top in zip(shown, tops, strict=True)],
            ),
            [pale if row >= over else full for row in shown],
        )
        for row, top in zip(shown, tops, strict=True):
            below[row] = top
    middles = [plane.x(row + 0.5) for row in range(rows)]
    _labels(sheet, picture, middles, plane.room)
    _legend(sheet, plane, names, titles)
    _mark_rows(sheet, middles, plane.room)


def _until_now(picture: Picture, key: str) -> list[float | None]:
    """Return a column's numbers, without those of days that are still to come."""
    future = picture.future_from()
    return [value if row < future else None for row, value in enumerate(picture.numbers(key))]


def _along(picture: Picture) -> list[float]:
    """Return where the rows stand: days at their time, anything else side by side."""
    starts = [finite(each) for each in picture.cells(picture.chart.x)]
    known = [each for each in starts if each is not None]
    if len(known) == len(starts) and sorted(set(known)) == known:
        return known
    return [float(row) for row in range(len(starts))]


def _names_room(sheet: Sheet, words: Sequence[str]) -> Names:
    room = min(sheet.width_of(words, sheet.style.small) + 2, sheet.area.width() * 0.3)
    return Names(sheet.area.right() - room, room)


def _frame(
    sheet: Sheet, unit: Unit, values: Sequence[float], right: float, x: tuple[float, float]
) -> Plane:
    """Draw the axis of values at the left, and return the plane between it and `right`."""
    style, area = sheet.style, sheet.area
    line = sheet.height_of(style.small)
    top, bottom = round(area.top() + line / 2), round(area.bottom() - line - UNIT)
    most = int(max((bottom - top) // 48 + 1, 2))
    low, high = bounds(values, unit, most)
    marked = ticks(low, high, unit, most)
    words = [tick_words(each, unit) for each in marked]
    left = area.left() + sheet.width_of(words, style.small) + UNIT
    plane = sheet.plane(QRectF(round(left), top, round(right - left), bottom - top), x, (low, high))
    for value, said_so in zip(marked, words, strict=True):
        at = plane.y(value)
        colour = style.colours.edge if value == 0 else style.colours.hairline
        sheet.line(QPointF(plane.room.left(), at), QPointF(plane.room.right(), at), colour)
        sheet.text(
            said_so, QPointF(left - UNIT, at), font=style.small, colour=style.colours.quiet, align=1
        )
    return plane


def _labels(sheet: Sheet, picture: Picture, at: Sequence[float], room: QRectF) -> None:
    """Write under some of the rows when they are: as many as stand apart."""
    style = sheet.style
    if picture.column(picture.chart.x).unit is Unit.DAY:
        words = day_labels(_starts(picture), picture.zone)
    else:
        words = picture.names()
    wide = min(sheet.width_of(words, style.small) + 2 * UNIT, 120)
    apart = (at[-1] - at[0]) / (len(at) - 1) if len(at) > 1 else wide
    every = max(int(-(-wide // max(apart, 0.01))), 1)
    high = room.bottom() + UNIT + sheet.height_of(style.small) / 2
    free = sheet.area.left()
    for row in range(0, len(at), every):
        width = min(sheet.width_of([words[row]], style.small), wide)
        middle = min(max(at[row], sheet.area.left() + width / 2), sheet.area.right() - width / 2)
        if middle - width / 2 < free:
            continue
        free = middle + width / 2 + UNIT
        sheet.line(
            QPointF(at[row], room.bottom()), QPointF(at[row], room.bottom() + HALF),
            style.colours.edge,
        )  # fmt: skip
        sheet.text(
            words[row], QPointF(middle, high), font=style.small, colour=style.colours.quiet,
            align=0.5, room=wide,
        )  # fmt: skip


def _starts(picture: Picture) -> list[float]:
    """Return when the rows begin."""
    return [each or 0.0 for each in picture.numbers(picture.chart.x)]


def _line(
    plane: Plane,
    picture: Picture,
    x: Sequence[float],
    values: Sequence[float | None],
    place: int,
    colour: str,
) -> None:
    over = picture.open_from()
    plane.curve(x[:over], values[:over], colour)
    plane.curve(x[max(over - 1, 0) :], values[max(over - 1, 0) :], colour, dashed=True)
    known = [row for row, value in enumerate(values) if value is not None]
    apart = plane.room.width() / max(len(x) - 1, 1)
    # Where marks would touch one another only the last has one, and those without a line.
    beside = {row + step for row in known for step in (-1, 1)}
    alone = [row for row in known if row not in beside]
    marked = known if apart >= ROOMY else sorted({*alone, *known[-1:]})
    for hollow in (False, True):
        rows = [row for row in marked if (row >= over) is hollow]
        plane.points(
            [x[row] for row in rows], [values[row] or 0.0 for row in rows], colour,
            symbol=SYMBOLS[place % len(SYMBOLS)], size=8, hollow=hollow,
        )  # fmt: skip


def _write_ends(
    sheet: Sheet, plane: Plane, names: Names, ends: Sequence[tuple[float, int, str]]
) -> None:
    """Write the name of each line at its end, none upon another, with its mark before it."""
    style = sheet.style
    line = sheet.height_of(style.small) + 1
    heights = _apart(
        [at for at, _, _ in ends], line, plane.room.top(), plane.room.bottom() + line / 2
    )
    marks = sheet.plane(sheet.area, (0, sheet.area.width()), (0, sheet.area.height()), down=True)
    for (_, place, words), high in zip(ends, heights, strict=True):
        colour = style.colours.of_series(place)
        marks.points(
            [names.left - 10 - sheet.area.left()], [high - sheet.area.top()], colour,
            symbol=SYMBOLS[place % len(SYMBOLS)], size=8,
        )  # fmt: skip
        sheet.text(words, QPointF(names.left, high), font=style.small, room=names.room)


def _apart(heights: Sequence[float], line: float, top: float, bottom: float) -> list[float]:
    """Return heights near the given ones of which none is nearer than a line to another."""
    order = sorted(range(len(heights)), key=lambda each: heights[each])
    found = list(heights)
    least = top
    for each in order:
        found[each] = max(found[each], least)
        least = found[each] + line
    most = bottom - line / 2
    for each in reversed(order):
        found[each] = min(found[each], most)
        most = found[each] - line
    return found


def _legend(sheet: Sheet, plane: Plane, names: Names, titles: Sequence[str]) -> None:
    """Write which colour is which, in the order in which they stand upon one another."""
    style = sheet.style
    line = min(sheet.height_of(style.small) + HALF, sheet.area.height() / len(titles))
    for number, place in enumerate(reversed(range(len(titles)))):
        high = plane.room.top() + (number + 0.5) * line
        swatch = QPainterPath()
        swatch.addRect(names.left - SWATCH - 4, round(high - SWATCH / 2), SWATCH, SWATCH)
        sheet.path(swatch, fill=style.colours.of_series(place))
        sheet.text(titles[place], QPointF(names.left + 2, high), font=style.small, room=names.room)


def _mark_rows(sheet: Sheet, at: Sequence[float], room: QRectF) -> None:
    """Note for each row the strip that is nearer to it than to another."""
    half = (at[-1] - at[0]) / (len(at) - 1) / 2 if len(at) > 1 else room.width() / 2
    for row, middle in enumerate(at):
        left = (at[row - 1] + middle) / 2 if row else middle - half
        right = (middle + at[row + 1]) / 2 if row + 1 < len(at) else middle + half
        left, right = max(left, room.left() - MARGIN), min(right, room.right() + MARGIN)
        sheet.marks.append(Mark(row, 0, QRectF(left, room.top(), right - left, room.height())))

"""Charts of classes: standing bars side by side, and the hours of a week as a heat map."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from statistics import median

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from console.domain.insight import Unit
from console.language import tr
from console.text.figures import said
from ui.chart_plane import Plane
from ui.chart_sheet import Mark, Sheet
from ui.chart_values import Picture, bounds, short_words, tick_words, ticks
from ui.theme import HALF, UNIT

LEAST_LABEL, WIDEST_LABEL = 28, 96
"""Names of classes have at most so many pixels each; if they need more, some are left out."""
WIDEST_BAR = 96
LEGEND = 96
"""How wide the scale of colours is."""
TWO_ENDS = 2
STEPS = 24
"""In so many steps it is drawn."""


def draw_histogram(sheet: Sheet, picture: Picture) -> None:
    """Draw a standing bar for each class, its number above it and its name below."""
    style, area = sheet.style, sheet.area
    key = picture.chart.y[0]
    unit = picture.column(key).unit
    values = [each or 0.0 for each in picture.numbers(key)]
    rows = len(values)
    line = sheet.height_of(style.small)
    words = [said(each, unit, picture.zone) for each in picture.numbers(key)]
    labelled = sheet.width_of(words, style.small) + HALF <= area.width() / rows
    top, bottom = round(area.top() + 2 * line + HALF), round(area.bottom() - 2 * line - UNIT)
    most = int(max((bottom - top) // 48 + 1, 2))
    low, high = (0.0, max((1.0 if unit is Unit.COUNT else 0.01, *values)))
    left = area.left()
    if not labelled:
        low, high = bounds(values, unit, most)
        left += sheet.width_of([tick_words(high, unit)], style.small) + UNIT
    room = QRectF(round(left), top, round(area.right() - left), bottom - top)
    plane = sheet.plane(room, (0, rows), (low, high))
    if not labelled:
        _values(sheet, plane, ticks(low, high, unit, most), unit)
    slot = room.width() / rows
    thin = min(0.86, WIDEST_BAR / slot) if slot > 12 else 1.0
    plane.bars(
        (
            [row + (1 - thin) / 2 for row in range(rows)],
            [row + (1 + thin) / 2 for row in range(rows)],
        ),
        ([min(each, 0.0) for each in values], [max(each, 0.0) for each in values]),
        [style.colours.of_series(0)] * rows,
    )
    base = plane.y(0)
    sheet.line(QPointF(room.left(), base), QPointF(room.right(), base), style.colours.edge)
    if labelled:
        for row, value in enumerate(values):
            at = QPointF(plane.x(row + 0.5), plane.y(max(value, 0)) - line / 2 - 2)
            sheet.text(words[row], at, font=style.small, align=0.5)
    _classes(sheet, picture, plane)
    sheet.text(
        picture.title(key), QPointF(area.left(), area.top() + line / 2 - HALF), font=style.small,
        colour=style.colours.quiet, room=area.width(),
    )  # fmt: skip
    for row in range(rows):
        place = QRectF(plane.x(row), area.top() + line, room.width() / rows, 0)
        place.setBottom(area.bottom())
        sheet.marks.append(Mark(row, 0, place))


def _values(sheet: Sheet, plane: Plane, marked: Sequence[float], unit: Unit) -> None:
    style = sheet.style
    for value in marked:
        at = plane.y(value)
        sheet.line(
            QPointF(plane.room.left(), at), QPointF(plane.room.right(), at), style.colours.hairline
        )
        sheet.text(
            tick_words(value, unit), QPointF(plane.room.left() - UNIT, at), font=style.small,
            colour=style.colours.quiet, align=1,
        )  # fmt: skip


def _classes(sheet: Sheet, picture: Picture, plane: Plane) -> None:
    """Write the names of the classes below, each in up to two lines."""
    style, names = sheet.style, picture.names()
    line = sheet.height_of(style.small)
    slot = plane.room.width() / len(names)
    parts = [part for name in names for part in _halves(name)]
    wide = min(max(sheet.width_of(parts, style.small), LEAST_LABEL), WIDEST_LABEL) + HALF
    every = max(int(-(-wide // slot)), 1)
    room = slot - HALF if every == 1 else min(slot * every - HALF, wide)
    for row in range(0, len(names), every):
        for number, words in enumerate(_two_lines(sheet, names[row], room)):
            half = min(sheet.width_of([words], style.small), room) / 2
            inside = max(plane.x(row + 0.5), sheet.area.left() + half)
            at = QPointF(
                min(inside, sheet.area.right() - half),
                plane.room.bottom() + HALF + (number + 0.5) * line,
            )
            sheet.text(
                words, at, font=style.small, colour=style.colours.quiet, align=0.5, room=room
            )


def _two_lines(sheet: Sheet, words: str, room: float) -> list[str]:
    """Return a name in two lines where one is too narrow for it, parted at a space."""
    return [words] if sheet.width_of([words], sheet.style.small) <= room else _halves(words)


def _halves(words: str) -> list[str]:
    """Return a name parted at the space nearest to its middle."""
    if " " not in words:
        return [words]
    places = [at for at, sign in enumerate(words) if sign == " "]
    best = min(places, key=lambda at: abs(at - len(words) / 2))
    return [words[:best], words[best + 1 :]]


def draw_heat(sheet: Sheet, picture: Picture) -> None:
    """Draw a cell for each row and column; the deeper its colour, the more; a dot is none."""
    style, area, keys = sheet.style, sheet.area, picture.chart.y
    cells = [picture.numbers(key) for key in keys]
    names = picture.names()
    rows, columns = len(names), len(keys)
    known = [each for column in cells for each in column if each is not None]
    low, high = min((0.0, *known)), max((0.0, *known))
    line = sheet.height_of(style.small)
    left = area.left() + min(sheet.width_of(names, style.small), area.width() * 0.25) + UNIT
    top = area.top() + 2 * (line + UNIT)
    wide = max((area.right() - left) // columns, 2)
    high_of = max(min((area.bottom() - top) // rows, 48), 2)
    room = QRectF(round(left), round(top), wide * columns, high_of * rows)
    plane = sheet.plane(room, (0, columns), (0, rows), down=True)
    by_rank = picture.column(keys[0]).unit is Unit.DURATION
    if known:
        span = (min(known), median(known), high) if by_rank else (low, high)
        _scale(sheet, picture, room.right(), span, empty=len(known) < rows * columns)
    shares = _shares(cells, (low, high), by_rank=by_rank)
    gap_x, gap_y = 1 / wide, 1 / high_of
    filled = [
        (column, row, share)
        for column in range(columns)
        for row in range(rows)
        if (share := shares[column][row]) is not None
    ]
    plane.bars(
        ([column for column, _, _ in filled], [column + 1 - gap_x for column, _, _ in filled]),
        ([row for _, row, _ in filled], [row + 1 - gap_y for _, row, _ in filled]),
        [style.colours.of_share(share) for _, _, share in filled],
    )
    dots = QPainterPath()
    for row in range(rows):
        for column in range(columns):
            place = QRectF(plane.x(column), plane.y(row), wide, high_of)
            sheet.marks.append(Mark(row, column, place))
            if shares[column][row] is None:
                _dot(dots, place)
    sheet.path(dots, fill=style.colours.quiet)
    _cell_words(sheet, picture, plane, shares)
    _heads(sheet, picture, plane)


def _shares(
    cells: Sequence[Sequence[float | None]], span: tuple[float, float], *, by_rank: bool
) -> list[list[float | None]]:
    """Return where each value stands on the ramp, from 0 to 1; None where there is none.

    By rank the middle one of the values has the middle: one that is far above all others
    would leave these in one colour.
    """
    low, high = span
    if not by_rank:
        whole = (high - low) or 1
        return [[None if each is None else (each - low) / whole for each in held] for held in cells]
    known = sorted(each for held in cells for each in held if each is not None)
    most = 2 * (len(known) - 1) or 1

    def along(value: float) -> float:
        return (bisect_left(known, value) + bisect_right(known, value) - 1) / most

    return [[None if each is None else along(each) for each in held] for held in cells]


def _dot(path: QPainterPath, place: QRectF) -> None:
    """Add a dot to a path, amid a cell without a value."""
    path.addEllipse(place.center(), 1.5, 1.5)


def _cell_words(
    sheet: Sheet, picture: Picture, plane: Plane, shares: Sequence[Sequence[float | None]]
) -> None:
    """Write the values into the cells, if all have room there."""
    style, keys = sheet.style, picture.chart.y
    words = [
        [short_words(value, picture.column(key).unit) for value in picture.numbers(key)]
        for key in keys
    ]
    wide, high = plane.room.width() / len(keys), plane.room.height() / max(len(words[0]), 1)
    if sheet.width_of([each for column in words for each in column], style.small) + 6 > wide:
        return
    if sheet.height_of(style.small) + 2 > high:
        return
    for column, each in enumerate(shares):
        for row, share in enumerate(each):
            if share is None:
                continue
            at = QPointF(plane.x(column + 0.5), plane.y(row + 0.5))
            colour = style.colours.on(style.colours.of_share(share))
            sheet.text(words[column][row], at, font=style.small, colour=colour, align=0.5)


def _heads(sheet: Sheet, picture: Picture, plane: Plane) -> None:
    """Write the names of the rows at the left, those of some columns above."""
    style, keys = sheet.style, picture.chart.y
    quiet, room = style.colours.quiet, plane.room
    for row, name in enumerate(picture.names()):
        at = QPointF(room.left() - UNIT, plane.y(row + 0.5))
        sheet.text(
            name, at, font=style.small, align=1, room=room.left() - UNIT - sheet.area.left() + 1
        )
    titles = [picture.title(key) for key in keys]
    cell = room.width() / len(keys)
    widest = sheet.width_of(titles, style.small) + UNIT
    # Hours are found by steps that divide a day.
    every = next((each for each in (1, 2, 3, 6, 12) if each * cell >= widest), 24)
    high = room.top() - UNIT / 2 - sheet.height_of(style.small) / 2
    for column in range(0, len(keys), every):
        at = QPointF(plane.x(column + 0.5), high)
        sheet.text(titles[column], at, font=style.small, colour=quiet, align=0.5, room=every * cell)


def _scale(
    sheet: Sheet, picture: Picture, end: float, span: Sequence[float], *, empty: bool
) -> None:
    """Draw at the top what the colours mean; `span` has the least, perhaps the middle, the most."""
    style, area = sheet.style, sheet.area
    unit = picture.column(picture.chart.y[0]).unit
    quiet, line = style.colours.quiet, sheet.height_of(style.small)
    high = area.top() + line / 2
    right = sheet.text(
        said(span[-1], unit), QPointF(end, high), font=style.small, colour=quiet, align=1
    ).left() - HALF  # fmt: skip
    for step in range(STEPS):
        part = QPainterPath()
        part.addRect(right - LEGEND + step * LEGEND / STEPS, round(high - 5), LEGEND / STEPS, 10)
        sheet.path(part, fill=style.colours.of_share(step / (STEPS - 1)))
    frame = QPainterPath()
    frame.addRect(right - LEGEND - 0.5, round(high - 5) - 0.5, LEGEND + 1, 11)
    sheet.path(frame, stroke=style.colours.hairline)
    at = QPointF(right - LEGEND - HALF, high)
    words = [tick_words(span[0], unit)]
    if len(span) > TWO_ENDS:
        words.append(tr("in the middle {value}").format(value=said(span[1], unit)))
    for each in words:
        left = sheet.text(each, at, font=style.small, colour=quiet, align=1).left() - 2 * UNIT
        at = QPointF(left, high)
    if empty:
        named = sheet.text(
            tr("no value"), QPointF(left, high), font=style.small, colour=quiet, align=1
        )
        place = QRectF(named.left() - HALF - 14, round(high - 5), 14, 10)
        dot, box = QPainterPath(), QPainterPath()
        _dot(dot, place)
        box.addRect(place.adjusted(-0.5, -0.5, 0.5, 0.5))
        sheet.path(dot, fill=quiet)
        sheet.path(box, stroke=style.colours.hairline)

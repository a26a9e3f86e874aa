"""What a chart says and where its ticks stand: pure, no Qt widget and no drawing.

What is untrusted (touchpoints, names) is made one line without control signs here, once for
all charts: neither a screen nor an SVG file can do anything with those.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isfinite, log2, log10

from console.domain.insight import Cell, Chart, ChartKind, Column, Table, Unit
from console.language import numeral, tr, tr_in
from console.text.figures import NOTHING, said
from ui.plain import isolated

LONGEST = 300
"""No place in a chart shows more signs of a name than this."""
MINUS = "\u2212"
DAY_MS = 86_400_000
_MINUTE, _HOUR = 60_000, 3_600_000
_DURATIONS = (
    *(1_000 * each for each in (1, 2, 5, 10, 15, 30)),
    *(_MINUTE * each for each in (1, 2, 5, 10, 15, 30)),
    *(_HOUR * each for each in (1, 2, 3, 6, 12)),
    *(DAY_MS * each for each in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)
"""Steps between which a person need not reckon, in milliseconds."""
_CHANGES = (0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 10.0, 25.0, 100.0, 1_000.0)
# Translators: in small letters, as it stands within the words of the notes under figures.
INTERVAL = tr_in("in notes of figures", "interval")
_NO_TEXT = frozenset({"Cc", "Cs", "Cn", "Co"})
"""Categories of Unicode that are control signs, halves of signs, or none."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A table with a chart, and what has to be known to draw it."""

    table: Table
    chart: Chart
    zone: str = ""
    """In which days begin; empty for the system's."""
    now_ms: float | None = None
    """At the moment of looking; None for a period that is over."""
    end_ms: float | None = None
    """When the last row ends, where rows are days; None for as long as the one before it."""
    first: int = 0
    """The first row shown, where not all have room."""
    whole: bool = False
    """Whether all rows are drawn, for a file: it cannot be scrolled."""

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return self.table.columns[self.table.place(key)]

    def cells(self, key: str) -> list[Cell]:
        """Return a column's cells, from the first row."""
        place = self.table.place(key)
        return [row[place] for row in self.table.rows]

    def numbers(self, key: str) -> list[float | None]:
        """Return a column's numbers; None for what is none, an infinite one included."""
        return [finite(cell) for cell in self.cells(key)]

    def names(self) -> list[str]:
        """Return what the rows are called, as plain lines."""
        unit = self.column(self.chart.x).unit
        return [one_line(said(cell, unit, self.zone)) for cell in self.cells(self.chart.x)]

    def title(self, key: str) -> str:
        """Return a column's title as a plain line."""
        return one_line(self.column(key).title)

    @property
    def note(self) -> str:
        """Return what a reader of the chart has to know: of an interval only if it is drawn."""
        return chart_note(self.table)

    def open_from(self) -> int:
        """Return the first row whose days last on or come later; their count for none."""
        starts = self._starts()
        if not starts or self.now_ms is None:
            return len(starts) or len(self.table.rows)
        end = self.end_ms
        if end is None:
            end = 2 * starts[-1] - starts[-2] if len(starts) > 1 else starts[-1]
        ends = (*starts[1:], end)
        return next((row for row, each in enumerate(ends) if each > self.now_ms), len(ends))

    def future_from(self) -> int:
        """Return the first row whose days did not begin yet: they have no value, not nought."""
        starts = self._starts()
        if not starts or self.now_ms is None:
            return len(starts) or len(self.table.rows)
        return next((row for row, each in enumerate(starts) if each > self.now_ms), len(starts))

    def _starts(self) -> list[float]:
        """Return when the rows begin; nothing where they are no days."""
        if self.column(self.chart.x).unit is not Unit.DAY:
            return []
        known = [each for each in self.numbers(self.chart.x) if each is not None]
        return known if len(known) == len(self.table.rows) else []

    def row_lines(self, row: int) -> list[str]:
        """Return what a row says, a line for each cell that has something to say."""
        cells = zip(self.table.columns, self.table.rows[row], strict=True)
        lines = [
            f"{one_line(column.title)}: {one_line(said(cell, column.unit, self.zone))}"
            for column, cell in cells
            if cell not in (None, "")
        ]
        if row >= self.future_from():
            return [*lines, tr("still to come")]
        return [*lines, tr("not over yet")] if row >= self.open_from() else lines

    def cell_lines(self, row: int, key: str) -> list[str]:
        """Return what one cell of a heat map says: where it is, and its value."""
        value = self.table.rows[row][self.table.place(key)]
        column = self.column(key)
        return [
            f"{self.names()[row]}, {one_line(column.title)}",
            one_line(said(value, column.unit, self.zone)) if value is not None else tr("no value"),
        ]


def chart_note(table: Table) -> str:
    """Return a table's note without what it says of intervals that its chart does not draw."""
    chart = table.chart
    drawn = chart is None or (chart.kind is ChartKind.DOTS and bool(chart.low))
    if drawn or INTERVAL not in table.note.casefold():
        return table.note
    sentences = []
    for sentence in re.split(r"(?<=\.)\s+", table.note):
        every = sentence.rstrip(".").split("; ")
        parts = [part for part in every if INTERVAL not in part.casefold()]
        said = "; ".join(parts)
        sentences += [f"{said[0].upper()}{said[1:]}."] if said else []
    return " ".join(sentences)


def counted(picture: Picture) -> str:
    """Return the column that tells from how many a row's value is; empty for none."""
    y = picture.chart.y
    if len(y) > 1:
        return y[1]
    columns = picture.table.columns
    named = (column.key for column in columns if column.key == "n")
    counts = (column.key for column in columns if column.unit is Unit.COUNT and column.key not in y)
    return next(named, next(counts, ""))


def finite(cell: Cell) -> float | None:
    """Return a cell's number; None where it has none that can be drawn."""
    return float(cell) if isinstance(cell, int | float) and isfinite(cell) else None


def one_line(text: str) -> str:
    """Return untrusted text as one line that turns and breaks nothing around it."""
    cut = text[:LONGEST] + ("…" if len(text) > LONGEST else "")
    kept = (" " if unicodedata.category(sign) in _NO_TEXT else sign for sign in cut)
    return isolated(cut if cut.isascii() and cut.isprintable() else "".join(kept))


def ticks(low: float, high: float, unit: Unit, most: int) -> list[float]:
    """Return round values from `low` to `high`, at most about `most`, in rising order."""
    if unit is Unit.CHANGE:
        return _thinned([each for each in _CHANGES if low <= each <= high], most)
    step = _step((high - low) / max(most - 1, 1), unit)
    first, last = ceil(low / step - 1e-9), floor(high / step + 1e-9)
    return [number * step for number in range(first, last + 1)]


def bounds(values: Sequence[float], unit: Unit, most: int) -> tuple[float, float]:
    """Return from where to where an axis goes: whole ticks around nought and the values."""
    low, high = min((0.0, *values)), max((0.0, *values))
    if low == high:
        high = 1.0 if unit is not Unit.DURATION else float(_HOUR)
    step = _step((high - low) / max(most - 1, 1), unit)
    return floor(low / step + 1e-9) * step, ceil(high / step - 1e-9) * step


def tick_words(value: float, unit: Unit) -> str:
    """Return what is written at a tick: as short as can be."""
    if value == 0:
        return "0 %" if unit is Unit.SHARE else "0"
    if unit in (Unit.NUMBER, Unit.PER_WEEK):
        written = f"{value:.10g}"
        if "e" not in written:
            written = numeral(value, len(written.partition(".")[2]))
        return written.replace("-", MINUS)
    return said(value, unit).replace("-", MINUS)


def short_words(value: float | None, unit: Unit) -> str:
    """Return a value for a small cell: the largest part of a duration, a share without sign."""
    if value is None:
        return NOTHING
    if unit is Unit.SHARE:
        return f"{value * 100:.0f}"
    words = said(value, unit)
    return " ".join(words.split()[:2]) if unit is Unit.DURATION else words


def day_labels(starts: Sequence[float], zone: str) -> list[str]:
    """Return what is written under rows of days: with the year where it is not plain."""
    words = [said(each, Unit.DAY, zone) for each in starts]
    span = starts[-1] - starts[0] if starts else 0
    if len(starts) > 1 and span / (len(starts) - 1) > 26 * DAY_MS:
        return [each.split(" ", 1)[1] for each in words]
    return words if span > 360 * DAY_MS else [each.rsplit(" ", 1)[0] for each in words]


def _step(least: float, unit: Unit) -> float:
    """Return the next round step that is not smaller than `least`."""
    if unit is Unit.DURATION and least <= _DURATIONS[-1]:
        return float(next(each for each in _DURATIONS if each >= least * (1 - 1e-9)))
    whole = unit in (Unit.COUNT, Unit.PEOPLE)
    if least <= 0 or (whole and least <= 1):
        return 1.0
    ten: float = 10.0 ** floor(log10(least))
    choice = (1, 2, 5, 10) if whole else (1, 2, 2.5, 5, 10)
    return next(each * ten for each in choice if each * ten >= least * (1 - 1e-9))


def _thinned(values: list[float], most: int) -> list[float]:
    """Return some of the values, 1 among them where it is one of them."""
    every = max(ceil(len(values) / (most + 1)), 1)
    kept = values.index(1.0) % every if 1.0 in values else 0
    return values[kept::every]


def log_place(value: float) -> float:
    """Return where a ratio stands: half and twice are equally far from 1."""
    return log2(max(value, 1e-3))

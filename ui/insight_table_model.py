"""A table of the insight as rows and columns that a person can sort and copy.

Owns how a cell is said and in which order the rows stand; numbers come as they were found.
Texts of others are cut, freed of signs that turn a line, and told as plain text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.domain.insight import Cell, Column, Interval, Table, Unit
from console.language import tr
from console.text import figures
from ui import plain
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
RAW = Qt.ItemDataRole.UserRole
"""The cell as it was found."""
MOST_DRAWN = 300
"""Characters of a text that are drawn; a longer one would be measured at each paint."""
MOST_TOLD = 2_000
"""Characters of a text in its tip."""
INTERVAL = tr("95 % interval")
LOW, HIGH = "_low", "_high"
_FORMULA = ("=", "+", "-", "@")
_NOWHERE = QModelIndex()
_NOTHING = Table("", "", (), ())
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

_AT_LEFT = (Unit.WORD, Unit.DAY, Unit.MOMENT)
LONG_TITLE = 10
"""From so many signs on a title of a column has two lines, if it is more than a word."""


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column as it is shown: one of the table's, or the two ends of an interval."""

    title: str
    unit: Unit
    place: int
    """Of the cell in its row; of an interval, of its low end."""
    high: int | None = None
    """Of the high end; None for a plain column."""

    @property
    def is_number(self) -> bool:
        """Whether it stands at the right; days begin at the left, as words do."""
        return self.unit not in _AT_LEFT


def shown_columns(table: Table) -> tuple[ShownColumn, ...]:
    """Return the columns of a table, with the two ends of an interval as one."""
    columns, chart = table.columns, table.chart
    ends = {(chart.low, chart.high)} if chart is not None and chart.low else set()
    for low, high in pairwise(columns):
        stem = low.key.removesuffix(LOW)
        if stem != low.key and high.key == f"{stem}{HIGH}":
            ends.add((low.key, high.key))
    highs = dict(ends)
    return tuple(
        _shown(column, place, table, highs)
        for place, column in enumerate(columns)
        if column.key not in highs.values()
    )


def _shown(column: Column, place: int, table: Table, highs: dict[str, str]) -> ShownColumn:
    if column.key not in highs:
        return ShownColumn(column.title, column.unit, place)
    return ShownColumn(INTERVAL, column.unit, place, table.place(highs[column.key]))


class InsightTableModel(QAbstractTableModel):
    """The rows of one table, in its own order or in that of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = _NOTHING
        self.columns: tuple[ShownColumn, ...] = ()
        self._zone = ""
        self._order: list[int] = []
        """The places of the rows in the table, as they are shown."""
        self._sorted_by: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_table(self, table: Table, zone: str = "") -> None:
        """Show a table from now on, sorted as the one before it if its columns are the same."""
        self.beginResetModel()
        if shown_columns(table) != self.columns:
            self._sorted_by = (-1, Qt.SortOrder.AscendingOrder)
        self.table, self.columns, self._zone = table, shown_columns(table), zone
        self._order = self._ordered()
        self.endResetModel()

    def place(self, row: int) -> int:
        """Return where a shown row stands in the table itself."""
        return self._order[row]

    def row_of(self, place: int) -> int:
        """Return where a row of the table is shown."""
        return self._order.index(place)

    def said(self, place: int, column: ShownColumn) -> str:
        """Return a cell in words."""
        row = self.table.rows[place]
        low = row[column.place]
        if column.high is not None:
            high = row[column.high]
            if not isinstance(low, int | float) or not isinstance(high, int | float):
                return figures.NOTHING
            return figures.between(Interval(low, high, ""), column.unit, self._zone)
        if isinstance(low, str):
            return plain.isolated(low)
        return figures.said(low, column.unit, self._zone)

    def as_text(self, rows: Iterable[int]) -> str:
        """Return shown rows as lines with tabs between, below the titles of the columns.

        What others wrote cannot become a formula where it is pasted.
        """
        lines = ["\t".join(column.title for column in self.columns)]
        lines += [
            "\t".join(self._cell_text(self._order[row], column) for column in self.columns)
            for row in rows
        ]
        return "\n".join(lines)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._order)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, place = self.columns[index.column()], self._order[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                said = self.said(place, column)
                return said if len(said) <= MOST_DRAWN else f"{said[:MOST_DRAWN]}…"
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tip(self.said(place, column)[:MOST_TOLD])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case Qt.ItemDataRole.UserRole:
                return self.table.rows[place][column.place]
            case _:
                return None

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                title = plain.isolated(column.title)
                return _two_lines(title if len(title) <= MOST_DRAWN else f"{title[:MOST_DRAWN]}…")
            case Qt.ItemDataRole.ToolTipRole:
                return plain.tip(column.title[:MOST_TOLD])
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if column.is_number else _LEFT
            case _:
                return None

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by the raw values of a column; -1 for the order of the table itself."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        places = [self._order[index.row()] for index in held]
        self._sorted_by = (column, order)
        self._order = self._ordered()
        rows = {place: row for row, place in enumerate(self._order)}
        moved = [
            self.index(rows[place], index.column())
            for index, place in zip(held, places, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _ordered(self) -> list[int]:
        column, order = self._sorted_by
        every = range(len(self.table.rows))
        if not 0 <= column < len(self.columns):
            return list(every)
        place = self.columns[column].place
        cells = [row[place] for row in self.table.rows]
        return in_order(cells, every, turned=order == Qt.SortOrder.DescendingOrder)

    def _cell_text(self, place: int, column: ShownColumn) -> str:
        raw = self.table.rows[place][column.place]
        if not isinstance(raw, str):
            return self.said(place, column)
        clean = " ".join("".join(c if c.isprintable() else " " for c in raw).split())
        return f"'{clean}" if clean.startswith(_FORMULA) else clean


def _two_lines(title: str) -> str:
    """Return a title parted at the space nearest to its middle, so that its column is narrower."""
    places = [at for at, sign in enumerate(title) if sign == " "]
    if len(title) < LONG_TITLE or not places:
        return title
    best = min(places, key=lambda at: abs(2 * at - len(title)))
    return f"{title[:best]}\n{title[best + 1 :]}"


def in_order(cells: Sequence[Cell], places: Iterable[int], *, turned: bool) -> list[int]:
    """Return the places by what stands there: the least first, `turned` the most.

    Equal ones stay as they stand; those without a value are last either way, numbers before
    words.
    """
    numbers: list[tuple[float, int]] = []
    words: list[tuple[str, int]] = []
    empty: list[int] = []
    for place in places:
        cell = cells[place]
        if cell is None or cell != cell:  # noqa: PLR0124 - a number that is none
            empty.append(place)
        elif isinstance(cell, str):
            words.append((cell.casefold(), place))
        else:
            numbers.append((cell, place))
    numbers.sort(key=lambda held: held[0], reverse=turned)  # `reverse` keeps equal ones in place
    words.sort(key=lambda held: held[0], reverse=turned)
    return [place for _, place in numbers] + [place for _, place in words] + empty

"""The cases behind a figure in their order, of which only those near the eye are loaded.

Owns the order and what is read for it; a case that was joined into another or erased since
is not among them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from console.desk import Desk
from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.domain.insight import Evidence, Unit
from console.language import tr
from console.text import figures
from ui import case_words, plain
from ui.insight_table_model import in_order
from ui.override import override

Index = QModelIndex | QPersistentModelIndex
ROW, VALUE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
PAGE = 50
_NOWHERE = QModelIndex()


class CasesOrder(StrEnum):
    """How the cases behind a figure stand."""

    MOST = "most"
    LEAST = "least"
    NEWEST = "newest"
    OLDEST = "oldest"


_ENDS = {
    Unit.DURATION: (tr("longest first"), tr("shortest first")),
    Unit.MOMENT: (tr("latest first"), tr("earliest first")),
    Unit.DAY: (tr("latest first"), tr("earliest first")),
    Unit.WORD: (tr("Z to A"), tr("A to Z")),
}


def order_words(order: CasesOrder, evidence: Evidence) -> str:
    """Return an order as a person chooses it."""
    if order is CasesOrder.NEWEST:
        return tr("Last message, newest first")
    if order is CasesOrder.OLDEST:
        return tr("Last message, oldest first")
    most, least = _ENDS.get(evidence.unit, (tr("most first"), tr("least first")))
    title = plain.isolated(evidence.title) or tr("Value")
    return f"{title}, {most if order is CasesOrder.MOST else least}"


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of cases begins with."""

    places: tuple[int, ...]
    """Of the evidence, in order; without those whose case is no more."""
    rows: tuple[CaseRow, ...]
    """The first page."""


def listed(desk: Desk, evidence: Evidence, order: CasesOrder, first: int = PAGE) -> Listed:
    """Read in which order the cases stand, and the first of them."""
    rank = {CaseId(one): place for place, one in enumerate(desk.cases.key_columns().ids)}
    cases = evidence.cases
    places = [place for place, case_id in enumerate(cases) if case_id in rank]
    places.sort(key=lambda place: rank[cases[place]], reverse=order is CasesOrder.OLDEST)
    if order in (CasesOrder.MOST, CasesOrder.LEAST):
        places = in_order(evidence.values, places, turned=order is CasesOrder.MOST)
    ids = [cases[place] for place in places[:first]]
    return Listed(tuple(places), rows(desk, ids))


def rows(desk: Desk, ids: list[CaseId]) -> tuple[CaseRow, ...]:
    """Read the rows of some cases, in whatever order."""
    return desk.cases.rows(ids=tuple(set(ids)), limit=len(ids)) if ids else ()


class InsightCasesModel(QAbstractListModel):
    """The cases of an evidence with the value that each brings in."""

    def __init__(self, now: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.evidence = Evidence(())
        self._zone = ""
        self._places: tuple[int, ...] = ()
        self._rows: dict[CaseId, CaseRow] = {}

    def show_cases(self, evidence: Evidence, found: Listed, zone: str = "") -> None:
        """Show these cases from now on."""
        self.beginResetModel()
        self.evidence, self._places, self._zone = evidence, found.places, zone
        self._rows = {row.id: row for row in found.rows}
        self.endResetModel()

    def add_rows(self, rows: tuple[CaseRow, ...]) -> None:
        """Take rows that were read."""
        self._rows.update((row.id, row) for row in rows)
        if self._places:
            self.dataChanged.emit(self.index(0), self.index(len(self._places) - 1))

    def missing(self, first: int, last: int) -> list[CaseId]:
        """Return the cases from one place to another that are not loaded."""
        ids = (self.id_at(place) for place in range(max(first, 0), last + 1))
        return [case_id for case_id in ids if case_id is not None and case_id not in self._rows]

    def id_at(self, row: int) -> CaseId | None:
        """Return the case at a place; None where there is none."""
        if not 0 <= row < len(self._places):
            return None
        return self.evidence.cases[self._places[row]]

    def position(self, case_id: CaseId) -> int | None:
        """Return where a case stands first; None where it does not."""
        cases = self.evidence.cases
        return next((n for n, place in enumerate(self._places) if cases[place] == case_id), None)

    def value(self, row: int) -> str:
        """Return what a case brings in, in words; empty where it only counts."""
        evidence, place = self.evidence, self._places[row]
        if place >= len(evidence.values):
            return ""
        value = evidence.values[place]
        if isinstance(value, str):
            return plain.isolated(value)
        return figures.said(value, evidence.unit, self._zone)

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._places)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        case_id = self.id_at(index.row()) if index.isValid() else None
        if case_id is None:
            return None
        row = self._rows.get(case_id)
        if role == ROW:
            return row
        if role == VALUE:
            return self.value(index.row())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row, self.value(index.row()))
        return None

    def _spoken(self, row: CaseRow | None, value: str) -> str:
        if row is None:
            return tr("Loading")
        said = case_words.spoken(row, self._now())
        title = plain.isolated(self.evidence.title)
        return f"{title}: {value}; {said}" if value else said

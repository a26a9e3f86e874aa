"""The rows of cases that were seen lately, and those that were asked for and are not here.

Knows neither order nor Qt.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable

from console.domain.cases import CaseRow
from console.domain.ids import CaseId

MOST_ROWS = 1000
"""How many rows are kept; those seen longest ago make room."""
MOST_WISHES = 200


class KeptRows:
    """Rows by their case."""

    def __init__(self) -> None:
        self._rows: OrderedDict[CaseId, CaseRow] = OrderedDict()
        self._wished: dict[CaseId, None] = {}

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._rows

    def get(self, case_id: CaseId) -> CaseRow | None:
        """Return a row, None where it is not here."""
        return self._rows.get(case_id)

    def see(self, case_id: CaseId) -> CaseRow | None:
        """Return a row that is looked at; one that is not here is wished for from now on."""
        row = self._rows.get(case_id)
        if row is None:
            self._wish(case_id)
        else:
            self._rows.move_to_end(case_id)
        return row

    def keep(self, rows: Iterable[CaseRow]) -> None:
        """Keep these, as those seen last."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        while len(self._rows) > MOST_ROWS:
            self._rows.popitem(last=False)

    def forget(self, case_ids: Iterable[CaseId]) -> None:
        """Keep these no longer."""
        for case_id in case_ids:
            self._rows.pop(case_id, None)

    def clear(self) -> None:
        """Keep none, and wish for none."""
        self._rows.clear()
        self._wished.clear()

    def take_wishes(self) -> list[CaseId]:
        """Return what was wished for, the latest first; it counts as asked for."""
        wished = list(reversed(self._wished))
        self._wished.clear()
        return wished

    def _wish(self, case_id: CaseId) -> None:
        self._wished.pop(case_id, None)
        self._wished[case_id] = None
        if len(self._wished) > MOST_WISHES:
            del self._wished[next(iter(self._wished))]

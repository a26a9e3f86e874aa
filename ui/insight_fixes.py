"""Which recorded fix a row of the canary board's table tells of.

The table holds what is said of a fix, not its number: the fixes are read anew, so that one
that was changed meanwhile is not taken for another.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from console.domain.ids import to_ms
from console.domain.insight import RootCauseFix, Table
from ui.lanes import Lane


class FixFinder(QObject):
    """Finds a fix by its row.

    Signals:
        found(RootCauseFix): it is to be changed.
        found_to_remove(RootCauseFix): it is to be forgotten.
    """

    found = Signal(object)
    found_to_remove = Signal(object)

    def __init__(self, reader: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._reader = reader

    def find(self, table: Table, row: int, *, remove: bool) -> None:
        """Tell which fix stands in a row; nothing where it is no more."""
        self._reader.submit(
            lambda desk: desk.insight.fixes(),
            partial(self._take, table, row, remove),
            receiver=self,
            key="insight fix",
        )

    def _take(self, table: Table, row: int, remove: bool, fixes: Sequence[RootCauseFix]) -> None:  # noqa: FBT001 - a partial's
        fix = fix_of(table, row, fixes)
        if fix is not None:
            (self.found_to_remove if remove else self.found).emit(fix)


def fix_of(table: Table, row: int, fixes: Sequence[RootCauseFix]) -> RootCauseFix | None:
    """Return the fix that a row tells of; the first of those that say the same."""
    cells = table.rows[row]
    said = tuple(cells[table.place(key)] for key in ("touchpoint", "action", "owner", "at"))
    for fix in fixes:
        if (fix.touchpoint, fix.action, fix.owner, to_ms(fix.at)) == said:
            return fix
    return None

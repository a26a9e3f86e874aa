"""Verbs on the targets: how soon answers and solutions are due, and in which hours."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.targets import Targets as Goals
from console.store import targets, upkeep


class Targets:
    """The targets of this data file."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def get(self) -> Goals:
        """Return the targets that hold."""
        return targets.get(self._context.db)

    def put(self, new: Goals) -> Changes:
        """Let these hold from now on; what is due follows at once."""
        with self._context.db.writing():
            targets.put(self._context.db, new)
        return upkeep.bring_up_to_date(self._context.db, self._context.region)

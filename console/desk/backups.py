"""Verbs on copies of the data file."""

from __future__ import annotations

from console.desk.context import Context


class Backups:
    """Verbs on copies of the data file."""

    def __init__(self, context: Context) -> None:
        self._context = context

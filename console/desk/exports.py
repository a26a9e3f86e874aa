"""Verbs on files that are written for others."""

from __future__ import annotations

from console.desk.context import Context


class Exports:
    """Verbs on files that are written for others."""

    def __init__(self, context: Context) -> None:
        self._context = context

"""Verbs on files of others that are taken in."""

from __future__ import annotations

from console.desk.context import Context


class Imports:
    """Verbs on files of others that are taken in."""

    def __init__(self, context: Context) -> None:
        self._context = context

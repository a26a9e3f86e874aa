"""Verbs on how long what is kept."""

from __future__ import annotations

from console.desk.context import Context


class Retention:
    """Verbs on how long what is kept."""

    def __init__(self, context: Context) -> None:
        self._context = context

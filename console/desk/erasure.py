"""Verbs on forgetting a contact."""

from __future__ import annotations

from console.desk.context import Context


class Erasure:
    """Verbs on forgetting a contact."""

    def __init__(self, context: Context) -> None:
        self._context = context

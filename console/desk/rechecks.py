"""Verbs on asking the network again for posts that are stored."""

from __future__ import annotations

from console.desk.context import Context


class Rechecks:
    """Verbs on asking the network again for posts that are stored."""

    def __init__(self, context: Context) -> None:
        self._context = context

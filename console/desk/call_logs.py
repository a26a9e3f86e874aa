"""Verbs on call logs."""

from __future__ import annotations

from console.desk.context import Context


class CallLogs:
    """To be filled."""

    def __init__(self, context: Context) -> None:
        self._context = context

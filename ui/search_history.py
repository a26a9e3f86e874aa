"""Which queries were searched last: kept in QSettings, nothing else; those of a demo never."""

from __future__ import annotations

from PySide6.QtCore import QSettings

NAME = "search/recent"
MOST = 20
LONGEST = 400
"""A longer query is not kept."""


def recent() -> tuple[str, ...]:
    """Return them, the last one first; what cannot be read counts as none."""
    value = QSettings().value(NAME)
    if isinstance(value, str):  # a list of one comes back as its only entry
        value = [value]
    found = value if isinstance(value, list) else []
    return tuple(one for one in found if isinstance(one, str) and one)[:MOST]


def note(query: str) -> None:
    """Keep a query as the last one."""
    query = query.strip()
    if query and len(query) <= LONGEST:
        queries = dict.fromkeys((query, *recent()))
        QSettings().setValue(NAME, list(queries)[:MOST])


def forget() -> None:
    """Keep none."""
    QSettings().remove(NAME)

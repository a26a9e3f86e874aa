"""Which acts were run from the palette last: kept in QSettings, nothing else."""

from __future__ import annotations

from PySide6.QtCore import QSettings

NAME = "palette/recent"
MOST = 5


def recent() -> tuple[str, ...]:
    """Return the names of the acts, the last one first; none where nothing usable was kept."""
    value = QSettings().value(NAME)
    kept = value.split() if isinstance(value, str) else []
    return tuple(dict.fromkeys(kept))[:MOST]


def note(name: str) -> None:
    """Take note that an act was run."""
    names = dict.fromkeys((name, *recent()))
    QSettings().setValue(NAME, " ".join(tuple(names)[:MOST]))

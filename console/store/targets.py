"""The targets of the business, which stand in the data file: every program on it keeps to them."""

from __future__ import annotations

from functools import lru_cache

from console.domain.targets import Targets
from console.store import desk_state
from console.store.database import Database

_NAME = "targets"


def get(db: Database) -> Targets:
    """Return the targets; those of a new desk where nobody set any."""
    return _read(desk_state.get(db, _NAME))


def put(db: Database, targets: Targets) -> None:
    """Let these targets hold from now on; inside a `writing` block."""
    desk_state.put(db, _NAME, targets.text())


@lru_cache(maxsize=8)
def _read(text: str) -> Targets:
    return Targets.of(text) if text else Targets()

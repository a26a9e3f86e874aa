"""How a person is told of what was taken back."""

from __future__ import annotations

from datetime import datetime

from console.store.journal import Undone
from ui import words


def undone_words(undone: Undone, since: datetime, now: datetime) -> str:
    """Return what was taken back, and when it was done if that was before this window."""
    if undone.at >= since:
        return f"Undone: {undone.act}"
    done = words.moment(undone.at, now)
    return f"Undone: {undone.act}  ·  done before this start, {done}"

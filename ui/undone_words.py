"""How a person is told of what was taken back."""

from __future__ import annotations

from datetime import datetime

from console.language import tr
from console.store.act_words import shown
from console.store.journal import Undone
from ui import words

CALL_NOTE = "Add call note"
"""How the words of that act begin, as the journal stores them."""


def undone_words(undone: Undone, since: datetime, now: datetime) -> str:
    """Return what was taken back, and when it was done if that was before this window."""
    if undone.at >= since:
        return tr("Undone: {act}").format(act=shown(undone.act))
    done = words.moment(undone.at, now)
    return tr("Undone: {act}  ·  done before this start, {done}").format(
        act=shown(undone.act), done=done
    )


def is_unexpected(undone: Undone, since: datetime) -> bool:
    """Return whether a person may not have meant this act: of another day, or a whole call."""
    return undone.at < since or undone.act.startswith(CALL_NOTE)

"""Lists of words that a person may edit: touchpoints, outcomes of a call, bases of a link."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from console.store.database import Database


class WordList(StrEnum):
    """Which list; its words begin as in `BEGINNING`."""

    TOUCHPOINTS = "touchpoints"
    OUTCOMES = "outcomes"
    BASES = "bases"


BEGINNING = {
    WordList.TOUCHPOINTS: (
        "delivery", "billing", "product", "returns", "app", "website", "store", "phone line",
        "account", "other",
    ),
    WordList.OUTCOMES: (
        "solved", "promised", "escalated", "not empowered", "no answer", "voicemail",
        "wrong number",
    ),
    WordList.BASES: (
        "told us on the call", "wrote it to us", "public on the profile", "order or account data",
    ),
}  # fmt: skip


def words(db: Database, which: WordList) -> tuple[str, ...]:
    """Return the words of a list, in the person's order."""
    rows = db.rows("SELECT word FROM vocabulary WHERE list = ? ORDER BY position, id", (which,))
    return tuple(row["word"] for row in rows) or BEGINNING[which]


def put(db: Database, which: WordList, new: Sequence[str]) -> None:
    """Let a list hold these words from now on; inside a `writing` block."""
    db.execute("DELETE FROM vocabulary WHERE list = ?", (which,))
    db.execute_many(
        "INSERT INTO vocabulary (list, word, position) VALUES (?, ?, ?)",
        [(which, word, position) for position, word in enumerate(new)],
    )

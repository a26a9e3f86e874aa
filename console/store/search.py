"""Find messages by their words, newest first.

The index's rowid is the message id, which grows with time, so reading it backwards
gives the newest hits without a sort.
"""

from __future__ import annotations

import re

from console.domain.ids import CaseId
from console.store.database import Database
from console.text.folding import fold

_WORD = re.compile(r"[^\W_]+")


def cases_with(db: Database, query: str, limit: int = 200) -> tuple[CaseId, ...]:
    """Return the cases with a message that holds every word of `query`, newest hit first.

    The last word also matches as a beginning, since it may still be being typed. A
    query without a word finds nothing.
    """
    words = _WORD.findall(fold(query))
    if not words:
        return ()
    match = " ".join(f'"{word}"' for word in words) + "*"
    rows = db.rows(
        "SELECT m.case_id FROM messages_fts f JOIN messages m ON m.id = f.rowid"
        " WHERE messages_fts MATCH ? AND m.case_id IS NOT NULL"
        " ORDER BY f.rowid DESC LIMIT ?",
        (match, limit * 5),
    )
    return tuple(dict.fromkeys(CaseId(row["case_id"]) for row in rows))[:limit]

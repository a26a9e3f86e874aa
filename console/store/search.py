"""Find messages by their words, newest first.

The index's rowid is the message id, which grows with time, so reading it backwards
gives the newest hits without a sort.
"""

from __future__ import annotations

import re

from console.domain.ids import CaseId
from console.store.database import Database
from console.text.folding import fold

MAX_ROWID = 2**63 - 1
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
    found: dict[CaseId, None] = {}
    below = MAX_ROWID
    # A case may hold many of the hits, so a batch can be short of cases.
    while len(found) < limit:
        rows = db.rows(
            "SELECT f.rowid, m.case_id FROM messages_fts f JOIN messages m ON m.id = f.rowid"
            " WHERE messages_fts MATCH ? AND f.rowid < ? AND m.case_id IS NOT NULL"
            " ORDER BY f.rowid DESC LIMIT ?",
            (match, below, limit * 5),
        )
        found.update((CaseId(row["case_id"]), None) for row in rows)
        if len(rows) < limit * 5:
            break
        below = rows[-1]["rowid"]
    return tuple(found)[:limit]

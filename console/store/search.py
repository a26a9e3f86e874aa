"""Find cases: by whose they are, and by the words of their messages, newest first.

The index's rowid is the message id, which grows with time, so reading it backwards
gives the newest hits without a sort.
"""

from __future__ import annotations

import re

from console.domain.ids import CaseId
from console.store.database import Database
from console.text.folding import fold

MAX_ROWID = 2**63 - 1
MOST_WORDS, MOST_DIGITS = 8, 20
"""More of a query do not narrow down whose case it is."""
_WORD = re.compile(r"[^\W_]+")


def cases_with(db: Database, query: str, limit: int = 200) -> tuple[CaseId, ...]:
    """Return the cases in which `query` is found.

    First those of contacts whose name, handle or number it is, then those with a message
    that holds every word, newest hit first. The last word also matches as a beginning,
    since it may still be being typed. A query without a word finds nothing.
    """
    words = _WORD.findall(fold(query))
    if not words:
        return ()
    persons = _of_contacts(db, query, limit)
    return tuple(dict.fromkeys((*persons, *_of_messages(db, words, limit))))[:limit]


def cases_holding(db: Database, query: str, limit: int) -> tuple[CaseId, ...]:
    """Return the newest cases with a message that holds every word, for one who still types.

    Whose the cases are is not looked at, which takes longer the more contacts there are.
    """
    words = _WORD.findall(fold(query))
    return _of_messages(db, words, limit) if words else ()


def _of_contacts(db: Database, query: str, limit: int) -> list[CaseId]:
    """Return the cases of contacts whose name, handles or numbers hold every word."""
    wanted = [word.lower() for word in query.replace("@", " ").split()[:MOST_WORDS]]
    # Stored are numbers with their country: what leads out of a city or country is not there.
    digits = re.sub(r"\D", "", query).lstrip("0")[:MOST_DIGITS]
    holds = " AND ".join(["instr(lower(told.words), ?)"] * len(wanted)) or "0"
    by_number = "(length(?) > 3 AND instr(told.digits, ?))"
    rows = db.rows(
        "SELECT c.id FROM (SELECT t.id AS contact_id, t.name || ' ' ||"
        " coalesce((SELECT group_concat(h.handle || ' ' || h.name, ' ') FROM handles h"
        "  WHERE h.contact_id = t.id), '') AS words,"
        " coalesce((SELECT group_concat(replace(replace(replace(p.number, ' ', ''), '-', ''),"
        "  '+', ''), ' ') FROM phones p WHERE p.contact_id = t.id), '') AS digits"
        " FROM contacts t) AS told JOIN cases c ON c.contact_id = told.contact_id"
        f" WHERE ({holds}) OR {by_number} ORDER BY c.rank DESC LIMIT ?",
        (*wanted, digits, digits, limit),
    )
    return [CaseId(row["id"]) for row in rows]


def _of_messages(db: Database, words: list[str], limit: int) -> tuple[CaseId, ...]:
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

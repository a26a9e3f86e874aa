"""The words by which a forgotten contact is known: taken out of what stays.

In the texts of others their handle is blanked out, behind an @ and in addresses of X. Their name
stays there: it is a word of somebody else, who may mean anybody of that name. Out of what we
noted ourselves goes their number as well, and their name out of searches that are kept. What was
queued and is not out yet stays, for exactly that is posted. In acts, and in rows of call logs
that are kept aside, names and numbers count too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.ids import CaseId
from console.store import erasure_numbers
from console.store.database import Database
from console.text.folding import fold

BLANK = "[forgotten]"
SHORTEST_NAME = 3
"""A shorter name is found in too many words."""
_SEARCHES = {"saved_searches", "triage_rules", "watches", "watch_walks"}
"""Tables whose words may name a handle without an @, as in `from:ada`."""
_TAIL = 7
"""Digits by which a number is known however it is written."""
_THREAD_IS_OUT = (
    "NOT EXISTS (SELECT 1 FROM reply_parts p WHERE p.thread_id = reply_threads.id"
    " AND p.state NOT IN ('sent', 'cancelled', 'deleted'))"
)
PLACES = (
    ("accounts", "sync_error", ""),
    ("call_notes", "missing", ""),
    ("call_notes", "tried", ""),
    ("contact_merges", "basis", ""),
    ("contacts", "notes", ""),
    ("draft_versions", "text", ""),
    ("drafts", "text", ""),
    ("handles", "basis", ""),
    ("ignored_findings", "finding_key", ""),
    ("mutes", "shown", ""),
    ("phones", "basis", ""),
    ("posts", "media", ""),
    ("promises", "what", ""),
    ("reply_parts", "text", "state IN ('sent', 'cancelled', 'deleted')"),
    ("reply_parts", "problem", ""),
    ("reply_parts", "cautions", ""),
    ("reply_threads", "text", _THREAD_IS_OUT),
    ("resolutions", "fix", ""),
    ("root_cause_fixes", "action", ""),
    ("root_cause_fixes", "owner", ""),
    ("saved_searches", "name", ""),
    ("saved_searches", "query", ""),
    ("saved_replies", "text", ""),
    ("triage_rules", "conditions", ""),
    ("triage_rules", "effects", ""),
    ("triage_rules", "name", ""),
    ("watch_walks", "query", ""),
    ("watches", "name", ""),
    ("watches", "query", ""),
)
"""Table, column, and of which rows: what is written by hand or by others, but for messages."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a contact is known by; words only, to be found in texts."""

    handles: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]

    def is_named_in(self, text: str) -> bool:
        """Return whether any of it stands in a text, names as whole words."""
        return self._anything.search(text) is not None

    @property
    def _anything(self) -> re.Pattern[str]:
        words = [word for word in (*self.handles, *self.names) if len(word) >= SHORTEST_NAME]
        found = [rf"(?<!\w){re.escape(form)}(?!\w)" for word in words for form in _escaped(word)]
        found += [re.escape(number) for number in self.numbers if number]
        found += erasure_numbers.forms(self.numbers)
        return re.compile("|".join(found) or r"(?!)", re.IGNORECASE)

    def is_caller_of(self, cells: Iterable[str]) -> bool:
        """Return whether cells of a call log are about it, however the number is written."""
        tails = [tail for number in self.numbers if len(tail := _digits(number)[-_TAIL:]) == _TAIL]
        return any(
            any(tail in _digits(cell) for tail in tails) or self.is_named_in(cell) for cell in cells
        )


def of_gone(db: Database) -> Identity:
    """Return the words of those whose rows are gathered to go."""
    handles = db.rows(
        "SELECT h.handle, h.name FROM handles h WHERE contact_id IN (SELECT id FROM gone_contacts)"
        " OR (network, remote_id) IN (SELECT network, remote_id FROM gone_handles)"
    )
    names = db.rows(
        "SELECT name FROM contacts WHERE id IN (SELECT id FROM gone_contacts) UNION"
        " SELECT gone_name FROM contact_merges WHERE into_id IN (SELECT id FROM gone_contacts)"
    )
    numbers = db.rows("SELECT number FROM gone_numbers")
    return Identity(
        tuple({row["handle"] for row in handles if row["handle"]}),
        tuple({row["name"] for row in (*handles, *names) if row["name"]}),
        tuple({row["number"] for row in numbers if row["number"]}),
    )


def blank_out(db: Database, identity: Identity) -> frozenset[CaseId]:
    """Take handles out of what stays, and return the cases so changed; in a `writing` block."""
    touched: set[CaseId] = set()
    for handle in identity.handles:
        pattern = _mention(handle)
        for table, column, which in PLACES:
            words = _anywhere(handle) if table in _SEARCHES else pattern
            _blank_column(db, table, column, which, (_like(handle), words))
        touched |= _blank_messages(db, _like(handle), pattern)
    return frozenset(touched | _blank_own(db, identity))


def _blank_own(db: Database, identity: Identity) -> set[CaseId]:
    """Take numbers out of what we wrote ourselves, and names out of searches that are kept."""
    for name in identity.names:
        if len(name) >= SHORTEST_NAME:
            for column in ("name", "query"):
                _blank_column(db, "saved_searches", column, "", (_like(name), _sought(name)))
    forms = erasure_numbers.forms(identity.numbers)
    if not forms:
        return set()
    pattern = re.compile(f"()(?:{'|'.join(forms)})")
    for table, column, which in PLACES:
        if table != "posts":  # what others posted
            _blank_column(db, table, column, which, ("%", pattern))
    return _blank_messages(db, "%", pattern, " AND m.kind = 'call_note'")


def empty_bad_rows(db: Database, identity: Identity, now_ms: int) -> int:
    """Empty the rows of call logs that are about the contact; return how many."""
    found = [
        row["id"]
        for row in db.rows("SELECT id, cells FROM bad_log_rows")
        if identity.is_caller_of(_fields(row["cells"]))
    ]
    db.execute(
        'UPDATE bad_log_rows SET cells = \'{"fields": {}, "columns": ""}\', problem = \'\','
        " file = '', settled_at = ifnull(settled_at, ?)"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (now_ms, json.dumps(found)),
    )
    return len(found)


def drop_call_drafts(db: Database, identity: Identity) -> int:
    """Delete unfinished call notes that name the contact; return how many."""
    found = [
        row["id"]
        for row in db.rows("SELECT id, entered FROM call_drafts")
        if identity.is_caller_of((row["entered"],))
    ]
    db.execute(
        "DELETE FROM call_drafts WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(found),),
    )
    return len(found)


def _blank_messages(
    db: Database, like: str, pattern: re.Pattern[str], which: str = ""
) -> set[CaseId]:
    """Blank out texts, and index anew what was so changed; after the columns of call notes."""
    touched: set[CaseId] = set()
    for row in db.rows(
        "SELECT m.id, m.case_id, m.text, m.search_text, n.outcome, n.missing, n.tried"
        " FROM messages m LEFT JOIN call_notes n ON n.message_id = m.id"
        " WHERE (m.text LIKE :like ESCAPE '\\' OR n.missing LIKE '%[forgotten]%'"
        f" OR n.tried LIKE '%[forgotten]%'){which}",
        {"like": like},
    ):
        text = pattern.sub(_blank, row["text"])
        noted = [row[name] for name in ("outcome", "missing", "tried") if row[name]]
        folded = fold("\n".join((text, *noted)))
        if text == row["text"] and folded == row["search_text"]:
            continue
        db.execute(
            "INSERT INTO messages_fts (messages_fts, rowid, search_text) VALUES ('delete', ?, ?)",
            (row["id"], row["search_text"]),
        )
        db.execute(
            "UPDATE messages SET text = ?, search_text = ? WHERE id = ?", (text, folded, row["id"])
        )
        db.execute(
            "INSERT INTO messages_fts (rowid, search_text) VALUES (?, ?)", (row["id"], folded)
        )
        if row["case_id"] is not None:
            touched.add(CaseId(row["case_id"]))
    return touched


def _blank_column(
    db: Database, table: str, column: str, which: str, sought: tuple[str, re.Pattern[str]]
) -> None:
    like, pattern = sought
    if db.value("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column)) is None:
        return
    for row in db.rows(
        f"SELECT rowid AS place, {column} AS text FROM {table} WHERE {column} LIKE ? ESCAPE '\\'"
        + (f" AND {which}" if which else ""),
        (like,),
    ):
        text = pattern.sub(_blank, row["text"])
        if text == row["text"]:
            continue
        # Of two walks of one watch that read alike now, one is as good as the other.
        if not db.execute(
            f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (text, row["place"])
        ):
            db.execute(f"DELETE FROM {table} WHERE rowid = ?", (row["place"],))
        if table == "watches":
            db.execute("UPDATE watches SET paused = 1 WHERE rowid = ?", (row["place"],))


def _mention(handle: str) -> re.Pattern[str]:
    ahead = r"(?<![0-9A-Za-z_])[@\uff20]|(?:x|twitter)\.com/(?:@)?"
    return re.compile(rf"({ahead}){re.escape(handle)}(?![0-9A-Za-z_])", re.IGNORECASE)


def _anywhere(handle: str) -> re.Pattern[str]:
    """Return what finds a handle also without its @, as searches have it: `from:ada`."""
    return re.compile(rf"(?<![0-9A-Za-z_])(@?){re.escape(handle)}(?![0-9A-Za-z_])", re.IGNORECASE)


def _sought(name: str) -> re.Pattern[str]:
    """Return what finds a name in a search: one of a single word only where it is quoted."""
    word = re.escape(name)
    whole = rf"()(?<!\w){word}(?!\w)" if len(name.split()) > 1 else rf'()(?<="){word}(?=")'
    return re.compile(whole, re.IGNORECASE)


def _blank(match: re.Match[str]) -> str:
    return f"{match[1]}{BLANK}"


def _like(handle: str) -> str:
    plain = handle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{plain}%"


def _escaped(word: str) -> tuple[str, ...]:
    """Return a word as a text has it, and as JSON does."""
    return tuple({word, json.dumps(word, ensure_ascii=False)[1:-1]})


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdecimal())


def _fields(cells: str) -> list[str]:
    return [str(text) for text in json.loads(cells)["fields"].values()]

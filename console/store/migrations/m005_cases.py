"""Step 5: what becomes of cases and calls, links between contacts, saved replies."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = {
    "contacts": (
        "notes TEXT NOT NULL DEFAULT ''",
        # Folded words of the name, each behind a space; see `store.contact_search`.
        "search_text TEXT NOT NULL DEFAULT ''",
    ),
    "handles": (
        # The same of handle and name.
        "search_text TEXT NOT NULL DEFAULT ''",
        # By what a person linked it; null: the network showed it.
        "basis TEXT",
        "linked_at INTEGER",
    ),
    "cases": (
        # 0 to 3, said by a person; null: it follows from the rest.
        "priority INTEGER",
        # Derived, see `store.standing`.
        "first_calls INTEGER NOT NULL DEFAULT 0",
        "last_call_before INTEGER",
        "promise_due INTEGER",
        "apologies INTEGER NOT NULL DEFAULT 0",
        "solve_due_at INTEGER",
        "urgency INTEGER NOT NULL DEFAULT 0",
        # When thanks came after it was resolved.
        "thanked_at INTEGER",
    ),
    "messages": (
        # complaint, question, thanks, other; null: ours, or not looked at yet.
        "message_kind TEXT",
        "kind_basis TEXT",
        "apology INTEGER NOT NULL DEFAULT 0",
    ),
    "call_notes": (
        "outcome TEXT NOT NULL DEFAULT ''",
        "missing TEXT NOT NULL DEFAULT ''",
        "tried TEXT NOT NULL DEFAULT ''",
        "touchpoint TEXT NOT NULL DEFAULT ''",
    ),
}
TABLES = (
    (
        "contact_tags ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " contact_id INTEGER NOT NULL REFERENCES contacts(id),"
        " tag TEXT NOT NULL,"
        " UNIQUE (contact_id, tag))"
    ),
    (
        "case_tags ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " tag TEXT NOT NULL,"
        " UNIQUE (case_id, tag))"
    ),
    # Two contacts of whom a person said that they are not the same; the lesser id first.
    (
        "different_contacts ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " contact_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,"
        " other_id INTEGER NOT NULL REFERENCES contacts(id) ON DELETE CASCADE,"
        " UNIQUE (contact_id, other_id))"
    ),
    # What of a merge is needed to take it apart again, however late.
    (
        "contact_merges ("
        " id INTEGER PRIMARY KEY,"
        " journal_id INTEGER NOT NULL REFERENCES journal(id),"
        " into_id INTEGER NOT NULL,"
        " gone_id INTEGER NOT NULL,"
        " gone_name TEXT NOT NULL,"
        " basis TEXT NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " at INTEGER NOT NULL)"
    ),
    (
        "promises ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " message_id INTEGER,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " what TEXT NOT NULL,"
        " due_at INTEGER NOT NULL,"
        " made_at INTEGER NOT NULL,"
        " kept_at INTEGER)"
    ),
    (
        "resolutions ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " at INTEGER NOT NULL,"
        " fix TEXT NOT NULL,"
        " channel TEXT NOT NULL,"
        " skipped INTEGER NOT NULL,"
        " confirmed_at INTEGER)"
    ),
    # Lists that a person may edit: touchpoints, outcomes, bases of a link.
    (
        "vocabulary ("
        " id INTEGER PRIMARY KEY,"
        " list TEXT NOT NULL,"
        " word TEXT NOT NULL,"
        " position INTEGER NOT NULL,"
        " UNIQUE (list, word))"
    ),
    # Call notes that are being written, as JSON; a crash loses at most a second.
    (
        "call_drafts ("
        " id INTEGER PRIMARY KEY,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " case_id INTEGER,"
        " entered TEXT NOT NULL,"
        " begun_at INTEGER NOT NULL,"
        " updated_at INTEGER NOT NULL)"
    ),
    # How a person mapped the columns of a phone system's call log, by its header.
    "call_log_maps ( header TEXT PRIMARY KEY, mapping TEXT NOT NULL, used_at INTEGER NOT NULL)",
    # Calls of a log that were taken in, by what tells one from another.
    "logged_calls ( id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, message_id INTEGER NOT NULL)",
    # Rows of a log that could not be taken in; one stays once it is settled, so that the same
    # file does not bring it again. Its key is drawn from its cells.
    (
        "bad_log_rows ("
        " id INTEGER PRIMARY KEY,"
        " key TEXT NOT NULL UNIQUE,"
        " file TEXT NOT NULL,"
        " line INTEGER NOT NULL,"
        " cells TEXT NOT NULL,"
        " problem TEXT NOT NULL,"
        " at INTEGER NOT NULL,"
        " settled_at INTEGER)"
    ),
    (
        "saved_replies ("
        # Never given twice: one that is brought back, or stands in an answer, is still itself.
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL UNIQUE,"
        " text TEXT NOT NULL,"
        " uses INTEGER NOT NULL DEFAULT 0,"
        " used_at INTEGER,"
        " changed_at INTEGER NOT NULL)"
    ),
    # What was last done to all rows, such as by which targets they are due.
    "desk_state (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
)
INDEXES = (
    "cases_snoozed ON cases (snoozed_until) WHERE state = 'snoozed'",
    "cases_urgency ON cases (state, urgency, id DESC)",
    "cases_touchpoint ON cases (touchpoint) WHERE touchpoint IS NOT NULL",
    "case_tags_tag ON case_tags (tag, case_id)",
    "promises_case ON promises (case_id)",
    # Whatever removes a message or a post asks who refers to it.
    "account_posts_message ON account_posts (message_id)",
    "reply_threads_reply_to ON reply_threads (reply_to)",
    "resolutions_case ON resolutions (case_id, id)",
    "contact_merges_into ON contact_merges (into_id)",
    "logged_calls_message ON logged_calls (message_id)",
    "contact_merges_gone ON contact_merges (gone_id)",
    "different_contacts_other ON different_contacts (other_id)",
    # Searched from end to end: they hold little else than what is searched.
    "contacts_found ON contacts (search_text)",
    "handles_found ON handles (search_text, contact_id)",
    "handles_called ON handles (handle COLLATE NOCASE)",
)
_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def apply(db: Database) -> None:
    """Add columns to what there is; create the new tables with their indexes."""
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table in TABLES:
        db.execute(f"CREATE TABLE {table} STRICT")
    _fold_names(db)
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    db.execute("PRAGMA user_version = 5")


def _fold_names(db: Database) -> None:
    """Store by which words the contacts that are there already are found."""
    for table, text in (("contacts", "name"), ("handles", "handle || ' ' || name")):
        rows = db.execute(f"SELECT rowid, {text} FROM {table}").fetchall()
        found = [(_words(text), rowid) for rowid, text in rows]
        db.conn.executemany(f"UPDATE {table} SET search_text = ? WHERE rowid = ?", found)


def _words(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    paired = _CJK.sub(_pairs, unicodedata.normalize("NFC", bare))
    return "".join(f" {word}" for word in re.findall(r"[^\W_]+", paired))


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    pairs = [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return f" {' '.join(pairs)} "

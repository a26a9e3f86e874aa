"""Step 9: what makes searching quick, and the searches that a person keeps.

Contacts get an index of their words and one of the digits of their numbers; call notes are
found by all that was noted.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    (
        "saved_searches ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL,"
        " query TEXT NOT NULL,"
        " hit_order TEXT NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL)"
    ),
    # Derived, by the triggers below, from contacts, handles and phones: the folded words of a
    # contact's names and handles, and the digits of the numbers.
    ("contact_words ( contact_id INTEGER PRIMARY KEY, words TEXT NOT NULL, digits TEXT NOT NULL)"),
)
INDEXES = (
    "contact_tags_tag ON contact_tags (tag, contact_id)",
    "posts_media ON posts (message_id) WHERE media IS NOT NULL",
)
_INDEXED = (
    (
        "contacts_fts USING fts5(words, content='contact_words', content_rowid='contact_id',"
        " prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
    ),
    # By three signs each: any part of a number is found.
    (
        "contact_digits USING fts5(digits, content='contact_words', content_rowid='contact_id',"
        " tokenize='trigram')"
    ),
)
CONTACT_WORDS = (
    "SELECT t.id, t.search_text || coalesce((SELECT group_concat(h.search_text, '')"
    " FROM handles h WHERE h.contact_id = t.id), ''),"
    " coalesce((SELECT group_concat(replace(replace(replace(replace(p.number, ' ', ''), '-', ''),"
    " '/', ''), '+', ''), ' ') FROM phones p WHERE p.contact_id = t.id), '')"
    " FROM contacts t"
)
_IN = (
    "INSERT INTO contacts_fts (rowid, words) VALUES (new.contact_id, new.words);"
    " INSERT INTO contact_digits (rowid, digits) VALUES (new.contact_id, new.digits);"
)
_OUT = (
    "INSERT INTO contacts_fts (contacts_fts, rowid, words)"
    " VALUES ('delete', old.contact_id, old.words);"
    " INSERT INTO contact_digits (contact_digits, rowid, digits)"
    " VALUES ('delete', old.contact_id, old.digits);"
)


def _anew(side: str, column: str) -> str:
    contact = f"{side}.{column}"
    return (
        f"DELETE FROM contact_words WHERE contact_id = {contact};"
        f" INSERT INTO contact_words {CONTACT_WORDS} WHERE t.id = {contact};"
    )


_CALLED = ("search_text", "contact_id")
_NUMBERED = ("number", "contact_id")
TRIGGERS = (
    f"contact_words_in AFTER INSERT ON contact_words BEGIN {_IN} END",
    f"contact_words_out AFTER DELETE ON contact_words BEGIN {_OUT} END",
    f"contact_words_new AFTER INSERT ON contacts BEGIN {_anew('new', 'id')} END",
    (
        "contact_words_named AFTER UPDATE OF search_text ON contacts"
        f" WHEN old.search_text <> new.search_text BEGIN {_anew('new', 'id')} END"
    ),
    (
        "contact_words_gone AFTER DELETE ON contacts"
        " BEGIN DELETE FROM contact_words WHERE contact_id = old.id; END"
    ),
    *(
        f"contact_words_{table}_{event} AFTER {when} ON {table} BEGIN {what} END"
        for table, columns in (("handles", _CALLED), ("phones", _NUMBERED))
        for event, when, what in (
            ("in", "INSERT", _anew("new", "contact_id")),
            ("out", "DELETE", _anew("old", "contact_id")),
            (
                "over",
                f"UPDATE OF {', '.join(columns)}",
                _anew("old", "contact_id") + _anew("new", "contact_id"),
            ),
        )
    ),
)
_CJK = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)


def apply(db: Database) -> None:
    """Create tables and indexes, and fill them from what is there."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table} STRICT")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    for index in _INDEXED:
        db.execute(f"CREATE VIRTUAL TABLE {index}")
    db.execute(f"INSERT INTO contact_words {CONTACT_WORDS}")
    for index in ("contacts_fts", "contact_digits"):
        db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    for trigger in TRIGGERS:
        db.execute(f"CREATE TRIGGER {_guarded(trigger)}")
    _index_notes(db)
    db.execute("PRAGMA user_version = 9")


def _guarded(trigger: str) -> str:
    """Let a trigger on every page of a sync do something only where a word is another."""
    for table, columns in (("handles", _CALLED), ("phones", _NUMBERED)):
        if trigger.startswith(f"contact_words_{table}_over"):
            other = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
            return trigger.replace(" BEGIN ", f" WHEN {other} BEGIN ", 1)
    return trigger


def _index_notes(db: Database) -> None:
    """Index what stands beside the text of the call notes that are there already."""
    notes = db.execute(
        "SELECT m.id, m.search_text, m.text, n.outcome, n.missing, n.tried FROM call_notes n"
        " JOIN messages m ON m.id = n.message_id WHERE n.outcome || n.missing || n.tried <> ''"
    ).fetchall()
    new = [(_fold("\n".join(filter(None, texts))), key) for key, _, *texts in notes]
    db.conn.executemany(
        "INSERT INTO messages_fts (messages_fts, rowid, search_text) VALUES ('delete', ?, ?)",
        [(key, old) for key, old, *_ in notes],
    )
    db.conn.executemany("UPDATE messages SET search_text = ? WHERE id = ?", new)
    db.conn.executemany("INSERT INTO messages_fts (search_text, rowid) VALUES (?, ?)", new)


def _fold(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _CJK.sub(_pairs, unicodedata.normalize("NFC", bare))


def _pairs(match: re.Match[str]) -> str:
    run = match[0]
    pairs = [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
    return f" {' '.join(pairs)} "

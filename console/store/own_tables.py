"""Which tables an export holds, in which order, and which rows of them belong to some cases.

Every table of the schema is named here once: it is exported, or follows from others, or is not
anybody's data. A test fails when a new one is in none of the lists.
"""

from __future__ import annotations

from typing import NamedTuple

from console.store.database import Database

_CASES = "IN (SELECT id FROM temp.own_cases)"
_MESSAGES = "IN (SELECT id FROM temp.own_messages)"
_CONTACTS = "IN (SELECT contact_id FROM temp.own_cases)"
_CONTACT = f"contact_id {_CONTACTS}"
_OF_CASE = f"case_id {_CASES}"
_OF_MESSAGE = f"message_id {_MESSAGES}"
_ACCOUNTS = (
    f"(SELECT account_id FROM cases WHERE id {_CASES}"
    f" UNION SELECT account_id FROM case_conversations WHERE case_id {_CASES}"
    f" UNION SELECT account_id FROM reply_threads WHERE case_id {_CASES}"
    f" UNION SELECT account_id FROM account_posts WHERE message_id {_MESSAGES}"
    f" UNION SELECT account_id FROM orphan_posts WHERE message_id {_MESSAGES})"
)
_AGENTS = " UNION ".join((
    f"(SELECT agent_id FROM call_notes WHERE {_OF_MESSAGE}",
    *(
        f"SELECT agent_id FROM {table} WHERE {_OF_CASE}"
        for table in (
            "reply_threads", "drafts", "draft_versions", "promises", "resolutions",
            "ignored_findings",
        )
    ),
    f"SELECT agent_id FROM mutes WHERE id IN (SELECT muted_by FROM messages WHERE id {_MESSAGES}))",
))  # fmt: skip

OF_CASES = {
    "agents": f"id IN {_AGENTS}",
    "accounts": f"id IN {_ACCOUNTS}",
    "contacts": f"id {_CONTACTS}",
    "handles": _CONTACT,
    "phones": _CONTACT,
    "contact_tags": _CONTACT,
    "different_contacts": f"contact_id {_CONTACTS} AND other_id {_CONTACTS}",
    "cases": f"id {_CASES}",
    "case_conversations": _OF_CASE,
    "joined_cases": f"into_id {_CASES}",
    "case_tags": _OF_CASE,
    "mutes": f"id IN (SELECT muted_by FROM messages WHERE id {_MESSAGES})",
    "messages": f"id {_MESSAGES}",
    "posts": _OF_MESSAGE,
    "account_posts": _OF_MESSAGE,
    "orphan_posts": _OF_MESSAGE,
    "call_notes": _OF_MESSAGE,
    "pictures": _OF_MESSAGE,
    "logged_calls": _OF_MESSAGE,
    "reposters": f"(network, remote_id) IN (SELECT network, remote_id FROM posts"
    f" WHERE {_OF_MESSAGE})",
    "post_versions": _OF_MESSAGE,
    "imported_notes": _OF_MESSAGE,
    "reply_threads": _OF_CASE,
    "reply_parts": f"thread_id IN (SELECT id FROM reply_threads WHERE {_OF_CASE})",
    "drafts": _OF_CASE,
    "draft_versions": _OF_CASE,
    "readings": _OF_CASE,
    "promises": _OF_CASE,
    "resolutions": _OF_CASE,
    "ignored_findings": _OF_CASE,
}
"""By table, which rows of it belong to the cases in `temp.own_cases`; of other tables none do."""

KEPT = (
    "agents", "accounts", "contacts", "handles", "phones", "contact_tags", "different_contacts",
    "mutes", "triage_rules", "watches",
    "cases", "case_conversations", "joined_cases", "case_tags",
    "messages", "posts", "account_posts", "orphan_posts", "call_notes", "pictures",
    "logged_calls", "reposters", "post_versions", "imported_notes",
    "reply_threads", "reply_parts", "drafts", "draft_versions", "call_drafts", "readings",
    "promises", "resolutions", "ignored_findings", "root_cause_fixes",
    "watch_walks", "watch_hits", "watch_charges", "rule_effects",
    "saved_replies", "saved_searches", "vocabulary", "desk_state", "call_log_maps", "bad_log_rows",
    "cursors", "charges", "billed_reads", "journal", "contact_merges",
    "tombstone_keys", "tombstones", "erasures", "retention_rules", "retention_runs",
    "imports", "import_cases", "recheck_runs",
)  # fmt: skip
"""What an export holds, so that a table comes after those that it refers to."""
SEQUENCES = "sqlite_sequence"
"""SQLite's own table of the last numbers given; exported, so that none is given twice."""
FOLLOWS = {
    "messages_fts": "the index over the texts of messages",
    "contact_words": "made by triggers as contacts come in",
    "contacts_fts": "the index over the names of contacts",
    "contact_digits": "the index over the numbers of contacts",
    "case_counts": "counted by triggers as cases come in",
    "watch_cases": "found by triggers as hits come in",
    "answer_readings": "what our answers say, which is read again",
}
"""What is built anew, and how."""
NOT_OURS = {
    "_sqlite_migrations": "the schema's own steps; each file has its own",
    "sqlite_stat1": "what SQLite knows of its own indexes",
    "sqlite_stat4": "what SQLite knows of its own indexes",
}
EMPTIED = {"reply_parts": ("lease_owner", "lease_until")}
"""Columns that name a process of this machine: they leave as nothing."""
PREPARED = frozenset({"agents", "vocabulary", "desk_state", "call_log_maps"})
"""Tables that hold something in a desk that nobody worked at yet."""


class Column(NamedTuple):
    """One column of a table, as the schema has it."""

    name: str
    type: str
    """`INTEGER`, `TEXT` or `BLOB`."""
    may_be_null: bool
    has_default: bool


class Shape(NamedTuple):
    """A table: its columns, and how its rows are told apart."""

    table: str
    columns: tuple[Column, ...]
    """With `rowid` in front where that is no column of its own: acts name rows by it."""
    key: tuple[str, ...]
    """In the order of which rows are read: `rowid`, or the primary key where there is none."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of all columns."""
        return tuple(column.name for column in self.columns)


ROWID = Column("rowid", "INTEGER", may_be_null=False, has_default=True)


def shape(db: Database, table: str) -> Shape:
    """Return the shape of a table that is exported."""
    if table == SEQUENCES:
        names = ("name", "TEXT"), ("seq", "INTEGER")
        columns = tuple(Column(*each, may_be_null=False, has_default=False) for each in names)
        return Shape(table, columns, ("rowid",))
    rows = db.rows(f"PRAGMA main.table_info({table})")
    columns = tuple(
        Column(row["name"], row["type"], not row["notnull"] and not row["pk"],
               row["dflt_value"] is not None)
        for row in rows
    )  # fmt: skip
    keys = sorted((row["pk"], row["name"], row["type"]) for row in rows if row["pk"])
    sql = str(db.value("SELECT sql FROM main.sqlite_master WHERE name = ?", (table,)))
    if "WITHOUT ROWID" in sql.upper():
        return Shape(table, columns, tuple(name for _, name, _ in keys))
    if len(keys) == 1 and keys[0][2] == "INTEGER":
        return Shape(table, columns, ("rowid",))
    return Shape(table, (ROWID, *columns), ("rowid",))


def every(db: Database) -> tuple[str, ...]:
    """Return the tables of the schema that hold rows of their own; of an index none do."""
    return tuple(
        row["name"]
        for row in db.rows(
            "SELECT name FROM main.pragma_table_list() WHERE schema = 'main'"
            " AND type IN ('table', 'virtual') AND name <> 'sqlite_schema' ORDER BY name"
        )
    )

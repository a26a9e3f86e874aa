"""Step 1: accounts, agents, contacts, messages, cases, outbox, drafts, cursors, journal."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.db import Table

APPLICATION_ID = 0x43616E79
"""Marks the file as ours (`PRAGMA application_id`): "Cany"."""


def apply(db: Database) -> None:
    """Create all tables in which the desk began."""
    _people(db)
    _cases(db)
    _messages(db)
    _outbox(db)
    _bookkeeping(db)
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


def _table(db: Database, name: str) -> Table:
    return cast("Table", db[name])


def _people(db: Database) -> None:
    _table(db, "agents").create(
        {"id": int, "name": str, "signature": str, "created_at": int},
        pk="id",
        not_null={"name", "signature", "created_at"},
        strict=True,
    )
    accounts = _table(db, "accounts").create(
        {
            "id": int,
            "network": str,
            "remote_id": str,
            "handle": str,
            "name": str,
            "self_reply": str,
            "created_at": int,
            "synced_at": int,
            "sync_error": str,
        },
        pk="id",
        not_null={"network", "remote_id", "handle", "name", "self_reply", "created_at"},
        strict=True,
    )
    accounts.create_index(["network", "remote_id"], unique=True)
    _table(db, "contacts").create(
        {"id": int, "name": str, "created_at": int},
        pk="id",
        not_null={"name", "created_at"},
        strict=True,
    )
    handles = _table(db, "handles").create(
        {
            "network": str,
            "remote_id": str,
            "contact_id": int,
            "handle": str,
            "name": str,
            "followers": int,
            "seen_at": int,
        },
        pk=("network", "remote_id"),
        not_null={"contact_id", "handle", "name", "seen_at"},
        foreign_keys=["contact_id"],
        strict=True,
    )
    handles.create_index(["contact_id"])
    handles.create_index(["handle"])
    phones = _table(db, "phones").create(
        {"id": int, "contact_id": int, "number": str, "basis": str, "linked_at": int},
        pk="id",
        not_null={"contact_id", "number", "basis", "linked_at"},
        foreign_keys=["contact_id"],
        strict=True,
    )
    phones.create_index(["contact_id", "number"], unique=True)
    phones.create_index(["number"])


def _cases(db: Database) -> None:
    sql = db.create_table_sql(
        "cases",
        {
            "id": int,
            "account_id": int,
            "contact_id": int,
            "state": str,
            "state_at": int,
            "touchpoint": str,
            "rank": int,
            "due_at": int,
            "snoozed_until": int,
            "first_post_at": int,
            "first_call_at": int,
            "last_in_at": int,
            "last_out_at": int,
            "last_message_id": int,
            "calls": int,
            "settled": int,
        },
        pk="id",
        not_null={"contact_id", "state", "state_at", "rank", "calls", "settled"},
        defaults={"calls": 0, "settled": 1},
        foreign_keys=["account_id", "contact_id"],
        strict=True,
    )
    # sqlite-utils knows no AUTOINCREMENT. Without it SQLite gives the number of a case that
    # was joined to another to the next one, and what is open on a screen points there.
    db.execute(sql.replace("INTEGER PRIMARY KEY", "INTEGER PRIMARY KEY AUTOINCREMENT", 1))
    cases = _table(db, "cases")
    cases.create_index(["state", "rank", "id"])
    cases.create_index(["account_id", "state", "rank", "id"])
    cases.create_index(["rank", "id"])
    cases.create_index(["contact_id"])
    db.execute(
        "CREATE INDEX cases_unsettled ON cases (account_id, first_post_at) WHERE settled = 0"
    )
    conversations = _table(db, "case_conversations").create(
        {"account_id": int, "conversation_id": str, "customer_id": str, "case_id": int},
        pk=("account_id", "conversation_id", "customer_id"),
        not_null={"case_id"},
        foreign_keys=["account_id", "case_id"],
        strict=True,
    )
    conversations.create_index(["case_id"])
    # Which case a joined one went into: what a person had open still finds its way.
    _table(db, "joined_cases").create(
        {"case_id": int, "into_id": int},
        pk="case_id",
        not_null={"into_id"},
        foreign_keys=[("into_id", "cases", "id")],
        strict=True,
    ).create_index(["into_id"])
    # The views' counts are kept, not counted; they change only when a state does.
    _table(db, "case_counts").create(
        {"account_id": int, "state": str, "cases": int},
        pk=("account_id", "state"),
        not_null={"cases"},
        strict=True,
    )
    up = (
        "INSERT INTO case_counts VALUES (coalesce(new.account_id, 0), new.state, 1)"
        " ON CONFLICT DO UPDATE SET cases = cases + 1;"
    )
    down = (
        "UPDATE case_counts SET cases = cases - 1"
        " WHERE account_id = coalesce(old.account_id, 0) AND state = old.state;"
    )
    db.execute(f"CREATE TRIGGER cases_counted_in AFTER INSERT ON cases BEGIN {up} END")
    db.execute(f"CREATE TRIGGER cases_counted_out AFTER DELETE ON cases BEGIN {down} END")
    db.execute(
        "CREATE TRIGGER cases_counted_over AFTER UPDATE OF state, account_id ON cases"
        " WHEN old.state IS NOT new.state OR old.account_id IS NOT new.account_id"
        f" BEGIN {down} {up} END"
    )


def _messages(db: Database) -> None:
    messages = _table(db, "messages").create(
        {
            "id": int,
            "case_id": int,
            "kind": str,
            "direction": str,
            "text": str,
            "search_text": str,
        },
        pk="id",
        not_null={"kind", "direction", "text", "search_text"},
        foreign_keys=["case_id"],
        strict=True,
    )
    messages.create_index(["case_id", "id"])
    posts = _table(db, "posts").create(
        {
            "message_id": int,
            "network": str,
            "remote_id": str,
            "conversation_id": str,
            "parent_id": str,
            "quoted_id": str,
            "author_id": str,
            "lang": str,
            "summons": int,
            "repost": int,
            "media": str,
        },
        pk="message_id",
        not_null={
            "network",
            "remote_id",
            "conversation_id",
            "author_id",
            "lang",
            "summons",
            "repost",
        },
        foreign_keys=[("message_id", "messages", "id")],
        strict=True,
    )
    posts.create_index(["network", "remote_id"], unique=True)
    _table(db, "account_posts").create(
        {"account_id": int, "message_id": int, "timeline": str},
        pk=("account_id", "message_id"),
        not_null={"timeline"},
        foreign_keys=["account_id", ("message_id", "messages", "id")],
        strict=True,
    )
    # Own posts whose parent has not arrived yet (pages come newest first).
    orphans = _table(db, "orphan_posts").create(
        {"message_id": int, "account_id": int, "network": str, "parent_id": str},
        pk="message_id",
        not_null={"account_id", "network", "parent_id"},
        foreign_keys=["account_id", ("message_id", "messages", "id")],
        strict=True,
    )
    orphans.create_index(["network", "parent_id"])
    _table(db, "call_notes").create(
        {
            "message_id": int,
            "channel": str,
            "number": str,
            "duration_s": int,
            "agent_id": int,
        },
        pk="message_id",
        not_null={"channel", "number", "agent_id"},
        foreign_keys=[("message_id", "messages", "id"), "agent_id"],
        strict=True,
    )
    # sqlite-utils' enable_fts knows no `prefix`; the index takes its text from `messages`.
    db.execute(
        "CREATE VIRTUAL TABLE messages_fts USING fts5("
        "search_text, content='messages', content_rowid='id',"
        " prefix='2 3', tokenize='unicode61 remove_diacritics 0')"
    )


def _outbox(db: Database) -> None:
    threads = _table(db, "reply_threads").create(
        {
            "id": int,
            "account_id": int,
            "case_id": int,
            "agent_id": int,
            "reply_to": str,
            "text": str,
            "limit_name": str,
            "created_at": int,
        },
        pk="id",
        not_null={
            "account_id",
            "case_id",
            "agent_id",
            "reply_to",
            "text",
            "limit_name",
            "created_at",
        },
        foreign_keys=["account_id", "case_id", "agent_id"],
        strict=True,
    )
    threads.create_index(["case_id"])
    parts = _table(db, "reply_parts").create(
        {
            "id": int,
            "thread_id": int,
            "position": int,
            "text": str,
            "weight": int,
            "state": str,
            "remote_id": str,
            "lease_owner": str,
            "lease_until": int,
            "attempted_at": int,
            "looked_at": int,
            "not_before": int,
            "problem": str,
        },
        pk="id",
        not_null={"thread_id", "position", "text", "weight", "state"},
        foreign_keys=[("thread_id", "reply_threads", "id")],
        strict=True,
    )
    parts.create_index(["thread_id", "position"], unique=True)
    db.execute(
        "CREATE INDEX reply_parts_open ON reply_parts (thread_id, state)"
        " WHERE state NOT IN ('sent', 'cancelled')"
    )
    _table(db, "drafts").create(
        {
            "case_id": int,
            "agent_id": int,
            "text": str,
            "limit_name": str,
            "updated_at": int,
        },
        pk="case_id",
        not_null={"agent_id", "text", "limit_name", "updated_at"},
        foreign_keys=["case_id", "agent_id"],
        strict=True,
    )


def _bookkeeping(db: Database) -> None:
    _table(db, "cursors").create(
        {
            "account_id": int,
            "timeline": str,
            "value": str,
            "done": int,
            "gap_before": int,
            "updated_at": int,
        },
        pk=("account_id", "timeline"),
        not_null={"value", "done", "updated_at"},
        foreign_keys=["account_id"],
        strict=True,
    )
    journal = _table(db, "journal").create(
        {
            "id": int,
            "agent_id": int,
            "at": int,
            "act": str,
            "rows": str,
            "undone_at": int,
            "set_aside_at": int,
        },
        pk="id",
        not_null={"agent_id", "at", "act", "rows"},
        foreign_keys=["agent_id"],
        strict=True,
    )
    journal.create_index(["agent_id", "undone_at", "set_aside_at", "id"])

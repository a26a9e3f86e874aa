"""Step 8: watches, mutes and rules: what finds posts, and what is done with those that come in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # Saved searches. One that is taken away stays as a row, for what it found and cost.
    (
        "watches ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " account_id INTEGER NOT NULL REFERENCES accounts(id),"
        " name TEXT NOT NULL,"
        " query TEXT NOT NULL,"
        " pace_s INTEGER NOT NULL,"
        # Millionths of a dollar a calendar month (UTC).
        " monthly_budget INTEGER NOT NULL,"
        " begin_at INTEGER NOT NULL,"
        " paused INTEGER NOT NULL DEFAULT 0,"
        " counted_week INTEGER,"
        " estimated_month INTEGER,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL,"
        " removed_at INTEGER)"
    ),
    # Where the walks of each stand, one a query, of which the watch has one now and others had
    # before: the connector's cursor, when it was last moved, what is next.
    (
        "watch_walks ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " query TEXT NOT NULL,"
        " cursor TEXT,"
        " moved_at INTEGER,"
        " done INTEGER NOT NULL,"
        " gap_before INTEGER,"
        " walked_at INTEGER,"
        " due_at INTEGER,"
        " failures INTEGER NOT NULL DEFAULT 0,"
        " problem TEXT,"
        " UNIQUE (watch_id, query))"
    ),
    # Which posts each found; `known`: whether something else had brought the post before.
    (
        "watch_hits ("
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " known INTEGER NOT NULL,"
        " found_at INTEGER NOT NULL,"
        " PRIMARY KEY (watch_id, message_id))"
    ),
    # Derived, by the triggers below: the cases that hold a hit which nothing else had brought,
    # with when the last such was found and the oldest such.
    (
        "watch_cases ("
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " found_at INTEGER NOT NULL,"
        " first_id INTEGER NOT NULL,"
        " PRIMARY KEY (watch_id, case_id))"
    ),
    # What of an account's charges each caused; as `charges`.
    (
        "watch_charges ("
        " watch_id INTEGER NOT NULL REFERENCES watches(id) ON DELETE CASCADE,"
        " day TEXT NOT NULL,"
        " item TEXT NOT NULL,"
        " price INTEGER NOT NULL,"
        " count INTEGER NOT NULL,"
        " PRIMARY KEY (watch_id, day, item, price))"
    ),
    (
        "mutes ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " network TEXT NOT NULL,"
        " kind TEXT NOT NULL,"
        " value TEXT NOT NULL,"
        " shown TEXT NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL,"
        " UNIQUE (network, kind, value))"
    ),
    # `conditions` and `effects` are JSON, see `store.rule_rows`. One that is removed stays as a
    # row, for the record of what it did; its name is free again.
    (
        "triage_rules ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " name TEXT NOT NULL,"
        " conditions TEXT NOT NULL,"
        " effects TEXT NOT NULL,"
        " enabled INTEGER NOT NULL DEFAULT 1,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL,"
        " removed_at INTEGER)"
    ),
    # What rules did; the case is the one that the post belongs to by now, `in_case` the one in
    # which it was done. `was`: what stood there before. `after_act`: the newest act of a person
    # by then; what came after it in the journal came after this.
    (
        "rule_effects ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " rule_id INTEGER NOT NULL REFERENCES triage_rules(id) ON DELETE CASCADE,"
        " message_id INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,"
        " kind TEXT NOT NULL,"
        " value TEXT NOT NULL,"
        " was TEXT,"
        " at INTEGER NOT NULL,"
        " in_case INTEGER,"
        " after_act INTEGER)"
    ),
)
COLUMNS = {
    # Which mute keeps a post quiet; null for what is heard.
    "messages": ("muted_by INTEGER",),
    # Derived, see `store.standing`: the customer posted, and no post mentions or quotes us.
    "cases": ("unsummoned INTEGER NOT NULL DEFAULT 0",),
    # Whether the post mentions or quotes this account, of which `posts.summons` was one for all.
    "account_posts": ("summons INTEGER NOT NULL DEFAULT 0",),
}
INDEXES = (
    # What each found is counted from these alone.
    "watch_hits_message ON watch_hits (message_id, watch_id, known, found_at)",
    "watch_hits_found ON watch_hits (watch_id, found_at, known, message_id)",
    "watch_cases_case ON watch_cases (case_id, watch_id, found_at, first_id)",
    # The cases with an answer, by themselves: few of all, and none of their rows is read.
    "cases_answered ON cases (id, last_out_at, state) WHERE last_out_at IS NOT NULL",
    "rule_effects_rule ON rule_effects (rule_id, id)",
    "rule_effects_message ON rule_effects (message_id)",
    "messages_muted ON messages (muted_by) WHERE muted_by IS NOT NULL",
)
_NAMES = "triage_rules_name ON triage_rules (name COLLATE NOCASE) WHERE removed_at IS NULL"
_COUNT_ANEW = (
    "DELETE FROM watch_cases WHERE case_id IN ({cases});"
    " INSERT INTO watch_cases SELECT h.watch_id, m.case_id, max(h.found_at), min(h.message_id)"
    " FROM messages m CROSS JOIN watch_hits h ON h.message_id = m.id"
    " WHERE m.case_id IN ({cases}) AND h.known = 0 GROUP BY h.watch_id, m.case_id;"
)
_FOUND = (
    "watch_cases_found AFTER INSERT ON watch_hits WHEN new.known = 0 BEGIN"
    " INSERT INTO watch_cases SELECT new.watch_id, case_id, new.found_at, id FROM messages"
    " WHERE id = new.message_id AND case_id IS NOT NULL"
    " ON CONFLICT DO UPDATE SET found_at = max(found_at, excluded.found_at),"
    " first_id = min(first_id, excluded.first_id); END"
)
_MOVED = (
    "watch_cases_moved AFTER UPDATE OF case_id ON messages WHEN old.case_id IS NOT new.case_id"
    " AND EXISTS (SELECT 1 FROM watch_hits WHERE message_id = new.id AND known = 0) BEGIN "
    + _COUNT_ANEW.format(cases="old.case_id, new.case_id")
    + " END"
)
# The hits of a message have gone with it before this.
_GONE = (
    "watch_cases_gone AFTER DELETE ON messages"
    " WHEN EXISTS (SELECT 1 FROM watch_cases WHERE case_id = old.case_id) BEGIN "
    + _COUNT_ANEW.format(cases="old.case_id")
    + " END"
)


def apply(db: Database) -> None:
    """Create the tables and add the columns."""
    for table in TABLES:
        options = "STRICT, WITHOUT ROWID" if table.startswith("watch_cases") else "STRICT"
        db.execute(f"CREATE TABLE {table} {options}")
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    for index in INDEXES:
        db.execute(f"CREATE INDEX {index}")
    db.execute(f"CREATE UNIQUE INDEX {_NAMES}")
    for trigger in (_FOUND, _MOVED, _GONE):
        db.execute(f"CREATE TRIGGER {trigger}")
    db.execute(
        "UPDATE account_posts SET summons = 1 WHERE timeline = 'mentions'"
        " AND message_id IN (SELECT message_id FROM posts WHERE summons)"
    )
    _find_unsummoned(db)
    db.execute("PRAGMA user_version = 8")


def _find_unsummoned(db: Database) -> None:
    """Mark the cases that are there in which no post of the customer calls for their account.

    As `known_posts.summons` says which do.
    """
    db.execute(
        "UPDATE cases SET unsummoned = 1 WHERE id IN (SELECT c.id FROM cases c"
        " JOIN messages m ON m.case_id = c.id JOIN posts p ON p.message_id = m.id"
        " WHERE m.direction = 'in' AND m.kind = 'post' GROUP BY c.id HAVING max(coalesce("
        "(SELECT max(s.summons AND s.account_id IS c.account_id) FROM account_posts s"
        " WHERE s.message_id = p.message_id), p.summons AND EXISTS (SELECT 1 FROM accounts o"
        " WHERE o.id = c.account_id AND ' ' || lower(m.text) || ' ' GLOB"
        " '*[^0-9a-z_@\uff20/][@\uff20]' || lower(o.handle) || '[^0-9a-z_@]*'))) = 0)"
    )

"""Which rows go with a forgotten contact: gathered in temporary tables before any is deleted.

Theirs are their posts wherever those lie, our answers to them, and all else of their cases. A
case that holds posts of other customers too stays, with their posts and our answers to those.
In a copy of the file only hashes say who it is about, see `console.store.tombstones`.

Temporary tables: `gone_contacts`, `gone_handles` (with `until`: only what is from before that),
`gone_numbers`, `gone_posts`, `gone_messages`, `gone_cases`, `shared_cases`.
"""

from __future__ import annotations

from console.domain.ids import SEQUENCE_BITS, ContactId, message_ms
from console.store import tombstones
from console.store.database import Database
from console.store.tombstones import FOR_EVER, Key, Kind, Reason

TABLES = (
    "gone_contacts (id INTEGER PRIMARY KEY)",
    "gone_handles (network TEXT, remote_id TEXT, until INTEGER, PRIMARY KEY (network, remote_id))",
    "gone_numbers (number TEXT PRIMARY KEY, until INTEGER)",
    "gone_posts (network TEXT, remote_id TEXT, PRIMARY KEY (network, remote_id))",
    "gone_messages (id INTEGER PRIMARY KEY)",
    "gone_cases (id INTEGER PRIMARY KEY)",
    "shared_cases (id INTEGER PRIMARY KEY)",
    "their_cases (id INTEGER PRIMARY KEY)",
)
_AT_MS = f"(m.id >> {SEQUENCE_BITS})"
_ANSWERS = (
    "INSERT OR IGNORE INTO gone_messages SELECT m.id FROM gone_posts g CROSS JOIN posts p"
    " ON p.network = g.network AND p.parent_id = g.remote_id JOIN messages m"
    " ON m.id = p.message_id AND m.direction = 'out'"
)
_POSTS_OF_MESSAGES = (
    "INSERT OR IGNORE INTO gone_posts SELECT p.network, p.remote_id FROM gone_messages g"
    " JOIN posts p ON p.message_id = g.id"
)


def clear(db: Database) -> None:
    """Make the temporary tables, empty; inside a `writing` block."""
    for table in TABLES:
        name = table.split(" ", 1)[0]
        db.execute(f"DROP TABLE IF EXISTS temp.{name}")
        db.execute(f"CREATE TEMP TABLE {table}")


def of_contact(db: Database, contact_id: ContactId) -> None:
    """Gather all of one contact; inside a `writing` block."""
    clear(db)
    db.execute("INSERT INTO gone_contacts VALUES (?)", (contact_id,))
    db.execute(
        "INSERT INTO gone_handles SELECT network, remote_id, ? FROM handles WHERE contact_id = ?",
        (FOR_EVER, contact_id),
    )
    db.execute(
        "INSERT INTO gone_numbers SELECT number, ? FROM phones p WHERE contact_id = ?"
        " AND NOT EXISTS (SELECT 1 FROM phones o WHERE o.number = p.number"
        " AND o.contact_id <> p.contact_id)",
        (FOR_EVER, contact_id),
    )
    _gather(db)


def of_tombstones(db: Database) -> bool:
    """Gather all that tombstones name as forgotten; inside a `writing` block.

    Returns whether there is any. What came after the moment of forgetting stays.
    """
    clear(db)
    for key in tombstones.keys(db):
        found = {
            (row["kind"], row["digest"]): row["until"]
            for row in db.rows(
                "SELECT kind, digest, until FROM tombstones WHERE key_id = ? AND reason = ?",
                (key.id, Reason.FORGOTTEN),
            )
        }
        if found:
            _match(db, key, found)
    # Then it was one with another, or another's handle was theirs: that one stays.
    db.execute(
        "DELETE FROM gone_contacts WHERE EXISTS (SELECT 1 FROM handles h"
        " WHERE h.contact_id = gone_contacts.id AND (h.network, h.remote_id)"
        " NOT IN (SELECT network, remote_id FROM gone_handles))"
    )
    _gather(db)
    held = "SELECT 1 FROM gone_contacts UNION ALL SELECT 1 FROM gone_handles UNION ALL"
    return db.value(f"{held} SELECT 1 FROM gone_messages") is not None


def numbers(db: Database) -> frozenset[str]:
    """Return the phone numbers that go; others have the rest as well."""
    return frozenset(number for (number,) in db.tuples("SELECT number FROM gone_numbers"))


def our_handle(db: Database) -> str | None:
    """Return the handle of an own account among those that would go; None where none is."""
    found = db.value(
        "SELECT a.handle FROM gone_handles g JOIN accounts a ON a.network = g.network"
        " AND a.remote_id = g.remote_id"
    )
    return None if found is None else str(found)


def _match(db: Database, key: Key, found: dict[tuple[str, str], int]) -> None:
    """Find the rows whose digests are among those that were found under a key."""

    def until(kind: Kind, words: tombstones.Words) -> int | None:
        return found.get((str(kind), key.digest(*words)))

    for network, remote_id in db.tuples("SELECT network, remote_id FROM handles"):
        moment = until(Kind.AUTHOR, tombstones.author(network, remote_id))
        if moment is not None:
            db.execute(
                "INSERT INTO gone_handles VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                (network, remote_id, moment),
            )
    numbers = "SELECT number FROM phones UNION SELECT number FROM call_notes"
    for (number,) in db.tuples(numbers):
        moment = until(Kind.NUMBER, (number,))
        if number and moment is not None:
            db.execute("INSERT OR IGNORE INTO gone_numbers VALUES (?, ?)", (number, moment))
    for contact_id, created_ms in db.tuples("SELECT id, created_at FROM contacts"):
        if until(Kind.CONTACT, tombstones.contact(contact_id, created_ms)) is not None:
            db.execute("INSERT OR IGNORE INTO gone_contacts VALUES (?)", (contact_id,))
    for message_id, network, remote_id in db.tuples(
        "SELECT message_id, network, remote_id FROM posts"
    ):
        if until(Kind.POST, tombstones.post(network, remote_id)) is not None:
            db.execute("INSERT OR IGNORE INTO gone_messages VALUES (?)", (message_id,))
    for message_id, text in db.tuples("SELECT id, text FROM messages WHERE kind = 'call_note'"):
        if until(Kind.NOTE, tombstones.note(message_ms(message_id), text)) is not None:
            db.execute("INSERT OR IGNORE INTO gone_messages VALUES (?)", (message_id,))


def _gather(db: Database) -> None:
    """Find the messages and cases that go with contacts, handles and numbers."""
    db.execute(
        "INSERT INTO their_cases SELECT id FROM cases WHERE contact_id IN"
        " (SELECT id FROM gone_contacts UNION SELECT h.contact_id FROM gone_handles g"
        " JOIN handles h ON h.network = g.network AND h.remote_id = g.remote_id)"
    )
    db.execute(
        "INSERT OR IGNORE INTO gone_messages SELECT m.id FROM gone_handles g CROSS JOIN posts p"
        " ON p.network = g.network AND p.author_id = g.remote_id"
        f" JOIN messages m ON m.id = p.message_id WHERE {_AT_MS} <= g.until"
    )
    _take_reposts(db)
    _take_answers(db)
    _take_rest_of_cases(db)
    db.execute(_POSTS_OF_MESSAGES)
    db.execute(
        "INSERT OR IGNORE INTO their_cases SELECT DISTINCT m.case_id FROM gone_messages g"
        " JOIN messages m ON m.id = g.id WHERE m.case_id IS NOT NULL"
    )
    left = (
        "SELECT 1 FROM messages m WHERE m.case_id = t.id"
        " AND m.id NOT IN (SELECT id FROM gone_messages)"
    )
    db.execute(f"INSERT INTO shared_cases SELECT id FROM their_cases t WHERE EXISTS ({left})")
    db.execute(
        "INSERT INTO gone_cases SELECT id FROM their_cases"
        " WHERE id NOT IN (SELECT id FROM shared_cases)"
    )
    _settle_contacts(db)


def _take_reposts(db: Database) -> None:
    """Take what others only repeated of their posts: it bears their words."""
    db.execute(_POSTS_OF_MESSAGES)
    db.execute(
        "INSERT OR IGNORE INTO gone_messages SELECT p.message_id FROM gone_posts g"
        " JOIN reposters r ON r.network = g.network AND r.remote_id = g.remote_id"
        " CROSS JOIN posts p ON p.network = r.network AND p.author_id = r.author_id"
        " AND p.repost = 1 JOIN messages m ON m.id = p.message_id"
        " JOIN posts o ON o.network = g.network AND o.remote_id = g.remote_id"
        " JOIN messages w ON w.id = o.message_id"
        " WHERE instr(m.text, substr(w.text, 1, 100)) > 0"
    )


def _take_answers(db: Database) -> None:
    """Take our answers to their posts, and the parts that follow those."""
    db.execute(_POSTS_OF_MESSAGES)
    # No index leads from a post to its answers; a conversation's case holds nearly all.
    db.execute("DROP TABLE IF EXISTS temp.our_answers")
    db.execute(
        "CREATE TEMP TABLE our_answers (parent_id TEXT, network TEXT, id INTEGER,"
        " remote_id TEXT, PRIMARY KEY (parent_id, network, id)) WITHOUT ROWID"
    )
    db.execute(
        "INSERT INTO our_answers SELECT p.parent_id, p.network, p.message_id, p.remote_id"
        " FROM messages m JOIN posts p ON p.message_id = m.id"
        " WHERE m.kind = 'post' AND m.direction = 'out' AND p.parent_id IS NOT NULL"
    )
    while db.execute(
        "INSERT INTO gone_posts SELECT a.network, a.remote_id FROM gone_posts g"
        " CROSS JOIN our_answers a ON a.parent_id = g.remote_id AND a.network = g.network"
        " WHERE NOT EXISTS (SELECT 1 FROM gone_posts o WHERE o.network = a.network"
        " AND o.remote_id = a.remote_id) GROUP BY a.network, a.remote_id"
    ):
        pass
    db.execute(
        "INSERT OR IGNORE INTO gone_messages SELECT p.message_id FROM gone_posts g"
        " JOIN posts p ON p.network = g.network AND p.remote_id = g.remote_id"
    )


def _take_rest_of_cases(db: Database) -> None:
    """Take all else of their cases, but for other customers' posts and our answers to those."""
    db.execute("DROP TABLE IF EXISTS temp.kept_posts")
    db.execute("CREATE TEMP TABLE kept_posts (id INTEGER PRIMARY KEY, network, remote_id, case_id)")
    # Others' posts; and what they wrote themselves after the moment of being forgotten.
    db.execute(
        "INSERT INTO kept_posts SELECT m.id, p.network, p.remote_id, m.case_id FROM their_cases t"
        " CROSS JOIN messages m ON m.case_id = t.id JOIN posts p ON p.message_id = m.id"
        " WHERE m.direction = 'in' AND m.id NOT IN (SELECT id FROM gone_messages)"
    )
    while db.execute(
        "INSERT OR IGNORE INTO kept_posts SELECT a.id, a.network, a.remote_id, k.case_id"
        " FROM kept_posts k CROSS JOIN our_answers a ON a.parent_id = k.remote_id"
        " AND a.network = k.network WHERE a.id NOT IN (SELECT id FROM gone_messages)"
        " AND a.id NOT IN (SELECT id FROM kept_posts)"
    ):
        pass
    # In a copy a contact may be one with another, or call again later: what was only noted of
    # them stays then unless a number or the note itself says that it is theirs.
    db.execute(
        "INSERT OR IGNORE INTO gone_messages SELECT m.id FROM their_cases t"
        " JOIN cases c ON c.id = t.id CROSS JOIN messages m ON m.case_id = t.id"
        " WHERE m.id NOT IN (SELECT id FROM kept_posts)"
        " AND (c.contact_id IN (SELECT id FROM gone_contacts) OR m.kind = 'post' AND NOT EXISTS"
        " (SELECT 1 FROM kept_posts k WHERE k.case_id = t.id))"
    )
    db.execute(
        "INSERT OR IGNORE INTO gone_messages SELECT m.id FROM gone_numbers g"
        " CROSS JOIN call_notes n ON n.number = g.number JOIN messages m ON m.id = n.message_id"
        f" JOIN their_cases t ON t.id = m.case_id WHERE {_AT_MS} <= g.until"
    )


def _settle_contacts(db: Database) -> None:
    """Let a contact go that has nothing left but what goes; keep one that has."""
    db.execute(
        "INSERT OR IGNORE INTO gone_contacts SELECT h.contact_id FROM gone_handles g"
        " JOIN handles h ON h.network = g.network AND h.remote_id = g.remote_id"
        " WHERE NOT EXISTS (SELECT 1 FROM handles o WHERE o.contact_id = h.contact_id"
        "  AND (o.network, o.remote_id) NOT IN (SELECT network, remote_id FROM gone_handles))"
        " AND NOT EXISTS (SELECT 1 FROM phones p WHERE p.contact_id = h.contact_id"
        "  AND p.number NOT IN (SELECT number FROM gone_numbers))"
        " AND NOT EXISTS (SELECT 1 FROM cases c JOIN shared_cases s ON s.id = c.id"
        "  WHERE c.contact_id = h.contact_id)"
    )
    # Who only called, and was merged into one who goes: by their number, or by their case.
    db.execute(
        "INSERT OR IGNORE INTO gone_contacts SELECT c.id FROM (SELECT p.contact_id AS id"
        "  FROM gone_numbers g JOIN phones p ON p.number = g.number UNION"
        " SELECT c.contact_id FROM gone_cases g JOIN cases c ON c.id = g.id) t"
        " JOIN contacts c ON c.id = t.id"
        " WHERE NOT EXISTS (SELECT 1 FROM handles h WHERE h.contact_id = c.id)"
        " AND NOT EXISTS (SELECT 1 FROM phones p LEFT JOIN gone_numbers g ON g.number = p.number"
        "  WHERE p.contact_id = c.id AND (g.number IS NULL OR g.until < c.created_at))"
        " AND NOT EXISTS (SELECT 1 FROM cases o WHERE o.contact_id = c.id"
        "  AND o.id NOT IN (SELECT id FROM gone_cases))"
    )
    # Someone who wrote again after they were forgotten keeps the handle of their new life.
    db.execute(
        "DELETE FROM gone_handles WHERE EXISTS (SELECT 1 FROM posts p"
        " JOIN messages m ON m.id = p.message_id WHERE p.network = gone_handles.network"
        " AND p.author_id = gone_handles.remote_id AND m.id NOT IN (SELECT id FROM gone_messages))"
    )

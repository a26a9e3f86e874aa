"""Step 7: what figures need: root-cause fixes, what our answers say, how far a post went."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

TABLES = (
    # What was done against what keeps failing at a touchpoint, and from which day on.
    (
        "root_cause_fixes ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " touchpoint TEXT NOT NULL,"
        " owner TEXT NOT NULL,"
        " action TEXT NOT NULL,"
        " at INTEGER NOT NULL,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " made_at INTEGER NOT NULL)"
    ),
    # What our own posts say, found once: `rule` says by which version of the checks.
    (
        "answer_readings ("
        " message_id INTEGER PRIMARY KEY REFERENCES messages(id) ON DELETE CASCADE,"
        " rule TEXT NOT NULL,"
        " share TEXT NOT NULL,"
        # Null where it is written in a language that is not read.
        " deflects INTEGER,"
        " repeats INTEGER)"
    ),
    # Who repeated a post, as far as a timeline showed it.
    (
        "reposters ("
        " network TEXT NOT NULL,"
        " remote_id TEXT NOT NULL,"
        " author_id TEXT NOT NULL,"
        " followers INTEGER,"
        " at INTEGER NOT NULL,"
        " PRIMARY KEY (network, remote_id, author_id))"
    ),
)
COLUMNS = {
    "posts": (
        # How many followed its author when the network last told; null: unknown, or ours.
        "followers INTEGER",
        # How often others repeated it, as the network last said, and when that was.
        "reposts INTEGER",
        "reposts_at INTEGER",
    ),
    "cases": (
        # Derived, see `store.standing`: how many may have seen its loudest complaint, and how
        # many times faster than our own median it goes round, in hundredths.
        "reach INTEGER",
        "spread INTEGER",
    ),
}
_FORGET = (
    "DELETE FROM answer_readings WHERE message_id IN (SELECT id FROM messages"
    " WHERE case_id = new.case_id AND direction = 'out' AND id >= new.id)"
)
TRIGGERS = (
    # What a reading of our answers rests on is another: of what kind the answered post is,
    (
        "answer_readings_judged AFTER UPDATE OF message_kind ON messages"
        " WHEN new.direction = 'in' AND old.message_kind IS NOT new.message_kind"
    ),
    # the answered post itself, which comes after our answer,
    (
        "answer_readings_late AFTER INSERT ON messages"
        " WHEN new.direction = 'in' AND new.kind = 'post' AND new.case_id IS NOT NULL"
    ),
    # or the case, and with it the customer.
    (
        "answer_readings_adopted AFTER UPDATE OF case_id ON messages"
        " WHEN new.direction = 'out' AND old.case_id IS NULL"
    ),
)
_ANSWERS_AFTER = (
    "answer_readings_older AFTER INSERT ON posts"
    " WHEN new.repost = 0"
    " AND EXISTS (SELECT 1 FROM answer_readings WHERE message_id > new.message_id)"
    " AND (SELECT direction FROM messages WHERE id = new.message_id) = 'out' BEGIN"
    " DELETE FROM answer_readings WHERE message_id IN (SELECT message_id FROM posts"
    " WHERE network = new.network AND author_id = new.author_id"
    " AND message_id > new.message_id ORDER BY message_id LIMIT 900); END"
)
"""An older post of ours that comes late: the answers behind it were compared without it.

They are compared with 200 answers before them, and those are looked for in 900 posts at most.
"""


def apply(db: Database) -> None:
    """Create the tables, add the columns, and let readings be forgotten that hold no more."""
    for table in TABLES:
        db.execute(f"CREATE TABLE {table} STRICT")
    for table, columns in COLUMNS.items():
        for column in columns:
            db.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    _fill_followers(db)
    for trigger in TRIGGERS:
        db.execute(f"CREATE TRIGGER {trigger} BEGIN {_FORGET}; END")
    # Our own posts by time: only ids, for a look through them without all others.
    db.execute(
        "CREATE INDEX messages_our_posts ON messages (id) WHERE kind = 'post' AND direction = 'out'"
    )
    db.execute("CREATE INDEX posts_author ON posts (network, author_id, message_id)")
    db.execute(f"CREATE TRIGGER {_ANSWERS_AFTER}")
    db.execute("CREATE INDEX root_cause_fixes_at ON root_cause_fixes (touchpoint, at)")
    # Cases of a touchpoint by when they began, counted around a fix; see `store.fixes`.
    db.execute(
        "CREATE INDEX cases_begun ON cases (touchpoint, min(ifnull(first_post_at, first_call_at),"
        " ifnull(first_call_at, first_post_at)), account_id) WHERE touchpoint IS NOT NULL"
    )
    db.execute("CREATE INDEX reposters_at ON reposters (at)")
    db.execute("PRAGMA user_version = 7")


def _fill_followers(db: Database) -> None:
    """Give the customers' posts that are there the followers whom their authors have now."""
    db.execute(
        "UPDATE posts SET followers = h.followers FROM handles h, messages m"
        " WHERE h.network = posts.network AND h.remote_id = posts.author_id"
        " AND m.id = posts.message_id AND m.direction = 'in'"
    )

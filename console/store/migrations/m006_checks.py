"""Step 6: findings of the checks that persons let stand, and our own posts in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database


def apply(db: Database) -> None:
    """Create `ignored_findings`, which goes where its case goes, and two indexes."""
    db.execute(
        "CREATE TABLE ignored_findings ("
        # Never given twice: an undo puts a row back in its own place.
        " id INTEGER PRIMARY KEY AUTOINCREMENT,"
        " case_id INTEGER NOT NULL REFERENCES cases(id) ON DELETE CASCADE,"
        " agent_id INTEGER NOT NULL REFERENCES agents(id),"
        " at INTEGER NOT NULL,"
        " check_name TEXT NOT NULL,"
        " finding_key TEXT NOT NULL,"
        " reason TEXT NOT NULL,"
        " UNIQUE (case_id, check_name, finding_key)"
        ") STRICT"
    )
    db.execute("CREATE INDEX ignored_findings_check ON ignored_findings (check_name, reason, at)")
    # As with the versions of a draft: they go along however a case comes to be joined. What
    # both let stand stays as the other has it, and the rest goes with the case.
    db.execute(
        "CREATE TRIGGER ignored_findings_join AFTER INSERT ON joined_cases BEGIN"
        " UPDATE ignored_findings SET case_id = new.into_id WHERE case_id = new.case_id"
        " AND NOT EXISTS (SELECT 1 FROM ignored_findings o WHERE o.case_id = new.into_id"
        " AND o.check_name = ignored_findings.check_name"
        " AND o.finding_key = ignored_findings.finding_key); END"
    )
    # What a stranger reads of us: few of the posts that an account's timelines show.
    db.execute(
        "CREATE INDEX account_posts_own ON account_posts (account_id, message_id)"
        " WHERE timeline = 'own'"
    )
    db.execute("PRAGMA user_version = 6")

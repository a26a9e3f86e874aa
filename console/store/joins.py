"""The joins of one settling: most are plain, and these are written all at once at its end.

Plain is a new case of which nothing is known but posts that are heard, and that goes into one
where the last speaker says how it stands. What `joining.merge` would do to such cases one after
another comes to the same in any order.
"""

from __future__ import annotations

import json

from console.domain.ids import CaseId
from console.store import standing
from console.store.database import Database
from console.store.placing import MOVED_BY_SPEAKERS

_MOVED = ", ".join(f"'{state}'" for state in MOVED_BY_SPEAKERS)
PLAIN = (
    f"(c.state IN ({_MOVED}) AND c.touchpoint IS NULL AND c.priority IS NULL"
    " AND c.thanked_at IS NULL AND ifnull(c.last_in_at, c.last_out_at) IS NOT NULL"
    " AND NOT EXISTS (SELECT 1 FROM promises WHERE case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM resolutions WHERE case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM case_tags WHERE case_id = c.id))"
)
"""Of a case `c` on which nobody worked: joining it is plain, where the other is one of `takes`."""


def takes(state: str) -> bool:
    """Return whether a case of an account, with an answer of ours, takes plain ones in."""
    return state in MOVED_BY_SPEAKERS


class PlainJoins:
    """Plain joins that are decided and not written yet; in one `writing` block."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._into: dict[CaseId, CaseId] = {}

    def now(self, case_id: CaseId) -> CaseId:
        """Return the case into which one went, however far; itself where it went nowhere."""
        while case_id in self._into:
            case_id = self._into[case_id]
        return case_id

    def add(self, case_id: CaseId, into: CaseId) -> None:
        """Let a case go into another, which went nowhere itself."""
        self._into[case_id] = into

    def write(self) -> None:
        """Do what was decided."""
        if not self._into:
            return
        pairs = [(self.now(into), case_id) for case_id, into in self._into.items()]
        for table, column in (
            ("messages", "case_id"),
            ("case_conversations", "case_id"),
            ("joined_cases", "into_id"),
        ):
            self._db.execute_many(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", pairs)
        self._db.execute_many("INSERT INTO joined_cases (into_id, case_id) VALUES (?, ?)", pairs)
        gone = sorted(self._into)
        self._db.execute_many("DELETE FROM cases WHERE id = ?", [(each,) for each in gone])
        kept = {into for into, _ in pairs}
        standing.recount(self._db, kept)
        self._db.execute(
            "UPDATE cases SET snoozed_until = NULL,"
            " state = iif(ifnull(last_out_at, 0) >= ifnull(last_in_at, 0),"
            " 'waiting', 'needs_reply'),"
            " state_at = max(ifnull(last_in_at, 0), ifnull(last_out_at, 0))"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(kept)),),
        )
        self._into.clear()

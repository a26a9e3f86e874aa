"""Acts that were stored in steps, so that nobody had to wait, made one in the journal.

What belongs to one act of a person is taken back as one. Each step is put to those before
it as it is done; only the end writes.
"""

from __future__ import annotations

import json
from typing import Any

from console.store.database import Database

_Side = dict[str, Any] | None


class Joining:
    """The steps of one act so far."""

    def __init__(self) -> None:
        self._entries: list[int] = []
        self._rows: dict[tuple[str, int], tuple[_Side, _Side]] = {}

    def add(self, db: Database, entry_id: int) -> None:
        """Put a step to those before it; one that changed nothing has no entry."""
        text = db.value("SELECT rows FROM journal WHERE id = ?", (entry_id,))
        if text is None:
            return
        self._entries.append(entry_id)
        for row in json.loads(text):
            place = (row["table"], row["key"])
            self._rows[place] = _joined(self._rows.get(place), row["before"], row["after"])

    def end(self, db: Database, act: str) -> None:
        """Make one act of the steps, in the place of the newest; not in a `writing` block.

        They stay as they are where one was taken back meanwhile.
        """
        if len(self._entries) < 2:
            return
        ids, last = json.dumps(self._entries), self._entries[-1]
        text = self._text()
        with db.writing():
            standing = db.value(
                "SELECT count(*) FROM journal WHERE id IN (SELECT value FROM json_each(?))"
                " AND undone_at IS NULL AND set_aside_at IS NULL",
                (ids,),
            )
            if standing < len(self._entries):
                return
            db.execute("UPDATE journal SET rows = ?, act = ? WHERE id = ?", (text, act, last))
            db.execute(
                "DELETE FROM journal WHERE id IN (SELECT value FROM json_each(?)) AND id <> ?",
                (ids, last),
            )

    def _text(self) -> str:
        return json.dumps(
            [
                {"table": table, "key": key, "before": before, "after": after}
                for (table, key), (before, after) in self._rows.items()
                if before or after
            ],
            ensure_ascii=False,
        )


def _joined(
    earlier: tuple[_Side, _Side] | None, before: _Side, after: _Side
) -> tuple[_Side, _Side]:
    """Return a row's sides over two steps: as it was before the first, as it is after the last.

    Of a row that stayed each step holds only the columns that it changed.
    """
    if earlier is None:
        return before, after
    first, middle = earlier
    if first is None:  # it came with the first step
        return None, None if after is None else (middle or {}) | after
    if middle is None or after is None:
        # It went, and perhaps came again: a row that went is kept whole.
        return (before or {}) | first, after
    return (before or {}) | first, middle | after

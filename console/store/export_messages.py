"""Messages on their way into a list: a page of flat rows at a time, oldest first."""

from __future__ import annotations

from collections.abc import Iterator

from console.store.database import Database, Row

AT_ONCE = 500
_SELECT = (
    "SELECT m.id, m.case_id, m.kind, m.direction, m.text, m.message_kind,"
    " m.muted_by IS NOT NULL AS muted, c.state, c.touchpoint, k.name AS contact,"
    " p.network, p.remote_id, p.author_id, p.gone_at, p.repost,"
    " coalesce(h.handle, a.handle, '') AS handle, coalesce(h.name, a.name, '') AS author,"
    " n.channel, n.number, n.duration_s, n.outcome, g.name AS agent,"
    " (SELECT group_concat(tag, ', ') FROM (SELECT tag FROM case_tags t"
    " WHERE t.case_id = m.case_id ORDER BY tag)) AS tags"
    " FROM main.messages m LEFT JOIN cases c ON c.id = m.case_id"
    " LEFT JOIN contacts k ON k.id = c.contact_id"
    " LEFT JOIN posts p ON p.message_id = m.id"
    " LEFT JOIN handles h ON h.network = p.network AND h.remote_id = p.author_id"
    " LEFT JOIN accounts a ON a.network = p.network AND a.remote_id = p.author_id"
    " LEFT JOIN call_notes n ON n.message_id = m.id"
    " LEFT JOIN agents g ON g.id = n.agent_id"
)


def pages(db: Database, *, chosen: bool) -> Iterator[list[Row]]:
    """Yield the messages of all cases, or of those in `temp.own_cases`, and ours of no case."""
    among = "m.id IN (SELECT id FROM temp.own_messages) AND" if chosen else ""
    after = -1
    while True:
        found = db.rows(f"{_SELECT} WHERE {among} m.id > ? ORDER BY m.id LIMIT ?", (after, AT_ONCE))
        if not found:
            return
        yield found
        after = found[-1]["id"]


def count(db: Database, *, chosen: bool) -> tuple[int, int]:
    """Return how many cases and messages there are to be written."""
    if chosen:
        return (
            int(db.value("SELECT count(*) FROM temp.own_cases")),
            int(db.value("SELECT count(*) FROM temp.own_messages")),
        )
    return (
        int(db.value("SELECT count(*) FROM main.cases")),
        int(db.value("SELECT count(*) FROM main.messages")),
    )


def between(db: Database, first_id: int | None, end_id: int | None) -> list[int]:
    """Return the cases that hold a message of a span of message ids, its end without."""
    return [
        row[0]
        for row in db.tuples(
            "SELECT DISTINCT case_id FROM messages WHERE case_id IS NOT NULL"
            " AND id >= ? AND id < ? ORDER BY case_id",
            (first_id or 0, 2**63 - 1 if end_id is None else end_id),
        )
    ]


def picture_bytes(db: Database, *, chosen: bool) -> int:
    """Return how many bytes the pictures take that were loaded."""
    among = "WHERE message_id IN (SELECT id FROM temp.own_messages)" if chosen else ""
    return int(db.value(f"SELECT ifnull(sum(length(data)), 0) FROM main.pictures {among}"))

"""The made-up year is one that a desk could have."""

from __future__ import annotations

from pathlib import Path

from console.credentials import Credentials
from console.desk import Context, Desk
from console.domain.ids import message_ms, to_ms
from console.domain.insight import Scope
from console.store import location, standing
from console.store.database import Database
from tests import insight_year

MESSAGES = 4_000


def rows(db: Database) -> list[list[tuple[object, ...]]]:
    """Returns all that was written."""
    return [
        db.tuples(f"SELECT {columns} FROM {table} ORDER BY {columns}")
        for table, columns in insight_year.COLUMNS.items()
    ]


def test_year_is_the_same_each_time(tmp_path: Path) -> None:
    one, same, other = (
        Database.open(location.prepare(insight_year.fill(tmp_path / name, MESSAGES, seed=seed)))
        for name, seed in (("one", 1), ("same", 1), ("other", 2))
    )
    try:
        assert rows(one) == rows(same)
        assert rows(one) != rows(other)
    finally:
        for db in (one, same, other):
            db.close()


def test_year_is_whole_and_within_its_time(tmp_path: Path) -> None:
    db = Database.open(location.prepare(insight_year.fill(tmp_path, MESSAGES)))
    desk = Desk(Context(db, {}, Credentials(), "Mika", now=lambda: insight_year.NOW))
    try:
        assert db.tuples("PRAGMA foreign_key_check") == []
        count = db.value("SELECT count(*) FROM messages")
        assert abs(count - MESSAGES) < 0.1 * MESSAGES
        calls = db.value("SELECT count(*) FROM call_notes")
        assert 0.04 < calls / count < 0.08
        assert 3.5 < count / db.value("SELECT count(*) FROM cases") < 4.5
        first, last = db.tuples("SELECT min(id), max(id) FROM messages")[0]
        now = to_ms(insight_year.NOW)
        assert now - insight_year.YEAR_MS <= message_ms(first) < now - 0.98 * insight_year.YEAR_MS
        assert now - insight_year.DAY_MS < message_ms(last) <= now + insight_year.DAY_MS / 24
        before = db.tuples("SELECT * FROM cases ORDER BY id")
        ids = [row[0] for row in before]
        with db.writing():
            standing.recount(db, ids)
            standing.refresh(db, ids)
        assert db.tuples("SELECT * FROM cases ORDER BY id") == before
        insight = desk.insight.of(Scope(desk.insight.last_days(365)))
        assert insight is not None
        assert insight.cases > MESSAGES / 5
        assert insight.unread == 0
        assert desk.cases.search("depot van", limit=5) == ()
        assert len(desk.cases.search("van friday", limit=5)) == 5
    finally:
        desk.close()

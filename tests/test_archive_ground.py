"""The made-up archive of the bench is one that a desk could have made."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from console.store import location, standing, upkeep
from console.store.database import Database
from tests.bench import archive_ground
from tests.bench.archive_rows import Size

SIZE = Size(posts=1_200, calls=120, cases=360, longest=80)
SEARCHABLE = ("messages_fts", "contacts_fts", "contact_digits")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ground") / "archive"
    archive_ground.fill(folder, SIZE, None)
    return folder


@pytest.fixture
def db(archive: Path) -> Database:
    return Database.open(location.prepare(archive))


def test_it_holds_what_was_asked_for(db: Database) -> None:
    kinds = dict(db.tuples("SELECT kind, count(*) FROM messages GROUP BY kind"))
    assert kinds == {"post": SIZE.posts, "call_note": SIZE.calls}
    assert db.value("SELECT count(*) FROM cases") == SIZE.cases
    assert db.value("SELECT max(n) FROM (SELECT count(*) AS n FROM posts p JOIN messages m"
                    " ON m.id = p.message_id GROUP BY m.case_id)") >= SIZE.longest  # fmt: skip


def test_no_reference_leads_nowhere(db: Database) -> None:
    assert db.rows("PRAGMA foreign_key_check") == []
    assert db.value("PRAGMA integrity_check") == "ok"


def test_all_that_follows_from_the_messages_is_right(db: Database) -> None:
    before = db.tuples("SELECT * FROM cases ORDER BY id")
    ids = [row[0] for row in db.tuples("SELECT id FROM cases")]
    with db.writing():
        standing.recount(db, ids)
        standing.refresh(db, ids)
    assert db.tuples("SELECT * FROM cases ORDER BY id") == before


def test_a_desk_finds_nothing_to_bring_up_to_date(db: Database) -> None:
    assert not upkeep.bring_up_to_date(db).cases


def test_the_kept_counts_are_those_of_the_cases(db: Database) -> None:
    kept = db.tuples("SELECT account_id, state, cases, with_calls FROM case_counts WHERE cases > 0"
                     " ORDER BY account_id, state")  # fmt: skip
    assert kept == db.tuples(
        "SELECT account_id, state, count(*), sum(calls > 0) FROM cases"
        " GROUP BY account_id, state ORDER BY account_id, state"
    )


@pytest.mark.parametrize("index", SEARCHABLE)
def test_every_index_of_words_agrees_with_its_rows(db: Database, index: str) -> None:
    with db.writing():
        db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")


def test_triggers_and_indexes_are_those_of_a_fresh_file(archive: Path, tmp_path: Path) -> None:
    fresh = location.prepare(tmp_path / "fresh")
    Database.open(fresh).close()
    assert _schema(archive / location.FILE_NAME) == _schema(fresh)


def test_one_seed_makes_the_same_rows_each_time(archive: Path, tmp_path: Path) -> None:
    archive_ground.fill(tmp_path / "again", SIZE, None)
    for table in ("cases", "messages", "posts", "handles"):
        sql = f"SELECT * FROM {table} ORDER BY 1, 2"
        told = [
            Database.open(location.prepare(folder)).tuples(sql)
            for folder in (archive, tmp_path / "again")
        ]
        assert told[0] == told[1]


def _schema(file: Path) -> list[tuple[str, ...]]:
    db = sqlite3.connect(file)
    try:
        return db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
    finally:
        db.close()

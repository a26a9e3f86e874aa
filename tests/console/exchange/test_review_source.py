"""A reviewed file is left as it is; what is not of this program is refused unread."""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from console.domain.progress import Follower
from console.errors import Cancelled, DeskError, InputError, StoreCorrupt, StoreForeign, StoreTooNew
from console.exchange import own_export, review_source
from console.exchange.review_source import open_source
from console.store import fresh, upgrade
from console.store.database import Database
from tests.console.review_ground import CUSTOMERS, backup, filled


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where working copies are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def seen(path: Path) -> tuple[bytes, int, int, list[str]]:
    """Returns all that must stay as it is."""
    was = path.stat()
    names = sorted(each.name for each in path.parent.iterdir())
    return path.read_bytes(), was.st_mtime_ns, was.st_size, names


def names_in(path: Path) -> set[str]:
    db = Database.open_read_only(path)
    try:
        return {str(row["name"]).lower() for row in db.rows("SELECT name FROM contacts")}
    finally:
        db.close()


def change(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def test_a_backup_is_read_where_it_lies_and_stays_as_it_is(tmp_path: Path, temporary: Path) -> None:
    path = backup(tmp_path)
    path.chmod(0o400)
    before = seen(path)
    source = open_source(path)
    assert not source.is_copy
    assert source.db == path
    assert names_in(source.db) >= set(CUSTOMERS)
    source.close()
    assert seen(path) == before
    assert list(temporary.iterdir()) == []


def test_a_backup_whose_name_looks_like_an_address_is_read(tmp_path: Path) -> None:
    path = backup(tmp_path, "shop?mode=rwc#1 %41.db")
    source = open_source(path)
    assert names_in(source.db) >= set(CUSTOMERS)
    source.close()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_data_file_with_its_log_is_copied_with_what_is_in_the_log(
    tmp_path: Path, temporary: Path
) -> None:
    path = filled(tmp_path / "data")
    db = Database.open(path)
    with db.writing():
        db.execute("UPDATE contacts SET name = 'from the log' WHERE name = 'Ada'")
    before = path.read_bytes()
    assert (path.parent / "canary-desk.db-wal").stat().st_size > 0
    source = open_source(path)  # while the desk is open
    assert source.is_copy
    assert "from the log" in names_in(source.db)
    folder = source.db.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(source.db.stat().st_mode) == 0o600
    source.close()
    assert not folder.exists()
    assert path.read_bytes() == before
    db.close()
    assert list(temporary.iterdir()) == []


def test_a_link_to_a_data_file_is_looked_at_where_it_leads(tmp_path: Path) -> None:
    path = filled(tmp_path / "data")
    db = Database.open(path)
    with db.writing():
        db.execute("UPDATE contacts SET name = 'from the log' WHERE name = 'Ada'")
    link = tmp_path / "link.db"
    link.symlink_to(path)
    source = open_source(link)
    assert source.is_copy
    assert "from the log" in names_in(source.db)
    source.close()
    db.close()


def test_an_older_schema_is_brought_up_in_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    old(path, 8)
    before = seen(path)
    source = open_source(path)
    assert source.is_copy
    assert source.file.schema == 8
    db = Database.open_read_only(source.db)
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    db.close()
    source.close()
    assert seen(path) == before


def old(path: Path, version: int) -> None:
    """Make an empty file of an older schema."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        fresh.make(connection, version)


@pytest.mark.parametrize("packed", [False, True])
def test_an_export_is_read_from_a_working_copy(
    tmp_path: Path,
    temporary: Path,
    packed: bool,  # noqa: FBT001 - pytest passes it so
) -> None:
    path = export(tmp_path, packed=packed)
    before = seen(path)
    source = open_source(path)
    assert source.is_copy
    assert source.file.is_export
    assert names_in(source.db) >= set(CUSTOMERS)
    source.close()
    assert seen(path) == before
    assert list(temporary.iterdir()) == []


def export(folder: Path, *, packed: bool = False) -> Path:
    import gzip
    from datetime import UTC, datetime

    data = filled(folder / "data")
    path = folder / "mail" / "shop.jsonl"
    path.parent.mkdir()
    db = Database.open(data)
    try:
        own_export.write(db, path, datetime(2026, 11, 20, tzinfo=UTC), "test")
    finally:
        db.close()
    if packed:
        packed_path = path.with_name("shop.jsonl.gz")
        packed_path.write_bytes(gzip.compress(path.read_bytes()))
        path.unlink()
        return packed_path
    return path


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON drafts BEGIN DELETE FROM cases; END",
        "CREATE VIEW evil AS SELECT load_extension('evil')",
        "CREATE TABLE evil (a, b AS (abs(a)))",
        "CREATE INDEX evil ON contacts (lower(name))",
        "DROP TRIGGER {trigger}",
    ],
)
def test_a_file_with_objects_of_its_own_is_refused(tmp_path: Path, statement: str) -> None:
    path = backup(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        trigger = found.fetchall()[0][0]
    change(path, statement.format(trigger=trigger))
    with pytest.raises(StoreForeign) as met:
        open_source(path)
    assert "was not opened" in met.value.advice


def test_a_known_trigger_with_other_words_is_refused(tmp_path: Path) -> None:
    path = backup(tmp_path)
    change(
        path,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_master SET sql = replace(sql, 'BEGIN', 'BEGIN DELETE FROM cases;')"
        " WHERE type = 'trigger'",
    )
    with pytest.raises(StoreForeign):
        open_source(path)


def test_what_is_no_file_of_ours_is_refused_in_words(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    change(other, "CREATE TABLE t (a)")
    program = tmp_path / "photo.db"
    program.write_bytes(b"MZ\x90\x00" + b"\0" * 5000)
    for path, kind in ((other, StoreForeign), (program, InputError), (tmp_path, InputError)):
        with pytest.raises(kind):
            open_source(path)
    with pytest.raises(InputError):
        open_source(tmp_path / "nowhere.db")


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    path = backup(tmp_path)
    change(path, f"PRAGMA user_version = {upgrade.VERSION + 1}")
    with pytest.raises(StoreTooNew):
        open_source(path)


def test_damaged_files_are_refused_or_met_in_words(tmp_path: Path) -> None:
    path = backup(tmp_path)
    whole = path.read_bytes()
    for place in range(4096, len(whole), 4096 * 7):
        path.write_bytes(whole[:place] + os.urandom(2048) + whole[place + 2048 :])
        with suppress(DeskError):  # anything else is a fault of ours
            open_source(path).close()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreCorrupt):
        open_source(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE posts SET media = '{not json'",
        "UPDATE posts SET media = '[[1, 2]]'",
        "UPDATE cases SET state = 'bogus'",
        "UPDATE cases SET state_at = 9e18",
        "UPDATE messages SET message_kind = 'praise'",
        "UPDATE messages SET direction = 'sideways'",
        "UPDATE contacts SET created_at = 1 << 62",
        "UPDATE accounts SET access = ''",
    ],
)
def test_a_value_that_no_desk_writes_is_refused_in_words(
    tmp_path: Path, temporary: Path, statement: str
) -> None:
    path = backup(tmp_path)
    change(path, statement)
    for beside in (False, True):  # where it lies, and from a working copy
        if beside:
            (path.parent / f"{path.name}-journal").touch()
        with pytest.raises(StoreCorrupt, match="never writes"):
            open_source(path)
    assert list(temporary.iterdir()) == []


def test_a_stopped_opening_leaves_nothing(tmp_path: Path, temporary: Path) -> None:
    path = tmp_path / "old.db"
    old(path, 8)
    with pytest.raises(Cancelled):
        open_source(path, Follower(stopping=lambda: True))
    assert list(temporary.iterdir()) == []


def test_what_a_killed_process_left_is_swept_and_what_is_in_use_is_not(
    tmp_path: Path, temporary: Path
) -> None:
    left = temporary / f"{review_source.PREFIX}left"
    left.mkdir(mode=0o700)
    (left / "review.db").write_bytes(b"private")
    long_ago = time.time() - 3600
    os.utime(left, (long_ago, long_ago))
    path = tmp_path / "old.db"
    old(path, 8)
    in_use = open_source(path)
    os.utime(in_use.db.parent, (long_ago, long_ago))
    assert not left.exists()
    review_source.sweep()
    assert in_use.db.exists()
    in_use.close()
    assert list(temporary.iterdir()) == []


def test_a_link_in_the_temporary_folder_is_not_followed_by_the_sweep(
    tmp_path: Path, temporary: Path
) -> None:
    dear = tmp_path / "dear"
    dear.mkdir()
    (dear / "letter").write_text("kept")
    (temporary / f"{review_source.PREFIX}trap").symlink_to(dear)
    review_source.sweep()
    assert (dear / "letter").read_text() == "kept"

"""Restoring: at each moment there is a desk; nothing goes out twice; what was there is kept."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from console.domain.backups import BackupKind, Restored
from console.domain.cautions import CautionKind
from console.domain.ids import AgentId, CaseId, RemoteId, ThreadId
from console.domain.outbox import PartState
from console.domain.progress import Follower
from console.errors import BackupDamaged, Cancelled, StoreCorrupt, StoreError, StoreLocked
from console.store import (
    accounts,
    backup,
    backup_copy,
    backup_files,
    backup_restoring,
    location,
    outbox,
    upgrade,
)
from console.store.database import Database
from tests.console import given

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(hours=3)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with three posts and a backup of them, then three posts more."""
    db = given.database(tmp_path)
    account = given.account(db)
    given.save(db, account, *(given.post(100 + number, given.ADA, number) for number in range(3)))
    backup.make(tmp_path, tmp_path / "backups", BackupKind.DAILY, NOW)
    given.save(
        db, account, *(given.post(200 + number, given.BEN, 90 + number) for number in range(3))
    )
    db.close()
    return tmp_path


def restore(data: Path) -> Restored:
    found = backup_files.every(data)[-1]
    return backup_restoring.swap(data, backup_restoring.stage(data, found, LATER), LATER)


def messages(data: Path, name: str = location.FILE_NAME) -> int:
    db = Database.open(data / name)
    try:
        assert db.value("PRAGMA integrity_check") == "ok"
        assert db.value("PRAGMA journal_mode") == "wal"
        return int(db.value("SELECT count(*) FROM messages"))
    finally:
        db.close()


def test_a_preview_says_what_is_in_it_and_what_of_today_is_not(data: Path) -> None:
    (found,) = backup_files.every(data)
    preview = backup_restoring.preview(data, found)
    assert (preview.contents.messages, preview.contents.cases) == (3, 3)
    assert preview.today is not None
    assert preview.lacking is not None
    assert (preview.today.messages, preview.lacking.messages, preview.lacking.cases) == (6, 3, 3)
    assert preview.contents.newest_at == given.START + timedelta(minutes=2)
    assert messages(data) == 6


def test_a_restored_backup_is_the_desk_and_todays_is_kept_aside(data: Path) -> None:
    done = restore(data)
    assert messages(data) == 3
    assert done.aside is not None
    assert [each.kind for each in backup_files.every(data)] == [
        BackupKind.BEFORE_RESTORE,
        BackupKind.DAILY,
    ]
    with closing(backup_copy.reading(done.aside)) as before:
        assert backup_copy.rows_of(before)["messages"] == 6
    assert not (data / backup_restoring.STAGED_NAME).exists()


def test_what_a_restore_kept_aside_can_be_restored_in_its_turn(data: Path) -> None:
    done = restore(data)
    assert done.aside is not None
    back = backup_files.of_path(done.aside)
    later = LATER + timedelta(hours=1)
    backup_restoring.swap(data, backup_restoring.stage(data, back, later), later)
    assert messages(data) == 6


def test_a_file_that_another_program_has_open_is_left_alone(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_restoring, "PATIENCE_S", 0.1)
    db = given.database(data)
    db.value("SELECT count(*) FROM messages")
    try:
        with pytest.raises(StoreLocked):
            restore(data)
    finally:
        db.close()
    assert messages(data) == 6
    assert len(backup_files.every(data)) == 1


def test_nothing_of_a_restored_outbox_goes_out_by_itself(data: Path) -> None:
    db = given.database(data)
    account = accounts.every(db)[0]
    case_id = given.case_of(db, 100)
    assert case_id is not None
    agent = accounts.agent(db, "Ann", "", NOW)
    states = ("queued", "sending", "unsure", "refused", "held", "sent", "cancelled", "deleting")
    threads = list[ThreadId]()
    for state in states:
        thread_id = outbox.queue(
            db, account_id=account.id, case_id=CaseId(case_id), agent_id=AgentId(agent.id),
            reply_to=RemoteId("100"), text=state, limit="140", parts=[(state, 6)], now=NOW,
        )  # fmt: skip
        threads.append(thread_id)
        with db.writing():
            db.execute("UPDATE reply_parts SET state = ? WHERE thread_id = ?", (state, thread_id))
    backup.make(data, data / "backups", BackupKind.BY_HAND, LATER)
    db.close()
    found = backup_files.every(data)[0]
    assert backup_restoring.preview(data, found).waiting == 5
    done = backup_restoring.swap(data, backup_restoring.stage(data, found, LATER), LATER)
    db = given.database(data)
    parts = {}
    for state, thread_id in zip(states, threads, strict=True):
        thread = outbox.get(db, thread_id)
        assert thread is not None
        parts[state] = thread.parts[0]
    db.close()
    for state in ("queued", "refused", "held"):
        assert parts[state].state is PartState.HELD
        assert parts[state].cautions[0].kind is CautionKind.RESTORED
        assert parts[state].cautions[0].at == found.made_at
    assert parts["sending"].state is PartState.UNSURE
    assert not parts["sending"].looked, "it is looked for among our own posts first"
    assert parts["unsure"].state is PartState.UNSURE
    for state in ("sent", "cancelled", "deleting"):
        assert parts[state].state == state
    assert done.held == 4


def test_an_older_backup_is_brought_to_todays_schema(data: Path) -> None:
    path = data / "canary-desk-before-upgrade-from-8-20261101-000000.db"
    with closing(sqlite3.connect(path)) as old:
        from sqlite_utils import Database as Utils

        from console.store import migrations

        steps = type(migrations.migrations)("canary-desk")
        for step in migrations.migrations._migrations[:8]:
            steps(name=step.name)(step.fn)
        steps.apply(Utils(old))
        old.commit()
    found = next(each for each in backup_files.every(data) if each.path == path)
    assert found.kind is BackupKind.BEFORE_UPGRADE
    assert backup_restoring.preview(data, found).contents.schema == 8
    before = path.read_bytes()
    backup_restoring.swap(data, backup_restoring.stage(data, found, LATER), LATER)
    db = given.database(data)
    assert db.value("PRAGMA user_version") == upgrade.VERSION
    db.close()
    assert path.read_bytes() == before
    assert not [each for each in data.iterdir() if "restoring" in each.name]


def test_a_backup_that_is_not_as_it_was_written_is_refused(data: Path) -> None:
    (found,) = backup_files.every(data)
    content = bytearray(found.path.read_bytes())
    content[len(content) // 2] ^= 1
    found.path.write_bytes(content)
    with pytest.raises(BackupDamaged):
        backup_restoring.stage(data, found, LATER)
    assert messages(data) == 6
    assert not (data / backup_restoring.STAGED_NAME).exists()


def test_a_newer_or_foreign_file_is_refused(data: Path) -> None:
    for name, sql in (("new.db", f"PRAGMA user_version = {upgrade.VERSION + 1}"),
                      ("other.db", "PRAGMA application_id = 7")):  # fmt: skip
        path = data / name
        path.write_bytes(backup_files.every(data)[0].path.read_bytes())
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(sql)
        for act in (
            lambda each: backup_restoring.preview(data, each),
            lambda each: backup_restoring.stage(data, each, LATER),
        ):
            with pytest.raises(StoreError):
                act(backup_files.of_path(path))
    assert messages(data) == 6


def test_a_stopped_restore_changes_nothing(data: Path) -> None:
    (found,) = backup_files.every(data)
    with pytest.raises(Cancelled):
        backup_restoring.stage(data, found, LATER, Follower(stopping=lambda: True))
    assert messages(data) == 6
    assert not (data / backup_restoring.STAGED_NAME).exists()


KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from console.store import backup_copy, backup_files, backup_restoring
data, place = Path(sys.argv[1]), sys.argv[2]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if place == "stage":
    backup_restoring._make_safe = die
elif place == "link":
    backup_restoring._link = die
else:
    backup_copy.place = lambda made, target: die() if target.name == "canary-desk.db" else None
found, now = backup_files.every(data)[-1], datetime.now(UTC)
backup_restoring.swap(data, backup_restoring.stage(data, found, now), now)
"""


@pytest.mark.parametrize("place", ["stage", "link", "place"])
def test_a_restore_killed_anywhere_leaves_the_old_desk_and_can_be_done_again(
    data: Path, place: str
) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(data), place], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert messages(data) == 6
    assert [each.kind for each in backup_files.every(data)] == [BackupKind.DAILY]
    restore(data)
    assert messages(data) == 3


def damage(path: Path, kind: str, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    match kind:
        case "header":
            content[:100] = chance.randbytes(100)
        case "truncated":
            del content[len(content) // 2 + chance.randrange(2000) :]
        case "empty":
            content.clear()
        case "pages":
            for _ in range(8):
                at = chance.randrange(1, len(content) // 4096) * 4096
                content[at : at + 4096] = chance.randbytes(4096)
        case "garbage":
            content[:] = chance.randbytes(len(content))
    path.write_bytes(content)


@pytest.mark.parametrize("kind", ["header", "truncated", "empty", "pages", "garbage"])
@pytest.mark.parametrize("seed", range(3))
def test_a_damaged_desk_is_kept_aside_byte_by_byte_and_restored(
    data: Path, kind: str, seed: int
) -> None:
    path = data / location.FILE_NAME
    damage(path, kind, random.Random(seed))
    before = path.read_bytes()
    (found,) = backup_files.every(data)
    preview = backup_restoring.preview(data, found)
    assert preview.contents.messages == 3
    done = restore(data)
    assert messages(data) == 3
    assert done.aside is not None
    assert done.aside.name.startswith("canary-desk-damaged-")
    same = done.aside.read_bytes() == before
    assert same, "it is not as it was"


def test_a_damaged_desk_with_its_log_is_kept_and_begun_anew(data: Path) -> None:
    path, log = data / location.FILE_NAME, data / f"{location.FILE_NAME}-wal"
    path.write_bytes(b"no database at all")
    log.write_bytes(b"a log that may still be read")
    aside = backup_restoring.begin_anew(data, LATER)
    assert aside is not None
    assert aside.read_bytes() == b"no database at all"
    assert aside.with_name(f"{aside.name}-wal").read_bytes() == b"a log that may still be read"
    assert not path.exists()
    assert not log.exists()
    assert messages(data) == 0
    # The next one does not take its place.
    path.write_bytes(b"again")
    other = backup_restoring.begin_anew(data, LATER)
    assert other not in (None, aside)
    assert aside.read_bytes() == b"no database at all"


def test_where_there_is_no_data_file_a_backup_becomes_it(data: Path) -> None:
    (data / location.FILE_NAME).unlink()
    assert restore(data).aside is None
    assert messages(data) == 3


def test_an_empty_data_file_is_no_new_desk_where_there_are_backups(data: Path) -> None:
    """Else whatever emptied it would go unnoticed till the backups have been rotated away."""
    path = data / location.FILE_NAME
    path.write_bytes(b"")
    os.utime(path, (0, 0))
    with pytest.raises(StoreCorrupt):
        Database.open(path)
    assert path.stat().st_size == 0
    for each in backup_files.every(data):
        each.path.unlink()
    os.utime(path, (0, 0))
    Database.open(path).close()

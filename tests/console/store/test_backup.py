"""Backups: made beside a busy writer, whole or not at all; kept, checked, thinned out."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from console.domain.backups import BackupKind, Keep
from console.domain.progress import Follower, Progress
from console.errors import (
    BackupDamaged,
    Cancelled,
    InputError,
    StoreCorrupt,
    StoreError,
    StoreFull,
    StoreReadOnly,
)
from console.store import (
    backup,
    backup_checks,
    backup_copy,
    backup_files,
    erasure_copies,
    location,
)
from console.store.database import Database
from tests.console import given

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with an account and twenty posts, its file not open."""
    db = given.database(tmp_path)
    account = given.account(db)
    for number in range(20):
        given.save(db, account, given.post(100 + number, given.ADA, number, f"parcel {number}"))
    db.close()
    return tmp_path


def made(data: Path, kind: BackupKind = BackupKind.BY_HAND, at: datetime = NOW) -> Path:
    return backup.make(data, data / "backups", kind, at).path


def rows(path: Path) -> dict[str, int]:
    with closing(backup_copy.reading(path)) as copied:
        return backup_copy.rows_of(copied)


def files(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


def test_a_backup_holds_what_the_data_file_does_and_is_for_its_owner_only(data: Path) -> None:
    found = backup.make(data, data / "backups", BackupKind.DAILY, NOW)
    assert found.path.name == "canary-desk-20261120T083000Z.db"
    assert found.is_sound
    assert rows(found.path) == rows(data / location.FILE_NAME)
    assert rows(found.path)["messages"] == 20
    assert stat.S_IMODE(found.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(found.path.parent.stat().st_mode) == 0o700
    assert files(found.path.parent) == {found.path.name, backup_files.KNOWN_NAME}
    assert backup_files.every(data) == (found,)


def test_what_is_only_in_the_log_is_in_the_backup(data: Path) -> None:
    db = given.database(data)
    try:
        given.save(db, given.account(db), given.post(999, given.BEN, 50, "only in the log"))
        assert (data / f"{location.FILE_NAME}-wal").stat().st_size
        assert rows(made(data))["messages"] == 21
    finally:
        db.close()


def test_a_writer_at_full_speed_neither_stops_a_backup_nor_tears_it(data: Path) -> None:
    """Each transaction adds a row to both tables: a torn copy would hold more of one."""
    path, stop, wrote = data / location.FILE_NAME, threading.Event(), threading.Event()
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.executescript("CREATE TABLE one (text); CREATE TABLE two (text)")
        first.execute("BEGIN")
        first.executemany("INSERT INTO one VALUES (?)", [("x" * 3000,)] * 4000)
        first.executemany("INSERT INTO two VALUES (?)", [("x" * 3000,)] * 4000)
        first.execute("COMMIT")
    during = 0

    def write() -> None:
        nonlocal during
        with closing(sqlite3.connect(path, isolation_level=None, timeout=5)) as busy:
            while not stop.is_set():
                busy.execute("BEGIN IMMEDIATE")
                busy.execute("INSERT INTO one VALUES ('busy')")
                busy.execute("INSERT INTO two VALUES ('busy')")
                busy.execute("COMMIT")
                during += 1
                wrote.set()

    steps = list[Progress]()
    at_steps = list[int]()

    def tell(progress: Progress) -> None:
        steps.append(progress)
        at_steps.append(during)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert wrote.wait(10)
        found = backup.make(data, data / "backups", BackupKind.BY_HAND, NOW, Follower(tell))
    finally:
        stop.set()
        thread.join()
    counts = rows(found.path)
    assert counts["one"] == counts["two"] >= 4001
    copied = [each for each in steps if each.step == backup.COPYING]
    # Never begun anew: what is done only grows.
    assert [each.done for each in copied] == sorted(each.done for each in copied)
    assert len(copied) > 10
    assert at_steps[len(copied) - 1] > at_steps[0], "nobody wrote meanwhile"


def test_a_stopped_backup_leaves_nothing(data: Path) -> None:
    with pytest.raises(Cancelled):
        backup.make(
            data, data / "backups", BackupKind.BY_HAND, NOW, Follower(stopping=lambda: True)
        )
    assert files(data / "backups") == set()


@pytest.mark.parametrize("step", [1, 3])
def test_a_backup_killed_in_the_middle_leaves_a_sound_desk(data: Path, step: int) -> None:
    program = f"""
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from console.domain.backups import BackupKind
from console.domain.progress import Follower
from console.store import backup, backup_copy
backup_copy.PAGES = 8
calls = []
def tell(progress):
    calls.append(progress)
    if len(calls) == {step}:
        os.kill(os.getpid(), signal.SIGKILL)
data = Path(sys.argv[1])
backup.make(data, data / "backups", BackupKind.BY_HAND, datetime.now(UTC), Follower(tell))
"""
    ended = subprocess.run([sys.executable, "-c", program, str(data)], cwd=ROOT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert backup_files.every(data) == ()
    (left,) = (data / "backups").iterdir()
    os.utime(left, (0, 0))  # long ago
    assert rows(made(data))["messages"] == 20
    assert not left.exists()
    db = given.database(data)
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()


def test_a_damaged_page_of_the_data_file_is_told_and_no_backup_of_it_stays(data: Path) -> None:
    before = made(data)
    path = data / location.FILE_NAME
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        root = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'messages'"
        ).fetchone()[0]
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(StoreCorrupt):
        made(data, at=NOW + timedelta(days=1))
    assert [each.path for each in backup_files.every(data)] == [before]


@pytest.mark.parametrize("seed", range(12))
def test_any_flipped_byte_of_a_backup_is_found_by_a_check(data: Path, seed: int) -> None:
    path, chance = made(data), random.Random(seed)
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    (found,) = backup_files.every(data)
    checked = backup.check(found, NOW)
    assert checked.problem
    assert backup_files.every(data)[0].problem == checked.problem
    assert backup.check(found, NOW).problem, "once damaged, it is not taken for sound later"


def test_a_truncated_or_foreign_file_is_no_sound_backup(data: Path, tmp_path: Path) -> None:
    path = made(data)
    path.write_bytes(path.read_bytes()[:5000])
    assert backup.check(backup_files.of_path(path), NOW).problem
    path.write_bytes(b"")
    assert backup.check(backup_files.of_path(path), NOW).problem
    path.write_bytes(b"no database at all" * 1000)
    assert backup.check(backup_files.of_path(path), NOW).problem


def test_a_check_leaves_a_backup_as_it_is(data: Path) -> None:
    path = made(data)
    before, there = path.read_bytes(), files(path.parent)
    assert backup.check(backup_files.every(data)[0], NOW).is_sound
    assert path.read_bytes() == before
    assert files(path.parent) == there


def test_a_copy_with_other_rows_is_refused(data: Path) -> None:
    path = made(data)
    counts = rows(path)
    with pytest.raises(BackupDamaged, match="other rows"):
        backup_checks.check(path, {**counts, "messages": 21})


def test_without_room_nothing_is_begun(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup_copy, "_ROOM", 1 << 60)
    with pytest.raises(StoreFull, match="MB"):
        made(data)
    assert files(data / "backups") == set()


def test_a_stick_that_is_not_plugged_in_is_told(data: Path) -> None:
    with pytest.raises(StoreReadOnly, match="not there"):
        backup.make(data, data / "media" / "stick", BackupKind.DAILY, NOW)
    assert not (data / "media").exists()


def test_a_lost_or_silly_catalogue_does_no_harm(data: Path) -> None:
    path = made(data)
    for silly in ("", "[]", '{"a": 1}', '{"a": [1, 2, 1e400, ""]}', "\x00", "[" * 100_000):
        (path.parent / backup_files.KNOWN_NAME).write_text(silly, "utf-8")
        (found,) = backup_files.every(data)
        assert (found.path, found.is_sound) == (path, False)


def test_names_that_only_look_like_ours_are_left_alone(data: Path) -> None:
    folder = data / "backups"
    made(data)
    for name in ("canary-desk-20261399T083000Z.db", "canary-desk-20261120T083000Z.db.9.part"):
        (folder / name).write_bytes(b"")
    (folder / "canary-desk-20260101T000000Z.db").symlink_to(data / location.FILE_NAME)
    assert len(backup_files.every(data)) == 1


def test_two_backups_of_one_second_have_two_names(data: Path) -> None:
    assert made(data) != made(data)
    assert len(backup_files.every(data)) == 2


def test_a_second_name_of_the_data_file_is_no_backup(data: Path) -> None:
    """So a restore may leave it that was killed between two steps."""
    folder = data / "backups"
    folder.mkdir()
    alias = folder / "canary-desk-20261120T083000Z-before-restore.db"
    os.link(data / location.FILE_NAME, alias)
    assert backup_files.every(data) == ()
    assert not alias.exists()
    assert (data / location.FILE_NAME).exists()


def test_a_file_is_found_by_name_and_by_path_but_not_the_data_file(data: Path) -> None:
    path = made(data)
    assert backup_files.find(data, path.name).path == path
    assert backup_files.find(data, str(path)).path == path
    for name in (str(data / location.FILE_NAME), "nothing.db", str(data), "\x00"):
        with pytest.raises(InputError):
            backup_files.find(data, name)


def test_dailies_are_thinned_out_and_nothing_else(data: Path) -> None:
    by_hand = made(data, BackupKind.BY_HAND, NOW - timedelta(days=400))
    days = [NOW - timedelta(days=number) for number in range(5)]
    dailies = [made(data, BackupKind.DAILY, day) for day in reversed(days)]
    assert backup.thin_out(data, data / "backups", Keep(days=2, weeks=0, months=0)) == 3
    assert {each.path for each in backup_files.every(data)} == {by_hand, *dailies[-2:]}


def test_nothing_is_thinned_out_while_the_newest_is_damaged(data: Path) -> None:
    for number in range(3):
        path = made(data, BackupKind.DAILY, NOW + timedelta(days=number))
    path.write_bytes(b"damaged")
    assert backup.thin_out(data, data / "backups", Keep(1, 0, 0)) == 0
    assert len(backup_files.every(data)) == 3


def test_a_damaged_backup_takes_no_place_of_a_sound_one(data: Path) -> None:
    sound = made(data, BackupKind.DAILY, NOW - timedelta(days=8, hours=1))
    broken = made(data, BackupKind.DAILY, NOW - timedelta(days=8))
    newest = made(data, BackupKind.DAILY, NOW)
    broken.write_bytes(broken.read_bytes()[:-1] + b"x")
    backup.check(next(each for each in backup_files.every(data) if each.path == broken), NOW)
    assert backup.thin_out(data, data / "backups", Keep(days=0, weeks=2, months=0)) == 0
    assert {each.path for each in backup_files.every(data)} == {sound, broken, newest}


@pytest.mark.parametrize("name", ["rows_of", "check"])
def test_a_backup_that_an_erasure_took_away_says_so(
    data: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    module = backup_checks if name == "check" else backup_copy
    plain = getattr(module, name)

    def meanwhile(*rest: Any, **named: Any) -> object:
        erasure_copies.remove_leftovers(data)
        return plain(*rest, **named)

    monkeypatch.setattr(module, name, meanwhile)
    with pytest.raises(StoreError, match="forgotten meanwhile") as caught:
        made(data)
    assert "again later" in caught.value.advice


def test_a_rewritten_backup_lacks_what_was_taken_out_and_is_sound(data: Path) -> None:
    with closing(sqlite3.connect(data / location.FILE_NAME)) as connection:
        connection.execute("CREATE TABLE told (text)")
        connection.executemany("INSERT INTO told VALUES (?)", [("Xylophone",), ("kept",)])
        connection.commit()
    path = made(data)
    (found,) = backup_files.every(data)

    def forget(copied: sqlite3.Connection) -> None:
        copied.execute("DELETE FROM told WHERE text = 'Xylophone'")

    assert b"Xylophone" in path.read_bytes()
    again = backup.rewrite(found, forget, NOW)
    assert b"Xylophone" not in path.read_bytes()
    assert rows(path)["told"] == 1
    assert again.is_sound
    assert backup.check(again, NOW).is_sound
    assert files(path.parent) == {path.name, backup_files.KNOWN_NAME}


def test_a_rewriting_that_fails_leaves_the_backup(data: Path) -> None:
    path = made(data)
    before = path.read_bytes()

    def fail(copied: sqlite3.Connection) -> None:
        copied.execute("DELETE FROM messages")
        raise InputError("no")

    with pytest.raises(InputError):
        backup.rewrite(backup_files.every(data)[0], fail, NOW)
    assert path.read_bytes() == before
    assert files(path.parent) == {path.name, backup_files.KNOWN_NAME}


def test_kept_are_the_newest_of_days_weeks_and_months() -> None:
    year = [NOW - timedelta(days=number, hours=hour) for number in range(365) for hour in (0, 3)]
    kept = sorted(set(year) - Keep(7, 4, 6).too_many(year), reverse=True)
    assert kept[:7] == [NOW - timedelta(days=number) for number in range(7)]
    assert {at.hour for at in kept} == {8}, "the last of each day"
    weeks = {at.isocalendar()[:2] for at in kept}
    months = {(at.year, at.month) for at in kept}
    assert {(2026, week) for week in (44, 45, 46, 47)} <= weeks
    assert {(2026, month) for month in range(6, 12)} <= months
    assert len(kept) == 7 + 3 + 4  # weeks 45 and 44 and the 46th's end; July to October, June
    assert Keep(7, 4, 6).too_many(kept) == frozenset()


def test_who_was_away_keeps_as_many_as_before() -> None:
    old = [NOW - timedelta(days=number) for number in range(7)]
    later = NOW + timedelta(days=300)
    assert Keep(7, 0, 0).too_many([later, *old]) == {old[-1]}


def test_the_newest_is_always_kept() -> None:
    assert Keep(0, 0, 0).too_many([NOW, NOW - timedelta(days=1)]) == {NOW - timedelta(days=1)}
    assert Keep().too_many([]) == frozenset()


def test_a_copy_is_one_file_and_becomes_a_desk_with_its_log_again(data: Path) -> None:
    path = made(data)
    assert path.read_bytes()[18:20] == b"\x01\x01"
    copy = path.replace(path.with_name("canary-desk.db"))
    db = Database.open(copy)
    assert db.value("PRAGMA journal_mode") == "wal"
    assert db.value("SELECT count(*) FROM messages") == 20
    db.close()

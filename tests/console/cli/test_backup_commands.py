"""`canary-desk backup` and `restore`: beside an open window, on a damaged file, from cron."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from console.domain.backups import BackupKind
from console.settings import Settings, save
from console.store import backup_files, location
from tests.console.cli.conftest import Line


def messages(folder: Path) -> int:
    connection = sqlite3.connect(folder / location.FILE_NAME)
    try:
        return int(connection.execute("SELECT count(*) FROM messages").fetchone()[0])
    finally:
        connection.close()


def note(line: Line, text: str) -> None:
    line.run("call", "add", "--number", "+44 20 7946 0001", "--text", text)


def test_a_backup_is_made_listed_checked_and_restored(line: Line) -> None:
    note(line, "before")
    made = json.loads(line.run("backup", "--json"))
    assert made["kind"] == "by_hand"
    assert made["checked_at"]
    note(line, "after")
    assert messages(line.folder) == 2
    (listed,) = json.loads(line.run("backup", "list", "--json"))
    assert listed == made
    name = Path(made["file"]).name
    assert "sound" in line.run("backup", "check", name)
    told = json.loads(line.run("restore", name, "--json"))
    assert told["preview"]["lacking"]["messages"] == 1
    assert "restored" not in told
    assert messages(line.folder) == 2, "without --yes nothing is changed"
    done = json.loads(line.run("restore", name, "--yes", "--json"))["restored"]
    assert Path(done["aside"]).exists()
    assert messages(line.folder) == 1
    assert "before restore" in line.run("backup", "list")


def test_text_says_what_a_restore_costs(line: Line) -> None:
    note(line, "before")
    line.run("backup")
    note(line, "after")
    said = line.run("restore", "--newest")
    assert "holds 0 accounts, 1 case, 1 message" in said
    assert "lacks of today 1 message (1 call note)" in said
    assert "Nothing was changed. Give --yes to restore it." in said
    assert "Restored." in line.run("restore", "--newest", "--yes")


def test_a_damaged_file_is_restored_from_the_newest_good_backup(line: Line) -> None:
    note(line, "kept")
    line.run("backup")
    line.run("backup")
    newest = backup_files.every(line.folder)[0].path
    newest.write_bytes(b"damaged")
    (line.folder / location.FILE_NAME).write_bytes(b"no database at all" * 100)
    line.run("cases", code=3)
    assert "restore --newest" in line.err
    line.run("backup", "check", newest.name, code=3)
    done = json.loads(line.run("restore", "--newest", "--yes", "--json"))
    assert done["preview"]["today"] is None
    assert done["restored"]["forgotten"] is None
    assert Path(done["restored"]["aside"]).read_bytes() == b"no database at all" * 100
    assert messages(line.folder) == 1
    line.run("cases")


def test_a_restore_waits_for_no_open_window_it_refuses(line: Line) -> None:
    note(line, "one")
    line.run("backup")
    lock = location.occupy(line.folder)
    assert lock is not None
    try:
        line.run("restore", "--newest", "--yes", code=3)
        assert "window" in line.err
        line.run("backup")
    finally:
        lock.release()


def test_the_daily_one_is_made_once_a_day_and_not_where_it_is_switched_off(line: Line) -> None:
    note(line, "one")
    made = json.loads(line.run("backup", "--if-due", "--json"))
    assert made["kind"] == BackupKind.DAILY
    assert json.loads(line.run("backup", "--if-due", "--json")) is None
    assert "No backup is due" in line.run("backup", "--if-due")
    Path(made["file"]).unlink()
    save(line.folder, Settings(backup_daily=False))
    assert json.loads(line.run("backup", "--if-due", "--json")) is None
    assert backup_files.every(line.folder) == ()


def test_another_folder_for_one_backup_and_for_all(line: Line, tmp_path: Path) -> None:
    note(line, "one")
    stick, share = tmp_path / "stick", tmp_path / "share"
    one = json.loads(line.run("backup", "--to", str(stick), "--json"))
    assert Path(one["file"]).parent == stick
    assert json.loads(line.run("backup", "list", "--json")) == []
    save(line.folder, Settings(backup_folder=str(share)))
    line.run("backup", "--if-due")
    (listed,) = json.loads(line.run("backup", "list", "--json"))
    assert Path(listed["file"]).parent == share
    line.run("restore", one["file"], "--yes")
    line.run("backup", "--if-due", "--to", str(stick), code=2)


def test_without_a_backup_it_is_said(line: Line) -> None:
    note(line, "one")
    assert line.run("backup", "list").strip() == "There are no backups yet."
    line.run("restore", "--newest", code=2)
    line.run("restore", "nothing.db", code=2)
    line.run("restore", str(line.folder / location.FILE_NAME), code=2)


def test_another_file_is_no_backup_and_nothing_is_written_beside_it(
    line: Line, tmp_path: Path
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    export = other / "desk.jsonl"
    export.write_text('{"canary_desk": 1}\n')
    line.run("backup", "check", str(export), code=2)
    assert "is no backup" in line.err
    assert "`import`" in line.err
    note(line, "kept")
    copied = other / "copy.db"
    made = json.loads(line.run("backup", "--json"))
    copied.write_bytes(Path(made["file"]).read_bytes())
    assert "sound" in line.run("backup", "check", str(copied))
    assert sorted(each.name for each in other.iterdir()) == ["copy.db", "desk.jsonl"]
    notes = Path(made["file"]).parent / backup_files.KNOWN_NAME
    assert notes.stat().st_mode & 0o077 == 0

"""The data file in trouble: each gets its own error, and what was stored stays."""

from __future__ import annotations

import errno
import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from console.domain.accounts import Account
from console.errors import (
    StoreCorrupt,
    StoreError,
    StoreForeign,
    StoreFull,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    of_os_error,
)
from console.store import upgrade
from console.store.database import Database
from tests.console import given
from tests.surroundings import missing

POSIX = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


@pytest.fixture(autouse=True, scope="module")
def copied_files() -> None:
    """How a file is made is what is tested here."""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def fill(path: Path, count: int = 50) -> None:
    db = Database.open(path)
    own = given.account(db)
    given.save(
        db, own, *(given.post(n, given.ADA, n, "text " * 200) for n in range(10, 10 + count))
    )
    db.close()


def run(code: str, *arguments: object, check: bool = True) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=check,
        cwd=Path(__file__).parents[3],
    )


@POSIX
def test_the_file_and_its_side_files_are_the_owners_alone(tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        db = given.database(tmp_path)
        given.account(db)
    finally:
        os.umask(old)
    files = {path.name: mode(path) for path in tmp_path.iterdir()}
    db.close()
    assert files == {
        "canary-desk.db": 0o600,
        "canary-desk.db-wal": 0o600,
        "canary-desk.db-shm": 0o600,
    }


@POSIX
def test_files_that_are_open_to_others_are_closed_to_them(tmp_path: Path) -> None:
    first = given.database(tmp_path)
    given.account(first)  # the side files live as long as a connection does
    for path in tmp_path.iterdir():
        path.chmod(0o644)
    second = given.database(tmp_path)
    assert {mode(path) for path in tmp_path.iterdir()} == {0o600}
    second.close()
    first.close()


def test_a_connection_writes_ahead_checks_keys_and_syncs_as_asked(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    assert db.value("PRAGMA journal_mode") == "wal"
    assert db.value("PRAGMA foreign_keys") == 1
    assert db.value("PRAGMA synchronous") == 1
    with pytest.raises(StoreError), db.writing():
        db.insert("phones", {"contact_id": 99, "number": "1", "basis": "b", "linked_at": 0})
    assert db.rows("SELECT * FROM phones") == []
    durable = Database.open(tmp_path / "canary-desk.db", durable=True)
    assert durable.value("PRAGMA synchronous") == 2
    durable.close()
    db.close()


def test_a_block_that_fails_leaves_nothing_behind(db: Database, account: Account) -> None:
    before = given.everything(db)

    def half() -> None:
        with db.writing():
            db.insert("contacts", {"name": "half", "created_at": 0})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert given.everything(db) == before
    given.save(db, account, given.post(10, given.ADA, 1))  # and the connection goes on


def test_a_file_held_by_another_is_locked_and_unchanged(tmp_path: Path) -> None:
    one, other = given.database(tmp_path), given.database(tmp_path)
    own = given.account(one)
    before = given.everything(one)
    with one.writing():
        with pytest.raises(StoreLocked):
            given.save(other, own, given.post(10, given.ADA, 1))
        assert given.everything(other) == before
    given.save(other, own, given.post(10, given.ADA, 1))
    one.close()
    other.close()


def test_a_new_file_held_by_another_program_is_locked(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StoreLocked):
        Database.open(path, busy_timeout_s=0.1)
    holder.execute("ROLLBACK")
    holder.close()
    Database.open(path).close()


AS_NOBODY = """
import os, sys
from pathlib import Path
import sqlite_utils
from console.store import database, location, migrations
from console.errors import DeskError
if os.geteuid() == 0:
    os.setgid(65534); os.setuid(65534)
folder = Path(sys.argv[1])
try:
    db = database.Database.open(location.prepare(folder), busy_timeout_s=0.2)
    with db.writing():
        db.insert("contacts", {"name": "x", "created_at": 0})
except DeskError as error:
    print(type(error).__name__, "|", error.message, "|", error.advice)
else:
    print("written")
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another user can reach, which pytest's own is not."""
    import shutil
    import tempfile

    path = Path(tempfile.mkdtemp())
    path.chmod(0o755)
    yield path
    path.chmod(0o755)
    shutil.rmtree(path)


def lend(path: Path) -> None:
    """Let the user that the child becomes own `path`, where we are root."""
    if os.geteuid() == 0:
        os.chown(path, 65534, 65534)


@POSIX
def test_a_folder_that_cannot_be_written_is_said_to_be(open_folder: Path) -> None:
    if os.geteuid() != 0:
        open_folder.chmod(0o555)
    assert run(AS_NOBODY, open_folder).stdout.startswith("StoreReadOnly |")
    assert list(open_folder.iterdir()) == []


@POSIX
def test_a_file_that_cannot_be_written_is_said_to_be_and_stays(open_folder: Path) -> None:
    path = open_folder / "canary-desk.db"
    fill(path, 1)
    lend(open_folder)
    lend(path)
    path.chmod(0o400)
    before = path.read_bytes()
    assert run(AS_NOBODY, open_folder).stdout.startswith("StoreReadOnly |")
    assert path.read_bytes() == before
    path.chmod(0o600)
    assert run(AS_NOBODY, open_folder).stdout == "written\n"


def test_a_step_on_a_read_only_connection_is_said_to_be(db: Database, account: Account) -> None:
    db.execute("PRAGMA query_only = ON")
    with pytest.raises(StoreReadOnly):
        given.save(db, account, given.post(10, given.ADA, 1))
    db.execute("PRAGMA query_only = OFF")
    assert db.value("SELECT count(*) FROM messages") == 0


def test_a_path_through_a_file_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreReadOnly):
        Database.open(tmp_path / "file" / "canary-desk.db")


@pytest.mark.parametrize("content", [b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 4000])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "canary-desk.db"
    path.write_bytes(content)
    with pytest.raises(StoreCorrupt):
        Database.open(path)
    assert path.read_bytes() == content


def test_a_file_cut_off_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    fill(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(StoreCorrupt):  # noqa: PT012 - wherever the damage is met first
        db = Database.open(path)
        try:
            given.everything(db)
        finally:
            db.close()


def test_a_page_overwritten_is_damage_that_reading_it_shows(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    fill(path)
    raw = sqlite3.connect(path)
    root, size = (
        raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'messages'").fetchone()[0],
        raw.execute("PRAGMA page_size").fetchone()[0],
    )
    raw.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)
    db = Database.open(path)
    with pytest.raises(StoreCorrupt):
        db.rows("SELECT * FROM messages")
    with pytest.raises(StoreCorrupt):
        given.save(db, given.account(db), given.post(99, given.ADA, 999))
    assert db.value("SELECT count(*) FROM accounts") == 1
    db.close()


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE theirs (x)")
    other.commit()
    other.close()
    before = path.read_bytes()
    with pytest.raises(StoreForeign, match="another program"):
        Database.open(path)
    assert path.read_bytes() == before


def test_a_newer_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    fill(path, 1)
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {upgrade.VERSION + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(StoreTooNew):
        Database.open(path)
    assert path.read_bytes() == before


def test_a_file_that_may_not_grow_takes_a_page_whole_or_not(db: Database, account: Account) -> None:
    given.save(db, account, *(given.post(n, given.ADA, n) for n in range(10, 30)))
    before = given.everything(db)
    db.execute(f"PRAGMA max_page_count = {db.value('PRAGMA page_count') + 2}")
    big = [given.post(n, given.BEN, n, f"{n} " * 3000) for n in range(100, 160)]
    with pytest.raises(StoreFull):
        given.save(db, account, *big)
    assert given.everything(db) == before
    assert db.value("PRAGMA integrity_check") == "ok"
    db.execute("PRAGMA max_page_count = 100000")
    assert given.save(db, account, *big).new == 60
    given.index_is_whole(db)


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where we may mount one."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(mount, check=False, capture_output=True).returncode:
        missing("no right to mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_on_a_full_disk_what_was_stored_stays(tiny_disk: Path) -> None:
    db = given.database(tiny_disk)
    own = given.account(db)
    given.save(db, own, given.post(10, given.ADA, 0))
    stored = 1
    with pytest.raises(StoreFull):  # noqa: PT012 - one of the pages does not fit
        for number in range(11, 500):
            post = given.post(number, given.ADA, number, f"{number} " * 2000)
            given.save(db, own, post, settled=False)
            stored += 1
    assert stored > 5
    assert db.value("SELECT count(*) FROM messages") == stored
    assert db.value("PRAGMA integrity_check") == "ok"
    db.close()
    again = given.database(tiny_disk)
    assert again.value("SELECT count(*) FROM posts") == stored
    given.index_is_whole(again)
    again.close()


def test_a_desk_does_not_begin_on_a_full_disk_but_does_when_there_is_room(tiny_disk: Path) -> None:
    filler = tiny_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(b"x" * (3 << 20))
    with pytest.raises(StoreFull):
        given.database(tiny_disk)
    filler.unlink()
    given.database(tiny_disk).close()


OPEN = """
import sys
from pathlib import Path
from console.store.database import Database
db = Database.open(Path(sys.argv[1]))
print(db.value("SELECT count(*) FROM sqlite_master WHERE name = 'messages'"))
"""


OPEN_AT_ONCE = """
import sys
from pathlib import Path
from console.store import migrations
from console.store.database import Database
print("ready", flush=True)
for line in sys.stdin:
    try:
        db = Database.open(Path(line.strip()))
        print(db.value("SELECT count(*) FROM sqlite_master WHERE name = 'messages'"), flush=True)
        db.close()
    except Exception as error:
        print(repr(error), repr(error.__cause__), flush=True)
"""


@pytest.fixture
def openers() -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that open the file whose path they are told, as soon as they are."""
    command = [sys.executable, "-c", OPEN_AT_ONCE]
    running = [
        subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[3],
        )
        for _ in range(3)
    ]
    yield running
    for one in running:
        one.communicate(timeout=60)  # it ends as there is no more to be told


def test_several_processes_may_open_a_new_file_at_once(
    tmp_path: Path, openers: list[subprocess.Popen[str]]
) -> None:
    assert hear(openers) == ["ready"] * 3
    for attempt in range(40):
        path = tmp_path / f"{attempt}.db"
        for one in openers:
            assert one.stdin
            one.stdin.write(f"{path}\n")
            one.stdin.flush()
        assert hear(openers) == ["1"] * 3
        db = Database.open(path)
        assert db.value("PRAGMA journal_mode") == "wal"
        assert db.value("SELECT count(*) FROM _sqlite_migrations") == upgrade.VERSION
        db.close()
        if os.name == "posix":
            assert mode(path) == 0o600


def hear(openers: list[subprocess.Popen[str]]) -> list[str]:
    """Return the next line of each."""
    return [one.stdout.readline().strip() for one in openers if one.stdout]


def test_a_new_file_that_another_program_holds_a_moment_is_waited_for(tmp_path: Path) -> None:
    for begin in ("BEGIN", "BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
        path = tmp_path / f"{begin}.db"
        holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        holder.execute(begin)
        holder.execute("SELECT * FROM sqlite_master").fetchall()
        letting_go = threading.Timer(0.2, holder.execute, ("ROLLBACK",))
        letting_go.start()
        Database.open(path, busy_timeout_s=60).close()
        letting_go.join()
        holder.close()


def test_a_file_that_is_made_while_it_is_looked_at_is_no_other_programs(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    told = list[str]()

    def make(statement: str) -> None:
        if "sqlite_master" in statement and not told:
            told.append(statement)
            with suppress(StoreLocked):  # it is, if what is looked at is held still
                Database.open(path, busy_timeout_s=0).close()

    looking = sqlite3.connect(path, isolation_level=None)
    looking.set_trace_callback(make)
    upgrade.bring_up_to_date(looking, path)
    assert told
    looking.close()
    db = Database.open(path)
    assert db.value("SELECT count(*) FROM _sqlite_migrations") == upgrade.VERSION
    db.close()


@POSIX
def test_a_link_to_nothing_in_its_place_is_said_to_be_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    path.symlink_to(tmp_path / "elsewhere.db")
    with pytest.raises(StoreReadOnly, match="in the way"):
        Database.open(path)
    assert [one.name for one in tmp_path.iterdir()] == ["canary-desk.db"]


def test_opening_an_up_to_date_file_loads_no_sqlite_utils(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    Database.open(path).close()
    code = OPEN + "print([name for name in sys.modules if name.startswith('sqlite_utils')])"
    assert run(code, path).stdout == "1\n[]\n"


def test_text_of_any_code_point_is_stored_and_found(db: Database, account: Account) -> None:
    texts = {
        10: "nul\0inside plain10",
        11: "👩\u200d👩\u200d👧 family plain11",
        12: "\u202eright to left\u202c plain12 \ufeff\uffff\U0010ffff",
        13: "plain13 " + "x" * 1_000_000,
        14: "plain14 " + "\ufdfa" * 1000,
        15: "",
    }
    saved = [
        replace(given.post(n, given.ADA, n, conversation="c"), text=text)
        for n, text in texts.items()
    ]
    given.save(db, account, *saved)
    stored = {
        row["remote_id"]: row["text"]
        for row in db.rows(
            "SELECT p.remote_id, m.text FROM posts p JOIN messages m ON m.id = p.message_id"
        )
    }
    assert stored == {str(n): text for n, text in texts.items()}
    given.index_is_whole(db)
    from console.store import cases, messages
    from tests.console.store.given_search import cases_with

    (row,) = cases.rows(db)
    assert row.snippet == ""
    assert [one.text for one in messages.of_case(db, row.id)] == list(texts.values())
    for number in range(10, 15):
        assert cases_with(db, f"plain{number}") == (row.id,)


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EACCES, StoreReadOnly),
     (errno.EROFS, StoreReadOnly)],
)  # fmt: skip
def test_the_file_systems_no_room_is_a_full_disk(number: int, kind: type[StoreError]) -> None:
    assert type(of_os_error(OSError(number, "words"), "the file")) is kind


SECOND_DESK = """
import sys
from pathlib import Path
from console.store.database import Database
db = Database.open(Path(sys.argv[1]))
with db.writing():
    db.execute("INSERT INTO contacts (name, created_at) VALUES ('from outside', 1)")
db.close()
"""


def test_another_process_that_comes_and_goes_leaves_an_open_desk_whole(tmp_path: Path) -> None:
    path = tmp_path / "canary-desk.db"
    desk = [Database.open(path), Database.open(path), Database.open(path)]
    with desk[0].writing():
        desk[0].execute("INSERT INTO contacts (name, created_at) VALUES ('from here', 1)")
    log = path.with_name(f"{path.name}-wal")
    before = log.stat().st_ino
    for _ in range(3):
        subprocess.run([sys.executable, "-c", SECOND_DESK, str(path)], check=True, timeout=60)
        assert log.stat().st_ino == before
    with desk[1].writing():
        desk[1].execute("INSERT INTO contacts (name, created_at) VALUES ('later', 1)")
    for db in desk:
        assert db.value("SELECT count(*) FROM contacts") == 5
        db.close()
    again = Database.open(path)
    assert again.value("SELECT count(*) FROM contacts") == 5
    assert again.value("PRAGMA integrity_check") == "ok"
    again.close()

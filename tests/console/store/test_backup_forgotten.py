"""What was forgotten, withdrawn or kept no longer stays so, whatever is restored or begun anew."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from console.domain.backups import Backup, Restored
from console.domain.erasure import ErasureState
from console.domain.ids import ContactId
from console.domain.retention import RetentionKind
from console.errors import StoreError
from console.store import (
    backup,
    backup_files,
    backup_restoring,
    erasure_copies,
    erasure_traces,
    location,
    withdrawals,
)
from console.store.database import Database
from tests.console import given, traces
from tests.console.given import Bench

RARE = "wobblegasket"
POSTS = (("ada", f"@shop my {RARE} broke"), ("ben", "@shop charged twice"))


class Killed(BaseException):
    pass


def die(*_given: object) -> None:
    raise Killed


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.agent()
    yield made
    made.desk.close()


def data(bench: Bench) -> Path:
    return erasure_traces.path_of(bench.db).parent


def contact(bench: Bench, name: str) -> ContactId:
    return next(row for row in bench.desk.cases.rows() if row.name == name).contact_id


def restore(bench: Bench, chosen: Backup) -> Restored:
    """Restore a backup into the bench, which goes on with the restored file."""
    folder, now = data(bench), bench.clock()
    staged = backup_restoring.stage(folder, chosen, now)
    bench.db.close()
    done = backup_restoring.swap(folder, staged, now)
    bench.context.db = Database.open(folder / location.FILE_NAME)
    return done


def names(db: Database) -> set[str]:
    return {row["name"] for row in db.rows("SELECT name FROM contacts")}


@pytest.mark.parametrize("killed_in", ["clean_index", "rewrite"])
def test_an_erasure_that_was_killed_goes_on_after_a_restore(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, killed_in: str
) -> None:
    made = bench.desk.backups.make()
    with monkeypatch.context() as patch:
        patch.setattr(backup if killed_in == "rewrite" else erasure_traces, killed_in, die)
        with pytest.raises(Killed):
            bench.desk.erasure.forget(contact(bench, "ada"))
    (code,) = [each.code for each in bench.desk.erasure.receipts()]
    folder = data(bench)
    done = restore(bench, made)
    assert done.forgotten == 1
    assert bench.desk.erasure.receipts()[0].state is ErasureState.ERASED, "from the bytes on"
    assert traces.found_in(folder, [RARE])
    (receipt,) = bench.desk.erasure.go_on()
    assert (receipt.code, receipt.is_done) == (code, True)
    assert traces.found_in(folder, [RARE]) == set()


def test_receipts_are_kept_by_a_restore_and_the_finished_stay_finished(bench: Bench) -> None:
    made = bench.desk.backups.make()
    receipt = bench.desk.erasure.forget(contact(bench, "ada"))
    restore(bench, made)
    (found,) = bench.desk.erasure.receipts()
    assert (found.code, found.state) == (receipt.code, ErasureState.FINISHED)
    assert found.agent_name == receipt.agent_name
    assert not bench.desk.erasure.is_underway()


@pytest.mark.parametrize("way", ["damaged", "missing"])
def test_where_todays_file_is_no_more_the_copies_say_who_was_forgotten(
    bench: Bench, way: str
) -> None:
    folder = data(bench)
    elsewhere = folder.parent / "elsewhere.db"
    elsewhere.write_bytes(bench.desk.backups.make().path.read_bytes())
    bench.desk.erasure.forget(contact(bench, "ada"))
    bench.db.close()
    present = folder / location.FILE_NAME
    if way == "damaged":
        present.write_bytes(b"no database at all")
    else:
        present.unlink()
    chosen = backup_files.of_path(elsewhere)
    staged = backup_restoring.stage(folder, chosen, bench.clock())
    done = backup_restoring.swap(folder, staged, bench.clock())
    assert done.forgotten == 1
    bench.context.db = Database.open(present)
    assert names(bench.context.db) == {"ben"}


def test_who_was_forgotten_stays_so_where_one_begins_anew(bench: Bench) -> None:
    folder = data(bench)
    bench.desk.backups.make()
    bench.desk.erasure.forget(contact(bench, "ada"))
    bench.db.close()
    present = folder / location.FILE_NAME
    present.write_bytes(b"no database at all")
    aside = backup_restoring.begin_anew(folder, bench.clock())
    assert aside is not None
    assert aside.read_bytes() == b"no database at all"
    assert present.stat().st_mode & 0o077 == 0
    assert not (folder / backup_restoring.STAGED_NAME).exists()
    bench.context.db = db = Database.open(present)
    assert db.value("SELECT count(*) FROM tombstones") > 0
    again = given.account(db)
    post = given.post(500, bench.user("ada"), 1, "@shop again")
    given.save(db, again, post)
    assert db.value("SELECT count(*) FROM messages") == 0


def test_what_was_withdrawn_or_aged_since_a_backup_stays_gone(bench: Bench) -> None:
    folder = data(bench)
    bench.world.add_post(bench.user("cleo"), "@shop a zebrafinch", at=bench.clock())
    bench.desk.accounts.sync(bench.account)
    theirs = next(row for row in bench.desk.cases.rows() if row.name == "cleo").id
    bench.desk.triage.mark_spam([theirs])
    made = bench.desk.backups.make()
    gone = bench.db.value("SELECT id FROM messages WHERE text LIKE ?", (f"%{RARE}%",))
    with bench.db.writing():
        withdrawals.withdraw(bench.db, [gone], bench.clock())
    bench.desk.retention.set(RetentionKind.SPAM, 30)
    bench.desk.retention.set_daily(daily=True)
    bench.clock.forward(days=31)
    bench.desk.retention.run()
    when = bench.db.value("SELECT withdrawn_at FROM posts WHERE message_id = ?", (gone,))
    restore(bench, made)
    db = bench.context.db
    assert {row["text"] for row in db.rows("SELECT text FROM messages")} == {
        "",
        "@shop charged twice",
    }
    assert db.value("SELECT withdrawn_at FROM posts WHERE message_id = ?", (gone,)) == when
    assert names(db) == {"ada", "ben"}
    assert bench.desk.retention.is_daily
    assert next(rule.days for rule in bench.desk.retention.rules() if rule.kind == "spam") == 30
    given.index_is_whole(db)
    assert db.rows("PRAGMA foreign_key_check") == []
    assert traces.found_in(folder, [RARE, "zebrafinch"]) == {
        (word, f"backups/{made.path.name}") for word in (RARE, "zebrafinch")
    }, "older backups keep it; the restored file has nothing of it"


def test_a_restore_that_an_erasure_ended_is_to_be_begun_again(bench: Bench) -> None:
    made = bench.desk.backups.make()
    staged = backup_restoring.stage(data(bench), made, bench.clock())
    erasure_copies.remove_leftovers(data(bench))
    with pytest.raises(StoreError, match="forgotten since") as caught:
        backup_restoring.swap(data(bench), staged, bench.clock())
    assert "again" in caught.value.advice


def test_what_a_killed_restore_left_goes_and_what_is_made_ready_now_stays(bench: Bench) -> None:
    made = bench.desk.backups.make()
    staged = backup_restoring.stage(data(bench), made, bench.clock())
    journal = staged.path.with_name(f"{staged.path.name}-journal")
    journal.write_bytes(b"left")
    written = staged.path.stat().st_mtime
    os.utime(journal, (written, written))
    bench.desk.backups.remove_stale(written - 1)
    assert staged.path.exists()
    assert journal.exists()
    bench.desk.backups.remove_stale(written + 1)
    assert not staged.path.exists()
    assert not journal.exists()

"""The desk's own export: whole or not there, and the same desk when it comes in again."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from console.domain.progress import Follower
from console.errors import Cancelled, InputError
from console.exchange import own_file, own_import
from console.store import own_tables
from console.store.database import Database
from console.store.own_table_names import table_name
from tests.console import act_fuzz, given
from tests.console.exchange import given_export
from tests.console.exchange.given_export import everything, export, outbox_aside


def data(db: Database) -> given_export.Rows:
    """All rows but those that say what was done, and the numbers that were given last."""
    return {
        name: rows
        for name, rows in everything(db).items()
        if name not in ("journal", "sqlite_sequence", "case_counts")
    }


def test_each_table_of_an_export_has_a_name_that_a_person_reads() -> None:
    shown = {table: table_name(table) for table in (*own_tables.KEPT, own_tables.SEQUENCES)}
    assert {table: said for table, said in shown.items() if "_" in said} == {}
    assert shown["reply_threads"] == "answers"
    assert len(set(shown.values())) == len(shown)
    assert table_name("of_nobody") == "of_nobody"


def test_a_step_of_an_export_says_what_is_written(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=5)
    steps: list[str] = []
    export(bench, tmp_path / "all.jsonl", follower=Follower(lambda one: steps.append(one.step)))
    assert {"Counting…", "Writing cases…", "Writing answers…", "Writing call notes…"} <= set(steps)
    bench.desk.close()


def test_somebody_decided_of_every_table_whether_it_is_exported(tmp_path: Path) -> None:
    db = given.database(tmp_path)
    decided = {*own_tables.KEPT, *own_tables.FOLLOWS, *own_tables.NOT_OURS}
    assert set(own_tables.every(db)) - decided == {own_tables.SEQUENCES}
    db.close()


@pytest.mark.parametrize(
    ("seed", "name"), [(1, "all.jsonl"), (2, "all.jsonl.gz"), (3, "all.jsonl")]
)
def test_an_export_into_an_empty_folder_is_the_same_desk_table_by_table(
    tmp_path: Path, seed: int, name: str
) -> None:
    bench = given_export.played(tmp_path / "one", seed)
    export(bench, tmp_path / name)
    other = tmp_path / "two"
    other.mkdir()
    db = given.database(other)
    came = own_import.take_in(db, tmp_path / name, bench.clock())
    assert came.restored
    assert outbox_aside(everything(db)) == outbox_aside(everything(bench.db))
    act_fuzz.is_sound(db)
    states = [row["state"] for row in db.rows("SELECT state FROM reply_parts ORDER BY id")]
    assert states == ["sent", "held", "unsure"]
    db.close()
    bench.desk.close()


def test_a_restored_desk_takes_back_what_was_done_at_the_first(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    fuzz = act_fuzz.begin(tmp_path / "one", 5)
    before = data(fuzz.bench.db)
    for _ in range(200):
        fuzz.act()
    export(fuzz.bench, tmp_path / "all.jsonl")
    fuzz.bench.desk.close()
    (tmp_path / "two").mkdir()
    db = given.database(tmp_path / "two")
    own_import.take_in(db, tmp_path / "all.jsonl", fuzz.bench.clock())
    fuzz.bench.context.db = db
    assert fuzz.undo_all() > 0
    act_fuzz.drop_removed_rules(db)
    assert data(db) == before
    db.close()


def test_the_file_says_what_it_holds_and_how_it_ends(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=20)
    done = export(bench, tmp_path / "all.jsonl")
    lines = (tmp_path / "all.jsonl").read_bytes().splitlines(keepends=True)
    head, end = json.loads(lines[0]), json.loads(lines[-1])
    assert (head["format"], head["version"]) == ("canary-desk-export", 1)
    assert sum(table["rows"] for table in head["tables"].values()) == len(lines) - 2 == done.rows
    assert end["sha256"] == hashlib.sha256(b"".join(lines[:-1])).hexdigest()
    assert b"secret-process" not in b"".join(lines)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "all.jsonl").stat().st_mode) == 0o600
    bench.desk.close()


def test_the_same_desk_gives_the_same_file(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=20)
    for name in ("a.jsonl.gz", "b.jsonl.gz"):
        export(bench, tmp_path / name)
    assert (tmp_path / "a.jsonl.gz").read_bytes() == (tmp_path / "b.jsonl.gz").read_bytes()
    bench.desk.close()


def test_a_stopped_export_leaves_nothing(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=20)
    told = list[object]()
    follower = Follower(told.append, lambda: len(told) > 4)
    with pytest.raises(Cancelled):
        export(bench, tmp_path / "out.jsonl", follower=follower)
    assert [each.name for each in tmp_path.iterdir()] == ["one"]
    bench.desk.close()


def test_a_file_that_is_there_is_not_written_over_unasked(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=5)
    (tmp_path / "mine.jsonl").write_text("mine")
    with pytest.raises(InputError, match="there already"):
        export(bench, tmp_path / "mine.jsonl")
    assert (tmp_path / "mine.jsonl").read_text() == "mine"
    export(bench, tmp_path / "mine.jsonl", replace=True)
    assert own_file.look(tmp_path / "mine.jsonl") is not None
    bench.desk.close()


def test_what_another_writes_meanwhile_is_not_in_it(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=20)
    before = bench.db.value("SELECT count(*) FROM saved_replies")
    other = given.database(tmp_path / "one")

    def write(_progress: object) -> None:
        with other.writing():
            other.execute(
                "INSERT INTO saved_replies (name, text, changed_at)"
                " VALUES (hex(randomblob(8)), '', 1)"
            )

    export(bench, tmp_path / "all.jsonl", follower=Follower(write))
    head = own_file.check(tmp_path / "all.jsonl")
    assert head.rows["saved_replies"] == before
    assert other.value("SELECT count(*) FROM saved_replies") > before
    other.close()
    bench.desk.close()


def test_some_cases_come_with_all_that_they_refer_to(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one")
    case = bench.db.value("SELECT case_id FROM drafts")
    done = export(bench, tmp_path / "one.jsonl", cases=[case])
    assert done.cases == 1
    (tmp_path / "two").mkdir()
    db = given.database(tmp_path / "two")
    assert own_import.take_in(db, tmp_path / "one.jsonl", bench.clock()).restored
    act_fuzz.is_sound(db)
    for table in ("messages", "case_tags", "promises", "resolutions", "drafts", "reply_threads"):
        mine = bench.db.tuples(f"SELECT * FROM {table} WHERE case_id = ?", (case,))
        assert db.tuples(f"SELECT * FROM {table}") == mine
    assert db.value("SELECT count(*) FROM journal") == 0
    db.close()
    bench.desk.close()


def test_pictures_may_be_left_out(tmp_path: Path) -> None:
    bench = given_export.played(tmp_path / "one", acts=5)
    export(bench, tmp_path / "all.jsonl.gz", pictures=False)
    assert b'"table":"pictures"' not in gzip.decompress((tmp_path / "all.jsonl.gz").read_bytes())
    bench.desk.close()

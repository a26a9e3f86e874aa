"""An own export that comes into a desk which holds something: once, and nothing twice."""

from __future__ import annotations

import os
import time
from contextlib import closing
from pathlib import Path

import pytest

from console.domain.ids import to_ms
from console.domain.progress import Follower, Progress
from console.exchange import own_import
from console.store import own_tables, tombstones
from console.store.database import Database
from tests.console import act_fuzz, given
from tests.console.exchange import given_export
from tests.console.exchange.given_export import everything, export


def rich(folder: Path, seed: int = 7) -> given.Bench:
    return given_export.played(folder, seed, acts=150)


def rows(db: Database) -> given_export.Rows:
    """All rows; a number that was given to nobody does not count."""
    found = everything(db)
    del found["sqlite_sequence"]
    return found


def empty(folder: Path) -> Database:
    folder.mkdir()
    return given.database(folder)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_merge_once_more_changes_nothing(tmp_path: Path, seed: int) -> None:
    bench, other = rich(tmp_path / "one", seed), rich(tmp_path / "two", seed + 10)
    export(bench, tmp_path / "all.jsonl")
    before = rows(other.db)
    came = own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock()).came
    act_fuzz.is_sound(other.db)
    once = rows(other.db)
    for table in own_tables.KEPT:
        grown = len(once[table]) - len(before[table])
        assert came.get(table, 0) == grown, table
    again = own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock())
    assert rows(other.db) == once
    assert not again.came
    bench.desk.close()
    other.desk.close()


def test_an_export_that_comes_home_changes_nothing(tmp_path: Path) -> None:
    bench = rich(tmp_path / "one")
    export(bench, tmp_path / "all.jsonl")
    before = rows(bench.db)
    came = own_import.take_in(bench.db, tmp_path / "all.jsonl", bench.clock())
    assert not came.came
    assert rows(bench.db) == before
    bench.desk.close()


def test_all_texts_of_both_are_there_after_a_merge(tmp_path: Path) -> None:
    bench, other = rich(tmp_path / "one"), given.bench(tmp_path, posts=(("zoe", "@shop mine"),))
    with other.db.writing():  # of another network, so that nothing of both is the same
        for table in ("accounts", "handles", "posts"):
            other.db.execute(f"UPDATE {table} SET network = 'other'")
    export(bench, tmp_path / "all.jsonl")
    came = own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock())
    assert not came.restored
    texts = {row["text"] for row in other.db.rows("SELECT text FROM messages")}
    assert texts == {"@shop mine"} | {
        row["text"] for row in bench.db.rows("SELECT text FROM messages")
    }
    for table in ("messages", "posts", "call_notes", "phones", "contact_tags", "case_tags",
                  "promises", "resolutions", "pictures", "drafts"):  # fmt: skip
        count = f"SELECT count(*) FROM {table}"
        extra = 1 if table in ("messages", "posts") else 0
        assert other.db.value(count) == bench.db.value(count) + extra, table
    act_fuzz.is_sound(other.db)
    bench.desk.close()
    other.desk.close()


def test_a_stopped_merge_keeps_whole_cases_and_the_file_brings_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, other = rich(tmp_path / "one"), given.bench(tmp_path, posts=())
    export(bench, tmp_path / "all.jsonl")
    monkeypatch.setattr("console.store.own_merging.CASES_AT_ONCE", 2)
    steps = list[str]()

    def hear(progress: object) -> None:
        steps.append(getattr(progress, "step"))  # noqa: B009

    follower = Follower(hear, lambda: steps.count("Merging cases…") > 1)
    came = own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock(), follower=follower)
    assert came.stopped
    assert came.came["cases"] == 4
    act_fuzz.is_sound(other.db)
    own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock())
    count = "SELECT count(*) FROM messages"
    assert other.db.value(count) == bench.db.value(count)
    bench.desk.close()
    other.desk.close()


def test_two_merges_at_once_leave_each_other_and_folders_of_others_alone(tmp_path: Path) -> None:
    bench, other = rich(tmp_path / "one"), given.bench(tmp_path, posts=())
    export(bench, tmp_path / "all.jsonl")
    long_ago = time.time() - 3600
    for name in ("import-2024", f"{own_import.FOLDER}left"):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (long_ago, long_ago))
    begun = list[Path]()

    def hear(progress: Progress) -> None:
        """Begin a second one when the first is half way."""
        if begun or not progress.step.startswith("Taking in messages"):
            return
        begun.extend(tmp_path.glob(f"{own_import.FOLDER}*"))
        for folder in begun:  # as old as a long import's
            os.utime(folder, (long_ago, long_ago))
        with closing(Database.open(tmp_path / "canary-desk.db")) as second:
            assert own_import.take_in(second, tmp_path / "all.jsonl", bench.clock()).came
        assert list(tmp_path.glob(f"{own_import.FOLDER}*")) == begun

    came = own_import.take_in(
        other.db, tmp_path / "all.jsonl", bench.clock(), follower=Follower(hear)
    )
    assert len(begun) == 1
    assert not came.came  # the second brought all
    assert [each.name for each in tmp_path.glob("*import-*")] == ["import-2024"]
    act_fuzz.is_sound(other.db)
    bench.desk.close()
    other.desk.close()


def test_an_agent_at_work_keeps_the_number_under_which_the_window_knows_them(
    tmp_path: Path,
) -> None:
    bench, db = rich(tmp_path / "one"), empty(tmp_path / "two")
    with db.writing():
        db.insert("agents", {"name": "Bea", "signature": "^B", "created_at": 1})
    export(bench, tmp_path / "all.jsonl")
    came = own_import.take_in(db, tmp_path / "all.jsonl", bench.clock())
    assert not came.restored
    assert db.value("SELECT name FROM agents WHERE id = 1") == "Bea"
    assert db.value("SELECT count(*) FROM cases") == bench.db.value(
        "SELECT count(*) FROM cases WHERE id IN (SELECT case_id FROM messages)"
    )
    act_fuzz.is_sound(db)
    db.close()
    bench.desk.close()


def test_who_was_forgotten_here_does_not_come_back(tmp_path: Path) -> None:
    bench = given.bench(tmp_path, posts=(("ada", "@shop secretword"), ("ben", "@shop hello")))
    (tmp_path / "two").mkdir()
    other = given.bench(tmp_path / "two", posts=(("cleo", "@shop other"),))
    ada = bench.user("ada")
    with other.db.writing():
        other.db.execute("UPDATE posts SET network = 'other'")
        other.db.execute("UPDATE handles SET network = 'other'")
        tombstones.add(
            other.db,
            tombstones.Kind.AUTHOR,
            [tombstones.author("memory", ada.remote_id)],
            until_ms=to_ms(bench.clock()),
            reason=tombstones.Reason.FORGOTTEN,
        )
    export(bench, tmp_path / "all.jsonl")
    came = own_import.take_in(other.db, tmp_path / "all.jsonl", bench.clock())
    texts = {row["text"] for row in other.db.rows("SELECT text FROM messages")}
    assert texts == {"@shop hello", "@shop other"}
    assert other.db.value("SELECT count(*) FROM handles WHERE handle = 'ada'") == 0
    assert came.left_out["cases of contacts who were forgotten here"] == 1
    bench.desk.close()
    other.desk.close()

"""Whatever an export holds, it comes in whole and sound, or not at all and with a reason."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from console.errors import DeskError, InputError
from console.exchange import own_import
from console.store import accounts
from console.store.database import Database
from tests.console import act_fuzz, given
from tests.console.exchange import given_export

Lines = list[dict[str, Any]]
BYTES, VALUES = 150, 250
"""How many mutated files are tried of each kind."""
ODD: tuple[object, ...] = (
    None, True, -1, 0, 1.5, 2**63, -(2**70), 2**62, float("nan"), "", "x", "\ud800", "\x00",
    [], {}, [[]], {"a": 1}, "[", "[1]", "{}", "null", '[{"table": "cases; --"}]', 253402300800000,
)  # fmt: skip


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Lines:
    folder = tmp_path_factory.mktemp("export")
    bench = given_export.played(folder / "one", acts=60)
    given_export.export(bench, folder / "all.jsonl")
    bench.desk.close()
    return [json.loads(line) for line in (folder / "all.jsonl").read_text("utf-8").split("\n")[:-1]]


def write(path: Path, rows: Lines, *, counted: bool = True) -> Path:
    """Write lines so that their end fits them: what is wrong is in the rows."""
    head, *body, end = rows
    if counted:
        for name, table in head["tables"].items():
            table["rows"] = sum(1 for row in body if row.get("table") == name)
    text = "".join(json.dumps(each) + "\n" for each in (head, *body)).encode()
    end = {**end, "rows": len(body), "sha256": hashlib.sha256(text).hexdigest()}
    path.write_bytes(text + json.dumps(end).encode() + b"\n")
    return path


def copied(rows: Lines) -> Lines:
    return json.loads(json.dumps(rows))  # type: ignore[no-any-return]


def fresh(path: Path) -> Database:
    path.mkdir(parents=True)
    return given.database(path)


def take_in(db: Database, path: Path) -> bool:
    """Whether it came in; the desk is sound or untouched."""
    try:
        own_import.take_in(db, path, given.START)
        came = True
    except DeskError:
        came = False
    if came:
        assert db.rows("PRAGMA foreign_key_check") == []
        given.index_is_whole(db)
    else:
        assert db.value("SELECT count(*) FROM messages") == 0
        assert db.value("SELECT count(*) FROM agents") == 0
    return came


def row_of(rows: Lines, table: str) -> dict[str, Any]:
    return next(row for row in rows if row.get("table") == table)


def test_what_was_mutated_by_bytes_is_refused(tmp_path: Path, lines: Lines) -> None:
    whole = write(tmp_path / "whole.jsonl", copied(lines)).read_bytes()
    dice, db = random.Random(1), fresh(tmp_path / "desk")
    for number in range(BYTES):
        data = bytearray(whole if number % 3 else gzip.compress(whole, 1))
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(data))
            match dice.randrange(3):
                case 0:
                    data[place] ^= 1 << dice.randrange(8)
                case 1:
                    del data[place:]
                    data += b"\n" * dice.randrange(3)
                    break
                case _:
                    data[place:place] = dice.randbytes(5)
        path = tmp_path / "mutated.jsonl"
        path.write_bytes(bytes(data))
        # A bit of the time or name in the head of gzip says nothing of what is within.
        if take_in(db, path):
            assert number % 3 == 0
            db.close()
            db = fresh(tmp_path / f"desk-{number}")
    db.close()


def test_odd_values_come_in_sound_or_are_refused(tmp_path: Path, lines: Lines) -> None:
    dice, came = random.Random(2), 0
    db = fresh(tmp_path / "desk")
    for number in range(VALUES):
        rows = copied(lines)
        for _ in range(dice.choice((1, 1, 3))):
            row = rows[dice.randrange(1, len(rows) - 1)]
            match dice.randrange(5):
                case 0 | 1 | 2:
                    row[dice.choice(list(row))] = dice.choice(ODD)
                case 3:
                    rows.remove(row)
                case _:
                    rows.insert(dice.randrange(1, len(rows) - 1), dict(row))
        if take_in(db, write(tmp_path / "odd.jsonl", rows)):
            came += 1
            db.close()
            db = fresh(tmp_path / f"desk-{number}")
    assert 0 < came < VALUES
    db.close()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("messages", "id", -5),
        ("messages", "kind", "letter"),
        ("cases", "state", "gone"),
        ("accounts", "colour", "red; background:url(//evil.example)"),
        ("accounts", "access", "../../etc"),
        ("accounts", "post_limit", "99999"),
        ("accounts", "network", "<b>"),
        ("accounts", "handle", "../../x\n\u202e"),
        ("accounts", "own_name", "<b>\u202e"),
        ("accounts", "own_name", "a" * 81),
        ("cases", "snoozed_until", 10**17),
        ("cases", "contact_id", 999_999),
        ("posts", "media", '[["photo"]]'),
        ("pictures", "data", "not base64!"),
        ("agents", "name", 5),
        ("reply_parts", "state", "flying"),
        ("journal", "rows", '[{"table":"cases","key":1,"before":null,"after":{"id=1;--":1}}]'),
        ("journal", "rows", '[{"table":"sqlite_master","key":1,"before":null,"after":null}]'),
        ("journal", "rows", "[" * 50_000),
    ],
)
def test_a_value_that_we_never_write_is_refused_with_its_line(
    tmp_path: Path, lines: Lines, table: str, column: str, value: object
) -> None:
    rows, db = copied(lines), fresh(tmp_path / "desk")
    row_of(rows, table)[column] = value
    with pytest.raises(InputError):
        own_import.take_in(db, write(tmp_path / "odd.jsonl", rows), given.START)
    assert db.value("SELECT count(*) FROM agents") == 0
    db.close()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda head: head.update(version=2),
        lambda head: head.update(schema=99),
        lambda head: head.update(version=True),
        lambda head: head.update(made_at="yesterday"),
        lambda head: head["tables"].update(sqlite_master={"rows": 0, "columns": ["sql"]}),
        lambda head: head["tables"]["agents"].update(columns=["id", "name); DROP TABLE x --"]),
        lambda head: head["tables"]["agents"].update(rows=10**9),
        lambda head: head.update(tables=[]),
    ],
)
def test_a_head_that_we_never_write_is_refused(
    tmp_path: Path, lines: Lines, spoil: Callable[[dict[str, Any]], None]
) -> None:
    rows, db = copied(lines), fresh(tmp_path / "desk")
    spoil(rows[0])
    with pytest.raises(InputError):
        own_import.take_in(db, write(tmp_path / "odd.jsonl", rows, counted=False), given.START)
    db.close()


def test_a_line_without_end_takes_no_memory(
    tmp_path: Path, lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("console.exchange.own_file.LONGEST_LINE", 100_000)
    rows, db = copied(lines), fresh(tmp_path / "desk")
    row_of(rows, "agents")["name"] = "a" * 200_000
    packed = gzip.compress(write(tmp_path / "long.jsonl", rows).read_bytes())
    (tmp_path / "long.jsonl.gz").write_bytes(packed)
    with pytest.raises(InputError, match="longer"):
        own_import.take_in(db, tmp_path / "long.jsonl.gz", given.START)
    db.close()


def test_a_hostile_export_leaves_a_desk_at_work_as_it_was(tmp_path: Path, lines: Lines) -> None:
    bench = given.bench(tmp_path, posts=(("zoe", "@shop mine"),))
    before, rows = given_export.everything(bench.db), copied(lines)
    row_of(rows, "cases")["contact_id"] = 999_999
    with pytest.raises(InputError):
        own_import.take_in(bench.db, write(tmp_path / "odd.jsonl", rows), given.START)
    assert given_export.everything(bench.db) == before
    assert not list(tmp_path.glob(f"{own_import.FOLDER}*"))
    act_fuzz.is_sound(bench.db)
    bench.desk.close()


def test_names_of_an_export_stay_words_and_become_no_path_or_statement(
    tmp_path: Path, lines: Lines
) -> None:
    """No file is made beside the data, and a query, a name, an address are stored as they are."""
    word = '../../../x"; DROP TABLE cases; --\n<b>\x1b[31m'
    rows, db = copied(lines), fresh(tmp_path / "desk")
    row_of(rows, "agents")["name"] = word
    row_of(rows, "accounts")["name"] = word
    row_of(rows, "handles")["handle"] = word
    before = {path for path in tmp_path.rglob("*") if path.parent != tmp_path / "desk"}
    path = write(tmp_path / "words.jsonl", rows)
    own_import.take_in(db, path, given.START)
    after = {each for each in tmp_path.rglob("*") if each.parent != tmp_path / "desk"}
    assert after - before == {path}
    assert word in {name for (name,) in db.tuples("SELECT name FROM agents")}
    assert {len(each.name.splitlines()) for each in accounts.every(db)} == {1}
    assert not any("\x1b" in each.name for each in accounts.every(db))
    assert db.value("SELECT count(*) FROM cases") > 0
    act_fuzz.is_sound(db)
    db.close()

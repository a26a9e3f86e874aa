"""Copies of the data file in which a contact is forgotten: found, tried again, with their notes."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from console import settings
from console.domain.backups import Backup
from console.domain.erasure import CopyState, ErasureState, told
from console.errors import StoreFull
from console.store import backup, location
from tests.console import given, traces
from tests.console.desk.test_erasure import POSTS, case, contact, data, lived_with
from tests.console.given import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    made = given.bench(tmp_path, posts=POSTS)
    made.context.region = "GB"
    made.context.agent()
    yield made
    made.desk.close()


@pytest.fixture
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that is not below the data folder."""
    return tmp_path_factory.mktemp("elsewhere")


def test_copies_are_found_by_what_they_hold_wherever_they_lie_in_the_folder(bench: Bench) -> None:
    contact_id = lived_with(bench)
    made = bench.desk.backups.make()
    mine = data(bench) / "mine" / "of-monday.sqlite"
    mine.parent.mkdir()
    shutil.copyfile(made.path, mine)
    made.path.rename(made.path.with_name("before-christmas.db"))
    bench.desk.backups.make(to=data(bench) / "own")
    receipt = bench.desk.erasure.forget(contact_id)
    assert receipt.is_done, told(receipt)
    assert len(receipt.copies) == 3
    assert traces.found_in(data(bench), ("quillfeather", "Zwetschgenkuchen")) == set()


def test_another_desk_below_the_folder_is_left_alone(bench: Bench) -> None:
    made = bench.desk.backups.make()
    other = data(bench) / "other"
    other.mkdir()
    (other / location.LOCK_NAME).touch()
    for name in (location.FILE_NAME, "kept.db"):
        shutil.copyfile(made.path, other / name)
    before = (other / "kept.db").read_bytes()
    receipt = bench.desk.erasure.forget(contact(bench))
    assert [each.name for each in receipt.copies] == [f"backups/{made.path.name}"]
    assert (other / "kept.db").read_bytes() == before


def test_a_chosen_folder_that_is_not_there_is_waited_for(bench: Bench, elsewhere: Path) -> None:
    stick, away = elsewhere / "stick", elsewhere / "away"
    stick.mkdir()
    chosen = settings.load(data(bench))
    settings.save(data(bench), replace(chosen, backup_folder=str(stick)))
    bench.desk.backups.make()
    stick.rename(away)
    receipt = bench.desk.erasure.forget(contact(bench))
    assert receipt.state is ErasureState.CLEANED
    assert "stick is not there" in receipt.problem
    assert bench.desk.erasure.is_underway()
    away.rename(stick)
    (receipt,) = bench.desk.erasure.go_on()
    assert receipt.is_done, told(receipt)
    assert traces.found_in(stick, ("quillfeather",)) == set()


def test_a_copy_for_which_the_disk_was_full_is_tried_again_and_the_others_are_not(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = bench.desk.backups.make(), bench.desk.backups.make()
    real, tried = backup.rewrite, list[str]()

    def rewrite(one: Backup, *rest: object) -> object:
        tried.append(one.path.name)
        if one.path == first.path and tried.count(one.path.name) == 1:
            raise StoreFull("No space left.")
        return real(one, *rest)  # type: ignore[arg-type]  # handed on as they came

    monkeypatch.setattr(backup, "rewrite", rewrite)
    receipt = bench.desk.erasure.forget(contact(bench))
    assert receipt.state is ErasureState.CLEANED
    states = {each.name.rpartition("/")[2]: each.state for each in receipt.copies}
    assert states == {first.path.name: CopyState.WAITING, second.path.name: CopyState.REWRITTEN}
    (receipt,) = bench.desk.erasure.go_on()
    assert receipt.is_done, told(receipt)
    assert sorted(tried) == sorted([first.path.name] * 2 + [second.path.name])
    assert traces.found_in(data(bench), ("quillfeather",)) == set()


def test_a_damaged_copy_is_tried_again_on_a_persons_word(bench: Bench) -> None:
    made = bench.desk.backups.make()
    sound = made.path.read_bytes()
    made.path.write_bytes(sound[:100] + b"quillfeather" * 200)
    receipt = bench.desk.erasure.forget(contact(bench))
    assert (receipt.state, receipt.is_done) == (ErasureState.FINISHED, False)
    assert not bench.desk.erasure.is_underway()
    made.path.write_bytes(sound)
    (receipt,) = bench.desk.erasure.go_on()
    assert receipt.is_done, told(receipt)
    assert bench.desk.erasure.go_on() == ()


def test_notes_of_a_review_on_what_went_go_and_the_others_stay(bench: Bench) -> None:
    made = bench.desk.backups.make()
    with sqlite3.connect(made.path) as copy:
        posts = dict(copy.execute("SELECT m.text, p.remote_id FROM messages m JOIN posts p"
                                  " ON p.message_id = m.id").fetchall())  # fmt: skip
    theirs = next(each for text, each in posts.items() if "verdorrbenxq" in text)
    bens = next(each for text, each in posts.items() if "twice" in text)
    common = {"what": "note", "by": "Anna", "at": "2026-10-02T09:00:00+00:00", "file": "f"}
    gone, stays = case(bench).id, case(bench, "ben").id
    lines = [
        {**common, "id": "1", "case": gone, "post": f"memory:{theirs}", "text": "snorklewimple"},
        {**common, "id": "2", "case": gone, "post": "", "text": "flimmerjonas"},
        {**common, "id": "3", "case": stays, "post": f"memory:{bens}", "text": "stays"},
    ]
    notes = made.path.with_name(f"{made.path.name}.anna.review.jsonl")
    notes.write_text("".join(json.dumps(each) + "\n" for each in lines) + "torn", "utf-8")
    receipt = bench.desk.erasure.forget(contact(bench))
    assert receipt.is_done, told(receipt)
    assert "looked through (notes taken out: 2)" in told(receipt)
    kept = notes.read_text("utf-8").splitlines()
    assert kept[1:] == ["torn"]
    assert json.loads(kept[0])["id"] == "3"


def test_folders_in_which_backups_were_made_are_gone_through_or_named(
    bench: Bench, elsewhere: Path
) -> None:
    there, away = elsewhere / "there", elsewhere / "away"
    for folder in (there, away):
        bench.desk.backups.make(to=folder)
    shutil.rmtree(away)
    receipt = bench.desk.erasure.forget(contact(bench))
    assert receipt.is_done, told(receipt)
    assert f"{away}: out of reach (backups were made there)" in told(receipt)
    assert traces.found_in(there, ("quillfeather",)) == set()

"""Random desks, a random contact forgotten: nothing of theirs is left, all of the others is."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path

import pytest

from console.desk.calls import NewCall
from console.domain.cases import CaseRow
from console.domain.limits import LIMITS_140
from console.errors import DeskError
from console.store import erasure_traces, standing
from console.text.split import split
from tests.console import given, traces
from tests.console.given import Bench

PEOPLE = ("quorvath", "blenimdox", "snarfwick", "trundlebee")
OURS = {"tombstones", "tombstone_keys", "erasures", "agents"}
STEPS = 40


def word_of(name: str, number: int) -> str:
    return f"{name[::-1]}{number:03d}"


def play(bench: Bench, dice: random.Random) -> None:
    """Do random things with everybody; what is written to or of one bears their word."""
    for number in range(STEPS):
        bench.clock.forward(minutes=dice.randint(1, 600))
        rows = bench.desk.cases.rows()
        row = dice.choice(rows)
        word = word_of(row.name, number)
        try:
            act(bench, dice, row, word)
        except DeskError:
            continue  # not every step fits what was done before


def act(bench: Bench, dice: random.Random, row: CaseRow, word: str) -> None:
    desk, at = bench.desk, bench.clock()
    match dice.randrange(11):
        case 0 | 1:
            bench.world.add_post(bench.user(row.name), f"@shop {word} is lost", at=at)
            desk.accounts.sync(bench.account)
        case 2:
            desk.calls.add(NewCall(f"call {word}", at - timedelta(minutes=1)), row.id)
        case 3:
            desk.drafts.save(row.id, f"draft {word}", "140")
        case 4:
            text = f"answer {word}"
            desk.replies.queue(row.id, text, split(text, LIMITS_140), LIMITS_140)
            desk.replies.publish(bench.account)
        case 5:
            desk.triage.promise(row.id, f"promise {word}", at + timedelta(days=1))
        case 6:
            desk.triage.tag([row.id], ["vip"], [])
        case 7:
            desk.contacts.set_notes(row.contact_id, f"notes {word}")
        case 8:
            desk.acts.undo()
        case 9:
            desk.acts.redo()
        case _:
            desk.triage.mark_spam([row.id])


def rows_of(bench: Bench) -> dict[str, set[tuple[object, ...]]]:
    return {
        table: {tuple(map(repr, row)) for row in rows}
        for table, rows in given.everything(bench.db).items()
        if table not in OURS and not table.startswith(("contacts_fts", "contact_digits"))
    }


@pytest.mark.parametrize("seed", range(8))
def test_others_lose_nothing_and_nothing_of_them_is_left(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    posts = [(name, f"@shop {word_of(name, 900 + at)} broke") for at, name in enumerate(PEOPLE)]
    bench = given.bench(tmp_path, posts=posts)
    play(bench, dice)
    gone = dice.choice(PEOPLE)
    others = [name for name in PEOPLE if name != gone]
    theirs = next(row for row in bench.desk.cases.rows() if row.name == gone)
    with bench.db.writing():
        ids = standing.of_contacts(bench.db, [row.contact_id for row in bench.desk.cases.rows()])
        standing.recount(bench.db, ids)
        standing.refresh(bench.db, ids)
    before = rows_of(bench)
    folder = erasure_traces.path_of(bench.db).parent
    assert {word for word, _ in traces.found_in(folder, [gone, gone[::-1]])} == {gone, gone[::-1]}
    receipt = bench.desk.erasure.forget(theirs.contact_id)
    after = rows_of(bench)
    assert receipt.is_done
    assert traces.found_in(folder, [gone, gone[::-1]]) == set()
    for table, rows in after.items():
        assert rows <= before[table], table
        lost = before[table] - rows
        kept = [row for row in lost for name in others if name[::-1] in str(row)]
        assert kept == [], table
    with bench.db.writing():
        left = standing.of_contacts(bench.db, [row.contact_id for row in bench.desk.cases.rows()])
        standing.recount(bench.db, left)
        standing.refresh(bench.db, left)
    assert rows_of(bench) == after
    given.index_is_whole(bench.db)
    assert bench.db.rows("PRAGMA foreign_key_check") == []
    assert bench.db.value("PRAGMA integrity_check") == "ok"
    bench.db.execute("DELETE FROM cursors")
    bench.desk.accounts.sync(bench.account)
    assert traces.found_in(folder, [gone, gone[::-1]]) == set()
    while bench.desk.acts.undo() is not None:
        pass
    assert traces.found_in(folder, [gone, gone[::-1]]) == set()
    bench.desk.close()

"""Whatever a person does to cases, contacts and calls, undoing all of it gives back the rows."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from console.errors import InputError
from tests.console import act_fuzz, given

RUNS, ACTS = 10, 1_000


@pytest.mark.parametrize("seed", range(RUNS))
def test_undoing_ten_thousand_random_acts_gives_back_every_row(tmp_path: Path, seed: int) -> None:
    fuzz = act_fuzz.begin(tmp_path, seed)
    before = given.everything(fuzz.bench.db)
    for number in range(ACTS):
        fuzz.act()
        if number % 250 == 249:
            act_fuzz.is_sound(fuzz.bench.db)
    assert set(fuzz.done) >= {act.__name__ for act in fuzz.acts} - {
        "drop",
        "keep",
        "unmerge",
        "unlink",
        "link_handle",
    }
    assert fuzz.undo_all() > 0
    assert fuzz.bench.desk.rules.every() == ()
    act_fuzz.drop_removed_rules(fuzz.bench.db)
    assert given.everything(fuzz.bench.db) == before
    act_fuzz.is_sound(fuzz.bench.db)
    fuzz.bench.desk.close()


@pytest.mark.parametrize("seed", range(5))
def test_what_customers_write_meanwhile_bars_an_undo_or_stays(tmp_path: Path, seed: int) -> None:
    fuzz = act_fuzz.begin(tmp_path, seed)
    bench = fuzz.bench
    texts = set[str]()
    for number in range(150):
        fuzz.act()
        if number % 10 == 9:
            author = bench.user(fuzz.dice.choice(act_fuzz.HANDLES))
            text = f"@shop again {number}"
            bench.world.add_post(author, text, at=bench.clock() - timedelta(seconds=1))
            bench.desk.accounts.sync(bench.account)
            texts.add(text)
            act_fuzz.is_sound(bench.db)
    for _ in range(400):
        try:
            if bench.desk.acts.undo() is None:
                break
        except InputError:
            continue
    act_fuzz.is_sound(bench.db)
    stored = bench.db.rows("SELECT text FROM messages WHERE case_id IS NOT NULL")
    assert texts <= {row["text"] for row in stored}
    bench.desk.close()

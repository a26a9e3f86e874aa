"""Mutated archives and pages: refused in words, or taken in with a report; never anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from console.domain.imports import ImportState, Options
from console.errors import DeskError
from tests.console import given
from tests.console.exchange import archives as made
from tests.console.exchange.archives import Ground
from tests.console.exchange.import_mutants import mutant

MUTANTS, SLICES = 5_000, 5


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = made.ground(tmp_path / "data")
    found.db.execute("PRAGMA synchronous = OFF")
    with closing(found.desk):
        yield found


@pytest.mark.parametrize("slice_", range(SLICES))
def test_no_mutant_crashes_it_or_comes_in_unreported(
    ground: Ground, tmp_path: Path, slice_: int
) -> None:
    taken = refused = 0
    for seed in range(slice_, MUTANTS, SLICES):
        name, content = mutant(seed)
        path = tmp_path / name
        path.write_bytes(content)
        before = _counts(ground)
        try:
            report = ground.desk.imports.take_in(
                path, Options(handle="", direct_messages=True, deleted=True)
            )
        except DeskError:
            assert _counts(ground) == before, f"seed {seed}: something came in without a report"
            refused += 1
            continue
        posts, notes = _counts(ground)
        assert report.state is ImportState.DONE, seed
        assert (posts, notes) == (before[0] + report.tally.new, before[1] + report.tally.notes), (
            seed
        )
        assert all(each.count and each.places for each in report.tally.left_out), seed
        taken += 1
    assert taken > refused > 50  # else they would show nothing
    given.index_is_whole(ground.db)
    assert ground.db.value("PRAGMA integrity_check") == "ok"
    assert not ground.db.rows("PRAGMA foreign_key_check")


def _counts(ground: Ground) -> tuple[int, int]:
    return (
        ground.db.value("SELECT count(*) FROM posts"),
        ground.db.value("SELECT count(*) FROM call_notes"),
    )

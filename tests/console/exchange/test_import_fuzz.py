"""Mutated archives and pages: refused in words, or taken in with a report; never anything else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest

from console.domain.imports import ImportState, Options
from console.errors import DeskError
from tests.console import given
from tests.console.exchange import archives as made
from tests.console.exchange.archives import Ground
from tests.console.exchange.import_mutants import mutant

MUTANTS, SLICES = 5_000, 5
LEAST_POSTS = 20_000
"""Of all mutants together: else little would be stored that could be without a report."""


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    found = made.ground(tmp_path / "data")
    found.db.execute("PRAGMA synchronous = OFF")
    with closing(found.desk):
        yield found


class Counts(NamedTuple):
    """How many rows a desk holds."""

    posts: int
    notes: int
    messages: int
    cases: int
    """Those that were joined to others counted too."""
    handles: int


@pytest.mark.parametrize("slice_", range(SLICES))
def test_no_mutant_crashes_it_or_comes_in_unreported(
    ground: Ground, tmp_path: Path, slice_: int
) -> None:
    taken = fruitful = refused = 0
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
        after, tally = _counts(ground), report.tally
        assert report.state is ImportState.DONE, seed
        assert after.posts == before.posts + tally.new, seed
        assert after.notes == before.notes + tally.notes, seed
        assert after.messages == before.messages + tally.new + tally.notes, seed
        assert after.cases == before.cases + tally.cases, seed
        if not tally.new + tally.notes:
            assert after.handles == before.handles, seed
        assert all(each.count and each.places for each in tally.left_out), seed
        taken += 1
        fruitful += bool(tally.new + tally.notes)
    _is_telling(_counts(ground), taken, fruitful, refused)
    given.index_is_whole(ground.db)
    assert ground.db.value("PRAGMA integrity_check") == "ok"
    assert not ground.db.rows("PRAGMA foreign_key_check")


def _is_telling(counts: Counts, taken: int, fruitful: int, refused: int) -> None:
    """See that a slice stored much and refused some: else it would show nothing."""
    assert taken > refused > 50
    assert fruitful > taken / 2
    assert counts.posts > LEAST_POSTS // SLICES
    assert counts.handles > LEAST_POSTS // SLICES // 4
    assert counts.notes > 100


def _counts(ground: Ground) -> Counts:
    joined = "(SELECT count(*) FROM joined_cases)"
    (found,) = ground.db.tuples(
        "SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM call_notes),"
        f" (SELECT count(*) FROM messages), (SELECT count(*) FROM cases) + {joined},"
        " (SELECT count(*) FROM handles)"
    )
    return Counts(*found)

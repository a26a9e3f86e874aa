"""`python -m tests.bench`: print the figures, each beside its peer.

Timings depend on the machine; the ratios are what to compare. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench import (
    archive_ground,
    breaks,
    checks,
    importing,
    insight,
    scale,
    searching,
    start,
    syncing,
    text,
    window,
)
from tests.bench.archive_rows import Size
from tests.bench.report import Row, print_rows, write_json

SMALL = Size(10_000, 1_000, 3_000)
MILLION = scale.Effort(Size(), SMALL, synced=50_000, runs=11, pages=2_000)
QUICK = scale.Effort(
    Size(20_000, 2_000, 6_000), Size(4_000, 400, 1_200), 1_000, runs=3, pages=200, scrolled=1_000
)
QUICK_MILLION = scale.Effort(Size(), SMALL, synced=5_000, runs=3, pages=500)


@dataclass(frozen=True, slots=True)
class Bench:
    """Where the figures are measured, and how much of it."""

    folder: Path
    ground: Path
    """Where archives are made, or kept from an earlier run."""
    data: Path | None
    """Real posts; None where the environment names none."""
    quick: bool
    scale: scale.Effort


GROUPS: dict[str, Callable[[Bench], list[Row]]] = {
    "text": lambda b: text.measure(b.folder, edits=50 if b.quick else text.EDITS),
    "breaks": lambda _: breaks.measure(),
    "checks": lambda b: checks.measure(b.data, b.folder, runs=20 if b.quick else 200),
    "sync": lambda b: syncing.measure(b.folder, posts=2_000 if b.quick else 20_000),
    "start": lambda b: start.measure(b.folder, runs=3 if b.quick else 11),
    "window": lambda b: window.measure(
        b.folder,
        cases=10_000 if b.quick else 100_000,
        posts=2_000 if b.quick else 20_000,
        frames=100 if b.quick else 500,
    ),
    "insight": lambda b: insight.measure(
        b.folder, messages=10_000 if b.quick else 100_000, runs=2 if b.quick else 7
    ),
    "import": lambda b: importing.measure(b.folder / "import", posts=2_000 if b.quick else 20_000),
    "search": lambda b: searching.measure(
        archive_ground.made(b.ground / f"posts-{b.scale.large.posts}", b.scale.large, b.data)
    ),
    "scale": lambda b: scale.measure(b.folder, b.ground, b.data, b.scale),
}
"""What is measured, in this order."""


def main() -> None:
    given = _given()
    chosen = given.only or list(GROUPS)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="canary-desk-bench-") as folder:
        at = Path(folder)
        effort = (QUICK_MILLION if given.million else QUICK) if given.quick else MILLION
        bench = Bench(at, given.ground or at / "ground", _data(), given.quick, effort)
        for name in chosen:
            began = time.perf_counter()
            found = GROUPS[name](bench)
            print_rows(found)
            if not found:  # these alone need posts of real people
                print(f"{name}: left out; CANARY_DESK_TEST_DATA names no folder of real posts")
            print(f"    {name}: {time.perf_counter() - began:.0f} s", flush=True)
            rows += found
    if given.json is not None:
        write_json(rows, given.json)


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument("--quick", action="store_true", help="few runs, only to see that it works")
    parser.add_argument(
        "--million", action="store_true", help="a million posts also with --quick; else always"
    )
    parser.add_argument(
        "--ground", type=Path, metavar="DIR", help="keep the made-up archives there, and reuse them"
    )
    parser.add_argument(
        "--only", action="append", choices=list(GROUPS), metavar="ROW",
        help=f"only these rows, of {', '.join(GROUPS)}; may be given again",
    )  # fmt: skip
    return parser.parse_args()


def _data() -> Path | None:
    """Return the folder of real data; None where the environment names none."""
    named = os.environ.get("CANARY_DESK_TEST_DATA")
    return Path(named) if named else None


if __name__ == "__main__":
    main()

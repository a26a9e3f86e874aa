"""`python -m tests.bench [--json FILE] [--quick]`: print the figures, each beside its peer.

Timings depend on the machine; the ratios are what to compare. Nothing here is asserted.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from tests.bench import breaks, checks, insight, start, syncing, text, window
from tests.bench.report import print_rows, write_json


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the rows there as well")
    parser.add_argument("--quick", action="store_true", help="few runs, only to see that it works")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="canary-desk-bench-") as folder:
        rows = text.measure(Path(folder), edits=50 if given.quick else text.EDITS)
        rows += breaks.measure()
        rows += checks.measure(_data(), Path(folder), runs=20 if given.quick else 200)
        rows += syncing.measure(Path(folder), posts=2_000 if given.quick else 20_000)
        rows += start.measure(Path(folder), runs=3 if given.quick else 11)
        rows += window.measure(
            Path(folder),
            cases=10_000 if given.quick else 100_000,
            posts=2_000 if given.quick else 20_000,
            frames=100 if given.quick else 500,
        )
        rows += insight.measure(
            Path(folder),
            messages=10_000 if given.quick else 100_000,
            runs=2 if given.quick else 7,
        )
    print_rows(rows)
    if given.json is not None:
        write_json(rows, given.json)


def _data() -> Path | None:
    """Return the folder of real data; None where the environment names none."""
    named = os.environ.get("CANARY_DESK_TEST_DATA")
    return Path(named) if named else None


if __name__ == "__main__":
    main()

"""Rows of a bench: a figure, what it is measured against, and whether it meets its aim."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Row:
    """One figure. `aim` and `met` are None where no aim was set."""

    name: str
    value: float
    unit: str
    peer: str
    """What it is measured against, with the peer's own figure."""
    aim: str | None = None
    met: bool | None = None


def print_rows(rows: list[Row]) -> None:
    width = max((len(row.name) for row in rows), default=0)
    for row in rows:
        verdict = "" if row.aim is None else f"  aim {row.aim}: {'met' if row.met else 'NOT MET'}"
        print(f"{row.name:<{width}}  {row.value:>10.2f} {row.unit:<8} {row.peer}{verdict}")


def write_json(rows: list[Row], file: Path) -> None:
    file.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1) + "\n", "utf-8")

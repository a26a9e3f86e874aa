"""How the desk's own export looks: JSON Lines, one row a line, between a head and an end.

The first line says what the file is and holds, the last one how many rows came before and the
SHA-256 of all bytes before it, so that a file which was cut off or changed is noticed. A row is
an object: its table, then its columns. Numbers are whole and up to 64 bits long; a picture is
Base64. README says the same for those who write programs.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

FORMAT = "canary-desk-export"
VERSION = 1
LONGEST_LINE = 256 << 20
"""Bytes; the largest row that is written is an act of the journal."""


@dataclass(frozen=True, slots=True)
class Head:
    """What the first line says."""

    schema: int
    """Of the data file that it came from."""
    program: str
    made_at: datetime
    scope: str
    """`everything`, or `cases` for some of them with all that belongs to them."""
    pictures: bool
    """Whether pictures that were loaded are within."""
    columns: Mapping[str, tuple[str, ...]]
    """By table, in the order of the file."""
    rows: Mapping[str, int]
    """By table."""

    @property
    def total(self) -> int:
        """Return how many rows the file holds."""
        return sum(self.rows.values())


def head_line(head: Head) -> str:
    """Return the first line, with its end."""
    return _line({
        "format": FORMAT,
        "version": VERSION,
        "schema": head.schema,
        "program": head.program,
        "made_at": head.made_at.astimezone(UTC).isoformat(timespec="seconds"),
        "scope": head.scope,
        "pictures": head.pictures,
        "tables": {
            table: {"rows": head.rows[table], "columns": list(columns)}
            for table, columns in head.columns.items()
        },
    })  # fmt: skip


def end_line(rows: int, digest: str) -> str:
    """Return the last line, with its end."""
    return _line({"end": FORMAT, "rows": rows, "sha256": digest})


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"

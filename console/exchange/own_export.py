"""Write the desk's own export: every row, or those of some cases, under one state of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from console.domain.progress import NOBODY, Follower, Progress
from console.exchange import export_file
from console.exchange.own_form import Head, end_line, head_line
from console.language import tr
from console.store import own_reading, upgrade
from console.store.database import Database
from console.store.own_table_names import table_name
from console.store.own_tables import Shape

STOPPED = tr("The export was stopped. Nothing was written.")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    path: Path
    rows: int
    """Of all tables; of a list or page: its messages."""
    cases: int
    messages: int
    size: int
    """Bytes of the file."""


def write(
    db: Database,
    path: Path,
    made_at: datetime,
    program: str,
    *,
    cases: Collection[int] | None = None,
    pictures: bool = True,
    replace: bool = False,
    follower: Follower = NOBODY,
) -> Exported:
    """Write an export; `cases` are those that it is to hold, None for everything.

    Raises:
        Cancelled: it was stopped; nothing is there.
        InputError: the name is taken.
        DeskError: it cannot be read or written.
    """
    chosen = cases is not None
    with export_file.written(path, replace=replace) as file, db.reading():
        if cases is not None:
            own_reading.choose(db, cases)
        names = own_reading.tables(chosen=chosen, pictures=pictures)
        shapes = own_reading.shapes(db, names)  # the state of the file is this one from here on
        follower.tell(Progress(0, None, tr("Counting…")))
        head = Head(
            upgrade.VERSION,
            program,
            made_at,
            "cases" if chosen else "everything",
            pictures,
            {each.table: each.names for each in shapes},
            {each.table: own_reading.count(db, each, chosen=chosen) for each in shapes},
        )
        _fill(db, file, head, shapes, follower)
    rows = head.rows
    return Exported(path, head.total, rows["cases"], rows["messages"], path.stat().st_size)


def _fill(
    db: Database, file: BinaryIO, head: Head, shapes: tuple[Shape, ...], follower: Follower
) -> None:
    digest = hashlib.sha256()

    def put(text: str) -> None:
        data = text.encode()
        digest.update(data)
        file.write(data)

    put(head_line(head))
    done = 0
    for table in shapes:
        step = tr("Writing {what}…").format(what=table_name(table.table))
        for some in own_reading.lines(db, table, chosen=head.scope == "cases"):
            follower.stop_here(STOPPED)
            put(some.text)
            done += some.rows
            follower.tell(Progress(done, head.total, step))
    follower.stop_here(STOPPED)
    file.write(end_line(done, digest.hexdigest()).encode())

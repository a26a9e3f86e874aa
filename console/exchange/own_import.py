"""Take the desk's own export in: into an empty desk as it was, into another by what is new.

The file is read twice: first whether it is whole, then row by row, and nothing is believed of
it. Into an empty desk all of it comes in one transaction. Else it is put into a file of its own
beside the data file first, from which whole cases are merged, a few in a transaction.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from console.domain.ids import CaseId
from console.domain.progress import NOBODY, Follower, Progress
from console.exchange import own_file
from console.exchange.own_file import RawRow, refused
from console.exchange.own_form import Head
from console.exchange.own_rows import Checker, Values
from console.language import tr
from console.store import own_merging, own_reading, own_restoring, upgrade, working_folders
from console.store.database import Database
from console.store.own_table_names import table_name
from console.store.own_tables import KEPT, SEQUENCES, Shape

AT_ONCE = 1_000
"""Rows."""
FEWER = {"pictures": 4, "journal": 20}
FOLDER = "canary-desk-import-"
"""How the names of the folders begin in which files lie that are merged."""
NOTHING_CAME = tr("The import was stopped. Nothing was taken in.")


@dataclass(frozen=True, slots=True)
class OwnImport:
    """What came of an import."""

    head: Head
    restored: bool
    """Whether the desk was empty, and is now what the export was made of."""
    came: Mapping[str, int] = field(default_factory=dict)
    """How many rows are new, by table; and how many that were here say more now."""
    known: int = 0
    """How many messages were here before."""
    left_out: Mapping[str, int] = field(default_factory=dict)
    """How many rows were not taken, by why."""
    cases: frozenset[CaseId] = frozenset()
    """The cases that changed; of a restored desk none is named."""
    stopped: bool = False
    """Whether it was stopped before its end: the same file brings the rest."""


def take_in(db: Database, path: Path, now: datetime, *, follower: Follower = NOBODY) -> OwnImport:
    """Take an export in; the same one once more changes nothing.

    Stopped while it merges, it keeps the cases that came in whole, and says so.

    Raises:
        InputError: the file is damaged, changed, hostile or of a newer Canary Desk; the desk
            is as it was.
        Cancelled: it was stopped before anything came in.
        DeskError: it cannot be read or stored.
    """
    head = own_file.check(path, follower)
    if head.schema > upgrade.VERSION:
        raise refused(
            tr(
                "it was made of schema {schema}, and this Canary Desk knows up to {version}."
            ).format(schema=head.schema, version=upgrade.VERSION),
            tr("Install the newest Canary Desk."),
        )
    if own_restoring.is_empty(db):
        try:
            return restore(db, path, head, follower)
        except own_restoring.OtherAgents:
            pass
    with _aside(db) as scratch:
        copy = Database.open(scratch)
        try:
            restore(copy, path, head, follower)
        finally:
            copy.close()
        merged = own_merging.merge(db, scratch, now, follower)
    return OwnImport(
        head,
        restored=False,
        came=merged.came,
        known=merged.known,
        left_out=merged.left_out,
        cases=frozenset(merged.cases),
        stopped=merged.stopped,
    )


def restore(db: Database, path: Path, head: Head, follower: Follower = NOBODY) -> OwnImport:
    """Put all rows of a checked export into an empty desk, in one transaction.

    Raises:
        OtherAgents: somebody is at this desk already whom the export knows by another number.
        InputError, Cancelled, DeskError: as `take_in`; nothing came in.
    """
    shapes = {
        shape.table: shape
        for shape in own_reading.shapes(
            db, [name for name in head.columns if name in KEPT or name == SEQUENCES]
        )
    }
    checker = Checker(head, shapes)
    came = dict.fromkeys(shapes, 0)
    with db.writing():
        agents = own_restoring.begin(db, shapes)
        seen = False
        for table, values in _batches(path, head, checker):
            follower.stop_here(NOTHING_CAME)
            if not seen and table != "agents":
                own_restoring.see_agents(db, agents)
                seen = True
            own_restoring.put(db, table, checker.columns[table], values)
            came[table] += len(values)
            done = sum(came.values())
            follower.tell(
                Progress(done, head.total, tr("Taking in {what}…").format(what=table_name(table)))
            )
        if came != {table: head.rows[table] for table in came}:
            raise refused(tr("it does not hold as many rows of each table as it says."))
        own_restoring.see_agents(db, agents)
        follower.tell(Progress(head.total, head.total, tr("Building the index…")))
        own_restoring.finish(db)
        follower.stop_here(NOTHING_CAME)
    return OwnImport(head, restored=True, came={name: n for name, n in came.items() if n})


def _batches(path: Path, head: Head, checker: Checker) -> Iterator[tuple[str, list[Values]]]:
    """Yield rows that were looked over, some of one table at a time, in the file's order."""
    table, batch = "", list[Values]()
    for row in own_file.rows(path, head):
        if batch and (row.table != table or len(batch) >= FEWER.get(table, AT_ONCE)):
            yield table, batch
            batch = []
        table = row.table
        batch.append(checker.values(row))
    if batch:
        yield table, batch


@contextmanager
def _aside(db: Database) -> Iterator[Path]:
    """Give a place for a file beside the data file; it is gone afterwards."""
    beside = Path(str(db.value("SELECT file FROM pragma_database_list WHERE name = 'main'"))).parent
    with working_folders.working_folder(beside, FOLDER) as folder:
        yield folder / "canary-desk.db"


__all__ = ["OwnImport", "RawRow", "Shape", "restore", "take_in"]

"""Takes what was deleted out of the bytes of a data file: its index, its free pages, its log.

Deleting leaves bytes behind: in pages that are free now, in the segments of the full-text
index, in the write-ahead log. So the index is merged into one segment, the file is written anew
(VACUUM), and the log is taken over and cut to nothing, which takes a moment in which nobody reads.

VACUUM may give rows without an INTEGER PRIMARY KEY other rowids (https://sqlite.org/lang_vacuum.html),
and the undo journal names rows by these. SQLite keeps them where the table has an index, as all
of ours have; it promises nothing. So they are compared, before and after, and where one moved the
journal is emptied: what cannot be taken back any more is better than what is taken back wrongly.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from console.domain.progress import NOBODY, Follower, Progress
from console.language import tr
from console.store.database import Database
from console.store.row_images import JOURNALLED

BUSY_TIMEOUT_S = 60.0
"""How long cleaning waits for another program that writes."""
CHECKPOINT_S = 15.0
"""How long it waits for those who read."""
_MERGE_PAGES = 500
_INDEXES = "SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%fts5%'"


def opened(path: Path) -> Database:
    """Return a connection of its own for this work; its temporary files are not in memory."""
    db = Database.open(path, durable=True, busy_timeout_s=BUSY_TIMEOUT_S)
    db.execute("PRAGMA secure_delete = ON")
    db.execute("PRAGMA temp_store = FILE")
    return db


def path_of(db: Database) -> Path:
    """Return which file a connection has open."""
    found = db.rows("PRAGMA database_list")
    return Path(next(row["file"] for row in found if row["name"] == "main"))


def clean_index(db: Database, follower: Follower = NOBODY) -> None:
    """Merge the full-text indexes until no segment holds a word that was deleted.

    In steps, so that nobody else waits long for the file.
    """
    for (name,) in db.tuples(_INDEXES):
        follower.tell(Progress(0, None, tr("Cleaning the index of words…")))
        pages = -_MERGE_PAGES
        while True:
            before = db.value("SELECT total_changes()")
            db.execute(f'INSERT INTO "{name}" ("{name}", rank) VALUES (\'merge\', ?)', (pages,))
            # https://www.sqlite.org/fts5.html 6.8: fewer than two, and nothing was left to do.
            if db.value("SELECT total_changes()") - before < 2:
                break
            pages = _MERGE_PAGES
        db.execute(f'INSERT INTO "{name}" ("{name}") VALUES (\'optimize\')')


def write_anew(db: Database, follower: Follower = NOBODY) -> None:
    """Write the whole file anew, without what is free in it; writers wait meanwhile."""
    follower.tell(Progress(0, None, tr("Writing the data file anew…")))
    db.execute("VACUUM")


def cut_log(db: Database) -> bool:
    """Take the log over into the file and cut it; return False where a reader kept that off."""
    db.execute(f"PRAGMA busy_timeout = {round(CHECKPOINT_S * 1000)}")
    try:
        busy, left, _done = db.tuples("PRAGMA wal_checkpoint(TRUNCATE)")[0]
    finally:
        db.execute(f"PRAGMA busy_timeout = {round(BUSY_TIMEOUT_S * 1000)}")
    return not busy and left <= 0


def layout(db: Database) -> str:
    """Return where the journalled rows lie that have no number of their own."""
    return json.dumps({table: _places(db, table, None) for table in _unnumbered(db)})


def check_layout(db: Database, before: str) -> bool:
    """Empty the undo journal where a row moved; return whether all is as it was."""
    told: dict[str, tuple[int, str]] = json.loads(before or "{}")
    if all(_places(db, table, last)[1] == found for table, (last, found) in told.items()):
        return True
    with db.writing():
        db.execute(
            "UPDATE journal SET rows = '[]', set_aside_at = ifnull(set_aside_at, at),"
            " undone_at = ifnull(undone_at, at)"
        )
    return False


def _unnumbered(db: Database) -> list[str]:
    return [table for table in JOURNALLED if not _is_numbered(db, table)]


def _is_numbered(db: Database, table: str) -> bool:
    keys = [row for row in db.rows(f"PRAGMA table_info({table})") if row["pk"]]
    return len(keys) == 1 and keys[0]["type"].upper() == "INTEGER"


def _places(db: Database, table: str, last: int | None) -> tuple[int, str]:
    """Return the last rowid, and what tells how rows up to it (or `last`) lie."""
    if last is None:
        last = int(db.value(f"SELECT ifnull(max(rowid), 0) FROM {table}"))
    keys = [row["name"] for row in db.rows(f"PRAGMA table_info({table})") if row["pk"]]
    found = hashlib.blake2b(digest_size=16)
    for row in db.tuples(
        f"SELECT rowid, {', '.join(keys)} FROM {table} WHERE rowid <= ? ORDER BY rowid", (last,)
    ):
        found.update(repr(row).encode())
    return last, found.hexdigest()

"""Whether every value of a reviewed database is one that this program writes.

Its objects were compared before (`review_schema`), and an export's rows are looked over as they
come in (`own_rows`); a backup's rows nobody looked at. By the same rules, here, once, so that no
reader of the store meets a state that is none, a time behind the year 9999 or broken JSON.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from console.domain.progress import Follower, Progress
from console.errors import Interrupted, StoreCorrupt
from console.exchange import own_rows, own_texts
from console.exchange.review_schema import ADVICE
from console.language import tr
from console.store import own_odd, own_reading
from console.store.database import Database
from console.store.own_tables import KEPT, ROWID, Shape


def check(path: Path, follower: Follower, stopped: str) -> None:
    """See that each value fits its column; a million posts take seconds.

    Raises:
        StoreCorrupt: one does not, or cannot be read.
        Cancelled: it was stopped; `stopped` says what became of the file.
    """
    with closing(Database.open_read_only(path)) as db:
        shapes = own_reading.shapes(db, KEPT)
        for number, shape in enumerate(shapes):
            follower.stop_here(stopped)
            follower.tell(Progress(number, len(shapes), tr("Looking at what it holds…")))
            try:
                with db.while_wanted(follower.stopping):
                    column = _odd_column(db, shape)
            except Interrupted:
                follower.stop_here(stopped)
                raise
            if column is not None:
                raise StoreCorrupt(
                    tr(
                        "{path} holds something in “{table}.{column}” that Canary Desk never "
                        "writes."
                    ).format(path=path, table=shape.table, column=column),
                    advice=tr("It was not opened. {advice}").format(advice=ADVICE),
                )


def _odd_column(db: Database, shape: Shape) -> str | None:
    """Return a column with a value that does not fit; None where all do."""
    table = shape.table
    odd = {
        column.name: own_rows.odd_in_sql(table, column)
        for column in shape.columns
        if column != ROWID
    }
    found = own_odd.odd_column(db, table, odd)
    if found is not None:
        return found
    for column in own_texts.DEEP.get(table, ()):
        texts = own_odd.texts(db, table, column)
        if not all(own_texts.reads_well(table, column, text) for text in texts):
            return column
    return None

"""Where the walk of each watch through its search stands.

A walk belongs to one query, and to what was asked of it: one that was last moved before the
beginning that the watch has now is as if there were none. So another query begins anew, and
where a change is taken back, the walk goes on where it was, for the last few are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from console.domain.ids import WatchId, to_ms
from console.domain.watches import Watch
from console.store.database import Database

OF_WATCH = (
    "k.watch_id = w.id AND k.query = w.query AND (k.moved_at IS NULL OR k.moved_at >= w.begin_at)"
)
"""Which walk `k` is that of a watch `w`."""
MOST_KEPT = 4
"""So many walks of a watch are kept, that of its query among them."""
_STANDS_FOR = "watch_id = :watch AND query = :query AND (moved_at IS NULL OR moved_at >= :begin_at)"


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the walk of a watch stands."""

    cursor: str | None
    """The connector's; None: it begins."""
    failures: int
    """How many looks failed in a row."""


def get(db: Database, watch: Watch) -> Walk:
    """Return where the walk of a watch stands."""
    row = db.row(f"SELECT cursor, failures FROM watch_walks WHERE {_STANDS_FOR}", _asked(watch))
    return Walk(None, 0) if row is None else Walk(row["cursor"], row["failures"])


def note_page(
    db: Database, watch: Watch, cursor: str, gap_before: datetime | None, now: datetime
) -> None:
    """Move an open walk on by one page; in the `writing` block that stores its posts.

    It stays due. A gap once noticed stays on record until a newer one replaces it.
    """
    due_at = min(watch.due_at or now, now)
    _move(db, watch, cursor, gap_before, now, {"done": False, "due_at": to_ms(due_at)})


def note_end(
    db: Database,
    watch: Watch,
    cursor: str,
    gap_before: datetime | None,
    now: datetime,
    due_at: datetime,
) -> None:
    """Complete a walk with its last page; in the `writing` block that stores its posts."""
    ended: dict[str, object] = {"done": True, "walked_at": to_ms(now), "due_at": to_ms(due_at)}
    _move(db, watch, cursor, gap_before, now, ended)


def note_failed(db: Database, watch: Watch, problem: str, due_at: datetime) -> None:
    """Record why a look failed; in a `writing` block. The walk goes on there at `due_at`."""
    failures = get(db, watch).failures + 1
    _put(db, watch, {"problem": problem, "failures": failures, "due_at": to_ms(due_at)})


def forgive(db: Database, watch_id: WatchId) -> None:
    """Let what failed be tried again at once; in a `writing` block."""
    db.execute(
        "UPDATE watch_walks SET due_at = NULL, failures = 0, problem = NULL"
        " WHERE watch_id = ? AND problem IS NOT NULL",
        (watch_id,),
    )


def forget(db: Database, watch_id: WatchId) -> None:
    """Let a watch begin its walk anew, whatever its query; in a `writing` block."""
    db.execute("DELETE FROM watch_walks WHERE watch_id = ?", (watch_id,))


def _move(
    db: Database,
    watch: Watch,
    cursor: str,
    gap_before: datetime | None,
    now: datetime,
    values: dict[str, object],
) -> None:
    # A clock that was set back makes no walk older than what was asked for.
    moved = {"cursor": cursor, "moved_at": to_ms(max(now, watch.new.begin_at))}
    gap = {} if gap_before is None else {"gap_before": to_ms(gap_before)}
    # A look that got somewhere has no problem any more.
    _put(db, watch, moved | gap | values | {"problem": None, "failures": 0})


def _put(db: Database, watch: Watch, values: dict[str, object]) -> None:
    """Write some columns of a walk; all others as of one that begins, where there is none."""
    db.execute(
        "DELETE FROM watch_walks WHERE watch_id = :watch AND query = :query"
        f" AND NOT ({_STANDS_FOR})",
        _asked(watch),
    )
    row = {"watch_id": watch.id, "query": watch.new.query, "done": False} | values
    db.execute(
        f"INSERT INTO watch_walks ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
        " ON CONFLICT (watch_id, query) DO UPDATE SET "
        + ", ".join(f"{column} = excluded.{column}" for column in values),
        tuple(row.values()),
    )
    db.execute(
        "DELETE FROM watch_walks WHERE watch_id = :watch AND query <> :query AND id NOT IN"
        " (SELECT id FROM watch_walks WHERE watch_id = :watch AND query <> :query"
        f" ORDER BY id DESC LIMIT {MOST_KEPT - 1})",
        {"watch": watch.id, "query": watch.new.query},
    )


def _asked(watch: Watch) -> dict[str, object]:
    return {
        "watch": watch.id,
        "query": watch.new.query,
        "begin_at": to_ms(watch.new.begin_at),
    }

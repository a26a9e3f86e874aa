"""How a term of a search may go on: the handles, tags, touchpoints and accounts there are."""

from __future__ import annotations

from console.store.database import Database
from console.store.search_terms import touchpoints
from console.text.search_query_tree import Field

_HIGHEST = "\U0010ffff"


def values(db: Database, field: Field, begun: str, limit: int) -> list[str]:
    """Return stored values that begin with what was typed, the likeliest first."""
    begun = begun.casefold()
    match field:
        case Field.FROM:
            said = [each for each in ("us", "customer") if each.startswith(begun)]
            return [*said, *_accounts(db, begun), *_handles(db, begun, limit)][:limit]
        case Field.TO:
            return [*_accounts(db, begun), *_handles(db, begun, limit)][:limit]
        case Field.HANDLE:
            return _handles(db, begun, limit)
        case Field.ACCOUNT:
            return _accounts(db, begun)[:limit]
        case Field.TAG:
            rows = db.tuples(
                "SELECT tag FROM case_tags WHERE tag >= ? AND tag <= ?"
                " GROUP BY tag ORDER BY count(*) DESC, tag LIMIT ?",
                (begun, begun + _HIGHEST, limit),
            )
            return [each for (each,) in rows]
        case Field.TOUCHPOINT:
            each_one = touchpoints(db)
            return [each for each in each_one if each.casefold().startswith(begun)][:limit]
        case _:
            return []


def _accounts(db: Database, begun: str) -> list[str]:
    rows = db.tuples("SELECT handle FROM accounts ORDER BY id")
    return [handle for (handle,) in rows if handle.casefold().startswith(begun)]


def _handles(db: Database, begun: str, limit: int) -> list[str]:
    if not begun:
        return []
    rows = db.tuples(
        "SELECT handle FROM handles WHERE handle >= ? COLLATE NOCASE AND handle <= ?"
        " COLLATE NOCASE ORDER BY handle COLLATE NOCASE LIMIT ?",
        (begun, begun + _HIGHEST, limit),
    )
    return [handle for (handle,) in rows]

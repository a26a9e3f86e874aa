"""Looks a table through for values of which the caller says in SQL that they do not fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from console.store.database import Database

_AT_ONCE = 1_000
"""Rows."""


def odd_column(db: Database, table: str, odd: Mapping[str, str]) -> str | None:
    """Return the first column of a row for which its condition holds; None where none does."""
    each = list(odd.values())
    found = db.tuples(
        f"SELECT {', '.join(each)} FROM main.{table} WHERE {' OR '.join(each)} LIMIT 1"
    )
    if not found:
        return None
    return next(name for name, is_odd in zip(odd, found[0], strict=True) if is_odd)


def texts(db: Database, table: str, column: str) -> Iterator[str]:
    """Yield all texts of a column, in no order."""
    told = f"SELECT {column} FROM main.{table} WHERE {column} IS NOT NULL"
    for some in db.slices(told, _AT_ONCE):
        yield from (text for (text,) in some)

"""Rows of the searches that a person keeps."""

from __future__ import annotations

from datetime import datetime

from console.domain.ids import AgentId, SavedSearchId, to_ms
from console.domain.searching import HitOrder, SavedSearch
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row


def every(db: Database) -> tuple[SavedSearch, ...]:
    """Return all kept searches in the order of their making."""
    rows = db.rows("SELECT id, name, query, hit_order FROM saved_searches ORDER BY id")
    return tuple(map(_search, rows))


def get(db: Database, search_id: SavedSearchId) -> SavedSearch:
    """Return one kept search.

    Raises:
        NotFound: there is none of this id.
    """
    row = db.row("SELECT id, name, query, hit_order FROM saved_searches WHERE id = ?", (search_id,))
    if row is None:
        raise NotFound(tr("This search is no longer kept."))
    return _search(row)


def add(
    db: Database, name: str, query: str, order: HitOrder, agent_id: AgentId, now: datetime
) -> SavedSearchId:
    """Store a search; inside a `writing` block."""
    values = {
        "name": name, "query": query, "hit_order": order, "agent_id": agent_id,
        "made_at": to_ms(now),
    }  # fmt: skip
    return SavedSearchId(db.insert("saved_searches", values))


def put(db: Database, search: SavedSearch) -> None:
    """Let a stored search be another; inside a `writing` block."""
    db.execute(
        "UPDATE saved_searches SET name = ?, query = ?, hit_order = ? WHERE id = ?",
        (search.name, search.query, search.order, search.id),
    )


def remove(db: Database, search_id: SavedSearchId) -> None:
    """Remove a search; inside a `writing` block."""
    db.execute("DELETE FROM saved_searches WHERE id = ?", (search_id,))


def _search(row: Row) -> SavedSearch:
    return SavedSearch(
        SavedSearchId(row["id"]), row["name"], row["query"], HitOrder(row["hit_order"])
    )

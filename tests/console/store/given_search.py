"""A search as tests ask for it."""

from __future__ import annotations

from datetime import timedelta

from console.domain.ids import CaseId
from console.domain.searching import Found, HitOrder
from console.store import search
from console.store.database import Database
from console.text.search_queries import read
from tests.console.given import START


def find(
    db: Database,
    query: str,
    *,
    limit: int = 50,
    after: str | None = None,
    order: HitOrder = HitOrder.NEWEST,
    typing: bool = True,
) -> Found:
    now = START + timedelta(days=1)
    root = read(query, now, typing=typing).root
    if root is None:
        return Found(())
    return search.find(db, root, order=order, after=after, limit=limit, now=now)


def cases_with(db: Database, query: str, limit: int = 50) -> tuple[CaseId, ...]:
    return tuple(hit.case_id for hit in find(db, query, limit=limit).hits)

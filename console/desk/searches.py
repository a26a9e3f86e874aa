"""Verbs on searching: find, complete what is typed, keep a search."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import SavedSearchId
from console.domain.searching import Found, HitOrder, SavedSearch, SearchProblem

if TYPE_CHECKING:
    from console.text.search_queries import Query

PAGE = 50
"""How many cases a page of hits has."""


class Searches:
    """Find among posts, call notes, drafts and contacts."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def find(
        self,
        query: str,
        *,
        order: HitOrder = HitOrder.NEWEST,
        after: str | None = None,
        limit: int = PAGE,
        typing: bool = False,
    ) -> Found:
        """Return a page of cases in which a query is found.

        `typing`: the last word may still be its beginning. A query with problems finds
        nothing and says where it is wrong. An empty one finds nothing.

        Raises:
            InputError: `after` is no place that a page of this order named.
            Interrupted: `Desk.interrupt` came from another thread meanwhile.
        """
        read = self._read(query, typing=typing)
        if read.root is None:
            return Found((), read.problems)
        from console.store import search

        context = self._context
        return search.find(
            context.db, read.root, order=order, after=after, limit=limit, now=context.now()
        )

    def problems(self, query: str) -> tuple[SearchProblem, ...]:
        """Return where a query is wrong; opens nothing."""
        return self._read(query).problems

    def complete(self, query: str, caret: int, *, limit: int = 8) -> tuple[str, ...]:
        """Return how the operator or value at `caret` may go on: `tag:parcel`, `from:ada_fern`.

        Each is what replaces the term at the caret; the likeliest first.
        """
        raise NotImplementedError

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept, in the order of their making."""
        raise NotImplementedError

    def save(self, name: str, query: str, order: HitOrder) -> tuple[SavedSearch, Changes]:
        """Keep a search; one act, `Changes.lists` holds `saved_searches`.

        Raises:
            InputError: no name, a name that is taken, or a query with problems.
        """
        raise NotImplementedError

    def change(self, search: SavedSearch) -> Changes:
        """Let a kept search have another name, query or order; one act.

        Raises:
            NotFound: it is gone.
            InputError: as `save`.
        """
        raise NotImplementedError

    def remove(self, search_id: SavedSearchId) -> Changes:
        """Keep a search no longer; one act.

        Raises:
            NotFound: it is gone already.
        """
        raise NotImplementedError

    def _read(self, query: str, *, typing: bool = False) -> Query:
        from console.text import search_queries

        return search_queries.read(query, _here(self._context.now()), typing=typing)


def _here(now: datetime) -> datetime:
    """Return a moment in this machine's zone, whose midnights divide the days of a query."""
    return now.astimezone()

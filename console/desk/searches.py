"""Verbs on searching: find, complete what is typed, keep a search."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import SavedSearchId
from console.domain.searching import Found, HitOrder, SavedSearch, SearchProblem

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
        """
        raise NotImplementedError

    def problems(self, query: str) -> tuple[SearchProblem, ...]:
        """Return where a query is wrong; opens nothing."""
        raise NotImplementedError

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

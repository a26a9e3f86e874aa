"""Verbs on searching: find, complete what is typed, keep a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import SavedSearchId
from console.domain.local_zone import HERE
from console.domain.searching import Found, HitOrder, SavedSearch, SearchProblem
from console.errors import InputError
from console.language import tr

if TYPE_CHECKING:
    from console.text.search_queries import Query

PAGE = 50
"""How many cases a page of hits has."""
LONGEST_NAME = 60
_CHANGED = Changes.of(lists=("saved_searches",))


def _never() -> bool:
    return False


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
        stopped: Callable[[], bool] = _never,
    ) -> Found:
        """Return a page of cases in which a query is found.

        `typing`: the last word may still be its beginning. A query with problems finds
        nothing and says where it is wrong. An empty one finds nothing.

        Raises:
            InputError: `after` is no place that a page of this order named.
            Interrupted: `stopped` said that nobody waits any more; it is asked in this thread
                about every millisecond, such as an event's `is_set` that another thread sets.
        """
        read = self._read(query, typing=typing)
        if read.root is None:
            return Found((), read.problems)
        from console.store import search

        context = self._context
        with context.db.while_wanted(stopped):
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
        from console.store import search_completing
        from console.text import search_query_completing as typed

        begun = typed.begun(query, caret)
        if begun is None:
            return ()
        if begun.field is None:
            return tuple(begun.before + each for each in typed.operators(begun.value))[:limit]
        found = typed.fixed(begun.field, begun.value)
        if found is None:
            value = begun.value.removeprefix("@")
            found = search_completing.values(self._context.db, begun.field, value, limit)
        return tuple(typed.written(begun.before, each) for each in found[:limit])

    def saved(self) -> tuple[SavedSearch, ...]:
        """Return the searches that are kept, in the order of their making."""
        from console.store import search_saved

        return search_saved.every(self._context.db)

    def save(self, name: str, query: str, order: HitOrder) -> tuple[SavedSearch, Changes]:
        """Keep a search; one act, `Changes.lists` holds `saved_searches`.

        Raises:
            InputError: no name, a name that is taken, or a query with problems.
        """
        from console.desk.acting import acting
        from console.store import search_saved

        context = self._context
        name, query = self._checked(name, query)
        with acting(context, f"Keep search “{name}”"):
            self._refuse_taken(name)
            agent = context.agent()
            key = search_saved.add(context.db, name, query, order, agent.id, context.now())
        return search_saved.get(context.db, key), _CHANGED

    def change(self, search: SavedSearch) -> Changes:
        """Let a kept search have another name, query or order; one act.

        Raises:
            NotFound: it is gone.
            InputError: as `save`.
        """
        from console.desk.acting import acting
        from console.store import search_saved

        context = self._context
        name, query = self._checked(search.name, search.query)
        with acting(context, f"Change search “{name}”"):
            was = search_saved.get(context.db, search.id)
            self._refuse_taken(name, but=search.id)
            new = replace(search, name=name, query=query)
            if new == was:
                return Changes()
            search_saved.put(context.db, new)
        return _CHANGED

    def remove(self, search_id: SavedSearchId) -> Changes:
        """Keep a search no longer; one act.

        Raises:
            NotFound: it is gone already.
        """
        from console.desk.acting import acting
        from console.store import search_saved

        context = self._context
        was = search_saved.get(context.db, search_id)
        with acting(context, f"Forget search “{was.name}”"):
            search_saved.remove(context.db, search_id)
        return _CHANGED

    def _checked(self, name: str, query: str) -> tuple[str, str]:
        """Return a name and a query as they are stored.

        Raises:
            InputError: there is no name, it is too long, or the query finds nothing ever.
        """
        from console.text.folding import whole

        name, query = whole(" ".join(name.split())), whole(query.strip())
        if not name:
            raise InputError(tr("The search has no name."), advice=tr("Give it one."))
        if len(name) > LONGEST_NAME:
            raise InputError(
                tr("The name is longer than {longest_name} characters.").format(
                    longest_name=LONGEST_NAME
                ),
                advice=tr("Shorten it."),
            )
        read = self._read(query)
        if read.problems:
            first = read.problems[0]
            raise InputError(first.message, advice=first.advice or None)
        if read.root is None:
            raise InputError(tr("The search holds no word to look for."), advice=tr("Write one."))
        return name, query

    def _refuse_taken(self, name: str, *, but: SavedSearchId | None = None) -> None:
        for each in self.saved():
            if each.id != but and each.name.casefold() == name.casefold():
                raise InputError(
                    tr("Another search is called “{name}”.").format(name=each.name),
                    advice=tr("Choose another name."),
                )

    def _read(self, query: str, *, typing: bool = False) -> Query:
        from console.text import search_queries

        now = self._context.now().astimezone(HERE)
        return search_queries.read(query, now, typing=typing)

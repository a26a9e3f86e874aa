"""What fits an alternative of a search, the newest first, each as it is asked for.

A place is (key, case): the key of a message is its id, that of anything else the first id of
its millisecond. So all streams are in one order, and a page goes on behind a place.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Iterator
from heapq import merge

from console.domain.ids import SEQUENCE_BITS
from console.store.database import Database
from console.store.search_branches import (
    TOP,
    Range,
    Spot,
    asks_for_other,
    between,
    narrowed,
    of_cases_alone,
    only,
    with_mentions,
)
from console.store.search_conditions import Conditions, Place
from console.store.search_narrowing import MOST_TAGGED, few_cases, of_persons
from console.store.search_terms import Meanings, alternatives
from console.text.search_query_patterns import has_long_prefix, is_text, match, shortened
from console.text.search_query_tree import Field, Node, Not, Term

FEW_CASES, FEW_WITH_TEXT = 2000, 500
"""So many cases of a tag, a touchpoint, a contact are looked through one by one."""
MOST_ALTERNATIVES = 12
MOST_AUTHORS = 20
"""So many authors are followed each by themselves."""

_PICTURE = (Field.HAS, "picture")
_BY_TEXT = "SELECT m.id, m.case_id FROM messages_fts f CROSS JOIN messages m ON m.id = f.rowid"
_CASES = " CROSS JOIN cases c ON c.id = m.case_id"
MOST_LOOSE = 250
"""So many of the newest messages are looked at one by one for a long beginning of a word."""
SOME_LOOSE, LEAST_FOUND = 64, 12
"""After so many, of which fewer than so many fit, the index is asked: the word is a rare one."""
_OF_CASES = (
    # Without the plus, SQLite asks the index of words once for each message of these cases.
    " AND +f.rowid IN (SELECT n.id FROM (SELECT value FROM json_each(?)) v"
    " CROSS JOIN messages n ON n.case_id = v.value)"
)


class Streams:
    """The streams of one search."""

    def __init__(self, db: Database, root: Node, now_ms: int) -> None:
        self._db = db
        self._meanings = Meanings(db, now_ms)
        self.root = with_mentions(root)
        self._branches = alternatives(self.root, MOST_ALTERNATIVES)

    def newest(self, within: Range) -> Generator[Spot, None, None]:
        """Yield what fits, the newest first; a case as often as something of it does."""
        found = [
            stream
            for branch in self._branches
            for stream in (
                self._messages(branch, within),
                self._drafts(branch, within),
                self._contacts(branch, within),
            )
        ]
        yield from merge(*found, reverse=True)

    def of_cases(self, case_ids: list[int], within: Range) -> set[int]:
        """Return which of some cases have something that fits between two places."""
        found = set[int]()
        cases = json.dumps(case_ids)
        for branch in self._branches:
            if of_cases_alone(branch):
                where = self._conditions(Place.MESSAGE)
                rest = where.all_of(branch)
                rows = self._db.tuples(
                    "SELECT c.id FROM cases c WHERE c.id IN (SELECT value FROM json_each(?))"
                    f" AND (c.rank << {SEQUENCE_BITS}, c.id) BETWEEN (?, ?) AND (?, ?){rest}",
                    (cases, *within.low, *within.high, *where.parameters),
                )
                found.update(each for (each,) in rows)
            else:
                found.update(spot.case_id for spot in self._by_cases(branch, within, cases))
            for stream in (self._drafts, self._contacts):
                found.update(spot.case_id for spot in stream(branch, within, cases))
        return found

    def _conditions(self, place: Place) -> Conditions:
        return Conditions(place, self._meanings)

    def _messages(self, branch: list[Node], within: Range) -> Iterator[Spot]:
        if only(branch, "draft", "contact"):
            return iter(())
        within = narrowed(branch, within)
        if of_cases_alone(branch):
            return self._cases(branch, within)
        text = [node for node in branch if is_text(node, links=True)]
        few = FEW_WITH_TEXT if text else FEW_CASES
        tagged = MOST_TAGGED if text else 0
        cases = few_cases(self._db, self._meanings, branch, few, tagged=tagged)
        if cases is not None and len(cases) <= few:
            return self._by_cases(branch, within, json.dumps(cases))
        if text:
            return self._by_text(branch, within, text, cases)
        authors = [node for node in branch if isinstance(node, Term) and node.field is Field.FROM]
        for term in authors:
            meant = self._meanings.of(term)
            if not meant.direction and not meant.agents and len(meant.authors) <= MOST_AUTHORS:
                return merge(
                    *(self._by_posts(branch, within, each) for each in meant.authors),
                    reverse=True,
                )
        if any(isinstance(n, Term) and (n.field, n.value) == _PICTURE for n in branch):
            return self._by_posts(branch, within)
        return self._by_time(branch, within)

    def _by_text(
        self, branch: list[Node], within: Range, text: list[Node], cases: list[int] | None
    ) -> Iterator[Spot]:
        unwanted = [
            node for node in branch if isinstance(node, Not) and is_text(node.part, links=True)
        ]
        without = "".join(f" NOT {match(node.part)}" for node in unwanted)
        rest = [node for node in branch if node not in text and node not in unwanted]
        if any(map(has_long_prefix, text)):
            loose = [shortened(node) for node in text]
            checked = [node for node in text if has_long_prefix(node)]
            low, found = within.low, 0
            looked_at = self._loosely(loose, without, rest, checked, within)
            for looked, (spot, fits) in enumerate(looked_at, 1):
                if fits:
                    found += 1
                    yield spot
                within = Range(low, (spot.key - 1, TOP))
                if looked == SOME_LOOSE and found < LEAST_FOUND:
                    break
            if within.high[0] < 0:
                return
        where = self._conditions(Place.MESSAGE)
        conditions = where.all_of(rest)
        yield from self._spots(
            f"{_BY_TEXT}{_CASES if rest else ''} WHERE messages_fts MATCH ?"
            f" AND f.rowid BETWEEN ? AND ?{'' if cases is None else _OF_CASES}"
            f" AND m.case_id IS NOT NULL{conditions} ORDER BY f.rowid DESC",
            (
                *(_all(text) + without, within.low[0], within.high[0]),
                *(() if cases is None else (json.dumps(cases),)),
                *where.parameters,
            ),
            within,
        )

    def _loosely(
        self,
        text: list[Node],
        without: str,
        rest: list[Node],
        checked: list[Node],
        within: Range,
    ) -> Iterator[tuple[Spot, bool]]:
        """Yield the newest messages with the beginnings of words, and whether they fit.

        The index finds beginnings of three letters at once; for a longer one it first
        gathers every message there is. Where the word is common, some of the newest will do.
        """
        where = self._conditions(Place.MESSAGE)
        fits = where.all_of([*checked, *rest])
        rows = self._db.each(
            f"SELECT m.id, m.case_id, m.case_id IS NOT NULL{fits}"
            " FROM messages_fts f CROSS JOIN messages m ON m.id = f.rowid"
            f"{' LEFT JOIN cases c ON c.id = m.case_id' if rest else ''}"
            " WHERE messages_fts MATCH ? AND f.rowid BETWEEN ? AND ?"
            " ORDER BY f.rowid DESC LIMIT ?",
            (*where.parameters, _all(text) + without, within.low[0], within.high[0], MOST_LOOSE),
        )
        return ((Spot(key, case_id or 0, "message", key), bool(fit)) for key, case_id, fit in rows)

    def _by_cases(self, branch: list[Node], within: Range, cases: str) -> Iterator[Spot]:
        where = self._conditions(Place.MESSAGE)
        rest = where.all_of(branch)
        return self._spots(
            "SELECT m.id, m.case_id FROM (SELECT value FROM json_each(?)) v"
            " CROSS JOIN cases c ON c.id = v.value CROSS JOIN messages m ON m.case_id = c.id"
            f" WHERE m.id BETWEEN ? AND ?{rest} ORDER BY m.id DESC",
            (cases, within.low[0], within.high[0], *where.parameters),
            within,
        )

    def _by_posts(
        self, branch: list[Node], within: Range, author: tuple[str, str] | None = None
    ) -> Iterator[Spot]:
        """Yield the posts of an author, or those with pictures."""
        source, which = "posts p", "p.media IS NOT NULL"
        if author is not None:
            source, which = "posts p INDEXED BY posts_author", "p.network = ? AND p.author_id = ?"
        where = self._conditions(Place.MESSAGE)
        rest = where.all_of(branch)
        return self._spots(
            f"SELECT m.id, m.case_id FROM {source}"
            " CROSS JOIN messages m ON m.id = p.message_id CROSS JOIN cases c ON c.id = m.case_id"
            f" WHERE {which} AND p.message_id BETWEEN ? AND ?{rest} ORDER BY p.message_id DESC",
            (*(author or ()), within.low[0], within.high[0], *where.parameters),
            within,
        )

    def _by_time(self, branch: list[Node], within: Range) -> Iterator[Spot]:
        where = self._conditions(Place.MESSAGE)
        rest = where.all_of(branch)
        return self._spots(
            "SELECT m.id, m.case_id FROM messages m NOT INDEXED"
            " CROSS JOIN cases c ON c.id = m.case_id"
            f" WHERE m.id BETWEEN ? AND ?{rest} ORDER BY m.id DESC",
            (within.low[0], within.high[0], *where.parameters),
            within,
        )

    def _cases(self, branch: list[Node], within: Range) -> Iterator[Spot]:
        """Yield cases of which alone is asked; what was found in each is its last message."""
        few = few_cases(self._db, self._meanings, branch, FEW_CASES)
        where = self._conditions(Place.MESSAGE)
        rest = where.all_of(branch)
        low, high = ((key >> SEQUENCE_BITS, case_id) for key, case_id in (within.low, within.high))
        ordered = "(c.rank, c.id) BETWEEN (?, ?) AND (?, ?)"
        if few is not None:
            source = "(SELECT value FROM json_each(?)) v CROSS JOIN cases c ON c.id = v.value"
            parameters: tuple[object, ...] = (json.dumps(few), *low, *high)
        else:
            source, parameters = "cases c INDEXED BY idx_cases_rank_id", (*low, *high)
        rows = self._db.each(
            f"SELECT c.rank << {SEQUENCE_BITS}, c.id, c.last_message_id FROM {source}"
            f" WHERE {ordered}{rest} ORDER BY c.rank DESC, c.id DESC",
            (*parameters, *where.parameters),
        )
        return (
            Spot(key, case_id, "message" if message_id else "contact", message_id or 0)
            for key, case_id, message_id in rows
            if within.low <= (key, case_id) <= within.high
        )

    def _drafts(
        self, branch: list[Node], within: Range, cases: str | None = None
    ) -> Iterator[Spot]:
        if not asks_for_other(branch, "draft"):
            return iter(())
        where = self._conditions(Place.DRAFT)
        rest = where.all_of(branch)
        chosen = "" if cases is None else " AND d.case_id IN (SELECT value FROM json_each(?))"
        needs_cases = not all(map(is_text, branch))
        rows = self._db.each(
            f"SELECT d.updated_at << {SEQUENCE_BITS}, d.case_id FROM drafts d"
            f"{' CROSS JOIN cases c ON c.id = d.case_id' if needs_cases else ''}"
            f" WHERE d.text <> ''{chosen}{rest} ORDER BY d.updated_at DESC, d.case_id DESC",
            (*(() if cases is None else (cases,)), *where.parameters),
        )
        return between(rows, within, "draft")

    def _contacts(
        self, branch: list[Node], within: Range, cases: str | None = None
    ) -> Iterator[Spot]:
        if not asks_for_other(branch, "contact"):
            return iter(())
        where = self._conditions(Place.CONTACT)
        text = [node for node in branch if is_text(node)]
        if cases is not None or not text:
            source, parameters = "(SELECT value FROM json_each(?)) v CROSS JOIN cases c", [cases]
            source += " ON c.id = v.value CROSS JOIN contact_words w ON w.contact_id = c.contact_id"
            if cases is None:
                source = "cases c INDEXED BY idx_cases_rank_id"
                source += " CROSS JOIN contact_words w ON w.contact_id = c.contact_id"
                parameters = []
        else:
            source, parameters = of_persons(text)
        rest = where.all_of(branch)
        rows = self._db.each(
            f"SELECT c.rank << {SEQUENCE_BITS}, c.id FROM {source} WHERE 1{rest}"
            " ORDER BY c.rank DESC, c.id DESC",
            (*parameters, *where.parameters),
        )
        return between(rows, within, "contact")

    def _spots(self, sql: str, parameters: tuple[object, ...], within: Range) -> Iterator[Spot]:
        rows = self._db.each(sql, parameters)
        return (
            Spot(key, case_id, "message", key)
            for key, case_id in rows
            if within.low <= (key, case_id) <= within.high
        )


def _all(text: list[Node]) -> str:
    return " AND ".join(map(match, text))

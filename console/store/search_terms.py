"""What the terms of a search mean here: whose handle that is, which tag, which account.

Looked up once a search, each in an index and no more than `MOST`, so that the search itself
compares numbers only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from console.store.database import Database
from console.text.folding import fold
from console.text.search_query_patterns import is_text, match
from console.text.search_query_terms import LEAST_PREFIX
from console.text.search_query_tree import All, Either, Field, Node, Not, Term, terms

MOST = 500
"""How many contacts one term may mean; the newest of more."""
US = frozenset({"us", "me", "we", "our"})
THEM = frozenset({"customer", "customers", "them"})
_HIGHEST = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Meant:
    """What a term stands for."""

    contacts: tuple[int, ...] = ()
    authors: tuple[tuple[str, str], ...] = ()
    """Network and remote id."""
    agents: tuple[int, ...] = ()
    accounts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    """Tags or touchpoints as they are stored."""
    direction: str = ""


@dataclass(slots=True)
class Meanings:
    """The meanings of all terms of one search, each looked up when it is first asked for."""

    db: Database
    now_ms: int
    _known: dict[Term, Meant] = field(default_factory=dict)

    def of(self, term: Term) -> Meant:
        """Return what a term stands for."""
        if term not in self._known:
            self._known[term] = self._look_up(term)
        return self._known[term]

    def _look_up(self, term: Term) -> Meant:
        match term.field:
            case Field.HANDLE:
                return Meant(contacts=self._called(term))
            case Field.PHONE:
                return Meant(contacts=self._phoned(term.value))
            case Field.FROM:
                return self._writers(term)
            case Field.TO | Field.ACCOUNT:
                accounts = self._accounts(term)
                others = term.field is Field.TO and not accounts
                return Meant(accounts=accounts, contacts=self._called(term) if others else ())
            case Field.TAG:
                return Meant(words=_alike(term, tags(self.db)))
            case Field.TOUCHPOINT:
                return Meant(words=_alike(term, touchpoints(self.db)))
            case _:
                return Meant()

    def _called(self, term: Term) -> tuple[int, ...]:
        """Return whose handle it is, or begins with it."""
        value = term.value.removeprefix("@")
        if not value:
            return ()
        rows = self.db.tuples(
            "SELECT DISTINCT contact_id FROM handles WHERE handle >= ? COLLATE NOCASE"
            " AND handle <= ? COLLATE NOCASE ORDER BY contact_id DESC LIMIT ?",
            (value, value + _HIGHEST * term.prefix, MOST),
        )
        return tuple(each for (each,) in rows)

    def _phoned(self, digits: str) -> tuple[int, ...]:
        rows = self.db.tuples(
            "SELECT rowid FROM contact_digits WHERE contact_digits MATCH ?"
            " ORDER BY rowid DESC LIMIT ?",
            (f'"{digits}"', MOST),
        )
        return tuple(each for (each,) in rows)

    def _writers(self, term: Term) -> Meant:
        if term.value in US:
            return Meant(direction="out")
        if term.value in THEM:
            return Meant(direction="in")
        contacts = set(self._called(term))
        if term.words and not term.value.startswith("@"):
            contacts.update(self._named(term))
        rows = self.db.tuples(
            "SELECT network, remote_id FROM handles WHERE contact_id IN"
            " (SELECT value FROM json_each(?))",
            (json.dumps(sorted(contacts)),),
        )
        own = self.db.tuples(
            "SELECT network, remote_id FROM accounts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(self._accounts(term)),),
        )
        agents = self.db.tuples("SELECT id, name FROM agents")
        return Meant(
            authors=tuple(dict.fromkeys((*own, *rows))),
            agents=tuple(key for key, name in agents if _begins(term, name)),
        )

    def _named(self, term: Term) -> Iterator[int]:
        goes_on = term.prefix and len(term.words[-1]) >= LEAST_PREFIX
        phrase = replace(term, field=Field.WORDS, prefix=goes_on)
        rows = self.db.tuples(
            "SELECT rowid FROM contacts_fts WHERE contacts_fts MATCH ? ORDER BY rowid DESC LIMIT ?",
            (match(phrase), MOST),
        )
        return (each for (each,) in rows)

    def _accounts(self, term: Term) -> tuple[int, ...]:
        rows = self.db.tuples("SELECT id, handle, name FROM accounts")
        value = term.value.removeprefix("@")
        return tuple(
            key
            for key, handle, name in rows
            if handle.casefold() == value
            or (term.prefix and value and handle.casefold().startswith(value))
            or name.casefold() == value
        )


def tags(db: Database) -> list[str]:
    """Return all tags of cases and contacts, in the order of the alphabet."""
    return sorted({*_distinct(db, "case_tags", "tag"), *_distinct(db, "contact_tags", "tag")})


def touchpoints(db: Database) -> list[str]:
    """Return the touchpoints that cases have, in the order of the alphabet."""
    return _distinct(db, "cases", "touchpoint")


def _distinct(db: Database, table: str, column: str) -> list[str]:
    """Return the values of an indexed column, at a cost that grows with these alone."""
    rows = db.tuples(
        f"WITH RECURSIVE each_one(word) AS (SELECT min({column}) FROM {table}"
        f" WHERE {column} IS NOT NULL UNION ALL SELECT (SELECT min({column}) FROM {table}"
        f" WHERE {column} > word) FROM each_one WHERE word IS NOT NULL)"
        " SELECT word FROM each_one WHERE word IS NOT NULL"
    )
    return [each for (each,) in rows]


def _alike(term: Term, stored: list[str]) -> tuple[str, ...]:
    """Return which stored words a value means, however its case."""
    value = term.value.removeprefix("#")
    exact = tuple(each for each in stored if each.casefold() == value)
    if exact or not term.prefix:
        return exact
    return tuple(each for each in stored if each.casefold().startswith(value))


def _begins(term: Term, name: str) -> bool:
    words = re.findall(r"[^\W_]+", fold(name))
    return bool(term.words) and all(
        any(word == said or (term.prefix and word.startswith(said)) for word in words)
        for said in term.words
    )


def alternatives(node: Node, most: int) -> list[list[Node]]:
    """Return the alternatives of a node, in each of which all parts have to fit.

    What is text throughout stays whole. Where there would be more than `most`, a part stays
    an alternative by itself.
    """
    match node:
        case Either(parts) if not _whole(node):
            return [each for part in parts for each in alternatives(part, most)]
        case All(parts):
            found: list[list[Node]] = [[]]
            for part in parts:
                split = alternatives(part, most)
                if len(found) * len(split) > most:
                    split = [[part]]
                found = [[*before, *after] for before in found for after in split]
            return found
        case Not(All(parts)):
            return alternatives(Either(tuple(Not(part) for part in parts)), most)
        case Not(Either(parts)):
            return alternatives(All(tuple(Not(part) for part in parts)), most)
        case Not(Not(part)):
            return alternatives(part, most)
        case _:
            return [[node]]


def _whole(node: Node) -> bool:
    """Return whether one statement on the index of texts answers a node, for all kinds of hits.

    Links are of messages alone: beside them, words are an alternative by themselves.
    """
    return is_text(node) and not any(term.field is Field.NUMBER for term in terms(node))

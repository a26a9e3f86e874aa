"""To how few cases a part of a search narrows it down: those of a tag, of a person, of a state."""

from __future__ import annotations

import json

from console.store.database import Database
from console.store.search_terms import Meanings
from console.text.search_query_patterns import match
from console.text.search_query_tree import STATES, Field, Node, Term

MOST_TAGGED = 5000
"""So many cases of a tag are had before a search: of more, those that fit are near anyway."""
MOST_CONTACTS = 2000
"""Of more who are called the same, the newest count."""
_CALLED = "SELECT rowid FROM (SELECT rowid FROM contacts_fts WHERE contacts_fts MATCH ?"
_NUMBERED = "SELECT rowid FROM (SELECT rowid FROM contact_digits WHERE contact_digits MATCH ?"
_TAGGED = (
    "SELECT case_id FROM (SELECT case_id FROM (SELECT value FROM json_each(?)) v"
    " CROSS JOIN case_tags t ON t.tag = v.value UNION ALL SELECT c.id"
    " FROM (SELECT value FROM json_each(?1)) v CROSS JOIN contact_tags t"
    " ON t.tag = v.value CROSS JOIN cases c ON c.contact_id = t.contact_id)"
)
_WITHIN = "IN (SELECT value FROM json_each(?))"


def few_cases(
    db: Database, meanings: Meanings, branch: list[Node], most: int, *, tagged: int = 0
) -> list[int] | None:
    """Return the cases that a part of an alternative narrows all down to; None for many.

    They are no more than `most`, or those of a tag, of which there may be `tagged`.
    """
    best: list[int] | None = None
    for node in branch:
        if isinstance(node, Term) and (sql := _narrowing(meanings, node)) is not None:
            statement, value = sql
            limit = max(most, tagged) if node.field is Field.TAG else most
            rows = db.tuples(f"{statement} LIMIT {limit + 1}", (json.dumps(value),))
            if len(rows) <= limit and (best is None or len(rows) < len(best)):
                best = [each for (each,) in rows]
    return best


def of_persons(text: list[Node]) -> tuple[str, list[str | None]]:
    """Return where the cases come from of those who are called so or have such a number."""
    found = [_CALLED]
    parameters: list[str | None] = [" AND ".join(map(match, text))]
    for number in text:
        if isinstance(number, Term) and number.field is Field.NUMBER:
            found.append(_NUMBERED)
            parameters.append(f'"{number.value}"')
    limited = f" ORDER BY rowid DESC LIMIT {MOST_CONTACTS})"
    union = " UNION ".join(f"{each}{limited}" for each in found)
    source = f"({union}) v CROSS JOIN contact_words w ON w.contact_id = v.rowid"
    return f"{source} CROSS JOIN cases c ON c.contact_id = w.contact_id", parameters


def _narrowing(meanings: Meanings, term: Term) -> tuple[str, object] | None:
    meant = meanings.of(term)
    match term.field:
        case Field.HANDLE | Field.PHONE:
            return f"SELECT id FROM cases WHERE contact_id {_WITHIN}", meant.contacts
        case Field.TAG:
            return _TAGGED, meant.words
        case Field.TOUCHPOINT:
            return f"SELECT id FROM cases WHERE touchpoint {_WITHIN}", meant.words
        case Field.STATE:
            return f"SELECT id FROM cases WHERE state {_WITHIN}", STATES[term.value]
        case _:
            return None

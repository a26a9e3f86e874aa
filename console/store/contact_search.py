"""Find contacts by what a person types of a name, a handle or a number.

Each contact and each handle keeps its folded words in `search_text`, every one behind a
space: a word begins where a space and the letters that were typed stand. All of them are
looked through, in indexes that hold little else: 100,000 take some hundredths of a second.
"""

from __future__ import annotations

import re

from console.domain.ids import ContactId
from console.store.database import Database
from console.text.folding import fold

LEAST_DIGITS = 3
"""Fewer are no number that somebody looks for."""
MOST_WORDS = 8
_WORD = re.compile(r"[^\W_]+")
_NUMBER = re.compile(r"[\s\d()+./-]+")
_HOLDING = (
    "(SELECT id FROM contacts WHERE instr(search_text, :word{0})"
    " UNION SELECT contact_id FROM handles WHERE instr(search_text, :word{0}))"
)
_CALLED_FROM = (
    "SELECT contact_id AS id FROM phones"
    " WHERE instr(replace(replace(replace(number, ' ', ''), '-', ''), '/', ''), :digits)"
)


def words_of(text: str) -> str:
    """Return what `search_text` keeps of a text: its folded words, each behind a space."""
    return "".join(f" {word}" for word in _WORD.findall(fold(text)))


def find(db: Database, query: str, number: str, limit: int) -> list[tuple[ContactId, int]]:
    """Return who is found, with the millisecond when something last happened there.

    Every word of `query` begins a word of the name or of a handle; or `number`, in the form
    in which numbers are stored, is a part of one. The newest first.
    """
    words = list(dict.fromkeys(_WORD.findall(fold(query))))[:MOST_WORDS]
    if not words:
        return []
    # The longest narrows down most; the others are asked of what it found.
    words.sort(key=len, reverse=True)
    parameters: dict[str, object] = {f"word{n}": f" {word}" for n, word in enumerate(words)}
    narrowed = " AND ".join(f"id IN {_HOLDING.format(n)}" for n in range(1, len(words)))
    found = f"SELECT id FROM {_HOLDING.format(0)} WHERE {narrowed or 'true'}"
    if digits := _digits(number):
        found, parameters["digits"] = f"{found} UNION {_CALLED_FROM}", digits
    rows = db.rows(
        "SELECT t.id, coalesce((SELECT max(rank) FROM cases c WHERE c.contact_id = t.id),"
        f" t.created_at) AS last_at FROM contacts t WHERE t.id IN ({found})"
        " ORDER BY last_at DESC, t.id DESC LIMIT :limit",
        {**parameters, "limit": limit},
    )
    return [(ContactId(row["id"]), row["last_at"]) for row in rows]


def is_number(query: str) -> bool:
    """Return whether a query can be a number or its beginning, and no name."""
    return bool(_NUMBER.fullmatch(query)) and len(re.sub(r"\D", "", query)) >= LEAST_DIGITS


def _digits(number: str) -> str:
    """Return by which digits numbers are searched, without what leads out of a city or country."""
    digits = re.sub(r"\D", "", number)
    return digits if number.startswith("+") else digits.lstrip("0")

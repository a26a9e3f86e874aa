"""What is being typed at a place of a search: an operator's name, or its value."""

from __future__ import annotations

from dataclasses import dataclass

from console.text import search_query_dates
from console.text.folding import whole
from console.text.post_query_tokens import Kind, tokens
from console.text.search_query_tree import OPERATORS, VALUES, Field

_TIMES = (Field.BEFORE, Field.AFTER, Field.ON)
LEAST = 2
"""Letters of a word from which operators are offered."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The term at the caret, up to there."""

    before: str
    """What stands in front of the value and stays: a minus, the operator."""
    field: Field | None
    """None for a word that may become an operator."""
    value: str


def begun(query: str, caret: int) -> Begun | None:
    """Return what is being typed at `caret`; None where nothing that could be completed is."""
    head = whole(query[:caret])
    pieces = tokens(head)
    if not pieces or pieces[-1].kind is not Kind.TERM or pieces[-1].end != len(head):
        return None
    piece = pieces[-1]
    sign = "-" if piece.negated else ""
    if piece.quoted and (piece.closed or not piece.name):
        return None
    if piece.name == "@":
        return Begun(f"{sign}@", Field.HANDLE, piece.value)
    if not piece.name:
        return Begun(sign, None, piece.value)
    field = next((each for each in OPERATORS if each == piece.name), None)
    return None if field is None else Begun(f"{sign}{field}:", field, piece.value)


def operators(begun_word: str) -> list[str]:
    """Return the operators that a word may become."""
    folded = begun_word.casefold()
    if len(folded) < LEAST and folded not in {"i", "h", "t", "f", "s"}:
        return []
    return [f"{each}:" for each in OPERATORS if each.startswith(folded)]


def fixed(field: Field, value: str) -> list[str] | None:
    """Return the values that a few fields have; None where the data file knows them."""
    known = search_query_dates.WORDS if field in _TIMES else VALUES.get(field)
    if known is None:
        return None
    typed = "-".join(value.casefold().replace("_", "-").split())
    return [each for each in known if each.replace("_", "-").startswith(typed)]


def written(before: str, value: str) -> str:
    """Return a term with its value, in quotes where it needs them."""
    plain = not any(char.isspace() or char in '()"' for char in value)
    return before + (value if plain else f'"{value}"')

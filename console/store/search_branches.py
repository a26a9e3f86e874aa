"""The alternatives of a search, and the places between which each is looked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from console.domain.ids import SEQUENCE_BITS
from console.store.search_conditions import of_case
from console.text.search_query_patterns import is_text
from console.text.search_query_terms import LEAST_PREFIX
from console.text.search_query_tree import All, Either, Field, Node, Not, Term

TOP = 2**63 - 1
"""Above every place."""


class Spot(NamedTuple):
    """Where something was found, and what places it."""

    key: int
    case_id: int
    kind: str
    """`message`, `draft` or `contact`."""
    message_id: int = 0


@dataclass(frozen=True, slots=True)
class Range:
    """The places between two, both of which belong to it."""

    low: tuple[int, int] = (0, 0)
    high: tuple[int, int] = (TOP, TOP)


def between(rows: Iterator[tuple[int, int]], within: Range, kind: str) -> Iterator[Spot]:
    """Yield the rows that lie within a range."""
    return (
        Spot(key, case_id, kind)
        for key, case_id in rows
        if within.low <= (key, case_id) <= within.high
    )


def of_cases_alone(branch: list[Node]) -> bool:
    """Return whether an alternative asks of cases, and of nothing that stands in them."""
    return all(of_case(node) for node in branch)


def asks_for_other(branch: list[Node], kind: str) -> bool:
    """Return whether drafts or contacts are looked through: words, or these by their name."""
    named = any(
        isinstance(node, Term) and node.field is Field.IN and node.value == kind for node in branch
    )
    return named or (
        any(is_text(node) for node in branch)
        and not any(isinstance(node, Term) and node.field is Field.IN for node in branch)
    )


def only(branch: list[Node], *kinds: str) -> bool:
    """Return whether an alternative asks for one of some kinds by its name."""
    return any(
        isinstance(node, Term) and node.field is Field.IN and node.value in kinds for node in branch
    )


def narrowed(branch: list[Node], within: Range) -> Range:
    """Return the range within which times of an alternative leave something to be found."""
    low, high = within.low, within.high
    for node in branch:
        if not isinstance(node, Term):
            continue
        if node.field in (Field.AFTER, Field.ON):
            low = max(low, (min(node.since_ms << SEQUENCE_BITS, TOP), 0))
        if node.field is Field.BEFORE:
            high = min(high, ((node.since_ms << SEQUENCE_BITS) - 1, TOP))
        if node.field is Field.ON:
            high = min(high, ((node.until_ms << SEQUENCE_BITS) - 1, TOP))
    return Range(low, high)


def with_mentions(node: Node) -> Node:
    """Return a node in which a handle also means the posts that mention it."""
    match node:
        case Term(field=Field.HANDLE):
            goes_on = node.prefix and len(node.words[-1]) >= LEAST_PREFIX
            named = replace(node, field=Field.WORDS, prefix=goes_on)
            return Either((node, named))
        case Term():
            return node
        case Not(part):
            return Not(with_mentions(part))
        case All(parts):
            return All(tuple(map(with_mentions, parts)))
        case Either(parts):
            return Either(tuple(map(with_mentions, parts)))

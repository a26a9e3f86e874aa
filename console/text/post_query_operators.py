"""Which operators X's recent search has, as data; what they mean is `post_query_matching`'s.

Source: `resources/post_search.json`, from https://docs.x.com/x-api/posts/search/integrate/operators
(read 2026-08). X's list of that month gives every one of them to self-serve apps.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pkgutil import get_data  # importlib.resources would load 10 ms of machinery


class Takes(StrEnum):
    """What stands behind the colon of an operator."""

    USER = "user"
    """A handle without the @, or the user's id."""
    TEXT = "text"
    ID = "id"
    CONTEXT = "context"
    """Two numbers with a dot between them."""
    COUNTRY = "country"
    CIRCLE = "circle"
    """`[longitude latitude radius]`."""
    BOX = "box"
    """`[west south east north]`."""
    LANG = "lang"
    CHOICE = "choice"
    """One of `Operator.choices`."""


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator with a colon."""

    name: str
    takes: Takes
    alone: bool
    """Whether a query may consist of it; the others stand only beside one that may."""
    once: bool = False
    """Whether a query may hold it only once."""
    choices: Mapping[str, str] | None = None
    """By what may be written, what it means; None where anything may be."""


@dataclass(frozen=True, slots=True)
class Language:
    """What X knows of operators and languages."""

    operators: Mapping[str, Operator]
    """By every name that it has."""
    only_negated: frozenset[str]
    """Values of `is:` that X takes only behind a minus."""
    codes: Mapping[str, str]
    """By the lower-case code, how X writes a language."""
    codes_meant: Mapping[str, str]
    """By what is often written instead of a code, that code."""


@cache
def language() -> Language:
    """Return X's search language; it is read once."""
    data = json.loads(get_data("resources", "post_search.json") or b"{}")
    operators: dict[str, Operator] = {}
    for name, entry in data["operators"].items():
        choices = {choice: choice for choice in entry.get("choices", ())}
        choices |= entry.get("aliases_of_choices", {})
        takes = Takes(entry["takes"])
        operator = Operator(name, takes, entry["alone"], entry.get("once", False), choices or None)
        for each in (name, *entry.get("aliases", ())):
            operators[each] = operator
    return Language(
        operators,
        frozenset(data["only_negated"]),
        {code.lower(): code for code in data["languages"]},
        data["languages_meant"],
    )

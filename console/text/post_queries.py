"""X's search language: what a query means, where it is wrong, and whether a post fits.

Source: https://docs.x.com/x-api/posts/search/integrate/build-a-query and .../operators (read
2026-08): words side by side must all stand there, `OR` is weaker, parentheses group, `-`
excludes; some operators stand alone, others only beside one that does; 512 characters.
"""

from __future__ import annotations

from dataclasses import dataclass

from console.domain.remote import RemotePost

LONGEST = 512
"""How many characters a query of a self-serve app may have."""


@dataclass(frozen=True, slots=True)
class QueryProblem:
    """One place at which a query is wrong."""

    start: int
    """The first character that is wrong, from 0."""
    end: int
    """Behind the last; `start` where something is missing there."""
    message: str
    """What is wrong, one sentence."""
    advice: str = ""
    """What to write instead; may be empty."""


def problems(query: str) -> tuple[QueryProblem, ...]:
    """Return where a query is wrong, in the order of the text; empty where X would take it."""
    del query
    return ()


def fits(query: str, post: RemotePost) -> bool:
    """Return whether a post is found by a query without problems.

    Raises:
        ValueError: the query is wrong.
    """
    raise NotImplementedError

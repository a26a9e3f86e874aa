"""What is wrong at one place of a query, and how long a query may be."""

from __future__ import annotations

from dataclasses import dataclass

from console.language import tr

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
    stops: bool = True
    """Whether X would not take the query, or find something else than it says; False for a
    remark on what is likely meant otherwise."""


def shown(text: str) -> str:
    """Return a piece of a query as a message quotes it: short, in one line."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return tr("“{text}”").format(text=line if len(line) <= 40 else line[:39] + "…")

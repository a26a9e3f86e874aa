"""The term of a query at the caret: where it begins and ends, and what it is replaced by; pure.

A term goes from one space or bracket to the next, unless those stand within quotes; a sign of
exclusion before it is no part of it. Positions are code points.
"""

from __future__ import annotations

from typing import NamedTuple

_APART = " \t\u3000()"


class Term(NamedTuple):
    """One term of a query."""

    start: int
    end: int
    text: str

    @property
    def has_operator(self) -> bool:
        """Return whether an operator stands there, whose value may be looked for."""
        head = self.text.partition(":")
        return self.text.startswith("@") or (bool(head[1]) and head[0].isalpha())


def term_at(query: str, caret: int) -> Term:
    """Return the term in which the caret stands, or at whose end; an empty one between terms."""
    start, quoted = 0, False
    for place, sign in enumerate(query):
        if sign == '"':
            quoted = not quoted
        elif sign in _APART and not quoted:
            if place >= caret:
                return _term(query, start, place)
            start = place + 1
    return _term(query, start, len(query))


def replaced(query: str, caret: int, text: str) -> tuple[str, int]:
    """Return a query with `text` in the place of the term at the caret, and where that is then.

    Behind a whole term a space follows, so that the next one can be typed; not behind an
    operator that still wants its value.
    """
    term = term_at(query, caret)
    rest = query[term.end :]
    gap = "" if text.endswith(":") or rest[:1] in (" ", ")") else " "
    start = term.start
    if text[:1] == "-" and query[:start].endswith("-"):
        start -= 1
    ahead = query[:start] + text + gap
    return ahead + rest, len(ahead) + (rest[:1] == " " and not text.endswith(":"))


def _term(query: str, start: int, end: int) -> Term:
    if query[start : start + 1] == "-" and end > start + 1:
        start += 1
    return Term(start, end, query[start:end])

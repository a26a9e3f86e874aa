"""X's search language: what a query means, where it is wrong, and whether a post fits.

Source: https://docs.x.com/x-api/posts/search/integrate/build-a-query and .../operators (read
2026-08): words side by side must all stand there, `OR` is weaker, parentheses group, `-`
excludes; some operators stand alone, others only beside one that does; 512 characters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import category

from console.domain.remote import RemotePost
from console.language import numeral, tr
from console.text.post_query_joints import loose
from console.text.post_query_matching import Seen, fitting
from console.text.post_query_operators import language
from console.text.post_query_problems import LONGEST, QueryProblem
from console.text.post_query_terms import problems_of
from console.text.post_query_tokens import Kind, Token, tokens
from console.text.post_query_tree import Joint, Node, tree, unanchored
from console.text.post_query_words import invisible

__all__ = ["LONGEST", "Query", "QueryProblem", "compiled", "fits", "problems"]

_MOST_READ = 4096
"""The longest query that X takes of anyone; of a longer one nothing but its length is told."""

_KINDS = {
    "Cc": tr("A control character"),
    "Cf": tr("A character that is not seen"),
    "Cs": tr("Half a character"),
}


@dataclass(frozen=True, slots=True)
class _Step:
    """One step of a query: look at the post, or join what the steps before it found."""

    look: Callable[[Seen], bool] | None
    joint: Joint
    count: int
    """How many findings it joins."""
    negated: bool


@dataclass(frozen=True, slots=True)
class Query:
    """A query that X would take, ready to be held against posts."""

    text: str
    _steps: tuple[_Step, ...]

    def fits(self, post: RemotePost) -> bool:
        """Return whether a post is found."""
        seen = Seen(post)
        findings: list[bool] = []
        for step in self._steps:
            if step.look is not None:
                findings.append(step.look(seen) != step.negated)
                continue
            joined = findings[-step.count :]
            del findings[-step.count :]
            tell = all if step.joint is Joint.ALL else any
            findings.append(tell(joined) != step.negated)
        return findings[0]


def problems(query: str) -> tuple[QueryProblem, ...]:
    """Return where a query is wrong, in the order of the text; empty where X would take it.

    It never raises. Those with `stops` keep X from taking it; the others are remarks.
    """
    too_long = [] if len(query) <= LONGEST else [_too_long(query)]
    if len(query) > _MOST_READ:
        return tuple(too_long)
    pieces = tokens(query)
    parsed = tree(pieces)
    told = [*too_long, *parsed.problems, *_invisible(query), *_repeated(pieces)]
    for piece in pieces:
        if piece.kind is Kind.TERM:
            told += problems_of(piece, query[piece.end : piece.end + 1])
    if parsed.root is not None:
        told += unanchored(parsed.root)
        if not parsed.problems:
            told += loose(query, parsed.root)
    elif not told:
        advice = tr("Write what to look for: a word, a phrase or a #tag.")
        told.append(QueryProblem(0, len(query), tr("The query is empty."), advice))
    return tuple(sorted(told, key=lambda problem: (problem.start, problem.end)))


def fits(query: str, post: RemotePost) -> bool:
    """Return whether a post is found by a query without problems.

    Raises:
        ValueError: the query is wrong.
    """
    return compiled(query).fits(post)


@lru_cache(64)
def compiled(query: str) -> Query:
    """Return a query that can be held against many posts.

    Raises:
        ValueError: the query is wrong.
    """
    wrong = next((problem for problem in problems(query) if problem.stops), None)
    root = tree(tokens(query)).root if wrong is None else None
    if root is None:
        raise ValueError(wrong.message if wrong else "the query is empty")
    return Query(query, _steps(root))


def _steps(root: Node) -> tuple[_Step, ...]:
    """Return the steps of a tree, what is joined before the join."""
    backwards: list[_Step] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        look = None if node.term is None else fitting(node.term)
        backwards.append(_Step(look, node.joint, len(node.parts), node.negated))
        waiting += node.parts
    return tuple(reversed(backwards))


def _too_long(query: str) -> QueryProblem:
    too_long = tr("The query is {over} characters too long: X takes {longest}.").format(
        over=numeral(len(query) - LONGEST), longest=LONGEST
    )
    return QueryProblem(
        LONGEST, len(query), too_long,
        tr("Leave out what finds least, or make two watches of it."),
    )  # fmt: skip


def _invisible(query: str) -> list[QueryProblem]:
    return [
        QueryProblem(
            place,
            place + 1,
            tr("{sign} stands here.").format(sign=_KINDS[category(query[place])]),
            tr("Delete it."),
        )
        for place in invisible(query)
    ]


def _repeated(pieces: list[Token]) -> list[QueryProblem]:
    """Return the operators that X takes once in a query, from their second on."""
    told: list[QueryProblem] = []
    met: set[str] = set()
    for piece in pieces:
        operator = language().operators.get(piece.name)
        if operator is None or not operator.once:
            continue
        if operator.name in met:
            told.append(QueryProblem(piece.start, piece.end,
                                     tr("X takes {name}: only once in a query.").format(
                                         name=operator.name
                                     ),
                                     tr("Leave one of them out.")))  # fmt: skip
        met.add(operator.name)
    return told

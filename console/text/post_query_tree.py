"""How the pieces of a query hang together: all of these, any of those; any text gives a tree.

A part that is missing or too much is told and left out; no query is too deep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from console.language import tr
from console.text.post_query_operators import language
from console.text.post_query_problems import QueryProblem
from console.text.post_query_tokens import Kind, Token


class Joint(Enum):
    """How the parts of a node are joined."""

    TERM = auto()
    """It is one term and has no parts."""
    ALL = auto()
    ANY = auto()


@dataclass(slots=True)
class Node:
    """A term, or parts that must all fit, or of which one must."""

    joint: Joint
    start: int
    end: int
    parts: tuple[Node, ...] = ()
    term: Token | None = None
    negated: bool = False
    anchored: bool = False
    """Whether X would search for it alone: in each alternative stands something to look for."""


@dataclass(slots=True)
class _Group:
    """A group whose end was not met yet."""

    opener: Token | None
    alternatives: list[list[Node]] = field(default_factory=lambda: [[]])
    last_or: Token | None = None


@dataclass(frozen=True, slots=True)
class Tree:
    """What a query means, and what is wrong with how it is put together."""

    root: Node | None
    """None where nothing to look for stands there."""
    problems: tuple[QueryProblem, ...]


def tree(pieces: list[Token]) -> Tree:
    """Return how pieces hang together."""
    told: list[QueryProblem] = []
    groups = [_Group(None)]
    for piece in pieces:
        group = groups[-1]
        if piece.kind is Kind.OPEN:
            if piece.negated:
                told.append(_negated_group(piece))
            groups.append(_Group(piece))
        elif piece.kind is Kind.TERM:
            group.alternatives[-1].append(_leaf(piece))
        elif piece.kind is Kind.OR:
            _next_alternative(group, piece, told)
        elif group.opener is None:
            told.append(_at(piece, tr("This parenthesis closes none."), tr("Delete it.")))
        else:
            groups.pop()
            _close(group, piece, groups[-1], told)
    while groups[-1].opener is not None:
        group = groups.pop()
        opener = group.opener
        if opener is not None:
            told.append(
                _at(opener, tr("This parenthesis is not closed."), tr("Write ) at its end."))
            )
            _close(group, None, groups[-1], told)
    return Tree(_finished(groups[0], told), tuple(told))


def unanchored(root: Node) -> list[QueryProblem]:
    """Return the alternatives for which X would not search alone, in the order of the text."""
    told: list[QueryProblem] = []
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.anchored:
            continue
        if node.joint is Joint.ANY and not node.negated:
            waiting += reversed(node.parts)
            continue
        partly = [each for each in node.parts if any(part.anchored for part in each.parts)]
        if partly and not node.negated:
            waiting += partly[:1]
        else:
            told.append(_lonely(node))
    return told


def _lonely(node: Node) -> QueryProblem:
    leaves = node.parts or (node,)
    if all(leaf.negated for leaf in leaves):
        return QueryProblem(
            node.start, node.end, tr("This says only what to leave out."),
            tr("Add what to look for: a word, a phrase or a #tag."),
        )  # fmt: skip
    return QueryProblem(
        node.start, node.end, tr("X does not search for this alone."),
        tr("Add what to look for beside it: a word, a phrase or a #tag."),
    )  # fmt: skip


def _next_alternative(group: _Group, piece: Token, told: list[QueryProblem]) -> None:
    if not group.alternatives[-1]:
        if len(group.alternatives) > 1:
            message = tr("Nothing stands between two ORs.")
            told.append(_at(piece, message, tr("Delete one of them.")))
        else:
            told.append(_at(piece, tr("Nothing stands before this OR."), tr("Delete it.")))
        return
    group.alternatives.append([])
    group.last_or = piece


def _close(group: _Group, closer: Token | None, outer: _Group, told: list[QueryProblem]) -> None:
    opener = group.opener
    node = _finished(group, told)
    if opener is None:
        return
    if node is None:
        if closer is not None:
            message, advice = tr("These parentheses are empty."), tr("Delete them.")
            told.append(QueryProblem(opener.start, closer.end, message, advice))
        return
    if opener.negated:
        node = Node(Joint.ALL, opener.start, node.end, (node,), negated=True)
    if closer is not None:
        node = _spread(node, opener.start, closer.end)
    outer.alternatives[-1].append(node)


def _spread(node: Node, start: int, end: int) -> Node:
    return Node(node.joint, start, end, node.parts, node.term, node.negated, node.anchored)


def _finished(group: _Group, told: list[QueryProblem]) -> Node | None:
    if not group.alternatives[-1] and group.last_or is not None:
        told.append(_at(group.last_or, tr("Nothing stands behind this OR."), tr("Delete it.")))
    parts = [_joined(Joint.ALL, each) for each in group.alternatives if each]
    return _joined(Joint.ANY, parts) if parts else None


def _joined(joint: Joint, parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    tell = any if joint is Joint.ALL else all
    anchored = tell(part.anchored for part in parts)
    return Node(joint, parts[0].start, parts[-1].end, tuple(parts), anchored=anchored)


def _leaf(piece: Token) -> Node:
    operator = language().operators.get(piece.name)
    alone = operator is None or operator.alone
    return Node(
        Joint.TERM, piece.start, piece.end, term=piece, negated=piece.negated,
        anchored=alone and not piece.negated,
    )  # fmt: skip


def _negated_group(piece: Token) -> QueryProblem:
    return QueryProblem(
        piece.start, piece.end, tr("X leaves out single words only, not a group."),
        tr("Write a minus before each of them: -late -lost instead of -(late OR lost)."),
    )  # fmt: skip


def _at(piece: Token, message: str, advice: str) -> QueryProblem:
    return QueryProblem(piece.start, piece.end, message, advice)

"""X's search language, the part that a desk uses: what a query means, and whether a post fits.

Words, "phrases", from: to: @handle #tag conversation_id: lang: is:reply is:quote is:retweet
has:links has:mentions, `-` before any of these, OR (weaker than the implied AND), parentheses.
Source: https://docs.x.com/x-api/posts/search/integrate/operators (read 2026-08).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from .records import Post
from .world import World

_TOKEN = re.compile(r'\s*(-?"[^"]*"|-?\(|\)|[^\s()]+)')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """One operator with its value, such as ("from", "ada"); negated or not."""

    kind: str
    value: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AllOf:
    """Parts that must all fit."""

    parts: "tuple[Node, ...]"
    negated: bool = False


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Parts of which one must fit."""

    parts: "tuple[Node, ...]"
    negated: bool = False


Node: TypeAlias = Term | AllOf | AnyOf

_IS = frozenset({"reply", "quote", "retweet"})
_HAS = frozenset({"links", "mentions"})
_CONJUNCTION_REQUIRED = frozenset({"lang", "is", "has"})
NO_CLAUSE = "Rules must contain at least one positive, non-stopword clause (at position 1)"
"""As clients report it since 2016; which position X names is not known (unverified)."""
_VALUED = frozenset({"from", "to", "conversation_id", "lang", "is", "has"})


def parse(query: str) -> Node:
    """Return the meaning of a query; ValueError (its text is for the client) where it has none."""
    tokens: list[str] = _TOKEN.findall(query)
    if not tokens:
        raise ValueError("a query can not be empty")
    node, rest = _any_of(tokens)
    if rest:
        raise ValueError(f"unexpected [{rest[0]}]")
    if not _stands_alone(node):
        raise ValueError(NO_CLAUSE)
    return node


def fits(node: Node, post: Post, world: World) -> bool:
    """Tell whether a post fits a query."""
    if isinstance(node, Term):
        found = _MATCHERS[node.kind](node.value, post, world)
    elif isinstance(node, AllOf):
        found = all(fits(part, post, world) for part in node.parts)
    else:
        found = any(fits(part, post, world) for part in node.parts)
    return found != node.negated


def index_of(node: Node, world: World) -> tuple[str, object] | None:
    """Return the shortest time line that holds every post that fits, or None: look at them all."""
    terms = node.parts if isinstance(node, AllOf) else (node,)
    keys = [
        key
        for term in terms
        if isinstance(term, Term) and not term.negated
        for key in _keys(term, world)
    ]
    return min(keys, key=lambda key: len(world.ids(*key)), default=None)


def _stands_alone(node: Node) -> bool:
    """Tell whether a query may consist of this; of alternatives, each must (unverified)."""
    if node.negated:
        return False
    if isinstance(node, Term):
        return node.kind not in _CONJUNCTION_REQUIRED
    return (any if isinstance(node, AllOf) else all)(map(_stands_alone, node.parts))


def _any_of(tokens: list[str]) -> tuple[Node, list[str]]:
    part, tokens = _all_of(tokens)
    parts = [part]
    while tokens and tokens[0] == "OR":
        part, tokens = _all_of(tokens[1:])
        parts.append(part)
    return (parts[0] if len(parts) == 1 else AnyOf(tuple(parts))), tokens


def _all_of(tokens: list[str]) -> tuple[Node, list[str]]:
    parts: list[Node] = []
    while tokens and tokens[0] not in ("OR", ")"):
        part, tokens = _one(tokens)
        parts.append(part)
    if not parts:
        raise ValueError("an operator lacks its operand")
    return (parts[0] if len(parts) == 1 else AllOf(tuple(parts))), tokens


def _one(tokens: list[str]) -> tuple[Node, list[str]]:
    token, rest = tokens[0], tokens[1:]
    negated = token.startswith("-") and len(token) > 1
    bare = token[1:] if negated else token
    if bare == "(":
        inner, rest = _any_of(rest)
        if not rest or rest[0] != ")":
            raise ValueError("a parenthesis is not closed")
        return AllOf((inner,), negated), rest[1:]
    return _term(bare, negated=negated), rest


def _term(bare: str, *, negated: bool) -> Term:
    if bare.startswith('"'):
        return Term("phrase", bare.strip('"'), negated)
    if bare[0] in "@#" and len(bare) > 1:
        return Term(bare[0], bare[1:].lower(), negated)
    kind, colon, value = bare.partition(":")
    if not colon:
        return Term("phrase", bare, negated)
    if kind not in _VALUED or not value:
        raise ValueError(f"[{bare}] is not an operator")
    if (kind == "is" and value not in _IS) or (kind == "has" and value not in _HAS):
        raise ValueError(f"[{value}] is not a value of [{kind}:]")
    return Term(kind, value.removeprefix("@").lower(), negated)


def _keys(term: Term, world: World) -> list[tuple[str, object]]:
    if term.kind == "from":
        return [("by", world.resolve(term.value))]
    if term.kind == "@":
        return [("mentioning", world.resolve(term.value))]
    if term.kind == "conversation_id" and term.value.isdigit():
        return [("conversation", int(term.value))]
    if term.kind == "phrase":
        return [("word", word) for word in _WORD.findall(term.value.lower())]
    return []


def _whole_text(post: Post) -> str:
    return post.note.text if post.note else post.text


def _phrase(value: str, post: Post, world: World) -> bool:
    wanted = _WORD.findall(value.lower())
    words = _WORD.findall(_whole_text(post).lower())
    return any(
        words[start : start + len(wanted)] == wanted
        for start in range(len(words) - len(wanted) + 1)
    )


_MATCHERS: dict[str, Callable[[str, Post, World], bool]] = {
    "phrase": _phrase,
    "from": lambda value, post, world: post.author_id == world.resolve(value),
    "to": lambda value, post, world: (
        post.in_reply_to_user_id is not None and post.in_reply_to_user_id == world.resolve(value)
    ),
    "@": lambda value, post, world: world.resolve(value) in post.mentioned_ids,
    "#": lambda value, post, world: value in [tag.tag.lower() for tag in post.entities.hashtags],
    "conversation_id": lambda value, post, world: str(post.conversation_id) == value,
    "lang": lambda value, post, world: post.lang == value,
    "is": lambda value, post, world: (
        {"reply": "replied_to", "quote": "quoted", "retweet": "retweeted"}[value]
        in [reference.type for reference in post.references]
    ),
    "has": lambda value, post, world: bool(
        post.entities.urls if value == "links" else post.entities.mentions
    ),
}

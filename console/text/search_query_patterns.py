"""The words of a search, for the full-text index and for one text alone.

Both divide a text alike: words are letters and digits, and the words of one term stand next
to each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from console.text.search_query_tree import All, Either, Field, Node, Not, Term

LINK_WORDS = ("https", "http", "www")
"""One of them stands in every link."""
PREFIX = 3
"""The longest beginning of words that the index holds by itself."""
LONGEST_COMMON = 8
"""What begins with more letters is rare enough to be gathered as it is."""
_TEXTS = frozenset({Field.WORDS, Field.NUMBER})


def is_text(node: Node, *, links: bool = False) -> bool:
    """Return whether the index of texts alone can say if a node fits (`links`: also has:url)."""
    match node:
        case Term():
            return node.field in _TEXTS or (links and is_link(node))
        case Not():
            return False
        case All(parts) | Either(parts):
            return all(is_text(part, links=links) for part in parts)


def is_link(term: Term) -> bool:
    """Return whether a term asks for links."""
    return term.field is Field.HAS and term.value == "url"


def has_long_prefix(node: Node) -> bool:
    """Return whether a node is one term that ends in a beginning longer than the index holds."""
    return (
        isinstance(node, Term)
        and node.prefix
        and PREFIX < len(node.words[-1]) <= LONGEST_COMMON
        and node.field is Field.WORDS
        and node.words[-1].isascii()
    )


def shortened(node: Node) -> Node:
    """Return a node with its long beginning cut to what the index holds: more fits."""
    if not (has_long_prefix(node) and isinstance(node, Term)):
        return node
    return replace(node, words=(*node.words[:-1], node.words[-1][:PREFIX]))


def match(node: Node) -> str:
    """Return a node that is text in the language of SQLite's FTS5."""
    match node:
        case Term(field=Field.HAS):
            return f"({' OR '.join(LINK_WORDS)})"
        case Term(field=Field.NUMBER):
            last = len(node.words) - 1
            each = (
                _phrase((word,), prefix=node.prefix and place == last)
                for place, word in enumerate(node.words)
            )
            return f"({' AND '.join(each)})"
        case Term():
            return _phrase(node.words, prefix=node.prefix)
        case All(parts):
            return f"({' AND '.join(map(match, parts))})"
        case Either(parts):
            return f"({' OR '.join(map(match, parts))})"
        case Not():
            raise ValueError("what is not wanted is no text")


def patterns(term: Term) -> tuple[str, ...]:
    """Return regular expressions of which each has to be found in a folded text."""
    if is_link(term):
        return (pattern([(word,) for word in LINK_WORDS]),)
    if term.field is Field.NUMBER:
        last = len(term.words) - 1
        return tuple(
            pattern([(word,)], prefix=term.prefix and place == last)
            for place, word in enumerate(term.words)
        )
    return (pattern([term.words], prefix=term.prefix),)


def pattern(phrases: Iterable[tuple[str, ...]], *, prefix: bool = False) -> str:
    """Return a regular expression that finds one of some phrases in a folded text."""
    end = "" if prefix else r"(?![^\W_])"
    return "|".join(
        begun(words[0]) + "".join(rf"[\W_]+{re.escape(word)}" for word in words[1:]) + end
        for words in phrases
    )


def begun(word: str) -> str:
    """Return a regular expression for a word with nothing of a word before it.

    What stands before it is looked at behind it: `re` leaps to letters that a pattern begins
    with, several times as fast as it tries each place.
    """
    letters = re.escape(word)
    return rf"{letters}(?<![^\W_]{letters})"


def _phrase(words: tuple[str, ...], *, prefix: bool) -> str:
    return f'"{" ".join(words)}"{" *" if prefix else ""}'

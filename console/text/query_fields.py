"""A query as fields that a person fills in, and back; X's words are `post_queries`'."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from unicodedata import category

from console.text.entities import cashtags
from console.text.hashtags import hashtags
from console.text.post_query_operators import language
from console.text.post_query_tokens import DASHES, QUOTES, Token, tokens
from console.text.post_query_tree import Joint, Node, tree
from console.text.post_query_words import invisible, is_word, words

_QUOTES = re.compile(f'["{QUOTES}]+')
_NOT_IN_HANDLE = re.compile(rf'[\s()"{QUOTES}]+')
_NOT_IN_LANG = re.compile(r"[^A-Za-z-]+")
_BEFORE_WORD = f"-+@＠{DASHES} "
"""What a person may have typed before a word, and a field says by itself."""
_OPERATORS = frozenset({"or", "and", "not"})


@dataclass(frozen=True, slots=True)
class QueryFields:
    """What a watch looks for, field by field."""

    any_of: tuple[str, ...] = ()
    """Words, phrases or #tags of which one must stand there: brand, products, misspellings."""
    with_one_of: tuple[str, ...] = ()
    """Words of which one must stand there as well, such as *broken, refund, late*."""
    none_of: tuple[str, ...] = ()
    """Words that must not."""
    not_from: tuple[str, ...] = ()
    """Handles without the @, ours first, whose posts are left out."""
    not_mentioning: tuple[str, ...] = ()
    """Handles that must not be mentioned: such posts come as mentions anyway, for less."""
    lang: str = ""
    """The language, as X names it (`en`); empty for all."""
    no_reposts: bool = True
    no_replies: bool = False


def compose(fields: QueryFields) -> str:
    """Return the query of the fields; empty where they say nothing to look for."""
    fields = cleaned(fields)
    if not fields.any_of:
        return ""
    parts = [_group(fields.any_of)]
    if fields.with_one_of:
        parts.append(_group(fields.with_one_of))
    parts += [f"-{_term(item)}" for item in fields.none_of]
    parts += [f"-from:{handle}" for handle in fields.not_from]
    parts += [f"-@{handle}" for handle in fields.not_mentioning]
    if fields.lang:
        parts.append(f"lang:{fields.lang}")
    if fields.no_reposts:
        parts.append("-is:retweet")
    if fields.no_replies:
        parts.append("-is:reply")
    return " ".join(parts)


def cleaned(fields: QueryFields) -> QueryFields:
    """Return the fields as a query can say them: what `read` gives back of what `compose` wrote.

    Quotes, a minus or an @ before a word, doubles, and what holds no word are gone; where
    `any_of` is empty, `with_one_of` is what to look for.
    """
    any_of, with_one_of = _items(fields.any_of), _items(fields.with_one_of)
    if not any_of:
        any_of, with_one_of = with_one_of, ()
    code = _NOT_IN_LANG.sub("", fields.lang).strip("-")
    return replace(
        fields,
        any_of=any_of,
        with_one_of=with_one_of,
        none_of=_items(fields.none_of),
        not_from=_handles(fields.not_from),
        not_mentioning=_handles(fields.not_mentioning),
        lang=language().codes.get(code.lower(), code),
    )


def read(query: str) -> QueryFields | None:
    """Return the fields that compose to a query of the same meaning; None where no fields do.

    White space and the order of the fields may differ. An empty query is that of empty fields.
    """
    parsed = tree(tokens(query))
    if parsed.problems:
        return None
    root = parsed.root
    if root is None:
        return QueryFields()
    reading = _Reading()
    parts = root.parts if root.joint is Joint.ALL and not root.negated else (root,)
    if not all(reading.takes(part) for part in parts) or not reading.groups:
        return None
    fields = reading.fields()
    return fields if fields == cleaned(fields) else None


class _Reading:
    """The fields of a query, as far as its parts were read."""

    def __init__(self) -> None:
        self.groups: list[tuple[str, ...]] = []
        self.none_of: list[str] = []
        self.not_from: list[str] = []
        self.not_mentioning: list[str] = []
        self.langs: list[str] = []
        self.flags: set[str] = set()

    def takes(self, node: Node) -> bool:
        """Read one part; return whether a field says it."""
        term = node.term
        if term is None or not (node.negated or term.name):
            return self._takes_group(node)
        if not term.closed or term.marks:
            return False
        if term.name in ("", "#", "$"):
            return self._takes_item(term)
        if term.quoted:
            return False
        if not term.negated:
            return term.name == "lang" and self._takes_lang(term.value)
        return self._takes_left_out(term)

    def fields(self) -> QueryFields:
        """Return what was read."""
        any_of, *others = self.groups
        return QueryFields(
            any_of,
            others[0] if others else (),
            tuple(self.none_of),
            tuple(self.not_from),
            tuple(self.not_mentioning),
            "".join(self.langs),
            no_reposts="retweet" in self.flags,
            no_replies="reply" in self.flags,
        )

    def _takes_item(self, term: Token) -> bool:
        item = _item_of(term)
        if item is None:
            return False
        if term.negated:
            self.none_of.append(item)
            return True
        return self._takes_items((item,))

    def _takes_group(self, node: Node) -> bool:
        leaves = node.parts if node.joint is Joint.ANY else (node,)
        if node.negated or node.joint is Joint.ALL:
            return False
        items = [_item_of(leaf.term) for leaf in leaves if leaf.term and not leaf.negated]
        found = tuple(item for item in items if item is not None)
        return len(found) == len(leaves) and self._takes_items(found)

    def _takes_items(self, items: tuple[str, ...]) -> bool:
        self.groups.append(items)
        return len(self.groups) <= 2

    def _takes_lang(self, value: str) -> bool:
        self.langs.append(language().codes.get(value.lower(), value))
        return len(self.langs) == 1 and bool(value)

    def _takes_left_out(self, term: Token) -> bool:
        value = term.value
        if term.name == "is":
            self.flags.add(value.lower())
            return value.lower() in ("retweet", "reply")
        if term.name not in ("from", "@"):
            return False
        (self.not_from if term.name == "from" else self.not_mentioning).append(value)
        return bool(value)


def _item_of(term: Token) -> str | None:
    """Return what a person would write in a field for a term; None where no field says it."""
    if not term.closed or term.marks or term.name not in ("", "#", "$"):
        return None
    item = term.value if term.quoted else f"{term.name}{term.value}"
    if _items((item,)) != (item,):
        return None
    # What X divides at a sign is a phrase in a field, and a phrase is no tag.
    same = tokens(_term(item))[0]
    return item if (same.name, same.value) == (term.name, term.value) else None


def _items(typed: Iterable[str]) -> tuple[str, ...]:
    """Return words, phrases and #tags without what a field can not hold, each once."""
    found: dict[tuple[str, ...], str] = {}
    for each in typed:
        item = " ".join(_QUOTES.sub(" ", _visible(each)).split()).lstrip(_BEFORE_WORD)
        if item.startswith(("#", "$")) and not _is_tag(item):
            item = item.lstrip(f"#${_BEFORE_WORD}")
        if of := words(item):
            found.setdefault((item[0] if _is_tag(item) else "", *of), item)
    return tuple(found.values())


def _handles(typed: Iterable[str]) -> tuple[str, ...]:
    """Return handles without the @, each once; a wrong one stays, for its problem to be told."""
    found: dict[str, str] = {}
    for each in typed:
        # Two with a space between them are two: one name of both would be a stranger's.
        for piece in _NOT_IN_HANDLE.split(_visible(each)):
            if handle := piece.lstrip(_BEFORE_WORD):
                found.setdefault(handle.lower(), handle)
    return tuple(found.values())


def _visible(text: str) -> str:
    """Return a text without what nobody sees; control characters part words, others do not."""
    hidden = set(invisible(text))
    kept = []
    for place, char in enumerate(text):
        if category(char) in ("Cc", "Cs"):
            kept.append(" ")
        elif place not in hidden:
            kept.append(char)
    return "".join(kept)


def _group(items: tuple[str, ...]) -> str:
    terms = [_term(item) for item in items]
    return terms[0] if len(terms) == 1 else f"({' OR '.join(terms)})"


def _term(item: str) -> str:
    """Return how a query says a word, a phrase or a tag."""
    plain = is_word(item) and item.lower() not in _OPERATORS
    return item if plain or _is_tag(item) else f'"{item}"'


def _is_tag(item: str) -> bool:
    whole = (0, len(item))
    if item.startswith("#"):
        return hashtags(item) == [whole]
    return item.startswith("$") and [(tag.start, tag.end) for tag in cashtags(item)] == [whole]

"""One term of a search: a word, a phrase, a handle, or an operator with its value."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING

from console.domain.ids import to_ms
from console.domain.searching import SearchProblem
from console.language import numeral, tr
from console.text import search_query_dates
from console.text.folding import CJK, fold
from console.text.post_query_tokens import Token
from console.text.search_query_tree import OPERATORS, SPELLINGS, VALUES, All, Field, Node, Not, Term

if TYPE_CHECKING:
    from typing_extensions import TypeIs

LEAST_DIGITS = 4
"""Fewer are in any phone number."""
LEAST_PREFIX = 2
"""A word of one letter is no beginning: half of all words go on from it."""
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[\d+./-]*\d[\d+./-]*", re.ASCII)
_NAME = re.compile(r"[a-z][a-z_-]*", re.ASCII)
_OPERATORS = {str(field): field for field in OPERATORS} | {
    "touch": Field.TOUCHPOINT, "since": Field.AFTER, "until": Field.BEFORE, "type": Field.KIND,
    "status": Field.STATE, "tags": Field.TAG, "tel": Field.PHONE, "number": Field.PHONE,
}  # fmt: skip
_TIMES = frozenset({Field.BEFORE, Field.AFTER, Field.ON})
_WANTED = {
    Field.FROM: tr("Write a handle, a name, “us” or “customer” behind it."),
    Field.TO: tr("Write one of our accounts, or a handle, behind it."),
    Field.ACCOUNT: tr("Write one of our accounts behind it."),
    Field.PHONE: tr("Write a phone number or a part of one behind it."),
    Field.TAG: tr("Write a tag behind it."),
    Field.TOUCHPOINT: tr("Write a touchpoint behind it."),
}
"""What belongs behind the operators whose values are not known beforehand."""


def term(
    piece: Token, query: str, now: datetime, *, unfinished: bool
) -> Term | SearchProblem | None:
    """Return what a piece asks for; what is wrong with it; or None where it holds no word.

    `unfinished`: it stands at the end and may go on.
    """
    unfinished = unfinished and not (piece.quoted and piece.closed)
    field = _OPERATORS.get(piece.name)
    if field is not None:
        return _valued(piece, field, now, unfinished=unfinished)
    if piece.name == "@":
        return _handle(piece, unfinished=unfinished)
    if not piece.name or piece.name in {"#", "$"}:
        return _words(piece, piece.value, unfinished=unfinished)
    if _NAME.fullmatch(piece.name) and not piece.value.startswith("//"):
        return _unknown(piece)
    first = piece.start + piece.negated
    return _words(piece, query[first : piece.end], unfinished=unfinished)


def number_runs(nodes: list[Node]) -> list[Node]:
    """Return the nodes with words of digits that stand together as one number.

    A phone number is written in groups, and none of these is a number by itself.
    """
    found: list[Node] = []
    for node in nodes:
        last = found[-1] if found else None
        if _is_number(node) and _is_number(last):
            found[-1] = Term(
                Field.NUMBER, last.start, node.end, last.value + node.value,
                last.words + node.words, node.prefix,
            )  # fmt: skip
        else:
            found.append(node)
    return [_as_words(node) for node in found]


def _is_number(node: Node | None) -> TypeIs[Term]:
    return isinstance(node, Term) and node.field is Field.NUMBER


def _as_words(node: Node) -> Node:
    """Return a number too short for a phone's as words, any other without its leading noughts.

    Stored are numbers with their country: what leads out of a city or country is not there.
    That holds for what must not be found too.
    """
    if isinstance(node, Not):
        return Not(_as_words(node.part))
    if not _is_number(node):
        return node
    digits = node.value.lstrip("0")
    if len(digits) >= LEAST_DIGITS:
        return replace(node, value=digits)
    last = len(node.words) - 1
    words: tuple[Node, ...] = tuple(
        Term(Field.WORDS, node.start, node.end, word, (word,), node.prefix and place == last)
        for place, word in enumerate(node.words)
    )
    return words[0] if len(words) == 1 else All(words)


def _words(piece: Token, text: str, *, unfinished: bool) -> Term | None:
    folded = fold(text)
    words = tuple(_WORD.findall(folded))
    if not words:
        return None
    # What ends in a sign is a whole word.
    goes_on = (unfinished and _WORD.match(folded.rstrip()[-1:]) is not None) or (
        not piece.quoted and text.endswith("*")
    )
    lone_sign = len(words[-1]) == 1 and CJK.fullmatch(words[-1]) is not None
    prefix = (goes_on and len(words[-1]) >= LEAST_PREFIX) or lone_sign
    if not piece.quoted and _DIGITS.fullmatch(text):
        digits = re.sub(r"\D", "", text)
        return Term(Field.NUMBER, piece.start, piece.end, digits, words, prefix)
    return Term(Field.WORDS, piece.start, piece.end, " ".join(words), words, prefix)


def _handle(piece: Token, *, unfinished: bool) -> Term | None:
    words = tuple(_WORD.findall(fold(piece.value)))
    if not words:
        return None
    prefix = (unfinished or piece.value.endswith("*")) and len(piece.value) >= LEAST_PREFIX
    value = piece.value.rstrip("*.,:;!?").casefold()
    return Term(Field.HANDLE, piece.start, piece.end, value, words, prefix)


def _valued(piece: Token, field: Field, now: datetime, *, unfinished: bool) -> Term | SearchProblem:
    value = " ".join(piece.value.split())
    name = f"{field}:"
    if not value:
        message = tr("Nothing stands behind “{name}”.").format(name=name)
        return SearchProblem(piece.start, piece.end, message, _offer(field))
    if field in VALUES:
        return _of_few(piece, field, value)
    if field in _TIMES:
        span = search_query_dates.span(value, now)
        if span is None:
            message = tr("“{value}” is no day.").format(value=value)
            advice = search_query_dates.advice(value)
            return SearchProblem(piece.start, piece.end, message, advice)
        since, until = map(to_ms, span)
        return Term(field, piece.start, piece.end, value, since_ms=since, until_ms=until)
    if field is Field.PHONE:
        digits = re.sub(r"\D", "", value).lstrip("0")
        if len(digits) < LEAST_DIGITS - 1:
            message = tr("This is too short for a phone number.")
            advice = tr("Write at least {least} digits of it.").format(
                least=numeral(LEAST_DIGITS - 1)
            )
            return SearchProblem(piece.start, piece.end, message, advice)
        return Term(field, piece.start, piece.end, digits)
    words = tuple(_WORD.findall(fold(value)))
    prefix = unfinished or (value.endswith("*") and not piece.quoted)
    return Term(field, piece.start, piece.end, value.removesuffix("*").casefold(), words, prefix)


def _of_few(piece: Token, field: Field, value: str) -> Term | SearchProblem:
    known = {_key(each): each for each in VALUES[field]}
    key = _key(value)
    found = known.get(key) or known.get(_key(SPELLINGS.get(key, "")))
    if found is not None:
        return Term(field, piece.start, piece.end, found)
    near = get_close_matches(key, known, 1)
    message = tr("There is no “{term}”.").format(term=f"{field}:{value}")
    advice = _offer(field)
    if near:
        advice = tr("Did you mean {term}? {others}").format(
            term=f"{field}:{known[near[0]]}", others=advice
        )
    return SearchProblem(piece.start, piece.end, message, advice)


def _key(value: str) -> str:
    return "-".join(re.split(r"[\s_-]+", value.casefold()))


def _offer(field: Field) -> str:
    if field in VALUES:
        return tr("There are: {values}.").format(values=", ".join(VALUES[field]))
    return search_query_dates.ADVICE if field in _TIMES else _WANTED[field]


def _unknown(piece: Token) -> SearchProblem:
    near = get_close_matches(piece.name, _OPERATORS, 1)
    end = piece.start + piece.negated + len(piece.name) + 1
    message = tr("There is no operator “{name}”.").format(name=f"{piece.name}:")
    advice = tr("In quotes it is looked for as words.")
    if near:
        advice = tr("Did you mean {term}? {others}").format(term=f"{near[0]}:", others=advice)
    return SearchProblem(piece.start, end, message, advice)

"""The language of the search: from what is typed to what is looked for, and what is wrong in it.

Words are joined by *and*; `OR`, parentheses, a minus, quotes, and operators (`from:ada`,
`state:open`). The same pieces as in X's searches; any text means something.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from unicodedata import category

from console.domain.searching import SearchProblem
from console.language import tr
from console.text.folding import fold, whole
from console.text.post_query_tokens import Kind, Token, tokens
from console.text.search_query_terms import number_runs, term
from console.text.search_query_tree import All, Either, Node, Not

LONGEST = 4000
"""Characters of a query at most."""
MOST_TERMS = 64
DEEPEST = 16
"""How many parentheses stand within each other at most."""
_WORD = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Query:
    """What a query asks for; `root` is None where that is nothing."""

    root: Node | None
    problems: tuple[SearchProblem, ...] = ()


@dataclass(slots=True)
class _Group:
    """Parentheses that are open; each alternative holds what has to fit together."""

    opener: Token | None
    alternatives: list[list[Node]]
    joint: Token | None = None
    """The last OR."""


class _Reading:
    """One query being read."""

    def __init__(self, query: str, now: datetime, *, typing: bool) -> None:
        self.query = query
        self.now = now
        self.typing = typing
        self.told: list[SearchProblem] = []
        self.groups = [_Group(None, [[]])]

    def take(self, piece: Token) -> None:
        group = self.groups[-1]
        unfinished = self.typing and piece.end == len(self.query)
        if piece.kind is Kind.OPEN:
            if len(self.groups) > DEEPEST:
                self._tell(
                    piece, tr("Parentheses stand too deep within each other."), tr("Use fewer.")
                )
            self.groups.append(_Group(piece, [[]]))
        elif piece.kind is Kind.CLOSE:
            if group.opener is None:
                self._tell(piece, tr("This parenthesis closes none."), tr("Delete it."))
            else:
                self._close(piece)
        elif piece.kind is Kind.OR:
            self._or(group, piece, unfinished=unfinished)
        else:
            self._term(group, piece, unfinished=unfinished)

    def finished(self) -> Node | None:
        while (opener := self.groups[-1].opener) is not None:
            if not self.typing:
                self._tell(opener, tr("This parenthesis is not closed."), tr("Write ) at its end."))
            self._close(None)
        return self._joined(self.groups[0])

    def _or(self, group: _Group, piece: Token, *, unfinished: bool) -> None:
        if not group.alternatives[-1]:
            if unfinished and group.joint is None:
                # `OR` may be the beginning of a word such as ORDER.
                return
            message = (
                tr("Nothing stands before this OR.")
                if group.joint is None
                else tr("Nothing stands between two ORs.")
            )
            self._tell(piece, message, tr("Delete it, or put the word in quotes."))
            return
        group.alternatives.append([])
        group.joint = piece

    def _term(self, group: _Group, piece: Token, *, unfinished: bool) -> None:
        if piece.quoted and not piece.closed and not self.typing:
            self._tell(piece, tr("The quotes are not closed."), tr('Write " at the end.'))
            return
        told = term(piece, self.query, self.now, unfinished=unfinished)
        if isinstance(told, SearchProblem):
            # No operator of that name: what is typed behind its colon makes it none.
            if not unfinished or told.end < piece.end:
                self.told.append(told)
            return
        if told is not None:
            group.alternatives[-1].append(Not(told) if piece.negated else told)
        elif not unfinished and (sign := _sign(self.query[piece.start : piece.end])):
            message = tr("Signs such as {sign} cannot be looked for.").format(sign=sign)
            self._tell(piece, message, tr("Write words instead."))
            group.joint = None  # that nothing stands behind the OR is said by this
        elif unfinished or group.joint is None or _WORD.search(fold(piece.value)):
            return
        else:
            # A lone sign behind an OR is nothing to look for, and no reason for a remark.
            group.joint = group.joint if len(group.alternatives) > 1 else None

    def _close(self, closer: Token | None) -> None:
        group = self.groups.pop()
        node = self._joined(group)
        if node is None:
            if closer is not None and group.opener is not None and not self.told:
                start, end = group.opener.start, closer.end
                if not _WORD.search(fold(self.query[start:end])):
                    empty = tr("These parentheses are empty.")
                    self.told.append(SearchProblem(start, end, empty, tr("Delete them.")))
            return
        if group.opener is not None and group.opener.negated:
            node = Not(node)
        self.groups[-1].alternatives[-1].append(node)

    def _joined(self, group: _Group) -> Node | None:
        if not group.alternatives[-1] and group.joint is not None and not self.typing:
            self._tell(group.joint, tr("Nothing stands behind this OR."), tr("Delete it."))
        parts = [_one(All, number_runs(each)) for each in group.alternatives if each]
        return _one(Either, parts) if parts else None

    def _tell(self, piece: Token, message: str, advice: str) -> None:
        self.told.append(SearchProblem(piece.start, piece.end, message, advice))


def read(query: str, now: datetime | None = None, *, typing: bool = False) -> Query:
    """Return what a query asks for, and where it is wrong.

    `now` gives today and the zone of its days. While a person types, what is unfinished at
    the end is no problem but left out, and the last word may go on.
    """
    if len(query) > LONGEST:
        told = SearchProblem(LONGEST, len(query), tr("This is too long."), tr("Use fewer words."))
        return Query(None, (told,))
    query = whole(query)
    reading = _Reading(query, now or datetime.now(UTC), typing=typing)
    pieces = tokens(query)
    terms = [piece for piece in pieces if piece.kind is Kind.TERM]
    if len(terms) > MOST_TERMS:
        start = terms[MOST_TERMS].start
        message = tr("These are too many words.")
        told = SearchProblem(start, len(query), message, tr("Use fewer."))
        return Query(None, (told,))
    for piece in pieces:
        reading.take(piece)
    root = reading.finished()
    if root is None and pieces and not reading.told and not typing:
        message = tr("There is no word in this to look for.")
        advice = tr("Write letters or digits.")
        reading.told.append(SearchProblem(0, len(query), message, advice))
    problems = tuple(sorted(reading.told, key=lambda each: (each.start, each.end)))
    return Query(None if problems else root, problems)


def _sign(text: str) -> str | None:
    """Return the first emoji or other symbol of a text that is no punctuation."""
    return next((sign for sign in text if sign > "\xa0" and category(sign)[0] == "S"), None)


def _one(joint: type[All | Either], parts: list[Node]) -> Node:
    return parts[0] if len(parts) == 1 else joint(tuple(parts))

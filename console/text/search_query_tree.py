"""What a search asks for: terms, joined by all, any and not.

Owns the fields that a term may ask of and their values; judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a term is compared with."""

    WORDS = ""
    NUMBER = "number"
    """Words of digits: in a text they are words, of a contact a part of a phone number."""
    HANDLE = "@"
    FROM = "from"
    TO = "to"
    ACCOUNT = "account"
    PHONE = "phone"
    TAG = "tag"
    TOUCHPOINT = "touchpoint"
    STATE = "state"
    IS = "is"
    HAS = "has"
    IN = "in"
    KIND = "kind"
    BEFORE = "before"
    AFTER = "after"
    ON = "on"


OPERATORS = tuple(field for field in Field if field.isalpha() and field != Field.NUMBER)
TEXT_FIELDS = frozenset({Field.WORDS, Field.NUMBER})
"""What the full-text index answers."""
STATES = {
    "needs_reply": ("needs_reply",),
    "waiting": ("waiting",),
    "snoozed": ("snoozed",),
    "resolved": ("resolved",),
    "spam": ("spam",),
    "muted": ("muted",),
    "open": ("needs_reply", "waiting", "snoozed"),
}
VALUES: dict[Field, tuple[str, ...]] = {
    Field.STATE: tuple(STATES),
    Field.IS: (
        "unanswered", "answered", "called-first", "unread", "not-summoned", "overdue",
        *(state.replace("_", "-") for state in STATES),
    ),
    Field.HAS: ("url", "picture", "draft", "promise", "phone", "touchpoint", "tag"),
    Field.IN: ("post", "call", "draft", "contact"),
    Field.KIND: ("complaint", "question", "thanks", "other"),
}  # fmt: skip
"""The values of those fields that have a few."""
SPELLINGS = {
    "link": "url", "links": "url", "urls": "url", "image": "picture", "photo": "picture",
    "pictures": "picture", "posts": "post", "calls": "call", "note": "call", "drafts": "draft",
    "contacts": "contact", "complaints": "complaint", "questions": "question", "late": "overdue",
    "unsummoned": "not-summoned", "needs-answer": "unanswered",
}  # fmt: skip
"""What else a person may write for one of them."""


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: the characters `[start, end)` of the query."""

    field: Field
    start: int
    end: int
    value: str = ""
    """As it is compared: words folded, a value of `VALUES`; else as it was typed."""
    words: tuple[str, ...] = ()
    """Folded; they stand next to each other in this order, but for those of a number."""
    prefix: bool = False
    """Whether the last word may go on."""
    since_ms: int = 0
    until_ms: int = 0
    """Of a time: its first millisecond, and the first behind it."""


@dataclass(frozen=True, slots=True)
class All:
    """Every part has to fit."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Either:
    """One part has to fit."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part must not fit."""

    part: Node


Node = Term | All | Either | Not


def terms(node: Node, *, wanted: bool = True) -> Iterator[Term]:
    """Return the terms that are to be found (those that are not, where `wanted` is False)."""
    match node:
        case Term():
            if wanted:
                yield node
        case Not(part):
            yield from terms(part, wanted=not wanted)
        case All(parts) | Either(parts):
            for part in parts:
                yield from terms(part, wanted=wanted)

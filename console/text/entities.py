"""Find what X makes clickable in a text: links, mentions, lists, hashtags and cashtags.

The rules are those of twitter-text 3.1.0 (https://github.com/twitter/twitter-text): each
kind is looked for by itself, and of two that overlap the one that begins first stays.
For that reason a link behind a hashtag (`#日shop.de`) is none here, while `links` still
has it: a link counts as one by itself. Spans are code points of the text given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from console.text import hashtags
from console.text.domains import LATIN, SPACES
from console.text.links import Link, links

__all__ = [
    "Entity",
    "EntityKind",
    "Link",
    "cashtags",
    "entities",
    "links",
    "mentions",
    "replied_to",
]


class EntityKind(Enum):
    """What a stretch of text stands for."""

    LINK = auto()
    MENTION = auto()
    LIST = auto()
    HASHTAG = auto()
    CASHTAG = auto()


@dataclass(frozen=True, slots=True)
class Entity:
    """The code points `[start, end)` and what they stand for, their sign included."""

    kind: EntityKind
    start: int
    end: int


_MENTION = re.compile(r"[@＠]([a-zA-Z0-9_]{1,20})(/[a-zA-Z][a-zA-Z0-9_-]{0,24})?")
_BARS_MENTION = re.compile(r"[a-zA-Z0-9_!#$%&*@＠]")
_RETWEET = re.compile(r"(?:\A|[^a-zA-Z0-9_+~.-])[rR][tT]\Z")
_UNMAKES_MENTION = re.compile(f"[@＠{LATIN}]|://")
"""Behind a handle: then it is an address, or a word that only begins like a handle."""
_REPLY = re.compile(rf"[{SPACES}]*+[@＠]([a-zA-Z0-9_]{{1,20}})")
_CASHTAG = re.compile(
    rf"(?<![^{SPACES}])\$[a-zA-Z]{{1,6}}(?:[._][a-zA-Z]{{1,2}})?"
    r"(?=\Z|[\t-\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
    r"!#%&'()*+,\\\-./:;<=>?@\[\]^_{|}~$])"
)


def entities(text: str) -> list[Entity]:
    """Return the entities of `text` from left to right; none overlap."""
    found = [
        *(Entity(EntityKind.LINK, link.start, link.end) for link in links(text)),
        *mentions(text),
        *(Entity(EntityKind.HASHTAG, *span) for span in hashtags.hashtags(text)),
        *cashtags(text),
    ]
    found.sort(key=lambda entity: entity.start)
    apart: list[Entity] = []
    for entity in found:
        if not apart or apart[-1].end <= entity.start:
            apart.append(entity)
    return apart


def mentions(text: str) -> list[Entity]:
    """Return the mentions and lists of `text`, those within links included."""
    if "@" not in text and "＠" not in text:
        return []
    found = []
    free = 0
    """What is before this is part of an earlier mention."""
    for mention in _MENTION.finditer(text):
        start, end = mention.span()
        if start and not _may_be_mentioned(text, free, start):
            continue
        free = end
        if not _UNMAKES_MENTION.match(text, end):
            kind = EntityKind.LIST if mention[2] else EntityKind.MENTION
            found.append(Entity(kind, start, end))
    return found


def _may_be_mentioned(text: str, free: int, at: int) -> bool:
    """Return whether what stands before `at`, from `free` on, lets a mention begin there."""
    if at == free:
        return False
    return (
        not _BARS_MENTION.match(text, at - 1)
        or _RETWEET.search(text, max(free, at - len("?rt")), at) is not None
    )


def replied_to(text: str) -> str | None:
    """Return the handle that `text` begins with, spaces aside; None where it does not."""
    reply = _REPLY.match(text)
    return None if reply is None or _UNMAKES_MENTION.match(text, reply.end()) else reply[1]


def cashtags(text: str) -> list[Entity]:
    """Return the cashtags of `text`."""
    if "$" not in text:
        return []
    return [Entity(EntityKind.CASHTAG, *tag.span()) for tag in _CASHTAG.finditer(text)]

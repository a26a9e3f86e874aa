"""Sorted lists of post ids by key, and pages cut out of them.

Everything is found by bisection: a page costs its own length, whatever the world holds.
"""

from base64 import b32decode, b32encode
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

Direction = Literal["older", "newer"]


class Timelines:
    """Post ids by key (author, mentioned user, conversation, word), oldest first."""

    def __init__(self) -> None:
        self._ids: dict[Hashable, list[int]] = defaultdict(list)

    def add(self, key: Hashable, post_id: int) -> None:
        """File a post; a new one is the newest and costs nothing, an older one an insertion."""
        ids = self._ids[key]
        if not ids or ids[-1] < post_id:
            ids.append(post_id)
        else:
            insort(ids, post_id)

    def remove(self, key: Hashable, post_id: int) -> None:
        """Take a post out."""
        ids = self._ids[key]
        del ids[bisect_left(ids, post_id)]

    def ids(self, key: Hashable) -> Sequence[int]:
        """Return the ids of a key, oldest first. Not to be kept beyond the world's lock."""
        return self._ids.get(key, ())


@dataclass(frozen=True, slots=True)
class Token:
    """A pagination token: the ids beyond `anchor`, in one direction."""

    direction: Direction
    anchor: int

    def encode(self, scope: str) -> str:
        """Return the opaque string of a token; it is good for `scope` (a path) only."""
        plain = f"{self.direction[0]}{self.anchor}|{scope}"
        return b32encode(plain.encode()).decode().rstrip("=").lower()

    @classmethod
    def decode(cls, text: str, scope: str) -> "Token":
        """Return the token of an opaque string; ValueError where it is none of this scope."""
        padded = text.upper() + "=" * (-len(text) % 8)
        plain, _, found = b32decode(padded).decode().partition("|")
        if found != scope:
            raise ValueError(f"a token of {found!r}, not of {scope!r}")
        return cls("older" if plain[0] == "o" else "newer", int(plain[1:]))


@dataclass(frozen=True, slots=True)
class Window:
    """Which ids are asked for: `after` < id < `before`; None means unbounded."""

    after: int | None = None
    before: int | None = None
    cap: int | None = None
    """How many of the most recent ids exist for the reader at all."""
    token: Token | None = None
    size: int = 10


@dataclass(frozen=True, slots=True)
class Page:
    """Ids newest first, and whether the window holds more on either side."""

    ids: tuple[int, ...]
    has_older: bool
    has_newer: bool


def cut(ids: Sequence[int], window: Window, wanted: Callable[[int], bool]) -> Page:
    """Return one page of `ids` (oldest first); ids that are not `wanted` take no place."""
    low = max(0, len(ids) - window.cap) if window.cap is not None else 0
    high = len(ids)
    if window.after is not None:
        low = max(low, bisect_right(ids, window.after))
    if window.before is not None:
        high = min(high, bisect_left(ids, window.before))
    token = window.token
    if token is not None and token.direction == "newer":
        start = max(low, bisect_right(ids, token.anchor))
        found = _take(ids, range(start, high), window.size, wanted)
        page = tuple(reversed(found[: window.size]))
        return Page(page, has_older=start > low, has_newer=len(found) > window.size)
    end = min(high, bisect_left(ids, token.anchor)) if token is not None else high
    found = _take(ids, range(end - 1, low - 1, -1), window.size, wanted)
    return Page(
        tuple(found[: window.size]),
        has_older=len(found) > window.size,
        has_newer=token is not None and end < high,
    )


def _take(ids: Sequence[int], places: range, size: int, wanted: Callable[[int], bool]) -> list[int]:
    """Return up to one id more than a page, so that the page knows whether it is the last."""
    found: list[int] = []
    for place in places:
        if wanted(ids[place]):
            found.append(ids[place])
            if len(found) > size:
                break
    return found

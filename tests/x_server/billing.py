"""What X would charge: items counted by kind, a resource read twice in a UTC day counted once.

A post that a search shows counts as any other's, also where it mentions the reader: whether X
does so is not documented (unverified).

Prices: pay per use in US dollars, docs.x.com/x-api/getting-started/pricing (2026-08).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Literal

from .records import Post, User

Item = Literal[
    "own_read", "post_read", "user_read",
    "summoned_reply", "post_created", "post_with_url", "delete", "count",
]  # fmt: skip

PRICES: Mapping[Item, Decimal] = {
    "own_read": Decimal("0.001"),
    "post_read": Decimal("0.005"),
    "user_read": Decimal("0.010"),
    "summoned_reply": Decimal("0.010"),
    "post_created": Decimal("0.015"),
    "post_with_url": Decimal("0.200"),
    "delete": Decimal("0.010"),
    "count": Decimal("0.005"),
}

_DAY_MS = 24 * 3600 * 1000


class Billing:
    """Counts billed items. The caller holds the world's lock."""

    def __init__(self) -> None:
        self._counts: Counter[Item] = Counter()
        self._read: set[tuple[int, str, int]] = set()

    @property
    def counts(self) -> dict[Item, int]:
        """Return how often each kind was billed; kinds never billed are 0."""
        return {item: self._counts[item] for item in PRICES}

    @property
    def dollars(self) -> Decimal:
        """Return the sum."""
        return sum((PRICES[item] * count for item, count in self._counts.items()), Decimal(0))

    def read_posts(
        self, posts: Iterable[Post], reader: User, now_ms: int, *, searched: bool = False
    ) -> None:
        """Bill posts that an answer shows: our own and mentions of us are cheap, but no hits."""
        for post in posts:
            ours = not searched and (post.author_id == reader.id or reader.id in post.mentioned_ids)
            self._read_once("post", post.id, "own_read" if ours else "post_read", now_ms)

    def read_users(self, users: Iterable[User], now_ms: int) -> None:
        """Bill users that an answer shows."""
        for user in users:
            self._read_once("user", user.id, "user_read", now_ms)

    def did(self, item: Item) -> None:
        """Bill one action."""
        self._counts[item] += 1

    def _read_once(self, kind: str, resource_id: int, item: Item, now_ms: int) -> None:
        key = (now_ms // _DAY_MS, kind, resource_id)
        if key not in self._read:
            self._read.add(key)
            self._counts[item] += 1

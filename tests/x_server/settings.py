"""The switches of the server. One immutable value; `XServer.change` puts another in its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from .vocabulary import VocabularyName

Permission = Literal["allowed", "refused"]

RATE_LIMITS: Mapping[str, int] = {
    "GET /2/users/me": 75,
    "GET /2/users/:id/mentions": 300,
    "GET /2/users/:id/tweets": 300,
    "GET /2/tweets": 900,
    "GET /2/tweets/:id": 900,
    "GET /2/tweets/search/recent": 300,
    "GET /2/tweets/counts/recent": 300,
    "GET /2/users": 900,
    "GET /2/users/by/username/:username": 900,
    "POST /2/tweets": 100,
    "DELETE /2/tweets/:id": 50,
}
"""Requests a user (of counts: an app) and window: docs.x.com (2026-08)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this X behaves."""

    vocabulary: VocabularyName = "old"
    old_names: Permission = "refused"
    """With the new vocabulary: whether a request in old names is still answered, in old names."""
    relation_fields: Permission = "refused"
    """With the new vocabulary: whether `post.fields` takes `author_id` and the like too."""
    enterprise: bool = False
    """Enterprise apps reply and quote as they like."""
    self_reply: Permission = "refused"
    """Whether a self-serve app may answer its own posts (X documents neither)."""
    long_posts: bool = False
    """Whether our account has Premium and may post up to 25,000 characters."""
    mentions_cap: int | None = 800
    timeline_cap: int | None = 3200
    search_days: float | None = 7
    """How far search and counts go back; None: to the first post."""
    count_buckets: int = 31 * 24
    """Most buckets of an answer to counts; how long X's pages are is documented nowhere."""
    app_token: str = "loopback-app-token"
    """What `POST /oauth2/token` gives and counts take; changing it revokes the one before."""
    access_level: Literal["read", "read-write"] = "read-write"
    """What keys of OAuth 1.0a allow, as `x-access-level` says."""
    duplicate_window_s: float = 24 * 3600
    rate_limits: Mapping[str, int] | None = field(default_factory=lambda: RATE_LIMITS)
    """By route; None means no limits."""
    bill_includes: bool = True
    """Whether users and posts in `includes` are billed as reads (unverified)."""
    credit: Decimal | None = None
    """Dollars left when the server starts; once spent, every request is answered 402."""

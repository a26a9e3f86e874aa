"""The path of a request without what it was about: known words stay, the rest is a place."""

from __future__ import annotations

from console.diagnostics.words import Word

KNOWN = frozenset(
    {
        "1.1", "2", "access_token", "all", "authorize", "by", "counts", "hidden", "me",
        "mentions", "oauth", "oauth2", "recent", "request_token", "revoke", "search", "token",
        "tweets", "username", "users",
    }
)  # fmt: skip
MOST_STEPS = 8


def route(path: str) -> Word:
    """Return a path such as `/2/users/{}/mentions`; a query is none of it."""
    steps = path.partition("?")[0].strip("/").split("/")[:MOST_STEPS]
    return Word("/" + "/".join(each if each in KNOWN else "{}" for each in steps))

"""Read what the address of a post on X tells: which post, whose, and when it was written.

Nothing is fetched. Only addresses of X are understood; what looks like one and is not, is
refused in words rather than guessed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from console.domain.ids import RemoteId, from_ms
from console.errors import InputError
from console.language import tr

HANDLE = re.compile(r"[A-Za-z0-9_]{1,50}", re.ASCII)

SNOWFLAKE_EPOCH_MS = 1288834974657
LAST_PLAIN_ID = 29_700_859_247
"""Ids above it hold their millisecond; https://github.com/twitter-archive/snowflake (2010)."""

MAX_LENGTH = 2000
"""Longer ones are no address of a post, whatever they begin with."""
_HOSTS = frozenset(
    f"{front}{host}" for host in ("x.com", "twitter.com") for front in ("", "www.", "mobile.", "m.")
)
_PATH = re.compile(
    r"/(?:i/web|(?P<handle>[A-Za-z0-9_]{1,50}))/status(?:es)?/(?P<id>[1-9][0-9]{0,18})(?:/.*)?",
    re.ASCII,
)
_BARE_ID = re.compile(r"[1-9][0-9]{4,18}", re.ASCII)
_NOBODY = "i"
"""Stands in the handle's place where the address does not say whose post it is."""
_MAX_ID = 2**63 - 1
_IN_TEXT = re.compile(
    r"(?<!\S)(?:https?://)?(?:www\.|mobile\.|m\.)?(?:x|twitter)\.com/\S+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PostLink:
    """What an address tells."""

    remote_id: RemoteId
    handle: str
    """Of the author, without the @; empty where the address does not say."""
    at: datetime | None
    """The millisecond that the id holds, UTC; None for an id from before November 2010."""


def read(link: str) -> PostLink:
    """Return what the address of a post tells; parameters behind it are passed over.

    A bare number is taken for the id of a post.

    Raises:
        InputError: it is no address, of another site, or of something else on X.
    """
    link = link.strip()
    if _BARE_ID.fullmatch(link):
        link = f"https://x.com/i/web/status/{link}"
    if len(link) > MAX_LENGTH or not link.isprintable() or " " in link:
        raise InputError(tr("The link is no web address."), advice=tr("Copy the post's link anew."))
    try:
        parts = urlsplit(link if "://" in link else f"https://{link}")
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        raise InputError(
            tr("The link is no web address."), advice=tr("Copy the post's link anew.")
        ) from None
    if parts.scheme not in ("http", "https") or host not in _HOSTS:
        raise InputError(
            tr("Only links to posts on X are understood."),
            advice=tr("Open the post on X and copy its link, or leave the link out."),
        )
    found = _PATH.fullmatch(parts.path)
    if parts.username is not None or port is not None or found is None:
        raise InputError(
            tr("The link leads to X, but not to one post."),
            advice=tr("Open the post itself and copy its link: it holds /status/ and a number."),
        )
    if int(found["id"]) > _MAX_ID:
        raise InputError(
            tr("X has no post of this number."), advice=tr("Copy the post's link anew.")
        )
    remote_id = RemoteId(found["id"])
    handle = found["handle"] or _NOBODY
    return PostLink(remote_id, "" if handle == _NOBODY else handle, time_of_id(remote_id))


def intent(text: str, reply_to: RemoteId) -> str:
    """Return the address at which X opens its own composer, with a text in answer to a post.

    https://developer.x.com/en/docs/x-for-websites/tweet-button/guides/web-intent
    """
    query = urlencode({"in_reply_to": reply_to, "text": text}, quote_via=quote)
    return f"https://x.com/intent/post?{query}"


def apart(text: str) -> tuple[str, str]:
    """Return the first address on X in a pasted text, and the text without it; "" for none."""
    found = _IN_TEXT.search(text)
    if found is None:
        return "", text
    return found[0], f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip()}".strip()


def time_of_id(remote_id: RemoteId) -> datetime | None:
    """Return the millisecond that a snowflake id holds, None for an older kind of id."""
    number = int(remote_id)
    return from_ms((number >> 22) + SNOWFLAKE_EPOCH_MS) if number > LAST_PLAIN_ID else None


def mentions(text: str, handle: str) -> bool:
    """Return whether a text names a handle with the @ in front, whatever its case."""
    return bool(
        re.search(rf"(?<![\w@＠/])[@＠]{re.escape(handle)}(?!\w|@)", text, re.ASCII | re.IGNORECASE)
    )

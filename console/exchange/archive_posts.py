"""From the items of X's archives to posts: pure, and never raising.

The archive tells of our own posts in the words of X's API 1.1: `full_text`, numbers as text,
times like "Wed Oct 10 20:19:24 +0000 2018", and no id of the conversation. For that stands the
post that is answered, which it is where an answer goes to what a customer began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

from console.connectors.x_mapping import (
    FIRST_POST,
    LANGUAGE,
    LAST_TIME,
    MEDIA_KINDS,
    Json,
    as_list,
    as_object,
    read_handle,
    read_id,
    read_time,
)
from console.connectors.x_text import one_line, readable, web_address
from console.domain.ids import RemoteId
from console.domain.messages import Media
from console.domain.remote import RemotePost, RemoteUser
from console.language import tr_noop
from console.text.post_links import time_of_id

_TIME = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d\d) (\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d) (\d{4})",
    re.ASCII,
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), 1
    )
}
_NUMBER = re.compile(r"[0-9]{1,9}", re.ASCII)
_STATUS = re.compile(
    r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[A-Za-z0-9_]{1,50}/status/([0-9]{1,19})(?:\?.*)?",
    re.ASCII,
)
_REPEATS = "RT @"
NO_ID, NO_TEXT, NO_TIME = (
    tr_noop("posts without an id"),
    tr_noop("posts without a text"),
    tr_noop("posts without a time"),
)
NO_POST = tr_noop("items that are no posts")


def read_post(raw: object, owner: RemoteUser, note: str = "") -> RemotePost | str:
    """Return one of our posts, or why it cannot be taken in.

    `note` is the whole text of a long post, of which the post itself holds the beginning.
    """
    outer = as_object(raw)
    item = as_object(outer.get("tweet")) or outer
    if not item:
        return NO_POST
    remote_id = read_id(item.get("id_str")) or read_id(item.get("id"))
    if remote_id is None:
        return NO_ID
    text = item.get("full_text", item.get("text"))
    if not isinstance(text, str):
        return NO_TEXT
    at = read_archive_time(item.get("created_at")) or time_of_id(remote_id)
    if at is None or not FIRST_POST <= at < LAST_TIME:
        return NO_TIME
    entities = as_object(item.get("entities"))
    raw_media = as_list(as_object(item.get("extended_entities")).get("media")) or as_list(
        entities.get("media")
    )
    media = tuple(_media(raw_media))
    parent_id = _id_of(item, "in_reply_to_status_id")
    parent_author_id = _id_of(item, "in_reply_to_user_id")
    mentions = tuple(_mentions(item, entities, parent_author_id))
    urls = as_list(entities.get("urls"))
    repost = text.startswith(_REPEATS) or bool(as_object(item.get("retweeted_status")))
    return RemotePost(
        remote_id=remote_id,
        author=owner,
        at=at,
        text=readable(
            note or text,
            urls=[*urls, *raw_media],
            auto_filled=_filled(mentions) if parent_id or parent_author_id else (),
            visible_from=None if note else _visible_from(item),
            has_media=bool(media),
        ),
        conversation_id=parent_id or remote_id,
        parent_id=parent_id,
        parent_author_id=parent_author_id,
        quoted_id=None if repost else _id_of(item, "quoted_status_id") or _quoted(urls),
        mentions=mentions,
        lang=_language(item.get("lang")),
        media=media,
        repost=repost,
        newest_id=_newest(item),
    )


def read_archive_time(value: object) -> datetime | None:
    """Return an aware UTC time, as API 1.1 or ISO 8601 write it; None where it is none."""
    if not isinstance(value, str):
        return None
    found = _TIME.fullmatch(value)
    if found is None:
        return read_time(value)
    month, day, hour, minute, second, sign, off_h, off_m, year = found.groups()
    try:
        off = timedelta(hours=int(off_h), minutes=int(off_m))
        zone = timezone(off if sign == "+" else -off) if off else UTC
        at = datetime(int(year), _MONTHS.get(month, 0), int(day), int(hour), int(minute),
                      int(second), tzinfo=zone)  # fmt: skip
        return at.astimezone(UTC) if off else at
    except (ValueError, OverflowError):
        return None


def read_note(raw: object) -> tuple[datetime, str] | None:
    """Return when a long post was written, and its whole text; None where it is none."""
    item = as_object(as_object(raw).get("noteTweet"))
    text = as_object(item.get("core")).get("text")
    at = read_archive_time(item.get("createdAt"))
    return (at, text) if at is not None and isinstance(text, str) and text else None


def _id_of(item: Json, name: str) -> RemoteId | None:
    return read_id(item.get(f"{name}_str")) or read_id(item.get(name))


def _filled(mentions: tuple[RemoteUser, ...]) -> set[str]:
    return {user.handle.lower() for user in mentions}


def _mentions(item: Json, entities: Json, parent: RemoteId | None) -> Iterator[RemoteUser]:
    """Yield everyone who is mentioned, each once; whom an answer goes to, too."""
    seen: set[str] = set()
    for raw in map(as_object, as_list(entities.get("user_mentions"))):
        remote_id = _id_of(raw, "id") or RemoteId("")
        handle = read_handle(raw.get("screen_name"))
        key = handle.lower() or remote_id
        if key and key not in seen:
            seen.add(key)
            # X writes -1 for a user who was gone when the archive was made.
            yield RemoteUser(remote_id, handle, one_line(raw.get("name")))
    handle = read_handle(item.get("in_reply_to_screen_name"))
    if parent is not None and handle and handle.lower() not in seen:
        yield RemoteUser(parent, handle, "")


def _media(raw: list[object]) -> Iterator[Media]:
    for item in map(as_object, raw):
        kind = item.get("type")
        if isinstance(kind, str) and kind in MEDIA_KINDS:
            url = web_address(item.get("media_url_https"))
            large = as_object(as_object(item.get("sizes")).get("large"))
            alt_text = item.get("ext_alt_text")
            yield Media(
                kind=kind,
                url=url if url.startswith("https://") else "",
                alt_text=one_line(alt_text),
                width=_number(large.get("w")),
                height=_number(large.get("h")),
            )


def _quoted(urls: list[object]) -> RemoteId | None:
    """Return the post that the last link leads to: so the archive tells what is quoted."""
    last = as_object(urls[-1]).get("expanded_url") if urls else None
    found = _STATUS.fullmatch(last) if isinstance(last, str) and len(last) < 200 else None
    return None if found is None else read_id(found[1])


def _newest(item: Json) -> RemoteId | None:
    info = as_object(item.get("edit_info"))
    if not info:
        return None
    for one in (info, as_object(info.get("initial")), as_object(info.get("edit"))):
        ids = as_list(one.get("editTweetIds")) or as_list(
            as_object(one.get("editControlInitial")).get("editTweetIds")
        )
        if ids:
            return read_id(ids[-1])
    return None


def _visible_from(item: Json) -> int | None:
    """Return from where on X shows the text; archives say 0 of every post, which says nothing."""
    bounds = as_list(item.get("display_text_range"))
    return (_number(bounds[0]) if bounds else None) or None


def _number(value: object) -> int | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return int(value)
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and 0 <= value < 10**9 else None  # type: ignore[operator,return-value]


def _language(value: object) -> str:
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value) or len(value) > 35:
        return ""
    return "" if value in {"und", "zxx"} or (len(value) == 3 and value[0] == "q") else value

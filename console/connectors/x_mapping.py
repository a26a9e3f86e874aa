"""From X's raw answers to the desk's posts and users: pure, and never raising.

Reads the names of X API 2.166 (`referenced_tweets`, `note_tweet`, `retweet_count`)
and those of 2.167 (`referenced_posts`, `note_post`, `repost_count`); which of them an
answer uses is decided per field. Source: X's OpenAPI documents of 2026-07-06 and
2026-08-07. Nothing of an answer is trusted: an item without what a post must have is
counted and left out, anything else that is missing or odd is read as absent. How the
text of a post is made readable stands in `x_text`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from console.connectors.x_text import clean, one_line, readable, web_address
from console.domain.ids import RemoteId
from console.domain.messages import Media
from console.domain.remote import RemotePost, RemoteUser
from console.text.post_links import HANDLE, time_of_id

Json = Mapping[str, object]

ID = re.compile(r"[1-9][0-9]{0,18}", re.ASCII)
"""Written in one way only: an id with a nought in front would be another post to the store."""
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)

FIRST_POST = datetime(2006, 3, 21, tzinfo=UTC)
"""No post of X is older; an earlier time is a fault of the answer."""
LAST_TIME = datetime(2200, 1, 1, tzinfo=UTC)
"""A later time is one as well; our message ids reach to the year 2248."""

AT_ONCE = timedelta(days=1)
"""So far apart the time of a post and that in its id may be; X writes both in one moment."""
AHEAD = timedelta(days=366)
"""So far ahead of our clock, which may be wrong, X's may be."""

MAX_ITEMS = 1000
"""Most items of any one list that are looked at; X sends at most 100."""
MAX_COUNT = 2**63 - 1
"""Greatest number that the store's columns hold."""

REPOST_TYPES = frozenset({"retweeted", "reposted"})
MEDIA_KINDS = frozenset({"photo", "video", "animated_gif"})
KIND_OF_KEY = {"3": "photo", "7": "video", "13": "video", "16": "animated_gif"}
"""The media category in front of a media key, for media that `includes` left out."""


@dataclass(frozen=True, slots=True)
class Items:
    """The posts of one answer, in its order, each once."""

    posts: tuple[RemotePost, ...]
    ids: tuple[RemoteId, ...]
    """Every valid id among the items, of those left out too."""
    malformed: int
    """How many were left out: they lack what a post must have, or are no such posts."""


@dataclass(frozen=True, slots=True)
class Includes:
    """What an answer tells once about the users and media of all its posts."""

    users: Mapping[str, RemoteUser]
    users_by_handle: Mapping[str, RemoteUser]
    """By the handle in lower case."""
    media: Mapping[str, Json]


def read_items(
    body: object, *, before: datetime | None = None, author_id: RemoteId | None = None
) -> Items:
    """Return the posts of a page or look-up; the data may be a list or one item.

    Of an own timeline all posts are by `author_id`. None can be of a time to come, a year or
    more after `before`: its id, taken for the newest, would hide all that is posted till then.
    """
    answer = as_object(body)
    includes = read_includes(answer.get("includes"))
    data = answer.get("data")
    posts: dict[str, RemotePost] = {}
    ids: dict[RemoteId, None] = {}
    malformed = 0
    for item in [data] if isinstance(data, dict) else as_list(data):
        post = read_post(item, includes)
        remote_id = read_id(as_object(item).get("id"))
        if remote_id is not None:
            ids.setdefault(remote_id)
        if (
            post is None
            or (before is not None and post.at > before + AHEAD)
            or author_id not in (None, post.author.remote_id)
        ):
            malformed += 1
        else:
            posts.setdefault(post.remote_id, post)
    return Items(tuple(posts.values()), tuple(ids), malformed)


def read_includes(raw: object) -> Includes:
    """Return the users and media of an answer's `includes`."""
    includes = as_object(raw)
    users = [user for item in as_list(includes.get("users")) if (user := read_user(item))]
    media = {
        key: item
        for item in map(as_object, as_list(includes.get("media")))
        if isinstance(key := item.get("media_key"), str)
    }
    return Includes(
        {user.remote_id: user for user in users},
        {user.handle.lower(): user for user in users if user.handle},
        media,
    )


def read_user(raw: object) -> RemoteUser | None:
    """Return a user, None without a valid id."""
    user = as_object(raw)
    remote_id = read_id(user.get("id"))
    if remote_id is None:
        return None
    metrics = as_object(user.get("public_metrics"))
    return RemoteUser(
        remote_id,
        read_handle(user.get("username")),
        one_line(user.get("name")),
        read_count(metrics.get("followers_count")),
    )


def read_post(raw: object, includes: Includes) -> RemotePost | None:
    """Return a post, None without a valid id, author, text or time."""
    item = as_object(raw)
    remote_id = read_id(item.get("id"))
    author_id = read_id(item.get("author_id"))
    stub = item.get("text")
    if remote_id is None or author_id is None:
        return None
    at = _posted_at(remote_id, read_time(item.get("created_at")))
    note = as_object(_first(item, "note_tweet", "note_post"))
    note_text = note.get("text")
    whole = note_text if isinstance(note_text, str) and note_text else stub
    if at is None or not isinstance(whole, str):
        return None
    is_long = whole is not stub
    stub_entities = as_object(item.get("entities"))
    entities = as_object(note.get("entities")) if is_long else stub_entities
    references = dict(_references(item))
    parent_author_id = read_id(item.get("in_reply_to_user_id"))
    parent_id = references.get("replied_to")
    is_reply = parent_id is not None or parent_author_id is not None
    media = tuple(_media(item, includes))
    mentions = tuple(_mentions([entities, stub_entities], includes))
    text = readable(
        whole,
        urls=as_list(entities.get("urls")),
        auto_filled={user.handle.lower() for user in mentions} if is_reply else set(),
        visible_from=None if is_long else _visible_from(item),
        has_media=bool(media),
    )
    metrics = as_object(item.get("public_metrics"))
    author = includes.users.get(author_id)
    reposted = [references[kind] for kind in REPOST_TYPES if kind in references]
    return RemotePost(
        remote_id=remote_id,
        author=author or RemoteUser(author_id, read_handle(item.get("username")), ""),
        at=at,
        text=text,
        conversation_id=read_id(item.get("conversation_id")) or remote_id,
        parent_id=parent_id,
        parent_author_id=parent_author_id,
        quoted_id=references.get("quoted"),
        mentions=mentions,
        lang=_language(item.get("lang")),
        media=media,
        repost=bool(reposted),
        reposted_id=reposted[0] if reposted else None,
        reposts=read_count(_first(metrics, "retweet_count", "repost_count")),
        newest_id=_newest_version(item),
    )


def _newest_version(item: Json) -> RemoteId | None:
    """Return the last of a post's versions, which X lists from the oldest on."""
    history = as_list(_first(item, "edit_history_tweet_ids", "edit_history_post_ids"))
    return read_id(history[-1]) if history else None


def _posted_at(remote_id: RemoteId, said: datetime | None) -> datetime | None:
    """Return when a post was written, None where its id is of a later time than it says.

    Such an id is not believed: as the newest it would hide what is posted till then. A time
    that is later than the id's is not believed either, and does no harm.
    """
    known = time_of_id(remote_id)
    if said is None or known is None:
        return said or known
    if known > said + AT_ONCE:
        return None
    return known if said > known + AT_ONCE else said


def read_id(value: object) -> RemoteId | None:
    """Return an id as text; X writes 1 to 19 digits."""
    if isinstance(value, str):
        return RemoteId(value) if ID.fullmatch(value) else None
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**19:
        return RemoteId(str(value))
    return None


def read_handle(value: object) -> str:
    """Return a handle without the @, empty where it is none."""
    return value if isinstance(value, str) and HANDLE.fullmatch(value) else ""


def read_count(value: object) -> int | None:
    """Return a number of things, None where there is none to be had."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= MAX_COUNT:
        return value
    return None


def read_time(value: object) -> datetime | None:
    """Return an aware UTC time, with or without a fraction; None where it is none."""
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        at = datetime.fromisoformat(value)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return at if FIRST_POST <= at < LAST_TIME else None


def as_object(value: object) -> Json:
    """Return a JSON object, an empty one for anything else."""
    return value if isinstance(value, dict) else {}


def as_list(value: object) -> list[object]:
    """Return a JSON list, an empty one for anything else, never endlessly long."""
    return value[:MAX_ITEMS] if isinstance(value, list) else []


def _first(item: Json, *names: str) -> object:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _references(item: Json) -> Iterator[tuple[str, RemoteId]]:
    for raw in as_list(_first(item, "referenced_tweets", "referenced_posts")):
        reference = as_object(raw)
        kind, remote_id = reference.get("type"), read_id(reference.get("id"))
        if isinstance(kind, str) and remote_id is not None:
            yield kind, remote_id


def _mentions(sources: list[Json], includes: Includes) -> Iterator[RemoteUser]:
    """Yield everyone whom the first source with mentions names, each once.

    A long post's own entities come first; the stub's serve where they name nobody.
    """
    found = next((found for raw in sources if (found := as_list(raw.get("mentions")))), [])
    seen: set[str] = set()
    for mention in sorted(map(as_object, found), key=_start):
        remote_id = read_id(mention.get("id"))
        handle = read_handle(mention.get("username"))
        known = (includes.users.get(remote_id) if remote_id else None) or (
            includes.users_by_handle.get(handle.lower())
        )
        user = known or RemoteUser(remote_id or RemoteId(""), handle, "")
        key = user.handle.lower() or user.remote_id
        if key and key not in seen:
            seen.add(key)
            yield user


def _start(entity: Json) -> int:
    start = read_count(entity.get("start"))
    return MAX_COUNT if start is None else start


def _visible_from(item: Json) -> int | None:
    """Return where the part of the text begins that X shows, None where not given."""
    bounds = as_list(item.get("display_text_range"))
    start = bounds[0] if bounds else as_object(item.get("display_text_range")).get("start")
    return read_count(start)


def _media(item: Json, includes: Includes) -> Iterator[Media]:
    for key in as_list(as_object(item.get("attachments")).get("media_keys")):
        if not isinstance(key, str):
            continue
        raw = includes.media.get(key, {})
        kind = raw.get("type", KIND_OF_KEY.get(key.partition("_")[0]))
        if not isinstance(kind, str) or kind not in MEDIA_KINDS:
            continue
        url = web_address(raw.get("url")) or web_address(raw.get("preview_image_url"))
        alt_text = raw.get("alt_text")
        yield Media(
            kind=kind,
            url=url if url.startswith("https://") else "",
            alt_text=clean(alt_text) if isinstance(alt_text, str) else "",
            width=read_count(raw.get("width")),
            height=read_count(raw.get("height")),
        )


def _language(value: object) -> str:
    """Return a BCP 47 tag; X's `und`, `zxx` and local-use `q..` mean that it does not know."""
    if not isinstance(value, str) or not LANGUAGE.fullmatch(value) or len(value) > 35:
        return ""
    return "" if value in {"und", "zxx"} or (len(value) == 3 and value[0] == "q") else value

"""From answers of X's API, version 2, kept as JSON, to posts: pure, and never raising.

An item of a file is an answer (`data`, `includes`), a collection (`users`, `posts`), or one
post by itself, perhaps with its author put into it. Old and new names are read (`x_mapping`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from console.connectors.x_mapping import Includes, Json, as_object, read_post, read_user
from console.domain.remote import RemotePost, RemoteUser
from console.language import tr_noop
from console.text.entities import EntityKind, mentions

NO_PAGE = tr_noop("items that are neither posts nor answers of X")
NO_POST = tr_noop("posts without an id, author, text or time")
_POSTS = ("data", "posts", "tweets")


def read_page(raw: object) -> Iterator[RemotePost | str]:
    """Yield the posts of an item, those it only refers to as well, or why one cannot be."""
    page = as_object(raw)
    raw_includes = as_object(page.get("includes"))
    found = [each for name in _POSTS for each in _items(page.get(name))]
    if not found and "text" in page and "id" in page:
        found = [page]
    if not found:
        if not _is_empty_answer(page):
            yield NO_PAGE
        return
    referred = [each for name in ("tweets", "posts") for each in _items(raw_includes.get(name))]
    includes = _includes(raw_includes, page, found)
    for item in [*found, *referred]:
        yield read_post(_with_mentions(item), includes) or NO_POST


def users_of(raw: object) -> Iterator[RemoteUser]:
    """Yield everybody whom an item describes."""
    page = as_object(raw)
    found = [each for name in _POSTS for each in _items(page.get(name))] or [page]
    yield from _includes(as_object(page.get("includes")), page, found).users.values()


def is_page(raw: object) -> bool:
    """Return whether an item looks like one of these."""
    page = as_object(raw)
    if any(isinstance(page.get(name), list) for name in _POSTS) or _is_empty_answer(page):
        return True
    one = as_object(page.get("data")) or page
    return "id" in one and "text" in one


def _is_empty_answer(page: Json) -> bool:
    """Return whether an answer says that it holds no posts."""
    return as_object(page.get("meta")).get("result_count") == 0 or page.get("data") == []


def _with_mentions(raw: object) -> object:
    """Return a post with whom its text mentions, where nobody asked X for its entities."""
    post = as_object(raw)
    long = as_object(post.get("note_tweet") or post.get("note_post"))
    text = long.get("text") or post.get("text")
    if "entities" in post or "entities" in long or not isinstance(text, str):
        return raw
    found = [
        {"start": each.start, "end": each.end, "username": text[each.start + 1 : each.end]}
        for each in mentions(text)
        if each.kind is EntityKind.MENTION
    ]
    return {**post, "entities": {"mentions": found}} if found else raw


def _items(raw: object) -> list[object]:
    if isinstance(raw, dict):
        return [raw]
    return raw if isinstance(raw, list) else []


def _includes(includes: Json, page: Json, posts: list[object]) -> Includes:
    """Return what is told of users and media, wherever it stands; without any bound of a page."""
    authors = [as_object(post).get("author") for post in posts]
    raw_users = [*_items(includes.get("users")), *_items(page.get("users")), *authors]
    users = [user for raw in raw_users if (user := read_user(raw)) is not None]
    media: Mapping[str, Json] = {
        key: item
        for item in map(as_object, _items(includes.get("media")))
        if isinstance(key := item.get("media_key"), str)
    }
    return Includes(
        {user.remote_id: user for user in users},
        {user.handle.lower(): user for user in users if user.handle},
        media,
    )

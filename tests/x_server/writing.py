"""POST /2/tweets and DELETE /2/tweets/:id."""

import json
from dataclasses import dataclass, field
from typing import Any

from . import composing, problems, rules
from .billing import Billing, Item
from .reading import Context
from .records import Json, Post

_KNOWN = frozenset(
    {
        "card_uri",
        "community_id",
        "direct_message_deep_link",
        "edit_options",
        "for_super_followers_only",
        "geo",
        "made_with_ai",
        "media",
        "nullcast",
        "paid_partnership",
        "poll",
        "quote_tweet_id",
        "reply",
        "reply_settings",
        "share_with_followers",
        "text",
    }
)
_UNSUPPORTED = frozenset({"card_uri", "edit_options", "media", "poll"})
_REPLY = {
    "in_reply_to_tweet_id": str, "exclude_reply_user_ids": list,
    "auto_populate_reply_metadata": bool,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Made:
    """The answer to a write, and the post that it made."""

    body: Json
    post: Post | None = None


@dataclass(slots=True)
class Writer:
    """Makes and deletes posts; remembers texts, so that X's rule of duplicates holds."""

    billing: Billing
    _duplicates: rules.Duplicates = field(default_factory=rules.Duplicates)

    def create(self, context: Context, raw: bytes) -> Made:
        """Make a post, after every rule of X has passed it."""
        world, settings, names = context.world, context.settings, context.names
        body = _checked_body(context, raw)
        text = composing.normalise(body.get("text", ""))
        rules.check_text(text, settings, names)
        reply = body.get("reply", {})
        parent = quoted = None
        if reply:
            parent = rules.check_parent(world, int(reply["in_reply_to_tweet_id"]), context.viewer)
            rules.check_summoned(world, parent, context.viewer, settings, names)
        if "quote_tweet_id" in body:
            quoted = rules.check_quote(
                world, int(body["quote_tweet_id"]), context.viewer, settings, names
            )
        exclude = [int(user_id) for user_id in reply.get("exclude_reply_user_ids", ())]
        fill_in = reply.get("auto_populate_reply_metadata", True)
        filled_in = world.filled_in(context.viewer, parent, exclude) if fill_in else []
        key = rules.duplicate_key(text, filled_in)
        self._duplicates.check(world, context.viewer, key, settings.duplicate_window_s)
        post = world.add_post(
            context.viewer, text, reply_to=parent, quotes=quoted, exclude=exclude,
            fill_in=fill_in, via_api=True,
        )  # fmt: skip
        self._duplicates.remember(post, key)
        self.billing.did(_item(context, post, parent))
        history = names.outward("edit_history_tweet_ids")
        data = {"id": str(post.id), "text": post.text, history: [str(post.id)]}
        return Made({"data": data}, post)

    def delete(self, context: Context, post_id: str) -> Made:
        """Delete one of the viewer's own posts."""
        post = context.world.post(int(post_id))
        if post is None:
            names = context.names
            body = problems.missing(names, names.resource, "id", post_id)
            raise problems.ApiProblem(404, body | {"status": 404})
        if post.author_id != context.viewer.id:
            raise problems.forbidden("You are not authorized to delete this Tweet.")
        context.world.delete_post(post.id)
        self.billing.did("delete")
        return Made({"data": {"deleted": True}})


def _item(context: Context, post: Post, parent: Post | None) -> Item:
    """Return what a post costs: one with a URL is dear, whatever else it is."""
    if post.entities.urls or (post.note and post.note.entities.urls):
        return "post_with_url"
    if parent is not None and rules.is_summoned(context.world, parent, context.viewer):
        return "summoned_reply"
    return "post_created"


def _checked_body(context: Context, raw: bytes) -> Json:
    """Return the JSON of a request, or raise the 400 for what is wrong with its form."""
    errors: list[Json] = []
    try:
        body = json.loads(raw or b"null")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        errors.append({"message": "Requests with bodies must have a JSON object as body"})
        raise problems.invalid_request(context.names, errors)
    for name in body:
        if name not in _KNOWN:
            errors.append(_wrong(name, f"$.{name}: is not defined in the schema"))
        elif name in _UNSUPPORTED:
            errors.append(_wrong(name, f"$.{name}: is not supported by the loopback server"))
    if not isinstance(body.get("text", ""), str):
        errors.append(_wrong("text", "$.text: must be a string"))
    if "quote_tweet_id" in body and not _is_id(body["quote_tweet_id"]):
        errors.append(_wrong("quote_tweet_id", "$.quote_tweet_id: must be an id"))
    if "reply" in body:
        errors += _reply_errors(body["reply"])
    if errors:
        raise problems.invalid_request(context.names, errors)
    return body


def _reply_errors(reply: Any) -> list[Json]:
    if not isinstance(reply, dict):
        return [_wrong("reply", "$.reply: must be an object")]
    errors = [
        _wrong(f"reply.{name}", f"$.reply.{name}: is not defined in the schema or of a wrong type")
        for name, value in reply.items()
        if name not in _REPLY or not isinstance(value, _REPLY[name])
    ]
    if not _is_id(reply.get("in_reply_to_tweet_id")):
        errors.append(
            _wrong("reply.in_reply_to_tweet_id", "$.reply.in_reply_to_tweet_id: must be an id")
        )
    excluded = reply.get("exclude_reply_user_ids", [])
    if isinstance(excluded, list) and not all(map(_is_id, excluded)):
        errors.append(
            _wrong("reply.exclude_reply_user_ids", "$.reply.exclude_reply_user_ids: must be ids")
        )
    return errors


def _is_id(value: object) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 19


def _wrong(name: str, message: str) -> Json:
    return {"parameters": {name: []}, "message": message}

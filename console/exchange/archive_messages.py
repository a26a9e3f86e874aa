"""From the conversations of X's archives to direct messages: pure, and never raising.

A message becomes a call note on the channel *chat*: it was said off the public network, to one
contact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from console.connectors.x_mapping import FIRST_POST, LAST_TIME, as_object, read_id
from console.connectors.x_text import readable
from console.domain.ids import RemoteId
from console.exchange.archive_posts import read_archive_time
from console.language import tr_noop

NO_MESSAGE = tr_noop("items that are no direct messages")
NO_PARTNER = tr_noop("direct messages to nobody who can be told")
PICTURE = "[picture]"
MOST_TEXT = 20_000
"""Code points of a message; X takes 10,000."""


@dataclass(frozen=True, slots=True)
class DirectMessage:
    """One message with whom it was exchanged."""

    remote_id: RemoteId
    partner_id: RemoteId
    """The customer."""
    ours: bool
    at: datetime
    text: str


def read_conversation(raw: object, own: RemoteId) -> Iterator[DirectMessage | str]:
    """Yield the messages of a conversation, oldest first, or why one cannot be taken in.

    In a group what we write goes to whoever wrote last.
    """
    conversation = as_object(as_object(raw).get("dmConversation"))
    found = conversation.get("messages")
    if not isinstance(found, list):
        yield NO_MESSAGE
        return
    read = [_message(one) for one in found]
    partner = _partner(conversation.get("conversationId"), own)
    said = sorted(
        (one for one in read if one is not None), key=lambda one: (one[0], len(one[1]), one[1])
    )
    for at, remote_id, sender, recipient, text in said:
        if sender != own:
            partner = sender
        elif recipient is not None and recipient != own:
            partner = recipient
        if partner is None:
            yield NO_PARTNER
        else:
            yield DirectMessage(remote_id, partner, sender == own, at, text)
    # Who joined and left, and how a group was named, are entries of their own.
    for one, raw_one in zip(read, found, strict=True):
        if one is None and (
            not isinstance(raw_one, dict) or "messageCreate" in raw_one or not raw_one
        ):
            yield NO_MESSAGE


_Read = tuple[datetime, RemoteId, RemoteId, RemoteId | None, str]


def _message(raw: object) -> _Read | None:
    item = as_object(as_object(raw).get("messageCreate"))
    remote_id, sender = read_id(item.get("id")), read_id(item.get("senderId"))
    at, text = read_archive_time(item.get("createdAt")), item.get("text")
    if remote_id is None or sender is None or at is None or not isinstance(text, str):
        return None
    if not FIRST_POST <= at < LAST_TIME:
        return None
    links = item.get("urls")
    urls = [_link(one) for one in links[:100]] if isinstance(links, list) else []
    whole = readable(
        text[:MOST_TEXT], urls=urls, auto_filled=(), visible_from=None, has_media=False
    ).strip()
    whole = whole or (PICTURE if item.get("mediaUrls") else "")
    return (at, remote_id, sender, read_id(item.get("recipientId")), whole) if whole else None


def _link(raw: object) -> dict[str, object]:
    link = as_object(raw)
    return {"url": link.get("url"), "expanded_url": link.get("expanded")}


def _partner(conversation: object, own: RemoteId) -> RemoteId | None:
    """Return who is meant by an id like `12-34`, where one of the two is us."""
    ids = conversation.split("-") if isinstance(conversation, str) else []
    others = [one for one in map(read_id, ids) if one is not None and one != own]
    return others[0] if len(ids) == 2 and len(others) == 1 else None

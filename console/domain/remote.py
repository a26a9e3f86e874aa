"""What crosses the seam between the desk and a network: posts as the network holds them.

A connector makes these, the store keeps them; neither knows the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from console.domain.ids import RemoteId
from console.domain.messages import Media


class Timeline(StrEnum):
    """The two timelines of an account that a sync walks."""

    MENTIONS = "mentions"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class RemoteUser:
    """A user as the network describes them now."""

    remote_id: RemoteId
    handle: str
    """Without the @; empty where the answer named only the id."""
    name: str
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class RemotePost:
    """A post as the network holds it, in plain text as a person reads it.

    `text` is whole (also of a long post), unescaped once, with shortened links
    replaced by what they point to, and without the mentions that the network put in
    front of a reply by itself.
    """

    remote_id: RemoteId
    author: RemoteUser
    at: datetime
    text: str
    conversation_id: RemoteId
    parent_id: RemoteId | None
    """The post that this one answers."""
    parent_author_id: RemoteId | None
    quoted_id: RemoteId | None
    mentions: tuple[RemoteUser, ...]
    """Everyone that the post mentions, in the order of the text, auto-filled ones included.

    A mention's `remote_id` is empty where the network names only the handle.
    """
    lang: str
    """BCP 47, empty where unknown."""
    media: tuple[Media, ...]
    repost: bool = False
    """Whether it only repeats another post (no words of its own)."""
    reposts: int | None = None
    """How often others repeated it, as far as the network says."""
    reposted_id: RemoteId | None = None
    """Which post it only repeats; None where the network does not say, and for any other."""
    newest_id: RemoteId | None = None
    """The id of its newest version, where its author edited it; None where it says nothing."""


@dataclass(frozen=True, slots=True)
class Page:
    """One step of a walk: posts newest first, and the cursor to store with them."""

    posts: tuple[RemotePost, ...]
    cursor: str
    """JSON of the connector; goes back into the next `read_page`."""
    done: bool
    """Whether the walk is complete: everything new since the last complete walk was seen."""
    gap: bool = False
    """Whether the walk met the end of what the network keeps: older posts are missing."""
    malformed: int = 0
    """How many items of the answer could not be understood and were left out."""


@dataclass(frozen=True, slots=True)
class Counted:
    """How many posts of the last seven days a search finds, hour by hour."""

    hours: tuple[tuple[datetime, int], ...]
    """The beginning of each hour (aware UTC) with its posts, oldest first; the first and the
    last may be cut."""

    @property
    def total(self) -> int:
        """Return how many in all."""
        return sum(count for _, count in self.hours)

    def since(self, at: datetime) -> int:
        """Return how many in the hours that began at a time or later."""
        return sum(count for began, count in self.hours if began >= at)


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post to be published exactly as `text` says."""

    text: str
    reply_to: RemoteId | None


@dataclass(frozen=True, slots=True)
class Published:
    """What the network made of a `NewPost`."""

    remote_id: RemoteId
    text: str
    """The network's own wording of it; empty where the answer did not say."""
    at: datetime | None = None
    """When, by the network's own clock; None where the answer does not tell."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """Which of the asked posts exist; every asked id is in exactly one of both."""

    found: tuple[RemotePost, ...]
    missing: tuple[RemoteId, ...]

"""What the world is made of: users, posts and the entities of their texts. Immutable.

Ids are ints here and strings on the wire. Offsets are code points of the *served* text, the one
that holds t.co links and `&amp;`: the only text a client gets, so the only one X's offsets can
mean (X documents code points and leaves the escaping open; unverified).
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]
ReferenceType: TypeAlias = Literal["replied_to", "quoted", "retweeted"]


@dataclass(frozen=True, slots=True)
class User:
    """An account on X, ours or somebody's."""

    id: int
    username: str
    name: str
    created_at_ms: int
    description: str = ""
    verified: bool = False
    protected: bool = False
    """Posts are hidden from everybody but the user."""
    suspended: bool = False
    followers: int = 0
    following: int = 0
    post_count: int = 0
    listed: int = 0


@dataclass(frozen=True, slots=True)
class Mention:
    """An @mention; `user_id` is None where the world does not know the handle."""

    start: int
    end: int
    username: str
    user_id: int | None


@dataclass(frozen=True, slots=True)
class Link:
    """A URL as X shows it: `url` is the t.co address in the text."""

    start: int
    end: int
    url: str
    expanded_url: str
    display_url: str


@dataclass(frozen=True, slots=True)
class Tag:
    """A hashtag or cashtag, without its sign."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Entities:
    """What X found in a text, in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    urls: tuple[Link, ...] = ()
    hashtags: tuple[Tag, ...] = ()
    cashtags: tuple[Tag, ...] = ()

    def as_json(self) -> Json:
        """Return the entities as X nests them; kinds that do not occur are left out."""
        found: Json = {}
        if self.mentions:
            found["mentions"] = [_mention_json(mention) for mention in self.mentions]
        if self.urls:
            found["urls"] = [
                {"start": link.start, "end": link.end, "url": link.url,
                 "expanded_url": link.expanded_url, "display_url": link.display_url}
                for link in self.urls
            ]  # fmt: skip
        for name, tags in (("hashtags", self.hashtags), ("cashtags", self.cashtags)):
            if tags:
                found[name] = [{"start": t.start, "end": t.end, "tag": t.tag} for t in tags]
        return found


def _mention_json(mention: Mention) -> Json:
    found: Json = {"start": mention.start, "end": mention.end, "username": mention.username}
    if mention.user_id is not None:
        found["id"] = str(mention.user_id)
    return found


@dataclass(frozen=True, slots=True)
class Reference:
    """A link from a post to another one."""

    type: ReferenceType
    id: int


@dataclass(frozen=True, slots=True)
class Note:
    """The whole text of a long post; the post's own `text` is then a stub."""

    text: str
    entities: Entities


@dataclass(frozen=True, slots=True)
class Media:
    """A photo, film or GIF of a post; `url` is the photo's file or the film's still."""

    key: str
    type: Literal["photo", "video", "animated_gif"]
    url: str
    width: int
    height: int
    alt_text: str = ""

    def as_json(self, fields: Collection[str]) -> Json:
        """Return key, type and those of `fields` that it has."""
        address = "url" if self.type == "photo" else "preview_image_url"
        everything: Json = {"media_key": self.key, "type": self.type, address: self.url,
                            "width": self.width, "height": self.height}  # fmt: skip
        if self.alt_text:
            everything["alt_text"] = self.alt_text
        return {
            name: value
            for name, value in everything.items()
            if name in fields or name in ("media_key", "type")
        }


@dataclass(frozen=True, slots=True)
class Post:
    """One message on X, as X serves it."""

    id: int
    author_id: int
    text: str
    """Served text: NFC, `&<>` escaped, URLs as t.co, auto-filled mentions in front."""
    typed_text: str
    """What its author typed (NFC); for a loaded post the served text."""
    created_at_ms: int
    conversation_id: int
    lang: str = "en"
    entities: Entities = Entities()
    display_range: tuple[int, int] = (0, 0)
    references: tuple[Reference, ...] = ()
    in_reply_to_user_id: int | None = None
    note: Note | None = None
    metrics: Json = field(default_factory=dict)
    """Counts under the names of API 2.166; missing ones are served as 0."""
    via_api: bool = False
    media: tuple[Media, ...] = ()
    history: tuple[int, ...] = ()
    """Ids of all its versions, oldest first; empty for a post that was never edited."""

    @property
    def versions(self) -> tuple[int, ...]:
        """Return the ids of its versions, itself among them, oldest first."""
        return self.history or (self.id,)

    @property
    def parent_id(self) -> int | None:
        """Return the id of the post that this one answers."""
        return self._referenced("replied_to")

    @property
    def quoted_id(self) -> int | None:
        """Return the id of the post that this one quotes."""
        return self._referenced("quoted")

    @property
    def mentioned_ids(self) -> frozenset[int]:
        """Return the ids of the known users it @mentions, in the whole text of a long post too."""
        mentions = self.entities.mentions + (self.note.entities.mentions if self.note else ())
        return frozenset(m.user_id for m in mentions if m.user_id is not None)

    def _referenced(self, kind: ReferenceType) -> int | None:
        return next((ref.id for ref in self.references if ref.type == kind), None)

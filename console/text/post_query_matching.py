"""Whether a post is what a term of a query looks for, as far as a `RemotePost` tells.

It tells nothing of places, lists, X's own annotations and whether an author is verified:
what asks for these fits no post.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from console.domain.remote import RemotePost
from console.text.entities import Entity, EntityKind, entities
from console.text.folding import fold
from console.text.post_query_operators import language
from console.text.post_query_tokens import Token
from console.text.post_query_words import words

_GAP = "\n"
"""Stands among the words where a link stood: no phrase goes over it."""


class Seen:
    """A post with what its text holds, each found when it is first asked for."""

    def __init__(self, post: RemotePost) -> None:
        self.post = post

    @cached_property
    def run(self) -> str:
        """The words of the text without its links, each between spaces."""
        found: list[str] = []
        end = 0
        for start, stop in self._spans(EntityKind.LINK):
            found += [*words(self.post.text[end:start]), _GAP]
            end = stop
        return _run([*found, *words(self.post.text[end:])])

    @cached_property
    def tags(self) -> frozenset[str]:
        """The hashtags, folded and without their sign."""
        return self._named(EntityKind.HASHTAG)

    @cached_property
    def cashtags(self) -> frozenset[str]:
        """The cashtags, folded and without their sign."""
        return self._named(EntityKind.CASHTAG)

    @cached_property
    def links(self) -> tuple[str, ...]:
        """The words of each link, each between spaces."""
        spans = self._spans(EntityKind.LINK)
        return tuple(_run(words(self.post.text[start:end])) for start, end in spans)

    @cached_property
    def mentioned(self) -> frozenset[str]:
        """The handles that it mentions, in lower case."""
        return frozenset(user.handle.lower() for user in self.post.mentions)

    @cached_property
    def answered(self) -> frozenset[str]:
        """Who it answers: the id, and the handle where the post names it."""
        of = self.post.parent_author_id
        if self.post.parent_id is None or not of:
            return frozenset()
        users = (self.post.author, *self.post.mentions)
        return frozenset((of, *(user.handle.lower() for user in users if user.remote_id == of)))

    def _named(self, kind: EntityKind) -> frozenset[str]:
        spans = self._spans(kind)
        return frozenset(fold(self.post.text[start + 1 : end]) for start, end in spans)

    def _spans(self, kind: EntityKind) -> list[tuple[int, int]]:
        return [(each.start, each.end) for each in self._entities if each.kind is kind]

    @cached_property
    def _entities(self) -> list[Entity]:
        return entities(self.post.text)


def _run(of: list[str]) -> str:
    return f" {' '.join(of)} "


def fitting(term: Token) -> Callable[[Seen], bool]:
    """Return what tells whether a post is what a term looks for; its minus is not looked at."""
    value = term.value.lower()
    if not term.name:
        phrase = _run(words(term.value))
        return lambda seen: phrase in seen.run
    if term.name == "#":
        tag = fold(term.value)
        return lambda seen: tag in seen.tags
    if term.name == "$":
        symbol = fold(term.value)
        return lambda seen: symbol in seen.cashtags
    if term.name == "@":
        return lambda seen: value in seen.mentioned
    if term.name == "url":
        address = _run(words(term.value))
        return lambda seen: any(address in link for link in seen.links)
    operator = language().operators[term.name]
    if operator.choices is not None:
        return _FLAGS.get((operator.name, operator.choices[value]), _never)
    by_value = _VALUED.get(operator.name)
    return _never if by_value is None else lambda seen: by_value(seen, value)


def _never(seen: Seen) -> bool:
    del seen
    return False


_VALUED: dict[str, Callable[[Seen, str], bool]] = {
    "from": lambda seen, value: (
        value in (seen.post.author.handle.lower(), seen.post.author.remote_id)
    ),
    "to": lambda seen, value: value in seen.answered,
    "conversation_id": lambda seen, value: seen.post.conversation_id == value,
    "in_reply_to_tweet_id": lambda seen, value: seen.post.parent_id == value,
    "retweets_of_tweet_id": lambda seen, value: seen.post.reposted_id == value,
    "quotes_of_tweet_id": lambda seen, value: seen.post.quoted_id == value,
    "lang": lambda seen, value: seen.post.lang.lower() == value,
}
_FLAGS: dict[tuple[str, str], Callable[[Seen], bool]] = {
    ("is", "retweet"): lambda seen: seen.post.repost,
    ("is", "reply"): lambda seen: seen.post.parent_id is not None,
    ("is", "quote"): lambda seen: seen.post.quoted_id is not None,
    ("has", "hashtags"): lambda seen: bool(seen.tags),
    ("has", "cashtags"): lambda seen: bool(seen.cashtags),
    # X puts a link to what it shows behind the text: to media, and to a quoted post.
    ("has", "links"): lambda seen: bool(
        seen.links or seen.post.media or seen.post.quoted_id is not None
    ),
    ("has", "mentions"): lambda seen: bool(seen.post.mentions),
    ("has", "media"): lambda seen: bool(seen.post.media),
    ("has", "images"): lambda seen: any(each.kind == "photo" for each in seen.post.media),
    ("has", "video_link"): lambda seen: any(each.kind == "video" for each in seen.post.media),
}

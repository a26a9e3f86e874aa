"""What X refuses when a post is made. Each check raises the `ApiProblem` that X answers with.

Sources: the reply rule of 2026-02-23, https://docs.x.com/changelog (also the project's
ARCHITECTURE.md); twitter-text for the length; wordings as noted in `problems`.
"""

from dataclasses import dataclass, field

from . import composing, problems
from .records import Post, User
from .settings import Settings
from .vocabulary import Vocabulary
from .world import World

TOO_LONG = (
    "Your Tweet text is too long. For more information on how Twitter determines text length "
    "see https://github.com/twitter/twitter-text."
)
"""Answered with 400 and not 403: seen in gundogan8/FotBot issue 22 (2023-02)."""
EMPTY = "One of the following fields is required: text, media, poll, quote_tweet_id."
DELETED_PARENT = "You attempted to reply to a Tweet that is deleted or not visible to you."
"""Seen for replica lag as well: plhery/node-twitter-api-v2 issue 366."""
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."
LONGEST_POST = 25_000
"""Characters of a Premium account's post: https://help.x.com/en/using-x/types-of-posts."""


def check_text(text: str, settings: Settings, names: Vocabulary) -> None:
    """Refuse a text that is empty, too long, or has two cashtags. The text is normalised."""
    if not text:
        raise problems.invalid_request(names, [{"parameters": {"text": [""]}, "message": EMPTY}])
    if settings.long_posts:
        too_long = len(text) > LONGEST_POST
    else:
        measured = composing.measure(text)
        too_long = measured.weighted_length > composing.MAX_WEIGHTED_LENGTH
        if measured.has_invalid_characters:
            message = "Your Tweet text has characters that are not allowed."
            raise problems.invalid_request(names, [{"parameters": {}, "message": message}])
    if too_long:
        raise problems.invalid_request(names, [{"parameters": {}, "message": TOO_LONG}])
    if len(composing.cashtags(text)) > 1:
        raise problems.too_many_cashtags(names)


def check_parent(world: World, parent_id: int, writer: User) -> Post:
    """Return the post to be answered; refuse one that the writer cannot see."""
    parent = world.post(parent_id)
    if parent is None or not world.shows(parent, writer):
        raise problems.forbidden(DELETED_PARENT)
    return parent


def is_summoned(world: World, parent: Post, writer: User) -> bool:
    """Tell whether the parent's author @mentions the writer in it, or quotes a post of theirs."""
    if parent.author_id == writer.id:
        return False
    quoted = None if parent.quoted_id is None else world.post(parent.quoted_id)
    return writer.id in parent.mentioned_ids or (
        quoted is not None and quoted.author_id == writer.id
    )


def check_summoned(
    world: World, parent: Post, writer: User, settings: Settings, names: Vocabulary
) -> None:
    """Refuse a self-serve app's reply that nobody asked for."""
    if settings.enterprise:
        return
    if parent.author_id == writer.id:
        if settings.self_reply == "allowed":
            return
    elif is_summoned(world, parent, writer):
        return
    raise problems.not_summoned(names)


def check_quote(world: World, quoted_id: int, writer: User, settings: Settings,
                names: Vocabulary) -> Post:  # fmt: skip
    """Return the post to be quoted; only Enterprise apps may quote."""
    if not settings.enterprise:
        raise problems.not_summoned(names)
    return check_parent(world, quoted_id, writer)


@dataclass(slots=True)
class Duplicates:
    """Remembers what each account posted lately; a post that is deleted may be made again.

    X compares what a reader would see, so the same words to two people are two texts; how long
    it remembers is not known (unverified: `duplicate_window_s`).
    """

    _made: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)

    def check(self, world: World, writer: User, key: str, window_s: float) -> None:
        """Refuse a text that this account has posted within the window."""
        post_id, at_ms = self._made.get((writer.id, key), (0, 0))
        recent = world.now_ms() - at_ms < window_s * 1000
        if recent and world.post(post_id) is not None:
            raise problems.forbidden(DUPLICATE)

    def remember(self, post: Post, key: str) -> None:
        """Keep a text that was posted."""
        self._made[post.author_id, key] = (post.id, post.created_at_ms)


def duplicate_key(text: str, filled_in: list[User]) -> str:
    """Return what two posts have in common when X calls them duplicates."""
    return " ".join([*(f"@{user.username.lower()}" for user in filled_in), text])

"""Give a post its served text: whole up to a weight of 280, else a stub and a note.

Source: `note_tweet` in https://docs.x.com/x-api/fundamentals/data-dictionary; the form of the stub
(an ellipsis and a link to the post) is what clients report (unverified).
"""

from dataclasses import replace

from . import composing
from .records import Entities, Link, Note, Post


def as_served(post: Post, composed: composing.Composed) -> Post:
    """Give a post its served text; a long one gets a note and leaves a stub in `text`."""
    shown = composed.text[composed.display_range[0] :]
    if not composing.is_long(shown):
        return replace(
            post,
            text=composed.text,
            entities=composed.entities,
            display_range=composed.display_range,
        )
    text = composing.stub(composed.text)
    url = f"https://x.com/i/web/status/{post.id}"
    kept = entities_within(composed.entities, len(text))
    text, entities = append_link(text, kept, post.id, url)
    return replace(
        post,
        text=text,
        entities=entities,
        display_range=(composed.display_range[0], len(text)),
        note=Note(composed.text, composed.entities),
    )


def append_link(text: str, entities: Entities, post_id: int, url: str) -> tuple[str, Entities]:
    """Put a t.co link behind a text."""
    short = composing.short_url(post_id, len(entities.urls) + 1000)
    start = len(text) + 1
    link = Link(start, start + len(short), short, url, composing.display_url(url))
    return f"{text} {short}", replace(entities, urls=(*entities.urls, link))


def entities_within(entities: Entities, length: int) -> Entities:
    """Return the entities that a text cut to `length` still holds."""
    return Entities(
        tuple(mention for mention in entities.mentions if mention.end <= length),
        tuple(link for link in entities.urls if link.end <= length),
        tuple(tag for tag in entities.hashtags if tag.end <= length),
        tuple(tag for tag in entities.cashtags if tag.end <= length),
    )

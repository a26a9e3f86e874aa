"""A quick look at a file before it is taken in: how much it holds, and who turns up in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from console.domain.imports import FileKind, Options, Part
from console.domain.remote import RemotePost
from console.exchange import api_pages
from console.exchange.import_files import Source
from console.exchange.import_omissions import Omissions
from console.exchange.import_parts import items, stretches

FIRST_ITEMS = 200
"""As many are looked at."""
_EVERYTHING = Options(direct_messages=True, deleted=True)


class Sizes(NamedTuple):
    """How much a file holds."""

    posts_bytes: int
    """Of posts, unpacked."""
    posts: int | None
    """Estimated by the first; None where there is none."""
    by_part: dict[Part, int]
    """Bytes, unpacked."""


def sizes_of(source: Source, kind: FileKind) -> Sizes:
    """Return how much there is of what, reading no more than the beginning."""
    by_part: Counter[Part] = Counter()
    for each in stretches(kind, source, _EVERYTHING):
        by_part[each.part] += each.member.size
    main = Part.PAGES if kind is FileKind.PAGES else Part.POSTS
    first = next((e for e in stretches(kind, source, _EVERYTHING) if e.part is main), None)
    if first is None or not by_part[main]:
        return Sizes(by_part[main], None, dict(by_part))
    posts, chars = 0, 0
    for item in islice(items(source, _key(source, first.member.name), Omissions()), FIRST_ITEMS):
        posts += sum(1 for _ in api_pages.read_page(item.value)) if main is Part.PAGES else 1
        chars = item.end
    about = round(posts * max(1.0, by_part[main] / chars)) if chars else None
    if about is not None and posts < about <= posts * 1.1:
        about = posts  # all of it was looked at: bytes are more than characters
    return Sizes(by_part[main], about, dict(by_part))


def handles_in(
    path: Path, source: Source, kind: FileKind, handles: Sequence[str]
) -> tuple[str, ...]:
    """Return which of some accounts turn up at the beginning of a file, the most often first.

    In the posts of an archive nobody says who wrote them: then all may be meant.
    """
    if kind is not FileKind.PAGES or not handles:
        return tuple(handles)
    found: Counter[str] = Counter()
    folded = {each.casefold(): each for each in handles}
    for item in islice(items(source, _key(source, path.name), Omissions()), FIRST_ITEMS):
        for post in api_pages.read_page(item.value):
            if isinstance(post, RemotePost):
                names = {post.author.handle, *(user.handle for user in post.mentions)}
                found.update(folded[name] for name in map(str.casefold, names) if name in folded)
    return tuple(handle for handle, _ in found.most_common())


def _key(source: Source, name: str) -> str:
    return name if name in source.members else name.lower()

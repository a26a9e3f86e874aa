"""What the window says while a watch looks, and once something was done about some; pure."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.watches import Watch
from console.language import plural, tr
from ui.plain import isolated
from ui.watches_words import name, names


def was_paused(watches: tuple[Watch, ...], *, paused: bool) -> str:
    """Return that watches were paused, or go on."""
    if len(watches) == 1:
        said = tr("{watch} paused. P lets it go on.") if paused else tr("{watch} goes on.")
        return said.format(watch=name(watches[0]))
    said = tr("{watches} paused. P lets them go on.") if paused else tr("{watches} go on.")
    return said.format(watches=names(watches))


def was_removed(watches: tuple[Watch, ...]) -> str:
    """Return that watches were removed, and how they come back."""
    said = (
        tr("{watches} removed; its cases stay. Ctrl+Z brings it back.")
        if len(watches) == 1
        else tr("{watches} removed; their cases stay. Ctrl+Z brings them back.")
    )
    return said.format(watches=names(watches))


def looking(watch: Watch, pages: int, *, cancelled: bool) -> str:
    """Return how far a look is."""
    if cancelled:
        return tr("{name} stops after the page that is on its way…").format(name=name(watch))
    said = [tr("{name} is looking…").format(name=name(watch))]
    if pages:
        said.append(plural(pages, "{count} page read.", "{count} pages read."))
    return " ".join(said)


def found(each: Iterable[tuple[str, int]]) -> str:
    """Return what looks found, given by the watch's name: `“Brand” found 3 new posts`."""
    said = [
        tr("“{name}” found {posts}").format(
            name=isolated(name), posts=plural(count, "{count} new post", "{count} new posts")
        )
        for name, count in each
        if count
    ]
    return ", ".join(said)

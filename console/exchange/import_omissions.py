"""What is left out of a file that is taken in, counted by reason with the first places."""

from __future__ import annotations

from collections.abc import Iterable

from console.domain.imports import MOST_PLACES, LeftOut
from console.language import tr_noop

MOST_REASONS = 40
"""More than there are; a bound all the same."""
MOST_PLACE = 120
"""Code points of a place."""


class Omissions:
    """Counts what is left out."""

    def __init__(self, before: Iterable[LeftOut] = ()) -> None:
        self._counts: dict[str, int] = {}
        self._places: dict[str, list[str]] = {}
        for each in before:
            self._counts[each.reason] = each.count
            self._places[each.reason] = list(each.places)

    def add(self, reason: str, place: str, count: int = 1) -> None:
        """Note that something at a place was left out; a place that is empty is not kept."""
        if reason not in self._counts and len(self._counts) >= MOST_REASONS:
            reason = tr_noop("for other reasons")
        self._counts[reason] = self._counts.get(reason, 0) + count
        places = self._places.setdefault(reason, [])
        if place and len(places) < MOST_PLACES:
            shown = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"
                            for char in place[:MOST_PLACE])  # fmt: skip
            places.append(shown)

    def told(self) -> tuple[LeftOut, ...]:
        """Return all of it, what came up first first."""
        return tuple(
            LeftOut(reason, count, tuple(self._places[reason]))
            for reason, count in self._counts.items()
        )

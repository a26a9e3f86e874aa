"""Where the words of a search stand in the messages of a timeline, and at which of them one is."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from console.domain.ids import MessageId
from ui.timeline_text import shown_text, utf16

if TYPE_CHECKING:
    from console.text.search_query_marks import Marker

Place = tuple[int, int]
"""Start and end of a piece of a drawn text, in Qt's positions."""
NO_PLACE: Place = (0, 0)
KEPT = 4_096


class TimelineFound:
    """The words that are marked, as the timeline draws its texts."""

    def __init__(self) -> None:
        self._query = ("", False)
        self._marker: Marker | None = None
        self._at: tuple[MessageId, Place] | None = None
        self._places = lru_cache(KEPT)(self._find)

    def put(self, query: str, *, typing: bool = False) -> bool:
        """Mark the words of a query and no others; return whether it is another than before.

        `typing`: its last word may be only a beginning. An empty one marks nothing.
        """
        if (query, typing) == self._query:
            return False
        self._query, self._at = (query, typing), None
        self._marker = _marker(query, typing=typing)
        self._places.cache_clear()
        return True

    def go_to(self, message_id: MessageId, place: Place) -> None:
        """Take note of where one is."""
        self._at = message_id, place

    def places(self, text: str) -> tuple[Place, ...]:
        """Return where the words stand in a message's text as it is drawn."""
        return () if self._marker is None else self._places(text)

    def current(self, message_id: MessageId) -> Place:
        """Return at which piece of a message one is; an empty one where at none."""
        return NO_PLACE if self._at is None or self._at[0] != message_id else self._at[1]

    def _find(self, text: str) -> tuple[Place, ...]:
        if self._marker is None:
            return ()
        drawn = shown_text(text).text
        found = self._marker.marks(drawn)
        if drawn.isascii():
            return found
        return tuple((utf16(drawn[:first]), utf16(drawn[:end])) for first, end in found)


def _marker(query: str, *, typing: bool) -> Marker | None:
    if not query:
        return None
    # Before the first search nobody needs these.
    from console.text import search_queries
    from console.text.search_query_marks import Marker

    root = search_queries.read(query, typing=typing).root
    return None if root is None else Marker(root)

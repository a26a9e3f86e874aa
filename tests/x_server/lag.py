"""Replica lag: posts that exist and are not shown yet.

X's replicas follow its primary: a post can be missing from look-ups and time lines, and cannot be
replied to, for some seconds (https://github.com/plhery/node-twitter-api-v2/issues/366).
"""

from dataclasses import dataclass


@dataclass(slots=True)
class _Hidden:
    until_ms: int | None
    requests_left: int | None


class ReplicaLag:
    """Knows which posts are hidden, until a time or for a number of API requests."""

    def __init__(self) -> None:
        self._hidden: dict[int, _Hidden] = {}

    def hide(
        self, post_id: int, *, until_ms: int | None = None, requests: int | None = None
    ) -> None:
        """Hide a post until a time, or from the next `requests` requests."""
        self._hidden[post_id] = _Hidden(until_ms, requests)

    def begin_request(self, now_ms: int) -> None:
        """Let out what this request may see. Call it once a request, before it is answered."""
        for post_id, hidden in list(self._hidden.items()):
            if hidden.requests_left is not None:
                hidden.requests_left -= 1
            over = hidden.requests_left is not None and hidden.requests_left < 0
            if over or (hidden.until_ms is not None and now_ms >= hidden.until_ms):
                del self._hidden[post_id]

    def hides(self, post_id: int) -> bool:
        """Tell whether a post is still hidden."""
        return post_id in self._hidden

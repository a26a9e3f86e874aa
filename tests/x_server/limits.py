"""Rate limits: so many requests a user, route and window of 15 minutes.

Source: https://docs.x.com/x-api/fundamentals/rate-limits (read 2026-08).
"""

from collections.abc import Mapping
from dataclasses import dataclass

WINDOW_S = 15 * 60


@dataclass(frozen=True, slots=True)
class Allowance:
    """Where a user stands on a route."""

    limit: int
    remaining: int
    reset_s: int
    """Unix time in seconds at which the window ends."""
    exceeded: bool

    def headers(self) -> dict[str, str]:
        """Return X's three headers."""
        return {
            "x-rate-limit-limit": str(self.limit),
            "x-rate-limit-remaining": str(self.remaining),
            "x-rate-limit-reset": str(self.reset_s),
        }


class RateLimits:
    """Counts requests; a window begins with its first request."""

    def __init__(self) -> None:
        self._windows: dict[tuple[int, str], tuple[int, int]] = {}

    def take(
        self, user_id: int, route: str, now_s: int, limits: Mapping[str, int] | None
    ) -> Allowance | None:
        """Count one request; None where the route has no limit."""
        limit = None if limits is None else limits.get(route)
        if limit is None:
            return None
        end_s, used = self._windows.get((user_id, route), (0, 0))
        if now_s >= end_s:
            end_s, used = now_s + WINDOW_S, 0
        exceeded = used >= limit
        used = min(used + 1, limit)
        self._windows[user_id, route] = (end_s, used)
        return Allowance(limit, limit - used, end_s, exceeded)

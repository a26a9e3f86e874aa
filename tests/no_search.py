"""What connectors of tests inherit that nobody searches through."""

from __future__ import annotations

from datetime import datetime

from console.domain.remote import Counted, Page


class NoSearch:
    """The part of a connector that searches; a test that comes here has a fake too small."""

    def search(self, query: str, begin_at: datetime, cursor: str | None, most: int = 100) -> Page:
        raise AssertionError(f"nobody was to search for {query}")

    def count(self, query: str) -> Counted:
        raise AssertionError(f"nobody was to count {query}")

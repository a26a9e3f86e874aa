"""X as a network that accounts can be connected to, without loading tweepy till one is."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.connectors.base import Connector


@dataclass(frozen=True, slots=True)
class XNetwork:
    """Makes `XConnector`s; `api_url` puts another server in X's place."""

    api_url: str | None = None
    needs_credentials: bool = True
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Tells connectors how far back a search can go."""

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return a connector for an account's keys (the form of `XCredentials`).

        Raises:
            InputError: the keys or the address cannot be used.
        """
        from console.connectors.x import XConnector
        from console.connectors.x_auth import XCredentials

        credentials = XCredentials.from_json(json.dumps(dict(secret)))
        return XConnector(credentials, api_url=self.api_url, now=self.now)

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Return the file of a post's picture; see `console.connectors.x_pictures`.

        Raises:
            PictureRefused, ConnectorError: it cannot be had.
        """
        from console.connectors.x_pictures import read_picture

        return read_picture(url, api_url=self.api_url, stopping=stopping)

"""X as a network that accounts can be connected to, without loading tweepy till one is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from console.diagnostics.secrets import SECRETS

if TYPE_CHECKING:
    from console.connectors.base import Connector
    from console.connectors.x_oauth2 import TokenEnd
    from console.domain.sign_in import AppKeys, ClientKeys, PinRequest


@dataclass(frozen=True, slots=True)
class XNetwork:
    """Makes `XConnector`s; `api_url` puts another server in X's place."""

    api_url: str | None = None
    needs_credentials: bool = True
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    """Tells connectors how far back a search can go."""

    def connect(self, secret: Mapping[str, str]) -> Connector:
        """Return a connector for an account's keys (the form of `x_auth.read_keys`).

        Raises:
            InputError: the keys or the address cannot be used.
        """
        from console.connectors.x import XConnector
        from console.connectors.x_auth import read_keys

        SECRETS.add_entry(secret)  # before X may echo it
        return XConnector(read_keys(secret), api_url=self.api_url, now=self.now)

    def ask_for_pin(self, app: AppKeys) -> PinRequest:
        """Ask X for a page that shows a PIN; see `x_oauth1`."""
        from console.connectors import x_oauth1

        SECRETS.add_entry(asdict(app))
        return x_oauth1.ask_for_pin(app, self.api_url)

    def with_pin(self, request: PinRequest, pin: str) -> dict[str, str]:
        """Return the secret that a PIN is good for; see `x_oauth1`."""
        from console.connectors import x_oauth1

        SECRETS.add(pin.strip())
        return x_oauth1.with_pin(request, pin, self.api_url)

    def by_browser(
        self,
        client: ClientKeys,
        open_page: Callable[[str], None],
        stopping: Callable[[], bool],
        patience_s: float,
    ) -> dict[str, str]:
        """Return the secret that a person's consent in the browser is good for.

        Raises:
            Cancelled: `stopping` said so.
            InputError, ConnectorError: it did not come about.
        """
        from console.connectors.x_sign_in import by_browser

        SECRETS.add_entry(asdict(client))
        return by_browser(self._tokens(), client, open_page, stopping, patience_s)

    def renewed(self, secret: Mapping[str, str]) -> dict[str, str]:
        """Return a secret in place of one that ran out.

        Raises:
            SignedOut: there is none, now or later. ConnectorError: X cannot be asked.
        """
        from console.connectors.x_auth import XTokens

        SECRETS.add_entry(secret)
        return self._tokens().renewed(XTokens.from_secret(secret))

    def revoke(self, secret: Mapping[str, str]) -> bool:
        """Tell X that a secret is not used any more; False where that cannot be told."""
        from console.connectors.x_auth import XTokens, read_keys

        keys = read_keys(secret)
        return isinstance(keys, XTokens) and self._tokens().revoke(keys)

    def _tokens(self) -> TokenEnd:
        from console.connectors.x_oauth2 import TokenEnd

        return TokenEnd(self.api_url, self.now)

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes:
        """Return the file of a post's picture; see `console.connectors.x_pictures`.

        Raises:
            PictureRefused, ConnectorError: it cannot be had.
        """
        from console.connectors.x_pictures import read_picture

        return read_picture(url, api_url=self.api_url, stopping=stopping)

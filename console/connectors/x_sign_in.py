"""Signing in through the browser, from the page's address to the tokens."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from console.connectors.x_oauth2 import Consent, TokenEnd, checked_client
from console.connectors.x_return import BrowserReturn
from console.domain.sign_in import RETURN_PORTS, ClientKeys

SECRET_BYTES = 48
"""Of the state and of PKCE's verifier, which RFC 7636 wants to be 43 to 128 characters."""


def by_browser(
    tokens: TokenEnd,
    client: ClientKeys,
    open_page: Callable[[str], None],
    stopping: Callable[[], bool],
    patience_s: float,
) -> dict[str, str]:
    """Return the secret that a person's consent is good for; all in the caller's thread.

    Raises:
        Cancelled: `stopping` said so.
        InputError, ConnectorError: it did not come about.
    """
    client = checked_client(client)
    state = secrets.token_urlsafe(SECRET_BYTES)
    with BrowserReturn.listening(RETURN_PORTS, state) as expected:
        consent = Consent(client, expected.address, state, secrets.token_urlsafe(SECRET_BYTES))
        open_page(consent.page(tokens.api_url))
        code = expected.code(stopping, patience_s)
    return tokens.redeemed(consent, code)

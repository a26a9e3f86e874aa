"""What an account's sign-in allows, as X says it."""

from __future__ import annotations

from console.connectors.x_auth import XKeys, XTokens
from console.domain.sign_in import Granted, Way
from console.language import tr

READ_ONLY = tr("This sign-in may read, and post nothing.")
READ_ONLY_ADVICE = tr(
    "Give the app the right to write in X's developer console, then connect the account again."
)
LEVELS = {
    "read": ("read",),
    "read-write": ("read", "write"),
    "read-write-directmessages": ("read", "write"),
}
"""Values of `x-access-level`: https://docs.x.com/fundamentals/developer-apps (2026-08)."""


def granted(keys: XKeys, access_level: str) -> Granted:
    """Return it by the scopes of tokens, or by what X said of keys in a header.

    A PIN gives the same keys as X's developer console: the two cannot be told apart here.
    """
    if isinstance(keys, XTokens):
        return Granted(Way.BROWSER, keys.scopes)
    return Granted(Way.KEYS, LEVELS.get(access_level.strip().lower(), ()))

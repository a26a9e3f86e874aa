"""What each key of a sign-in is called in X's console, and on our screen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.errors import InputError

KEY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "api_key": "API key",
        "api_key_secret": "API key secret",
        "access_token": "Access token",
        "access_token_secret": "Access token secret",
        "client_id": "Client ID",
        "client_secret": "Client secret",
    }
)
"""By the names that the keys have in the JSON form."""


class UnsoundKey(InputError):
    """A key has a form that no key of X has; never quotes it."""

    def __init__(self, name: str) -> None:
        """Take the key's name in the JSON form, kept as `name`."""
        super().__init__(f"{KEY_NAMES.get(name, name)}: X has no key with such a character.")
        self.name = name

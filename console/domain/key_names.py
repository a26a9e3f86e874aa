"""What each key of a sign-in is called in X's console, and on our screen. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from console.errors import InputError
from console.language import tr

KEY_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "api_key": tr("API key"),
        "api_key_secret": tr("API key secret"),
        "access_token": tr("Access token"),
        "access_token_secret": tr("Access token secret"),
        "client_id": tr("Client ID"),
        "client_secret": tr("Client secret"),
    }
)
"""By the names that the keys have in the JSON form."""


class UnsoundKey(InputError):
    """A key has a form that no key of X has; never quotes it."""

    def __init__(self, name: str) -> None:
        """Take the key's name in the JSON form, kept as `name`."""
        super().__init__(
            tr("{get}: X has no key with such a character.").format(get=KEY_NAMES.get(name, name))
        )
        self.name = name

"""The keys of an X account: their shape, and the tweepy client that signs with them.

The keys are kept as JSON by `console.credentials`; here they are read and handed to
tweepy, never stored, logged or shown.
"""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

import tweepy

from console.connectors.x_transport import ApiAdapter, mount
from console.errors import InputError

KIND = "oauth1"
TALKATIVE = ("tweepy", "requests_oauthlib", "oauthlib", "urllib3", "requests")
"""Loggers that write headers, signatures or keys at DEBUG; tweepy 4.17.0 the bearer token too."""


@dataclass(frozen=True, slots=True)
class XCredentials:
    """The four keys of OAuth 1.0a, as X's developer console shows them; no repr has them."""

    api_key: str = field(repr=False)
    api_key_secret: str = field(repr=False)
    access_token: str = field(repr=False)
    access_token_secret: str = field(repr=False)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read `{"kind": "oauth1", "api_key": ..., ...}`; white space around a key is dropped.

        Raises InputError, which never quotes a key.
        """
        try:
            raw: object = json.loads(text)
        except (ValueError, RecursionError):
            # Without its cause: that holds the whole text, and with it the keys.
            raise InputError("The account's keys are not valid JSON.") from None
        if not isinstance(raw, dict):
            raise InputError("The account's keys must be a JSON object.")
        kind = raw.get("kind")
        if kind == "oauth2":
            raise InputError(
                "This version signs in to X with OAuth 1.0a only; OAuth 2.0 comes later.",
                advice="Make an access token and secret in X's developer console and use those.",
            )
        if kind != KIND:
            raise InputError('The account\'s keys must say `"kind": "oauth1"`.')
        return cls(**{key.name: _key(raw, key.name) for key in fields(cls)})

    def to_json(self) -> str:
        """Return the JSON that `from_json` reads; it holds the keys."""
        return json.dumps({"kind": KIND} | asdict(self))


def _key(raw: dict[str, object], name: str) -> str:
    value = raw.get(name)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f"The account's keys lack `{name}`.")
    key = value.strip()
    if not key.isascii() or not key.isprintable() or " " in key:
        raise InputError(f"`{name}` holds a character that no key of X has.")
    return key


def build_client(credentials: XCredentials, adapter: ApiAdapter) -> Any:
    """Return a tweepy client that answers in plain dicts and never sleeps; no I/O."""
    silence_libraries()
    client = tweepy.Client(
        consumer_key=credentials.api_key,
        consumer_secret=credentials.api_key_secret,
        access_token=credentials.access_token,
        access_token_secret=credentials.access_token_secret,
        return_type=dict,
        wait_on_rate_limit=False,
    )
    mount(client.session, adapter)
    return client


def silence_libraries() -> None:
    """Keep the libraries that see the keys at INFO, whatever the root logger says.

    A level that someone set on one of their loggers' children is taken back too.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if name.partition(".")[0] in TALKATIVE and isinstance(logger, logging.Logger):
            logger.setLevel(logging.NOTSET)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)

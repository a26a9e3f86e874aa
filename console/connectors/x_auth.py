"""The keys of an X account: their shape, and the tweepy client that signs with them.

The keys are kept as JSON by `console.credentials`; here they are read and handed to
tweepy, never stored, logged or shown.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Self

import tweepy

from console.connectors.x_transport import ApiAdapter, mount
from console.domain.key_names import UnsoundKey
from console.domain.sign_in import ROTATED_KIND, ClientKeys
from console.errors import InputError
from console.language import tr

if TYPE_CHECKING:
    import requests

KIND = "oauth1"
TOKENS = ROTATED_KIND
TOKENS_VERSION = "1"
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
            raise InputError(tr("The account's keys are not valid JSON.")) from None
        if not isinstance(raw, dict):
            raise InputError(tr("The account's keys must be a JSON object."))
        if raw.get("kind") != KIND:
            raise InputError(tr('The account\'s keys must say `"kind": "oauth1"`.'))
        return cls(**{key.name: _key(raw, key.name) for key in fields(cls)})

    def to_json(self) -> str:
        """Return the JSON that `from_json` reads; it holds the keys."""
        return json.dumps(self.secret())

    def secret(self) -> dict[str, str]:
        """Return what the keyring keeps."""
        return {"kind": KIND} | asdict(self)


@dataclass(frozen=True, slots=True)
class XTokens:
    """The tokens of OAuth 2.0 and the client they belong to; no repr has them."""

    client: ClientKeys
    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    """Good for one renewal; empty where X gave none."""
    expires_at: datetime
    """When the access token ends, by X's clock."""
    scopes: tuple[str, ...]

    @classmethod
    def of(
        cls, client: ClientKeys, access: str, refresh: str, expires_at: datetime,
        scopes: tuple[str, ...],
    ) -> Self:  # fmt: skip
        """Return tokens that can stand in a header; raise ValueError for others."""
        for token in (access, refresh or "none"):
            if not (token.isascii() and token.isprintable() and " " not in token and token):
                raise ValueError("not a token")
        sound = tuple(scope for scope in scopes if scope.isascii() and scope.isprintable())
        return cls(client, access, refresh, expires_at, sound)

    @classmethod
    def from_secret(cls, raw: Mapping[str, str]) -> Self:
        """Read what `secret` gave.

        Raises InputError, which never quotes a token.
        """
        if raw.get("kind") != TOKENS or raw.get("version") != TOKENS_VERSION:
            raise InputError(
                tr("The account's sign-in has a form that is not known here."),
                advice=tr("Connect the account again in the browser."),
            )
        try:
            expires_at = datetime.fromisoformat(raw.get("expires_at", ""))
            client = ClientKeys(_key(raw, "client_id"), raw.get("client_secret", ""))
            return cls.of(
                client,
                _key(raw, "access_token"),
                raw.get("refresh_token", ""),
                expires_at.astimezone(UTC),
                tuple(raw.get("scopes", "").split()),
            )
        except (ValueError, OverflowError, TypeError, AttributeError):
            raise InputError(tr("The account's sign-in is damaged.")) from None

    def secret(self) -> dict[str, str]:
        """Return what the keyring keeps: a flat mapping of strings."""
        return {
            "kind": TOKENS,
            "version": TOKENS_VERSION,
            "client_id": self.client.client_id,
            "client_secret": self.client.client_secret,
            "access_token": self.access_token,
            "refresh_token": self.refresh_token,
            "expires_at": self.expires_at.isoformat(),
            "scopes": " ".join(self.scopes),
        }


XKeys = XCredentials | XTokens


def read_keys(secret: Mapping[str, str]) -> XKeys:
    """Return an account's keys of either kind; raise InputError, which never quotes one."""
    if secret.get("kind") == TOKENS:
        return XTokens.from_secret(secret)
    return XCredentials.from_json(json.dumps(dict(secret)))


def _key(raw: Mapping[str, object], name: str) -> str:
    value = raw.get(name)
    return checked_key(value if isinstance(value, str) else "", name)


def checked_key(value: str, name: str) -> str:
    """Return a key without white space around it; raise InputError where it can be none."""
    key = value.strip()
    if not key:
        raise InputError(tr("The account's keys lack `{name}`.").format(name=name))
    if not key.isascii() or not key.isprintable() or " " in key:
        raise UnsoundKey(name)
    return key


def build_client(credentials: XKeys, adapter: ApiAdapter) -> Any:
    """Return a tweepy client that answers in plain dicts and never sleeps; no I/O.

    With tokens, its methods are to be called with `user_auth=False`.
    """
    silence_libraries()
    keys: dict[str, str] = {}
    if isinstance(credentials, XTokens):
        keys["bearer_token"] = credentials.access_token
    else:
        keys = {
            "consumer_key": credentials.api_key,
            "consumer_secret": credentials.api_key_secret,
            "access_token": credentials.access_token,
            "access_token_secret": credentials.access_token_secret,
        }
    client = tweepy.Client(**keys, return_type=dict, wait_on_rate_limit=False)
    if isinstance(credentials, XTokens):
        # tweepy sets a plain header, in whose place a password of ~/.netrc would come.
        client.session.auth = Bearer(credentials.access_token)
    mount(client.session, adapter)
    return client


class Bearer:
    """Puts a token on a request."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Return the request with it."""
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


def silence_libraries() -> None:
    """Keep the libraries that see the keys at INFO, whatever the root logger says.

    A level that someone set on one of their loggers' children is taken back too.
    """
    for name, logger in list(logging.root.manager.loggerDict.items()):
        if name.partition(".")[0] in TALKATIVE and isinstance(logger, logging.Logger):
            logger.setLevel(logging.NOTSET)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)

"""How an account is signed in: by its own keys, by a PIN, or in the browser.

The secrets among these are in no repr. Sources: X's developer documentation (2026-08),
https://docs.x.com/fundamentals/authentication; RFC 7636 (PKCE), RFC 8252 (loopback).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from console.domain.accounts import Account
from console.language import tr


class Way(StrEnum):
    """How a person signs an account in."""

    KEYS = "keys"
    """The four keys of OAuth 1.0a, pasted."""
    PIN = "pin"
    """OAuth 1.0a: X shows a PIN in the browser, and the person types it here."""
    BROWSER = "browser"
    """OAuth 2.0 with PKCE: the browser comes back to a port of this machine."""


RETURN_PORTS = (8917, 18917, 28917)
"""Where the browser comes back to on this machine, in the order in which they are tried.

X compares callback addresses exactly, so each is to be registered with the app.
"""
RETURN_PATH = "/callback"
PATIENCE_S = 300.0
"""How long the browser's return is waited for, in seconds."""


def return_addresses() -> tuple[str, ...]:
    """Return the callback addresses that an app's owner registers with X."""
    return tuple(f"http://127.0.0.1:{port}{RETURN_PATH}" for port in RETURN_PORTS)


SCOPES = ("tweet.read", "tweet.write", "users.read", "offline.access")
"""What is asked for in the browser, and no more."""


ROTATED_KIND = "oauth2"
"""The `kind` of a secret that X replaces at each renewal: the one before it is good no more."""


@dataclass(frozen=True, slots=True)
class AppKeys:
    """The consumer keys of an app, for a PIN."""

    api_key: str = field(repr=False)
    api_key_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClientKeys:
    """The OAuth 2.0 client of an app; a public client (native app) has no secret."""

    client_id: str = field(repr=False)
    client_secret: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class PinRequest:
    """A PIN that X was asked for: the page that shows it, and what it is redeemed with."""

    address: str = field(repr=False)
    """To be opened in the browser; it carries the request's token."""
    app: AppKeys
    token: str = field(repr=False)
    token_secret: str = field(repr=False)


class Ended(StrEnum):
    """Why an account is signed out."""

    REFUSED = "refused"
    """The network no longer accepts it: it was revoked, or ran out."""
    HERE = "here"
    """A person signed out at this desk."""

    @property
    def words(self) -> str:
        """Return it as a sentence for a person."""
        return {
            Ended.REFUSED: tr("X no longer accepts this sign-in: it was revoked, or ran out."),
            Ended.HERE: tr("Signed out at this desk."),
        }[self]


@dataclass(frozen=True, slots=True)
class Granted:
    """What an account's sign-in allows, as far as X says."""

    way: Way
    scopes: tuple[str, ...] = ()
    """OAuth 2.0 scopes in X's order, or `read`, `write` of OAuth 1.0a; empty: X did not say."""
    ended: Ended | None = None
    """Why the account is signed out; None where it is not."""
    since: datetime | None = None
    """When a person signed it in; None where that is not known."""

    @property
    def may_post(self) -> bool | None:
        """Return whether posts may be published; None where X did not say."""
        if not self.scopes:
            return None
        return "tweet.write" in self.scopes or "write" in self.scopes


@dataclass(frozen=True, slots=True)
class Connected:
    """An account that was just signed in."""

    account: Account
    granted: Granted


STILL_GOOD = tr(
    "X could not be told, and the keys stay good there: remove the app on X "
    "under Settings, Connected apps."
)


@dataclass(frozen=True, slots=True)
class SignedOff:
    """An account that was just signed out at this desk."""

    account: Account
    asked: bool
    """Whether the keyring, asked again, holds nothing; False: there is none on this machine."""
    revoked: bool | None = None
    """Whether the network took the keys back; None: there was nothing that it could be told."""

    @property
    def left(self) -> str:
        """Return what a person has to do at the network still; empty: nothing."""
        return STILL_GOOD if self.revoked is False else ""

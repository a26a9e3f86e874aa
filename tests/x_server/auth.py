"""Who is asking: OAuth 1.0a user context (HMAC-SHA1), an OAuth 2.0 user token, or an app alone.

Written with the standard library alone, so that it shares no code with the clients it checks.
A replayed nonce and a wrong timestamp pass: tests push the clock.
Source: RFC 5849, section 3.4, and https://docs.x.com/fundamentals/authentication.
"""

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .messages import Request

OAUTH1 = "OAuth 1.0a User Context"
OAUTH2_USER = "OAuth 2.0 User Context"
APP_ONLY = "OAuth 2.0 Application-Only"
SALT = ""
"""Put behind each key and secret, by a trial that looks for where they are left."""
PUBLIC_HOSTS = ("https://api.twitter.com", "https://api.x.com")


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one account's client signs with. Made up: good for this server only."""

    api_key: str
    api_key_secret: str
    access_token: str
    access_token_secret: str
    oauth2_token: str

    def as_stdin(self) -> dict[str, str]:
        """Return the form that `account add x` of the product reads."""
        return {
            "kind": "oauth1",
            "api_key": self.api_key,
            "api_key_secret": self.api_key_secret,
            "access_token": self.access_token,
            "access_token_secret": self.access_token_secret,
        }


def credentials_of(user_id: int) -> Credentials:
    """Return the credentials of an account; the same ones each time."""
    return Credentials(
        api_key=f"loopback-api-key{SALT}",
        api_key_secret=f"loopback-api-key-secret{SALT}",
        access_token=f"{user_id}-loopback{SALT}",
        access_token_secret=f"loopback-secret-of-{user_id}{SALT}",
        oauth2_token=f"loopback-oauth2-{user_id}",
    )


def user_id_of(request: Request, bases: Iterable[str]) -> int | None:
    """Return whose credentials a request bears, or None where they are missing or wrong.

    `bases` are the scheme and host of every URL that the client may have signed.
    """
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return _bearer(rest.strip())
    if scheme.lower() == "oauth":
        return _signed(request, header_values(request), bases)
    return None


def bearer_of(request: Request) -> str:
    """Return the bearer token of a request; empty for none."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    return rest.strip() if scheme.lower() == "bearer" else ""


def header_values(request: Request) -> dict[str, str]:
    """Return the parameters of OAuth 1.0a in a request's header; none where it has none."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    return _header_values(rest) if scheme.lower() == "oauth" else {}


def is_signed(
    request: Request,
    values: dict[str, str],
    bases: Iterable[str],
    consumer_secret: str,
    token_secret: str,
) -> bool:
    """Tell whether a request is signed with these secrets, for one of the bases."""
    given = values.get("oauth_signature", "")
    signed = [(name, value) for name, value in values.items() if name != "oauth_signature"]
    return values.get("oauth_signature_method") == "HMAC-SHA1" and any(
        hmac.compare_digest(
            _signature(request, base, signed, consumer_secret, token_secret).encode(),
            given.encode(),
        )
        for base in bases
    )


def kind_of(request: Request, app_token: str) -> str:
    """Return with what kind of credentials a request comes, in X's words; empty for none."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "oauth":
        return OAUTH1
    if scheme.lower() != "bearer":
        return ""
    return APP_ONLY if rest.strip() == app_token else OAUTH2_USER


def is_app(request: Request) -> bool:
    """Tell whether a request bears the app's own key and secret, as HTTP's basic scheme."""
    scheme, _, rest = request.headers.get("authorization", "").partition(" ")
    app = credentials_of(0)
    known = f"{quote(app.api_key, safe='')}:{quote(app.api_key_secret, safe='')}"
    expected = base64.b64encode(known.encode()).decode()
    return scheme.lower() == "basic" and hmac.compare_digest(expected, rest.strip())


def _bearer(token: str) -> int | None:
    user_id = token.rpartition("-")[2]
    if not user_id.isdigit() or credentials_of(int(user_id)).oauth2_token != token:
        return None
    return int(user_id)


def _signed(request: Request, values: dict[str, str], bases: Iterable[str]) -> int | None:
    user_id = values.get("oauth_token", "").partition("-")[0]
    if not user_id.isdigit():
        return None
    known = credentials_of(int(user_id))
    if (
        values.get("oauth_consumer_key") != known.api_key
        or values.get("oauth_token") != known.access_token
    ):
        return None
    if is_signed(request, values, bases, known.api_key_secret, known.access_token_secret):
        return int(user_id)
    return None


def _signature(
    request: Request,
    base: str,
    oauth: list[tuple[str, str]],
    consumer_secret: str,
    token_secret: str,
) -> str:
    pairs = sorted((_encode(name), _encode(value)) for name, value in [*request.pairs, *oauth])
    normal = "&".join(f"{name}={value}" for name, value in pairs)
    text = "&".join(map(_encode, (request.method, base + request.path, normal)))
    key = f"{_encode(consumer_secret)}&{_encode(token_secret)}"
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _header_values(header: str) -> dict[str, str]:
    values = {}
    for part in header.split(","):
        name, _, value = part.strip().partition("=")
        if name != "realm":
            values[unquote(name)] = unquote(value.strip('"'))
    return values


def _encode(text: str) -> str:
    return quote(text, safe="~")

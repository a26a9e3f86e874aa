"""Signing in: the end points of OAuth 1.0a with a PIN, and of OAuth 2.0 with PKCE.

    POST /oauth/request_token      oob only
    GET  /oauth/authorize          a page; POST answers it: {account, decision}; shows the PIN
    POST /oauth/access_token       by a PIN
    GET  /i/oauth2/authorize       a page; POST answers it, and sends the browser back
    POST /2/oauth2/token           authorization_code, refresh_token
    POST /2/oauth2/revoke

Sources: https://docs.x.com/fundamentals/authentication (oauth-1-0a/pin-based-oauth,
oauth-2-0/authorization-code, 2026-08); RFC 5849, section 2; RFC 6749, sections 4.1, 5.2, 6 and
10.4; RFC 7636, section 4.6; RFC 7009. Words of refusals: what clients report, such as
https://github.com/plhery/node-twitter-api-v2/issues/496 (2026-11); that a request token stays
good after a wrong PIN, and that old access tokens die with a renewal, is unverified.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from . import auth
from .messages import Answer, Request
from .oauth_forms import (
    CLIENT_ID,
    PUBLIC_CLIENT_ID,
    REALM,
    Refusal,
    client_of,
    form,
    form_of,
    page,
    unauthorised,
)
from .records import Json
from .world import World

CALLBACKS = tuple(f"http://127.0.0.1:{port}/callback" for port in (8917, 18917, 28917))
"""What the owner of the app has registered; compared exactly."""
LIVES_S = 7200
CODE_LIVES_S = 30


@dataclass(slots=True)
class _PinToken:
    secret: str
    user_id: int | None = None
    pin: str = ""


@dataclass(frozen=True, slots=True)
class _Code:
    client_id: str
    redirect_uri: str
    challenge: str
    scopes: tuple[str, ...]
    user_id: int
    until_ms: int
    family: str


@dataclass(frozen=True, slots=True)
class Token:
    """An access or refresh token; all of one consent are of one family."""

    user_id: int
    client_id: str
    scopes: tuple[str, ...]
    until_ms: int | None
    family: str


@dataclass(slots=True)
class OAuth:
    """What was asked for, agreed to and given out. Used under the world's lock."""

    world: World
    bases: Callable[[], Iterable[str]]
    without_offline: bool = False
    """Whether no refresh token is given, whatever was asked for."""
    granted_scopes: tuple[str, ...] | None = None
    """What X gives in place of the scopes that were asked for."""
    revoked_users: set[int] = field(default_factory=set)
    """Whose keys of OAuth 1.0a are revoked."""
    access: dict[str, Token] = field(default_factory=dict)
    refresh: dict[str, Token] = field(default_factory=dict)
    handed_out: set[str] = field(default_factory=set)
    """Every secret that went over the wire: request tokens, codes and their verifiers, tokens."""
    _pins: dict[str, _PinToken] = field(default_factory=dict)
    _codes: dict[str, _Code] = field(default_factory=dict)
    _used: dict[str, str] = field(default_factory=dict)
    """Families by the codes that were redeemed."""

    def serves(self, request: Request) -> bool:
        """Tell whether a request is for signing in."""
        return request.path.startswith(("/oauth/", "/i/oauth2/", "/2/oauth2/"))

    def answer(self, request: Request) -> Answer:
        """Return the answer to one."""
        _ = self.world.own  # it is made when it is first asked for
        handlers = {
            "POST /oauth/request_token": self._request_token,
            "GET /oauth/authorize": lambda _: page("Authorize the app?"),
            "POST /oauth/authorize": self._show_pin,
            "POST /oauth/access_token": self._access_token,
            "GET /i/oauth2/authorize": self._consent_page,
            "POST /i/oauth2/authorize": self._consent,
            "POST /2/oauth2/token": self._token,
            "POST /2/oauth2/revoke": self._revoke,
        }
        handler = handlers.get(f"{request.method} {request.path}")
        if handler is None:
            return Answer(404, b"", "text/plain")
        try:
            return handler(request)
        except Refusal as refusal:
            return refusal.answer

    def bearer(self, token: str) -> Token | None:
        """Return the access token of this text, None where it is none or ran out."""
        known = self.access.get(token)
        if known is None or (known.until_ms or 0) <= self.world.now_ms():
            return None
        return known

    def revoke_user(self, user_id: int) -> None:
        """Take back what the owner of an account agreed to, as in X's settings."""
        self.revoked_users.add(user_id)
        for family in {token.family for token in self.access.values() if token.user_id == user_id}:
            self._end(family)

    # OAuth 1.0a

    def _request_token(self, request: Request) -> Answer:
        values = auth.header_values(request)
        if not self._signed(request, values, ""):
            return unauthorised("Could not authenticate you.", 32)
        if values.get("oauth_callback") != "oob":
            return Answer(403, {"errors": [{"code": 415, "message": "Callback URL not approved"}]})
        token = f"request-{secrets.token_urlsafe(18)}"
        self._pins[token] = _PinToken(secrets.token_urlsafe(24))
        self.handed_out |= {token, self._pins[token].secret}
        return form(
            oauth_token=token,
            oauth_token_secret=self._pins[token].secret,
            oauth_callback_confirmed="true",
        )

    def _show_pin(self, request: Request) -> Answer:
        waiting = self._pins.get(dict(request.pairs).get("oauth_token", ""))
        given = form_of(request)
        user = self.world.user_named(given.get("account", ""))
        if waiting is None or user is None or given.get("decision") != "allow":
            return page("You have not signed in.", 403)
        waiting.user_id, waiting.pin = user.id, f"{secrets.randbelow(10**7):07}"
        return page(f"<code>{waiting.pin}</code>")

    def _access_token(self, request: Request) -> Answer:
        values = auth.header_values(request)
        waiting = self._pins.get(values.get("oauth_token", ""))
        if waiting is None or not self._signed(request, values, waiting.secret):
            return unauthorised("Invalid or expired token.", 89)
        if waiting.user_id is None or values.get("oauth_verifier") != waiting.pin:
            words = b"Error processing your OAuth request: Invalid oauth_verifier parameter"
            return Answer(401, words, "text/html; charset=utf-8", REALM)
        del self._pins[values["oauth_token"]]
        self.revoked_users.discard(waiting.user_id)
        keys, user = auth.credentials_of(waiting.user_id), self.world.user(waiting.user_id)
        return form(
            oauth_token=keys.access_token,
            oauth_token_secret=keys.access_token_secret,
            user_id=str(waiting.user_id),
            screen_name=user.username if user else "",
        )

    def _signed(self, request: Request, values: dict[str, str], token_secret: str) -> bool:
        app = auth.credentials_of(0)
        return values.get("oauth_consumer_key") == app.api_key and auth.is_signed(
            request, values, self.bases(), app.api_key_secret, token_secret
        )

    # OAuth 2.0

    def _consent_page(self, request: Request) -> Answer:
        return page("Allow the app?") if self._asked(request) else page("Something went wrong", 400)

    def _asked(self, request: Request) -> dict[str, str] | None:
        """Return what a page asks for, None where X would show no question."""
        asked = dict(request.pairs)
        sound = (
            asked.get("response_type") == "code"
            and asked.get("client_id") in (CLIENT_ID, PUBLIC_CLIENT_ID)
            and asked.get("redirect_uri") in CALLBACKS
            and asked.get("code_challenge_method") == "S256"
            and len(asked.get("code_challenge", "")) == 43
            and len(request.pairs) == len(asked)
            and bool(asked.get("state")) and len(asked["state"]) <= 500
            and bool(asked.get("scope"))
        )  # fmt: skip
        return asked if sound else None

    def _consent(self, request: Request) -> Answer:
        asked, given = self._asked(request), form_of(request)
        user = self.world.user_named(given.get("account", ""))
        if asked is None or user is None:
            return page("Something went wrong", 400)
        back = {"state": asked["state"], "error": "access_denied"}
        if given.get("decision") == "allow":
            code = f"code-{secrets.token_urlsafe(48)}"
            self.handed_out.add(code)
            self._codes[code] = _Code(
                asked["client_id"],
                asked["redirect_uri"],
                asked["code_challenge"],
                self.granted_scopes or tuple(asked["scope"].split()),
                user.id,
                self.world.now_ms() + CODE_LIVES_S * 1000,
                secrets.token_hex(8),
            )
            back = {"state": asked["state"], "code": code}
        location = f"{asked['redirect_uri']}?{urlencode(back)}"
        return Answer(302, b"", "text/html", {"location": location})

    def _token(self, request: Request) -> Answer:
        given = form_of(request)
        client_id = client_of(request, given)
        match given.get("grant_type"):
            case "authorization_code":
                token = self._redeemed(client_id, given)
            case "refresh_token":
                token = self._rotated(client_id, given)
            case _:
                raise Refusal("unsupported_grant_type", "Missing or invalid value for grant_type")
        return Answer(200, self._given_out(token))

    def _redeemed(self, client_id: str, given: dict[str, str]) -> Token:
        text = given.get("code", "")
        code = self._codes.pop(text, None)
        if code is None and text in self._used:
            self._end(self._used[text])  # RFC 6749, section 4.1.2
        if code is None or code.client_id != client_id or code.until_ms <= self.world.now_ms():
            raise Refusal("invalid_request", "Value passed for the authorization code was invalid.")
        if given.get("redirect_uri") != code.redirect_uri:
            raise Refusal(
                "invalid_request",
                "Value passed for the redirect uri did not match the uri of the authorization"
                " code.",
            )
        if verifier := given.get("code_verifier", ""):
            self.handed_out.add(verifier)
        digest = hashlib.sha256(verifier.encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if not hmac.compare_digest(challenge, code.challenge):
            raise Refusal(
                "invalid_request",
                "Value passed for the code verifier did not match the code challenge.",
            )
        self._used[text] = code.family
        return Token(code.user_id, client_id, code.scopes, None, code.family)

    def _rotated(self, client_id: str, given: dict[str, str]) -> Token:
        token = self.refresh.get(given.get("refresh_token", ""))
        if token is None or token.client_id != client_id:
            raise Refusal("invalid_grant", "Value passed for the token was invalid.")
        self._end(token.family)
        return token

    def _given_out(self, token: Token) -> Json:
        access = f"access-{secrets.token_urlsafe(48)}"
        self.handed_out.add(access)
        until_ms = self.world.now_ms() + LIVES_S * 1000
        self.access[access] = replace(token, until_ms=until_ms)
        answer = {
            "token_type": "bearer",
            "expires_in": LIVES_S,
            "access_token": access,
            "scope": " ".join(token.scopes),
        }
        if "offline.access" in token.scopes and not self.without_offline:
            refresh = f"refresh-{secrets.token_urlsafe(48)}"
            answer["refresh_token"] = refresh
            self.refresh[refresh] = token
            self.handed_out.add(refresh)
        return answer

    def _revoke(self, request: Request) -> Answer:
        given = form_of(request)
        client_id = client_of(request, given)
        text = given.get("token", "")
        token = self.refresh.get(text) or self.access.get(text)
        if token is not None and token.client_id == client_id:
            self._end(token.family)
        return Answer(200, {"revoked": True})

    def _end(self, family: str) -> None:
        for texts in (self.access, self.refresh):
            for text in [text for text, token in texts.items() if token.family == family]:
                del texts[text]

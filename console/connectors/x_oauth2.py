"""Signing in through the browser: OAuth 2.0 with PKCE; the tokens it gives, and their renewal.

X's access tokens live two hours; with `offline.access` comes a refresh token, which is good
for one renewal and gives the next. A public client names itself in the form, one with a
secret in the header.

Sources: https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code and
.../user-access-token (2026-08); RFC 6749, sections 4.1, 5 and 6; RFC 7636; RFC 7009.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import XTokens, checked_key
from console.connectors.x_mapping import Json
from console.connectors.x_oauth import Denied, Forms, Sign
from console.domain.sign_in import SCOPES, ClientKeys
from console.errors import BadAnswer, ConnectorError, ServerTrouble, SignedOut, SignInFailed
from console.language import tr

if TYPE_CHECKING:
    import requests

PAGE = "https://x.com/i/oauth2/authorize"
TOKEN, REVOKE = "/2/oauth2/token", "/2/oauth2/revoke"
LONGEST_S = 365 * 24 * 3600
USUAL_S = 7200
"""How long an access token lives where a renewal's answer does not say; X documents two hours."""
LONGEST_TOKEN = 4096
ENDED = tr("X no longer accepts this sign-in: it was revoked, or renewed elsewhere, or ran out.")
ENDED_ADVICE = tr("Connect the account again: queued replies wait.")
LAST = ("invalid_grant", "invalid_token")
"""Errors by which no later try can pass. X says `invalid_request` too, of a refresh token that
was used before: https://github.com/plhery/node-twitter-api-v2/issues/496 (2026-11)."""
USED = "value passed for the token was invalid"


@dataclass(frozen=True, slots=True)
class Consent:
    """One question to the person: what belongs to its answer, and to no other."""

    client: ClientKeys
    redirect_uri: str
    state: str = field(repr=False)
    verifier: str = field(repr=False)

    def page(self, api_url: str | None) -> str:
        """Return the address of X's page."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        query = {
            "response_type": "code",
            "client_id": self.client.client_id,
            "redirect_uri": self.redirect_uri,
            "scope": " ".join(SCOPES),
            "state": self.state,
            "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
        }
        page = PAGE if api_url is None else checked_api_url(api_url) + "/i/oauth2/authorize"
        return f"{page}?{urlencode(query, quote_via=quote)}"


@dataclass(frozen=True, slots=True)
class TokenEnd:
    """X's end point for tokens."""

    api_url: str | None
    now: Callable[[], datetime]
    """This machine's clock; X's own counts where its answer has a Date."""

    def redeemed(self, consent: Consent, code: str) -> dict[str, str]:
        """Return the secret that a code of the browser's return is good for.

        Raises:
            SignInFailed: X refuses. ConnectorError: it cannot be asked.
        """
        fields = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": consent.redirect_uri,
            "code_verifier": consent.verifier,
        }
        try:
            at, answer = self._asked(TOKEN, fields, consent.client)
        except Denied as denied:
            raise SignInFailed(tr("X did not take the browser's answer.") + denied.said) from None
        return _tokens(consent.client, answer, at, SCOPES).secret()

    def renewed(self, tokens: XTokens) -> dict[str, str]:
        """Return the secret with a new access token and, where X rotates it, refresh token.

        Raises:
            SignedOut: there is no way to renew it, now or later.
            ServerTrouble: it was refused in words that say nothing of the sign-in: what stands
                between here and X may speak them.
            ConnectorError: X cannot be asked; whether it used up the refresh token is then
                unknown, and told by the next try.
        """
        if not tokens.refresh_token:
            raise SignedOut(tr("The sign-in ran out, and X gave no way to renew it."))
        fields = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        try:
            at, answer = self._asked(TOKEN, fields, tokens.client)
        except Denied as denied:
            if denied.kind in LAST or USED in denied.words.casefold():
                raise SignedOut(ENDED, advice=ENDED_ADVICE) from None
            raise ServerTrouble(
                tr("X did not renew the sign-in this time.") + denied.said,
                advice=tr(
                    "The desk tries again by itself; if it stays, look at the app in X's "
                    "developer console."
                ),
            ) from None
        return _tokens(tokens.client, _usable(answer, tokens), at, tokens.scopes).secret()

    def revoke(self, tokens: XTokens) -> bool:
        """Tell X that the tokens are not used any more; False where it could not be told."""
        token = tokens.refresh_token or tokens.access_token
        hint = "refresh_token" if tokens.refresh_token else "access_token"
        try:
            self._asked(REVOKE, {"token": token, "token_type_hint": hint}, tokens.client)
        except ConnectorError:
            return False
        return True

    def _asked(
        self, path: str, fields: dict[str, str], client: ClientKeys
    ) -> tuple[datetime, Json]:
        if not client.client_secret:
            fields = {**fields, "client_id": client.client_id}
        with Forms(self.api_url, self.now) as forms:
            response = forms.post(path, fields, _as_client(client))
            at = self.now() + (forms.adapter.ahead or timedelta(0))
        try:
            answer: object = response.json()
        except (ValueError, RecursionError):
            raise BadAnswer(tr("X's answer was no JSON; a web page, perhaps.")) from None
        if not isinstance(answer, dict):
            raise BadAnswer(tr("X's answer was no JSON object."))
        return at, answer


def checked_client(client: ClientKeys) -> ClientKeys:
    """Return a client without white space around its parts; raise InputError for none of X's."""
    secret = client.client_secret.strip()
    return ClientKeys(
        checked_key(client.client_id, "client_id"),
        checked_key(secret, "client_secret") if secret else "",
    )


def _as_client(client: ClientKeys) -> Sign:
    """RFC 6749, section 2.3.1: what is named is encoded as in a form first."""
    named = f"{quote(client.client_id, safe='')}:{quote(client.client_secret, safe='')}"

    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        if client.client_secret:
            encoded = base64.b64encode(named.encode("ascii")).decode("ascii")
            request.headers["Authorization"] = f"Basic {encoded}"
        return request

    return sign


def _usable(answer: Json, before: XTokens) -> Json:
    """Return a renewal's answer with what it lacks: X used the refresh token up to give it.

    `expires_in` is only recommended, and a new refresh token optional: RFC 6749, sections 5.1
    and 6.
    """
    try:
        lives_s = int(float(str(answer.get("expires_in"))))  # a JSON true is no number by this
    except (ValueError, OverflowError):
        lives_s = 0
    refresh = answer.get("refresh_token")
    return {
        **answer,
        "expires_in": lives_s if 0 < lives_s <= LONGEST_S else USUAL_S,
        "refresh_token": refresh if refresh and isinstance(refresh, str) else before.refresh_token,
        "token_type": answer.get("token_type") or "bearer",
    }


def _tokens(client: ClientKeys, answer: Json, at: datetime, scopes: tuple[str, ...]) -> XTokens:
    lives_s = answer.get("expires_in", 0)
    if isinstance(lives_s, bool) or not isinstance(lives_s, int) or not 0 < lives_s <= LONGEST_S:
        raise BadAnswer(tr("X did not say how long the sign-in lasts."))
    said, access = answer.get("scope"), answer.get("access_token")
    refresh = answer.get("refresh_token") or ""
    if str(answer.get("token_type", "")).casefold() != "bearer":
        raise BadAnswer(tr("X gave a token of a kind that is not known here."))
    if not all(isinstance(one, str) and len(one) <= LONGEST_TOKEN for one in (access, refresh)):
        raise BadAnswer(tr("X's answer holds no token that can be used."))
    try:
        return XTokens.of(
            client,
            str(access),
            str(refresh),
            at + timedelta(seconds=lives_s),
            tuple(said.split()) if isinstance(said, str) and said.strip() else scopes,
        )
    except ValueError:
        raise BadAnswer(tr("X's answer holds no token that can be used.")) from None

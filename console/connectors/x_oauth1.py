"""Signing in with a PIN: OAuth 1.0a without a callback (`oob`).

Sources: https://docs.x.com/fundamentals/authentication/oauth-1-0a/pin-based-oauth (2026-08);
RFC 5849, section 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote

from oauthlib.oauth1 import Client

from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import XCredentials, checked_key
from console.connectors.x_oauth import HOST, Denied, Forms, Sign
from console.domain.sign_in import AppKeys, PinRequest
from console.errors import BadAnswer, InputError, SignInFailed, WrongPin
from console.language import tr

if TYPE_CHECKING:
    import requests

REQUEST, AUTHORIZE, ACCESS = "/oauth/request_token", "/oauth/authorize", "/oauth/access_token"


def ask_for_pin(app: AppKeys, api_url: str | None) -> PinRequest:
    """Ask X for a request token; the page at its address shows the PIN.

    Raises:
        InputError: a key has a form that no key of X has.
        SignInFailed: X refuses the app. ConnectorError: it cannot be asked.
    """
    app = AppKeys(
        checked_key(app.api_key, "api_key"), checked_key(app.api_key_secret, "api_key_secret")
    )
    signer = Client(app.api_key, client_secret=app.api_key_secret, callback_uri="oob")
    try:
        answer = _asked(api_url, REQUEST, signer)
    except Denied as denied:
        raise SignInFailed(
            tr("X does not accept the app's keys.") + denied.said,
            advice=tr(
                "Look at the API key and its secret in X's developer console, and "
                "whether user authentication is set up for the app."
            ),
        ) from None
    if answer.get("oauth_callback_confirmed") != "true":
        raise BadAnswer(tr("X did not confirm that it shows a PIN."))
    token, secret = answer.get("oauth_token", ""), answer.get("oauth_token_secret", "")
    base = HOST if api_url is None else checked_api_url(api_url)
    address = f"{base}{AUTHORIZE}?oauth_token={quote(_sound(token), safe='')}"
    return PinRequest(address, app, token, _sound(secret))


def with_pin(request: PinRequest, pin: str, api_url: str | None) -> dict[str, str]:
    """Redeem a PIN for the account's keys.

    Raises:
        InputError: nothing that could be a PIN. WrongPin: X does not take it.
        ConnectorError: X cannot be asked.
    """
    digits = "".join(pin.split())
    if not (digits.isascii() and digits.isalnum() and len(digits) <= 64):
        raise InputError(
            tr("A PIN of X has digits only."), advice=tr("Type it as X's page shows it.")
        )
    signer = Client(
        request.app.api_key,
        client_secret=request.app.api_key_secret,
        resource_owner_key=request.token,
        resource_owner_secret=request.token_secret,
        verifier=digits,
    )
    try:
        answer = _asked(api_url, ACCESS, signer)
    except Denied as denied:
        raise WrongPin(tr("It is mistyped, or the page is too old.") + denied.said) from None
    return XCredentials(
        request.app.api_key,
        request.app.api_key_secret,
        _sound(answer.get("oauth_token", "")),
        _sound(answer.get("oauth_token_secret", "")),
    ).secret()


def _asked(api_url: str | None, path: str, signer: Client) -> dict[str, str]:
    with Forms(api_url) as forms:
        response = forms.post(path, {}, _signed_by(signer))
    try:
        fields = parse_qs(response.content.decode("ascii"), max_num_fields=20)
    except ValueError:
        fields = {}
    return {name: values[0] for name, values in fields.items()}


def _signed_by(signer: Client) -> Sign:
    def sign(request: requests.PreparedRequest) -> requests.PreparedRequest:
        _, headers, _ = signer.sign(str(request.url), http_method="POST")
        request.headers["Authorization"] = headers["Authorization"]
        return request

    return sign


def _sound(part: str) -> str:
    try:
        return checked_key(part, "token")
    except InputError:
        raise BadAnswer(tr("X's answer holds no token that can be used.")) from None

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests

from tests.x_server import Clock, Fault, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth import CALLBACKS, LIVES_S
from tests.x_server.oauth_forms import CLIENT_ID, PUBLIC_CLIENT_ID

VERIFIER = "v" * 43
BASIC = ("loopback-client%3Aci", "loopback-client-secret%2F%2B")
"""Encoded as in a form first: RFC 6749, section 2.3.1."""
ALL = "tweet.read tweet.write users.read offline.access"


def page(x: XServer, **changed: str) -> str:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest())
    asked = {
        "response_type": "code",
        "client_id": CLIENT_ID,
        "redirect_uri": CALLBACKS[0],
        "scope": ALL,
        "state": "st4te",
        "code_challenge": challenge.rstrip(b"=").decode(),
        "code_challenge_method": "S256",
    }
    return f"{x.url}/i/oauth2/authorize?{urlencode(asked | changed)}"


def code(x: XServer, **changed: str) -> str:
    back = parse_qs(urlsplit(Browser().way_back(page(x, **changed))).query)
    assert back["state"] == ["st4te"]
    return back["code"][0]


def ask(x: XServer, status: int = 200, *, client: Any = BASIC, **form: str) -> Any:
    answer = requests.post(x.url + "/2/oauth2/token", data=form, auth=client, timeout=10)
    assert answer.status_code == status, answer.text
    return answer.json()


def redeem(x: XServer, given: str, status: int = 200, **changed: str) -> Any:
    form = {"code": given, "redirect_uri": CALLBACKS[0], "code_verifier": VERIFIER}
    return ask(x, status, grant_type="authorization_code", **(form | changed))


def renew(x: XServer, token: str, status: int = 200) -> Any:
    return ask(x, status, grant_type="refresh_token", refresh_token=token)


def me(x: XServer, token: str) -> requests.Response:
    headers = {"Authorization": f"Bearer {token}"}
    return requests.get(x.url + "/2/users/me", headers=headers, timeout=10)


def post(x: XServer, token: str) -> requests.Response:
    return requests.post(
        x.url + "/2/tweets",
        json={"text": "hello"},
        headers={"Authorization": f"Bearer {token}"},
        timeout=10,
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"redirect_uri": CALLBACKS[0] + "/"},
        {"redirect_uri": "http://localhost:8917/callback"},
        {"client_id": "another"},
        {"code_challenge_method": "plain"},
        {"state": ""},
        {"response_type": "token"},
    ],
)
def test_a_page_that_asks_wrongly_is_not_shown(x: XServer, changed: dict[str, str]) -> None:
    assert requests.get(page(x, **changed), timeout=10).status_code == 400


def test_who_refuses_comes_back_with_access_denied(x: XServer) -> None:
    back = parse_qs(urlsplit(Browser().way_back(page(x), decision="deny")).query)
    assert back == {"state": ["st4te"], "error": ["access_denied"]}


def test_tokens_live_two_hours_by_the_pushed_clock(x: XServer, clock: Clock) -> None:
    given = redeem(x, code(x))
    assert (given["expires_in"], given["token_type"], given["scope"]) == (LIVES_S, "bearer", ALL)
    assert me(x, given["access_token"]).json()["data"]["username"] == "shop"
    clock.advance(LIVES_S)
    late = me(x, given["access_token"])
    assert late.status_code == 401
    assert late.headers["date"] == "Mon, 03 Aug 2026 14:00:00 GMT"


@pytest.mark.parametrize(
    "changed",
    [{"redirect_uri": CALLBACKS[1]}, {"code_verifier": "w" * 43}, {"code": "another"}],
)
def test_a_code_is_good_for_its_own_question_only(x: XServer, changed: dict[str, str]) -> None:
    assert redeem(x, code(x), 400, **changed)["error"] == "invalid_request"


def test_a_code_is_good_once_and_its_replay_revokes(x: XServer) -> None:
    given = code(x)
    token = redeem(x, given)["access_token"]
    assert me(x, token).status_code == 200
    assert "authorization code" in redeem(x, given, 400)["error_description"]
    assert me(x, token).status_code == 401


def test_a_refresh_token_is_good_once(x: XServer) -> None:
    first = redeem(x, code(x))
    second = renew(x, first["refresh_token"])
    assert me(x, first["access_token"]).status_code == 401
    assert me(x, second["access_token"]).status_code == 200
    assert renew(x, first["refresh_token"], 400)["error"] == "invalid_grant"
    assert renew(x, second["refresh_token"])["access_token"] != second["access_token"]


def test_a_confidential_client_needs_its_secret_and_a_public_one_has_none(x: XServer) -> None:
    form = {"redirect_uri": CALLBACKS[0], "code_verifier": VERIFIER}

    def try_without_secret(client_id: str, status: int) -> Any:
        given = {"code": code(x, client_id=client_id), "client_id": client_id} | form
        return ask(x, status, client=None, grant_type="authorization_code", **given)

    assert try_without_secret(CLIENT_ID, 401)["error"] == "unauthorized_client"
    assert "access_token" in try_without_secret(PUBLIC_CLIENT_ID, 200)


def test_scopes_are_enforced(x: XServer) -> None:
    reading = redeem(x, code(x, scope="tweet.read users.read"))
    assert "refresh_token" not in reading
    assert me(x, reading["access_token"]).status_code == 200
    assert post(x, reading["access_token"]).status_code == 403
    assert post(x, redeem(x, code(x))["access_token"]).status_code == 201


def test_the_owner_can_revoke_and_the_app_too(x: XServer) -> None:
    first, second = redeem(x, code(x)), redeem(x, code(x))
    data = {"token": first["refresh_token"]}
    requests.post(x.url + "/2/oauth2/revoke", data=data, auth=BASIC, timeout=10)
    assert me(x, first["access_token"]).status_code == 401
    assert me(x, second["access_token"]).status_code == 200
    x.oauth.revoke_user(x.world.own.id)
    assert me(x, second["access_token"]).status_code == 401
    assert renew(x, second["refresh_token"], 400)["error"] == "invalid_grant"


def test_a_renewal_that_is_dropped_took_effect(x: XServer) -> None:
    first = redeem(x, code(x))
    x.faults.add(Fault.accept_then_drop(), method="POST", path="/2/oauth2/token")
    with pytest.raises(requests.ConnectionError):
        renew(x, first["refresh_token"])
    assert renew(x, first["refresh_token"], 400)["error"] == "invalid_grant"

import pytest
import requests
import tweepy
from requests.auth import AuthBase

from tests.x_server import World, XServer
from tests.x_server.client import mount


def oauth1(x: XServer, **changed: str) -> AuthBase:
    keys = x.credentials | changed
    handler = tweepy.OAuth1UserHandler(
        keys["api_key"], keys["api_key_secret"], keys["access_token"], keys["access_token_secret"]
    )
    auth: AuthBase = handler.apply_auth()
    return auth


@pytest.mark.parametrize("host", ["https://api.twitter.com", "https://api.x.com", None])
def test_signatures_hold_for_the_public_hosts_and_for_loopback(
    x: XServer, host: str | None
) -> None:
    with requests.Session() as session:
        mount(session, x.url)
        response = session.get(
            (host or x.url) + "/2/users/me",
            params={"user.fields": "created_at,description"},
            auth=oauth1(x),
            timeout=10,
        )
    assert response.status_code == 200
    assert response.json()["data"]["username"] == "shop"


def test_odd_characters_are_signed_as_they_are_sent(x: XServer) -> None:
    query = '"late parcel" -from:ada (ü OR "50%+ off")'
    response = requests.get(
        x.url + "/2/tweets/search/recent", params={"query": query}, auth=oauth1(x), timeout=10
    )
    assert response.status_code == 200


@pytest.mark.parametrize(
    "wrong", ["api_key", "api_key_secret", "access_token", "access_token_secret"]
)
def test_a_wrong_part_of_the_credentials_is_a_401(x: XServer, wrong: str) -> None:
    auth = oauth1(x, **{wrong: x.credentials[wrong] + "x"})
    response = requests.get(x.url + "/2/users/me", auth=auth, timeout=10)
    assert response.status_code == 401
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json() == {
        "title": "Unauthorized", "detail": "Unauthorized", "type": "about:blank", "status": 401,
    }  # fmt: skip


@pytest.mark.parametrize("header", ["", "Bearer nonsense", "Bearer x-12", "Basic abc", "OAuth "])
def test_no_or_wrong_authorization_is_a_401(x: XServer, header: str) -> None:
    response = requests.get(x.url + "/2/users/me", headers={"Authorization": header}, timeout=10)
    assert response.status_code == 401
    assert x.requests[-1].user is None


def test_another_account_of_the_world_has_credentials_too(x: XServer, world: World) -> None:
    world.add_user("second")
    token = x.credentials_for("second").oauth2_token
    response = requests.get(
        x.url + "/2/users/me", headers={"Authorization": f"Bearer {token}"}, timeout=10
    )
    assert response.json()["data"]["username"] == "second"


def test_credentials_have_the_form_of_account_add(x: XServer) -> None:
    assert set(x.credentials) == {
        "kind", "api_key", "api_key_secret", "access_token", "access_token_secret",
    }  # fmt: skip
    assert x.credentials["kind"] == "oauth1"

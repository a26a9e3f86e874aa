"""Counts: who may ask, the buckets, the bill; and what X searches for at all."""

import base64
import datetime as dt
from itertools import pairwise
from typing import Any

import pytest
import requests

from tests.x_server import Clock, World, XServer
from tests.x_server.snowflakes import id_at
from tests.x_server_tests.http import Http
from tests.x_server_tests.test_auth import oauth1

COUNTS, SEARCH = "/2/tweets/counts/recent", "/2/tweets/search/recent"
HOUR_S = 3600


def app_token(x: XServer, key: str = "", status: int = 200, **form: str) -> Any:
    key = key or f"{x.credentials['api_key']}:{x.credentials['api_key_secret']}"
    response = requests.post(
        x.url + "/oauth2/token",
        data=form or {"grant_type": "client_credentials"},
        headers={"Authorization": f"Basic {base64.b64encode(key.encode()).decode()}"},
        timeout=10,
    )
    assert response.status_code == status, response.text
    return response.json()


@pytest.fixture
def app(x: XServer, http: Http) -> Http:
    http.session.headers["Authorization"] = f"Bearer {app_token(x)['access_token']}"
    return http


def test_an_app_has_access_by_its_key_and_secret(x: XServer) -> None:
    assert app_token(x)["token_type"] == "bearer"
    assert app_token(x, "loopback-api-key:wrong", 403)["errors"][0]["code"] == 99
    app_token(x, status=400, grant_type="password")


def test_only_an_app_may_count_and_only_count(x: XServer, app: Http) -> None:
    app.get(COUNTS, query="parcel")
    for path in ("/2/users/me", SEARCH + "?query=parcel"):
        assert app.get(path, 403)["title"] == "Unsupported Authentication"
    x.change(app_token="another")
    app.get(COUNTS, 401, query="parcel")
    app.session.headers.update(x.bearer)
    app.get(COUNTS, 403, query="parcel")
    x.change(vocabulary="new")
    assert "data" in app.get(COUNTS, query="parcel")
    url = x.url + COUNTS + "?query=parcel"
    refused = requests.get(url, auth=oauth1(x), timeout=10)
    assert refused.status_code == 403
    assert "OAuth 1.0a User Context is forbidden" in refused.json()["detail"]


def test_buckets_are_whole_hours_of_the_last_week(app: Http, world: World, clock: Clock) -> None:
    world.add_post("ada", "parcel from long ago")
    clock.advance(8 * 24 * HOUR_S)
    world.add_post("ada", "parcel")
    clock.advance(HOUR_S)
    world.add_post("ben", "my parcel")
    world.add_post("ben", "nothing")
    world.change_user("ada", protected=False)
    clock.advance(60)
    body = app.get(COUNTS, query="parcel")
    data = body["data"]
    assert body["meta"] == {"total_tweet_count": 2}
    assert [bucket["tweet_count"] for bucket in data][-3:] == [0, 1, 1]
    assert data[0]["start"] == "2026-08-04T13:01:00.000Z"
    assert data[1]["start"] == "2026-08-04T14:00:00.000Z"
    assert all(one["end"] == following["start"] for one, following in pairwise(data))
    days = app.get(COUNTS, query="parcel", granularity="day")["data"]
    assert (len(days), days[-1]["tweet_count"]) == (8, 2)


def test_pages_of_buckets_go_back_in_time(
    app: Http, x: XServer, world: World, clock: Clock
) -> None:
    x.change(count_buckets=100)
    world.add_post("ada", "parcel")
    clock.advance(6 * 24 * HOUR_S)
    world.add_post("ada", "parcel again")
    first = app.get(COUNTS, query="parcel")
    second = app.get(COUNTS, query="parcel", next_token=first["meta"]["next_token"])
    assert [first["meta"]["total_tweet_count"], second["meta"]["total_tweet_count"]] == [1, 1]
    assert second["data"][-1]["end"] == first["data"][0]["start"]
    assert "next_token" not in second["meta"]


def test_each_count_is_billed_and_limited(app: Http, x: XServer) -> None:
    x.change(rate_limits={"GET " + COUNTS: 2})
    for status in (200, 200, 429):
        app.get(COUNTS, status, query="parcel")
    x.change(rate_limits=None)
    app.get(COUNTS, 400, query="(parcel")
    assert x.billing.counts["count"] == 2
    assert str(x.billing.dollars) == "0.010"


@pytest.mark.parametrize(
    "query", ["lang:en", "-parcel", "is:reply has:links", "parcel OR lang:en", "p" * 513]
)
def test_what_x_does_not_search_for_is_a_400_that_names_the_query(http: Http, query: str) -> None:
    (error,) = http.get(SEARCH, 400, query=query)["errors"]
    assert list(error["parameters"]) == ["query"]


def test_an_enterprise_app_may_ask_at_length(http: Http, x: XServer) -> None:
    x.change(enterprise=True)
    http.get(SEARCH, query="p" * 513)


def stamp(clock: Clock, **before: float) -> str:
    return f"{clock() - dt.timedelta(**before):%Y-%m-%dT%H:%M:%SZ}"


@pytest.mark.parametrize(
    ("name", "before"), [("start_time", {"days": 8}), ("start_time", {"seconds": 3}),
                         ("end_time", {"seconds": 3}), ("end_time", {"days": 9})],
)  # fmt: skip
def test_times_that_x_does_not_search_are_refused(
    http: Http, clock: Clock, name: str, before: dict[str, float]
) -> None:
    (error,) = http.get(SEARCH, 400, query="parcel", **{name: stamp(clock, **before)})["errors"]
    assert list(error["parameters"]) == [name]
    http.get(SEARCH, query="parcel", **{name: stamp(clock, days=3)})


@pytest.mark.parametrize("name", ["since_id", "until_id"])
def test_ids_older_than_a_week_are_refused(http: Http, clock: Clock, x: XServer, name: str) -> None:
    ids = [id_at(round((clock() - dt.timedelta(days=days)).timestamp() * 1000)) for days in (8, 6)]
    (error,) = http.get(SEARCH, 400, query="parcel", **{name: ids[0]})["errors"]
    assert list(error["parameters"]) == [name]
    assert error["message"].startswith(
        f"'{name}' must be a tweet id created after 2026-07-27T12:00Z"
    )
    http.get(SEARCH, query="parcel", **{name: ids[1]})
    x.change(search_days=None)
    http.get(SEARCH, query="parcel", **{name: ids[0]})


def test_ids_and_times_do_not_go_together(http: Http, clock: Clock) -> None:
    since = id_at(round(clock().timestamp() * 1000))
    refused = http.get(SEARCH, 400, query="parcel", until_id=since, start_time=stamp(clock, days=1))
    assert "in conjunction" in refused["errors"][0]["message"]

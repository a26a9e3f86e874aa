"""Every kind of exchange, in both vocabularies, held against X's own documents."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.x_server import World, XServer
from tests.x_server.messages import Answer, Request
from tests.x_server.validation import Conformance
from tests.x_server.vocabulary import OLD, VocabularyName, vocabulary
from tests.x_server_tests.http import Http


@pytest.fixture(scope="module")
def documents(test_data: Path) -> Path:
    return test_data / "x-openapi"


@pytest.fixture(params=["old", "new"])
def checked(
    request: pytest.FixtureRequest, world: World, documents: Path
) -> Iterator[tuple[XServer, Http]]:
    """Return a server that raises at the end of the test for whatever did not fit."""
    name: VocabularyName = request.param
    with (
        XServer(world, validate_with=documents, vocabulary=name, self_reply="allowed") as x,
        requests.Session() as session,
    ):
        session.headers.update(x.bearer)
        yield x, Http(session, x.url)


def everything(x: XServer) -> dict[str, Any]:
    names = vocabulary(x.settings.vocabulary)
    return {
        names.fields_parameter: ",".join(sorted(names.post_fields)),
        "user.fields": ",".join(sorted(names.user_fields)),
        "expansions": ",".join(sorted(names.expansions)),
        "media.fields": "url",
    }


def test_reads_conform(checked: tuple[XServer, Http], world: World) -> None:
    x, http = checked
    root = world.add_post("shop", "New hours at https://example.com/hours & more #hours $SHOP")
    gone = world.add_post("ben", "@shop gone soon")
    world.add_post("ada", "and on Sunday? " * 40 + "https://example.org", reply_to=root)
    world.add_post("cleo", "so it is", quotes=root)
    world.add_post("ada", "@shop still", reply_to=gone)
    world.delete_post(gone.id)
    world.add_post("dan", "@shop hidden")
    world.change_user("dan", protected=True)
    own, all_ids = world.own.id, ",".join(str(post.id) for post in world.posts)
    for path in (f"/2/users/{own}/mentions", f"/2/users/{own}/tweets"):
        first = http.get(path, **everything(x), max_results=5)
        assert first["data"]
    assert len(http.get("/2/tweets", ids=f"{all_ids},{gone.id}", **everything(x))["errors"]) >= 2
    http.get(f"/2/tweets/{root.id}", **everything(x))
    http.get("/2/tweets/7")
    http.get("/2/tweets/search/recent", query="from:ada OR @shop", **everything(x))
    user_fields = everything(x)["user.fields"]
    http.get("/2/users/me", user__fields=user_fields)
    http.get("/2/users", ids=f"{own},7", user__fields=user_fields)
    http.get("/2/users/by/username/ada", user__fields=user_fields)
    http.get("/2/users/by/username/nobody")
    http.get("/2/users/12345/mentions")


def test_counts_and_their_refusals_conform(checked: tuple[XServer, Http], world: World) -> None:
    x, http = checked
    world.add_post("ada", "my parcel is late")
    http.session.headers["Authorization"] = f"Bearer {x.settings.app_token}"
    for granularity in ("minute", "hour", "day"):
        assert http.get("/2/tweets/counts/recent", query="parcel", granularity=granularity)["data"]
    x.change(count_buckets=10)
    meta = http.get("/2/tweets/counts/recent", query="parcel")["meta"]
    http.get("/2/tweets/counts/recent", query="parcel", next_token=meta["next_token"])
    http.get("/2/tweets/counts/recent", 400, query="-parcel")
    http.get("/2/users/me", 403)
    http.session.headers.update(x.bearer)
    http.get("/2/tweets/counts/recent", 403 if x.settings.vocabulary == "old" else 200, query="a")
    http.get("/2/tweets/search/recent", 400, query="parcel", since_id=7)


def test_an_empty_time_line_conforms(checked: tuple[XServer, Http], world: World) -> None:
    checked[1].get(f"/2/users/{world.own.id}/mentions")


def test_writes_and_refusals_conform(checked: tuple[XServer, Http], world: World) -> None:
    x, http = checked
    mention = world.add_post("ada", "@shop hi")
    first = http.reply("see https://example.com", mention.id, exclude_reply_user_ids=["5"])
    http.reply("and", first["data"]["id"])
    http.reply("and", first["data"]["id"], 403)
    http.reply("hello", world.add_post("ben", "awful").id, 403)
    http.reply("hello", 7, 403)
    http.post("$A and $B", 403)
    http.post("x" * 281, 400)
    http.post("", 400)
    http.get("/2/tweets", 400)
    http.delete(first["data"]["id"])
    http.delete(first["data"]["id"], 404)
    http.delete(mention.id, 403)
    x.change(rate_limits={"GET /2/users/me": 0})
    http.get("/2/users/me", 429)
    x.change(credit=Decimal(0))
    http.get("/2/tweets/7", 402)
    http.session.headers["Authorization"] = "Bearer wrong"
    http.get("/2/users/me", 401)


def spoil_status(body: dict[str, object]) -> None:
    body["data"] = {"id": "12", "name": "A"}


def spoil_name(body: dict[str, object]) -> None:
    body["data"] = {"id": "12", "name": "A", "username": "a", "createdat": "x"}


def spoil_time(body: dict[str, object]) -> None:
    body["data"] = {"id": "12", "name": "A", "username": "a", "created_at": "yesterday"}


@pytest.mark.parametrize("spoil", [spoil_status, spoil_name, spoil_time])
def test_what_does_not_conform_is_found(
    documents: Path, spoil: Callable[[dict[str, object]], None]
) -> None:
    body: dict[str, object] = {}
    spoil(body)
    found = Conformance.load(documents).exchange(
        Request("GET", "/2/users/me"), Answer(200, body), OLD
    )
    assert len(found) == 1


def test_a_request_beyond_the_document_is_found(documents: Path) -> None:
    conformance = Conformance.load(documents / "openapi-2.166.json")
    user = {"data": {"id": "12", "name": "A", "username": "a"}}
    request = Request("GET", "/2/users/me", "user.fields=age&colour=red")
    assert len(conformance.exchange(request, Answer(200, user), OLD)) == 2
    made = {"data": {"id": "12", "text": "a"}}
    create = Request("POST", "/2/tweets", body=b'{"text": "a", "mood": "fine"}')
    assert len(conformance.exchange(create, Answer(201, made), OLD)) == 1


def test_leaving_the_server_tells_what_did_not_conform(world: World, documents: Path) -> None:
    x = XServer(world, validate_with=documents, vocabulary="new", relation_fields="allowed")
    x.__enter__()
    url = f"{x.url}/2/tweets/7?post.fields=author_id"
    assert requests.get(url, headers=x.bearer, timeout=10).status_code == 200
    with pytest.raises(AssertionError, match=r"post\.fields"):
        x.__exit__(None, None, None)

from decimal import Decimal

import pytest

from tests.x_server import Clock, World, XServer
from tests.x_server_tests.http import Http


def test_headers_count_down_and_the_next_request_is_a_429(
    http: Http, x: XServer, clock: Clock
) -> None:
    x.change(rate_limits={"GET /2/users/me": 2})
    url = x.url + "/2/users/me"
    first = http.session.get(url, timeout=10)
    assert first.headers["x-rate-limit-limit"] == "2"
    assert first.headers["x-rate-limit-remaining"] == "1"
    reset = int(first.headers["x-rate-limit-reset"])
    assert reset == int(clock().timestamp()) + 900
    clock.advance(600)
    assert http.session.get(url, timeout=10).status_code == 200
    refused = http.session.get(url, timeout=10)
    assert refused.status_code == 429
    assert refused.headers["x-rate-limit-remaining"] == "0"
    assert int(refused.headers["x-rate-limit-reset"]) == reset
    clock.advance(300)
    assert http.session.get(url, timeout=10).status_code == 200


def test_routes_and_users_have_windows_of_their_own(http: Http, x: XServer, world: World) -> None:
    x.change(rate_limits={"GET /2/users/me": 1, "GET /2/tweets/:id": 1})
    http.get("/2/users/me")
    http.get("/2/users/me", 429)
    http.get("/2/tweets/7")
    world.add_user("second")
    http.session.headers["Authorization"] = f"Bearer {x.credentials_for('second').oauth2_token}"
    http.get("/2/users/me")


def test_reads_are_billed_by_kind_and_once_a_day(
    http: Http, x: XServer, world: World, clock: Clock
) -> None:
    mention = world.add_post("ada", "@shop hi")
    ours = world.add_post("shop", "open on Sunday")
    other = world.add_post("ben", "nice weather")
    for _ in range(2):
        http.get("/2/tweets", ids=f"{mention.id},{ours.id},{other.id}")
        http.get(f"/2/users/{world.own.id}/mentions", expansions="author_id")
    counts = x.billing.counts
    assert (counts["own_read"], counts["post_read"], counts["user_read"]) == (2, 1, 1)
    assert x.billing.dollars == Decimal("0.017")
    clock.advance(12 * 3600)
    http.get(f"/2/tweets/{other.id}")
    assert x.billing.counts["post_read"] == 2


def test_what_a_search_shows_is_billed_as_any_post(http: Http, x: XServer, world: World) -> None:
    world.add_post("ada", "@shop my parcel")
    http.get("/2/tweets/search/recent", query="parcel")
    assert (x.billing.counts["own_read"], x.billing.counts["post_read"]) == (0, 1)


def test_writes_are_billed_by_what_they_are(http: Http, x: XServer, world: World) -> None:
    mention = world.add_post("ada", "@shop hi")
    http.reply("hello", mention.id)
    http.reply("see https://example.com", mention.id)
    http.delete(http.post("plain")["data"]["id"])
    http.post("", 400)
    counts = x.billing.counts
    billed = {item: count for item, count in counts.items() if count}
    assert billed == {"summoned_reply": 1, "post_with_url": 1, "post_created": 1, "delete": 1}
    assert x.billing.dollars == Decimal("0.235")


def test_spent_credit_is_a_402(http: Http, x: XServer) -> None:
    x.change(credit=Decimal("0.015"))
    http.post("the last one")
    refused = http.post("one too many", 402)
    assert refused["title"] == "CreditsDepleted"


def test_the_next_part_of_our_own_thread_is_no_summoned_reply(
    http: Http, x: XServer, world: World
) -> None:
    x.change(self_reply="allowed")
    first = http.reply("one", world.add_post("ada", "@shop hi").id)["data"]
    second = http.reply("two, @shop", first["id"])["data"]
    http.reply("three", second["id"])
    counts = x.billing.counts
    assert (counts["summoned_reply"], counts["post_created"]) == (1, 2)


@pytest.mark.parametrize(("switch", "users"), [(True, 1), (False, 0)])
def test_includes_are_billed_by_the_switch(
    http: Http, x: XServer, world: World, *, switch: bool, users: int
) -> None:
    x.change(bill_includes=switch)
    world.add_post("ada", "@shop hi")
    http.get(f"/2/users/{world.own.id}/mentions", expansions="author_id")
    assert x.billing.counts["user_read"] == users

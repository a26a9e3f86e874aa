import socket
import subprocess
import sys
import threading
import time

import pytest
import requests

from tests.x_server import Clock, Fault, Post, World, XServer
from tests.x_server_tests.http import Http


@pytest.fixture
def mention(world: World) -> Post:
    return world.add_post("ada", "@shop where is my parcel?")


def own_texts(world: World) -> list[str]:
    return [post.typed_text for post in world.posts if post.author_id == world.own.id]


def test_faults_strike_in_order_where_they_match_and_as_often_as_planned(
    http: Http, x: XServer
) -> None:
    x.faults.add(Fault.unavailable(), path="/2/users/me", times=2, after=1)
    x.faults.add(Fault.unauthorized(), path="/2/tweets/:id", method="get")
    x.faults.add(Fault.server_error(), path="/2/users/me")
    assert list(x.faults.pending) == ["unavailable", "unauthorized", "server_error"]
    http.get("/2/users/me", 500)
    http.get("/2/users/me", 503)
    http.get("/2/users/me", 503)
    http.get("/2/users/me")
    http.get("/2/tweets/7", 401)
    assert not x.faults.pending
    assert [exchange.fault for exchange in x.requests] == [
        "server_error", "unavailable", "unavailable", None, "unauthorized",
    ]  # fmt: skip


def test_a_fault_for_good_strikes_until_it_is_cleared(http: Http, x: XServer) -> None:
    x.faults.add(Fault.unavailable(), times=None)
    for _ in range(3):
        http.get("/2/users/me", 503)
    x.faults.clear()
    http.get("/2/users/me")


@pytest.mark.parametrize("reset", [True, False])
def test_a_429_comes_with_and_without_its_headers(
    http: Http, x: XServer, clock: Clock, *, reset: bool
) -> None:
    x.faults.add(Fault.rate_limited(reset=reset))
    response = http.session.get(x.url + "/2/users/me", timeout=10)
    assert response.status_code == 429
    if reset:
        assert int(response.headers["x-rate-limit-reset"]) == int(clock().timestamp()) + 900
    else:
        assert not [name for name in response.headers if name.startswith("x-rate-limit")]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.unauthorized(), (401, "Unauthorized")),
        (Fault.out_of_credits(), (402, "CreditsDepleted")),
        (Fault.forbidden("No."), (403, "Forbidden")),
        (Fault.server_error(), (500, "Internal Server Error")),
        (Fault.unavailable(), (503, "Service Unavailable")),
    ],
)
def test_a_refusal_has_xs_words_and_no_effect(
    http: Http, x: XServer, world: World, fault: Fault, told: tuple[int, str]
) -> None:
    x.faults.add(fault, method="POST")
    status, title = told
    assert http.post("hello", status)["title"] == title
    assert own_texts(world) == []


@pytest.mark.parametrize(
    "fault",
    [Fault.unavailable(processed=True), Fault.server_error(502, processed=True),
     Fault.rate_limited(processed=True)],
)  # fmt: skip
def test_a_refusal_may_hide_that_the_post_was_made(
    http: Http, x: XServer, world: World, fault: Fault
) -> None:
    x.faults.add(fault, method="POST")
    http.post("hello", {"unavailable": 503, "server_error": 502, "rate_limited": 429}[fault.name])
    assert own_texts(world) == ["hello"]
    http.post("hello", 403)


def test_html_comes_with_status_200(http: Http, x: XServer) -> None:
    x.faults.add(Fault.html())
    response = http.session.get(x.url + "/2/users/me", timeout=10)
    assert response.status_code == 200
    with pytest.raises(requests.exceptions.JSONDecodeError):
        response.json()


def test_truncated_json_is_well_framed(http: Http, x: XServer) -> None:
    x.faults.add(Fault.truncated())
    response = http.session.get(x.url + "/2/users/me", timeout=10)
    assert len(response.content) == int(response.headers["content-length"])
    with pytest.raises(requests.exceptions.JSONDecodeError):
        response.json()


def test_a_cut_answer_ends_before_its_length(http: Http, x: XServer) -> None:
    x.faults.add(Fault.truncated(cut=True))
    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        http.session.get(x.url + "/2/users/me", timeout=10)
    http.get("/2/users/me")


def test_bodies_of_a_wrong_shape(http: Http, x: XServer) -> None:
    x.faults.add(Fault.null_errors())
    x.faults.add(Fault.list_body())
    assert http.get("/2/users/me") == {"errors": None}
    assert http.get("/2/users/me") == []


def test_a_post_is_accepted_and_the_connection_dropped(
    http: Http, x: XServer, world: World
) -> None:
    x.faults.add(Fault.accept_then_drop(), path="/2/tweets", method="POST")
    with pytest.raises(requests.ConnectionError):
        http.post("hello")
    assert own_texts(world) == ["hello"]
    exchange = x.requests[-1]
    assert not exchange.delivered
    assert exchange.created_id == world.posts[-1].id


def test_a_connection_is_dropped_before_anything_happens(
    http: Http, x: XServer, world: World
) -> None:
    x.faults.add(Fault.drop())
    with pytest.raises(requests.ConnectionError):
        http.post("hello")
    assert own_texts(world) == []
    http.post("hello")


def test_a_slow_answer_takes_effect_before_the_client_gives_up(
    http: Http, x: XServer, world: World
) -> None:
    x.faults.add(Fault.slow(60))
    with pytest.raises(requests.ReadTimeout):
        http.session.post(x.url + "/2/tweets", json={"text": "hello"}, timeout=0.2)
    x.wait_for(lambda log: len(log) == 1)  # long before the answer
    assert own_texts(world) == ["hello"]


def test_a_late_post_appears_after_the_client_gave_up(http: Http, x: XServer, world: World) -> None:
    x.faults.add(Fault.late(2))
    with pytest.raises(requests.ReadTimeout):
        http.session.post(x.url + "/2/tweets", json={"text": "hello"}, timeout=0.1)
    assert own_texts(world) == []
    x.wait_for(lambda log: len(log) == 1)
    assert own_texts(world) == ["hello"]


@pytest.mark.parametrize("fault", [Fault.slow(3600), Fault.late(3600)])
def test_leaving_interrupts_slow_answers_and_joins_the_threads(world: World, fault: Fault) -> None:
    before = threading.active_count()
    with XServer(world) as x:
        x.faults.add(fault)
        failed = threading.Event()

        def ask(url: str = x.url, header: dict[str, str] = x.bearer) -> None:
            try:
                requests.get(url + "/2/users/me", headers=header, timeout=60)
            except requests.ConnectionError:
                failed.set()

        client = threading.Thread(target=ask)
        client.start()
        while x.faults.pending:
            time.sleep(0.01)
        begun = time.monotonic()
    client.join()
    assert time.monotonic() - begun < 30
    assert failed.is_set()
    assert threading.active_count() == before


def test_a_lagging_post_is_hidden_and_cannot_be_answered_for_a_time(
    http: Http, x: XServer, world: World, clock: Clock, mention: Post
) -> None:
    x.change(self_reply="allowed")
    x.faults.add(Fault.replica_lag(seconds=5), method="POST")
    made = http.reply("one", mention.id)["data"]["id"]
    assert "data" not in http.get(f"/2/tweets/{made}")
    assert http.get(f"/2/users/{world.own.id}/tweets")["meta"]["result_count"] == 0
    refused = http.reply("two", made, 403)
    assert "deleted or not visible" in refused["detail"]
    clock.advance(5)
    assert http.get(f"/2/tweets/{made}")["data"]["id"] == made
    http.reply("two", made)


def test_a_lagging_parent_is_not_included(http: Http, world: World, mention: Post) -> None:
    answer = world.add_post("ben", "@shop same here", reply_to=mention)
    world.lag.hide(mention.id, requests=1)
    lagging, caught_up = (
        http.get(f"/2/tweets/{answer.id}", expansions="referenced_tweets.id") for _ in range(2)
    )
    (error,) = lagging["errors"]
    assert (error["resource_id"], error["title"]) == (str(mention.id), "Not Found Error")
    assert caught_up["includes"]["tweets"][0]["id"] == str(mention.id)


def test_a_lag_can_last_for_a_number_of_requests(http: Http, x: XServer) -> None:
    x.faults.add(Fault.replica_lag(requests=2), method="POST")
    made = http.post("one")["data"]["id"]
    assert ["data" in http.get(f"/2/tweets/{made}") for _ in range(3)] == [False, False, True]


def test_times_come_without_their_fraction(http: Http, x: XServer, mention: Post) -> None:
    x.faults.add(Fault.no_fraction())
    data = http.get(f"/2/tweets/{mention.id}", tweet__fields="created_at")["data"]
    assert data["created_at"] == "2026-08-03T12:00:00Z"


def test_unknown_fields_are_everywhere(http: Http, x: XServer, mention: Post) -> None:
    x.faults.add(Fault.unknown_fields())
    body = http.get(f"/2/tweets/{mention.id}", tweet__fields="entities")
    assert "x_unheard_of" in body
    assert "x_unheard_of" in body["data"]["entities"]["mentions"][0]


def test_optional_fields_are_missing(http: Http, x: XServer, mention: Post) -> None:
    x.faults.add(Fault.missing_fields())
    x.faults.add(Fault.missing_fields("author_id"))
    path = f"/2/users/{x.world.own.id}/mentions"
    asked = {"tweet__fields": "author_id,created_at", "expansions": "author_id"}
    bare = http.get(path, **asked)
    assert set(bare) == {"data"}
    assert set(bare["data"][0]) == {"id", "text"}
    partial = http.get(path, **asked)
    assert "includes" in partial
    assert set(partial["data"][0]) == {"id", "text", "edit_history_tweet_ids", "created_at"}


def test_half_a_request_of_a_client_that_died_has_no_effect(x: XServer, world: World) -> None:
    host, port = x.url.removeprefix("http://").split(":")
    head = f"POST /2/tweets HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {x.oauth2_token}\r\n"
    with socket.create_connection((host, int(port)), timeout=30) as client:
        client.sendall(f'{head}Content-Length: 20\r\n\r\n{{"text": "hell"'.encode())
        client.shutdown(socket.SHUT_WR)
        assert client.recv(100) == b""
    assert x.requests == ()
    assert own_texts(world) == []


def test_a_client_killed_while_it_waits_leaves_exactly_one_post(x: XServer, world: World) -> None:
    x.faults.add(Fault.slow(60), method="POST")
    program = """if True:
        import requests, sys
        url, authorization = sys.argv[1:]
        requests.post(url, json={"text": "hello"}, headers={"Authorization": authorization})
    """
    with subprocess.Popen(
        [sys.executable, "-c", program, x.url + "/2/tweets", x.bearer["Authorization"]]
    ) as client:
        x.wait_for(lambda log: len(log) == 1)
        client.kill()
    assert own_texts(world) == ["hello"]
    assert x.requests[0].created_id == world.posts[-1].id

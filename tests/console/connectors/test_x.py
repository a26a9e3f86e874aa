from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from console.connectors.x import XConnector
from console.connectors.x_auth import XCredentials
from console.connectors.x_pages import timeline_page
from console.connectors.x_transport import Timeouts
from console.connectors.x_walk import Cursor, Walk
from console.domain.ids import RemoteId
from console.domain.remote import NewPost, Timeline
from console.errors import (
    BadAnswer,
    ConnectorError,
    Gone,
    NoAnswer,
    Offline,
    OutOfCredits,
    RateLimited,
    Refused,
    ServerTrouble,
    SignedOut,
)
from tests.console.connectors.contract import START, ConnectorContract, fill, ids, posts, walk
from tests.console.connectors.x_net import TIMEOUTS, XNet, receive_request, x_net
from tests.x_server import Fault, load_posts
from tests.x_server.messages import Answer


class TestXInOldNames(ConnectorContract):
    @pytest.fixture
    def net(self) -> Iterator[XNet]:
        with x_net(vocabulary="old", rate_limits=None) as net:
            yield net


class TestXInNewNames(ConnectorContract):
    @pytest.fixture
    def net(self) -> Iterator[XNet]:
        with x_net(vocabulary="new", rate_limits=None) as net:
            yield net


@pytest.fixture
def net() -> Iterator[XNet]:
    with x_net() as net:
        yield net


def paths(net: XNet) -> list[str]:
    return [exchange.path for exchange in net.server.requests]


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_a_repost_says_which_post_it_repeats_and_who_repeats_it(vocabulary: str) -> None:
    with x_net(vocabulary=vocabulary) as net:
        world = net.server.world
        fan = world.add_user("fan", followers=1_200)
        asked = world.add_post("ada", "@shop nobody answers", metrics={"retweet_count": 80})
        again = world.add_post(fan, "RT @ada: @shop nobody answers", repeats=asked)
        repost, post = posts(walk(net.connector(), net))
    assert (repost.remote_id, repost.repost, repost.reposted_id) == (
        str(again.id), True, str(asked.id),
    )  # fmt: skip
    assert (repost.author.handle, repost.author.followers) == ("fan", 1_200)
    assert (post.remote_id, post.repost, post.reposted_id, post.reposts) == (
        str(asked.id), False, None, 80,
    )  # fmt: skip


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_every_care_post_is_read_once_and_every_exchange_is_as_documented(
    test_data: Path, vocabulary: str
) -> None:
    world = load_posts(test_data / "care-posts" / "posts.json", "RockstarSupport")
    own = str(world.own.id)
    documents = test_data / "x-openapi"
    with x_net(world, vocabulary=vocabulary, validate_with=documents) as net:
        connector = net.connector()
        mentions = walk(connector, net)
        answers = walk(connector, net, timeline=Timeline.OWN)
    expected = {
        timeline: [
            str(post.id)
            for post in sorted(world.posts, key=lambda post: -post.id)
            if (world.own.id in post.mentioned_ids if timeline == "mentions" else
                str(post.author_id) == own)
        ]
        for timeline in ("mentions", "own")
    }  # fmt: skip
    assert ids(mentions) == expected["mentions"]
    assert ids(answers) == expected["own"]
    assert len(expected["mentions"]) > 100
    assert len(expected["own"]) > 100
    everything = posts(mentions) + posts(answers)
    assert not any(page.malformed or page.gap for page in mentions + answers)
    assert all(post.author.handle and post.author.followers is not None for post in everything)
    by_id = {str(post.id): post for post in world.posts}
    for post in everything:
        typed = by_id[post.remote_id].typed_text.replace("&amp;", "&")
        typed = typed.replace("&lt;", "<").replace("&gt;", ">")
        assert typed.endswith(post.text)
        assert post.parent_id is None or not post.text.startswith(f"@{post.author.handle}")


def test_a_connector_asks_once_in_old_names_and_stays_with_the_new_ones(net: XNet) -> None:
    net.server.change(vocabulary="new")
    fill(net, 1)
    connector = net.connector()
    for _ in range(3):
        assert len(ids(walk(connector, net))) == 1
    assert [exchange.status for exchange in net.server.requests] == [400, 200, 200, 200]


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_links_escapes_and_auto_filled_mentions_are_undone(net: XNet, vocabulary: str) -> None:
    net.server.change(vocabulary=vocabulary)
    mention = net.add("ada", "@shop see https://example.com/a?b=1&c=2 & <b>", START)
    net.add("ben", "me too, &amp; you?", START, reply_to=mention)
    second, first = posts(walk(net.connector(), net))
    assert first.text == "@shop see https://example.com/a?b=1&c=2 & <b>"
    assert second.text == "me too, &amp; you?"
    assert {user.handle for user in second.mentions} == {"ada", "shop"}
    assert (second.parent_id, second.parent_author_id) == (mention, first.author.remote_id)


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_a_long_post_is_read_whole(net: XNet, vocabulary: str) -> None:
    net.server.change(vocabulary=vocabulary, long_posts=True)
    text = "@shop " + " ".join(f"word{n}" for n in range(300)) + " https://example.com/end"
    net.add("ada", text, START)
    (post,) = posts(walk(net.connector(), net))
    assert post.text == text


@pytest.mark.parametrize("old_vocabulary", [True, False])
def test_no_more_is_billed_than_posts_and_authors(net: XNet, *, old_vocabulary: bool) -> None:
    net.server.change(vocabulary="old" if old_vocabulary else "new")
    mention = net.add("ada", "@shop one", START)
    net.add("ben", "@shop two", START, reply_to=mention)
    walk(net.connector(), net)
    expansions = [
        dict(pair.partition("=")[::2] for pair in exchange.query.split("&"))["expansions"]
        for exchange in net.server.requests
        if exchange.status == 200
    ]
    extra = "" if old_vocabulary else "%2Cin_reply_to_user_id%2Creferenced_posts"
    assert expansions == ["attachments.media_keys%2Cauthor_id" + extra]


def test_a_refused_token_goes_on_below_the_oldest_seen_post(net: XNet) -> None:
    expected = fill(net, 250)
    first = net.connector().read_page(Timeline.MENTIONS, net.own_id, None)
    cursor = json.loads(first.cursor)
    cursor["walk"]["token"] = "spoilt"
    rest = walk(net.connector(), net, json.dumps(cursor))
    assert ids([first, *rest]) == expected
    assert not rest[-1].gap


def test_a_refused_token_of_a_later_walk_stops_at_the_last_one(net: XNet) -> None:
    fill(net, 150)
    connector = net.connector()
    done = walk(connector, net)
    expected = [
        net.add("ada", f"@shop again {n}", START.replace(day=2, minute=n % 60, hour=n // 60))
        for n in range(150)
    ][::-1]
    first = connector.read_page(Timeline.MENTIONS, net.own_id, done[-1].cursor)
    cursor = json.loads(first.cursor)
    cursor["walk"]["token"] = "spoilt"
    rest = walk(connector, net, json.dumps(cursor))
    assert ids([first, *rest]) == expected
    assert not rest[-1].gap


def test_a_walk_that_lost_its_token_notices_that_the_end_moved(net: XNet) -> None:
    fill(net, 2)
    connector = net.connector()
    done = walk(connector, net)
    fill(net, 300, START.replace(day=2))
    first = connector.read_page(Timeline.MENTIONS, net.own_id, done[-1].cursor)
    fill(net, 700, START.replace(day=3))
    cursor = json.loads(first.cursor)
    cursor["walk"]["token"] = "spoilt"
    rest = walk(connector, net, json.dumps(cursor))
    assert len(ids([first, *rest])) < 300
    assert rest[-1].gap


@pytest.mark.parametrize("names_it", [True, False])
def test_a_refused_since_id_is_held_by_us(net: XNet, *, names_it: bool) -> None:
    fill(net, 3)
    connector = net.connector()
    done = walk(connector, net)
    expected = fill(net, 120, START.replace(day=2))
    since = json.loads(done[-1].cursor)["since_id"]
    body = {"title": "Invalid Request", "errors": [
        {"parameters": {"since_id": [since]}, "message": "'since_id' must be a newer post id."}
    ]}  # fmt: skip
    net.server.faults.add(Fault("since_id", Answer(400, body if names_it else {}), processed=False))
    pages = walk(connector, net, done[-1].cursor)
    assert ids(pages) == expected
    assert not pages[-1].gap
    assert ids(walk(connector, net, pages[-1].cursor)) == []


meta = st.fixed_dictionaries(
    {},
    optional={
        "next_token": st.sampled_from(["a", "b", "", 5, None]),
        "result_count": st.sampled_from([0, 1, None, "0", -1]),
    },
)
item = st.fixed_dictionaries(
    {"id": st.sampled_from(["5", "6", "x", None]), "text": st.sampled_from(["hello", None])},
    optional={"author_id": st.sampled_from(["7", 7, None]), "created_at": st.text()},
)
body = st.fixed_dictionaries(
    {},
    optional={
        "data": st.lists(item | st.none()) | st.none() | st.text() | item,
        "meta": meta | st.none() | st.text(),
        "errors": st.none() | st.lists(st.none() | st.text() | st.dictionaries(
            st.sampled_from(["type", "title", "detail"]), st.text())),
    },
)  # fmt: skip


@given(body, st.sampled_from([None, "5"]), st.booleans())
def test_any_answer_is_a_page_or_one_of_our_errors(
    answer: dict[str, object],
    since: str | None,
    cut: bool,  # noqa: FBT001
) -> None:
    since_id = None if since is None else RemoteId(since)
    cursor = Cursor(since_id, Walk(cut=cut) if since else None)
    try:
        page = timeline_page(cursor, answer, 800, now=START)
    except ConnectorError:
        return
    after = Cursor.read(page.cursor)
    assert page.done is (after.walk is None)
    if not page.done:
        assert after.since_id == since
        assert after.params() != cursor.params()


@pytest.mark.parametrize("own_id", ["", "../2/tweets", "1?x=1", "٣"])
def test_an_id_that_is_none_of_x_asks_nothing(net: XNet, own_id: str) -> None:
    connector = net.connector()
    with pytest.raises(Gone):
        connector.read_page(Timeline.OWN, RemoteId(own_id), None)
    with pytest.raises(Gone):
        connector.publish(NewPost("Hello", RemoteId(own_id)))
    connector.delete(RemoteId(own_id))
    assert connector.lookup((RemoteId(own_id),)).missing == (own_id,)
    assert paths(net) == []


def test_more_than_a_hundred_ids_are_looked_up_in_steps(net: XNet) -> None:
    expected = fill(net, 120)
    lookup = net.connector().lookup(tuple(expected))
    assert [post.remote_id for post in lookup.found] == expected
    assert paths(net) == ["/2/tweets", "/2/tweets"]


def test_posts_of_a_protected_account_are_missing(net: XNet) -> None:
    mention = net.add("ada", "@shop one", START)
    net.world.change_user("ada", protected=True)
    assert net.connector().lookup((mention,)).missing == (mention,)


def test_a_lookup_that_leaves_posts_out_without_a_word_is_no_answer(net: XNet) -> None:
    mention = net.add("ada", "@shop one", START)
    net.server.faults.add(Fault.missing_fields())
    with pytest.raises(BadAnswer):
        net.connector().lookup((mention,))


def test_the_timeline_of_an_account_that_does_not_exist_is_gone(net: XNet) -> None:
    with pytest.raises((Gone, Refused)):
        net.connector().read_page(Timeline.OWN, RemoteId("999"), None)


FAULTS: list[tuple[Fault, type[ConnectorError], bool]] = [
    (Fault.unauthorized(), SignedOut, False),
    (Fault.out_of_credits(), OutOfCredits, False),
    (Fault.forbidden(), Refused, False),
    (Fault.rate_limited(), RateLimited, False),
    (Fault.rate_limited(reset=False), RateLimited, False),
    (Fault.server_error(), ServerTrouble, True),
    (Fault.unavailable(), ServerTrouble, True),
    (Fault.html(), BadAnswer, True),
    (Fault.html(502), ServerTrouble, True),
    (Fault.truncated(), BadAnswer, True),
    (Fault.truncated(cut=True), NoAnswer, True),
    (Fault.null_errors(), BadAnswer, True),
    (Fault.list_body(), BadAnswer, True),
    (Fault.slow(1.0), NoAnswer, True),
    (Fault.late(1.0), NoAnswer, True),
    (Fault.accept_then_drop(), NoAnswer, True),
    (Fault.drop(), NoAnswer, True),
]
HASTY = Timeouts(connect_s=1, read_s=0.3, whole_s=2)
"""Where the time runs out; elsewhere a busy machine would make any fault one of those."""


def timeouts_for(fault: Fault) -> Timeouts:
    return HASTY if fault.wait_before_s or fault.wait_after_s else TIMEOUTS


@pytest.mark.parametrize(("fault", "error", "maybe_done"), FAULTS)
def test_a_fault_while_publishing_says_whether_it_may_have_happened(
    net: XNet, fault: Fault, error: type[ConnectorError], *, maybe_done: bool
) -> None:
    mention = net.add("ada", "@shop one", START)
    net.server.faults.add(fault, method="POST")
    connector = net.connector(timeouts_for(fault))
    with pytest.raises(error) as raised:
        connector.publish(NewPost("Hello", mention))
    assert type(raised.value) is error
    assert raised.value.maybe_done is maybe_done
    assert "loopback" not in str(raised.value)
    made = [post for post in net.world.posts if post.author_id == net.world.own.id]
    assert maybe_done or not made


@pytest.mark.parametrize(("fault", "error", "maybe_done"), FAULTS)
@pytest.mark.parametrize("call", ["whoami", "read_page", "lookup", "search", "count"])
def test_a_fault_while_reading_has_certainly_changed_nothing(
    net: XNet, call: str, fault: Fault, error: type[ConnectorError], *, maybe_done: bool
) -> None:
    mention = net.add("ada", "@shop one", START)
    net.server.faults.add(fault)
    connector = net.connector(timeouts_for(fault))
    calls: dict[str, Callable[[], object]] = {
        "whoami": connector.whoami,
        "read_page": lambda: connector.read_page(Timeline.MENTIONS, net.own_id, None),
        "lookup": lambda: connector.lookup((mention,)),
        "search": lambda: connector.search("parcel", START, None),
        "count": lambda: connector.count("parcel"),
    }
    if call == "count" and error is SignedOut:
        error = Refused  # the app's access is refused, not the account's keys
    with pytest.raises(error) as raised:
        calls[call]()
    assert type(raised.value) is error
    assert not raised.value.maybe_done


def test_a_rate_limit_tells_when_it_ends_where_x_says_so(net: XNet) -> None:
    net.server.faults.add(Fault.rate_limited())
    net.server.faults.add(Fault.rate_limited(reset=False))
    connector = net.connector()
    with pytest.raises(RateLimited) as first:
        connector.whoami()
    with pytest.raises(RateLimited) as second:
        connector.whoami()
    assert first.value.reset_at is not None
    assert first.value.reset_at.utcoffset() is not None
    assert second.value.reset_at is None


@pytest.mark.parametrize("fault", [Fault.no_fraction(), Fault.unknown_fields()])
def test_odd_answers_are_read_all_the_same(net: XNet, fault: Fault) -> None:
    mention = net.add("ada", "@shop one", START)
    net.server.faults.add(fault)
    (post,) = posts(walk(net.connector(), net))
    assert (post.remote_id, post.at, post.text) == (mention, START, "@shop one")


@pytest.mark.parametrize(
    "field", ["created_at", "entities", "includes", "lang", "conversation_id", "meta"]
)
def test_missing_fields_are_borne(net: XNet, field: str) -> None:
    expected = fill(net, 2)
    net.server.faults.add(Fault.missing_fields(field))
    pages = walk(net.connector(), net)
    assert ids(pages) == expected
    assert posts(pages)[1].at == START


def test_posts_without_author_are_counted_and_the_rest_is_read(net: XNet) -> None:
    fill(net, 2)
    net.server.faults.add(Fault.missing_fields("author_id"))
    connector = net.connector()
    pages = walk(connector, net)
    assert (ids(pages), [page.malformed for page in pages]) == ([], [2])


def test_a_page_without_its_end_ends_no_walk(net: XNet) -> None:
    expected = fill(net, 150)
    net.server.faults.add(Fault.missing_fields("meta"))
    pages = walk(net.connector(), net)
    assert ids(pages) == expected


def test_nothing_listens_is_offline_and_certain() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    connector = XConnector(
        XCredentials("a", "b", "c", "d"), api_url=f"http://127.0.0.1:{port}", timeouts=TIMEOUTS
    )
    with pytest.raises(Offline) as raised:
        connector.publish(NewPost("Hello", None))
    assert not raised.value.maybe_done
    connector.close()


def test_a_connect_time_out_is_offline_and_certain() -> None:
    with socket.socket() as full, socket.socket() as waiting, socket.socket() as second:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        for client in (waiting, second):
            client.setblocking(False)  # noqa: FBT003
            client.connect_ex(full.getsockname())
        connector = XConnector(
            XCredentials("a", "b", "c", "d"),
            api_url=f"http://127.0.0.1:{full.getsockname()[1]}",
            timeouts=HASTY,
        )
        with pytest.raises(Offline) as raised:
            connector.publish(NewPost("Hello", None))
        connector.close()
    assert not raised.value.maybe_done


def serve_once(answer: bytes) -> tuple[str, threading.Thread]:
    """Serve one connection with raw bytes."""
    server = socket.create_server(("127.0.0.1", 0))

    def run() -> None:
        with server:
            client, _ = server.accept()
            with client:
                receive_request(client)
                client.sendall(answer)

    thread = threading.Thread(target=run)
    thread.start()
    return f"http://127.0.0.1:{server.getsockname()[1]}", thread


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(net: XNet, status: int) -> None:
    url, thread = serve_once(
        f"HTTP/1.1 {status} Moved\r\nLocation: {net.server.url}/2/users/me\r\n"
        "Content-Length: 0\r\n\r\n".encode()
    )
    connector = XConnector(XCredentials("a", "b", "c", "d"), api_url=url, timeouts=TIMEOUTS)
    with pytest.raises(BadAnswer):
        connector.whoami()
    connector.close()
    thread.join()
    assert paths(net) == []


def test_text_with_what_no_store_holds_is_made_storable() -> None:
    body = rb'{"data": [{"id": "5", "author_id": "7", "created_at": "2026-01-01T00:00:00Z", '
    body += rb'"text": "a\ud800b\u0000c \ud83d\ude00"}], "meta": {"result_count": 1}}'
    url, thread = serve_once(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    connector = XConnector(XCredentials("a", "b", "c", "d"), api_url=url, timeouts=TIMEOUTS)
    (post,) = connector.read_page(Timeline.OWN, RemoteId("7"), None).posts
    connector.close()
    thread.join()
    assert post.text == "a\ufffdb\ufffdc \N{GRINNING FACE}"
    assert post.text.encode()

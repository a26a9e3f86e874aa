from __future__ import annotations

import gzip
import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from console.connectors import x_pictures
from console.connectors.x_network import XNetwork
from console.connectors.x_pictures import read_picture
from console.connectors.x_transport import Timeouts
from console.domain.pictures import MAX_PICTURE_BYTES
from console.domain.remote import Timeline
from console.errors import (
    BadAnswer,
    DeskError,
    NoAnswer,
    Offline,
    PictureRefused,
    RateLimited,
    ServerTrouble,
)
from tests.console.connectors.contract import START
from tests.console.connectors.picture_contract import FILE, PictureContract
from tests.console.connectors.x_net import x_net
from tests.x_server import Fault, Media, World, XServer
from tests.x_server.messages import Answer

TIMEOUTS = Timeouts(connect_s=10, read_s=20, whole_s=40)
HASTY = Timeouts(connect_s=10, read_s=0.5, whole_s=40)
PATH = "/media/lid.png"
URL = f"https://pbs.twimg.com{PATH}"


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer() as server:
        server.pictures.add("lid.png", FILE)
        yield server


class XPictureNet:
    def __init__(self, server: XServer) -> None:
        self._server = server

    def source(self) -> XNetwork:
        return XNetwork(self._server.url)

    def add_picture(self, name: str, data: bytes) -> str:
        return self._server.pictures.add(name, data).url


class TestXPictures(PictureContract):
    @pytest.fixture
    def net(self, x: XServer) -> XPictureNet:
        return XPictureNet(x)


def load(
    x: XServer, stopping: Callable[[], bool] = lambda: False, timeouts: Timeouts = TIMEOUTS
) -> bytes:
    return read_picture(URL, api_url=x.url, timeouts=timeouts, stopping=stopping)


def answered(x: XServer, answer: Answer) -> None:
    """Let the picture host answer so, whatever is asked."""
    x.faults.add(Fault("so", answer, processed=False, delivery=answer.delivery), path=PATH)


@pytest.mark.parametrize(
    "url",
    [
        "http://pbs.twimg.com/media/lid.png",
        "https://twimg.com/media/lid.png",
        "https://video.twimg.com/media/lid.png",
        "https://pbs.twimg.com.example.com/media/lid.png",
        "https://pbs.twimg.com@example.com/media/lid.png",
        "https://ada:word@pbs.twimg.com/media/lid.png",
        "https://pbs.twimg.com:8443/media/lid.png",
        "https://pbs.twimg.com:port/media/lid.png",
        "https://[::1/media/lid.png",
        "https://127.0.0.1/media/lid.png",
        "ftp://pbs.twimg.com/media/lid.png",
        "data:image/png;base64,AAAA",
        "",
    ],
)
def test_only_the_picture_hosts_of_x_are_asked(x: XServer, url: str) -> None:
    with pytest.raises(PictureRefused):
        read_picture(url, api_url=x.url)
    assert x.requests == ()


def test_the_request_carries_nothing_of_the_account_nor_of_the_machine(
    x: XServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login ada password word\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    assert load(x) == FILE
    assert load(x) == FILE
    for request in x.pictures.requests:
        assert set(request.headers) == {
            "host", "accept", "accept-encoding", "user-agent", "connection",
        }  # fmt: skip
        assert request.headers["accept-encoding"] == "identity"


def test_a_cookie_that_is_set_is_not_sent_back(x: XServer) -> None:
    answered(x, Answer(200, FILE, "image/png", {"set-cookie": "seen=1; Path=/"}))
    assert load(x) == FILE
    assert load(x) == FILE
    assert "cookie" not in x.pictures.requests[-1].headers


@pytest.mark.parametrize(
    ("answer", "kind", "words"),
    [
        (Answer(404, b"", "text/plain"), PictureRefused, "no longer"),
        (Answer(410, b"", "image/png"), PictureRefused, "no longer"),
        (Answer(403, b"no", "text/plain"), PictureRefused, "403"),
        (Answer(429, b"no", "text/plain"), RateLimited, "wait"),
        (Answer(503, b"no", "text/plain"), ServerTrouble, "at the moment"),
        (Answer(200, b"<!doctype html>", "text/html"), PictureRefused, "no picture"),
        (Answer(200, b"<svg/>", "image/svg+xml; charset=utf-8"), PictureRefused, "no picture"),
        (Answer(200, FILE, ""), PictureRefused, "no picture"),
        (Answer(200, FILE, "image/png", delivery="dropped"), NoAnswer, "broke"),
        (Answer(200, FILE, "image/png", delivery="cut"), NoAnswer, "broke"),
        (Answer(200, FILE, "image/png", {"content-length": "900"}), NoAnswer, "broke|in time"),
        (
            Answer(200, FILE, "image/png", {"content-length": str(MAX_PICTURE_BYTES + 1)}),
            PictureRefused,
            "larger than 10 MB",
        ),
        (Answer(200, b"no gzip", "image/png", {"content-encoding": "gzip"}), BadAnswer, "unpacked"),
    ],
    ids=[
        "404", "410", "403", "429", "503", "a page", "svg", "no type", "dropped", "cut",
        "length too long", "length too big", "packed wrongly",
    ],
)  # fmt: skip
def test_what_goes_wrong_is_said_in_words(
    x: XServer, answer: Answer, kind: type[DeskError], words: str
) -> None:
    answered(x, answer)
    with pytest.raises(kind, match=words) as raised:
        load(x)
    assert raised.value.advice
    assert load(x) == FILE  # and the next try may well succeed


def test_a_length_that_is_too_short_cuts_the_picture_and_no_more(x: XServer) -> None:
    answered(x, Answer(200, FILE, "image/png", {"content-length": "4"}))
    assert load(x) == FILE[:4]


@pytest.mark.parametrize("delivery", ["whole", "unframed"])
def test_more_than_10_mb_are_not_taken(x: XServer, delivery: str) -> None:
    large = Answer(200, b"\0" * (11 * 1024 * 1024), "image/png")
    if delivery == "unframed":
        large = Answer(200, large.body, "image/png", delivery="unframed")
    answered(x, large)
    with pytest.raises(PictureRefused, match="larger than 10 MB"):
        load(x)


def test_exactly_10_mb_are_taken_without_a_word_of_their_length(x: XServer) -> None:
    body = b"\0" * MAX_PICTURE_BYTES
    answered(x, Answer(200, body, "image/png", delivery="unframed"))
    assert len(load(x)) == len(body)


def test_what_unpacks_to_more_than_10_mb_is_not_taken(x: XServer) -> None:
    packed = gzip.compress(b"\0" * (40 * 1024 * 1024))
    assert len(packed) < 100_000
    answered(x, Answer(200, packed, "image/png", {"content-encoding": "gzip"}))
    with pytest.raises(PictureRefused, match="larger than 10 MB"):
        load(x)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(x: XServer, status: int) -> None:
    with XServer() as other:
        other.pictures.add("lid.png", FILE)
        answered(x, Answer(status, b"", "image/png", {"location": other.url + PATH}))
        with pytest.raises(PictureRefused, match="not followed"):
            load(x)
        assert other.requests == ()


def test_the_body_of_a_redirect_is_not_read(x: XServer) -> None:
    body = b"\0" * (64 * 1024 * 1024)
    answered(x, Answer(302, body, "text/html", {"location": "/media/lid.png"}))
    with pytest.raises(PictureRefused, match="not followed"):
        load(x)


def test_a_host_that_is_slow_is_given_up(x: XServer) -> None:
    x.faults.add(Fault.slow(30), path=PATH)
    with pytest.raises(NoAnswer, match="in time") as raised:
        load(x, timeouts=HASTY)
    assert raised.value.advice == x_pictures.AGAIN


def test_a_download_ends_when_the_desk_closes(x: XServer) -> None:
    asked = threading.Event()

    def stopping() -> bool:
        asked.set()
        return True

    with pytest.raises(NoAnswer):
        load(x, stopping)
    assert asked.is_set()


def test_no_server_at_all_is_offline(x: XServer) -> None:
    with http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler) as closed:
        port = closed.server_port
    with pytest.raises(Offline) as raised:
        read_picture(URL, api_url=f"http://127.0.0.1:{port}", timeouts=TIMEOUTS)
    assert raised.value.advice == x_pictures.AGAIN


def test_an_api_elsewhere_does_not_stand_in_for_the_picture_host(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def send(session: object, address: str, timeouts: Timeouts) -> None:
        asked.append(address)
        raise OSError

    monkeypatch.setattr(x_pictures, "_send", send)
    for api_url in (None, "https://mirror.example/x"):
        with pytest.raises(NoAnswer):
            read_picture(URL, api_url=api_url)
    assert asked == [URL, URL]


@pytest.mark.parametrize("vocabulary", ["old", "new"])
def test_posts_name_their_pictures_and_none_is_asked_for(vocabulary: str) -> None:
    world = World("shop")
    with x_net(world, vocabulary=vocabulary) as net:
        _ = world.own
        photo = net.server.pictures.add(
            "lid.png", FILE, width=1200, height=800, alt_text="A chipped <b>lid</b>"
        )
        film = Media("13_7", "video", "https://pbs.twimg.com/still.jpg", 1280, 720)
        world.add_post("ada", "@shop look at this", media=(photo, film), created_at=START)
        page = net.connector().read_page(Timeline.MENTIONS, net.own_id, None)
        (post,) = page.posts
        assert post.text == "@shop look at this"
        assert [(one.kind, one.url, one.alt_text, one.width, one.height) for one in post.media] == [
            ("photo", URL, "A chipped <b>lid</b>", 1200, 800),
            ("video", "https://pbs.twimg.com/still.jpg", "", 1280, 720),
        ]
        assert net.server.pictures.requests == []

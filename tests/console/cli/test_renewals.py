"""What a command says of a sign-in that X renewed while it ran and the keyring did not take."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from console import cli
from console.connectors.x_network import XNetwork
from console.desk import Desk
from console.domain.sign_in import ClientKeys
from tests.console.cli.conftest import Line
from tests.secret_service import Service, lock_collection
from tests.x_server import Clock, Fault, World, XServer
from tests.x_server.browser import Browser
from tests.x_server.oauth_forms import CLIENT_ID, CLIENT_SECRET

pytestmark = pytest.mark.timeout(120)


@pytest.fixture
def x() -> Iterator[XServer]:
    with XServer(World("shop", now=Clock(datetime.now(UTC))), self_reply="allowed") as server:
        server.world.add_user("shop")
        server.world.add_post("ada", "@shop where is my parcel?")
        yield server


@pytest.fixture
def wire(line: Line, x: XServer, service: Service, monkeypatch: pytest.MonkeyPatch) -> Line:
    """A command line signed in by the browser, whose keyring locks while X renews that."""

    def agree(page: str) -> None:
        browser = Browser()
        browser.open(browser.way_back(page))

    def open_page(page: str) -> None:
        agreeing.append(threading.Thread(target=agree, args=(page,)))
        agreeing[0].start()

    agreeing: list[threading.Thread] = []
    context = cli.open_context(line.folder, x.url)
    desk = Desk(context)
    client = ClientKeys(CLIENT_ID, CLIENT_SECRET)
    desk.accounts.sync(desk.sign_ins.by_browser(client, open_page, lambda: False).account)
    context.close()
    agreeing[0].join()
    renewed = XNetwork.renewed

    def renewed_and_locked(network: XNetwork, secret: Mapping[str, str]) -> dict[str, str]:
        fresh = renewed(network, secret)
        lock_collection(service.address)
        lock_collection(service.address)
        return fresh

    monkeypatch.setattr(XNetwork, "renewed", renewed_and_locked)
    x.oauth.access.clear()  # the token ends before its time
    return replace(line, more=("--x-api", x.url))


def test_a_sync_that_loses_a_renewal_says_so_and_what_to_do(wire: Line) -> None:
    assert wire.run("sync").startswith("@shop: ")
    assert wire.err.startswith("@shop: Signed in only till the program ends: ")
    assert "canary-desk account connect --browser --again shop" in wire.err
    assert "What is queued waits." in wire.err


def test_a_program_is_told_of_it_too(wire: Line) -> None:
    (synced,) = wire.json("sync")
    assert synced["unstored"]["title"] == "Signed in only till the program ends"
    assert "--again shop" in synced["unstored"]["advice"]
    assert wire.err.startswith("@shop: ")


def test_a_sync_that_fails_after_the_renewal_says_it_as_well(wire: Line, x: XServer) -> None:
    x.faults.add(Fault.unavailable(), method="GET", after=2)
    told = wire.json("sync", code=5)
    assert "error" in told
    assert "Signed in only till the program ends" in wire.err


def test_a_sending_that_loses_a_renewal_says_so(wire: Line, x: XServer) -> None:
    wire.run("reply", "1", "--text-file", "-", stdin="On its way.")
    told = wire.json("send")
    assert [post.typed_text for post in x.world.posts if post.via_api] == ["On its way."]
    assert told["unstored"]["shop"]["title"] == "Signed in only till the program ends"
    assert wire.err.startswith("@shop: Signed in only till the program ends: ")

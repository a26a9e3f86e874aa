import datetime as dt
from collections.abc import Iterator

import pytest
import requests

from tests.x_server import Clock, World, XServer
from tests.x_server_tests.http import Http


@pytest.fixture
def clock() -> Clock:
    return Clock(dt.datetime(2026, 8, 3, 12, 0, tzinfo=dt.UTC))


@pytest.fixture
def world(clock: Clock) -> World:
    return World("shop", now=clock)


@pytest.fixture
def x(world: World) -> Iterator[XServer]:
    with XServer(world) as server:
        yield server


@pytest.fixture
def http(x: XServer) -> Iterator[Http]:
    with requests.Session() as session:
        session.headers.update(x.bearer)
        yield Http(session, x.url)

from __future__ import annotations

import pytest

from console.connectors.memory import MemoryConnector, MemoryWorld
from console.domain.ids import RemoteId
from console.domain.remote import RemoteUser
from console.errors import Offline
from tests.console.connectors.picture_contract import FILE, PictureContract


class MemoryPictureNet:
    def __init__(self) -> None:
        self.world = MemoryWorld(RemoteUser(RemoteId("1"), "shop", "The Shop"))

    def source(self) -> MemoryConnector:
        return MemoryConnector(self.world)

    def add_picture(self, name: str, data: bytes) -> str:
        url = f"https://pictures.example/{name}"
        self.world.add_picture(url, data)
        return url


class TestMemoryPictures(PictureContract):
    @pytest.fixture
    def net(self) -> MemoryPictureNet:
        return MemoryPictureNet()


def test_a_planned_failure_strikes_once() -> None:
    net = MemoryPictureNet()
    url = net.add_picture("lid.png", FILE)
    connector = MemoryConnector(net.world)
    connector.fail_next("read_picture", Offline("no network"))
    with pytest.raises(Offline):
        connector.read_picture(url, lambda: False)
    assert connector.read_picture(url, lambda: False) == FILE

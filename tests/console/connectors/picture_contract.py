"""What every network must do when a picture is asked of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

import pytest

from console.errors import PictureRefused

FILE = b"\x89PNG and so on"


class PictureSource(Protocol):
    """The part of a network that is under test."""

    def read_picture(self, url: str, stopping: Callable[[], bool]) -> bytes: ...


class PictureNet(Protocol):
    """A network under test, seen from behind."""

    def source(self) -> PictureSource: ...

    def add_picture(self, name: str, data: bytes) -> str:
        """Serve a picture; return the address that posts give for it."""
        ...


class PictureContract:
    """The tests; `net` comes from the derived class."""

    def test_a_picture_comes_as_it_is(self, net: PictureNet) -> None:
        url = net.add_picture("lid.png", FILE)
        assert net.source().read_picture(url, lambda: False) == FILE

    def test_a_picture_that_is_gone_is_refused_in_words(self, net: PictureNet) -> None:
        url = net.add_picture("lid.png", FILE)
        with pytest.raises(PictureRefused, match="no longer has this picture"):
            net.source().read_picture(url.replace("lid", "spout"), lambda: False)

    @pytest.mark.parametrize(
        "url", ["https://example.com/lid.png", "http://127.0.0.1:9/lid.png", "file:///etc/passwd"]
    )
    def test_an_address_of_others_is_refused(self, net: PictureNet, url: str) -> None:
        with pytest.raises(PictureRefused):
            net.source().read_picture(url, lambda: False)

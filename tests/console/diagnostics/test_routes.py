"""Of a request's path only known words are told."""

from __future__ import annotations

import pytest

from console.diagnostics.routes import route


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/2/users/4711/mentions", "/2/users/{}/mentions"),
        ("/2/users/by/username/zoe?x=y", "/2/users/by/username/{}"),
        ("/2/tweets", "/2/tweets"),
        ("/zoe" * 99, "/" + "/".join(["{}"] * 8)),
    ],
)
def test_only_known_words_are_told(path: str, told: str) -> None:
    assert route(path) == told

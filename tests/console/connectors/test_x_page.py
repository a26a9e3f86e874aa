"""Which pages are opened in a person's browser while they sign in."""

from __future__ import annotations

import pytest

from console.connectors.x_page import is_of_x

API = "http://127.0.0.1:8080"


@pytest.mark.parametrize(
    "page",
    [
        "https://x.com/i/oauth2/authorize?client_id=a",
        "https://api.x.com/oauth/authorize?oauth_token=a",
        "https://console.x.com",
        "https://api.twitter.com:443/oauth/authorize",
    ],
)
def test_pages_of_x_are_opened_by_https(page: str) -> None:
    assert is_of_x(page)


@pytest.mark.parametrize(
    "page",
    [
        "",
        "http://x.com/",
        "https://x.com.example/",
        "https://evilx.com/",
        "https://x.com@evil.example/",
        "https://evil.example/x.com",
        "https://x.com:8443/",
        "https://\u0445.com/",
        "https://x.com\\@evil.example/",
        "https://x.com/ --incognito",
        "https://x.com/\nfile:///etc/passwd",
        "https://[x.com/",
        "https://x.com:port/",
        "file:///x.com",
        "javascript:alert(1)//x.com",
        "x.com",
        f"{API}/i/oauth2/authorize",
    ],
)
def test_nothing_else_is(page: str) -> None:
    assert not is_of_x(page)


def test_the_server_in_xs_place_may_be_asked_and_no_other_port_of_it() -> None:
    assert is_of_x(f"{API}/i/oauth2/authorize", API)
    assert is_of_x("https://x.example/a", "https://x.example")
    assert not is_of_x("http://127.0.0.1:8081/", API)
    assert not is_of_x("https://127.0.0.1:8080/", API)
    assert not is_of_x("http://x.example/", "http://x.example")  # http is for this machine only

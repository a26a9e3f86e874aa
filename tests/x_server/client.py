"""Ways for a test to talk to the server: a requests adapter, and a tweepy client through it."""

from typing import Any
from urllib.parse import urlsplit

import requests
import tweepy
from requests.adapters import HTTPAdapter
from typing_extensions import override

from .auth import PUBLIC_HOSTS
from .server import XServer


class LoopbackAdapter(HTTPAdapter):
    """Send what is meant for X's public hosts to a loopback server, with a time-out.

    The request is already signed for the public host by then, as with the real X.
    """

    def __init__(self, url: str, timeout_s: float = 10.0) -> None:
        super().__init__()
        self._url = url
        self._timeout_s = timeout_s

    @override
    def send(
        self, request: requests.PreparedRequest, *args: Any, **kwargs: Any
    ) -> requests.Response:
        parts = urlsplit(request.url or "")
        request.url = f"{self._url}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        kwargs["timeout"] = kwargs.get("timeout") or self._timeout_s
        return super().send(request, *args, **kwargs)


def mount(session: requests.Session, url: str, timeout_s: float = 10.0) -> None:
    """Redirect X's public hosts to `url`, for one session."""
    for host in PUBLIC_HOSTS:
        session.mount(host, LoopbackAdapter(url, timeout_s))


def tweepy_client(x: XServer, *, timeout_s: float = 10.0, **options: Any) -> tweepy.Client:
    """Return a tweepy client of our own account. Close its `session` when done."""
    keys = x.credentials
    client = tweepy.Client(
        consumer_key=keys["api_key"],
        consumer_secret=keys["api_key_secret"],
        access_token=keys["access_token"],
        access_token_secret=keys["access_token_secret"],
        **options,
    )
    mount(client.session, x.url, timeout_s)
    return client

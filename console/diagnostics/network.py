"""Whether the API's host is reached: name, connection, TLS, an answer, and its clock.

Asks once, without any account's keys; what the answer says is not read. Only from a person's
word or command.
"""

from __future__ import annotations

import base64
import http.client
import socket
import ssl
import time
import urllib.request
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, unquote, urlsplit

TIMEOUT_S = 8.0
PATH = "/2/users/me"
"""Refused without keys (401), which costs nothing and is answer enough."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a question came."""

    step: str
    """What it failed at: `name`, `connection`, `tls`, `answer`; empty where one came."""
    trouble: str = ""
    """The kind of error."""
    status: int = 0
    ms: int = 0
    ahead_s: float | None = None
    """By how much the server's clock is before this machine's; None where it told none."""
    proxy: bool = False
    """Whether it went, or would have gone, by a proxy."""


def ask(api_url: str, timeout_s: float = TIMEOUT_S) -> Reach:
    """Ask the API's host once; never raises for what the network does."""
    address = urlsplit(api_url)
    proxy = proxy_for(address)
    target = proxy or address
    began = time.monotonic()
    step = "name"
    try:
        socket.getaddrinfo(target.hostname, _port(target), type=socket.SOCK_STREAM)
        step = "connection"
        connection = _connection(address, proxy, timeout_s)
        try:
            connection.connect()
            step = "answer"
            connection.request(
                "GET", f"{address.path}{PATH}", headers={"User-Agent": "canary-desk"}
            )
            sent, answer = time.time(), connection.getresponse()
            ahead_s = _ahead(answer.getheader("Date"), (sent + time.time()) / 2)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        if isinstance(error, ssl.SSLError):
            step = "tls"
        return Reach(step, type(error).__name__, proxy=proxy is not None)
    took_ms = round((time.monotonic() - began) * 1000)
    return Reach("", "", answer.status, took_ms, ahead_s, proxy is not None)


def proxy_for(address: SplitResult) -> SplitResult | None:
    """Return the proxy that the system names for an address, None for none."""
    host = address.hostname or ""
    try:
        found = urllib.request.getproxies()
        named = found.get(address.scheme) or found.get("all")
        if not named or urllib.request.proxy_bypass(host) or host in ("localhost", "127.0.0.1"):
            return None
        proxy = urlsplit(named if "://" in named else f"http://{named}")
    except (OSError, ValueError):
        return None
    return proxy if proxy.hostname else None


def proxy_words(api_url: str) -> str:
    """Say in words whether there is a proxy; never which, nor its password."""
    proxy = proxy_for(urlsplit(api_url))
    if proxy is None:
        return "no proxy"
    return "by a proxy, with a password" if proxy.password else "by a proxy"


def _connection(
    address: SplitResult, proxy: SplitResult | None, timeout_s: float
) -> http.client.HTTPConnection:
    host, port = address.hostname or "", _port(address)
    at = (proxy.hostname or "", _port(proxy)) if proxy is not None else (host, port)
    made: http.client.HTTPConnection
    if address.scheme == "https":
        made = http.client.HTTPSConnection(
            *at, timeout=timeout_s, context=ssl.create_default_context()
        )
    else:
        made = http.client.HTTPConnection(*at, timeout=timeout_s)
    if proxy is not None:
        headers = {}
        if proxy.username:
            pair = f"{unquote(proxy.username)}:{unquote(proxy.password or '')}"
            headers["Proxy-Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        made.set_tunnel(host, port, headers)
    return made


def _port(address: SplitResult) -> int:
    return address.port or (443 if address.scheme == "https" else 80)


def _ahead(date: str | None, now_s: float) -> float | None:
    try:
        # A whole second was cut off: half of it lies between, on average.
        return parsedate_to_datetime(date or "").timestamp() + 0.5 - now_s
    except (ValueError, TypeError, OverflowError):
        return None

"""The way to X: time-outs, another address for the API, and limits on what comes back.

tweepy has its host built in, knows no time-outs and reads whatever a server sends; its
session is the seam (https://requests.readthedocs.io/en/latest/user/advanced/#transport-adapters).
One adapter serves all of the session and nothing else is mounted, so no request leaves
for another host, whatever an answer says.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import SplitResult, urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from console.connectors.x_address import is_loopback
from console.diagnostics.routes import route
from console.diagnostics.words import Word
from console.language import tr

if TYPE_CHECKING:
    from typing_extensions import override
    from urllib3.response import HTTPResponse
else:  # typing has it from Python 3.12 on

    def override(method: object) -> object:
        """Mark a method; only the type checker looks."""
        return method


LOG = logging.getLogger(__name__)
X_HOSTS = ("https://api.twitter.com/", "https://api.x.com/")
"""The host that tweepy 4.17.0 fixes, and the one that X's OpenAPI documents name."""
MAX_BODY_BYTES = 20 * 1024 * 1024
"""Longest unpacked answer; a page of 100 long posts has less than 10 MB."""
CHUNK_BYTES = 64 * 1024
MOST_AHEAD = timedelta(days=7)
"""A clock that is further off is not X's; TLS would hardly come about with this machine's."""


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long one call may wait, in seconds; together well below the outbox's lease of 120."""

    connect_s: float = 10.0
    read_s: float = 30.0
    """Longest silence while an answer is awaited."""
    whole_s: float = 60.0
    """Longest time for the whole call, however steadily an answer drips; late by one silence."""


class BodyTooLong(requests.RequestException):
    """An answer that is longer than it may be when unpacked."""


class BodyTooSlow(requests.RequestException):
    """An answer that was not complete in `Timeouts.whole_s`."""


class ApiAdapter(HTTPAdapter):
    """Send a session's requests to `api_url`, or where they are addressed if that is None.

    The address is changed behind the signing, so the signature is that of X's own URL.
    An answer that is not 2xx raises `requests.HTTPError` with the response. No redirect
    is followed and nothing is tried twice.
    """

    def __init__(
        self,
        api_url: str | None,
        timeouts: Timeouts,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._api = urlsplit(api_url) if api_url is not None else None
        self._timeouts = timeouts
        self.access_level = ""
        """What X last said that keys of OAuth 1.0a allow, such as `read-write`."""
        self.ahead: timedelta | None = None
        """By how much X's clock is before this machine's, as its last answer says; None: unknown.

        Never more than `MOST_AHEAD` either way."""
        self._now = now
        super().__init__(max_retries=Retry(0, redirect=0, read=False))

    @override
    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002, ARG002  the signature is HTTPAdapter's
        timeout: object = None,  # noqa: ARG002  tweepy gives none
        verify: bool | str = True,  # noqa: FBT001, FBT002
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Return a 2xx answer whose body has been read."""
        if self._api is not None:
            request.url = moved(str(request.url), self._api)
        host = urlsplit(str(request.url)).hostname or ""
        deadline_s = time.monotonic() + self._timeouts.whole_s
        try:
            response = super().send(
                request,
                stream=True,
                timeout=(self._timeouts.connect_s, self._timeouts.read_s),
                verify=verify,
                cert=cert,
                proxies={} if is_loopback(host) else proxies,
            )
        except requests.RequestException as error:
            _log_silence(request, error)
            raise
        self._note(response.headers)
        _log(request, response)
        response.raw = BoundedBody(response.raw, deadline_s, MAX_BODY_BYTES)
        try:
            _ = response.content
        except requests.RequestException as error:
            _log_silence(request, error)
            raise
        finally:
            response.close()
        # WORKAROUND for tweepy 4.17.0, tweepy/errors.py and client.py: its exceptions
        # cannot be built from `"errors": null`, from a list as the body or from a reset
        # header that is no number. It never sees an answer with another status.
        # https://github.com/tweepy/tweepy/blob/v4.17.0/tweepy/errors.py
        if not 200 <= response.status_code < 300:
            raise requests.HTTPError(tr("not 2xx"), response=response)
        return response

    def _note(self, headers: Mapping[str, str]) -> None:
        if level := headers.get("x-access-level", ""):
            self.access_level = level
        try:
            ahead = parsedate_to_datetime(headers.get("date", "")) - self._now()
        except (ValueError, TypeError, OverflowError):
            return  # the last one still says more than none
        if abs(ahead) <= MOST_AHEAD:
            self.ahead = ahead


def _log(request: requests.PreparedRequest, response: requests.Response) -> None:
    """Log which kind of request was answered how; nothing of what it was about."""
    left = response.headers.get("x-rate-limit-remaining", "")
    LOG.info(
        "X was asked",
        extra={
            "fields": {
                "method": _method(request),
                "route": route(urlsplit(str(request.url)).path),
                "status": response.status_code,
                "ms": round(response.elapsed.total_seconds() * 1000),
                "remaining": int(left)
                if left.isascii() and left.isdecimal() and len(left) < 7
                else None,
            }
        },
    )


def _log_silence(request: requests.PreparedRequest, error: requests.RequestException) -> None:
    """Log that a request had no whole answer, and the kind of trouble."""
    way = route(urlsplit(str(request.url)).path)
    fields = {"method": _method(request), "route": way, "trouble": type(error)}
    LOG.info("X gave no answer", extra={"fields": fields})


def _method(request: requests.PreparedRequest) -> Word:
    return Word(request.method if request.method in ("GET", "POST", "DELETE", "PUT") else "")


class BoundedBody:
    """A urllib3 response whose body ends with an error at a size and at a time.

    It ends as well, as if it took too long, once `stopping` says so.
    """

    def __init__(
        self,
        raw: HTTPResponse,
        deadline_s: float,
        max_bytes: int,
        stopping: Callable[[], bool] = lambda: False,
    ) -> None:
        self._raw = raw
        self._deadline_s = deadline_s
        self._max_bytes = max_bytes
        self._stopping = stopping

    def stream(self, _size: int, *, decode_content: bool) -> Iterator[bytes]:
        """Yield the body unpacked; the one way by which requests reads it."""
        total = 0
        while chunk := self._raw.read1(CHUNK_BYTES, decode_content=decode_content):
            total += len(chunk)
            if total > self._max_bytes:
                raise BodyTooLong(tr("the answer is too long"))
            if time.monotonic() > self._deadline_s or self._stopping():
                raise BodyTooSlow(tr("the answer took too long"))
            yield chunk

    def __getattr__(self, name: str) -> object:
        return getattr(self._raw, name)


def moved(url: str, api: SplitResult) -> str:
    """Return `url` at the scheme, host and path prefix of `api`."""
    parts = urlsplit(url)
    return urlunsplit((api.scheme, api.netloc, api.path + parts.path, parts.query, ""))


def mount(session: requests.Session, adapter: ApiAdapter) -> None:
    """Make `adapter` the only way out of `session`."""
    session.adapters.clear()
    for host in X_HOSTS:
        session.mount(host, cast("HTTPAdapter", adapter))

"""Files of pictures from X's picture host: one request each, with nothing of an account.

Owns what may be asked and what is taken: an https address on a host that X serves pictures
from, no redirect, at most `MAX_PICTURE_BYTES` however they are packed or announced, and only
what calls itself an image. Neither the API's session nor its keys are used; cookies are
neither sent nor kept. What the bytes are is for others to find out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

from console.connectors.x_address import checked_api_url, is_loopback
from console.connectors.x_auth import silence_libraries
from console.connectors.x_errors import EXPECTED, from_exception
from console.connectors.x_transport import BodyTooLong, BoundedBody, Timeouts, moved
from console.domain.pictures import MAX_PICTURE_BYTES
from console.errors import ConnectorError, PictureRefused, RateLimited, ServerTrouble
from console.language import tr

PICTURE_HOSTS = frozenset({"pbs.twimg.com"})
"""Where X keeps photos and the stills of films and GIFs: the host of `url` and
`preview_image_url` in example answers of its API. Its documents name none (unverified live)."""
TIMEOUTS = Timeouts(connect_s=10, read_s=15, whole_s=60)
HEADERS = {
    "Accept": "image/jpeg, image/png, image/webp, image/gif",
    "Accept-Encoding": "identity",
    "User-Agent": "Canary Desk",
    "Connection": "close",
}
AGAIN = tr("Click the picture to try again.")


def read_picture(
    url: str,
    *,
    api_url: str | None = None,
    timeouts: Timeouts = TIMEOUTS,
    stopping: Callable[[], bool] = lambda: False,
) -> bytes:
    """Return the file at `url`, a picture of a post.

    An `api_url` on this machine stands in for the picture host as well, so that nothing
    leaves the machine then. `stopping` is asked between pieces of the file.

    Raises:
        PictureRefused: the address or the answer is not one of a picture.
        ConnectorError: X's picture host was not reached or has trouble.
    """
    silence_libraries()
    address = _address(url, api_url)
    deadline_s = time.monotonic() + timeouts.whole_s
    try:
        with requests.Session() as session:
            response = _send(session, address, timeouts)
            try:
                _check(response)
                response.raw = BoundedBody(response.raw, deadline_s, MAX_PICTURE_BYTES, stopping)
                return response.content
            finally:
                response.close()
    except BodyTooLong as error:
        raise _too_big() from error
    except EXPECTED as error:
        raise _worded(from_exception(error, write=False)) from error


def _address(url: str, api_url: str | None) -> str:
    """Return where to ask for `url`; raises PictureRefused for what is no picture of X's."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise PictureRefused(
            tr("The post gives an address for its picture that is none.")
        ) from error
    if (
        parts.scheme != "https"
        or parts.hostname not in PICTURE_HOSTS
        or port not in (None, 443)
        or parts.username is not None
        or parts.password is not None
    ):
        raise PictureRefused(tr("The post's picture is not on a server that X keeps pictures on."))
    if api_url is not None:
        api = urlsplit(checked_api_url(api_url))
        if is_loopback(api.hostname or ""):
            return moved(url, api)
    return url


def _send(session: requests.Session, address: str, timeouts: Timeouts) -> requests.Response:
    """Return the answer, of which only the head has been read.

    The session only reads the machine's proxies and certificates. It does not send: that
    would read the whole body of a redirect, however long, though none is followed.
    """
    request = requests.Request("GET", address, headers=HEADERS, auth=_unsigned)
    prepared = session.prepare_request(request)
    around = session.merge_environment_settings(address, {}, True, True, None)  # noqa: FBT003
    local = is_loopback(urlsplit(address).hostname or "")
    return HTTPAdapter(max_retries=Retry(0, redirect=0, read=False)).send(
        prepared,
        stream=True,
        timeout=(timeouts.connect_s, timeouts.read_s),
        verify=around["verify"] or True,
        cert=around["cert"],
        proxies={} if local else around["proxies"],
    )


def _unsigned(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave a request as it is; without it, a password of ~/.netrc would be sent along."""
    return request


def _check(response: requests.Response) -> None:
    """Raise an error for an answer that holds no picture, before its body is read."""
    status = response.status_code
    if 300 <= status < 400:
        raise PictureRefused(
            tr("X sends on to another place for this picture; that is not followed.")
        )
    if status in (404, 410):
        raise PictureRefused(tr("X no longer has this picture."))
    if status == 429:
        raise _worded(RateLimited(tr("X asks to wait before it gives out more pictures.")))
    if status >= 500:
        raise _worded(ServerTrouble(tr("X's pictures cannot be had at the moment.")))
    if not 200 <= status < 300:
        raise PictureRefused(
            tr("X does not give out this picture (status {status}).").format(status=status)
        )
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind.startswith("image/") or kind.startswith("image/svg"):
        raise PictureRefused(tr("What X sent is no picture."))
    length = response.headers.get("content-length", "")
    if length.isdecimal() and len(length) < 20 and int(length) > MAX_PICTURE_BYTES:
        raise _too_big()


def _worded(error: ConnectorError) -> ConnectorError:
    """Return the error with what a person who waits for a picture can do."""
    error.advice = AGAIN
    return error


def _too_big() -> PictureRefused:
    size = MAX_PICTURE_BYTES // (1024 * 1024)
    return PictureRefused(tr("The picture is larger than {size} MB.").format(size=size))

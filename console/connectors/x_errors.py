"""The one place where an exception of tweepy or requests becomes one of ours.

Decides two things about a failed call: which `ConnectorError` it is, and whether X may
have carried it out (`maybe_done`). A write is certain not to have happened only where
no connection came about or where X answered that it refuses. What X says is quoted,
made one line and cut; never a URL, a header or a body as a whole.

Sources: ARCHITECTURE, X; the problem types of X's OpenAPI documents
(2026-07-06, 2026-08-07); urllib3's and requests' own exception trees.
"""

from __future__ import annotations

import json
import ssl
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import requests
from tweepy.errors import TweepyException
from urllib3.exceptions import (
    HTTPError,
    NameResolutionError,
    NewConnectionError,
    ReadTimeoutError,
)

from console.connectors.x_problems import Problem, from_problem
from console.connectors.x_transport import BodyTooLong, BodyTooSlow
from console.errors import BadAnswer, ConnectorError, NoAnswer, Offline
from console.language import tr

EXPECTED = (
    TweepyException,
    requests.RequestException,
    HTTPError,
    OSError,
    # tweepy and json meet bodies they did not expect with these.
    ValueError,
    TypeError,
    AttributeError,
    KeyError,
    RecursionError,
)
HANDSHAKE_REASONS = ("WRONG_VERSION", "HANDSHAKE_FAILURE", "UNSUPPORTED_PROTOCOL", "CERTIFICATE")
"""Parts of OpenSSL's reasons that only a handshake ends with: nothing was sent yet."""
MAX_DEPTH = 12


@contextmanager
def translated(*, write: bool) -> Iterator[None]:
    """Turn what a call of the library raises into our errors.

    `write` says whether the call would change something on X. Put as little as
    possible inside: a ValueError in here is taken for an answer without sense.
    """
    try:
        yield
    except ConnectorError:
        raise
    except EXPECTED as error:
        ours = from_exception(error, write=write)
        cut(error)
        raise ours from error


def cut(error: BaseException) -> None:
    """Take from a library's error, and from what led to it, the request and what it was made of.

    Types, messages and places stay, for they are looked at; ours may be kept for as long as
    the window is open, and no way shall lead from it to a header or a form.
    """
    for each in _causes(error, with_context=True):
        if isinstance(each, requests.RequestException):
            each.request = each.response = None
        traceback.clear_frames(each.__traceback__)


def from_exception(error: Exception, *, write: bool) -> ConnectorError:
    """Return our error for one of a library's."""
    response = getattr(error, "response", None)
    if isinstance(response, requests.Response):
        return from_response(response, write=write)
    causes = list(_causes(error))
    if never_connected(causes):
        return Offline(_offline_message(causes))
    if isinstance(error, requests.exceptions.JSONDecodeError):
        return BadAnswer(tr("X's answer was no JSON; a web page, perhaps."), maybe_done=write)
    if isinstance(error, BodyTooLong):
        return BadAnswer(tr("X's answer was longer than any that makes sense."), maybe_done=write)
    if isinstance(error, requests.exceptions.ContentDecodingError):
        return BadAnswer(tr("X's answer could not be unpacked."), maybe_done=write)
    if any(isinstance(cause, _SLOW) for cause in causes):
        return NoAnswer(tr("X did not answer in time."), maybe_done=write)
    if isinstance(error, requests.RequestException | HTTPError | OSError) and not isinstance(
        error, requests.exceptions.InvalidJSONError
    ):
        return NoAnswer(
            tr("The connection to X broke before its answer was there."), maybe_done=write
        )
    return BadAnswer(tr("X's answer makes no sense."), maybe_done=write)


_SLOW = (requests.exceptions.ReadTimeout, ReadTimeoutError, BodyTooSlow, TimeoutError)


def never_connected(causes: list[BaseException]) -> bool:
    """Return whether it is certain that no request went out."""
    for cause in causes:
        if isinstance(
            cause,
            requests.exceptions.ConnectTimeout
            | requests.exceptions.ProxyError
            | requests.exceptions.InvalidSchema
            | requests.exceptions.InvalidURL
            | NewConnectionError
            | ssl.SSLCertVerificationError
            | ConnectionRefusedError,
        ):
            return True
        if isinstance(cause, ssl.SSLError) and any(
            part in str(getattr(cause, "reason", "")) for part in HANDSHAKE_REASONS
        ):
            return True
    return False


def _offline_message(causes: list[BaseException]) -> str:
    def any_is(*kinds: type[BaseException]) -> bool:
        return any(isinstance(cause, kinds) for cause in causes)

    if any_is(requests.exceptions.ProxyError):
        return tr("The proxy of this machine's settings could not be used.")
    if any_is(ssl.SSLError):
        return tr("The server that answered could not prove that it is X.")
    if any_is(NameResolutionError):
        return tr("X's address could not be looked up.")
    if any_is(requests.exceptions.ConnectTimeout):
        return tr("X could not be reached in time.")
    return tr("X could not be reached.")


def _causes(error: BaseException, *, with_context: bool = False) -> Iterator[BaseException]:
    """Yield `error` and every exception that it carries: as reason, argument or cause.

    Not its context, unless that is asked for: it may be another call's failure, which the
    caller is handling.
    """
    todo: list[tuple[BaseException, int]] = [(error, 0)]
    seen: set[int] = set()
    while todo:
        cause, depth = todo.pop()
        if id(cause) in seen or depth > MAX_DEPTH:
            continue
        seen.add(id(cause))
        yield cause
        inner = [*cause.args, getattr(cause, "reason", None), cause.__cause__]
        inner += [cause.__context__] if with_context else []
        todo += [(found, depth + 1) for found in inner if isinstance(found, BaseException)]


def from_response(response: requests.Response, *, write: bool) -> ConnectorError:
    """Return our error for an answer that is not 2xx."""
    try:
        body: object = json.loads(response.content)
    except (ValueError, RecursionError, RuntimeError):
        body = None
    return from_problem(
        Problem.read(response.status_code, body), reset_at=_reset_at(response), write=write
    )


def _reset_at(response: requests.Response) -> datetime | None:
    """Return when X accepts calls again, from whichever header says so."""
    try:
        if reset := response.headers.get("x-rate-limit-reset"):
            return datetime.fromtimestamp(int(reset), UTC)
        after = response.headers.get("retry-after", "")
        if after.isdecimal():
            return datetime.now(UTC) + timedelta(seconds=min(int(after), 3600))
        return parsedate_to_datetime(after).astimezone(UTC) if "," in after else None
    except (ValueError, OverflowError, OSError, TypeError):
        return None

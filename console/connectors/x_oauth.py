"""What X is asked while a person signs in: forms sent, answers read, refusals in words.

Nothing of tweepy's handlers is used: they have their hosts and no time-outs built in, and
their session logs what it is given. Every request goes through `ApiAdapter`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import requests

from console.connectors.x_address import checked_api_url
from console.connectors.x_auth import silence_libraries
from console.connectors.x_errors import cut, translated
from console.connectors.x_problems import Problem
from console.connectors.x_transport import ApiAdapter, Timeouts, mount
from console.errors import ConnectorError
from console.language import tr

HOST = "https://api.x.com"
DENIALS = (400, 401, 403)

Sign = Callable[[requests.PreparedRequest], requests.PreparedRequest]


class Denied(ConnectorError):
    """X answered that it refuses; `said` quotes it, ready to stand behind a sentence.

    `kind` is the `error` of RFC 6749, section 5.2, empty where X names none.
    """

    def __init__(self, status: int, body: object) -> None:
        problem = Problem.read(status, body)
        super().__init__(tr("X refuses the request."))
        self.said = tr(' X says: "{quote}"').format(quote=problem.quote) if problem.quote else ""
        kind = body.get("error") if isinstance(body, dict) else None
        self.kind = kind if isinstance(kind, str) else ""
        self.words = problem.words


class Forms:
    """A way to X for forms; closed by leaving its `with`."""

    def __init__(
        self,
        api_url: str | None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        timeouts: Timeouts | None = None,
    ) -> None:
        """Take the address that stands in X's place; raise InputError where it may not."""
        silence_libraries()
        address = checked_api_url(api_url) if api_url is not None else None
        self.adapter = ApiAdapter(address, timeouts or Timeouts(), now)
        self._session = requests.Session()
        mount(self._session, self.adapter)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._session.close()

    def post(self, path: str, fields: Mapping[str, str], sign: Sign) -> requests.Response:
        """Send a form; `sign` puts the authorisation on it.

        It stands in for `~/.netrc` too, which would else put a password there.

        Raises:
            Denied: X refuses. ConnectorError: it cannot be asked.
        """
        with translated(write=False):
            try:
                return self._session.post(HOST + path, data=dict(fields), auth=sign)
            except requests.HTTPError as error:
                denied = _denied(error)
                if denied is None:
                    raise
                cut(error)
        raise denied  # out here it has no context: the library's error leads to the request


def _denied(error: requests.HTTPError) -> Denied | None:
    """Return what X refuses with, None where its answer is no refusal."""
    response = error.response
    if response is None or response.status_code not in DENIALS:
        return None
    try:
        body: object = response.json()
    except (ValueError, RecursionError):
        body = None
    return Denied(response.status_code, body)

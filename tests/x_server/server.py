"""The server as tests use it: a context manager around world, application and transport."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from . import auth
from .application import Application
from .billing import Billing
from .control import Control
from .faults import Faults
from .messages import Answer, Exchange, Request
from .oauth import OAuth
from .pictures import PictureHost
from .settings import Settings
from .transport import LoopbackHttp, check_loopback
from .world import World


class XServer:
    """A loopback X API.

    ::

        with XServer(world, self_reply="allowed") as x:
            requests.get(x.url + "/2/users/me", headers=x.bearer)

    `switches` are the fields of `Settings`; `change` sets them later. With `validate_with` (an
    OpenAPI document of X, or the folder of both) every exchange is held against the document, and
    leaving the context raises AssertionError for what did not fit. It also raises for an
    exception inside the server. Threads are joined on exit.
    """

    def __init__(
        self, world: World | None = None, *, host: str = "127.0.0.1", port: int = 0,
        validate_with: Path | None = None, **switches: Any,
    ) -> None:  # fmt: skip
        self.world = world or World()
        self.violations: list[str] = []
        self._stop = threading.Event()
        self._application = Application(self.world, Settings(**switches), self._stop)
        self._control = Control(self._application, self.change)
        check_loopback(host)
        self._address = (host, port)
        self._http: LoopbackHttp | None = None
        self._thread = threading.Thread(target=self._serve, name="loopback-x")
        if validate_with is not None:
            # Imported late: servers without it need no jsonschema.
            from .validation import Conformance

            conformance = Conformance.load(validate_with)
            self._application.observer = lambda request, answer, names: self.violations.extend(
                conformance.exchange(request, answer, names)
            )

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        failures = self._running.failures
        self.stop()
        if error is not None:
            return
        if failures:
            raise AssertionError("the loopback X failed") from failures[0]
        if self.violations:
            raise AssertionError("not as X documents it:\n" + "\n".join(self.violations))

    def start(self) -> None:
        """Bind, and begin to serve in a thread of its own."""
        host, port = self._address
        self._http = LoopbackHttp(host, port, self._respond, self._stop)
        self._application.bases += (self.url, self.url.replace(host, "localhost"))
        self._thread.start()

    def stop(self) -> None:
        """End serving and join every thread."""
        self._running.stop()
        self._thread.join()

    @property
    def url(self) -> str:
        """Return the base URL, without a slash at its end."""
        host, port = self._running.server_address[:2]
        return f"http://{host!s}:{port}"

    @property
    def credentials(self) -> dict[str, str]:
        """Return our own account's OAuth 1.0a credentials, as `account add x` takes them."""
        return auth.credentials_of(self.world.own.id).as_stdin()

    def credentials_for(self, handle: str) -> auth.Credentials:
        """Return the credentials of any account of the world; KeyError where it has none."""
        user = self.world.user_named(handle)
        if user is None:
            raise KeyError(handle)
        return auth.credentials_of(user.id)

    @property
    def oauth2_token(self) -> str:
        """Return our own account's OAuth 2.0 user token."""
        return auth.credentials_of(self.world.own.id).oauth2_token

    @property
    def bearer(self) -> dict[str, str]:
        """Return the header for a request with that token."""
        return {"Authorization": f"Bearer {self.oauth2_token}"}

    @property
    def settings(self) -> Settings:
        """Return the switches as they stand."""
        return self._application.settings

    def change(self, **switches: Any) -> None:
        """Set switches, from the next request on."""
        with self.world.lock:
            self._application.settings = replace(self._application.settings, **switches)

    @property
    def faults(self) -> Faults:
        """Return the plan of faults."""
        return self._application.faults

    @property
    def oauth(self) -> OAuth:
        """Return what was agreed to and given out while people signed in."""
        return self._application.oauth

    @property
    def pictures(self) -> PictureHost:
        """Return the host of the pictures in posts."""
        return self._application.pictures

    @property
    def billing(self) -> Billing:
        """Return what was billed."""
        return self._application.billing

    @property
    def requests(self) -> tuple[Exchange, ...]:
        """Return the request log, oldest first; control requests are not in it."""
        with self.world.lock:
            return tuple(self._application.exchanges)

    def wait_for(
        self, wanted: Callable[[Sequence[Exchange]], bool], timeout_s: float = 30.0
    ) -> tuple[Exchange, ...]:
        """Return the log as soon as it is as `wanted`; TimeoutError where it never is."""
        end = time.monotonic() + timeout_s
        with self._application.logged:
            while not wanted(self._application.exchanges):
                if not self._application.logged.wait(end - time.monotonic()):
                    raise TimeoutError(f"the log stands at {len(self._application.exchanges)}")
            return tuple(self._application.exchanges)

    @property
    def _running(self) -> LoopbackHttp:
        if self._http is None:
            raise RuntimeError("the server is not started")
        return self._http

    def _serve(self) -> None:
        self._running.serve_forever(poll_interval=0.02)

    def _respond(self, request: Request) -> Answer:
        if request.path.startswith("/_control/"):
            return self._control.answer(request)
        return self._application.answer(request)

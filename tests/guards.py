"""What every test is watched for: logs, threads, timers and network left behind.

A pytest plugin of the test session.
"""

from __future__ import annotations

import gc
import ipaddress
import logging
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from itertools import compress
from typing import Any

import pytest

ExpectLog = Callable[[str], None]

THREAD_PATIENCE_S = 20.0
"""How long a thread that is ending may take to end."""

MOST_NEW = 20_000
"""So many new objects are waited for before garbage is collected."""


class LogGuard(logging.Handler):
    """Collects what is logged at WARNING or above and was not expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.expected: dict[str, int] = {}
        self.unexpected: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        line = f"{record.levelname} {record.name}: {record.getMessage()}"
        for part in self.expected:
            if part in line:
                self.expected[part] += 1
                return
        self.unexpected.append(line)

    def expect(self, part: str) -> None:
        self.expected.setdefault(part, 0)

    def complaints(self) -> list[str]:
        return [f"unexpected log: {line}" for line in self.unexpected] + [
            f"expected in the log, never came: {part!r}"
            for part, count in self.expected.items()
            if not count
        ]


@pytest.fixture(autouse=True)
def _log_guard() -> Iterator[LogGuard]:
    guard = LogGuard()
    root = logging.getLogger()
    root.addHandler(guard)
    yield guard
    root.removeHandler(guard)
    complaints = guard.complaints()
    if complaints:
        pytest.fail("\n".join(complaints), pytrace=False)


@pytest.fixture
def expect_log(_log_guard: LogGuard) -> ExpectLog:
    """`expect_log("part of LEVEL logger: message")` before the code that logs it."""
    return _log_guard.expect


@pytest.fixture(autouse=True)
def _thread_guard() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_PATIENCE_S
    left = [
        thread
        for thread in threading.enumerate()
        # A dummy stands for a thread of Qt's and stays in the list when that has ended.
        if thread not in before and not isinstance(thread, threading._DummyThread)
    ]
    for thread in left:
        thread.join(max(0, deadline - time.monotonic()))
    alive = [thread.name for thread in left if thread.is_alive()]
    if alive:
        pytest.fail(f"threads left behind: {', '.join(alive)}", pytrace=False)


@pytest.fixture(autouse=True)
def _qt_guard(request: pytest.FixtureRequest) -> Iterator[None]:
    if "qapp" not in request.fixturenames:
        yield
        return
    before = {id(thing) for thing in _running_qt_things()}
    yield
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [repr(thing) for thing in _running_qt_things() if id(thing) not in before]
    if left:
        gc.collect()  # what nobody holds any more is not left behind
        left = [repr(thing) for thing in _running_qt_things() if id(thing) not in before]
    if left:
        pytest.fail(f"timers or threads left running: {', '.join(left)}", pytrace=False)


def pytest_collection_finish() -> None:
    """Sets aside what stands before the first test, the tests themselves above all.

    None of it is a test's timer, and looking through it twice per test (and at each
    collection) takes longer than many a test. From then on garbage is collected between
    tests alone: in the midst of one that may happen in a lane's thread, and what is Qt's must
    not go there.
    """
    gc.collect()
    gc.freeze()
    gc.disable()


def pytest_runtest_logfinish() -> None:
    """Collects garbage in the main thread, once there may be much."""
    if gc.get_count()[0] > MOST_NEW:
        gc.collect()


def _running_qt_things() -> list[Any]:
    """Returns the timers and threads of Qt's that run and that Python has an object for."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    from PySide6.QtCore import QThread, QTimer
    from shiboken6 import isValid

    kinds = _kinds_of(QTimer) | _kinds_of(QThread)
    things = gc.get_objects()
    return [
        thing
        # Without a step of Python's for each of what may be hundreds of thousands.
        for thing in compress(things, map(kinds.__contains__, map(type, things)))
        if isValid(thing) and _runs(thing)
    ]


def _kinds_of(kind: type[Any]) -> set[type[Any]]:
    """Returns the type and all that are derived from it."""
    kinds = {kind}
    for derived in kind.__subclasses__():
        kinds |= _kinds_of(derived)
    return kinds


def _runs(thing: Any) -> bool:
    from PySide6.QtCore import QThread, QTimer

    if isinstance(thing, QTimer):
        return thing.isActive()
    return bool(thing.isRunning()) and thing is not QThread.currentThread()


class NetworkForbidden(RuntimeError):
    """No OSError: code that takes a broken network in its stride must not swallow it."""


_attempts: list[str] = []


def _check_address(address: object) -> None:
    if not isinstance(address, tuple):
        return  # a Unix socket's path
    host = str(address[0])
    if host not in ("localhost", "") and not _is_loopback(host):
        _attempts.append(host)
        raise NetworkForbidden(f"a test tried to reach {host}")


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


class _GuardedSocket(socket.socket):
    def connect(self, address: Any) -> None:
        _check_address(address)
        super().connect(address)

    def connect_ex(self, address: Any) -> int:
        _check_address(address)
        return super().connect_ex(address)

    def sendto(self, data: Any, *rest: Any) -> int:
        _check_address(rest[-1])
        return super().sendto(data, *rest)


_resolve = socket.getaddrinfo


def _guarded_getaddrinfo(host: Any, *rest: Any, **named: Any) -> Any:
    name = host.decode() if isinstance(host, bytes) else host
    _check_address((name or "",))
    return _resolve(host, *rest, **named)


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "socket", _GuardedSocket)
        patch.setattr(socket, "getaddrinfo", _guarded_getaddrinfo)
        yield


@pytest.fixture(autouse=True)
def _network_guard(_no_network: None) -> Iterator[None]:
    _attempts.clear()
    yield
    if _attempts:
        pytest.fail(f"tried to reach {', '.join(_attempts)}", pytrace=False)

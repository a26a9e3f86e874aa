"""A notification server of the tests' own, on a bus of the tests' own.

Records what it is asked to show and to close, and does what a person does before it: opens
a notification, lets the window come to the front, closes it. Can be slow, mute, killed, odd.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, new_error, new_signal
from jeepney.io.blocking import DBusConnection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return

from tests.bus_service import answering, named
from tests.secret_service import _bus_config, _ended
from tests.surroundings import Needs

NAME = INTERFACE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
ALL = ("actions", "body", "body-markup", "persistence", "sound")


@pytest.fixture
def session_bus(needs: Needs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a bus with nobody on it, in force for the test."""
    home = tmp_path / "bus"
    home.mkdir()
    process = subprocess.Popen(
        [
            needs("dbus-daemon"),
            "--config-file",
            str(_bus_config(home)),
            "--nofork",
            "--print-address=1",
        ],
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with _ended(process):
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@dataclass
class Shown:
    """One call of Notify."""

    number: int
    replaces: int
    icon: str
    title: str
    body: str
    actions: list[str]
    hints: dict[str, Any]
    expire_ms: int
    program: str


@dataclass
class NotificationServer:
    """Who shows notifications; its thread ends with `stopped`."""

    connection: DBusConnection
    abilities: tuple[str, ...] = ALL
    first: int = 1
    """The number of the first notification."""
    mute: bool = False
    """Answers nothing, till `speak`."""
    shown: list[Shown] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    odd: dict[str, tuple[str, tuple[Any, ...]]] = field(default_factory=dict)
    """What it answers to a method in the place of what the protocol says."""
    held: list[Message] = field(default_factory=list)
    """What it was asked while it was mute."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, message: Message) -> None:
        """Answers a call, or holds it while it is mute."""
        with self._lock:
            if self.mute:
                self.held.append(message)
            else:
                self._answer(message)

    def speak(self) -> None:
        """Answers from now on, also what was asked meanwhile."""
        with self._lock:
            self.mute = False
            held, self.held = self.held, []
            for message in held:
                self._answer(message)

    def open(self, number: int, token: str = "", action: str = "default") -> None:
        """A person opens a notification."""
        if token:
            self.signal("ActivationToken", "us", (number, token))
        self.signal("ActionInvoked", "us", (number, action))

    def close(self, number: int, reason: int = 2) -> None:
        """A person closes one, or it expires (1)."""
        self.signal("NotificationClosed", "uu", (number, reason))

    def signal(self, member: str, signature: str, body: tuple[Any, ...]) -> None:
        with self._lock:
            address = DBusAddress(PATH, interface=INTERFACE)
            self.connection.send(new_signal(address, member, signature, body))

    def _answer(self, message: Message) -> None:
        signature, body = "", tuple[Any, ...]()
        match message.header.fields[HeaderFields.member]:
            case member if member in self.odd:
                signature, body = self.odd[member]
            case "GetServerInformation":
                signature, body = "ssss", ("Tests", "Canary", "1", "1.3")
            case "GetCapabilities":
                signature, body = "as", (list(self.abilities),)
            case "Notify":
                signature, body = "u", (self._show(*message.body),)
            case "CloseNotification":
                self.closed.append(message.body[0])
                address = DBusAddress(PATH, interface=INTERFACE)
                told = (message.body[0], 3)
                self.connection.send(new_signal(address, "NotificationClosed", "uu", told))
            case member:
                error = "org.freedesktop.DBus.Error.UnknownMethod"
                self.connection.send(new_error(message, error, "s", (member,)))
                return
        self.connection.send(new_method_return(message, signature or None, body))

    def _show(self, *given: Any) -> int:
        program, replaces, icon, title, body, actions, hints, expire_ms = given
        number = replaces or self.first
        self.first += 0 if replaces else 1
        plain = {name: value for name, (_kind, value) in hints.items()}
        self.shown.append(
            Shown(number, replaces, icon, title, body, actions, plain, expire_ms, program)
        )
        return int(number)


@contextmanager
def serving(
    address: str,
    abilities: tuple[str, ...] = ALL,
    *,
    first: int = 1,
    mute: bool = False,
    odd: dict[str, tuple[str, tuple[Any, ...]]] | None = None,
) -> Iterator[NotificationServer]:
    """Runs a server on the bus; leaving kills it, as a crash does."""
    with named(address, NAME) as connection:
        server = NotificationServer(connection, abilities, first, mute, odd=odd or {})
        with answering(connection, server.answer):
            yield server

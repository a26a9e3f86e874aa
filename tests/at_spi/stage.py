"""The program in a window of an X server of its own, with the bus that screen readers use.

Each process is ended by its id.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests import secret_service
from tests.at_spi.reader import Node, Reader
from tests.surroundings import Needs, missing

LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
PATIENCE_S = 30.0


@dataclass
class Seat:
    """A program that runs, and a reader before it."""

    reader: Reader
    owner: str
    root: str
    display: str
    address: str
    """Of the bus of accessibility."""
    xdotool: str

    def press(self, *keys: str) -> None:
        """Press keys, as a person does."""
        subprocess.run(
            [self.xdotool, "key", "--clearmodifiers", *keys],
            env=os.environ | {"DISPLAY": self.display}, check=True, timeout=PATIENCE_S,
        )  # fmt: skip

    def type(self, text: str) -> None:
        """Type a text."""
        subprocess.run(
            [self.xdotool, "type", "--delay", "15", text],
            env=os.environ | {"DISPLAY": self.display}, check=True, timeout=PATIENCE_S,
        )  # fmt: skip

    def walk(self) -> list[Node]:
        """Return everything that is on the screen, as a screen reader meets it."""
        return list(self.reader.walk(self.owner, self.root))

    def wait(self, role: str, name: str) -> Node:
        """Return what has this role and a name that begins so, once it is there."""
        return self.wait_for(lambda node: node.role == role and node.name.startswith(name))

    def wait_for(self, wanted: Callable[[Node], bool]) -> Node:
        """Return the first of what is on the screen that is wanted, once it is there."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            nodes = self.walk()
            for node in nodes:
                if node.is_shown and wanted(node):
                    return node
            if time.monotonic() > deadline:
                raise AssertionError("not there:\n" + "\n".join(map(str, nodes)))
            time.sleep(0.2)

    def gone(self, title: str) -> None:
        """Wait till no window or dialog is called so any more."""
        deadline = time.monotonic() + PATIENCE_S
        while any(node.depth == 1 and title in node.name for node in self.walk()):
            assert time.monotonic() < deadline, f"{title!r} stays"
            time.sleep(0.2)

    def open(self, name: str) -> None:
        """Open the case of a customer, by the command palette."""
        self.choose(name)
        self.focus_window()
        self.wait_for(lambda node: node.role == "label" and node.name == name)

    def choose(self, words: str) -> None:
        """Do what the command palette finds first by these words."""
        self.focus_window()
        self.press("ctrl+k")
        self.wait("text", "Find a command")
        self.type(words)
        self.wait_for(
            lambda node: (
                node.role == "list item" and words in node.name and "selected" in node.states
            )
        )
        self.press("Return")

    def focus_window(self, title: str = "Canary Desk") -> None:
        """Give the window the keys: no window manager does it here, nor after a dialog."""
        subprocess.run(
            [self.xdotool, "search", "--sync", "--onlyvisible", "--name", title, "windowfocus"],
            env=os.environ | {"DISPLAY": self.display}, check=True, timeout=PATIENCE_S,
        )  # fmt: skip


@contextmanager
def seated(needs: Needs, home: Path, *arguments: str) -> Iterator[Seat]:
    """Run `canary-desk` with arguments, and sit before it."""
    launcher = next((path for path in LAUNCHERS if Path(path).exists()), None)
    if launcher is None:
        missing("at-spi2-core is not installed: the bus of screen readers")
    with ExitStack() as stack:
        bus = stack.enter_context(secret_service.bus(needs, home))
        display = stack.enter_context(_screen(needs("Xvfb")))
        surroundings = bus.surroundings | {
            "DBUS_SESSION_BUS_ADDRESS": bus.address,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
            "CANARY_DESK_LANGUAGE": "en",
        }
        stack.enter_context(_running([launcher, "--launch-immediately"], surroundings, bus.log))
        address = _accessibility_bus(bus.address)
        command = [sys.executable, "-m", "ui.start", *arguments]
        stack.enter_context(_running(command, surroundings, bus.log))
        connection = stack.enter_context(open_dbus_connection(address))
        reader = Reader(connection)
        owner, root = _program(reader)
        seat = Seat(reader, owner, root, display, address, needs("xdotool"))
        seat.focus_window()
        yield seat


@contextmanager
def _running(command: list[str], surroundings: dict[str, str], log: object) -> Iterator[None]:
    process = subprocess.Popen(command, env=surroundings, stdout=log, stderr=log)  # type: ignore[call-overload]
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    process = subprocess.Popen(
        [program, "-displayfd", "1", "-nolisten", "tcp", "-screen", "0", "1400x900x24"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    try:
        yield f":{process.stdout.readline().strip()}"
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def _accessibility_bus(session: str) -> str:
    """Return the address of the bus of accessibility once there is one."""
    where = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
    deadline = time.monotonic() + PATIENCE_S
    with open_dbus_connection(session) as connection:
        while time.monotonic() < deadline:
            reply = connection.send_and_get_reply(new_method_call(where, "GetAddress"))
            if reply.header.message_type.name == "method_return" and reply.body[0]:
                return str(reply.body[0])
            time.sleep(0.05)
    pytest.fail("the bus of accessibility did not come up", pytrace=False)


def _program(reader: Reader) -> tuple[str, str]:
    """Return the first program on the bus, once it has a window."""
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with suppress(LookupError):  # the registry is only about to start
            for owner, path in reader.programs():
                if any(True for _ in reader.walk(owner, path)):
                    return owner, path
        time.sleep(0.2)
    pytest.fail("the program did not come to the bus", pytrace=False)


__all__ = ["DBusConnection", "Seat", "seated"]

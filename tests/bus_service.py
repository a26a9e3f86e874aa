"""A program that the desktop has, played on a test's bus: owns a name there, and answers calls.

What it answers is its own; this holds its line and its thread.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from jeepney import MessageType, message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message


@contextmanager
def named(address: str, name: str) -> Iterator[DBusConnection]:
    """Yields a line to the bus at `address` that owns a name."""
    with open_dbus_connection(address) as connection:
        reply = connection.send_and_get_reply(message_bus.RequestName(name, 0))
        assert reply.body == (1,), f"somebody else is {name}"
        yield connection


@contextmanager
def answering(connection: DBusConnection, answer: Callable[[Message], None]) -> Iterator[None]:
    """Has each call answered, in a thread; leaving cuts the line, as a crash does."""
    thread = threading.Thread(target=_serve, args=(connection, answer), name="bus-service")
    thread.start()
    try:
        yield
    finally:
        connection.sock.shutdown(socket.SHUT_RDWR)
        thread.join(10)


def _serve(connection: DBusConnection, answer: Callable[[Message], None]) -> None:
    with contextlib.suppress(OSError):  # the line is cut at the end
        while True:
            message = connection.receive()
            if message.header.message_type is MessageType.method_call:
                answer(message)

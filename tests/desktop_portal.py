"""A settings portal for a test: says of a bus what a person prefers, and that it changed.

Stands on a test's bus in place of xdg-desktop-portal, by its documented interface
org.freedesktop.portal.Settings (version 2: `Read` wraps its value twice).
"""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jeepney import DBusAddress, MessageType, message_bus, new_error, new_signal
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return

NAME = "org.freedesktop.portal.Desktop"
EMITTER = DBusAddress(
    "/org/freedesktop/portal/desktop", interface="org.freedesktop.portal.Settings"
)
NOT_FOUND = "org.freedesktop.portal.Error.NotFound"


@dataclass
class Portal:
    """What is set on a desktop; a value is its D-Bus signature and itself."""

    connection: DBusConnection
    values: dict[tuple[str, str], tuple[str, object]]
    asked: list[tuple[str, str]] = field(default_factory=list)

    def set(self, namespace: str, key: str, value: tuple[str, object]) -> None:
        """Let a person choose something else."""
        self.values[namespace, key] = value
        self.connection.send(new_signal(EMITTER, "SettingChanged", "ssv", (namespace, key, value)))


@contextmanager
def serving(address: str, values: dict[tuple[str, str], tuple[str, object]]) -> Iterator[Portal]:
    """Answer on the bus at `address`."""
    with open_dbus_connection(address) as connection:
        connection.send_and_get_reply(message_bus.RequestName(NAME, 0))
        portal = Portal(connection, values)
        thread = threading.Thread(target=_serve, args=(portal,), name="portal")
        thread.start()
        try:
            yield portal
        finally:
            connection.sock.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _serve(portal: Portal) -> None:
    with contextlib.suppress(OSError):  # the line is cut at the test's end
        while True:
            message = portal.connection.receive()
            if message.header.message_type is MessageType.method_call:
                portal.connection.send(_answer(portal, message))


def _answer(portal: Portal, message: Message) -> Message:
    key = (str(message.body[0]), str(message.body[1]))
    portal.asked.append(key)
    if key not in portal.values:
        return new_error(message, NOT_FOUND, "s", ("no such setting",))
    return new_method_return(message, "v", (("v", portal.values[key]),))

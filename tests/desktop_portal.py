"""A settings portal for a test: says of a bus what a person prefers, and that it changed.

Stands on a test's bus in place of xdg-desktop-portal, by its documented interface
org.freedesktop.portal.Settings (version 2: `Read` wraps its value twice).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from jeepney import DBusAddress, new_error, new_signal
from jeepney.io.blocking import DBusConnection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return

from tests.bus_service import answering, named

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
    with named(address, NAME) as connection:
        portal = Portal(connection, values)
        with answering(connection, lambda message: connection.send(_answer(portal, message))):
            yield portal


def _answer(portal: Portal, message: Message) -> Message:
    key = (str(message.body[0]), str(message.body[1]))
    portal.asked.append(key)
    if key not in portal.values:
        return new_error(message, NOT_FOUND, "s", ("no such setting",))
    return new_method_return(message, "v", (("v", portal.values[key]),))

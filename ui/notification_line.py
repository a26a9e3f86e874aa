"""The line to the desktop's notification server, over D-Bus; knows no Qt.

https://specifications.freedesktop.org/notification-spec/latest/ (1.3, 2026-11)

Runs in a thread of its own, which waits for the bus and for what is asked here at the same
time: no call waits for an answer. What the server said, and what stands by it, is
`notification_book`'s. Nothing that a server or a bus says ends the thread: it looks again.

jeepney is there where the keyring is (SecretStorage brings it). Not QtDBus: PySide6 gives it
no way to marshal the unsigned number that `Notify` takes. Not a library for notifications:
those on PyPI run an asyncio loop of their own, and one more thread that is not a lane's.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ui.notification_book import Call, NotificationBook
from ui.notification_events import Event, NoServer, NotShown, Show, Withdraw, notify_arguments

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from jeepney.low_level import Message

LOG = logging.getLogger(__name__)
NAME = INTERFACE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
BUS = "org.freedesktop.DBus"
RETRY_S = 30.0
"""How often a bus that is not there is looked for again."""
LOOK_S = 1.0
TROUBLES = (OSError, KeyError, ValueError, RuntimeError, ImportError)
"""What jeepney raises where there is no bus, or none that lets us in; or it is not there."""


class NotificationLine:
    """One line; `run` is the thread's, everything else is called from wherever."""

    def __init__(self, tell: Callable[[Event], None], icon: str, entry: str) -> None:
        """Take who hears of events, the icon (a name or a file's address), the desktop file."""
        self._tell, self._icon, self._entry = tell, icon, entry
        self._requests: deque[Show | Withdraw] = deque()
        self._hand, self._ear = socket.socketpair()
        self._hand.settimeout(0)
        self._book = NotificationBook(tell)

    def ask(self, request: Show | Withdraw) -> None:
        """Have something shown or taken away, soon."""
        self._requests.append(request)
        self.wake()

    def wake(self) -> None:
        """Have the thread look what is new."""
        with contextlib.suppress(OSError):  # full: it wakes anyway; closed: it has ended
            self._hand.send(b".")

    def close(self) -> None:
        """Let go what is held; the thread has ended, or never began."""
        self._hand.close()
        self._ear.close()

    def run(self, stopping: Callable[[], bool]) -> None:
        """Serve till `stopping`, also over buses and servers that come and go."""
        while not stopping():
            try:
                self._connect(stopping)
            except TROUBLES as error:
                LOG.info("No notifications over D-Bus: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - what is on the bus is not ours to know
                LOG.warning("Odd words on the bus, of notifications: %s", type(error).__name__)
            if not stopping():
                self._book.lose()
                self._tell(NoServer())
                self._rest(stopping)

    def _connect(self, stopping: Callable[[], bool]) -> None:
        from jeepney.io.blocking import open_dbus_connection

        with open_dbus_connection("SESSION") as connection:
            self._serve(connection, stopping)

    def _rest(self, stopping: Callable[[], bool]) -> None:
        """Wait till the bus is to be looked for again; what is asked meanwhile is refused."""
        until = time.monotonic() + RETRY_S
        while not stopping() and time.monotonic() < until:
            self._refuse()
            self._wait([], LOOK_S)
        self._refuse()

    def _serve(self, connection: DBusConnection, stopping: Callable[[], bool]) -> None:
        from jeepney import MatchRule, MessageType, message_bus

        for rule in (
            MatchRule(type=MessageType.signal, sender=NAME, interface=INTERFACE, path=PATH),
            _names_rule(),
        ):
            self._send(connection, message_bus.AddMatch(rule))
        self._begin(connection)
        while not stopping():
            if not self._heard(connection):
                self._take_requests(connection)
                if self._book.grow_impatient(time.monotonic()):
                    self._begin(connection)  # it may be started by that, or have come quietly
                self._wait([connection.sock], LOOK_S)
        for number in self._book.ids.values():  # nobody would come when they are opened
            connection.send(_method("CloseNotification", "u", (number,)))

    def _wait(self, lines: list[socket.socket], most_s: float) -> None:
        ready, _, _ = select.select([*lines, self._ear], [], [], most_s)
        if self._ear in ready:
            self._ear.recv(4096)

    def _begin(self, connection: DBusConnection) -> None:
        """Ask who is there; that also starts one where the bus can."""
        self._call(connection, "GetServerInformation")
        self._call(connection, "GetCapabilities")

    def _call(
        self,
        connection: DBusConnection,
        member: str,
        signature: str = "",
        body: tuple[Any, ...] = (),
        asked: Show | None = None,
    ) -> None:
        serial = self._send(connection, _method(member, signature, body))
        self._book.calls[serial] = Call(member, time.monotonic(), asked)

    def _send(self, connection: DBusConnection, message: Message) -> int:
        serial = int(next(connection.outgoing_serial))
        connection.send(message, serial=serial)
        return serial

    def _heard(self, connection: DBusConnection) -> bool:
        """Take one message; return whether there was one."""
        try:
            message = connection.receive(timeout=0)
        except TimeoutError:
            return False
        self._take(connection, message)
        return True

    def _take(self, connection: DBusConnection, message: Message) -> None:
        from jeepney import HeaderFields, MessageType

        fields, kind = message.header.fields, message.header.message_type
        sender = fields.get(HeaderFields.sender, "")
        if kind in (MessageType.method_return, MessageType.error):
            serial = fields.get(HeaderFields.reply_serial, -1)
            if kind is MessageType.error:
                self._book.refused(serial)
            else:
                self._book.answered(serial, sender, message.body)
        elif kind is MessageType.signal:
            member, body = fields.get(HeaderFields.member, ""), message.body
            if sender == BUS and member == "NameOwnerChanged" and body[0] == NAME:
                self._change_owner(connection, body[2])
            elif sender and sender == self._book.owner:
                self._book.signalled(member, body)

    def _change_owner(self, connection: DBusConnection, owner: str) -> None:
        if owner == self._book.owner:
            return
        self._book.lose(next_comes=bool(owner))
        if owner:
            self._begin(connection)
        else:
            self._tell(NoServer())

    def _take_requests(self, connection: DBusConnection) -> None:
        book = self._book
        while self._requests:
            book.ask(self._requests.popleft())
        for number in book.to_close():
            self._send(connection, _method("CloseNotification", "u", (number,)))
        for asked in book.to_show():
            known, able = book.ids.get(asked.slot, 0), book.abilities or frozenset()
            body = notify_arguments(asked, known, able, self._icon, self._entry)
            self._call(connection, "Notify", "susssasa{sv}i", body, asked)

    def _refuse(self) -> None:
        while self._requests:
            request = self._requests.popleft()
            if isinstance(request, Show):
                self._tell(NotShown(request))


def _method(member: str, signature: str, body: tuple[Any, ...]) -> Message:
    from jeepney import DBusAddress, new_method_call

    address = DBusAddress(PATH, NAME, INTERFACE)
    return new_method_call(address, member, signature or None, body)


def _names_rule() -> Any:
    from jeepney import MatchRule, MessageType

    rule = MatchRule(type=MessageType.signal, sender=BUS, interface=BUS, member="NameOwnerChanged")
    rule.add_arg_condition(0, NAME)
    return rule

"""The line to the desktop's notification server, over D-Bus; knows no Qt.

https://specifications.freedesktop.org/notification-spec/latest/ (1.3, 2026-11)

Runs in a thread of its own, which waits for the bus and for what is asked here at the same
time: no call waits for an answer. `slot` is our name for one notification that stands; what
the server calls it is forgotten when it says that it closed, and when the server goes away.

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
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ui.notification_events import (
    Closed,
    Event,
    NoServer,
    NotShown,
    Opened,
    Server,
    Show,
    Withdraw,
    notify_arguments,
)

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from jeepney.low_level import Message

LOG = logging.getLogger(__name__)
NAME = INTERFACE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
BUS = "org.freedesktop.DBus"
SLOW_S = 10.0
"""So long a server may take; what comes then is told in another way, till it answers."""
RETRY_S = 30.0
"""How often a bus that is not there is looked for again."""
LOOK_S = 1.0
TROUBLES = (OSError, KeyError, ValueError, RuntimeError)
"""What jeepney raises where there is no bus, or none that lets us in."""


@dataclass(slots=True)
class _Call:
    """A call whose answer is awaited."""

    member: str
    begun: float
    asked: Show | None = None


@dataclass(slots=True)
class _State:
    """What is known of the server; all of it is another's once that changes."""

    owner: str = ""
    server: str = ""
    abilities: frozenset[str] | None = None
    """None till it said so."""
    silent: bool = False
    ids: dict[str, int] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    waiting: dict[str, Show] = field(default_factory=dict)
    """What is to be shown once the server can: the newest of each slot."""
    withdrawn: set[str] = field(default_factory=set)
    """Slots that are to close once it is known what the server calls them."""


class NotificationLine:
    """One line; `run` is the thread's, everything else is called from wherever."""

    def __init__(self, tell: Callable[[Event], None], icon: str, entry: str) -> None:
        """Take who hears of events, the icon (a name or a file's address), the desktop file."""
        self._tell, self._icon, self._entry = tell, icon, entry
        self._requests: deque[Show | Withdraw] = deque()
        self._hand, self._ear = socket.socketpair()
        self._hand.settimeout(0)
        self._state = _State()
        self._calls: dict[int, _Call] = {}

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
        from jeepney.io.blocking import open_dbus_connection

        while not stopping():
            try:
                with open_dbus_connection("SESSION") as connection:
                    self._serve(connection, stopping)
            except TROUBLES as error:
                LOG.info("No notifications over D-Bus: %s", type(error).__name__)
            if not stopping():
                self._lose()
                self._tell(NoServer())
                self._rest(stopping)

    def _rest(self, stopping: Callable[[], bool]) -> None:
        """Wait till the bus is to be looked for again; what is asked meanwhile is refused."""
        until = time.monotonic() + RETRY_S
        while not stopping() and time.monotonic() < until:
            self._refuse()
            self._wait([], LOOK_S)
        self._refuse()

    def _serve(self, connection: DBusConnection, stopping: Callable[[], bool]) -> None:
        from jeepney import MatchRule, MessageType, message_bus

        self._state, self._calls = _State(), {}
        for rule in (
            MatchRule(type=MessageType.signal, sender=NAME, interface=INTERFACE, path=PATH),
            _names_rule(),
        ):
            self._send(connection, message_bus.AddMatch(rule))
        self._begin(connection)
        while not stopping():
            if not self._heard(connection):
                self._take_requests(connection)
                self._look(connection)
                self._wait([connection.sock], LOOK_S)
        for number in self._state.ids.values():  # nobody would come when they are opened
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
        self._calls[serial] = _Call(member, time.monotonic(), asked)

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
            call = self._calls.pop(fields.get(HeaderFields.reply_serial, -1), None)
            if call is not None and kind is MessageType.error:
                self._state.silent = False
                self._refused(call)
            elif call is not None:
                self._answered(call, sender, message.body)
        elif kind is MessageType.signal:
            member, body = fields.get(HeaderFields.member, ""), message.body
            if sender == BUS and member == "NameOwnerChanged" and body[0] == NAME:
                self._change_owner(connection, body[2])
            elif sender and sender == self._state.owner:
                self._signalled(member, body)

    def _change_owner(self, connection: DBusConnection, owner: str) -> None:
        if owner == self._state.owner:
            return
        waiting = self._state.waiting
        self._lose()
        if owner:
            self._state.waiting = waiting
            self._begin(connection)
        else:
            self._tell(NoServer())

    def _lose(self) -> None:
        """Take note that the server is gone, and all that it showed."""
        lost = [call.asked for call in self._calls.values() if call.asked is not None]
        gone = self._state.ids
        self._state, self._calls = _State(), {}
        for slot in gone:
            self._tell(Closed(slot))
        for asked in lost:
            self._tell(NotShown(asked))

    def _refused(self, call: _Call) -> None:
        if call.asked is not None:
            self._tell(NotShown(call.asked))
        elif call.member in ("GetCapabilities", "GetServerInformation"):
            self._tell(NoServer())
            for asked in self._state.waiting.values():
                self._tell(NotShown(asked))
            self._state.waiting.clear()

    def _answered(self, call: _Call, sender: str, body: tuple[Any, ...]) -> None:
        state = self._state
        state.owner, was_silent, state.silent = sender, state.silent, False
        match call.member:
            case "GetServerInformation":
                state.server = str(body[0])[:80]
            case "GetCapabilities":
                state.abilities = frozenset(str(each) for each in body[0])
                self._tell(Server(state.server, state.abilities))
            case "Notify" if call.asked is not None:
                self._name(call.asked.slot, int(body[0]))
        if was_silent and state.abilities is not None:
            self._tell(Server(state.server, state.abilities))

    def _name(self, slot: str, number: int) -> None:
        """Take what the server calls a notification; nothing else is called so any more."""
        for other in [each for each, held in self._state.ids.items() if held == number]:
            del self._state.ids[other]
            if other != slot:
                self._tell(Closed(other))
        self._state.ids[slot] = number

    def _signalled(self, member: str, body: tuple[Any, ...]) -> None:
        state = self._state
        slot = next((each for each, held in state.ids.items() if body and held == body[0]), None)
        if slot is None:
            return
        match member:
            case "ActivationToken":
                state.tokens[body[0]] = str(body[1])
            case "ActionInvoked":
                self._tell(Opened(slot, state.tokens.pop(body[0], "")))
            case "NotificationClosed":
                state.tokens.pop(body[0], None)
                del state.ids[slot]
                self._tell(Closed(slot))

    def _take_requests(self, connection: DBusConnection) -> None:
        state = self._state
        while self._requests:
            request = self._requests.popleft()
            if isinstance(request, Show):
                state.waiting[request.slot] = request
                state.withdrawn.discard(request.slot)
            else:
                state.waiting.pop(request.slot, None)
                state.withdrawn.add(request.slot)
        asking = {call.asked.slot for call in self._calls.values() if call.asked is not None}
        for slot in state.withdrawn - asking:
            if (number := state.ids.pop(slot, None)) is not None:
                self._send(connection, _method("CloseNotification", "u", (number,)))
        state.withdrawn &= asking
        if state.abilities is None or state.silent:
            return
        for slot in [each for each in state.waiting if each not in asking]:
            asked = state.waiting.pop(slot)
            body = notify_arguments(
                asked, state.ids.get(slot, 0), state.abilities, self._icon, self._entry
            )
            self._call(connection, "Notify", "susssasa{sv}i", body, asked)

    def _look(self, connection: DBusConnection) -> None:
        """Let nothing wait for a server that does not answer; ask none that is not there."""
        state, now = self._state, time.monotonic()
        if any(now - call.begun > SLOW_S for call in self._calls.values()) and not state.silent:
            state.silent = True
            self._tell(NoServer(silent=True))
        nobody = not self._calls and state.abilities is None
        if state.silent or nobody:
            if nobody and state.waiting:
                self._begin(connection)  # it may be started by that, or have come quietly
            else:
                for asked in state.waiting.values():
                    self._tell(NotShown(asked))
                state.waiting.clear()

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

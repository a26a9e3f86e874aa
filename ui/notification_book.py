"""What a notification server was asked, what it said, and what stands there; sends nothing.

Whatever a server says is looked at before it is used: a word that is none of the protocol's
counts as a refusal, and a signal that is none as nothing. What cannot be shown is handed on
once (`NotShown`): also what a silent server may show yet, which is then to close again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ui.notification_events import Closed, Event, NoServer, NotShown, Opened, Server, Show, Withdraw

SLOW_S = 10.0
"""So long a server may take; what comes then is told in another way, till it answers."""
MOST_NAME = 80


@dataclass(slots=True)
class Call:
    """A call whose answer is awaited."""

    member: str
    begun: float
    asked: Show | None = None
    handed_on: bool = False
    """It took too long, and was told in another way."""


class NotificationBook:
    """All that is known of one server; it begins anew with the next one."""

    def __init__(self, tell: Callable[[Event], None]) -> None:
        self._tell = tell
        self._begin_anew()

    def _begin_anew(self) -> None:
        self.owner = ""
        self.server = ""
        self.abilities: frozenset[str] | None = None
        """None till it said so."""
        self.silent = False
        self.ids: dict[str, int] = {}
        """What it calls the notification of each slot."""
        self.calls: dict[int, Call] = {}
        self._tokens: dict[int, str] = {}
        self._waiting: dict[str, Show] = {}
        """What is to be shown once the server can: the newest of each slot."""
        self._withdrawn: set[str] = set()
        """Slots that are to close once it is known what the server calls them."""
        self._late: list[int] = []
        """What it showed after it had been told in another way."""

    def ask(self, request: Show | Withdraw) -> None:
        """Take what is to be shown, or to go."""
        if isinstance(request, Show):
            self._waiting[request.slot] = request
            self._withdrawn.discard(request.slot)
        else:
            self._waiting.pop(request.slot, None)
            self._withdrawn.add(request.slot)

    def to_close(self) -> list[int]:
        """Return what is to close now; it stands no more for us."""
        asking = self._asking()
        found, self._late = self._late, []
        for slot in self._withdrawn - asking:
            if (number := self.ids.pop(slot, None)) is not None:
                found.append(number)
        self._withdrawn &= asking
        return found

    def to_show(self) -> list[Show]:
        """Return what the server is to show now; one call for a slot at a time."""
        if self.abilities is None or self.silent:
            return []
        asking = self._asking()
        return [self._waiting.pop(slot) for slot in tuple(self._waiting) if slot not in asking]

    def answered(self, serial: int, sender: str, body: tuple[Any, ...]) -> None:
        """Take the answer to a call; one that is none is a refusal."""
        if (call := self.calls.pop(serial, None)) is None:
            return
        self.owner, was_silent, self.silent = sender, self.silent, False
        said = body[0] if body else None
        match call.member:
            case "GetServerInformation":
                self.server = said[:MOST_NAME] if isinstance(said, str) else ""
            case "GetCapabilities" if isinstance(said, list):
                self.abilities = frozenset(each for each in said if isinstance(each, str))
                was_silent = True  # so it is told below
            case "Notify" if call.asked is not None and type(said) is int:
                self._name(call.asked.slot, said, late=call.handed_on)
            case _:
                self._refuse(call)
        if was_silent and self.abilities is not None:
            self._tell(Server(self.server, self.abilities))

    def refused(self, serial: int) -> None:
        """Take note that a call came back as an error."""
        if (call := self.calls.pop(serial, None)) is not None:
            self.silent = False
            self._refuse(call)

    def signalled(self, member: str, body: tuple[Any, ...]) -> None:
        """Take a signal of who owns the name."""
        number = body[0] if body else None
        slot = next((each for each, held in self.ids.items() if held == number), None)
        if slot is None or number is None:
            return
        match member, body[1:]:
            case "ActivationToken", (str(token), *_):
                self._tokens[number] = token
            case "ActionInvoked", _:
                self._tell(Opened(slot, self._tokens.pop(number, "")))
            case "NotificationClosed", _:
                self._tokens.pop(number, None)
                del self.ids[slot]
                self._tell(Closed(slot))

    def grow_impatient(self, now: float) -> bool:
        """Let nothing wait for a server that does not answer; return whether to look for one."""
        if not self.silent and any(now - call.begun > SLOW_S for call in self.calls.values()):
            self.silent = True
            self._tell(NoServer(silent=True))
        if self.silent:
            self._hand_on_calls()
            self._hand_on_waiting()
        return not self.calls and self.abilities is None and bool(self._waiting)

    def lose(self, *, next_comes: bool = False) -> None:
        """Take note that the server is gone, and all that it showed.

        What waited waits for the next one where `next_comes`; else it is handed on.
        """
        waiting = self._waiting
        handed = self._hand_on_calls()
        if not next_comes:
            handed |= set(waiting)
            self._hand_on_waiting()
        gone = [slot for slot in self.ids if slot not in handed]
        self._begin_anew()
        for slot in gone:
            self._tell(Closed(slot))
        if next_comes:
            self._waiting = waiting

    def _asking(self) -> set[str]:
        return {call.asked.slot for call in self.calls.values() if call.asked is not None}

    def _refuse(self, call: Call) -> None:
        if call.member in ("GetCapabilities", "GetServerInformation"):
            self._tell(NoServer())
            self._hand_on_waiting()
        else:
            self._hand_on(call)

    def _hand_on_calls(self) -> set[str]:
        """Have told in another way what was asked; return which slots those are."""
        return {slot for call in self.calls.values() if (slot := self._hand_on(call))}

    def _hand_on(self, call: Call) -> str:
        """Have it told once, and only while it is wanted; return its slot, else nothing."""
        asked = call.asked
        if asked is None or call.handed_on or asked.slot in self._withdrawn:
            return ""
        call.handed_on = True
        self._tell(NotShown(asked))
        return asked.slot

    def _hand_on_waiting(self) -> None:
        waiting, self._waiting = self._waiting, {}
        for asked in waiting.values():
            self._tell(NotShown(asked))

    def _name(self, slot: str, number: int, *, late: bool) -> None:
        """Take what the server calls a notification; nothing else is called so any more."""
        for other in [each for each, held in self.ids.items() if held == number]:
            del self.ids[other]
            if other != slot:
                self._tell(Closed(other))
        if late:
            self._late.append(number)
        else:
            self.ids[slot] = number

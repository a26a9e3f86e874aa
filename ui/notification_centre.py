"""Shows notifications on the desktop: by its server over D-Bus, else by the icon in the tray.

Owns the thread of the line, begun when there is something to show or somebody asks what the
desktop can do. Says nothing of its own: words and slots are who asks' to choose. The tray
gets what is still wanted, and no customer's word: its messages cannot be taken away again.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

import resources
from ui.lanes import Lane
from ui.notification_events import (
    Closed,
    Event,
    NoServer,
    NotShown,
    Opened,
    Server,
    Show,
    Withdraw,
)

if TYPE_CHECKING:
    from console.desk import Desk
    from ui.notification_line import NotificationLine

ENTRY = "io.github.canary_desk.CanaryDesk"
"""The desktop file's name, as `ui.app` has it."""
ICON = Path(resources.__file__).parent / "icons" / "canary-desk.svg"
HAS_BUS = sys.platform not in ("win32", "darwin")


class Standing(Enum):
    """Who shows notifications here, as far as is known."""

    UNKNOWN = "unknown"
    SERVER = "server"
    NONE = "none"
    SILENT = "silent"


class NotificationCentre(QObject):
    """One way to the person, whatever the desktop has.

    Signals:
        opened(str, str): a person opened the notification of a slot; a token for the window.
        closed(str): the one of a slot stands no more.
        known: `standing`, `server` or `abilities` changed.
    """

    opened = Signal(str, str)
    closed = Signal(str)
    known = Signal()

    def __init__(
        self, instead: Callable[[Show], bool], parent: QObject | None = None, *, bus: bool = HAS_BUS
    ) -> None:
        """Take what shows a message where no server does; it returns whether it could."""
        super().__init__(parent)
        self._instead, self._bus = instead, bus
        self.standing = Standing.UNKNOWN if bus else Standing.NONE
        self.server = ""
        self.abilities: frozenset[str] = frozenset()
        self._line: NotificationLine | None = None
        self._lane: Lane | None = None
        self._asked: dict[str, Show] = {}
        """By slot: the newest, while it is wanted and the tray did not show it."""
        self._in_tray = ""
        """The slot of the message that the tray showed last."""

    def begin(self) -> None:
        """Find out what the desktop can do; `known` tells."""
        if self._lane is not None or not self._bus:
            return
        from ui.notification_line import NotificationLine

        lane = self._lane = Lane("notifications", _no_desk, parent=self)
        line = self._line = NotificationLine(
            lambda event: lane.tell(self._hear, event), ICON.as_uri(), ENTRY
        )
        lane.submit(lambda _desk: line.run(lane.stopping))

    def show(self, asked: Show) -> None:
        """Show a notification in the place of the one of its slot."""
        self.begin()
        self._asked[asked.slot] = asked
        if self._line is None:
            self._show_instead(asked)
        else:
            self._line.ask(asked)

    def withdraw(self, slot: str) -> None:
        """Take a notification away; nothing tells that it closed then."""
        self._asked.pop(slot, None)
        if self._in_tray == slot:
            self._in_tray = ""
        if self._line is not None:
            self._line.ask(Withdraw(slot))

    def stop(self, timeout: float) -> bool:
        """End the line, and what it shows; False where its thread did not end in time."""
        lane, line, self._lane, self._line = self._lane, self._line, None, None
        self._bus = False
        if lane is None or line is None:
            return True
        lane.ask_to_stop()
        line.wake()
        ended = lane.close(timeout)
        if ended:
            line.close()
        return ended

    @Slot()
    def open_from_tray(self) -> None:
        """Take note that the message of the tray was clicked."""
        slot, self._in_tray = self._in_tray, ""
        if slot:
            self.opened.emit(slot, "")

    def _show_instead(self, asked: Show) -> None:
        """Have the tray tell it, unless it was taken away or something newer took its place."""
        if self._asked.get(asked.slot) is not asked:
            return
        del self._asked[asked.slot]
        if self._instead(replace(asked, body=asked.plain)):
            self._in_tray = asked.slot
            if asked.sound:
                QApplication.beep()

    @Slot(object)
    def _hear(self, event: Event) -> None:
        match event:
            case Server():
                self.standing, self.server = Standing.SERVER, event.name
                self.abilities = event.abilities
                self.known.emit()
            case NoServer():
                self.standing = Standing.SILENT if event.silent else Standing.NONE
                self.known.emit()
            case NotShown():
                self._show_instead(event.asked)
            case Opened():
                self.opened.emit(event.slot, event.token)
            case Closed():
                self.closed.emit(event.slot)


class _NoDesk:
    """Stands where a lane has its desk: this one never touches the data file."""

    def close(self) -> None:
        """Close nothing."""


def _no_desk() -> Desk:
    return cast("Desk", _NoDesk())

"""Whether anything may move by itself: as the system has it, or never.

Owns asking the system and hearing of changes; what moves (`ui.busy_bar`, menus and lists of
Qt's own that slide or fade) asks Qt whether effects are enabled. Linux: the settings portal,
`org.freedesktop.appearance reduced-motion` (1: less of it) and GNOME's
`org.gnome.desktop.interface enable-animations`. Windows: SPI_GETCLIENTAREAANIMATION. macOS:
the switch "Reduce motion". Where the system says nothing, things move.

Framework knowledge: to open a bus waits for it, so a lane opens it; a connection that is open
is handed out by its name and is safe in every thread. Calls on it are asynchronous here. To
subscribe with the name of a service would wait for who owns that name; without it, nothing
waits, and what the portal says is told apart by its path and interface. The portal's older
`Read` wraps its value twice.
"""

from __future__ import annotations

import ctypes
import os
import sys
from itertools import count
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusMessage, QDBusPendingCallWatcher

    from console.desk import Desk
    from ui.lanes import Lane

PORTAL = "org.freedesktop.portal.Desktop"
PLACE = "/org/freedesktop/portal/desktop"
SETTINGS = "org.freedesktop.portal.Settings"
REDUCED = ("org.freedesktop.appearance", "reduced-motion")
ANIMATED = ("org.gnome.desktop.interface", "enable-animations")
ASKED_MS = 5000
"""How long the portal may take to answer; then nothing is known."""
SPI_GETCLIENTAREAANIMATION = 0x1042
_numbers = count()


class Motion(QObject):
    """Follows the system, or holds still.

    Signals:
        changed: things may move now, or may no longer.
    """

    changed = Signal()

    def __init__(self, app: QApplication, choice: str, parent: QObject | None = None) -> None:
        """Take the person's choice, one of `console.settings.MOTIONS`; ask nobody yet."""
        super().__init__(parent)
        self._app, self._choice = app, choice
        self._lane: Lane | None = None
        self._said: dict[tuple[str, str], object] = {}
        self._bus = f"canary-desk-motion-{next(_numbers)}"
        self._follows = False
        self._is_still: bool | None = None
        self._judge()

    @property
    def is_still(self) -> bool:
        """Whether nothing moves by itself."""
        return bool(self._is_still)

    def choose(self, choice: str) -> None:
        """Let the person's choice hold."""
        self._choice = choice
        self._judge()

    def follow(self, lane: Lane) -> None:
        """Ask the system, in a lane, and hear of its changes from then on."""
        self._lane = lane
        if sys.platform in {"win32", "darwin"}:
            self._app.applicationStateChanged.connect(self._look_again)
            self._look_again(Qt.ApplicationState.ApplicationActive)
        else:
            bus = self._bus
            lane.submit(lambda _desk: _open_bus(bus), self._ask_portal)

    def stop(self) -> None:
        """Hear of nothing any more."""
        if self._follows:
            from PySide6.QtDBus import QDBusConnection

            self._follows = False
            QDBusConnection.disconnectFromBus(self._bus)

    @Slot(object)
    def _ask_portal(self, is_open: bool) -> None:  # noqa: FBT001 - as the lane calls it
        if not is_open:
            return
        from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

        self._follows = True
        bus = QDBusConnection(self._bus)
        heard = SLOT("_hear(QDBusMessage)")
        # PySide 6.11 takes a str, and no bytes as its stubs say.
        bus.connect("", PLACE, SETTINGS, "SettingChanged", self, heard)  # type: ignore[call-overload]
        for asked in (REDUCED, ANIMATED):
            call = QDBusMessage.createMethodCall(PORTAL, PLACE, SETTINGS, "Read")
            call.setArguments(list(asked))
            watcher = QDBusPendingCallWatcher(bus.asyncCall(call, ASKED_MS), self)
            watcher.setProperty("asked", list(asked))
            watcher.finished.connect(self._take_answer)

    @Slot(object)
    def _take_answer(self, watcher: QDBusPendingCallWatcher) -> None:
        if not watcher.isError():
            asked = watcher.property("asked")
            self._note((asked[0], asked[1]), watcher.reply().arguments()[0])
        watcher.deleteLater()

    @Slot("QDBusMessage")
    def _hear(self, message: QDBusMessage) -> None:
        said = message.arguments()
        if len(said) == 3:
            self._note((str(said[0]), str(said[1])), said[2])

    def _note(self, key: tuple[str, str], value: object) -> None:
        if key in (REDUCED, ANIMATED):
            self._said[key] = _bare(value)
            self._judge()

    @Slot(Qt.ApplicationState)
    def _look_again(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive and self._lane is not None:
            self._lane.submit(_asked_of_system, self._take_system, key="motion")

    @Slot(object)
    def _take_system(self, animated: bool | None) -> None:  # noqa: FBT001 - as the lane calls it
        self._said[ANIMATED] = animated
        self._judge()

    def _judge(self) -> None:
        less = self._said.get(REDUCED) == 1 or self._said.get(ANIMATED) is False
        still = self._choice == "never" or less
        if still is not self._is_still:
            self._is_still = still
            QApplication.setEffectEnabled(Qt.UIEffect.UI_General, not still)
            self.changed.emit()


def moves() -> bool:
    """Return whether things may move by themselves now."""
    return QApplication.isEffectEnabled(Qt.UIEffect.UI_General)


def _open_bus(name: str) -> bool:
    """Open the session's bus under a name; return whether there is one."""
    from PySide6.QtDBus import QDBusConnection

    address = os.environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    if address:  # as it is now: libdbus remembers what it read first
        return QDBusConnection.connectToBus(address, name).isConnected()
    session = QDBusConnection.BusType.SessionBus
    return QDBusConnection.connectToBus(session, name).isConnected()


def _bare(value: Any) -> object:
    """Return a value without the variants around it."""
    while hasattr(value, "variant"):
        value = value.variant()
    return value


def _asked_of_system(_desk: Desk) -> bool | None:
    """Return whether Windows or macOS lets things move; None where it does not say."""
    if sys.platform == "win32":
        found = ctypes.c_int(1)
        asked = ctypes.windll.user32.SystemParametersInfoW(
            SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(found), 0
        )
        return bool(found.value) if asked else None
    return _asked_of_mac() if sys.platform == "darwin" else None


def _asked_of_mac() -> bool | None:
    core = ctypes.CDLL("/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation")
    make = core.CFStringCreateWithCString
    make.restype = ctypes.c_void_p
    make.argtypes = (ctypes.c_void_p, ctypes.c_char_p, ctypes.c_uint32)
    utf8, known = 0x08000100, ctypes.c_ubyte(0)
    read = core.CFPreferencesGetAppBooleanValue
    read.restype = ctypes.c_ubyte
    read.argtypes = (ctypes.c_void_p, ctypes.c_void_p, ctypes.POINTER(ctypes.c_ubyte))
    key, domain = make(None, b"reduceMotion", utf8), make(None, b"com.apple.universalaccess", utf8)
    reduced = bool(read(key, domain, ctypes.byref(known)))
    return not reduced if known.value else None

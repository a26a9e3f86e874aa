"""The tray: the drawing at each size, and the whole program in a real one.

The real one is the host that desktops with StatusNotifier items have, played on a bus of the
test's own: Qt takes it for a tray, registers the icon and its menu there, and obeys both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    new_error,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import Message
from jeepney.wrappers import new_method_return
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from tests.bus_service import answering, named
from tests.notification_server import serving
from tests.surroundings import Needs
from ui import tray_icon

WATCHER = "org.kde.StatusNotifierWatcher"
ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 90.0


@contextmanager
def hosting(address: str) -> Iterator[list[str]]:
    """Plays the desktop's tray; yields who registered an icon there."""
    items: list[str] = []
    known = {
        "IsStatusNotifierHostRegistered": ("b", True),
        "ProtocolVersion": ("i", 0),
        "RegisteredStatusNotifierItems": ("as", []),
    }

    def answer(message: Message) -> None:
        match message.header.fields[HeaderFields.member]:
            case "Get":
                value = known.get(message.body[1], ("s", ""))
                connection.send(new_method_return(message, "v", (value,)))
            case "GetAll":
                connection.send(new_method_return(message, "a{sv}", (known,)))
            case "RegisterStatusNotifierItem":
                items.append(message.header.fields[HeaderFields.sender])
                connection.send(new_method_return(message))
            case member:
                error = "org.freedesktop.DBus.Error.UnknownMethod"
                connection.send(new_error(message, error, "s", (member,)))

    with named(address, WATCHER) as connection, answering(connection, answer):
        yield items


@contextmanager
def display(needs: Needs) -> Iterator[str]:
    """Runs an X server on a display that is free."""
    reading, writing = os.pipe()
    command = [needs("Xvfb"), "-displayfd", str(writing), "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    try:
        with os.fdopen(reading) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def until(found: Callable[[], Any]) -> Any:
    """Wait for what other processes do."""
    end = time.monotonic() + PATIENCE_S
    while not (value := found()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return value


def test_desk_stands_in_the_tray_calls_and_quits_from_its_menu(
    needs: Needs, session_bus: str, tmp_path: Path
) -> None:
    with display(needs) as shown, hosting(session_bus) as items, serving(session_bus) as server:
        surroundings = os.environ | {
            "DISPLAY": shown,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": str(tmp_path),
        }
        command = [sys.executable, "-m", "ui.start", "--demo"]
        with subprocess.Popen(command, cwd=ROOT, env=surroundings) as program:
            try:
                until(lambda: items)
                with open_dbus_connection(session_bus) as line:

                    def ask(path: str, interface: str, member: str, *given: Any) -> Any:
                        address = DBusAddress(path, items[0], interface)
                        return line.send_and_get_reply(
                            new_method_call(address, member, *given), timeout=PATIENCE_S
                        ).body

                    def read() -> Any:
                        asked = ("s", ("org.kde.StatusNotifierItem",))
                        properties = "org.freedesktop.DBus.Properties"
                        return dict(ask("/StatusNotifierItem", properties, "GetAll", *asked)[0])

                    item: dict[str, Any] = until(
                        lambda: "reply" in str((found := read())["ToolTip"][1]) and found
                    )
                    assert str(item["ToolTip"][1][2]).startswith("Canary Desk\n")
                    sizes = [(wide, high) for wide, high, _data in item["IconPixmap"][1]]
                    assert sizes[:2] == [(16, 16), (22, 22)]
                    menu = item["Menu"][1]
                    spoken = "com.canonical.dbusmenu"
                    tree = ask(menu, spoken, "GetLayout", "iias", (0, -1, []))[1][2]
                    acts = {
                        one[1][1]["label"][1]: one[1][0] for one in tree if "label" in one[1][1]
                    }
                    assert {"Open Canary Desk", "New call note", "Sync now", "Quit"} <= set(acts)
                    until(lambda: server.shown)  # an answer is due soon there
                    assert server.shown[0].body == ""
                    click = (acts["Quit"], "clicked", ("s", ""), 0)
                    ask(menu, spoken, "Event", "isvu", click)
                assert program.wait(PATIENCE_S) == 0
                assert until(lambda: server.closed) == [server.shown[0].number]
            finally:
                if program.poll() is None:
                    program.kill()


@pytest.mark.parametrize(
    ("count", "text"), [(-1, ""), (0, ""), (1, "1"), (42, "42"), (99, "99"), (100, "99+")]
)
def test_number_has_at_most_two_digits(count: int, text: str) -> None:
    assert tray_icon.label(count) == text


@pytest.mark.parametrize("size", tray_icon.SIZES)
@pytest.mark.parametrize("text", ["1", "9", "42", "99+"])
def test_number_stands_whole_on_its_plate(qapp: QApplication, size: int, text: str) -> None:
    """Ink is only within the plate: a row of it at each edge has none."""
    image = tray_icon.drawn(size, text).toImage()
    assert (image.width(), image.height()) == (size, size)
    white = [
        (x, y)
        for x in range(size)
        for y in range(size)
        if (at := QColor(image.pixelColor(x, y))).alpha() > 250
        and min(at.red(), at.green(), at.blue()) > 240
    ]
    assert len(white) >= size * size // 64, "the number can be seen"
    red = [
        (x, y)
        for x in range(size)
        for y in range(size)
        if (at := image.pixelColor(x, y)).red() > 150 and at.green() < 60
    ]
    assert min(y for _x, y in red) < min(y for _x, y in white) or size > 24
    assert max(y for _x, y in red) > max(y for _x, y in white) or size > 24


def test_icon_has_every_size(qapp: QApplication) -> None:
    sizes = [size.width() for size in tray_icon.tray_icon(3).availableSizes()]
    assert sizes == list(tray_icon.SIZES)

"""Find out before Qt does whether a window can open here, and say it in one line.

Where its platform plugin cannot reach a display or lacks a library, Qt prints a
paragraph and calls abort(). This module looks first: at the display, by connecting to
it, and at the libraries, by loading what Qt would load. It imports no Qt, changes
nothing, and takes a few milliseconds.

Framework knowledge:
- Qt picks its plugin by QT_QPA_PLATFORM, else by the session: `wayland` where
  WAYLAND_DISPLAY is set (or XDG_SESSION_TYPE says so), else `xcb`; it falls back from
  one to the other. https://doc.qt.io/qt-6/qpa.html (2026-11-22)
- The PySide6 wheels bring Qt's own libraries and ICU; the rest comes from the system.
  The table below was read off the wheels of 6.11.3 with `readelf -d`.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

NO_DISPLAY = (
    "No display to open a window on ({reason}). "
    "Without one, `canary-desk --demo --screenshot FILE.png` draws the window into a file."
)

MISSING_LIBRARY = "Qt needs a system library that is not installed: {library}. {advice}"

DEBIAN_PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlicommon.so.1": "libbrotli1",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
"""Which Debian or Ubuntu package holds a library that Qt's wheels ask the system for."""


def problem(environ: Mapping[str, str] = os.environ) -> str | None:
    """Return in one line why no window can open here, or None where one can.

    Looks on Linux and its like only: Windows and macOS have a display whenever a person
    is there, and their wheels are complete.
    """
    if not sys.platform.startswith("linux"):
        return None
    line = _loading_trouble("lib/libQt6Widgets.so.6")
    if line is not None:
        return line
    reasons = []
    for platform in _platforms(environ):
        reason = _display_trouble(platform, environ)
        if reason is None:
            line = _loading_trouble(f"plugins/platforms/libq{platform}.so")
            if line is None:
                return None
        else:
            reasons.append(reason)
    return line or NO_DISPLAY.format(reason=", ".join(reasons))


def missing_library(message: str) -> str | None:
    """Return the line for a loader's error, None if it is about something else.

    The dynamic loader says `libEGL.so.1: cannot open shared object file: ...`, and only
    the first that it misses; the advice names the packages of all the others too.
    """
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file", message)
    if found is None:
        return None
    library = found[1]
    if library not in DEBIAN_PACKAGES:
        advice = "Install the package of your system that holds it."
    else:
        packages = {DEBIAN_PACKAGES[library]: None}  # a dict keeps the order
        for other, package in DEBIAN_PACKAGES.items():
            if not other.startswith("libwayland") and not _loads(other):
                packages[package] = None
        advice = f"Install it: `sudo apt install {' '.join(packages)}` on Debian or Ubuntu."
    return MISSING_LIBRARY.format(library=library, advice=advice)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _display_trouble(platform: str, environ: Mapping[str, str]) -> str | None:
    """Return why Qt's `platform` plugin would find no display, None where it does."""
    if platform == "wayland":
        return _wayland_trouble(environ)
    if platform == "xcb":
        return _x_trouble(environ)
    return None  # offscreen, minimal, vnc, linuxfb, ...: needs no display server


def _platforms(environ: Mapping[str, str]) -> list[str]:
    """Return the plugins that Qt would try, in its order."""
    asked = environ.get("QT_QPA_PLATFORM", "")
    if asked:  # "xcb;wayland", each perhaps with options behind a colon
        return [name.partition(":")[0].partition("-")[0] for name in asked.split(";")]
    if environ.get("WAYLAND_DISPLAY") or environ.get("XDG_SESSION_TYPE") == "wayland":
        return ["wayland", "xcb"]
    return ["xcb"]


def _wayland_trouble(environ: Mapping[str, str]) -> str | None:
    """Connect to the compositor's socket; return what is wrong with it."""
    if environ.get("WAYLAND_SOCKET"):  # inherited and connected already
        return None
    name = environ.get("WAYLAND_DISPLAY") or "wayland-0"
    path = Path(environ.get("XDG_RUNTIME_DIR", ""), name)
    with socket.socket(socket.AF_UNIX) as client:
        client.settimeout(2)
        try:
            client.connect(str(path))
        except OSError:
            return f"no Wayland compositor answers at {name}"
    return None


def _x_trouble(environ: Mapping[str, str]) -> str | None:
    """Connect to the X server as Qt will; return what is wrong with it."""
    display = environ.get("DISPLAY", "")
    if not display:
        return "DISPLAY is not set"
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)  # to be called for a failed connection too
    return f"no X server answers at {display}" if failed else None


def _loading_trouble(path: str) -> str | None:
    """Load a file of Qt's; return the line for the system library that it lacks.

    `path` is as in the wheel. Where PySide6 is not there, or a distribution laid it out
    in its own way (and saw to its libraries), there is nothing to say.
    """
    found = importlib.util.find_spec("PySide6")  # finds, imports nothing
    if found is None or found.origin is None:
        return None
    file = Path(found.origin).parent / "Qt" / path
    if not file.exists():
        return None
    try:
        ctypes.CDLL(str(file))
    except OSError as error:
        return missing_library(str(error))
    return None

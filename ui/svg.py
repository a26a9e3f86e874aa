"""The drawings of `resources/icons`: read once, recoloured, and given an address in Qt.

Knows no theme: a colour is an argument here.

Framework knowledge: a style sheet takes a picture by its address only. The recoloured
drawings are therefore registered with Qt's resource system, from memory. Files in a
temporary folder would do as well until a cleaner of such folders takes them from a desk
that is open for weeks, or no such folder can be written; a style class in Python would
be called for each part of each control. Qt reads from such an address when it first
paints the picture, with its own plugin for SVG, and keeps what it drew per size and
pixel ratio.
"""

from __future__ import annotations

import struct
from functools import cache
from pkgutil import get_data  # importlib.resources would load 10 ms of machinery

from PySide6.QtCore import QResource, Qt
from PySide6.QtGui import QGuiApplication

ROOT = "/drawings"
DIRECTED = frozenset({
    "chevron-left", "chevron-right", "external", "outbox", "panel-right", "send", "undo",
})  # fmt: skip
"""What points along the line of reading: turned over where the layout runs leftwards.

Not clocks, check marks, phones and figures, which are the same to all.
"""
_registered: list[bytes] = []
"""Qt reads from these as long as the process lives, and does not copy them."""


@cache
def source(name: str) -> str:
    """Return the drawing as SVG, its colour still open.

    Raise FileNotFoundError where there is no such drawing.
    """
    drawing = get_data("resources", f"icons/{name}.svg")
    if drawing is None:
        raise FileNotFoundError(f"icons/{name}.svg")
    return drawing.decode()


def recoloured(name: str, colour: str | None) -> bytes:
    """Return the drawing in a colour (`#RRGGBB`); None for one that has its own."""
    drawing = _turned(source(name)) if _is_turned(name) else source(name)
    return (drawing if colour is None else drawing.replace("currentColor", colour)).encode()


def address(name: str, colour: str | None = None) -> str:
    """Return where Qt finds the drawing in a colour: for style sheets and `QIcon`."""
    return _address(name, colour, is_turned=_is_turned(name))


@cache
def _address(name: str, colour: str | None, *, is_turned: bool) -> str:
    suffix = "" if colour is None else f"-{colour.removeprefix('#').lower()}"
    file_name = f"{name}{suffix}{'-turned' if is_turned else ''}.svg"
    packed = _packed(file_name, recoloured(name, colour))
    if not QResource.registerResourceData(packed, ROOT):
        raise RuntimeError(f"Qt does not take the drawing {file_name}")
    _registered.append(packed)
    return f":{ROOT}/{file_name}"


def _is_turned(name: str) -> bool:
    leftwards = QGuiApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return leftwards and name in DIRECTED


def _turned(drawing: str) -> str:
    """Return a drawing as in a mirror; all are 16 wide."""
    head, body = drawing.split(">", 1)
    body = body.rsplit("</svg>", 1)[0]
    return f'{head}><g transform="matrix(-1 0 0 1 16 0)">{body}</g></svg>'


def _packed(file_name: str, content: bytes) -> bytes:
    """Return a folder with one file as `rcc --binary --format-version 1` writes it.

    Parts: header, tree of nodes (14 bytes each, big endian), content, names.
    Source: qtbase 6.11, src/corelib/io/qresource.cpp and src/tools/rcc/rcc.cpp.
    """
    header = 20
    folder = struct.pack(">IHII", 0, 2, 1, 1)  # no name, flag "directory", one child at node 1
    file = struct.pack(">IHHHI", 0, 0, 0, 1, 0)  # first name, plain, any territory, C, first data
    tree = folder + file
    data = struct.pack(">I", len(content)) + content
    name = struct.pack(">HI", len(file_name), _hashed(file_name)) + file_name.encode("utf-16-be")
    starts = (header, header + len(tree), header + len(tree) + len(data))
    return b"qres" + struct.pack(">IIII", 1, *starts) + tree + data + name


def _hashed(name: str) -> int:
    """Return the hash by which Qt finds a name in the tree (qHash of its QResourceRoot)."""
    value = 0
    for char in name:
        value = (value << 4) + ord(char)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value

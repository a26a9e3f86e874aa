"""The program's icon in the forms that systems want, drawn from `resources/icons`.

Framework knowledge: Windows' .ico and macOS's .icns are lists of pictures behind a table;
both take PNG files as they are. https://en.wikipedia.org/wiki/ICO_(file_format),
https://en.wikipedia.org/wiki/Apple_Icon_Image_format (2026-11-22)
"""

from __future__ import annotations

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).resolve().parent.parent / "resources" / "icons" / "canary-desk.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
"""Of the hicolor theme, in pixels."""
ICO_SIZES = (16, 24, 32, 48, 64, 256)
ICNS_SIZES = {b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def png(size: int) -> bytes:
    """Return the icon as a PNG file, `size` pixels wide and high."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(str(DRAWING)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs want bytes, 6.11 takes a string
        raise RuntimeError(f"Qt did not draw the icon of {size} pixels")
    return bytes(data.data())


def ico(pictures: dict[int, bytes]) -> bytes:
    """Return a Windows icon of some PNG files by their size."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    place = len(head) + 16 * len(pictures)
    table = b""
    for size, data in pictures.items():
        side = size % 256  # 0 stands for 256
        table += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), place)
        place += len(data)
    return head + table + b"".join(pictures.values())


def icns(pictures: dict[bytes, bytes]) -> bytes:
    """Return a macOS icon of some PNG files by their type."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(data)) + data for kind, data in pictures.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def write(folder: Path) -> None:
    """Write both into a folder: `canary-desk.ico` and `canary-desk.icns`."""
    folder.mkdir(parents=True, exist_ok=True)
    windows = ico({size: png(size) for size in ICO_SIZES})
    (folder / "canary-desk.ico").write_bytes(windows)
    mac = icns({kind: png(size) for kind, size in ICNS_SIZES.items()})
    (folder / "canary-desk.icns").write_bytes(mac)

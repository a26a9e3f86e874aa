"""From the bytes of a picture to an image; called in a lane, never in the GUI thread.

What arrives was written by strangers: the kind is told by its first bytes and nothing else
is tried, the size is looked at before anything is unpacked, and what is cut off or broken is
no picture.

Framework knowledge: left to itself, QImageReader asks every plugin whether it knows the
bytes; Qt's SVG plugin among them, which reads XML and may ask for other files. With a format
set and both kinds of detection off, only that format's plugin is used. A scaled size is
applied before the picture is turned upright.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from console.errors import PictureRefused
from console.language import tr

MAX_SIDE = 12_000
MAX_PIXELS = 60_000_000
THUMBNAIL = QSize(640, 480)
"""Twice the room that the timeline gives, for screens of high density."""
LARGE = QSize(4096, 4096)
"""Larger ones are made smaller for the large view as well: it holds 64 MB at most."""
MAX_SCANS = 100
"""Most passes of a progressive JPEG, which has about ten: each one costs as much as a picture."""
ALLOCATION_MB = 256
"""Most memory for one image, Qt's own limit since 6.0; 60 megapixels take 240."""

BROKEN = tr("The picture is damaged.")
UNKNOWN = tr("This is no picture of a kind that can be shown (JPEG, PNG, WebP or GIF).")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A picture that can be drawn."""

    image: QImage
    """At most as large as asked for."""
    size: QSize
    """Its own size, upright."""
    format: str
    """`jpeg`, `png`, `gif` or `webp`."""


def format_of(data: bytes) -> str | None:
    """Return which of the four formats some bytes begin as, None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    return None


def decode(data: bytes, box: QSize) -> Decoded:
    """Return the picture in `data`, made smaller to fit `box`, upright, its first frame only.

    Raises:
        PictureRefused: it is of another kind, too large, or damaged.
    """
    kind = format_of(data)
    if kind is None:
        raise PictureRefused(UNKNOWN)
    if not _is_sound(data, kind):
        raise PictureRefused(BROKEN)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(ALLOCATION_MB)
    reader = QImageReader(buffer, QByteArray(kind.encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setDecideFormatFromContent(False)
    reader.setAutoTransform(True)
    stored = reader.size()
    if not stored.isValid() or stored.isEmpty():
        raise PictureRefused(BROKEN)
    if max(stored.width(), stored.height()) > MAX_SIDE or (
        stored.width() * stored.height() > MAX_PIXELS
    ):
        raise PictureRefused(
            tr("The picture is too large to be shown ({width} × {height}).").format(
                width=stored.width(), height=stored.height()
            )
        )
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    size = stored.transposed() if turned else stored
    if size.width() > box.width() or size.height() > box.height():
        shown = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
        reader.setScaledSize(shown.transposed() if turned else shown)
    image = reader.read()
    if image.isNull():
        raise PictureRefused(BROKEN)
    return Decoded(_drawable(image), size, kind)


def _is_sound(data: bytes, kind: str) -> bool:
    """Return whether a file has its end; one that is cut off would be drawn, in part grey.

    Within the picture of a JPEG no marker can occur, so its end is the last that matters.
    """
    match kind:
        case "jpeg":
            whole = data.rfind(b"\xff\xd9") > data.rfind(b"\xff\xda")
            return whole and data.count(b"\xff\xda") <= MAX_SCANS
        case "png":
            return b"IEND" in data[-64:]
        case "gif":
            return data.rstrip(b"\0").endswith(b";")
        case _:
            return len(data) >= int.from_bytes(data[4:8], "little") + 8


def _drawable(image: QImage) -> QImage:
    """Return the image in the form that is drawn without being converted each time."""
    return image.convertToFormat(
        QImage.Format.Format_ARGB32_Premultiplied
        if image.hasAlphaChannel()
        else QImage.Format.Format_RGB32
    )

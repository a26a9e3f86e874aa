"""Pictures of strangers: what is decoded, how large, and what is not even tried."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImageReader

from console.errors import PictureRefused
from tests.ui.drawn import picture
from ui import picture_decoder
from ui.picture_decoder import LARGE, THUMBNAIL, decode

pytestmark = pytest.mark.usefixtures("qapp")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect/></svg>'
GIF = (
    b"GIF89a" + struct.pack("<HHBBB", 2, 2, 0x80, 0, 0) + b"\xff\0\0\0\0\xff"
    b"," + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x03\x44\x02\x05\x00;"
)


def encoded(kind: str, width: int = 800, height: int = 600, alpha: int = 255) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    return picture("red", width, height, right="blue", kind=kind, alpha=alpha)


def png(width: int, height: int, rows: bytes = b"") -> bytes:
    """A PNG of 8-bit colours that says to be of this size."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    body = chunk(b"IDAT", zlib.compress(rows))
    return b"\x89PNG\r\n\x1a\n" + head + body + chunk(b"IEND", b"")


def turned(jpeg: bytes, orientation: int) -> bytes:
    """The JPEG with an Exif orientation, as phones write it."""
    tiff = (
        b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0" * 4
    )
    exif = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp"])
def test_a_picture_is_made_small_and_keeps_its_shape(kind: str) -> None:
    decoded = decode(encoded(kind, 1600, 600), THUMBNAIL)
    assert (decoded.image.size(), decoded.size) == (QSize(640, 240), QSize(1600, 600))
    assert decoded.format == kind
    assert decoded.image.pixelColor(10, 100).red() > 200
    assert decoded.image.pixelColor(630, 100).blue() > 200


def test_a_small_picture_stays_as_it_is() -> None:
    assert decode(encoded("png", 20, 30), THUMBNAIL).image.size() == QSize(20, 30)


def test_a_very_thin_picture_keeps_a_line() -> None:
    decoded = decode(png(12_000, 1, b"\0" * 36_001), THUMBNAIL)
    assert decoded.image.size() == QSize(640, 1)


def test_a_picture_that_lies_on_its_side_is_turned_upright_and_then_fits() -> None:
    decoded = decode(turned(encoded("jpeg", 1600, 600), 6), THUMBNAIL)
    assert (decoded.image.size(), decoded.size) == (QSize(180, 480), QSize(600, 1600))
    assert decoded.image.pixelColor(90, 10).red() > 200
    assert decoded.image.pixelColor(90, 470).blue() > 200


def test_the_first_frame_of_a_gif_is_shown() -> None:
    assert decode(GIF, THUMBNAIL).image.pixelColor(0, 0) == QColor("red")


def test_a_large_view_has_its_bound_too() -> None:
    decoded = decode(encoded("jpeg", 6000, 3000), LARGE)
    assert (decoded.image.size(), decoded.size) == (QSize(4096, 2048), QSize(6000, 3000))


def test_transparent_pictures_stay_transparent() -> None:
    decoded = decode(encoded("png", 20, 20, alpha=128), THUMBNAIL)
    assert decoded.image.pixelColor(19, 0).alpha() == 128


@pytest.mark.parametrize(
    ("width", "height"), [(12_001, 1), (1, 12_001), (7_800, 7_800), (100_000, 100_000)]
)
def test_a_picture_that_would_burst_the_memory_is_not_unpacked(width: int, height: int) -> None:
    with pytest.raises(PictureRefused, match="too large"):
        decode(png(width, height), THUMBNAIL)


def test_a_jpeg_of_endless_passes_is_not_unpacked() -> None:
    jpeg = encoded("jpeg")
    with pytest.raises(PictureRefused):
        decode(jpeg[:-2] + b"\xff\xda\0\x08" * 200 + jpeg[-2:], THUMBNAIL)


def cut_in_half(data: bytes) -> bytes:
    return data[: len(data) // 2]


def garbled(data: bytes) -> bytes:
    start, end = len(data) // 3, len(data) - 40
    return data[:start] + bytes(one ^ 0x55 for one in data[start:end]) + data[end:]


def emptied(data: bytes) -> bytes:
    return data[:30] + b"\0" * 30


@pytest.mark.parametrize("kind", ["jpeg", "png", "webp", "gif"])
@pytest.mark.parametrize("spoil", [cut_in_half, emptied])
def test_what_is_cut_off_is_no_picture(kind: str, spoil: Callable[[bytes], bytes]) -> None:
    data = GIF if kind == "gif" else encoded(kind)
    with pytest.raises(PictureRefused):
        decode(spoil(data), THUMBNAIL)


def test_a_garbled_png_is_no_picture() -> None:
    with pytest.raises(PictureRefused, match="damaged"):
        decode(garbled(encoded("png")), THUMBNAIL)


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", SVG, b"<?xml version='1.0'?>" + SVG, b"%PDF-1.7\n", b"BM\0\0", b"/* XPM */"],
    ids=["empty", "zero", "svg", "xml", "pdf", "bmp", "xpm"],
)
def test_other_kinds_are_not_tried(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture_decoder, "QImageReader", None)  # who tries one fails
    with pytest.raises(PictureRefused, match="no picture of a kind"):
        decode(data, THUMBNAIL)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + SVG + b"IEND",
        b"\xff\xd8\xff\xfe\x01\x00" + SVG.ljust(254) + b"\xff\xd9",
        b"GIF89a" + SVG + b";",
        b"RIFF\0\0\0\0WEBP" + SVG,
    ],
    ids=["png", "jpeg", "gif", "webp"],
)
@pytest.mark.qt_log_ignore("JPEG datastream contains no image")
def test_what_begins_like_another_kind_is_read_as_that_alone(data: bytes) -> None:
    assert b"svg" in [bytes(one.data()) for one in QImageReader.supportedImageFormats()]
    with pytest.raises(PictureRefused, match="damaged"):
        decode(data, THUMBNAIL)

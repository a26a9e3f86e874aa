"""The main places of the window in every way it can look, on one sheet.

`make screenshots ARGS="--variants"`: each place in both themes, in high contrast, with texts
twice as large, in a language that runs leftwards, in German, and in the smallest window.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

SHEET = "variants.png"
SMALLEST = (900, 600)
PLACES = (
    "main-window",
    "checks",
    "insight",
    "preferences",
    "connect",
    "outbox",
    "call-note",
    "palette",
)
"""By the names of their scenes."""


@dataclass(frozen=True)
class Variant:
    """How a scene looks otherwise than as it is told; None leaves it so."""

    title: str
    theme: str = "light"
    language: str = "en"
    text_percent: int = 100
    size: tuple[int, int] | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """What a scene has otherwise."""
        changed: dict[str, Any] = {
            "theme": self.theme,
            "language": self.language,
            "text_percent": self.text_percent,
        }
        return changed if self.size is None else {**changed, "size": self.size}


VARIANTS = {
    "light": Variant("light"),
    "dark": Variant("dark", theme="dark"),
    "high-contrast": Variant("high contrast, light", theme="high-contrast"),
    "high-contrast-dark": Variant("high contrast, dark", theme="high-contrast-dark"),
    "large-text": Variant("texts of 200 %", text_percent=200),
    "leftwards": Variant("leftwards (a made-up language)", language="qpr"),
    "german": Variant("German", language="de"),
    "smallest": Variant("900 x 600", size=SMALLEST),
}


def cells() -> list[tuple[str, str]]:
    """Return scene and variant of each cell, row by row: a place, then how it looks."""
    return [(place, variant) for place in PLACES for variant in VARIANTS]


def sheet(pictures: Path, path: Path) -> None:
    """Put the pictures `scene.variant.png` of a folder on one sheet; a row for each place."""
    from PySide6.QtCore import QRect, Qt
    from PySide6.QtGui import QColor, QImage, QPainter

    width, height, gap, line = 408, 300, 16, 20
    columns, rows = len(VARIANTS), len(PLACES)
    canvas = QImage(
        columns * (width + gap) + gap, rows * (height + line + gap) + gap,
        QImage.Format.Format_RGB32,
    )  # fmt: skip
    canvas.fill(QColor("#DDDAD2"))
    painter = QPainter(canvas)
    painter.setPen(QColor("#1D1C1A"))
    for number, (place, variant) in enumerate(cells()):
        left = gap + (number % columns) * (width + gap)
        top = gap + (number // columns) * (height + line + gap)
        picture = QImage(str(pictures / f"{place}.{variant}.png")).scaled(
            width, height, Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )  # fmt: skip
        title = f"{place}: {VARIANTS[variant].title}"
        painter.drawText(QRect(left, top, width, line), Qt.AlignmentFlag.AlignVCenter, title)
        painter.drawImage(left, top + line, picture)
    painter.end()
    if not _of_few_colours(canvas).save(str(path), "PNG"):
        raise OSError(f"{path} cannot be written")


def _of_few_colours(picture: QImage) -> QImage:
    """Return a picture of at most 256 colours, the ones that it has most of.

    Counted by five bits a channel, so that shades of one ground do not take all places.
    """
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    bits = bytes(picture.constBits())
    pixels = memoryview(bits).cast("I")[::7]
    found: dict[int, tuple[int, int]] = {}
    for colour, count in Counter(pixels).most_common():
        coarse = colour & 0xF8F8F8
        first, before = found.get(coarse, (colour, 0))
        found[coarse] = (first, before + count)
    most = sorted(found.values(), key=lambda one: -one[1])[:256]
    table = [0xFF000000 | colour for colour, _ in most]
    return picture.convertToFormat(
        QImage.Format.Format_Indexed8, table, Qt.ImageConversionFlag.ThresholdDither
    )

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from ui.theme import DARK, LIGHT, Colours


def luminance(colour: str) -> float:
    """Source: https://www.w3.org/TR/WCAG22/#dfn-relative-luminance (2026-11-22)."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    c = QColor(colour)
    return 0.2126 * linear(c.redF()) + 0.7152 * linear(c.greenF()) + 0.0722 * linear(c.blueF())


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_can_be_read_on_every_ground(colours: Colours) -> None:
    for ground in ("window", "panel", "raised", "chosen", "hover"):
        for text in ("text", "quiet", "accent_text", "danger"):
            ratio = contrast(getattr(colours, text), getattr(colours, ground))
            assert ratio >= 4.5, f"{text} on {ground}: {ratio:.2f}"
    assert contrast(colours.on_accent, colours.accent) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_edges_can_be_seen(colours: Colours) -> None:
    for ground in ("window", "panel", "raised"):
        ratio = contrast(colours.edge, getattr(colours, ground))
        assert ratio >= 3, f"edge on {ground}: {ratio:.2f}"

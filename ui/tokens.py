"""The tokens of the window: colours, spaces and the scale of type.

The one place where a colour or a size stands. Pure values: knows neither Qt nor which
scheme is in force (`ui.theme` does).

Each scheme keeps its texts at 4.5:1 at least on every ground that they stand on and its
outlines, dots and icons at 3:1; those of high contrast keep texts at 7:1 (WCAG 2.2,
1.4.3, 1.4.6 and 1.4.11). A hairline parts things that space parts already and may be
weaker, but for high contrast. tests/ui/test_theme.py measures it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

UNIT = 8
"""The grid: every space is a multiple of it, or half of it."""
HALF = 4
RADIUS = 6
BAR = 3
"""Width of the bar that marks the chosen row."""
CONTROL = 30
"""Height of fields and buttons at the usual size of type."""

LEAST_POINTS = 9.5
"""A system's font that is smaller is drawn at this size."""
TITLE_SCALE = 1.3
"""The sizes of type are these times the size of texts."""
SMALL_SCALE = 0.9
CHIP_SCALE = 0.82


class Appearance(StrEnum):
    """How a person wants the window to look."""

    SYSTEM = "system"
    """Light or dark, and of high contrast or not, as the system has it at the time."""

    LIGHT = "light"
    DARK = "dark"
    HIGH_CONTRAST = "high-contrast"
    """Of high contrast always; light or dark as the system has it."""


@dataclass(frozen=True, slots=True)
class Colours:
    """One scheme; each is written `#RRGGBB`."""

    window: str
    """Ground of the lists and the timeline."""
    panel: str
    """Ground of the side, the composer and the bars."""
    raised: str
    """Fields and cards on a panel."""
    hairline: str
    edge: str
    """Outline of fields and buttons, handle of scroll bars."""
    text: str
    quiet: str
    """Second voice: ages, handles, hints."""
    accent: str
    """Canary: the chosen row's bar, the main button, selected text."""
    on_accent: str
    accent_text: str
    """The accent as a text, and as the ring of what has the focus."""
    chosen: str
    """Ground of the chosen row, and of what we ourselves wrote."""
    hover: str
    band: str
    """Ground of every second part of an answer in its text; the others stand on `raised`."""
    call: str
    """Bar and icon of call notes."""
    unread: str
    """Dot of an unread case, line over what is unread."""
    ok: str
    """Solved, sent."""
    link: str
    """Links in texts."""
    warn: str
    warn_ground: str
    """Notice of a trouble that passes."""
    danger: str
    danger_ground: str
    """Notice of a trouble that needs a person."""
    initials: tuple[tuple[str, str], ...]
    """Ground and text of the eight avatars with initials."""
    accounts: tuple[tuple[str, str], ...]
    """Ground and text of the discs of our accounts, in the order of `domain.accounts.COLOURS`.

    After Okabe and Ito (2008), of different lightness: told apart also where red and green are
    not.
    """


LIGHT = Colours(
    window="#FFFFFF",
    panel="#F7F6F3",
    raised="#FFFFFF",
    hairline="#E5E3DD",
    edge="#8F8B80",
    text="#1D1C1A",
    quiet="#67635A",
    accent="#FFCE2E",
    on_accent="#1D1C1A",
    accent_text="#7A5600",
    chosen="#FFF6D8",
    hover="#F1EFEA",
    band="#F6F2E6",
    call="#1A666E",
    unread="#9A4A00",
    ok="#2A6A35",
    link="#1C5C9E",
    warn="#7A4B00",
    warn_ground="#FFEFC7",
    danger="#A8281C",
    danger_ground="#FCE8E4",
    initials=(
        ("#F6E2A6", "#5C4300"),
        ("#F7D9C4", "#7A3410"),
        ("#F5D3D6", "#80202F"),
        ("#E6D6F0", "#5B2F7A"),
        ("#D5DBF4", "#2F418A"),
        ("#CDE5F2", "#124F70"),
        ("#CBE8E1", "#0E554B"),
        ("#DBE7C4", "#3F5212"),
    ),
    accounts=(
        ("#E69F00", "#1D1C1A"),
        ("#00629B", "#FFFFFF"),
        ("#00734F", "#FFFFFF"),
        ("#B03A00", "#FFFFFF"),
        ("#7CC4EE", "#1D1C1A"),
        ("#D58CB4", "#1D1C1A"),
    ),
)
DARK = Colours(
    window="#1B1B19",
    panel="#232321",
    raised="#2B2B28",
    hairline="#393833",
    edge="#7C786C",
    text="#EDEBE5",
    quiet="#AFABA0",
    accent="#F5C73D",
    on_accent="#1D1C1A",
    accent_text="#F5CB55",
    chosen="#38321D",
    hover="#2C2C29",
    band="#373631",
    call="#7CC5CC",
    unread="#FFB257",
    ok="#8CCB93",
    link="#92BFF2",
    warn="#F2BE6B",
    warn_ground="#3A2E14",
    danger="#FF9B8C",
    danger_ground="#42241F",
    initials=(
        ("#574714", "#FBE49A"),
        ("#5E3820", "#FBD3B8"),
        ("#5F2C35", "#FBCBD1"),
        ("#4A3360", "#E6D0F7"),
        ("#343F70", "#D0D8FA"),
        ("#1F4A61", "#C3E4F7"),
        ("#1D4F48", "#BFEAE1"),
        ("#41501F", "#DDEDBD"),
    ),
    accounts=(
        ("#E6A93A", "#1D1C1A"),
        ("#5C9CE6", "#12110F"),
        ("#35B48C", "#12110F"),
        ("#DE6B33", "#12110F"),
        ("#A9DAF5", "#1D1C1A"),
        ("#E0A3C4", "#1D1C1A"),
    ),
)
HIGH_CONTRAST_LIGHT = Colours(
    window="#FFFFFF",
    panel="#FFFFFF",
    raised="#FFFFFF",
    hairline="#6A6A6A",
    edge="#000000",
    text="#000000",
    quiet="#2E2E2E",
    accent="#2B2000",
    on_accent="#FFE27A",
    accent_text="#4D3500",
    chosen="#FFE58F",
    hover="#E9E9E9",
    band="#EBEBEB",
    call="#003D44",
    unread="#6B2A00",
    ok="#0B4216",
    link="#00367A",
    warn="#553300",
    warn_ground="#FFEBB8",
    danger="#7D0A00",
    danger_ground="#FFE3DE",
    initials=(
        ("#4D3800", "#FFFFFF"),
        ("#6B2A00", "#FFFFFF"),
        ("#7A0019", "#FFFFFF"),
        ("#4B1A6B", "#FFFFFF"),
        ("#1E2F80", "#FFFFFF"),
        ("#004466", "#FFFFFF"),
        ("#004D40", "#FFFFFF"),
        ("#2F4500", "#FFFFFF"),
    ),
    accounts=(
        ("#F0A800", "#000000"),
        ("#003F73", "#FFFFFF"),
        ("#00573B", "#FFFFFF"),
        ("#7A2600", "#FFFFFF"),
        ("#86CDF5", "#000000"),
        ("#E39CC3", "#000000"),
    ),
)
HIGH_CONTRAST_DARK = Colours(
    window="#000000",
    panel="#000000",
    raised="#000000",
    hairline="#8F8F8F",
    edge="#FFFFFF",
    text="#FFFFFF",
    quiet="#EAEAEA",
    accent="#FFD83D",
    on_accent="#000000",
    accent_text="#FFE680",
    chosen="#3D3100",
    hover="#2B2B2B",
    band="#2A2A2A",
    call="#8FE6EF",
    unread="#FFD9A8",
    ok="#A8F0B2",
    link="#B3D7FF",
    warn="#FFDF9E",
    warn_ground="#332500",
    danger="#FFD0C8",
    danger_ground="#470D05",
    initials=(
        ("#FFE27A", "#000000"),
        ("#FFC499", "#000000"),
        ("#FFB8C2", "#000000"),
        ("#E2BDFF", "#000000"),
        ("#BFCBFF", "#000000"),
        ("#A6E0FF", "#000000"),
        ("#9FF0DF", "#000000"),
        ("#D3EE99", "#000000"),
    ),
    accounts=(
        ("#FFB93B", "#000000"),
        ("#79AEFF", "#000000"),
        ("#3FDCA0", "#000000"),
        ("#FF8C55", "#000000"),
        ("#C3E8FF", "#000000"),
        ("#F2B7D6", "#000000"),
    ),
)


def scheme(*, dark: bool, high_contrast: bool) -> Colours:
    """Return the scheme for what a system or a person prefers."""
    if high_contrast:
        return HIGH_CONTRAST_DARK if dark else HIGH_CONTRAST_LIGHT
    return DARK if dark else LIGHT

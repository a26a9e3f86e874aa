"""The colours of charts, for each scheme of the window; pure values, no Qt.

Series have the hues of Okabe and Ito's palette (jfly.uni-koeln.de/color, 2008), shifted until
each keeps 3:1 on the grounds of its scheme, 4.5:1 in high contrast (WCAG 2.2, 1.4.11), and
any two of them are as far apart, for persons without one of the three kinds of cones too, as
tests/ui/test_chart_colours.py measures. A colour is never the only sign: lines end in their
name and have marks of their own, stacks have a legend in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from ui import tokens
from ui.tokens import Colours

MOST_SERIES = 6
"""So many colours a chart has for its series."""


@dataclass(frozen=True, slots=True)
class ChartColours:
    """What a chart is drawn with; each is written `#RRGGBB`."""

    ground: str
    text: str
    quiet: str
    """Names of axes, and values that are not the point."""
    hairline: str
    edge: str
    """The line from which bars begin."""
    hover: str
    """Ground of the row under the pointer."""
    focus: str
    """Ring of the row that has the keyboard's mark."""
    series: tuple[str, ...]
    """In the order of the columns; the last is that of what is left over."""
    ramp: tuple[str, ...]
    """From little to much."""

    def of_series(self, place: int) -> str:
        """Return the colour of a series; they begin anew after the last."""
        return self.series[place % len(self.series)]

    def pale_of(self, place: int, much: float) -> str:
        """Return the colour of a series with so much of it, from 0 to 1, on the ground."""
        return _mixed(self.ground, self.of_series(place), much)

    def of_share(self, share: float) -> str:
        """Return the colour on the ramp for 0 to 1."""
        along = min(max(share, 0.0), 1.0) * (len(self.ramp) - 1)
        step = min(int(along), len(self.ramp) - 2)
        return _mixed(self.ramp[step], self.ramp[step + 1], along - step)

    @staticmethod
    def on(ground: str) -> str:
        """Return the colour of a text on a cell of the ramp: it keeps 4.5:1 on any."""
        return _text_on(ground)


def places_of(names: Sequence[str]) -> list[int]:
    """Return which colour and mark each of some names has: the same whatever their order is.

    Where there are as many names as colours, the last one is what is left over. Each name has
    the place that its letters give; of two with the same one the later in the alphabet has the
    next that is free. More names than colours go by their order.
    """
    if len(names) > MOST_SERIES:
        return list(range(len(names)))
    free = list(range(MOST_SERIES - 1))
    found = dict.fromkeys(names[MOST_SERIES - 1 :], MOST_SERIES - 1)
    for name in sorted(set(names[: MOST_SERIES - 1])):
        wanted = crc32(name.encode(errors="replace")) % (MOST_SERIES - 1)
        found[name] = min(free, key=lambda place: (place - wanted) % (MOST_SERIES - 1))
        free.remove(found[name])
    return [found[name] for name in names]


def of(colours: Colours) -> ChartColours:
    """Return the colours of charts that belong to a scheme."""
    series, ramp = _OWN[colours]
    return ChartColours(
        colours.window,
        colours.text,
        colours.quiet,
        colours.hairline,
        colours.edge,
        colours.hover,
        colours.accent_text,
        series,
        ramp,
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, relative luminance)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@lru_cache(maxsize=4_096)
def _text_on(ground: str) -> str:
    return max("#000000", "#FFFFFF", key=lambda each: contrast(each, ground))


def _mixed(one: str, other: str, much: float) -> str:
    """Return a colour between two: `much` is how far it is from the first, 0 to 1."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * much):02X}" for low, high in pairs)


def _parts(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (each / 255 for each in _parts(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_OWN: dict[Colours, tuple[tuple[str, ...], tuple[str, ...]]] = {
    tokens.LIGHT: (
        ("#235F99", "#A93702", "#44986F", "#882B69", "#A88412", "#645F58"),
        ("#FFF0BF", "#FFD65C", "#E39A12", "#A85A08", "#5E2B05"),
    ),
    tokens.DARK: (
        ("#58B7F0", "#ED7F3A", "#2B9E6B", "#D38FBD", "#F3DA5B", "#B2AEA3"),
        ("#38331F", "#5C4A14", "#94701A", "#D2A52C", "#FFE07A"),
    ),
    tokens.HIGH_CONTRAST_LIGHT: (
        ("#04497A", "#B04600", "#086C50", "#680C51", "#593F00", "#2E2E2E"),
        ("#FFF0B8", "#FFD34D", "#C78A00", "#7A4400", "#331A00"),
    ),
    tokens.HIGH_CONTRAST_DARK: (
        ("#7DB8FF", "#FF8F51", "#5BE4B2", "#F4B7DD", "#FDE768", "#A1A1A1"),
        ("#332900", "#5C4800", "#8F6E00", "#D9AC10", "#FFE980"),
    ),
}

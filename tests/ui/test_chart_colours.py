"""Series can be told apart by everybody, and everything in a chart stands out from its ground."""

from __future__ import annotations

from itertools import combinations

import pytest

from ui import chart_colours
from ui.chart_colours import contrast
from ui.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Colours

SCHEMES = {
    "light": LIGHT,
    "dark": DARK,
    "high-contrast": HIGH_CONTRAST_LIGHT,
    "high-contrast-dark": HIGH_CONTRAST_DARK,
}
GROUNDS = ("window", "panel", "raised", "hover")
Matrix = tuple[tuple[float, float, float], ...]
SIGHTS: dict[str, Matrix] = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    # Machado, Oliveira and Fernandes, A Physiologically-based Model for Simulation of Color
    # Vision Deficiency (2009), severity 1, in linear RGB.
    "no long": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "no medium": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "no short": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)
APART = 14.0
"""In CIELAB; two colours of which one differs from the other by 2.3 are just told apart."""

each_scheme = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


def times(matrix: Matrix, vector: tuple[float, ...]) -> tuple[float, ...]:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def seen(colour: str, sight: str) -> tuple[float, float, float]:
    """Returns the place in CIELAB of a colour as somebody sees it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    shown = tuple(min(max(each, 0.0), 1.0) for each in times(SIGHTS[sight], linear))
    ratios = (value / white for value, white in zip(times(XYZ, shown), WHITE, strict=True))
    x, y, z = (r ** (1 / 3) if r > 0.008856 else 7.787 * r + 16 / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def test_the_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)


@each_scheme
def test_series_stand_out_from_every_ground(scheme: Colours) -> None:
    least = 4.5 if scheme in (HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK) else 3.0
    for colour in chart_colours.of(scheme).series:
        for ground in GROUNDS:
            assert contrast(colour, getattr(scheme, ground)) >= least, (colour, ground)


@each_scheme
@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_series_are_told_apart_by_any_eyes(scheme: Colours, sight: str) -> None:
    for one, other in combinations(chart_colours.of(scheme).series, 2):
        pairs = zip(seen(one, sight), seen(other, sight), strict=True)
        assert sum((a - b) ** 2 for a, b in pairs) ** 0.5 >= APART, (one, other)


@each_scheme
def test_the_ramp_goes_steadily_away_from_the_ground(scheme: Colours) -> None:
    colours = chart_colours.of(scheme)
    steps = [contrast(colours.of_share(n / 20), colours.ground) for n in range(21)]
    assert steps == sorted(steps)
    assert steps[0] > 1.1  # nought is a cell, too
    assert colours.of_share(0) == colours.ramp[0]
    assert colours.of_share(1) == colours.of_share(2) == colours.ramp[-1]


@each_scheme
def test_a_number_can_be_read_on_every_cell(scheme: Colours) -> None:
    colours = chart_colours.of(scheme)
    for n in range(101):
        ground = colours.of_share(n / 100)
        assert contrast(colours.on(ground), ground) >= 4.5


def test_a_pale_colour_lies_between_it_and_the_ground() -> None:
    colours = chart_colours.of(LIGHT)
    assert colours.pale_of(0, 0) == LIGHT.window
    assert colours.pale_of(0, 1) == colours.series[0]
    assert colours.pale_of(0, 0.5) == "#91AFCC"  # half of 23 5F 99 and FF FF FF


def test_more_series_than_colours_begin_anew() -> None:
    colours = chart_colours.of(LIGHT)
    assert colours.of_series(6) == colours.series[0]

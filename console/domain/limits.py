"""What a network allows in one post, as data."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The greatest weight of one post and how its code points weigh.

    Source: X's twitter-text configuration v1 (140) and v3 (280),
    https://github.com/twitter/twitter-text/tree/master/config (2026-08).
    """

    name: str
    """What a person chooses: `140` or `280`."""
    max_weight: int
    """Greatest weight of one post, in whole units as shown to a person."""
    url_weight: int
    """What any URL weighs, however long it is."""
    default_weight: int
    """Weight of a code point outside `light_ranges`, in hundredths of a unit."""
    light_ranges: tuple[tuple[int, int], ...]
    """Code points (first, last) that weigh 100 hundredths."""


LIMITS_140 = Limits("140", 140, 23, 100, ())
LIMITS_280 = Limits(
    "280",
    280,
    23,
    200,
    ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247)),
)
LIMITS_BY_NAME = {limits.name: limits for limits in (LIMITS_140, LIMITS_280)}

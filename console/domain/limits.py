"""What a network allows in one post, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pkgutil import get_data  # importlib.resources would load 10 ms of machinery


class Unit(StrEnum):
    """What a network counts."""

    CODE_POINT = "code point"
    """Each weighs what `default_weight` and `light_ranges` say."""
    GRAPHEME = "grapheme"
    """What a reader takes for one character; each weighs `default_weight`."""
    BYTE = "byte"
    """Of the text in UTF-8; each weighs `default_weight`."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The greatest weight of one post, and how its text weighs.

    Those of X are read from `resources/limits.json`, which names their source.
    """

    name: str
    """What a person chooses: `140` or `280`."""
    max_weight: int
    """Greatest weight of one post, in whole units as shown to a person."""
    url_weight: int | None
    """What any URL weighs, however long it is; None where one weighs what its text does."""
    default_weight: int
    """Weight of a unit outside `light_ranges`, in hundredths."""
    light_ranges: tuple[tuple[int, int], ...] = ()
    """Code points (first, last) that weigh 100 hundredths."""
    emoji_weight: int | None = None
    """Weight of an emoji, be it a sequence of many code points, in hundredths.

    None where its code points are counted one by one.
    """
    unit: Unit = Unit.CODE_POINT


def _read() -> dict[str, Limits]:
    text = get_data("resources", "limits.json") or b"{}"
    return {
        each["name"]: Limits(
            each["name"],
            each["max_weight"],
            each["url_weight"],
            each["default_weight"],
            tuple((first, last) for first, last in each["light_ranges"]),
            each["emoji_weight"],
        )
        for each in json.loads(text)["limits"]
    }


LIMITS_BY_NAME = _read()
LIMITS_140 = LIMITS_BY_NAME["140"]
LIMITS_280 = LIMITS_BY_NAME["280"]

"""How long a call took, as a person types it; pure."""

from __future__ import annotations

import re

SECONDS = {"std": 3600, "h": 3600, "m": 60, "s": 1}
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)")
_UNITS = re.compile(r"(?:\s*\d+\s*(?:std|h|m|s)[a-z]*\.?)+")
_UNIT = re.compile(r"(\d+)\s*(std|[hms])")


def seconds(text: str) -> int | None:
    """Return the length in seconds; None for an empty text.

    Understands minutes (`6`), minutes and seconds (`6:30`), hours with both (`1:05:00`),
    and words (`1 h 5 min`, `45 s`, in German `1 Std. 5 Min.`). Raises ValueError for
    anything else.
    """
    text = text.strip().casefold()
    if not text:
        return None
    if text.isdecimal():
        return int(text) * 60
    if clock := _CLOCK.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in clock.groups())
        return hours * 3600 + minutes * 60 + rest
    if _UNITS.fullmatch(text):
        return sum(int(number) * SECONDS[unit] for number, unit in _UNIT.findall(text))
    raise ValueError(text)

"""Post ids as X makes them: milliseconds since X's epoch, shifted left by 22 bits.

Source: https://docs.x.com/fundamentals/x-ids (read 2026-08).
"""

import datetime as dt

EPOCH_MS = 1288834974657
SEQUENCE_BITS = 22


def id_at(at_ms: int, sequence: int = 0) -> int:
    """Return the smallest id of the millisecond `at_ms` (Unix time), plus `sequence`."""
    return (max(at_ms - EPOCH_MS, 0) << SEQUENCE_BITS) + sequence


def ms_of(snowflake: int) -> int:
    """Return the Unix time in milliseconds that an id holds."""
    return (snowflake >> SEQUENCE_BITS) + EPOCH_MS


def ms_of_time(moment: dt.datetime) -> int:
    """Return an aware time as Unix milliseconds."""
    return round(moment.timestamp() * 1000)


class SnowflakeSource:
    """Makes ids that are strictly increasing and larger than every id it has seen."""

    def __init__(self) -> None:
        self._last = 0

    def saw(self, snowflake: int) -> None:
        """Keep every later id above `snowflake`."""
        self._last = max(self._last, snowflake)

    def next(self, at_ms: int) -> int:
        """Return a new id of `at_ms`, or just after the last one where that is later."""
        self._last = max(self._last + 1, id_at(at_ms))
        return self._last

"""How long a call takes: counted while it runs, and set by hand. Pure: time is passed in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from console.domain.calls import CallEntry

BRIEF_S = 60
"""A call of less, without a word, was none."""


@dataclass(frozen=True, slots=True)
class CallClock:
    """A clock at one moment of its life."""

    elapsed_s: int = 0
    """What was counted before it was last started."""
    running_since: datetime | None = None
    ended: bool = False
    """Whether the call is over; else it stands for a while only."""

    @property
    def runs(self) -> bool:
        """Return whether it counts now."""
        return self.running_since is not None

    def seconds(self, now: datetime) -> int:
        """Return how long the call took till now; a clock that was set back takes nothing off."""
        if self.running_since is None:
            return self.elapsed_s
        return self.elapsed_s + max(now - self.running_since, timedelta()) // timedelta(seconds=1)

    def started(self, now: datetime) -> Self:
        """Return it running on."""
        return self if self.runs else replace(self, running_since=now, ended=False)

    def stopped(self, now: datetime, *, ended: bool) -> Self:
        """Return it standing: for a while, or because the call is over."""
        return replace(self, elapsed_s=self.seconds(now), running_since=None, ended=ended)

    def corrected(self, seconds: int) -> Self:
        """Return it standing at what a person says it should show."""
        return replace(self, elapsed_s=seconds, running_since=None, ended=True)


def face(seconds: int) -> str:
    """Return what a clock shows: `6:05`, from an hour on `1:06:05`."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def is_blank(entry: CallEntry, now: datetime) -> bool:
    """Return whether nobody would miss a note: without a word, and of no call worth the name."""
    counted = CallClock(entry.elapsed_s, entry.running_since).seconds(now)
    return entry.is_blank and counted < BRIEF_S

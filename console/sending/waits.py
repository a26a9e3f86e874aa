"""When a call that failed is tried again; pure."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.patience import Patience
from console.errors import (
    ConnectorError,
    CredentialsError,
    OutOfCredits,
    RateLimited,
    SignedOut,
)

SPREAD = timedelta(seconds=5)
"""Over so long a time those who wait for one limit come back, not all at its first moment."""
LONGEST = timedelta(hours=24)
"""X has limits of a day; what lies further ahead was written by a clock that was set back."""


def retry_at(
    error: ConnectorError | CredentialsError,
    failures: int,
    now: datetime,
    patience: Patience,
    jitter: float,
) -> datetime | None:
    """Return when to try again; None: only a person can help.

    `failures` in a row came before this one; `jitter` is a random number from 0 to 1. The
    network's own word counts, where it gave one; else the wait doubles from failure to
    failure, and half of it is left to chance. Where a person has to act, it is the longest
    wait: they may have acted elsewhere.
    """
    if isinstance(error, CredentialsError):
        return None
    if isinstance(error, RateLimited) and error.reset_at is not None:
        soonest = now + timedelta(seconds=1)
        return min(max(error.reset_at, soonest), now + LONGEST) + SPREAD * jitter
    most = patience.try_again_most
    if isinstance(error, SignedOut | OutOfCredits):
        return now + most
    wait = min(patience.try_again * 2.0 ** min(failures, 16), most)
    return now + wait * (0.5 + jitter / 2)


def is_due(at: datetime | None, now: datetime, longest: timedelta = LONGEST) -> bool:
    """Return whether a stored wait is over; one above `longest` was a wrong clock's."""
    return at is None or at <= now or at > now + longest + SPREAD

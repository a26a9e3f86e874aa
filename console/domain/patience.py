"""How long sending waits for what; one value, so that a trial can be in more of a hurry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Patience:
    """Times of the outbox; the defaults are those of a desk in use."""

    lease: timedelta = timedelta(seconds=120)
    """How long a part may be on its way before its sender counts as gone; far above time-outs."""
    replica_lag: timedelta = timedelta(seconds=30)
    """How long X may not know a post yet that it just accepted (some seconds)."""
    lag_pause: timedelta = timedelta(seconds=3)
    """When to try a part again that X refused for that."""
    first_look: timedelta = timedelta(seconds=5)
    """When an unsure part is looked for first; each later look waits twice as long."""
    shows_after: timedelta = timedelta(seconds=90)
    """After this time a published post is expected in our own timeline; then a person is asked."""
    clock_slack: timedelta = timedelta(minutes=10)
    """How far this machine's clock may be from the network's."""
    try_again: timedelta = timedelta(seconds=15)
    """The first wait where the network does not say when to try again."""
    try_again_most: timedelta = timedelta(minutes=15)
    """The longest such wait; it doubles with each failure."""
    stale_after: timedelta = timedelta(hours=2)
    """An answer that waited longer asks before it goes out."""

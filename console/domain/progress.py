"""How far a long piece of work is, and whether it is to stop; passed along as an argument."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from console.errors import Cancelled


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is."""

    done: int
    """In the unit of `total`: bytes, rows, files."""
    total: int | None
    """None where nobody knows yet."""
    step: str = ""
    """What is done now, in words for a person: "Reading tweets.js"; empty: as before."""

    @property
    def share(self) -> float | None:
        """Return how much of it is done, from 0 to 1; None where nobody knows."""
        return None if not self.total else min(1.0, self.done / self.total)


@dataclass(frozen=True, slots=True)
class Follower:
    """Whoever waits for a long piece of work: hears of it, and may stop it."""

    tell: Callable[[Progress], None] = lambda _progress: None
    """Called from the thread that works, some times a second at most."""
    stopping: Callable[[], bool] = lambda: False
    """Whether it is to stop at the next point where that leaves nothing half done."""

    def stop_here(self, message: str) -> None:
        """Stop where that is asked.

        Raises:
            Cancelled: with `message`, which says what became of what was done.
        """
        if self.stopping():
            raise Cancelled(message)


NOBODY = Follower()
"""Nobody waits: it goes on to its end."""

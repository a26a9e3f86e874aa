"""The processes of the desk: starting one, ending it by SIGKILL, hearing its last words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from statistics import median

from tests.crash_trial.orders import Order, Reached

LONGEST_LIFE_S = 40.0
"""A life that takes longer hangs: nothing in a trial takes so long."""
KILLED = (-9, 255)
"""What is heard of a life that was killed; 255 where the fork server could not tell how it ended
(`multiprocessing.popen_forkserver`). A life that breaks by itself ends with 1."""
Living = Callable[[Order, Connection], None]


class Unwell(Exception):
    """A life ended by itself with an error, or not at all."""


@dataclass(frozen=True, slots=True)
class End:
    """How a life ended."""

    done: bool
    """Whether it had nothing left to do."""
    reached: Reached | None
    """The named point at which it was killed."""


class Nursery:
    """Starts lives: from a process that has loaded the desk already, so they begin at once."""

    def __init__(self) -> None:
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(["tests.crash_trial.life"])
        self._lasted_s = [0.3]

    def live(
        self,
        living: Living,
        order: Order,
        *,
        fraction: float | None = None,
        strike: Callable[[], bool] | None = None,
    ) -> End:
        """Run one life to its end, or kill it.

        With `fraction` it is killed when so much of a usual life is over; with `strike`
        as soon as that says so.

        Raises:
            Unwell: it broke, or never ended.
        """
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=living, args=(order, theirs))
        began_s = time.monotonic()
        process.start()
        theirs.close()
        try:
            if fraction is not None:
                process.join(fraction * median(self._lasted_s))
                process.kill()
            while strike is not None and process.is_alive():
                if strike():
                    process.kill()
                    break
            process.join(LONGEST_LIFE_S)
            if process.is_alive():
                process.kill()
                process.join()
                raise Unwell(f"a life did not end within {LONGEST_LIFE_S:.0f} s")
            code = process.exitcode
        finally:
            reached = _last_words(ours)
            ours.close()
            process.close()
        if code == 0:
            self._lasted_s = [*self._lasted_s[-20:], time.monotonic() - began_s]
        elif code not in KILLED or (reached is None and fraction is None and strike is None):
            raise Unwell(f"a life ended with {code}")
        return End(code == 0, reached)


def _last_words(ours: Connection) -> Reached | None:
    try:
        heard: object = ours.recv() if ours.poll() else None
    except EOFError:
        return None
    return heard if isinstance(heard, Reached) else None

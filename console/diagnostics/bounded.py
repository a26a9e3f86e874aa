"""Gives a look so much time and no more: a name server may keep silent for minutes."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SLICE_S = 0.1


class TooSlow(Exception):
    """A look took too long, or was not wanted any more; its thread ends when it can."""


class _Look(Generic[T]):
    def __init__(self, look: Callable[[], T]) -> None:
        self._look = look
        self.over = threading.Event()
        self.found: list[T] = []
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.found.append(self._look())
        except Exception as error:  # noqa: BLE001 - raised again by whoever waits
            self.error = error
        finally:
            self.over.set()


def within(most_s: float, look: Callable[[], T], stopped: Callable[[], bool]) -> T:
    """Return what `look` finds in `most_s` seconds; raise what it raises, or TooSlow."""
    one = _Look(look)
    # A daemon: what hangs must not keep the program alive.
    threading.Thread(target=one.run, name="canary-look", daemon=True).start()
    left_s = most_s
    while not one.over.wait(min(SLICE_S, left_s)):
        left_s -= SLICE_S
        if left_s <= 0 or stopped():
            raise TooSlow
    if one.error is not None:
        raise one.error
    return one.found[0]

"""The process in whose place this one was started: what it is told, and when its desk is free.

The side of a new start (`ui.new_start`) that the new process has. No Qt: that is loaded only
once the process before knows that there is one.

The two talk by empty files in a folder of the process before, which its variable names. A file
needs no descriptor that the other inherits, and no thread that reads; the data folder's lock
says the rest, also where one of the two is killed.
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from console.store.location import FolderLock

VARIABLE = "CANARY_DESK_NEW_START"
"""Names the folder; in the environment of the new process only."""
READY, OPEN, YOURS = "ready", "open", "yours"
"""The new process can open a window; its window stands. The process before closed its own."""
PATIENCE_S = 30.0
"""How long the process before may take to close."""
PAUSE_S = 0.02


class Predecessor:
    """The process before this one."""

    def __init__(self, folder: Path) -> None:
        """Take the folder by which it hears of us."""
        self._folder = folder

    def tell(self, word: str) -> None:
        """Say how far this process is; where nobody is left to hear it, nothing."""
        with suppress(OSError):
            put(self._folder, word)

    def await_end(self, data: Path, patience_s: float = PATIENCE_S) -> FolderLock | None:
        """Wait till its window has closed; return the lock on `data`, None where it was not had.

        Rings at nobody: it knows. A process that is killed lets go of the lock too.
        """
        from console.store import doorbell, location

        until_s = time.monotonic() + patience_s
        while time.monotonic() < until_s:
            gone = (self._folder / YOURS).exists()
            lock = location.occupy(data)
            if lock is not None and lock.holds():
                doorbell.take_down(data)
                if not gone and not (self._folder / YOURS).exists():
                    self._tidy()
                return lock
            if gone and lock is not None:  # nothing can be locked there
                return lock
            time.sleep(PAUSE_S)
        return None

    def _tidy(self) -> None:
        """Remove the folder of a process that was killed."""
        import shutil

        shutil.rmtree(self._folder, ignore_errors=True)


def put(folder: Path, word: str) -> None:
    """Leave a word; raise OSError where that cannot be."""
    os.close(os.open(folder / word, os.O_WRONLY | os.O_CREAT, 0o600))


def of_environment() -> Predecessor | None:
    """Return the process that started this one in its place, None where there is none.

    The variable is taken away: what this process starts is none of its kind.
    """
    named = os.environ.pop(VARIABLE, "")
    return Predecessor(Path(named)) if named else None

"""How a second start, or a command beside an open desk, makes itself heard there.

Owns the bell: a folder in the data folder, there for as long as a window listens. A ring
is a file in it, whose name begins with a word; the window removes it as the sign that it
heard. No Qt and no sockets; the data file is not opened. `location` owns the lock, which
says whether there is a window at all.

What is found in the bell is only a word: a note that comes with it is bounded and of
plain signs, and nothing else of a file's contents is used.
"""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path
from typing import Literal

from console.language import tr
from console.store import location
from console.store.location import FolderLock

BELL = "canary-desk.bell"
RINGING_S = 3.0
"""How long a window that listens may take to answer."""
BUSY_S = 20.0
"""How long one may take to start or to close, while it does not listen."""
PAUSE_S = 0.02
_NOTE = re.compile(r"[!-~]{1,512}")

TITLE = tr("Canary Desk is open, but does not answer")
ADVICE = tr(
    "It may be busy: wait a moment, then look for its window. If it stays "
    "so, end that process and start Canary Desk again. What was stored is "
    "safe."
)

Word = Literal["raise", "look"]
"""`raise`: show the window. `look`: the data was changed beside it; read it anew."""
_WORDS: dict[str, Word] = {"raise": "raise", "look": "look"}


def ring(folder: Path, word: Word, note: str = "") -> Path | None:
    """Ring at the desk that is open on `folder`; return the ring, None where none listens.

    Waits for nothing. Several rings to look are one, so that a bell which nobody took
    down (a killed window) gathers none.
    """
    bell = folder / BELL
    name = word if word == "look" else f"{word}-{_unique()}"
    unfinished = bell / f".{_unique()}"
    try:
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            os.write(file, note.encode("ascii", "ignore"))
        finally:
            os.close(file)
        return unfinished.replace(bell / name)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return None


def put_up(folder: Path) -> Path:
    """Begin to listen; return the folder to be watched. Raise OSError where it cannot be."""
    bell = folder / BELL
    bell.mkdir(mode=0o700, exist_ok=True)
    return bell


def take_down(folder: Path) -> None:
    """Listen no longer; only for the window that has `folder`.

    The bell goes at once and as a whole: a ring that is gone while the bell is there was
    heard.
    """
    import shutil  # a command that rings does not wait for it

    away = folder / f"{BELL}-{_unique()}"
    with suppress(OSError):
        (folder / BELL).rename(away)
        shutil.rmtree(away, ignore_errors=True)


def hear(folder: Path) -> dict[Word, str]:
    """Take the rings off the bell; return the words, each with the note of its last ring."""
    heard: dict[Word, str] = {}
    with suppress(OSError):
        for ringing in sorted((folder / BELL).iterdir()):
            word = _WORDS.get(ringing.name.partition("-")[0])
            if word is None:
                continue
            note = _note_of(ringing)
            with suppress(OSError):
                ringing.unlink()  # before anything is read anew: what comes later rings again
                heard[word] = note
    return heard


def _unique() -> str:
    return os.urandom(8).hex()


def _note_of(ringing: Path) -> str:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        file = os.open(ringing, flags)
        try:
            note = os.read(file, 1024).decode("ascii", "replace")
        finally:
            os.close(file)
    except OSError:
        return ""
    return note if _NOTE.fullmatch(note) else ""


class Call:
    """A second start's wish that the window of the first be shown."""

    def __init__(self, folder: Path, note: str = "") -> None:
        """Take what is to be told with it: the token that lets the first come to the front."""
        self.folder = folder
        self._note = note
        self._ring: Path | None = None
        self.heard = False
        """Whether the first took the ring off its bell."""

    @property
    def complaint(self) -> str:
        """Return in a sentence that nobody answered."""
        process = location.occupant(self.folder)
        which = "" if process is None else tr(" (process {process})").format(process=process)
        return tr(
            "Another window{which} has the data folder {folder} and did not come forward."
        ).format(which=which, folder=self.folder)

    def try_on(self) -> bool:
        """Look whether it was heard, and ring where that was not possible before.

        Return whether it rings since now.
        """
        if self._ring is not None and not self._ring.exists():
            self._ring = None
            self.heard = (self.folder / BELL).exists()
        if self.heard or self._ring is not None:
            return False
        self._ring = ring(self.folder, "raise", self._note)
        return self._ring is not None

    def give_up(self) -> None:
        """Ring no longer."""
        if self._ring is not None:
            with suppress(OSError):
                self._ring.unlink(missing_ok=True)


def come_in(folder: Path, note: str = "") -> FolderLock | Call:
    """Return the lock on `folder`, or the call to the window that has it.

    Waits till that has heard the call; where it is still starting, or is closing, till it
    listens or is gone. A call that was not heard goes on ringing.
    """
    call = Call(folder, note)
    ends_at = time.monotonic() + BUSY_S
    while (lock := location.occupy(folder)) is None:
        rings = call.try_on()
        if call.heard:
            return call
        if rings:
            ends_at = time.monotonic() + RINGING_S
        elif time.monotonic() > ends_at:
            return call
        time.sleep(PAUSE_S)
    if lock.holds():
        take_down(folder)  # of a window that was killed
    return lock

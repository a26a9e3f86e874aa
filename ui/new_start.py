"""A start of the desk in a process of its own, in the place of this one: for another language.

The words of the window stand in constants, so a process keeps its language for life. The new
process has the arguments of this one. It is begun while this window still stands, and says
when it could open one (`ui.predecessor`); only then does this one close. This process stays
until the other's window stands: should that fail, there is still one that opens the desk.

Framework knowledge: a program packed into one file unpacks itself, and takes a process with
its variables for a part of itself; PYINSTALLER_RESET_ENVIRONMENT says that it is none
(https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html, read in November 2026).
"""

from __future__ import annotations

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from console import language
from console.errors import DeskError
from console.language import tr
from ui import predecessor

LOG = logging.getLogger(__name__)
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Variables that hold for one start only."""
HIDDEN = "--hidden"
PAUSE_S = 0.05
END_S = 5.0
"""How long a process that is told to end may take."""
ENDED = (
    None, 0, -signal.SIGTERM, -signal.SIGINT, -getattr(signal, "SIGHUP", signal.SIGTERM)
)  # fmt: skip
"""Exit codes of a process that stands, ended as it should, or was told to end."""
STAYS = tr("This window works on. Try again, or quit and start Canary Desk as you usually do.")


class NoNewStart(DeskError):
    """No other process can open the desk in the place of this one."""

    title = tr("Not started anew")
    advice = STAYS


def command(
    *,
    frozen: bool,
    executable: str,
    own: Sequence[str],
    original: Sequence[str],
    demo: bool = False,
) -> list[str]:
    """Return what starts this program again.

    `own` are its arguments with its name first (`sys.argv`), `original` those of the
    interpreter (`sys.orig_argv`). Somebody sits there: it does not begin hidden. A demo may
    have been opened from a desk: it has that one's arguments no more.
    """
    program = () if frozen else original[1 : len(original) - len(own[1:])]
    words = ["--demo"] if demo else [word for word in own[1:] if word != HIDDEN]
    return [executable, *program, *words]


class Successor:
    """The process that is to open the desk in the place of this one."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        """Take the process, and the folder by which the two talk."""
        self.process, self._folder = process, folder

    def has_said(self, word: str) -> bool:
        """Return whether it said so: `READY` or `OPEN`."""
        return (self._folder / word).exists()

    def trouble(self) -> NoNewStart | None:
        """Return that it ended; None while it runs."""
        code = self.process.poll()
        if code is None:
            return None
        if code:
            LOG.warning("The desk was not started anew: exit code %s", code)
        return NoNewStart(
            tr("The new process ended before its window stood (exit code {code}).").format(
                code=code
            )
        )

    def give_up(self) -> None:
        """Tell it to end, and wait till it has."""
        self.process.terminate()
        try:
            self.process.wait(END_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._tidy()

    def await_window(self) -> NoNewStart | None:
        """Wait till its window stands; return what went wrong where this process has to open one.

        The data folder's lock is free by now. However long it takes, for it may bring the data
        file to a newer form: while it runs the desk is its own.
        """
        with suppress(OSError):  # it has the lock, then
            predecessor.put(self._folder, predecessor.YOURS)
        trouble = None
        while not self.has_said(predecessor.OPEN):
            if (trouble := self.trouble()) is not None:
                break
            time.sleep(PAUSE_S)
        self._tidy()
        # One that ended well was closed by a person, or showed another window of the folder.
        return None if self.process.returncode in ENDED else trouble

    def _tidy(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)


def begin(*, demo: bool = False, wanted: str = "") -> Successor:
    """Start this program again, beside this process.

    `demo`: it is the demo's. `wanted`, a language, is handed on: a demo keeps no preferences, and
    those of a desk may still be waiting to be stored.

    Raises:
        NoNewStart: it cannot be started.
    """
    frozen = bool(getattr(sys, "frozen", False))
    words = command(
        frozen=frozen, executable=sys.executable, own=sys.argv, original=sys.orig_argv, demo=demo
    )
    variables = {name: value for name, value in os.environ.items() if name not in TOKENS}
    if frozen:
        variables["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    if wanted:
        variables[language.VARIABLE] = wanted
    folder = None
    try:
        folder = Path(tempfile.mkdtemp(prefix="canary-desk-start-"))
        variables[predecessor.VARIABLE] = str(folder)
        process = subprocess.Popen(words, env=variables)  # noqa: S603 - our own command, as it was
    except OSError as error:
        LOG.warning("The desk cannot be started anew: %s", type(error).__name__)
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
        raise NoNewStart(
            tr("{program} cannot be started: {reason}.").format(
                program=sys.executable, reason=error.strerror or type(error).__name__
            )
        ) from error
    return Successor(process, folder)

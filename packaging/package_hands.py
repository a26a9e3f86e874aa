"""A person's hands and eyes at a real window: an X server of its own, keys, a picture.

Starts and ends its own processes only, each by its id.
"""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self, TypeVar

from package_tools import PackageError

PATIENCE_S = 60.0
"""How long a window, a page or an answer may take on a busy machine."""
GLANCE_S = 0.2
T = TypeVar("T")

PICTURE = """
import sys
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
screen = app.primaryScreen()
sys.exit(not screen.grabWindow(0).save(sys.argv[1]))
"""


class Person:
    """Who tries the program: a user of this system, with a home and few variables."""

    def __init__(self, home: Path, path: str, uid: int | None = None) -> None:
        self.home = home
        self.uid = uid
        """None for whoever runs this."""
        self.environment = {
            "HOME": str(home),
            "PATH": path,
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "XDG_RUNTIME_DIR": str(home / "runtime"),
            "CANARY_DESK_LANGUAGE": "en",
        }

    def start(self, words: Sequence[str], **more: str) -> subprocess.Popen[str]:
        """Start a program as this person, in the root folder; its words come by pipes."""
        return subprocess.Popen(
            list(words),
            cwd="/",
            env=self.environment | more,
            user=self.uid,
            group=self.uid,
            extra_groups=None if self.uid is None else [],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )

    def run(self, words: Sequence[str], codes: tuple[int, ...] = (0,)) -> str:
        """Run a command to its end and return what it printed; raise where it fails."""
        process = self.start(words)
        try:
            said, complained = process.communicate(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise PackageError(f"`{_told(words)}` did not end within {PATIENCE_S:.0f} s") from None
        if process.returncode not in codes:
            print(said, complained, sep="\n", file=sys.stderr)
            raise PackageError(f"`{_told(words)}` ended with code {process.returncode}")
        return said


class Screen:
    """An X server without a display, on a number that is free, as a context manager."""

    def __init__(self, person: Person) -> None:
        self._person = person
        self._server: subprocess.Popen[bytes] | None = None
        self.display = ""

    def __enter__(self) -> Self:
        read, write = os.pipe()
        words = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1360x860x24"]
        # Without `-noreset` it begins anew whenever its only client leaves, as one that just
        # looks whether it answers does, and for that moment takes nobody.
        words += ["-nolisten", "tcp", "-noreset"]
        uid = self._person.uid
        try:
            self._server = subprocess.Popen(
                words, pass_fds=(write,), stderr=subprocess.DEVNULL, user=uid, group=uid
            )
        except FileNotFoundError:
            raise PackageError("Xvfb is not installed (package xvfb)") from None
        finally:
            os.close(write)
        # The whole line: it is written in pieces, and who writes into a closed pipe dies.
        line = b""
        while not line.endswith(b"\n") and select.select([read], [], [], PATIENCE_S)[0]:
            piece = os.read(read, 16)
            if not piece:
                break
            line += piece
        os.close(read)
        number = line.strip().decode()
        if not number:
            self.__exit__()
            raise PackageError("the X server did not start")
        self.display = f":{number}"
        return self

    def __exit__(self, *_: object) -> None:
        if self._server is not None:
            self._server.terminate()
            self._server.wait()

    def window(self, title: str, running: subprocess.Popen[str]) -> str:
        """Return the id of the window that has these words in its title, once it is there."""

        def found() -> str:
            if running.poll() is not None:
                raise PackageError(f"the program ended with code {running.returncode}, no window")
            return self._xdotool("search", "--onlyvisible", "--name", title).split("\n")[0]

        return until(found, f"a window “{title}”")

    def has(self, title: str) -> bool:
        """Return whether a window that has these words in its title is to be seen."""
        return bool(self._xdotool("search", "--onlyvisible", "--name", title))

    def lacks(self, window: str) -> bool:
        """Return whether a window is to be seen no more."""
        return window not in self._xdotool("search", "--onlyvisible", "--name", "").split()

    def settle(self, running: subprocess.Popen[str]) -> None:
        """Wait till a program has nothing to do: it used next to no time for a second."""
        last = -1.0

        def rests() -> bool:
            nonlocal last
            used = cpu_s(running.pid)
            before, last = last, used
            if before >= 0 and used - before <= 0.03:
                return True
            time.sleep(1)
            return False

        until(rests, "the program to come to rest")

    def press(self, window: str, *keys: str) -> None:
        """Press keys, one after the other, in a window."""
        self._xdotool("windowfocus", "--sync", window)
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)

    def type(self, text: str) -> None:
        """Type where the focus is."""
        self._xdotool("type", "--delay", "20", text)

    def wm_class(self, window: str) -> str:
        """Return the class by which a desktop matches the window with its entry."""
        return self._run(["xprop", "-id", window, "WM_CLASS"]).strip()

    def draw(self, path: Path) -> None:
        """Draw the screen into a PNG file."""
        words = [sys.executable, "-c", PICTURE, str(path.absolute())]
        self._run(words, QT_QPA_PLATFORM="xcb")

    def _xdotool(self, *words: str) -> str:
        return self._run(["xdotool", *words]).strip()

    def _run(self, words: Sequence[str], **more: str) -> str:
        """Run a tool of the trial's own at this screen; its failure is no answer."""
        environment = os.environ | {"DISPLAY": self.display} | more
        try:
            done = subprocess.run(
                words, env=environment, check=False, capture_output=True, text=True,
                timeout=PATIENCE_S,
            )  # fmt: skip
        except FileNotFoundError:
            raise PackageError(f"{words[0]} is not installed") from None
        return done.stdout


def until(look: Callable[[], T], what: str) -> T:
    """Return the first thing found that is something; raise where it does not come in time."""
    ends = time.monotonic() + PATIENCE_S
    while not (found := look()):
        if time.monotonic() > ends:
            raise PackageError(f"waited {PATIENCE_S:.0f} s in vain for {what}")
        time.sleep(GLANCE_S)
    return found


def cpu_s(pid: int) -> float:
    """Return the processor's seconds that a process used so far; 0 once it is gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text("ascii")
    except OSError:
        return 0.0
    # Behind the name, which may hold anything: fields 14 and 15 of proc(5), in clock ticks.
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _told(words: Sequence[str]) -> str:
    return " ".join([Path(words[0]).name, *words[1:]])

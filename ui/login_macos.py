"""Starting at login on macOS: a LaunchAgent of this person. Never run by us on a Mac.

https://developer.apple.com/library/archive/documentation/MacOSX/Conceptual/BPSystemStartup/
"""

from __future__ import annotations

import plistlib
from pathlib import Path

from console.errors import of_os_error
from ui.login_start import AGENT, Found, Login, not_ours, tail, write_in_one_step


class LaunchAgent:
    """A property list in the folder of this person's agents."""

    def __init__(self, words: tuple[str, ...], folder: Path, which: str = "") -> None:
        self._words, self._label = words, f"{AGENT}{which}"
        self._path = folder / f"{self._label}.plist"

    def read(self) -> Found:
        """Return what the list says; one that cannot be read counts as another's."""
        try:
            held = plistlib.loads(self._path.read_bytes())
        except FileNotFoundError:
            return Found(Login.OFF)
        except (OSError, ValueError, plistlib.InvalidFileException):
            return Found(Login.OTHER, str(self._path))
        if not isinstance(held, dict) or held.get("Disabled") or not held.get("RunAtLoad"):
            return Found(Login.DISABLED)
        words = held.get("ProgramArguments")
        if words == list(self._words):
            return Found(Login.ON)
        return Found(Login.OTHER, " ".join(map(str, words)) if isinstance(words, list) else "")

    def switch(self, *, on: bool) -> None:
        """Write the list in one step, or remove it where it starts this desk."""
        held = {"Label": self._label, "ProgramArguments": list(self._words), "RunAtLoad": True}
        try:
            if not on:
                self._remove()
                return
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_in_one_step(self._path, plistlib.dumps(held))
        except OSError as error:
            raise of_os_error(error, str(self._path)) from error

    def _remove(self) -> None:
        """Remove the list where it is ours, also of a program that stood elsewhere."""
        try:
            held = plistlib.loads(self._path.read_bytes())
        except FileNotFoundError:
            return
        except (ValueError, plistlib.InvalidFileException) as error:
            raise not_ours(str(self._path)) from error
        words = held.get("ProgramArguments") if isinstance(held, dict) else None
        ends = list(tail(self._words))
        if not isinstance(words, list) or words[-len(ends) :] != ends:
            raise not_ours(str(self._path))
        self._path.unlink(missing_ok=True)

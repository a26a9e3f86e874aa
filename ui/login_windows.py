"""Starting at login on Windows: a value of this person's registry. Never run by us on Windows.

https://learn.microsoft.com/en-us/windows/win32/setupapi/run-and-runonce-registry-keys
"""

from __future__ import annotations

import subprocess
import sys

from console.errors import of_os_error
from ui.login_start import RUN_KEY, Found, Login, not_ours, tail

NAME = "Canary Desk"


class WindowsRun:
    """A value of the key `Run`."""

    def __init__(self, words: tuple[str, ...], which: str = "") -> None:
        self._command = subprocess.list2cmdline(words)
        self._tail = f" {subprocess.list2cmdline(tail(words))}"
        self._name = f"{NAME}{which}"

    def read(self) -> Found:
        """Return what the value says."""
        try:
            held = _read(self._name)
        except FileNotFoundError:
            return Found(Login.OFF)
        except OSError:
            return Found(Login.OTHER, RUN_KEY)
        return Found(Login.ON) if held == self._command else Found(Login.OTHER, held)

    def switch(self, *, on: bool) -> None:
        """Set the value, or remove it where it starts this desk."""
        try:
            if not on and not _read(self._name).endswith(self._tail):
                raise not_ours(RUN_KEY)
            _write(self._name, self._command if on else None)
        except FileNotFoundError:
            return
        except OSError as error:
            raise of_os_error(error, RUN_KEY) from error


def _read(name: str) -> str:
    held = ""
    if sys.platform == "win32":  # else nothing of this is there, nor known to a type checker
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            held = str(winreg.QueryValueEx(key, name)[0])
    return held


def _write(name: str, command: str | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if command is None:
                winreg.DeleteValue(key, name)
            else:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, command)

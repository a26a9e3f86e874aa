"""Starting at login on Windows: a value of this person's registry. Never run by us on Windows.

https://learn.microsoft.com/en-us/windows/win32/setupapi/run-and-runonce-registry-keys
"""

from __future__ import annotations

import subprocess
import sys

from console.errors import of_os_error
from ui.login_start import RUN_KEY, Found, Login

NAME = "Canary Desk"


class WindowsRun:
    """A value of the key `Run`."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self._command = subprocess.list2cmdline(words)

    def read(self) -> Found:
        """Return what the value says."""
        try:
            held = _read()
        except FileNotFoundError:
            return Found(Login.OFF)
        except OSError:
            return Found(Login.OTHER, RUN_KEY)
        return Found(Login.ON) if held == self._command else Found(Login.OTHER, held)

    def switch(self, *, on: bool) -> None:
        """Set the value, or remove it."""
        try:
            _write(self._command if on else None)
        except FileNotFoundError:
            return
        except OSError as error:
            raise of_os_error(error, RUN_KEY) from error


def _read() -> str:
    held = ""
    if sys.platform == "win32":  # else nothing of this is there, nor known to a type checker
        import winreg

        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            held = str(winreg.QueryValueEx(key, NAME)[0])
    return held


def _write(command: str | None) -> None:
    if sys.platform == "win32":
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN_KEY) as key:
            if command is None:
                winreg.DeleteValue(key, NAME)
            else:
                winreg.SetValueEx(key, NAME, 0, winreg.REG_SZ, command)

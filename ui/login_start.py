"""Starting at login: what the system has, and how it is switched on and off. Off by default.

What holds is read from the system each time and kept nowhere else: a person may change it
there. What starts another command than ours is told, not taken for ours, and not removed.
Each desk of its own data folder has an entry of its own.

Linux: a desktop file in the folder `autostart`,
https://specifications.freedesktop.org/autostart-spec/latest/ (0.5, 2026-11); quoting of `Exec`:
https://specifications.freedesktop.org/desktop-entry-spec/latest/exec-variables.html
Windows: a value of the registry's `Run`. macOS: a LaunchAgent. The last two were never run
by us.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Protocol

from console.errors import InputError, of_os_error
from console.folders import default_folder
from console.language import tr

HIDDEN = "--hidden"
FILE_NAME = "canary-desk"
AGENT = "io.github.canary_desk.CanaryDesk"
RUN_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")
"""Signs for which an argument is quoted."""


class Login(Enum):
    """What happens when the person logs in."""

    OFF = "off"
    ON = "on"
    OTHER = "other"
    """Something is started under our name, but by another command than ours."""
    DISABLED = "disabled"
    """Our file is there, and the desktop was told not to heed it."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the system has."""

    state: Login
    command: str = ""
    """What is started, where that is another than ours."""


class LoginStart(Protocol):
    """One system's way."""

    def read(self) -> Found:
        """Return what the system has now."""

    def switch(self, *, on: bool) -> None:
        """Have the desk started at login from now on, or nothing of it.

        Raises:
            DeskError: the system does not take it.
        """


def of_system(data_dir: Path | None = None) -> LoginStart:
    """Return the way of this system, for the desk of a data folder; None for the usual one."""
    words, which = command(data_dir), suffix(data_dir)
    if sys.platform == "win32":
        from ui.login_windows import WindowsRun

        return WindowsRun(words, which)
    if sys.platform == "darwin":
        from ui.login_macos import LaunchAgent

        return LaunchAgent(words, Path.home() / "Library" / "LaunchAgents", which)
    return Autostart(words, config_folder() / "autostart", which)


def config_folder() -> Path:
    """Return where this person's settings of the desktop are."""
    given = os.environ.get("XDG_CONFIG_HOME", "")
    return Path(given) if Path(given).is_absolute() else Path.home() / ".config"


def command(data_dir: Path | None = None) -> tuple[str, ...]:
    """Return what starts this very program at a login, in words.

    A program that was packed is its own; else the script that was installed beside this
    Python, or that stands on the path; else this Python, which runs the module where it is.
    """
    if getattr(sys, "frozen", False):
        program: tuple[str, ...] = (sys.executable,)
    else:
        name = "canary-desk.exe" if sys.platform == "win32" else "canary-desk"
        beside = Path(sys.executable).with_name(name)
        found = str(beside) if os.access(beside, os.X_OK) else shutil.which(name)
        program = (found,) if found else (sys.executable, "-m", "ui.start")
    folder = _unusual(data_dir)
    return (*program, HIDDEN) if folder is None else (*program, HIDDEN, "--data-dir", str(folder))


def suffix(data_dir: Path | None) -> str:
    """Return what tells the entry of this desk from those of others; nothing for the usual one."""
    folder = _unusual(data_dir)
    if folder is None:
        return ""
    return "-" + hashlib.sha256(os.fsencode(folder)).hexdigest()[:10]


def _unusual(data_dir: Path | None) -> Path | None:
    """Return a folder that has to be named, in full: a login begins in another one than this."""
    folder = None if data_dir is None else data_dir.absolute()
    return None if folder == default_folder().absolute() else folder


def tail(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the words after the program: what tells one desk from another, wherever it stands."""
    return words[words.index(HIDDEN) :]


def not_ours(where: str) -> InputError:
    """Return the error for an entry that starts something else: it is not ours to remove."""
    return InputError(
        tr("Another command stands there; it was left as it is: {place}").format(place=where)
    )


class Autostart:
    """A desktop file in the folder of those that are started at login."""

    def __init__(self, words: tuple[str, ...], folder: Path, which: str = "") -> None:
        self._words, self._folder = words, folder
        self._path = folder / f"{FILE_NAME}{which}.desktop"

    def read(self) -> Found:
        """Return what the file says; one that cannot be read counts as another's."""
        try:
            text = self._path.read_text("utf-8")
        except FileNotFoundError:
            return Found(Login.OFF)
        except (OSError, ValueError):
            return Found(Login.OTHER, str(self._path))
        keys = _keys(text)
        is_off = keys.get("Hidden", "").lower() == "true"
        is_off |= keys.get("X-GNOME-Autostart-enabled", "true").lower() == "false"
        if is_off:
            return Found(Login.DISABLED)
        if keys.get("Exec", "") == exec_line(self._words):
            return Found(Login.ON)
        return Found(Login.OTHER, keys.get("Exec", ""))

    def switch(self, *, on: bool) -> None:
        """Write the file in one step, or remove it where it starts this desk."""
        try:
            if not on:
                self._remove()
                return
            self._folder.mkdir(parents=True, exist_ok=True)
            write_in_one_step(self._path, self._text().encode())
        except OSError as error:
            raise of_os_error(error, str(self._path)) from error

    def _remove(self) -> None:
        """Remove the file where it is ours, also of a program that stood elsewhere."""
        try:
            held = _keys(self._path.read_text("utf-8")).get("Exec", "")
        except FileNotFoundError:
            return
        except ValueError as error:
            raise not_ours(str(self._path)) from error
        if not held.endswith(f" {exec_line(tail(self._words))}"):
            raise not_ours(str(self._path))
        self._path.unlink(missing_ok=True)

    def _text(self) -> str:
        lines = [
            "[Desktop Entry]",
            "Type=Application",
            "Name=Canary Desk",
            f"TryExec={_escaped(self._words[0])}",  # once it was removed, nothing is tried
            f"Exec={exec_line(self._words)}",
            "Icon=io.github.canary_desk.CanaryDesk",
            "Terminal=false",
            "X-GNOME-Autostart-enabled=true",
        ]
        if "-m" in self._words:  # a checkout: the module is found from its folder
            lines.insert(5, f"Path={_escaped(str(Path(__file__).parent.parent))}")
        return "\n".join(lines) + "\n"


def exec_line(words: tuple[str, ...]) -> str:
    r"""Return the value of `Exec`: each word quoted where it has to be, then escaped as a string.

    So one backslash of a path becomes four, as the specification says.

    Raises:
        InputError: a word has a line end, which no such file can hold.
    """
    return _escaped(" ".join(_quoted(word) for word in words))


def _quoted(word: str) -> str:
    if any(sign in word for sign in "\n\r\0"):
        raise InputError(tr("A program whose path has a line end cannot be started at login."))
    word = word.replace("%", "%%")
    if word and not RESERVED & set(word):
        return word
    return '"' + "".join(f"\\{sign}" if sign in '"`$\\' else sign for sign in word) + '"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\")


def _keys(text: str) -> dict[str, str]:
    """Return the keys of the group of the entry itself, the last of each name."""
    keys, inside = {}, False
    for line in text.splitlines():
        if line.startswith("["):
            inside = line.strip() == "[Desktop Entry]"
        elif inside and "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            keys[name.strip()] = value.strip()
    return keys


def write_in_one_step(path: Path, content: bytes) -> None:
    """Write a file so that it is never there by half; one that stands there stays till then."""
    fresh = path.with_name(f".{path.name}.new")
    with suppress(FileNotFoundError):
        fresh.unlink()
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with os.fdopen(os.open(fresh, flags, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise

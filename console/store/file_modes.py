"""Who but the person may look into the data folder: seen, mended, or told in words.

Owns what modes, owners and links of the desk's own files should be on POSIX. Opens no file:
closing a descriptor of the data file would drop the locks of SQLite's other connections
(see `database`). Follows no link. Access lists (ACLs) are not looked at; on Windows a
person's own folder keeps others out by such a list, and nothing is found here.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from console.language import tr

OWN_NAMES = ("canary-desk", "settings.", "backups", "logs", "review")
"""How the names of the files begin that the desk itself puts into its folder."""
DEEPEST, MOST = 2, 5000
"""How many folders down is looked, and at how many files."""


class Trouble(Enum):
    """What is wrong with a file or folder."""

    OPEN = "others of this machine may look into it"
    OPEN_PARENT = "others of this machine may rename or replace what lies in it"
    FOREIGN = "it belongs to another user"
    LINK = "it is a link to another place"
    UNSEEN = "it cannot be looked at"


@dataclass(frozen=True, slots=True)
class Finding:
    """One file or folder that is not as it should be."""

    path: Path
    trouble: Trouble
    mode: int = 0
    """Its permission bits as they are; 0 where they say nothing."""

    @property
    def words(self) -> str:
        """Return what is wrong and what helps, for a person."""
        mode = tr(" (mode {mode:04o})").format(mode=self.mode) if self.mode else ""
        return f"{self.path}: {self.trouble.value}{mode}. {_ADVICE[self.trouble]}"


_ADVICE = {
    Trouble.OPEN: tr("Its mode could not be set: the disk may be read-only, or know no modes."),
    Trouble.OPEN_PARENT: tr("Keep the data in a folder that only you may write."),
    Trouble.FOREIGN: tr("Have it given to you (chown), or take it away."),
    Trouble.LINK: tr("If you did not put it there, take it away."),
    Trouble.UNSEEN: tr("Look whether its disk is there and may be read."),
}


def modes(folder: Path) -> tuple[Finding, ...]:
    """Return what is not as it should be in a data folder and above it; changes nothing.

    Folders first, then files by name. Empty where there is no folder yet, and on Windows.
    """
    if os.name != "posix" or not os.path.lexists(folder):
        return ()
    return (*_above(folder), *_within(folder))


def mend(folder: Path) -> tuple[Finding, ...]:
    """Take away what others may do with our own files; return what could not be mended."""
    for found in modes(folder):
        if found.trouble is Trouble.OPEN:
            with suppress(OSError):
                state = found.path.lstat()
                if not stat.S_ISLNK(state.st_mode):
                    found.path.chmod(0o700 if stat.S_ISDIR(state.st_mode) else 0o600)
    return modes(folder)


def is_ours_alone(folder: Path) -> bool:
    """Return whether nothing but the desk's own files lies in `folder`; raise OSError."""
    return all(entry.name.startswith(OWN_NAMES) for entry in folder.iterdir())


def _above(folder: Path) -> Iterator[Finding]:
    """Find the folders above that let anybody put another one in the place of ours.

    Where the sticky bit is set (as on /tmp), only the owner can.
    """
    with suppress(OSError):
        for parent in Path(os.path.realpath(folder)).parents:
            mode = stat.S_IMODE(parent.stat().st_mode)
            if mode & stat.S_IWOTH and not mode & stat.S_ISVTX:
                yield Finding(parent, Trouble.OPEN_PARENT, mode)


def _within(folder: Path) -> Iterator[Finding]:
    try:
        target, alone = Path(os.path.realpath(folder)), is_ours_alone(folder)
        state = target.stat()
    except OSError:
        yield Finding(folder, Trouble.UNSEEN)
        return
    mode = stat.S_IMODE(state.st_mode)
    if state.st_uid != os.geteuid():
        yield Finding(folder, Trouble.FOREIGN, mode)
    elif alone and mode & 0o077:
        yield Finding(target, Trouble.OPEN, mode)
    elif mode & 0o022:  # a folder of other things too: its mode is the person's own
        yield Finding(target, Trouble.OPEN_PARENT, mode)
    for path in _files(target, DEEPEST):
        found = _look(path)
        if found is not None:
            yield found


def _files(folder: Path, depth: int) -> Iterator[Path]:
    """Yield our own files, and those in our own folders."""
    listed: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as entries:
        listed = sorted(
            (each for each, _ in zip(entries, range(MOST), strict=False)),
            key=lambda each: each.name,
        )
    for entry in listed:
        if depth == DEEPEST and not entry.name.startswith(OWN_NAMES):
            continue
        yield Path(entry.path)
        if depth and entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), depth - 1)


def _look(path: Path) -> Finding | None:
    try:
        state = path.lstat()
    except FileNotFoundError:  # SQLite takes its side files away when it likes
        return None
    except OSError:
        return Finding(path, Trouble.UNSEEN)
    mode = stat.S_IMODE(state.st_mode)
    if stat.S_ISLNK(state.st_mode):
        return Finding(path, Trouble.LINK)
    if state.st_uid != os.geteuid():
        return Finding(path, Trouble.FOREIGN, mode)
    return Finding(path, Trouble.OPEN, mode) if mode & 0o077 else None

"""Where the data file lies, whether that is a place it may lie, and which desk has it.

Owns the data folder: its mode, whether it can be written, whether it is on a network
share, where SQLite's write-ahead log loses data (https://www.sqlite.org/wal.html, "does
not work over a network filesystem"), and the lock that one window at a time has on it.

Framework knowledge: Qt's QLockFile goes by the process id in its file (6.11, tried on
Linux). After a kill -9 it takes the lock for held where another Python has that id by
then, and in a sandbox, where ids begin anew, that is at each start; an empty file, as a
power loss leaves it, counts as held for ever; and the file is readable by all. The lock
of the operating system beneath it is gone with its process, however that ended, so we
use that alone, on a file that is never removed: nobody can hold a lock on one that is no
longer there for others.
"""

from __future__ import annotations

import os
import re
import stat
import sys
from contextlib import suppress
from pathlib import Path

from console.errors import StoreError, StoreOnNetworkShare, StoreReadOnly, of_os_error
from console.folders import default_folder
from console.language import tr
from console.store.file_modes import Finding, is_ours_alone, mend, modes

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = (
    "FILE_NAME", "LOCK_NAME", "Finding", "FolderLock", "default_folder", "filesystem_type",
    "is_network_type", "modes", "occupant", "occupy", "prepare", "type_in_mac_mounts",
    "type_in_mountinfo",
)  # fmt: skip

FILE_NAME = "canary-desk.db"
LOCK_NAME = "canary-desk.lock"

_NETWORK_TYPES = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "afs", "ncpfs", "9p", "afpfs",
        "webdav", "davfs", "fuse.sshfs", "fuse.davfs2", "fuse.rclone", "fuse.glusterfs",
        "glusterfs", "ceph", "fuse.ceph", "lustre", "gpfs", "vboxsf", "fuse.vmhgfs-fuse",
    }
)  # fmt: skip


def prepare(folder: Path) -> Path:
    """Make `folder` ready and return the path of the data file in it.

    The folder is made 0700, and an own or empty one is brought to it; a folder of
    other things keeps its mode. Our own files in it are brought to 0600; what cannot be
    mended, `modes` tells.

    Raises:
        StoreOnNetworkShare: the folder is on a network share.
        StoreReadOnly: it cannot be made or written.
    """
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        kind = filesystem_type(folder)
        if kind in _NETWORK_TYPES:
            raise StoreOnNetworkShare(
                tr("{folder} is on a network share ({kind}).").format(folder=folder, kind=kind)
            )
        if os.name == "posix" and is_ours_alone(folder):
            folder.chmod(0o700)
    except OSError as error:
        raise of_os_error(error, str(folder)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise StoreReadOnly(tr("{folder} cannot be written.").format(folder=folder))
    mend(folder)
    _refuse_foreign_link(path)
    return path


def _refuse_foreign_link(path: Path) -> None:
    """Refuse a link in the place of the data file that another user put there.

    Raises:
        StoreReadOnly: it is one; what the desk writes would go where they want it.
    """
    try:
        state = path.lstat()
    except OSError:
        return  # nothing there yet; what else is wrong with it is said when it is opened
    if os.name == "posix" and stat.S_ISLNK(state.st_mode) and state.st_uid != os.geteuid():
        raise StoreReadOnly(tr("{path} is a link that another user put there.").format(path=path))


class FolderLock:
    """The right of one window to a data folder, for as long as its process lives."""

    def __init__(self, folder: Path, file: int | None) -> None:
        """Take the descriptor of the locked file; None where there is nothing to lock."""
        self.folder = folder
        self._file = file

    def holds(self) -> bool:
        """Return whether the folder is locked, and still is the one that was."""
        if self._file is None:
            return False
        try:
            return os.path.samestat(os.fstat(self._file), (self.folder / LOCK_NAME).stat())
        except OSError:
            return False  # the folder was removed or moved away

    def release(self) -> None:
        """Let another window have the folder."""
        file, self._file = self._file, None
        if file is not None:
            os.close(file)


def occupy(folder: Path) -> FolderLock | None:
    """Return the lock on `folder` for a window, None where another window has it.

    Where nothing can be locked, a lock that holds nothing: opening the data file says in
    words what is wrong with such a folder.
    """
    path = folder / LOCK_NAME
    try:
        if not path.exists():
            prepare(folder)
        file = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except (OSError, StoreError):
        return FolderLock(folder, None)
    try:
        locked = _lock(file)
    except OSError:  # this disk knows no locks
        os.close(file)
        return FolderLock(folder, None)
    if not locked:
        os.close(file)
        return None
    with suppress(OSError):  # a full disk: the process id is only for a person to read
        os.truncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
    return FolderLock(folder, file)


def occupant(folder: Path) -> int | None:
    """Return the process id of the window that has `folder`, None where it is not known."""
    with suppress(OSError), (folder / LOCK_NAME).open("rb") as file:
        found = re.match(rb"(\d{1,10})\n", file.read(20))
        return int(found[1]) if found else None
    return None


if sys.platform == "win32":

    def _lock(file: int) -> bool:
        # Windows lets nobody read what is locked: so a byte far behind the process id.
        os.lseek(file, 1 << 20, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:

    def _lock(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def is_network_type(kind: str) -> bool:
    """Return whether file systems of this type lie on another machine."""
    return kind in _NETWORK_TYPES


def filesystem_type(folder: Path) -> str:
    """Return the type of the file system under `folder`; empty where it cannot be told."""
    if sys.platform == "win32":
        return _windows_type(folder)
    if sys.platform == "darwin":
        import subprocess

        listing = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False)
        return type_in_mac_mounts(folder.resolve(), listing.stdout)
    try:
        mounts = Path("/proc/self/mountinfo").read_text("utf-8", "surrogateescape")
    except OSError:
        return ""
    return type_in_mountinfo(folder.resolve(), mounts)


def type_in_mountinfo(folder: Path, mountinfo: str) -> str:
    """Return the type that Linux's mountinfo gives for an absolute `folder`.

    Source of the format: proc_pid_mountinfo(5). The deepest mount that holds the folder
    wins; of several at one place the last, as the newest hides older ones.
    """
    best, kind = "", ""
    for line in mountinfo.splitlines():
        fields, _, rest = line.partition(" - ")
        if not rest or len(fields.split()) < 5:
            continue
        point = _unescape(fields.split()[4])
        if _holds(point, folder) and len(point) >= len(best):
            best, kind = point, rest.split()[0]
    return kind


def type_in_mac_mounts(folder: Path, listing: str) -> str:
    """Return the type that macOS's mount(8) lists for an absolute `folder`."""
    best, kind = "", ""
    for line in listing.splitlines():
        _, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        if point and _holds(point, folder) and len(point) >= len(best):
            best, kind = point, options.split(",")[0].rstrip(")")
    return kind


def _holds(point: str, folder: Path) -> bool:
    return folder == Path(point) or Path(point) in folder.parents


def _unescape(field: str) -> str:
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), field)


def _windows_type(folder: Path) -> str:
    import ctypes

    remote_drive = 4  # DRIVE_REMOTE of GetDriveTypeW
    anchor = folder.resolve().anchor
    windll = getattr(ctypes, "windll")  # noqa: B009 - only Windows has it, as types know
    remote = windll.kernel32.GetDriveTypeW(anchor) == remote_drive
    return "smbfs" if remote or anchor.startswith("\\\\") else "local"

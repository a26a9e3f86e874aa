"""Private folders for a file that is worked at for a while; what a killed process left goes.

Whoever works in one holds its lock (`location.occupy`), so that nobody takes it away meanwhile.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from console.errors import of_os_error
from console.store import location

_FRESH_S = 60.0
"""A folder younger than this may be one that is just being made."""


@contextmanager
def working_folder(where: Path, prefix: str) -> Iterator[Path]:
    """Make a folder of one's own in `where`; it is gone afterwards.

    Raises:
        StoreError: it cannot be made.
    """
    sweep(where, prefix)
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
    except OSError as error:
        raise of_os_error(error, str(where)) from error
    lock = location.occupy(folder)
    try:
        yield folder
    finally:
        if lock is not None:
            lock.release()  # Windows takes nothing away that is open
        shutil.rmtree(folder, ignore_errors=True)


def sweep(where: Path, prefix: str) -> None:
    """Take away the folders of such a name that killed processes of this user left behind."""
    for folder in where.glob(f"{prefix}*"):
        with suppress(OSError):
            seen = folder.lstat()
            own = not hasattr(os, "getuid") or seen.st_uid == os.getuid()
            if folder.is_symlink() or not folder.is_dir() or not own:
                continue
            if time.time() - seen.st_mtime < _FRESH_S:
                continue
            lock = location.occupy(folder)
            if lock is not None and lock.holds():
                lock.release()
                shutil.rmtree(folder, ignore_errors=True)

"""A file that is written for others: whole and on the disk under its name, or not there at all.

Its content is written to a `.part` beside it, which only its owner may read, synced, and
renamed in one step.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, cast

from console.errors import InputError, of_os_error
from console.language import tr

PART = ".part"
ENDING = ".gz"
_LEVEL = 5
"""Of zlib: the next ones take twice as long for some percent less."""
_BUFFER = 1 << 20


def free(path: Path, *, replace: bool) -> None:
    """Make sure that a file may be written there.

    Raises:
        InputError: something is there that is not to be replaced, or it is no file.
    """
    if path.is_dir():
        raise InputError(
            tr("{path} is a folder.").format(path=path), advice=tr("Give the name of a file in it.")
        )
    if not replace and (path.exists() or path.is_symlink()):
        raise InputError(
            tr("{path} is there already.").format(path=path), advice=tr("Choose another name.")
        )


@contextmanager
def written(path: Path, *, replace: bool = False) -> Iterator[BinaryIO]:
    """Give what bytes are written to; at the end of the block they stand in the file.

    Compressed where the name ends in `.gz`. Nothing is left behind of a block that fails.

    Raises:
        InputError: as `free`.
        DeskError: it cannot be written.
    """
    free(path, replace=replace)
    part = path.with_name(path.name + PART)
    try:
        part.unlink(missing_ok=True)  # of one that was killed
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        raw = os.fdopen(os.open(part, flags, 0o600), "wb", _BUFFER)
    except OSError as error:
        raise of_os_error(error, str(part)) from error
    try:
        with raw:
            yield from _filled(raw, compressed=path.name.endswith(ENDING))
            raw.flush()
            os.fsync(raw.fileno())
        free(path, replace=replace)
        part.replace(path)
        _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            part.unlink()
        if isinstance(error, OSError):
            raise of_os_error(error, str(path)) from error
        raise


def _filled(raw: BinaryIO, *, compressed: bool) -> Iterator[BinaryIO]:
    if not compressed:
        yield raw
        return
    # Neither name nor time: the same rows give the same file.
    with gzip.GzipFile("", "wb", _LEVEL, raw, mtime=0) as packed:
        yield cast("BinaryIO", packed)


def _sync_folder(folder: Path) -> None:
    """Bring the new name to the disk, where the system lets a folder be opened."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)

"""Writes a file that a person chose: whole, or not at all. Called in a lane."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from console.errors import of_os_error


def write(path: Path, content: bytes) -> None:
    """Write a file in one step: one that was there stays whole till then.

    Raises:
        DeskError: it cannot be written.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with suppress(OSError):  # what is in the way may be no file
            fresh.unlink()
        raise of_os_error(error, str(path)) from error

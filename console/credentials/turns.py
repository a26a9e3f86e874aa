"""Whose turn it is to renew a secret: one at a time, over all programs of this person.

A lock of the operating system on a file of no content, named for the secret's key but
without it. It is gone with its process, however that ended. The file stays: nobody can
hold a lock on one that is no longer there for others.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from console.errors import CredentialsError, RenewalBusy
from console.language import tr

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE_S = 60.0
"""Longer than the slowest renewal: the network's own patience is shorter."""
LOOK_AGAIN_S = 0.05


def default_folder() -> Path:
    """Return this person's folder for turns: the same in a session, and from cron or SSH.

    So not XDG_RUNTIME_DIR, which only a session has. The keyring is the person's, whatever
    data folder a desk has: so are the turns.
    """
    from platformdirs import user_cache_path

    return user_cache_path("canary-desk", appauthor=False)


@contextmanager
def turn(
    folder: Path,
    key: str,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[None]:
    """Hold the turn of `key`, waiting for it at most `PATIENCE_S` seconds.

    Raises:
        RenewalBusy: another program has it, or `stopping` said so meanwhile.
        CredentialsError: the folder cannot be written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = hashlib.sha256(key.encode()).hexdigest()[:16]
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
        file = os.open(folder / f"renewal-{name}.lock", flags, 0o600)
    except OSError as error:
        trouble = CredentialsError(
            tr("A sign-in cannot be renewed: {folder} cannot be written ({strerror}).").format(
                folder=folder, strerror=error.strerror
            ),
            advice=tr("Make that folder writable for you, and try again."),
        )
    else:
        try:
            _take(file, stopping)
            yield
        finally:
            os.close(file)
        return
    raise trouble


def _take(file: int, stopping: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not _locked(file):
        if stopping() or time.monotonic() > deadline:
            raise RenewalBusy(tr("Another Canary Desk is renewing this account's sign-in."))
        time.sleep(LOOK_AGAIN_S)


if sys.platform == "win32":

    def _locked(file: int) -> bool:
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def _locked(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

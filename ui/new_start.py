"""A start of the desk in a process of its own, after this one: for another language.

The words of the window stand in constants, so a process keeps its language for life. It is
begun once the data folder's lock is released, with the arguments of this one.

Framework knowledge: a program packed into one file unpacks itself, and takes a process with
its variables for a part of itself; PYINSTALLER_RESET_ENVIRONMENT says that it is none
(https://pyinstaller.org/en/stable/common-issues-and-pitfalls.html, read in November 2026).
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Sequence

LOG = logging.getLogger(__name__)
TOKENS = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")
"""Variables that hold for one start only."""
HIDDEN = "--hidden"


def command(
    *, frozen: bool, executable: str, own: Sequence[str], original: Sequence[str]
) -> list[str]:
    """Return what starts this program again.

    `own` are its arguments with its name first (`sys.argv`), `original` those of the
    interpreter (`sys.orig_argv`). Somebody sits there: it does not begin hidden.
    """
    rest = own[1:] if frozen else original[1:]
    return [executable, *(word for word in rest if word != HIDDEN)]


def begin() -> subprocess.Popen[bytes] | None:
    """Start this program again, beside this process; return what began, None for nothing."""
    frozen = bool(getattr(sys, "frozen", False))
    words = command(frozen=frozen, executable=sys.executable, own=sys.argv, original=sys.orig_argv)
    variables = {name: value for name, value in os.environ.items() if name not in TOKENS}
    if frozen:
        variables["PYINSTALLER_RESET_ENVIRONMENT"] = "1"
    try:
        return subprocess.Popen(words, env=variables)  # noqa: S603 - our own command, as it was
    except OSError as error:
        LOG.warning("The desk cannot be started anew: %s", type(error).__name__)
        return None

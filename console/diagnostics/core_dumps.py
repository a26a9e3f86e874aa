"""No image of the process's memory on the disk when it falls: it would hold every key."""

from __future__ import annotations

import sys
from contextlib import suppress


def forbid() -> None:
    """Have the system write no core dump of this process, or of those that it starts.

    Windows writes none unless its owner set that up for a program by name.
    """
    if sys.platform == "win32":
        return
    import resource

    with suppress(OSError, ValueError):  # forbidden already, more strictly
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

"""How memory that is done with goes back to the system.

Framework knowledge, glibc: each thread that finds the heap taken gets one of its own, up to eight
for each core, and what one of them freed no other uses. And a block that was mapped and freed
raises the size from which blocks are mapped, up to 32 MB: from then on what a lane read once,
the keys of all cases or the messages of a month, stays with its heap. A size that is set stays.
"""

from __future__ import annotations

import sys

HEAPS = 2
"""One for the window, one for all lanes: most of the time one of these works."""
MAPPED_BYTES = 256 * 1024
"""A block from this size on is mapped by itself, and goes when it is freed."""
TRIMMED_BYTES = 512 * 1024
"""So much that is free at the end of a heap may stay with it."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX = -1, -3, -8


def keep_small() -> bool:
    """Let what is freed go back soon, in this process from now on; before a thread starts.

    Return False where the system's library knows no such settings.
    """
    if not sys.platform.startswith("linux"):
        return False
    import ctypes

    try:
        change = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # another library than glibc
        return False
    wanted = {
        M_ARENA_MAX: HEAPS,
        M_MMAP_THRESHOLD: MAPPED_BYTES,
        M_TRIM_THRESHOLD: TRIMMED_BYTES,
    }
    done = [change(name, value) == 1 for name, value in wanted.items()]
    return all(done)

"""How often Python looks for objects that only refer to each other.

At each key the parts of an answer are made anew: thousands of small objects that go at
once. By its defaults Python looks through them, and through all that lives long, several
times a second, and the window waits.
"""

from __future__ import annotations

import gc

MOST_NEW = 50_000
"""So many new objects are waited for; Python 3.11 waits for 700."""


def calm() -> None:
    """Let Python look seldom, for as long as this process lives."""
    gc.set_threshold(MOST_NEW, 10, 10)

"""What an edit left as it was. Pure, and in time that grows with the text alone."""

from __future__ import annotations


def unchanged(old: str, new: str) -> tuple[int, int]:
    """Return how many code points two texts share at their beginning, and at their end.

    The two never overlap.
    """
    start = _shared(old, new)
    rest = min(len(old), len(new)) - start
    return start, _shared(old[len(old) - rest :][::-1], new[len(new) - rest :][::-1])


def _shared(first: str, second: str) -> int:
    low, high = 0, min(len(first), len(second))
    while low < high:
        middle = (low + high + 1) // 2
        if first[low:middle] == second[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low

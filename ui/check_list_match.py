"""Which findings are the same ones as before; pure, but for the rows that it is handed."""

from __future__ import annotations

from collections.abc import Sequence

from console.domain.checks import Finding
from ui.check_row import CheckRow


def found_again(before: Sequence[Finding], at: int, now: Sequence[Finding]) -> int:
    """Return where a finding stands now; -1 where it is gone.

    Of several that are the same it is the one as many behind the first of them.
    """
    if not 0 <= at < len(before):
        return -1
    key = before[at].key
    place = sum(one.key == key for one in before[:at])
    same = [index for index, one in enumerate(now) if one.key == key]
    return same[min(place, len(same) - 1)] if same else -1


def matched(
    rows: Sequence[CheckRow], findings: Sequence[Finding]
) -> tuple[list[CheckRow | None], list[CheckRow]]:
    """Return the row that goes on with each finding, and the rows that have none any more."""
    by_key: dict[str, list[CheckRow]] = {}
    for row in reversed(rows):
        if row.finding is not None:
            by_key.setdefault(row.finding.key, []).append(row)
    kept = [same.pop() if (same := by_key.get(one.key)) else None for one in findings]
    return kept, [row for same in by_key.values() for row in same]

"""What a search has found so far: its hits in their order; pure.

Each case comes once. Pages are put behind one another; when the newest are read again, what
was found beyond them stays where it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from console.domain.cases import CaseRow
from console.domain.ids import CaseId
from console.domain.searching import Found, Hit


@dataclass(frozen=True, slots=True)
class Hits:
    """Hits in the order in which they are listed."""

    every: tuple[Hit, ...] = ()
    after: str | None = None
    """What to ask for the next page with; None where all is here."""
    _places: dict[CaseId, int] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, found: Found) -> Hits:
        """Take a first page."""
        return _made(found.hits, found.after)

    def __bool__(self) -> bool:
        return bool(self.every)

    @property
    def rows(self) -> tuple[CaseRow, ...]:
        """Return the rows of the cases."""
        return tuple(hit.row for hit in self.every)

    @property
    def keys(self) -> list[tuple[int, CaseId]]:
        """Return what each case is listed by, and the case."""
        return [(-place, hit.case_id) for place, hit in enumerate(self.every)]

    def rank(self, row: CaseRow) -> int:
        """Return what a case is listed by: the first hit has the highest; others are the last."""
        return -self._places.get(row.id, len(self.every))

    def hit(self, case_id: CaseId | None) -> Hit | None:
        """Return what was found in a case."""
        place = None if case_id is None else self._places.get(case_id)
        return None if place is None else self.every[place]

    def with_next(self, found: Found) -> Hits:
        """Put the next page behind these."""
        new = [hit for hit in found.hits if hit.case_id not in self._places]
        return _made((*self.every, *new), found.after)

    def renewed(self, found: Found, asked: int) -> Hits:
        """Put what was read again, the first `asked`, in place of as many."""
        fresh = Hits.of(found)
        if found.after is None or len(self.every) <= asked:
            return fresh
        behind = [hit for hit in self.every[asked:] if fresh.hit(hit.case_id) is None]
        return _made((*fresh.every, *behind), self.after)


def _made(hits: Iterable[Hit], after: str | None) -> Hits:
    once: dict[CaseId, Hit] = {}
    for hit in hits:
        once.setdefault(hit.case_id, hit)
    every = tuple(once.values())
    return Hits(every, after, {hit.case_id: place for place, hit in enumerate(every)})


NO_HITS = Hits()

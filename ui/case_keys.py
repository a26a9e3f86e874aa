"""Which cases a view lists, and in which order, as bare numbers: 100,000 of them are small.

Owns order and places; knows neither rows nor Qt. Built and compared in the reader lane,
then handed over whole.

A rank is what a case is listed by (`console.domain.listing`): the greater, the higher up.

A case is listed at the key that it had when it was put there. One that must not move
under the person's hands keeps that key while its own is another already: so the keys are
in order at any time, and every place is found by bisection.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Self

from console.domain.ids import CaseId
from console.domain.listing import KeyColumns

FAR = 4_000_000
"""From this number of a case on, its rank is kept apart."""
NOWHERE = -(2**63)
SLICE = 2_000
"""So many keys at a time: between two slices another thread may have Python's lock."""


class CaseKeys:
    """Keys (rank, id), the highest first.

    Kept lowest first: what changes is mostly new, and near the end little has to move. Which
    rank a case has is kept by its number, which the desk gives one after the other: 8 bytes
    for each, where a dict takes a hundred.
    """

    def __init__(self) -> None:
        self._ranks, self._ids = array("q"), array("q")
        self._rank_of = array("q")
        """By the number of the case; `NOWHERE` for one that is not listed."""
        self._far: dict[CaseId, int] = {}
        """The same of numbers that are too high for that; a file from elsewhere may have them."""

    @classmethod
    def of(cls, keys: KeyColumns | Sequence[tuple[int, CaseId]]) -> Self:
        """Return the keys of `keys`, which are as they are listed."""
        made = cls()
        if isinstance(keys, KeyColumns):
            made._ranks, made._ids = keys.ranks[::-1], keys.ids[::-1]
        else:
            for first in range(0, len(keys), SLICE):
                ranks, ids = zip(*keys[first : first + SLICE], strict=True)
                made._ranks.extend(ranks)
                made._ids.extend(ids)
            made._ranks.reverse()
            made._ids.reverse()
        made._widen(max((one for one in made._ids if one < FAR), default=0))
        for number, rank in zip(made._ids, made._ranks, strict=True):
            if 0 <= number < FAR:
                made._rank_of[number] = rank
            else:
                made._far[CaseId(number)] = rank
        return made

    def _widen(self, number: int) -> None:
        """Make room for the ranks of cases up to this number."""
        missing = number + 1 - len(self._rank_of)
        if missing > 0:
            self._rank_of.extend(array("q", (NOWHERE,)) * missing)

    def pairs(self) -> Iterator[tuple[int, CaseId]]:
        """Return the keys, as they are listed."""
        return (
            (rank, CaseId(n))
            for rank, n in zip(reversed(self._ranks), reversed(self._ids), strict=True)
        )

    def copy(self) -> CaseKeys:
        """Return the same keys anew."""
        made = CaseKeys()
        made._ranks, made._ids = self._ranks[:], self._ids[:]
        made._rank_of, made._far = self._rank_of[:], self._far.copy()
        return made

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, case_id: object) -> bool:
        return isinstance(case_id, int) and self.rank_of(CaseId(case_id)) is not None

    def id_at(self, place: int) -> CaseId:
        """Return the case at a place."""
        return CaseId(self._ids[-1 - place])

    def ids(self, first: int, last: int) -> list[CaseId]:
        """Return the cases of the places from `first` to before `last`, as far as there are."""
        count = len(self._ids)
        part = self._ids[max(0, count - last) : max(0, count - max(0, first))]
        return [CaseId(number) for number in reversed(part)]

    def rank_of(self, case_id: CaseId) -> int | None:
        """Return the rank that a case is listed at, None where it is not."""
        if not 0 <= case_id < FAR:
            return self._far.get(case_id)
        rank = self._rank_of[case_id] if case_id < len(self._rank_of) else NOWHERE
        return None if rank == NOWHERE else rank

    def sorted(self, ids: Iterable[CaseId]) -> list[CaseId]:
        """Return those of `ids` that are listed, as they are."""
        keys = [(rank, one) for one in ids if (rank := self.rank_of(one)) is not None]
        keys.sort(reverse=True)
        return [case_id for _, case_id in keys]

    def place(self, case_id: CaseId | None) -> int | None:
        """Return where a case is listed, None where it is not."""
        rank = None if case_id is None else self.rank_of(case_id)
        return None if rank is None or case_id is None else self.place_for(rank, case_id)

    def place_for(self, rank: int, case_id: CaseId) -> int:
        """Return where a case of this key is, or would be."""
        at = self._at(rank, case_id)
        listed = self.rank_of(case_id) == rank
        return len(self._ids) - at - listed

    def _at(self, rank: int, case_id: CaseId) -> int:
        low, high = 0, len(self._ids)
        while low < high:
            middle = (low + high) // 2
            if (self._ranks[middle], self._ids[middle]) < (rank, case_id):
                low = middle + 1
            else:
                high = middle
        return low

    def add(self, rank: int, case_id: CaseId) -> None:
        """List a case that is not listed yet."""
        at = self._at(rank, case_id)
        self._ranks.insert(at, rank)
        self._ids.insert(at, case_id)
        self._note(case_id, rank)

    def remove(self, case_id: CaseId) -> None:
        """List a case no longer."""
        rank = self.rank_of(case_id)
        if rank is not None:
            at = self._at(rank, case_id)
            del self._ranks[at], self._ids[at]
            self._note(case_id, None)

    def _note(self, case_id: CaseId, rank: int | None) -> None:
        if 0 <= case_id < FAR:
            self._widen(case_id)
            self._rank_of[case_id] = NOWHERE if rank is None else rank
        elif rank is None:
            del self._far[case_id]
        else:
            self._far[case_id] = rank

    def without(self, other: CaseKeys) -> array[int]:
        """Return the cases that `other` does not list, as they are listed."""
        return array("q", (one for one in reversed(self._ids) if CaseId(one) not in other))

    def change_from(self, other: CaseKeys) -> tuple[int, int]:
        """Return how many places at the start and at the end are the same in `other`."""
        mine, theirs = self._ids, other._ids
        most = min(len(mine), len(theirs))
        tail = _same(mine, theirs, most)
        return _same(mine[::-1], theirs[::-1], most - tail), tail


@dataclass(frozen=True, slots=True)
class Listed:
    """What was listed when a reading of all keys was asked for."""

    keys: CaseKeys
    everything_stays: bool
    """Whether no listed case may leave its place."""
    held: CaseId | None
    """The one that may not in any case."""
    revision: int
    """Of the model: what was read is of no use where that went on since."""


@dataclass(frozen=True, slots=True)
class Relisted:
    """All keys of a view, with every case that must stay where it was listed before."""

    keys: CaseKeys
    due: dict[CaseId, int | None]
    """Ranks of those that stay although theirs is another now; None: no longer of the view."""
    new: array[int]
    """Those that were not listed before, as they are listed."""
    revision: int


def relisted(listed: Listed, keys: KeyColumns | Sequence[tuple[int, CaseId]]) -> Relisted:
    """Put what a view holds now (as it is listed) beside what is listed."""
    found, before = CaseKeys.of(keys), listed.keys
    new = found.without(before)
    if listed.everything_stays:
        return _all_staying(listed, found, new)
    due: dict[CaseId, int | None] = {}
    held = listed.held
    was = None if held is None else before.rank_of(held)
    if held is not None and was is not None:
        now = found.rank_of(held)
        if now != was:
            found.remove(held)
            found.add(was, held)
            due[held] = now
    return Relisted(found, due, new, listed.revision)


def _all_staying(listed: Listed, found: CaseKeys, new: array[int]) -> Relisted:
    before = listed.keys
    due: dict[CaseId, int | None] = {}
    for rank, case_id in before.pairs():
        now = found.rank_of(case_id)
        if now != rank:
            due[case_id] = now
    if len(new) < SLICE:
        for case_id in map(CaseId, new):
            before.add(found.rank_of(case_id) or 0, case_id)
    else:
        pairs = [*before.pairs(), *((found.rank_of(one) or 0, one) for one in map(CaseId, new))]
        pairs.sort(reverse=True)
        before = CaseKeys.of(pairs)
    return Relisted(before, due, new, listed.revision)


def _same(mine: array[int], theirs: array[int], most: int) -> int:
    """Return how many of the first `most` numbers are the same."""
    for first in range(0, most, SLICE):
        last = min(first + SLICE, most)
        if mine[first:last] != theirs[first:last]:
            pairs = zip(islice(mine, first, last), islice(theirs, first, last), strict=True)
            return next(first + n for n, (a, b) in enumerate(pairs) if a != b)
    return most

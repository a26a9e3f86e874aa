"""What a write touched, so that a view knows what to read again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

from console.domain.ids import AccountId, CaseId, ThreadId


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids of the rows that a committed write touched; falsy where it touched none."""

    cases: frozenset[CaseId] = field(default_factory=frozenset)
    threads: frozenset[ThreadId] = field(default_factory=frozenset)
    accounts: frozenset[AccountId] = field(default_factory=frozenset)
    touchpoints: frozenset[str] = field(default_factory=frozenset)
    """Those whose root-cause fixes are others now."""
    lists: frozenset[str] = field(default_factory=frozenset)
    """Which lists of the desk are others now: `watches`, `mutes`, `triage_rules`, `accounts`."""

    @classmethod
    def of(
        cls,
        *,
        cases: Iterable[CaseId] = (),
        threads: Iterable[ThreadId] = (),
        accounts: Iterable[AccountId] = (),
        touchpoints: Iterable[str] = (),
        lists: Iterable[str] = (),
    ) -> Self:
        """Return changes from any iterables of ids and names."""
        return cls(
            frozenset(cases),
            frozenset(threads),
            frozenset(accounts),
            frozenset(touchpoints),
            frozenset(lists),
        )

    def __or__(self, other: Changes) -> Changes:
        return Changes(
            self.cases | other.cases,
            self.threads | other.threads,
            self.accounts | other.accounts,
            self.touchpoints | other.touchpoints,
            self.lists | other.lists,
        )

    def __bool__(self) -> bool:
        return bool(self.cases or self.threads or self.accounts or self.touchpoints or self.lists)

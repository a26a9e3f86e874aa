"""Verbs on rules over incoming posts: make, change, try, apply, take back."""

from __future__ import annotations

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.ids import RuleId
from console.domain.triage_rules import NewRule, Preview, TriageRule


class Rules:
    """The rules of this desk; each act can be undone."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def every(self) -> tuple[TriageRule, ...]:
        """Return all rules in the order in which they hold: that of their making."""
        raise NotImplementedError

    def add(self, new: NewRule) -> tuple[RuleId, Changes]:
        """Store a rule; it holds for what comes in from now on.

        Raises:
            InputError: no name, one that is taken, nothing asked, nothing done, or a word,
                tag or touchpoint that cannot be.
        """
        raise NotImplementedError

    def change(self, rule_id: RuleId, new: NewRule) -> Changes:
        """Let a rule say this from now on; what it did stays.

        Raises:
            InputError: as `add`.
            NotFound: there is no such rule any more.
        """
        raise NotImplementedError

    def set_enabled(self, rule_ids: tuple[RuleId, ...], *, enabled: bool) -> Changes:
        """Let rules hold, or not.

        Raises:
            NotFound: one is there no more.
        """
        raise NotImplementedError

    def remove(self, rule_ids: tuple[RuleId, ...]) -> Changes:
        """Take rules away; what they did stays.

        Raises:
            NotFound: one is there no more.
        """
        raise NotImplementedError

    def preview(self, new: NewRule) -> Preview:
        """Return what a rule would have done to the newest posts; nothing is changed.

        Raises:
            InputError: as `add`, but for the name.
        """
        raise NotImplementedError

    def apply(self, rule_id: RuleId) -> Changes:
        """Do to the newest posts what `preview` says of a stored rule, as one act.

        Raises:
            NotFound: there is no such rule any more.
        """
        raise NotImplementedError

    def take_back(self, rule_id: RuleId) -> Changes:
        """Take back, as one act, all that a rule did and nobody changed since.

        A tag is taken off, a touchpoint or priority that still is the rule's becomes none
        again, and a case that is still resolved needs a reply again.

        Raises:
            InputError: nothing is left of what it did.
            NotFound: there is no such rule any more.
        """
        raise NotImplementedError

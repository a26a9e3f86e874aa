"""What the figures of one period look at: its stories and messages, within the scope."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property

from console.domain.ids import to_ms
from console.domain.insight import Period, Scope
from console.insight.buckets import Buckets, cut
from console.insight.rows import MessageFact, Rows
from console.insight.stories import Story


def before_of(period: Period, now: datetime) -> Period:
    """Return the period before, cut to as much time as has gone of this one.

    Of both the same stretch is looked at: what is counted in them may be set side by side, and
    nothing had begun later than the period before was as old as this one is now.
    """
    before = period.before
    gone = max(now - period.start, timedelta())
    return Period(before.start, min(before.end, before.start + gone))


class Window:
    """One period of a scope."""

    def __init__(
        self, rows: Rows, told: dict[int, Story], scope: Scope, period: Period, now: datetime
    ) -> None:
        """Take all stories, of which those are kept that began in the period and scope."""
        self.rows, self.scope, self.period, self.now = rows, scope, period, now
        self.told = told
        """All stories by case, whatever the scope and the period: they may lack old messages."""
        self.targets, self.hours = rows.targets, rows.targets.hours
        self.now_ms = to_ms(now)
        self.start_ms, self.end_ms = to_ms(period.start), to_ms(period.end)

    @cached_property
    def stories(self) -> list[Story]:
        """Return the cases that began in the period, in the order of their numbers."""
        start, end = self.start_ms, self.end_ms
        return [
            story
            for story in self.told.values()
            if story.case.begun_ms is not None
            and start <= story.case.begun_ms < end
            and self.holds(story)
        ]

    @cached_property
    def messages(self) -> list[MessageFact]:
        """Return the messages of the period, oldest first; of cases of the scope.

        A post of ours in no case counts by its account, where no touchpoint is asked for.
        """
        start, end, told, scope = self.start_ms, self.end_ms, self.told, self.scope
        found = [each for each in self.rows.messages if start <= each.ms < end]
        if scope.account_id is None and scope.touchpoint is None:
            return found
        kept: list[MessageFact] = []
        for each in found:
            story = None if each.case_id is None else told.get(each.case_id)
            if self.holds(story) if story is not None else self._is_ours(each):
                kept.append(each)
        return kept

    @cached_property
    def buckets(self) -> Buckets:
        """Return the pieces of the period for a look over time."""
        return cut(self.period, self.hours, self.now)

    def holds(self, story: Story) -> bool:
        """Return whether a case is of the scope, whenever it began."""
        scope, case = self.scope, story.case
        return (scope.account_id is None or case.account_id == scope.account_id) and (
            scope.touchpoint is None or case.touchpoint == scope.touchpoint
        )

    def _is_ours(self, message: MessageFact) -> bool:
        """Return whether a message in no case is of the scope, by its author."""
        scope = self.scope
        account = self.rows.own.get(message.author_id or "")
        return scope.touchpoint is None and account is not None and account == scope.account_id

"""Verbs on how long what is kept: rules, what they would take, and taking it.

A run is no act of the journal: nothing brings back what it took. It goes in small transactions,
so that whoever works at the desk notices nothing, and may be stopped after any of them.
"""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from console.desk.context import Context
from console.domain.changes import Changes
from console.domain.progress import NOBODY, Follower, Progress
from console.domain.retention import (
    LONGEST_DAYS,
    SHORTEST_DAYS,
    RetentionKind,
    RetentionPreview,
    RetentionReport,
    RetentionRule,
)
from console.errors import InputError
from console.language import numeral, tr
from console.store import retention, word_traces
from console.store.retention import Taken

EVERY = timedelta(hours=24)
LISTED_RUNS = 20


class Retention:
    """Verbs on how long what is kept."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def rules(self) -> tuple[RetentionRule, ...]:
        """Return the rule of every kind, in their order."""
        return retention.rules(self._context.db)

    def set(self, kind: RetentionKind, days: int | None) -> None:
        """Keep things of a kind so many days, None for ever; nothing is taken yet.

        Raises:
            InputError: not so few or so many days.
        """
        if days is not None and not SHORTEST_DAYS <= days <= LONGEST_DAYS:
            raise InputError(
                tr("Things cannot be kept {days} days.").format(days=days),
                advice=tr("Give {shortest_days} to {longest_days} days.").format(
                    shortest_days=SHORTEST_DAYS, longest_days=numeral(LONGEST_DAYS)
                ),
            )
        with self._context.db.writing():
            retention.put(self._context.db, RetentionRule(kind, days), self._context.now())

    @property
    def is_daily(self) -> bool:
        """Return whether the rules run by themselves once a day."""
        return retention.is_daily(self._context.db)

    def set_daily(self, *, daily: bool) -> None:
        """Let the rules run by themselves once a day while a window is open, or not."""
        with self._context.db.writing():
            retention.set_daily(self._context.db, daily=daily)

    def preview(self, rules: tuple[RetentionRule, ...] = ()) -> tuple[RetentionPreview, ...]:
        """Return what rules would take away now, those that are stored or others; of each kind.

        Nothing is said of a rule that is off.
        """
        db, now = self._context.db, self._context.now()
        with db.reading():
            found = [retention.preview(db, rule, now) for rule in rules or retention.rules(db)]
        return tuple(each for each in found if each is not None)

    def runs(self) -> tuple[RetentionReport, ...]:
        """Return what the last runs took, the newest first."""
        return retention.runs(self._context.db, LISTED_RUNS)

    def run(self, follower: Follower = NOBODY, *, daily: bool = False) -> RetentionReport:
        """Take away what the rules say, by now; return what that was.

        One that is stopped keeps what it did, and says so; the next run goes on.
        """
        db, now = self._context.db, self._context.now()
        counts, taken, stopped = Counter[str](), Taken(), False
        for rule in retention.rules(db):
            while rule.days is not None and not (stopped := stopped or follower.stopping()):
                with db.writing():
                    found = retention.take_next(db, rule, now)
                if not found.number:
                    break
                counts[rule.kind] += found.number
                counts["messages"] += len(found.messages)
                counts["contacts"] += found.contacts
                taken.cases |= found.cases
                taken.touched |= found.touched
                follower.tell(
                    Progress(
                        sum(counts.values()),
                        None,
                        tr("{count} taken out").format(count=numeral(counts[rule.kind])),
                    )
                )
        report = RetentionReport(
            now,
            daily,
            not stopped,
            {what: number for what, number in counts.items() if number},
            Changes.of(cases=taken.cases | taken.touched),
        )
        with db.writing():
            retention.note_run(db, report)
        if not stopped:
            self.clean(follower)
        return report

    def clean(self, follower: Follower = NOBODY) -> None:
        """Take what was withdrawn or kept no longer out of the index's bytes, if that is due."""
        word_traces.clean(self._context.db, follower)

    def run_if_due(self, follower: Follower = NOBODY) -> RetentionReport | None:
        """Run where the rules run by themselves and have not for a day; None where not."""
        if not self.is_daily:
            return None
        last = retention.runs(self._context.db, 1)
        now = self._context.now()
        if last and last[0].done and last[0].at <= now < last[0].at + EVERY:
            return None
        return self.run(follower, daily=True)

"""Verbs by which a person decides about cases: one or many at once, each act undone as one.

Numbers of cases that were joined into others are followed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from console.desk import typed
from console.desk.acting import acting
from console.desk.context import Context
from console.domain.cases import CaseState
from console.domain.changes import Changes
from console.domain.ids import CaseId, MessageId, PromiseId
from console.domain.kinds import MessageKind
from console.domain.priority import Priority
from console.domain.resolutions import POST, SOLUTION_CHANNELS
from console.errors import InputError
from console.language import tr
from console.store import cases, joining, marks, promises, upkeep

LONGEST_SNOOZE = timedelta(days=366)


class Triage:
    """What a person decides about cases."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def resolve(
        self,
        case_ids: Sequence[CaseId],
        *,
        fix: str = "",
        channel: str = POST,
        skipped: bool = False,
        touchpoint: str = "",
        keeps: tuple[PromiseId, ...] = (),
    ) -> Changes:
        """Mark cases as resolved, with what fixed the problem and by which way.

        `skipped` records that the person would not say; `fix` and `channel` are empty then.
        A `touchpoint` is given to all of them; empty leaves each as it is. Of a case that is
        resolved already, `fix` is what fixed it last. Promises in `keeps` were kept.

        Raises:
            InputError: no such channel, or a line that is too long.
            NotFound: a case is no more.
        """
        fix = typed.line(fix)
        if not skipped and channel not in SOLUTION_CHANNELS:
            raise InputError(
                tr("Nothing is solved by “{channel}”.").format(channel=channel),
                advice=tr("It is one of {solution_channels}.").format(
                    solution_channels=", ".join(SOLUTION_CHANNELS)
                ),
            )
        context = self._context
        every = self._current(case_ids)
        wanted = self._in_other_states(every, CaseState.RESOLVED)
        where = typed.line(touchpoint)
        with acting(context, self._words("Resolve", every)) as act:
            now = context.now()
            if where:
                cases.mark(context.db, every, "touchpoint", where)
            for promise_id in keeps:
                promises.set_kept(context.db, promise_id, now)
            cases.set_state(context.db, wanted, CaseState.RESOLVED, now)
            marks.add_resolutions(
                context.db,
                every if fix and not skipped else wanted,
                context.agent().id,
                now,
                fix="" if skipped else fix,
                channel="" if skipped else channel,
                skipped=skipped,
            )
        return act.changes

    def reopen(self, case_ids: Sequence[CaseId]) -> Changes:
        """Bring cases back among those that need a reply."""
        return self._move(case_ids, CaseState.NEEDS_REPLY, "Reopen")

    def mark_spam(self, case_ids: Sequence[CaseId]) -> Changes:
        """Put cases aside as spam: nothing is answered there, and nothing brings them back."""
        return self._move(case_ids, CaseState.SPAM, "Mark as spam")

    def snooze(self, case_ids: Sequence[CaseId], until: datetime) -> Changes:
        """Let cases sleep till a moment, or till the customer writes.

        Raises:
            InputError: the moment is not to come, or more than a year away.
        """
        context = self._context
        now = context.now()
        if not now < until <= now + LONGEST_SNOOZE:
            raise InputError(tr("A case sleeps till a moment within a year from now."))
        wanted = self._current(case_ids)
        with acting(context, self._words("Snooze", wanted)) as act:
            cases.set_state(context.db, wanted, CaseState.SNOOZED, now, until=until)
        return act.changes

    def set_touchpoint(self, case_ids: Sequence[CaseId], touchpoint: str) -> Changes:
        """Say where the business failed in some cases; an empty word takes that back."""
        word = typed.line(touchpoint)
        return self._write(
            case_ids,
            "Set touchpoint" if word else "Remove touchpoint",
            "touchpoint",
            word or None,
        )

    def set_priority(self, case_ids: Sequence[CaseId], priority: Priority | None) -> Changes:
        """Say how pressing some cases are; None leaves it to the rule."""
        value = None if priority is None else int(priority)
        return self._write(case_ids, "Set priority", "priority", value)

    def tag(
        self, case_ids: Sequence[CaseId], add: Iterable[str] = (), remove: Iterable[str] = ()
    ) -> Changes:
        """Put tags on some cases, and take others off.

        Raises:
            InputError: a tag is empty or too long.
        """
        new, gone = [typed.tag(word) for word in add], [typed.tag(word) for word in remove]
        context = self._context
        wanted = self._current(case_ids)
        with acting(context, self._words("Tag" if new else "Untag", wanted)) as act:
            marks.tag(context.db, wanted, new, gone)
        return act.changes

    def tags(self) -> tuple[str, ...]:
        """Return all tags that cases bear, the most used first."""
        return marks.every_tag(self._context.db)

    def set_kind(self, message_id: MessageId, kind: MessageKind | None) -> Changes:
        """Say of what kind a customer's post is; None leaves it to the rule again.

        Raises:
            NotFound: there is no such post of a customer.
        """
        context = self._context
        with acting(context, "Set kind of message") as act:
            marks.set_kind(context.db, message_id, kind)
        return act.changes

    def set_kind_in(self, case_ids: Sequence[CaseId], kind: MessageKind | None) -> Changes:
        """Say of what kind the customers' newest posts in some cases are, as one act.

        A case without one is passed over.
        """
        context = self._context
        wanted = self._current(case_ids)
        with acting(context, self._words("Set kind of message in", wanted)) as act:
            for message_id in marks.newest_of_customers(context.db, wanted):
                marks.set_kind(context.db, message_id, kind)
        return act.changes

    def fixes(self, touchpoint: str = "") -> tuple[str, ...]:
        """Return what fixed cases before, of one touchpoint if given, the newest first."""
        return marks.fixes(self._context.db, touchpoint)

    def touchpoints(self) -> dict[str, int]:
        """Return the touchpoints that cases have, each with how many, the most used first."""
        return marks.touchpoints(self._context.db)

    def promise(
        self,
        case_id: CaseId,
        what: str,
        due_at: datetime,
        message_id: MessageId | None = None,
    ) -> Changes:
        """Note what we promised in a case, and by when.

        Raises:
            InputError: it is not said what, or its time is over already.
        """
        context = self._context
        if not what.strip() or due_at <= context.now():
            raise InputError(tr("A promise needs words, and a moment that is to come."))
        (case_id,) = self._current((case_id,))
        with acting(context, self._words("Note promise in", (case_id,))) as act:
            promises.add(
                context.db,
                case_id,
                context.agent().id,
                typed.line(what),
                due_at,
                context.now(),
                message_id,
            )
        return act.changes

    def keep_promise(self, promise_id: PromiseId, *, kept: bool = True) -> Changes:
        """Say that a promise was kept, or that it was not after all."""
        context = self._context
        words = "Keep promise" if kept else "Mark promise as not kept"
        with acting(context, words) as act:
            promises.set_kept(context.db, promise_id, context.now() if kept else None)
        return act.changes

    def drop_promise(self, promise_id: PromiseId) -> Changes:
        """Remove a promise that was never made."""
        context = self._context
        with acting(context, "Remove promise") as act:
            promises.remove(context.db, promise_id)
        return act.changes

    def merge(self, case_ids: Sequence[CaseId], into: CaseId) -> Changes:
        """Move all that some cases hold into another of the same contact.

        Raises:
            InputError: they are of different contacts, or of different accounts.
        """
        context = self._context
        (into,) = self._current((into,))
        wanted = [case_id for case_id in self._current(case_ids) if case_id != into]
        joining.check(context.db, wanted, into)
        with acting(context, self._words("Merge", (*wanted, into))) as act:
            for case_id in wanted:
                joining.merge(context.db, case_id, into)
        return act.changes

    def split(self, case_id: CaseId, message_ids: Collection[MessageId]) -> tuple[CaseId, Changes]:
        """Move some messages of a case into a new one of the same contact; return that.

        Raises:
            InputError: none of them, or all, or one that is not in this case.
        """
        context = self._context
        (case_id,) = self._current((case_id,))
        joining.check_split(context.db, case_id, message_ids)
        with acting(context, self._words("Split", (case_id,))) as act:
            new = joining.split(context.db, case_id, message_ids, context.now())
        return new, act.changes

    def wake(self) -> Changes:
        """Bring back the cases whose sleep is over; nothing to undo, for nobody did it."""
        return upkeep.wake(self._context.db, self._context.now())

    def next_wake(self) -> datetime | None:
        """Return when the next case wakes; None where none sleeps."""
        return upkeep.next_wake(self._context.db)

    def bring_up_to_date(self) -> Changes:
        """Find anew what follows from targets and rules that are others than they were.

        In small transactions, so that nobody else waits long; what is right already costs
        two reads.
        """
        return upkeep.bring_up_to_date(self._context.db, self._context.region)

    def _write(self, case_ids: Sequence[CaseId], words: str, column: str, value: object) -> Changes:
        context = self._context
        wanted = self._current(case_ids)
        with acting(context, self._words(words, wanted)) as act:
            cases.mark(context.db, wanted, column, value)
        return act.changes

    def _move(self, case_ids: Sequence[CaseId], state: CaseState, words: str) -> Changes:
        context = self._context
        wanted = self._in_other_states(case_ids, state)
        with acting(context, self._words(words, wanted)) as act:
            cases.set_state(context.db, wanted, state, context.now())
        return act.changes

    def _current(self, case_ids: Iterable[CaseId]) -> list[CaseId]:
        """Return the cases that these are by now, each once; raise NotFound for one that is not."""
        return list(cases.states(self._context.db, case_ids))

    def _in_other_states(self, case_ids: Iterable[CaseId], state: CaseState) -> list[CaseId]:
        found = cases.states(self._context.db, case_ids)
        return [case_id for case_id, stands in found.items() if stands is not state]

    def _words(self, act: str, case_ids: Sequence[CaseId]) -> str:
        if len(case_ids) == 1:
            return f"{act} case of {cases.row(self._context.db, case_ids[0]).name}"
        return f"{act} {len(case_ids)} cases"

"""Rows as a test tells them: cases, posts and calls at times that a person can read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from console.domain.business_hours import BusinessHours
from console.domain.ids import SEQUENCE_BITS, AccountId, CaseId, ContactId, MessageId, to_ms
from console.domain.insight import Figure, Period, Scope, Section, Table
from console.domain.targets import Targets
from console.insight.rows import CallFact, CaseFact, MessageFact, PromiseFact, ReadingFact, Rows
from console.insight.running import judged
from console.insight.stories import stories
from console.insight.windows import Window, before_of

OWN_ID = "900"
ACCOUNT = AccountId(1)
NOW = "2026-11-22 12:00"
"""A Sunday."""


def at(text: str, hours: BusinessHours | None = None) -> datetime:
    """Return a moment: `2026-11-16 09:00`, UTC unless hours with a zone are given."""
    moment = datetime.fromisoformat(text)
    if hours is None:
        return moment.replace(tzinfo=UTC)
    return hours.moment(moment.date(), moment.hour * 60 + moment.minute)


def ms(text: str, hours: BusinessHours | None = None) -> int:
    return to_ms(at(text, hours))


@dataclass
class Told:
    """Collects what a test tells; `windows` makes of it what a section takes."""

    targets: Targets = field(default_factory=lambda: Targets(BusinessHours(zone="UTC")))
    now: str = NOW
    rows: Rows = field(default_factory=Rows)
    """Whatever else a section reads: fixes, ignored findings and so on."""
    _cases: dict[int, CaseFact] = field(default_factory=dict)
    _messages: list[MessageFact] = field(default_factory=list)
    _calls: dict[MessageId, CallFact] = field(default_factory=dict)
    _readings: dict[MessageId, ReadingFact] = field(default_factory=dict)
    _promises: list[PromiseFact] = field(default_factory=list)

    def case(
        self,
        touchpoint: str = "",
        *,
        contact: int = 0,
        account: int | None = ACCOUNT,
        state: str = "waiting",
    ) -> CaseId:
        """Return a new case; each is of a contact of its own unless one is given."""
        case_id = CaseId(len(self._cases) + 1)
        self._cases[case_id] = CaseFact(
            case_id,
            None if account is None else AccountId(account),
            ContactId(contact or 1000 + case_id),
            state,
            touchpoint,
            None,
            None,
            "",
            None,
            None,
        )
        return case_id

    def post(
        self, case: CaseId | None, when: str, kind: str = "complaint", *,
        answers: str | None = None, author: str = "", repost: bool = False,
    ) -> MessageFact:  # fmt: skip
        """Return a customer's post; `answers` is the network's id of its parent."""
        who = author or f"c{case}"
        return self._message(case, when, 1, 0, kind, answers, who, int(repost))

    def ours(
        self, case: CaseId | None, when: str, *, answers: str | None = "asked",
        deflects: int | None = 0, repeats: int | None = 0, share: str = "", repost: bool = False,
    ) -> MessageFact:  # fmt: skip
        """Return a post of ours; looked at where `share` is given."""
        post = self._message(case, when, 1, 1, None, answers, OWN_ID, int(repost))
        if share:
            self._readings[post.id] = ReadingFact(post.id, share, deflects, repeats)
        return post

    def call(
        self, case: CaseId, when: str, *, out: bool = False, agent: int = 1,
        channel: str = "phone", outcome: str = "", missing: str = "",
    ) -> MessageFact:  # fmt: skip
        """Return a call note."""
        note = self._message(case, when, 0, int(out), None, None, None, None)
        self._calls[note.id] = CallFact(note.id, agent, channel, outcome, missing)
        return note

    def resolved(
        self, case: CaseId, when: str, by: str = "post", *, agent: int = 1, confirmed: str = ""
    ) -> None:
        """Let a case be resolved."""
        self._cases[case] = self._cases[case]._replace(
            state="resolved",
            resolved_ms=ms(when),
            fixed_by=by,
            resolver_id=agent,
            confirmed_ms=ms(confirmed) if confirmed else None,
        )

    def promise(self, case: CaseId, due: str, made: str, kept: str = "") -> None:
        """Let something be promised in a case."""
        self._promises.append(PromiseFact(case, ms(due), ms(made), ms(kept) if kept else None))

    def windows(
        self, first: str, last: str, *, account: int | None = None, touchpoint: str | None = None
    ) -> tuple[Window, Window]:
        """Return the period of these days, both included, and the one before.

        That one is as far as this one has gone by then.
        """
        hours = self.targets.hours
        begin = hours.moment(date.fromisoformat(first), 0)
        end = hours.moment(date.fromisoformat(last) + timedelta(days=1), 0)
        scope = Scope(
            Period(begin, end), None if account is None else AccountId(account), touchpoint
        )
        rows = self.told()
        held, now = stories(rows), at(self.now)
        return (
            Window(rows, held, scope, scope.period, now),
            Window(rows, held, scope, before_of(scope.period, now), now),
        )

    def ask(
        self, section: Callable[[Window, Window | None], Section], first: str, last: str,
        *, account: int | None = None, touchpoint: str | None = None,
    ) -> Section:  # fmt: skip
        """Return what a section says of the days from `first` to `last`."""
        return judged(section(*self.windows(first, last, account=account, touchpoint=touchpoint)))

    def told(self) -> Rows:
        """Return all rows."""
        messages = sorted(self._messages)
        begun: dict[int | None, int] = {}
        for message in messages:
            begun.setdefault(message.case_id, message.ms)
        cases = [case._replace(begun_ms=begun.get(case.id)) for case in self._cases.values()]
        return replace(
            self.rows,
            cases=cases,
            messages=messages,
            promises=self._promises,
            calls=self._calls,
            readings=self._readings,
            own={OWN_ID: ACCOUNT},
            agents=self.rows.agents or {1: "Mika", 2: "Noor"},
            targets=self.targets,
        )

    def _message(
        self, case: CaseId | None, when: str, is_post: int, out: int, kind: str | None,
        parent: str | None, author: str | None, repost: int | None,
    ) -> MessageFact:  # fmt: skip
        number = len(self._messages) + 1
        at_ms = ms(when)
        message = MessageFact(
            MessageId((at_ms << SEQUENCE_BITS) + number),
            at_ms,
            case,
            is_post,
            out,
            kind,
            f"p{number}" if is_post else None,
            parent,
            author,
            repost,
        )
        self._messages.append(message)
        return message


def figure(section: Section, key: str) -> Figure:
    """Return a figure of a section."""
    return next(each for each in section.figures if each.key == key)


def table(section: Section, key: str) -> Table:
    """Return a table of a section."""
    return next(each for each in section.tables if each.key == key)


def cells(found: Table, *keys: str) -> list[tuple[object, ...]]:
    """Return some columns of a table, row by row."""
    places = [found.place(key) for key in keys]
    return [tuple(row[place] for place in places) for row in found.rows]

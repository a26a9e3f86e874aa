"""Answers as the outbox lists them, for tests of its page and its notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from console.domain.ids import CaseId, ThreadId
from console.domain.outbox import OutboxEntry, PartState, ReplyThread
from tests.ui.given_threads import HELD, NOW, QUEUED, SENT, WROTE, thread


def entry(
    number: int,
    answer: ReplyThread,
    *,
    done: datetime | None = None,
    name: str = "",
    account: str = "Shop",
) -> OutboxEntry:
    return OutboxEntry(
        thread=replace(answer, id=ThreadId(number), case_id=CaseId(100 + number)),
        name=name or f"Customer {number}",
        handle=f"c{number}",
        account_handle=account,
        text=f"Hello {number}",
        finished_at=done,
    )


def waiting(number: int) -> OutboxEntry:
    return entry(number, thread(QUEUED))


def held(number: int) -> OutboxEntry:
    return entry(number, thread(HELD, cautions=(WROTE,)))


def sent(number: int, minutes: float = 0) -> OutboxEntry:
    return entry(number, thread(SENT), done=NOW - timedelta(minutes=minutes or number))


def in_state(number: int, *states: PartState) -> OutboxEntry:
    return entry(number, thread(*states))

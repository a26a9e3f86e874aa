"""What is worth a person's attention while they look elsewhere, and when they want quiet.

Pure. Owns what counts as news, which of it is told at a time (`Rounds`) and the hours in
which nothing is; the words of a notification are the window's.

One notification per kind stands at a time. What comes while it stands is added to it, and
it is told anew at most every `GAP`. News has a key: the same key is told once in a run.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from console.domain.business_hours import BusinessHours
from console.domain.cases import OPEN_STATES, CaseRow, CaseState
from console.domain.ids import AccountId, CaseId, to_ms
from console.domain.messages import Direction

GAP = timedelta(seconds=30)
"""The least between two notifications of one kind."""
OLD = timedelta(hours=24)
"""A post that is older when it comes in is nothing to be called for: a gap was filled."""
SOON = timedelta(minutes=30)
"""So long before it is due a promise or an answer is told."""
MOST_KNOWN = 20_000
"""Keys that are remembered; so many news a run has only where something else is wrong."""


class Kind(StrEnum):
    """What the news is about; each has a notification of its own, and can be switched off."""

    REPLIES = "replies"
    """New posts that need a reply."""
    OUTBOX = "outbox"
    """Answers that were refused or held, or that a person has to decide about."""
    DUE = "due"
    """Promises and answers that are due soon."""
    ACCOUNTS = "accounts"
    """Accounts that do not go on by themselves."""


class Quiet(StrEnum):
    """When nothing is told; what came meanwhile is counted, and told once after."""

    NEVER = "never"
    TIMES = "times"
    """Every day from one time to another."""
    CLOSED = "closed"
    """Outside the business hours."""


@dataclass(frozen=True, slots=True)
class News:
    """One thing that happened."""

    kind: Kind
    key: str
    """What makes it the same as before."""
    case_id: CaseId | None = None
    """The case that it is about; None for an account."""
    account: str = ""
    """Our own handle, without the @."""
    name: str = ""
    """The customer's; as they wrote it."""
    words: str = ""
    """First words of the post, or our own about what is due or wrong."""


@dataclass(frozen=True, slots=True)
class Round:
    """One notification to be shown now, in the place of the one of its kind."""

    kind: Kind | None
    """None for what came while it was quiet."""
    news: tuple[News, ...] = ()
    """All that it stands for, the newest last."""
    missed: Mapping[Kind, int] = field(default_factory=dict)
    """While it was quiet; else empty."""


@dataclass(slots=True)
class Rounds:
    """What was heard of, what is shown, and what waits to be."""

    known: dict[tuple[Kind, str], None] = field(default_factory=dict)
    """Keys, the oldest first."""
    standing: dict[Kind, list[News]] = field(default_factory=dict)
    """What the notification of a kind says."""
    fresh: dict[Kind, list[News]] = field(default_factory=dict)
    """What was not told yet, and is to be added to it."""
    told_at: dict[Kind, datetime] = field(default_factory=dict)
    missed: dict[Kind, list[News]] = field(default_factory=dict)
    """What came while it was quiet, and still is so."""

    def know(self, news: Iterable[News]) -> list[News]:
        """Take note of news without telling it, and return what was not known before."""
        new = []
        for one in news:
            key = (one.kind, one.key)
            if key not in self.known:
                self.known[key] = None
                new.append(one)
        while len(self.known) > MOST_KNOWN:
            del self.known[next(iter(self.known))]
        return new

    def hear(self, news: Iterable[News]) -> None:
        """Take news that is to be told."""
        for one in self.know(news):
            self.fresh.setdefault(one.kind, []).append(one)

    def keep(self, kind: Kind, keys: Collection[str]) -> None:
        """Forget all of a kind but these: if it comes to be so again, that is news again."""
        for known in [each for each in self.known if each[0] is kind and each[1] not in keys]:
            del self.known[known]
        for held in (self.standing, self.fresh, self.missed):
            left = [one for one in held.pop(kind, ()) if one.key in keys]
            if left:
                held[kind] = left

    def take(self, now: datetime, *, quiet: bool) -> tuple[Round, ...]:
        """Return what is to be shown now; while it is quiet, what waits is only counted.

        What was told before stays as it stands, and is not counted.
        """
        if quiet:
            for kind, news in self.fresh.items():
                self.missed.setdefault(kind, []).extend(news)
            self.fresh.clear()
            return ()
        rounds = []
        if self.missed:
            counts = {kind: len(news) for kind, news in self.missed.items()}
            rounds.append(Round(None, missed=counts))
            self.missed.clear()
        for kind in [each for each in Kind if each in self.fresh]:
            told = self.told_at.get(kind)
            if told is None or now - told >= GAP or now < told:  # or the clock was set back
                self.told_at[kind] = now
                says = self.standing.setdefault(kind, [])
                says += self.fresh.pop(kind)
                rounds.append(Round(kind, tuple(says)))
        return tuple(rounds)

    def gone(self, kind: Kind) -> None:
        """Take note that the notification of a kind stands no more; what it never said waits."""
        self.standing.pop(kind, None)

    def looked(self) -> None:
        """Take note that the person looks at the desk: nothing is left to be told."""
        self.standing.clear()
        self.fresh.clear()
        self.missed.clear()


def is_quiet(
    mode: str, span: tuple[int, int], hours: BusinessHours, now: datetime, local: datetime
) -> bool:
    """Return whether nothing is to be told now.

    `span` is from and to in minutes of the day; it may go over midnight, and is empty where
    both are the same. `local` is `now` as the clock on the wall shows it.
    """
    if mode == Quiet.CLOSED:
        return not hours.is_open(now)
    if mode != Quiet.TIMES:
        return False
    start, end = span
    minute = local.hour * 60 + local.minute
    if start <= end:
        return start <= minute < end
    return minute >= start or minute < end


def new_posts(
    rows: Iterable[CaseRow],
    since: Mapping[AccountId, datetime],
    handles: Mapping[AccountId, str],
    now: datetime,
) -> list[News]:
    """Return the cases whose last message is a customer's post that nobody read, the oldest first.

    `since` says for each account from which time on its posts are news: at the first sync of a
    run, which brings what is older than that, from the start of the run.
    """
    found = []
    for row in rows:
        begun = None if row.account_id is None else since.get(row.account_id)
        is_post = row.last_direction is Direction.IN and not row.last_is_call
        if begun is None or row.state is not CaseState.NEEDS_REPLY or not is_post:
            continue
        if row.unread and row.last_at >= max(begun, now - OLD):
            handle = handles.get(row.account_id, "") if row.account_id is not None else ""
            key = f"{row.id} {to_ms(row.last_at)}"
            found.append((row.last_at, row.id, _post(row, key, handle)))
    return [news for _at, _id, news in sorted(found, key=lambda each: each[:2])]


def _post(row: CaseRow, key: str, handle: str) -> News:
    return News(Kind.REPLIES, key, row.id, handle, row.name, row.snippet)


def due_soon(
    rows: Iterable[CaseRow], now: datetime, promise: str, answer: str
) -> list[tuple[datetime, News]]:
    """Return what is due within `SOON`, the soonest first; `promise` and `answer` are our words."""
    found = []
    for row in rows:
        if row.state not in OPEN_STATES:
            continue
        for due_at, words in ((row.promise_due_at, promise), (row.due_at, answer)):
            if due_at is not None and now < due_at <= now + SOON:
                key = f"{row.id} {words} {to_ms(due_at)}"
                found.append((due_at, News(Kind.DUE, key, row.id, "", row.name, words)))
                break  # one line for a case
    return sorted(found, key=lambda each: (each[0], each[1].key))

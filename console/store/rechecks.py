"""Which posts are to be asked for again at their network, and what it said of them.

What was never asked for again counts as known to be there when it was written: a sync
brings a post soon after, and of what came in late it is not known anyhow.
"""

from __future__ import annotations

import json
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from console.domain.accounts import Account
from console.domain.cases import OPEN_STATES
from console.domain.ids import (
    AccountId,
    CaseId,
    MessageId,
    RemoteId,
    first_message_id,
    from_ms,
    to_ms,
)
from console.domain.rechecks import (
    AFTER_TROUBLE,
    BETWEEN_RUNS,
    DAILY_AFTER,
    DAY,
    DEFAULT_MONTHLY,
    NEW_FOR,
    RecheckRun,
    RecheckStanding,
)
from console.domain.spending import day_of
from console.store import desk_state
from console.store.accounts import MILLION
from console.store.database import Database, Row

KEPT_FOR = timedelta(days=35)
"""How long a run is remembered; the last one of each account is in any case."""
_MONTHLY = "rechecks_monthly"
_SEEN = "ifnull(p.checked_at, p.message_id >> 20)"
"""As the index `posts_checked` has it."""
_STANDS = "p.withdrawn_at IS NULL AND p.remote_id NOT LIKE 'captured:%'"
_REACHED = "+p.network IN (SELECT network FROM accounts WHERE access = 'api')"
"""Whether an account with access can ask for a post."""
_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_OURS_TO_ASK = (
    "+p.network = :network AND (EXISTS (SELECT 1 FROM account_posts s"
    " WHERE s.message_id = p.message_id AND s.account_id = :account)"
    " OR NOT EXISTS (SELECT 1 FROM account_posts s JOIN accounts a ON a.id = s.account_id"
    " AND a.access = 'api' WHERE s.message_id = p.message_id))"
)
"""What an account asks for: what its timelines and watches showed, and what no account's did
that has access. The plus keeps SQLite from reading all of a network to sort it."""
_OWN = (
    "p.author_id = :own OR EXISTS (SELECT 1 FROM account_posts s WHERE s.message_id = p.message_id"
    " AND s.account_id = :account AND (s.timeline <> 'found' OR s.summons))"
)
"""Whether a post is billed as ours, for we wrote it or are mentioned."""
_COLUMNS = f"p.message_id, p.remote_id, ({_OWN}) AS own"


class Due(NamedTuple):
    """A post that is to be asked for."""

    message_id: MessageId
    remote_id: RemoteId
    own: bool
    """Whether reading it is billed as reading what is ours."""


def waiting(db: Database, account: Account) -> list[Due]:
    """Return the posts that are known to be gone and still stand here with their words."""
    return _due(
        db,
        account,
        f"FROM posts p WHERE p.gone_at IS NOT NULL AND {_STANDS} AND {_OURS_TO_ASK}"
        " ORDER BY p.gone_at",
    )


def daily(db: Database, account: Account, now: datetime, limit: int) -> list[Due]:
    """Return posts of open cases and of the last days that are due, the oldest look first."""
    return _due(
        db,
        account,
        f"FROM ({_daily_ids()}) d JOIN posts p ON p.message_id = d.id"
        f" WHERE {_STANDS} AND {_SEEN} <= :cut AND {_OURS_TO_ASK} ORDER BY {_SEEN} LIMIT :limit",
        new=_new_from(now),
        cut=to_ms(now - DAILY_AFTER),
        limit=limit,
    )


def rolling(db: Database, account: Account, now: datetime, limit: int) -> list[Due]:
    """Return the posts whose last look is the oldest and over a day ago, the oldest first."""
    return _due(
        db,
        account,
        f"FROM posts p WHERE {_STANDS} AND {_SEEN} <= :cut AND {_OURS_TO_ASK}"
        f" ORDER BY {_SEEN} LIMIT :limit",
        cut=to_ms(now - DAY),
        limit=limit,
    )


def known_too_long(db: Database, now: datetime) -> list[MessageId]:
    """Return posts that are known to be gone for so long that nobody is to be asked any more."""
    rows = db.rows(
        "SELECT p.message_id FROM posts p"
        " WHERE p.gone_at <= ? AND p.withdrawn_at IS NULL AND p.gone_at IS NOT NULL",
        (to_ms(now - DAY + BETWEEN_RUNS),),
    )
    return [MessageId(row["message_id"]) for row in rows]


def note_checked(db: Database, message_ids: Iterable[MessageId], now: datetime) -> None:
    """Note that posts were asked for; inside a `writing` block."""
    db.execute(
        "UPDATE posts SET checked_at = ? WHERE message_id IN (SELECT value FROM json_each(?))",
        (to_ms(now), json.dumps(list(message_ids))),
    )


def note_there(db: Database, message_ids: Collection[MessageId]) -> frozenset[CaseId]:
    """Let posts that were taken for gone be there; inside a `writing` block."""
    asked = json.dumps(list(message_ids))
    rows = db.rows(
        "SELECT m.case_id FROM posts p JOIN messages m ON m.id = p.message_id"
        " WHERE p.gone_at IS NOT NULL AND p.message_id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    db.execute(
        "UPDATE posts SET gone_at = NULL WHERE gone_at IS NOT NULL"
        " AND message_id IN (SELECT value FROM json_each(?))",
        (asked,),
    )
    return frozenset(CaseId(row["case_id"]) for row in rows if row["case_id"] is not None)


def note_run(db: Database, run: RecheckRun, rolling_cost: Decimal) -> None:
    """Record a run, and let go of the oldest ones; inside a `writing` block."""
    db.insert(
        "recheck_runs",
        {
            "account_id": run.account_id,
            "at": to_ms(run.at),
            "asked": run.asked,
            "rolling": run.rolling,
            "withdrawn": run.withdrawn,
            "edited": run.edited,
            "cost": int(run.cost * MILLION),
            "rolling_cost": int(rolling_cost * MILLION),
            "problem": run.problem or None,
        },
    )
    db.execute(
        "DELETE FROM recheck_runs WHERE at < ? AND id NOT IN (SELECT max(id) FROM recheck_runs"
        " WHERE problem IS NULL GROUP BY account_id)",
        (to_ms(run.at - KEPT_FOR),),
    )


def next_run(db: Database, account_id: AccountId) -> datetime | None:
    """Return from when on an account should ask again; None where it never did.

    After a run that did not come to its end that is sooner, but not at once.
    """
    row = db.row(
        "SELECT at, problem FROM recheck_runs WHERE account_id = ? ORDER BY id DESC LIMIT 1",
        (account_id,),
    )
    if row is None:
        return None
    return from_ms(row["at"]) + (BETWEEN_RUNS if row["problem"] is None else AFTER_TROUBLE)


def monthly(db: Database) -> Decimal:
    """Return what the rolling plan may cost a month, US dollars for each account."""
    kept = desk_state.get(db, _MONTHLY)
    return Decimal(kept) if kept else DEFAULT_MONTHLY


def set_monthly(db: Database, amount: Decimal) -> None:
    """Set what the rolling plan may cost a month; inside a `writing` block."""
    desk_state.put(db, _MONTHLY, str(amount))


def a_day(db: Database, now: datetime) -> Decimal:
    """Return what the rolling plan may cost on a day of this month."""
    day = day_of(now)
    return monthly(db) / monthrange(day.year, day.month)[1]


def left_today(db: Database, account_id: AccountId, now: datetime) -> Decimal:
    """Return what the rolling plan of an account may still cost today (UTC)."""
    midnight = int(now.timestamp() // DAY.total_seconds() * DAY.total_seconds() * 1000)
    spent = db.value(
        "SELECT coalesce(sum(rolling_cost), 0) FROM recheck_runs WHERE account_id = ? AND at >= ?",
        (account_id, midnight),
    )
    return max(Decimal(), a_day(db, now) - Decimal(spent) / MILLION)


def standing_of(db: Database, now: datetime, price: Decimal) -> RecheckStanding:
    """Return how old what is stored may be; `price` is what one of the rolling plan costs."""
    cut = {"new": _new_from(now), "cut": to_ms(now - DAY)}
    counts = db.row(
        f"SELECT count(*) AS daily, coalesce(sum({_SEEN} <= :cut), 0) AS overdue"
        f" FROM ({_daily_ids()}) d JOIN posts p ON p.message_id = d.id"
        f" WHERE {_STANDS} AND {_REACHED}",
        cut,
    )
    oldest = db.row(
        f"SELECT {_SEEN} AS seen, p.checked_at IS NULL AS never FROM posts p"
        f" WHERE {_STANDS} AND {_REACHED}"
        f" ORDER BY {_SEEN} LIMIT 1"
    )
    gone = "SELECT count(*) FROM posts p WHERE p.gone_at IS NOT NULL AND p.withdrawn_at IS NULL"
    runs = db.rows("SELECT * FROM recheck_runs ORDER BY id DESC LIMIT 20")
    assert counts is not None
    return RecheckStanding(
        posts=int(db.value(f"SELECT count(*) FROM posts p WHERE {_STANDS} AND {_REACHED}")),
        unreached=int(
            db.value(f"SELECT count(*) FROM posts p WHERE {_STANDS} AND NOT ({_REACHED})")
        ),
        daily=counts["daily"],
        overdue=counts["overdue"],
        waiting=int(db.value(gone)),
        oldest=None if oldest is None else from_ms(oldest["seen"]),
        never=oldest is not None and bool(oldest["never"]),
        monthly=monthly(db),
        price=price,
        rolling_a_day=int(a_day(db, now) / price),
        runs=tuple(map(_run, runs)),
    )


def _daily_ids() -> str:
    """Return the SQL of the messages that are due each day, each once."""
    return (
        "SELECT m.id FROM cases c CROSS JOIN messages m ON m.case_id = c.id"
        f" WHERE c.state IN ({_OPEN}) AND m.kind = 'post'"
        " UNION SELECT n.message_id FROM posts n WHERE n.message_id >= :new"
    )


def _new_from(now: datetime) -> int:
    return first_message_id(to_ms(now - NEW_FOR))


def _due(db: Database, account: Account, rest: str, **parameters: object) -> list[Due]:
    rows = db.rows(
        f"SELECT {_COLUMNS} {rest}",
        {
            "network": account.network,
            "account": account.id,
            "own": account.remote_id,
            **parameters,
        },
    )
    return [
        Due(MessageId(row["message_id"]), RemoteId(row["remote_id"]), bool(row["own"]))
        for row in rows
    ]


def _run(row: Row) -> RecheckRun:
    made = RecheckRun(AccountId(row["account_id"]), from_ms(row["at"]))
    return replace(
        made,
        asked=row["asked"],
        rolling=row["rolling"],
        withdrawn=row["withdrawn"],
        edited=row["edited"],
        cost=Decimal(row["cost"]) / MILLION,
        problem=row["problem"] or "",
    )

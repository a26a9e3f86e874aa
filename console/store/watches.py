"""Rows of watches: what each looks for, and how it stands.

Where its walk through the search is, `watch_walks` moves; what it brought, `watch_yields` counts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from console.domain.accounts import Access
from console.domain.ids import AccountId, AgentId, WatchId, from_ms, to_ms
from console.domain.spending import day_of, first_of_month, next_month
from console.domain.watches import Estimate, NewWatch, Watch, WatchState
from console.errors import NotFound
from console.language import tr
from console.store import watch_walks
from console.store.accounts import MILLION
from console.store.database import Database, Row

_SELECT = (
    "SELECT w.*, a.name AS agent_name, k.walked_at, k.due_at, k.done, k.gap_before, k.problem,"
    " o.access, o.monthly_budget AS account_budget,"
    " (SELECT coalesce(sum(c.price * c.count), 0) FROM watch_charges c WHERE c.watch_id = w.id"
    "  AND c.day >= :first AND c.day < :next) AS spent,"
    " (SELECT coalesce(sum(c.price * c.count), 0) FROM charges c WHERE c.account_id = o.id"
    "  AND c.day >= :first AND c.day < :next) AS account_spent"
    " FROM watches w JOIN agents a ON a.id = w.agent_id JOIN accounts o ON o.id = w.account_id"
    f" LEFT JOIN watch_walks k ON {watch_walks.OF_WATCH}"
)


def every(db: Database, now: datetime, account_id: AccountId | None = None) -> tuple[Watch, ...]:
    """Return the watches that are there, in the order of the alphabet; what they brought is not.

    `account_id` narrows to those of one account.
    """
    where = "w.removed_at IS NULL AND (:account IS NULL OR w.account_id = :account)"
    found = _read(db, now, where, {"account": account_id})
    return tuple(sorted(found, key=lambda watch: (watch.new.name.casefold(), watch.id)))


def get(db: Database, watch_id: WatchId, now: datetime) -> Watch:
    """Return one watch; what it brought is not.

    Raises:
        NotFound: there is none, or it was removed.
    """
    found = _read(db, now, "w.removed_at IS NULL AND w.id = :id", {"id": watch_id})
    if not found:
        raise NotFound(tr("That watch is no more."))
    return found[0]


def insert_removed(
    db: Database, new: NewWatch, estimate: Estimate | None, agent_id: AgentId, now: datetime
) -> WatchId:
    """Store a watch as if it had been removed already; in a `writing` block.

    `restore` then makes it one of the list. The undo of its making thus takes it away as
    `remove` does, and not what it found and cost meanwhile.
    """
    values = _values(new, estimate) | {
        "agent_id": agent_id,
        "made_at": to_ms(now),
        "removed_at": to_ms(now),
    }
    return WatchId(db.insert("watches", values))


def restore(db: Database, watch_id: WatchId) -> None:
    """Let a removed watch be there again; in a `writing` block."""
    db.execute("UPDATE watches SET removed_at = NULL WHERE id = ?", (watch_id,))


def remove(db: Database, watch_ids: Collection[WatchId], now: datetime) -> None:
    """Take watches out of the list, and keep what they found and cost; in a `writing` block."""
    db.execute(
        "UPDATE watches SET removed_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        (to_ms(now), json.dumps(list(watch_ids))),
    )


def change(db: Database, was: Watch, new: NewWatch, estimate: Estimate | None) -> None:
    """Let a watch say this from now on; in a `writing` block.

    Without an estimate that of the same query stays. What failed is tried again at once.
    """
    values = _values(new, estimate)
    if estimate is None and new.query == was.new.query:
        del values["counted_week"], values["estimated_month"]
    columns = ", ".join(f"{column} = ?" for column in values)
    db.execute(f"UPDATE watches SET {columns} WHERE id = ?", (*values.values(), was.id))
    watch_walks.forgive(db, was.id)


def set_paused(db: Database, watch_ids: Collection[WatchId], *, paused: bool) -> None:
    """Stop watches, or let them go on; in a `writing` block."""
    db.execute(
        "UPDATE watches SET paused = ? WHERE id IN (SELECT value FROM json_each(?))",
        (paused, json.dumps(list(watch_ids))),
    )


def stands(db: Database, watch: Watch) -> bool:
    """Return whether a watch still looks for the same in the same name; removed ones do not."""
    return bool(
        db.value(
            "SELECT 1 FROM watches WHERE id = ? AND query = ? AND account_id = ?"
            " AND removed_at IS NULL",
            (watch.id, watch.new.query, watch.new.account_id),
        )
    )


def is_paused(db: Database, watch_id: WatchId) -> bool:
    """Return whether a person stopped it."""
    return bool(db.value("SELECT paused FROM watches WHERE id = ?", (watch_id,)))


def _values(new: NewWatch, estimate: Estimate | None) -> dict[str, object]:
    return {
        "account_id": new.account_id,
        "name": new.name,
        "query": new.query,
        "pace_s": int(new.pace.total_seconds()),
        "monthly_budget": int(new.monthly_budget * MILLION),
        "begin_at": to_ms(new.begin_at),
        "counted_week": None if estimate is None else estimate.week,
        "estimated_month": None if estimate is None else int(estimate.month * MILLION),
    }


def _read(
    db: Database, now: datetime, where: str, parameters: dict[str, object]
) -> Sequence[Watch]:
    today = day_of(now)
    month = {"first": first_of_month(today).isoformat(), "next": next_month(today).isoformat()}
    rows = db.rows(f"{_SELECT} WHERE {where}", month | parameters)
    return [_watch(row, today) for row in rows]


def _watch(row: Row, today: date) -> Watch:
    state = _state(row)
    estimated = row["estimated_month"]
    return Watch(
        id=WatchId(row["id"]),
        new=NewWatch(
            account_id=AccountId(row["account_id"]),
            name=row["name"],
            query=row["query"],
            pace=timedelta(seconds=row["pace_s"]),
            monthly_budget=Decimal(row["monthly_budget"]) / MILLION,
            begin_at=from_ms(row["begin_at"]),
        ),
        made_at=from_ms(row["made_at"]),
        agent_name=row["agent_name"],
        paused=bool(row["paused"]),
        counted_week=row["counted_week"],
        estimated_month=None if estimated is None else Decimal(estimated) / MILLION,
        walked_at=_maybe(row["walked_at"]),
        due_at=_due_at(row, state, today),
        gap_before=_maybe(row["gap_before"]),
        problem=row["problem"] or "",
        state=state,
        spent=Decimal(row["spent"]) / MILLION,
    )


def _state(row: Row) -> WatchState:
    if row["access"] != Access.API:
        return WatchState.NO_ACCESS
    if row["paused"]:
        return WatchState.PAUSED
    account_budget = row["account_budget"]
    if row["spent"] >= row["monthly_budget"] or (
        account_budget is not None and row["account_spent"] >= account_budget
    ):
        return WatchState.SPENT
    return WatchState.FAILING if row["problem"] else WatchState.READY


def _due_at(row: Row, state: WatchState, today: date) -> datetime | None:
    """Return when a watch looks next.

    What is stored is when it would with money: more of that, and it looks at once.
    """
    if state is WatchState.SPENT:
        return datetime.combine(next_month(today), time(), UTC)
    if row["due_at"] is None:
        return None
    due_ms = row["due_at"]
    if row["done"] and not row["problem"] and row["walked_at"] is not None:
        # The pace may be another by now.
        due_ms = min(due_ms, row["walked_at"] + row["pace_s"] * 1000)
    return from_ms(due_ms)


def _maybe(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)

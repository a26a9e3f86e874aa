"""What follows for a case from its messages: counts and times, what came first, what is due.

All of it is stored, for lists are ordered by it, and nothing of it is decided by anybody:
`recount` and `refresh` find the same again from the messages, calls and promises at any
time. A column of `DERIVED` is written by nobody else but the placing of posts, which keeps
the counts of `recount` as it goes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import NamedTuple

from console.domain.business_hours import BusinessHours
from console.domain.cases import OPEN_STATES, CaseState
from console.domain.ids import SEQUENCE_BITS, CaseId, from_ms, message_ms, to_ms
from console.domain.priority import MANY_APOLOGIES, Priority
from console.domain.reach import FAST, FEWEST_REPOSTS, LATELY_MS, LOUD
from console.domain.targets import Targets
from console.store import reposts
from console.store import targets as kept_targets
from console.store.database import Database, Row
from console.store.known_posts import summons
from console.store.reposts import Spread

DERIVED = frozenset({
    "rank", "first_post_at", "first_call_at", "last_in_at", "last_out_at", "last_message_id",
    "calls", "first_calls", "last_call_before", "promise_due", "apologies", "due_at",
    "solve_due_at", "urgency", "reach", "spread", "unsummoned",
})  # fmt: skip
"""Columns of `cases` that this module can find again."""

_MS = timedelta(milliseconds=1)
SOONER_MS = {
    Priority.LOW: -timedelta(days=7) // timedelta(milliseconds=1),
    Priority.NORMAL: 0,
    Priority.HIGH: timedelta(days=1) // timedelta(milliseconds=1),
    Priority.URGENT: timedelta(days=7) // timedelta(milliseconds=1),
}
"""How much sooner than when it is due a case is listed, by what a person said."""
CALLED_FIRST_MS = timedelta(hours=4) // timedelta(milliseconds=1)
APOLOGISED_MS = timedelta(hours=2) // timedelta(milliseconds=1)
SPREADING_MS = timedelta(hours=3) // timedelta(milliseconds=1)
"""The same where the contact called first, where we apologised again and again, and where a
complaint spreads fast."""


def recount(db: Database, case_ids: Collection[CaseId]) -> None:
    """Find the counts and times of some cases anew from their messages; in a `writing` block.

    A case that holds no message keeps its rank.
    """
    db.execute(
        "UPDATE cases SET rank = coalesce(f.last >> :bits, rank), last_message_id = f.last,"
        " first_post_at = f.first_post >> :bits, last_in_at = f.last_in >> :bits,"
        " last_out_at = f.last_out >> :bits, calls = f.calls,"
        " first_call_at = f.first_call >> :bits"
        " FROM (SELECT c.id, max(m.id) AS last,"
        " min(iif(m.kind = 'post', m.id, NULL)) AS first_post,"
        " max(iif(m.kind = 'post' AND m.direction = 'in' AND m.muted_by IS NULL, m.id, NULL))"
        " AS last_in,"
        " max(iif(m.kind = 'post' AND m.direction = 'out', m.id, NULL)) AS last_out,"
        " min(iif(m.kind = 'call_note', m.id, NULL)) AS first_call,"
        " count(iif(m.kind = 'call_note', 1, NULL)) AS calls"
        " FROM cases c LEFT JOIN messages m ON m.case_id = c.id"
        " WHERE c.id IN (SELECT value FROM json_each(:ids)) GROUP BY c.id) AS f"
        " WHERE cases.id = f.id",
        {"ids": json.dumps(list(case_ids)), "bits": SEQUENCE_BITS},
    )


def refresh(db: Database, case_ids: Collection[CaseId]) -> None:
    """Find anew what came first in some cases and what is due when; in a `writing` block.

    The counts of the cases are right by then.
    """
    if not case_ids:
        return
    targets = kept_targets.get(db)
    ids = json.dumps(list(case_ids))
    window_ms = targets.called_first // timedelta(milliseconds=1)
    # Many a desk notes no calls, and this is asked with every page.
    called = db.value("SELECT 1 FROM cases WHERE calls > 0 LIMIT 1") is not None
    calls = {
        row["id"]: _Calls(row["calls"], message_ms(row["last"]))
        for row in (db.rows(_CALLS_BEFORE, {"ids": ids, "window": window_ms}) if called else ())
    }
    spreads, usual = reposts.of_cases(db, case_ids), reposts.usual_speed(db)
    facts = db.rows(_FACTS, {"ids": ids})
    db.execute_many(
        "UPDATE cases SET first_calls = ?, last_call_before = ?, promise_due = ?, apologies = ?,"
        " due_at = ?, solve_due_at = ?, reach = ?, spread = ?, urgency = ?, unsummoned = ?"
        " WHERE id = ?",
        [
            _standing(
                row,
                calls.get(row["id"], _NO_CALLS),
                _loudness(row, spreads.get(row["id"], ()), usual),
                targets,
            )
            for row in facts
        ],
    )


def of_contacts(db: Database, contact_ids: Collection[int]) -> frozenset[CaseId]:
    """Return the cases of some contacts: what one of them says of calls counts for all."""
    rows = db.rows(
        "SELECT id FROM cases WHERE contact_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(contact_ids)),),
    )
    return frozenset(CaseId(row["id"]) for row in rows)


_CALLS_BEFORE = (
    "SELECT c.id, count(*) AS calls, max(m.id) AS last FROM cases c"
    " JOIN cases k ON k.contact_id = c.contact_id AND k.calls > 0"
    " CROSS JOIN messages m ON m.case_id = k.id AND m.kind = 'call_note'"
    f" AND m.id < c.first_post_at << {SEQUENCE_BITS}"
    f" AND m.id >= (c.first_post_at - :window) << {SEQUENCE_BITS}"
    " WHERE c.id IN (SELECT value FROM json_each(:ids)) GROUP BY c.id"
)
_FACTS = (
    "SELECT c.id, c.state, c.rank, c.priority, c.snoozed_until, f.first_id, f.apologies,"
    " (SELECT min(p.due_at) FROM promises p WHERE p.case_id = c.id AND p.kept_at IS NULL)"
    " AS promise_due,"
    " iif(c.state = 'needs_reply', (SELECT m.id FROM messages m WHERE m.case_id = c.id"
    " AND m.direction = 'in' AND m.muted_by IS NULL AND m.id > f.last_out"
    " ORDER BY m.id LIMIT 1), NULL) AS unanswered,"
    # Null where the customer has not posted.
    f" coalesce((SELECT max({summons('p', 'c.account_id')}) = 0"
    " FROM messages m JOIN posts p ON p.message_id = m.id"
    " WHERE m.case_id = c.id AND m.direction = 'in' AND m.kind = 'post'), 0) AS unsummoned"
    " FROM cases c JOIN (SELECT k.id, coalesce(min(iif(m.muted_by IS NULL, m.id, NULL)), min(m.id))"
    " AS first_id, sum(m.apology) AS apologies,"
    " max(iif(m.direction = 'out', m.id, 0)) AS last_out"
    " FROM cases k LEFT JOIN messages m ON m.case_id = k.id"
    " WHERE k.id IN (SELECT value FROM json_each(:ids)) GROUP BY k.id) AS f ON f.id = c.id"
)


class _Calls(NamedTuple):
    """The calls that came before a case's first post."""

    number: int
    last_ms: int | None


_NO_CALLS = _Calls(0, None)


class _Loudness(NamedTuple):
    """How far the loudest complaint of a case went, and how fast the fastest goes."""

    reach: int | None
    spread: int | None
    """Hundredths of our own usual speed."""


def _loudness(row: Row, complaints: Sequence[Spread], usual: float | None) -> _Loudness:
    """Return what `reach` and `spread` of a case are.

    Only a complaint spreads that was repeated some times, is loud, and is not much older than the
    case's last message: what was said since tells that it goes on, and no clock has to.
    """
    if not complaints:
        return _Loudness(None, None)
    speeds = [
        each.speed
        for each in complaints
        if each.reposts >= FEWEST_REPOSTS
        and each.reach >= LOUD
        and each.posted_ms >= row["rank"] - LATELY_MS
    ]
    spread = round(max(speeds) / usual * 100) if speeds and usual is not None else None
    return _Loudness(max(each.reach for each in complaints), spread)


def _standing(row: Row, calls: _Calls, loudness: _Loudness, targets: Targets) -> tuple[object, ...]:
    """Return the values of the columns that `refresh` writes, the id last."""
    state, hours = CaseState(row["state"]), targets.hours
    due_ms = solve_ms = None
    begun = row["unanswered"] or row["first_id"]
    if state is CaseState.NEEDS_REPLY and begun is not None:
        due_ms = _due_ms(hours, begun, targets.answer)
    if state in OPEN_STATES and row["first_id"] is not None:
        solve_ms = _due_ms(hours, row["first_id"], targets.solution)
    fast = loudness.spread is not None and loudness.spread >= FAST * 100
    urgency = _urgency(row, state, due_ms, called_first=calls.number > 0, spreads_fast=fast)
    return (
        *calls,
        row["promise_due"],
        row["apologies"] or 0,
        due_ms,
        solve_ms,
        *loudness,
        urgency,
        row["unsummoned"],
        row["id"],
    )


def _urgency(
    row: Row, state: CaseState, due_ms: int | None, *, called_first: bool, spreads_fast: bool
) -> int:
    """Return the millisecond at which a case is to be looked at; the less, the sooner."""
    if state is CaseState.SNOOZED:
        base = row["snoozed_until"] or row["rank"]
    else:
        base = row["rank"] if due_ms is None else due_ms
    if row["promise_due"] is not None:
        base = min(base, row["promise_due"])
    sooner = SOONER_MS[Priority.NORMAL if row["priority"] is None else Priority(row["priority"])]
    if state is CaseState.NEEDS_REPLY:
        sooner += CALLED_FIRST_MS if called_first else 0
        sooner += SPREADING_MS if spreads_fast else 0
        sooner += APOLOGISED_MS if (row["apologies"] or 0) >= MANY_APOLOGIES else 0
    return int(base - sooner)


def _due_ms(hours: BusinessHours, message_id: int, work: timedelta) -> int:
    """Return when so much staffed time after a message is over."""
    begun_ms = message_ms(message_id)
    if hours.round_the_clock:  # the same without dates, of which a page asks hundreds
        return begun_ms + work // _MS
    return to_ms(hours.add(from_ms(begun_ms), work))

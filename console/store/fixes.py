"""Root-cause fixes: what was done at a touchpoint, and how many cases there were around it."""

from __future__ import annotations

from datetime import datetime, timedelta

from console.domain.ids import AccountId, AgentId, from_ms, message_ms, to_ms
from console.domain.insight import RootCauseFix
from console.errors import NotFound
from console.insight.rows import FixFact
from console.language import tr
from console.store.database import Database, Row

AROUND_MS = timedelta(weeks=8) // timedelta(milliseconds=1)
"""How long before and after a fix cases are counted, at most."""
BEGUN = "min(ifnull(first_post_at, first_call_at), ifnull(first_call_at, first_post_at))"
"""When a case began; as the index `cases_begun` has it, or that is not used."""
_FIX = (
    "SELECT f.id, f.touchpoint, f.owner, f.action, f.at, a.name FROM root_cause_fixes f"
    " JOIN agents a ON a.id = f.agent_id"
)


def every(db: Database) -> tuple[RootCauseFix, ...]:
    """Return all fixes, the newest first."""
    return tuple(_fix(row) for row in db.rows(f"{_FIX} ORDER BY f.at DESC, f.id DESC"))


def get(db: Database, fix_id: int) -> RootCauseFix:
    """Return a fix.

    Raises:
        NotFound: there is none of this number.
    """
    row = db.row(f"{_FIX} WHERE f.id = ?", (fix_id,))
    if row is None:
        raise NotFound(tr("There is no root-cause fix {fix_id}.").format(fix_id=fix_id))
    return _fix(row)


def add(db: Database, fix: RootCauseFix, agent_id: AgentId, now: datetime) -> int:
    """Store a fix, whatever its number says, and return its number; in a `writing` block."""
    values = {
        "touchpoint": fix.touchpoint,
        "owner": fix.owner,
        "action": fix.action,
        "at": to_ms(fix.at),
        "agent_id": agent_id,
        "made_at": to_ms(now),
    }
    return db.insert("root_cause_fixes", values)


def change(db: Database, fix: RootCauseFix) -> None:
    """Let a fix say this from now on; in a `writing` block."""
    db.execute(
        "UPDATE root_cause_fixes SET touchpoint = ?, owner = ?, action = ?, at = ? WHERE id = ?",
        (fix.touchpoint, fix.owner, fix.action, to_ms(fix.at), fix.id),
    )


def remove(db: Database, fix_id: int) -> None:
    """Forget a fix; in a `writing` block."""
    db.execute("DELETE FROM root_cause_fixes WHERE id = ?", (fix_id,))


def touchpoints(db: Database) -> tuple[str, ...]:
    """Return the touchpoints that cases have, as they are spelled there."""
    found = db.tuples("SELECT DISTINCT touchpoint FROM cases WHERE touchpoint IS NOT NULL", ())
    return tuple(row[0] for row in found)


def facts(db: Database, account_id: AccountId | None, now: datetime) -> tuple[FixFact, ...]:
    """Return all fixes, the newest first, each with its cases in the weeks around it.

    Those of calls alone belong to no account. No week is counted in which the desk held
    nothing yet, for then nought would be no rate.
    """
    fixes = every(db)
    # The first message of any case, for a message's number is its time: one step, not all cases.
    first = db.value("SELECT min(id) FROM messages WHERE case_id IS NOT NULL") if fixes else None
    if first is None:
        return tuple(FixFact(fix, 0, 0, 0, 0) for fix in fixes)
    first_ms, now_ms = message_ms(first), to_ms(now)
    found = []
    for fix in fixes:
        at_ms = to_ms(fix.at)
        start, end = max(first_ms, at_ms - AROUND_MS), min(now_ms, at_ms + AROUND_MS)
        before, after = (
            db.value(
                "SELECT count(*) FROM cases WHERE touchpoint = :touchpoint"
                " AND (:account IS NULL OR account_id = :account)"
                f" AND {BEGUN} >= :start AND {BEGUN} < :end",
                {
                    "touchpoint": fix.touchpoint,
                    "account": account_id,
                    "start": low,
                    "end": high,
                },
            )
            for low, high in ((start, at_ms), (at_ms, end))
        )
        found.append(FixFact(fix, before, max(at_ms - start, 0), after, max(end - at_ms, 0)))
    return tuple(found)


def _fix(row: Row) -> RootCauseFix:
    return RootCauseFix(
        id=row["id"],
        touchpoint=row["touchpoint"],
        owner=row["owner"],
        action=row["action"],
        at=from_ms(row["at"]),
        agent_name=row["name"],
    )

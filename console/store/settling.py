"""Join a new conversation to the contact's open case, when the walk is complete.

The rule (ARCHITECTURE, Terms): a new conversation joins the same contact's open case only
within 24 h of our last answer there. Pages come newest first, so whether there was
such an answer is known only at the end of a walk; till then each conversation has a
case of its own, marked as not settled. What a person has begun to work on is let be.
"""

from __future__ import annotations

from datetime import timedelta

from console.domain.cases import OPEN_STATES
from console.domain.ids import AccountId, CaseId, first_message_id
from console.store.database import Database, Row
from console.store.placing import MOVED_BY_SPEAKERS

JOIN_WITHIN = timedelta(hours=24)
"""How long after our last answer a new conversation still counts as the same problem."""


def settle(db: Database, account_id: AccountId) -> frozenset[CaseId]:
    """Settle an account's new cases in one transaction; return the cases it touched."""
    with db.writing():
        touched: set[CaseId] = set()
        for row in db.rows(
            "SELECT id, state, contact_id, first_post_at FROM cases"
            " WHERE account_id = ? AND settled = 0 ORDER BY first_post_at, id",
            (account_id,),
        ):
            case_id = CaseId(row["id"])
            older = _goes_on_with(db, account_id, row)
            if older is not None and not worked_on(db, case_id, row["state"]):
                join(db, case_id, older)
                touched |= {case_id, older}
        db.execute(
            "UPDATE cases SET settled = 1 WHERE account_id = ? AND settled = 0", (account_id,)
        )
    return frozenset(touched)


def _goes_on_with(db: Database, account_id: AccountId, case: Row) -> CaseId | None:
    """Return the contact's open case with our newest answer in the 24 h before this one."""
    began_ms = case["first_post_at"]
    found = db.value(
        "SELECT m.case_id FROM messages m JOIN cases c ON c.id = m.case_id"
        " WHERE c.account_id = ? AND c.contact_id = ? AND c.id <> ?"
        f" AND c.state IN ({', '.join('?' * len(OPEN_STATES))})"
        " AND m.kind = 'post' AND m.direction = 'out' AND m.id >= ? AND m.id < ?"
        " ORDER BY m.id DESC LIMIT 1",
        (
            account_id,
            case["contact_id"],
            case["id"],
            *OPEN_STATES,
            first_message_id(began_ms - JOIN_WITHIN // timedelta(milliseconds=1)),
            first_message_id(began_ms),
        ),
    )
    return None if found is None else CaseId(found)


def worked_on(db: Database, case_id: CaseId, state: str) -> bool:
    """Return whether a person began to work on a case; it is not joined away any more."""
    return state not in MOVED_BY_SPEAKERS or bool(
        db.value(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM drafts WHERE case_id = :id)"
            " OR EXISTS (SELECT 1 FROM reply_threads WHERE case_id = :id)"
            " OR EXISTS (SELECT 1 FROM messages WHERE case_id = :id AND kind = 'call_note')",
            {"id": case_id},
        )
    )


def join(db: Database, case_id: CaseId, older: CaseId) -> None:
    """Move all that a new case holds into the older one, and remove it; inside `writing`."""
    db.execute("UPDATE messages SET case_id = ? WHERE case_id = ?", (older, case_id))
    db.execute("UPDATE case_conversations SET case_id = ? WHERE case_id = ?", (older, case_id))
    # The last speaker of both says where the case stands; a snoozed one stays snoozed
    # unless the customer wrote after that.
    db.execute(
        "UPDATE cases SET first_post_at = min(cases.first_post_at, n.first_post_at),"
        " last_in_at = nullif(max(ifnull(cases.last_in_at, 0), ifnull(n.last_in_at, 0)), 0),"
        " last_out_at = nullif(max(ifnull(cases.last_out_at, 0), ifnull(n.last_out_at, 0)), 0),"
        " last_message_id = max(cases.last_message_id, n.last_message_id),"
        " rank = max(cases.rank, n.rank)"
        " FROM (SELECT * FROM cases WHERE id = :new) AS n WHERE cases.id = :older",
        {"new": case_id, "older": older},
    )
    db.execute(
        "UPDATE cases SET state_at = max(ifnull(last_in_at, 0), ifnull(last_out_at, 0)), state ="
        " CASE WHEN ifnull(last_out_at, 0) >= ifnull(last_in_at, 0)"
        " THEN 'waiting' ELSE 'needs_reply' END"
        " WHERE id = ? AND (state IN ('waiting', 'needs_reply') OR last_in_at > state_at)",
        (older,),
    )
    db.execute("UPDATE joined_cases SET into_id = ? WHERE into_id = ?", (older, case_id))
    db.execute("INSERT INTO joined_cases VALUES (?, ?)", (case_id, older))
    db.execute("DELETE FROM cases WHERE id = ?", (case_id,))

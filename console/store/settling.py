"""Join a new conversation to the contact's open case, when the walk is complete.

The rule (ARCHITECTURE, Terms): a new conversation joins the same contact's open case only
within 24 h of our last answer there, or where that consists of calls alone, the last of
them no longer before than counts as having called first. Pages come newest first, so what
came before is known only at the end of a walk; till then each conversation has a case of
its own, marked as not settled. What a person has begun to work on is let be.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import timedelta

from console.domain.cases import OPEN_STATES, CaseState
from console.domain.ids import SEQUENCE_BITS, AccountId, CaseId
from console.store import joining, standing, targets
from console.store.database import Database, Row
from console.store.joins import PLAIN, PlainJoins, takes
from console.store.known_posts import summons
from console.store.placing import MOVED_BY_SPEAKERS, give_account

JOIN_WITHIN = timedelta(hours=24)
"""How long after our last answer a new conversation still counts as the same problem."""
AT_ONCE = 5_000
"""New cases of one transaction, about."""
_EVER = 2**63 - 1
_MS = timedelta(milliseconds=1)
_WITHIN_MS = JOIN_WITHIN // _MS
_OPEN = ", ".join(f"'{state}'" for state in OPEN_STATES)
_ANSWER = (
    "(SELECT m.id FROM messages m JOIN cases o ON o.id = m.case_id"
    " WHERE o.account_id = :account AND o.contact_id = c.contact_id AND o.id <> c.id"
    f" AND o.state IN ({_OPEN}) AND m.kind = 'post' AND m.direction = 'out'"
    f" AND m.id >= (c.first_post_at - :within) << {SEQUENCE_BITS}"
    f" AND m.id < c.first_post_at << {SEQUENCE_BITS} ORDER BY m.id DESC LIMIT 1)"
)
"""Of a case `c`: our newest answer in an open case of the contact in the 24 h before this one."""
_WORKED_ON = (
    "(EXISTS (SELECT 1 FROM drafts WHERE case_id = c.id)"
    " OR EXISTS (SELECT 1 FROM reply_threads WHERE case_id = c.id)"
    " OR EXISTS (SELECT 1 FROM messages WHERE case_id = c.id AND kind = 'call_note'))"
)
# Most go on with nothing: these are told at once. What is joined on the way opens no case, and
# brings no answer and no call to a contact who had none.
_MAY_GO_ON = (
    "WITH may AS (SELECT c.id, c.state, c.contact_id, c.first_post_at,"
    f" {_ANSWER} AS answer, {_WORKED_ON} AS worked_on, {PLAIN} AS plain FROM cases c"
    # A muted case asks for nothing: an open one is not to hold it.
    " WHERE c.account_id = :account AND c.settled = 0 AND c.first_post_at <= :until"
    " AND c.state <> :muted"
    " AND EXISTS (SELECT 1 FROM cases o WHERE o.contact_id = c.contact_id AND o.id <> c.id"
    f" AND o.state IN ({_OPEN}) AND (o.calls > 0 OR (o.first_post_at < c.first_post_at"
    " AND o.last_out_at >= c.first_post_at - :within))))"
    " SELECT may.*, a.case_id AS older, k.state AS older_state FROM may"
    " LEFT JOIN messages a ON a.id = may.answer LEFT JOIN cases k ON k.id = a.case_id"
    " ORDER BY may.first_post_at, may.id"
)


def settle(db: Database, account_id: AccountId) -> frozenset[CaseId]:
    """Settle an account's new cases, oldest first; return the cases it touched.

    Some in a transaction, so that others come to write between: one case looks at older ones
    alone. What a cut-off run left is settled by the next.
    """
    touched, until_ms = set[CaseId](), 0
    while until_ms < _EVER:
        with db.writing():
            until_ms = _until(db, account_id)
            joined = _join(db, account_id, until_ms)
            db.execute(
                "UPDATE cases SET settled = 1 WHERE account_id = ? AND settled = 0"
                " AND ifnull(first_post_at, 0) <= ?",
                (account_id, until_ms),
            )
            standing.refresh(db, joined)
        touched |= joined
    return frozenset(touched)


def _until(db: Database, account_id: AccountId) -> int:
    """Return the time of the last new case that is settled next, in ms; all of one time are."""
    found = db.value(
        "SELECT first_post_at FROM cases WHERE account_id = ? AND settled = 0"
        " ORDER BY first_post_at LIMIT 1 OFFSET ?",
        (account_id, AT_ONCE),
    )
    return _EVER if found is None else int(found)


def _join(db: Database, account_id: AccountId, until_ms: int) -> set[CaseId]:
    """Join what goes on with an older case, one after another; return the cases it touched."""
    given = {
        "account": account_id, "muted": CaseState.MUTED, "within": _WITHIN_MS, "until": until_ms,
    }  # fmt: skip
    window_ms = targets.get(db).called_first // _MS
    joins, read_before = PlainJoins(db), True
    touched: set[CaseId] = set()
    for row in db.rows(_MAY_GO_ON, given):
        case_id = CaseId(row["id"])
        if row["worked_on"] or _was_moved(row["state"]):
            continue
        older = None if row["older"] is None else joins.now(CaseId(row["older"]))
        if not read_before or older == case_id:
            joins.write()
            older = _answered(db, account_id, case_id)
        elif older is not None and row["plain"] and takes(row["older_state"]):
            joins.add(case_id, older)
            touched |= {case_id, older}
            continue
        older = older or _open_call(db, account_id, row, window_ms)
        if older is not None:
            joins.write()
            joining.merge(db, case_id, older)
            touched |= {case_id, older}
            read_before = False  # what was read of the others is no longer true
    joins.write()
    return touched


def _answered(db: Database, account_id: AccountId, case_id: CaseId) -> CaseId | None:
    """Return the contact's open case with our newest answer in the 24 h before this one."""
    found = db.value(
        f"SELECT a.case_id FROM cases c JOIN messages a ON a.id = {_ANSWER} WHERE c.id = :id",
        {"account": account_id, "within": _WITHIN_MS, "id": case_id},
    )
    return None if found is None else CaseId(found)


def _open_call(db: Database, account_id: AccountId, case: Row, window_ms: int) -> CaseId | None:
    """Return the contact's open case of calls alone with the newest call before this one began.

    One of another account is none: it would answer whom only this account was called by.
    """
    found = db.value(
        "SELECT c.id FROM cases c WHERE c.contact_id = ? AND c.id <> ? AND c.calls > 0"
        " AND (c.account_id IS NULL OR c.account_id = ?)"
        f" AND c.state IN ({', '.join('?' * len(OPEN_STATES))}) AND c.first_post_at IS NULL"
        " AND c.rank BETWEEN ? AND ? ORDER BY c.rank DESC LIMIT 1",
        (
            case["contact_id"],
            case["id"],
            account_id,
            *OPEN_STATES,
            case["first_post_at"] - window_ms,
            case["first_post_at"],
        ),
    )
    return None if found is None else CaseId(found)


def give_to_called(
    db: Database, account_id: AccountId, case_ids: Collection[CaseId]
) -> frozenset[CaseId]:
    """Give cases of other accounts to the one that their posts call for; return those touched.

    A watch may find what mentions another of our accounts before that one's timeline brings it.
    Only where nobody began to work on the case or answered there, and where nothing in it calls
    for the account that it has. Inside a `writing` block.
    """
    touched: set[CaseId] = set()
    for row in db.rows(
        "SELECT c.id, c.state FROM cases c WHERE c.id IN (SELECT value FROM json_each(?))"
        " AND c.account_id <> ? AND c.last_out_at IS NULL AND NOT EXISTS (SELECT 1"
        " FROM messages m JOIN posts p ON p.message_id = m.id"
        f" WHERE m.case_id = c.id AND m.direction = 'in' AND {summons('p', 'c.account_id')})"
        " ORDER BY c.id",
        (json.dumps(list(case_ids)), account_id),
    ):
        case_id = CaseId(row["id"])
        if worked_on(db, case_id, row["state"]):
            continue
        older = _same_conversation(db, account_id, case_id)
        if older is None:
            give_account(db, case_id, account_id)
        else:
            joining.merge(db, case_id, older)
            touched.add(older)
        touched.add(case_id)
    return frozenset(touched)


def _same_conversation(db: Database, account_id: AccountId, case_id: CaseId) -> CaseId | None:
    """Return the case that an account has of the same conversation and customer already."""
    found = db.value(
        "SELECT k.case_id FROM messages m JOIN posts p ON p.message_id = m.id"
        " JOIN case_conversations k ON k.account_id = ? AND k.conversation_id = p.conversation_id"
        " AND k.customer_id = p.author_id WHERE m.case_id = ? AND k.case_id <> m.case_id"
        " AND m.direction = 'in' ORDER BY m.id LIMIT 1",
        (account_id, case_id),
    )
    return None if found is None else CaseId(found)


def worked_on(db: Database, case_id: CaseId, state: str) -> bool:
    """Return whether a person began to work on a case; it is not joined away any more."""
    return _was_moved(state) or bool(
        db.value(f"SELECT {_WORKED_ON} FROM (SELECT ? AS id) c", (case_id,))
    )


def _was_moved(state: str) -> bool:
    """Return whether a person said where a case stands."""
    return state not in MOVED_BY_SPEAKERS and state != CaseState.MUTED

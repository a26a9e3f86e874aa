"""Rows of cases: the inbox, its counts, and a person's moves of a case.

The inbox is read in pages by (rank, id), newest first, so that its cost does not grow
with the number of cases.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import NamedTuple

from console.domain import listing
from console.domain.cases import EVERY_CASE, CaseFilter, CaseRow, CaseState, Order
from console.domain.ids import (
    SEQUENCE_BITS,
    AccountId,
    CaseId,
    ContactId,
    from_ms,
    message_ms,
    to_ms,
)
from console.domain.kinds import MessageKind
from console.domain.listing import KeyColumns
from console.domain.messages import Direction
from console.domain.outbox import FINISHED_STATES, PartState
from console.domain.priority import Priority
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row
from console.store.rule_marks import PRIORITY_RULE, confirm

SNIPPET_LENGTH = 160
"""How many characters of the last message the inbox shows at most."""


def _listed(states: tuple[str, ...]) -> str:
    return ", ".join(f"'{state}'" for state in states)


def _asks(part: str) -> str:
    """Return the condition that a part holds up its answer till a person decides.

    The same as `ReplyThread.asks`, which a test compares with it.
    """
    return (
        f"({part}.state IN ('{PartState.REFUSED}', '{PartState.HELD}')"
        f" OR ({part}.state = '{PartState.UNSURE}' AND {part}.looked_at IS NOT NULL))"
        f" AND NOT EXISTS (SELECT 1 FROM reply_parts b WHERE b.thread_id = {part}.thread_id"
        f" AND b.position < {part}.position AND b.state NOT IN ({_listed(FINISHED_STATES)}))"
    )


_KEYS_AT_ONCE = 2_000
_GOING = _listed((PartState.QUEUED, PartState.SENDING, PartState.UNSURE))
_SELECT = (
    "SELECT c.id, c.account_id, c.contact_id, c.state, c.rank, c.calls, c.first_post_at,"
    " c.first_call_at, t.name, m.id AS message_id, m.direction,"
    f" substr(m.text, 1, {SNIPPET_LENGTH})"
    f" || iif(length(m.text) > {SNIPPET_LENGTH}, '…', '') AS snippet, m.kind,"
    " (SELECT handle FROM handles h WHERE h.contact_id = c.contact_id LIMIT 1) AS handle,"
    " EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.id) AS has_draft,"
    " (SELECT count(*) FROM reply_threads r JOIN reply_parts p ON p.thread_id = r.id"
    f"  WHERE r.case_id = c.id AND p.state IN ({_GOING}) AND NOT EXISTS (SELECT 1"
    f"   FROM reply_parts n WHERE n.thread_id = r.id AND {_asks('n')})) AS outbox,"
    " (SELECT count(*) FROM reply_threads r JOIN reply_parts p ON p.thread_id = r.id"
    f"  WHERE r.case_id = c.id AND {_asks('p')}) AS trouble,"
    " iif(m.muted_by IS NULL,"
    "  m.kind = 'post' AND m.direction = 'in' AND m.id > coalesce(g.read_id, 0),"
    # What is heard behind the last that was read, and behind our last answer.
    "  EXISTS (SELECT 1 FROM messages h WHERE h.case_id = c.id AND h.kind = 'post'"
    "  AND h.direction = 'in' AND h.muted_by IS NULL"
    f"  AND h.id > max(coalesce(g.read_id, 0), coalesce(c.last_out_at, 0) << {SEQUENCE_BITS})))"
    " AS unread,"
    " c.touchpoint, c.priority, c.snoozed_until, c.due_at, c.solve_due_at, c.promise_due,"
    " c.first_calls, c.last_call_before, c.apologies, c.thanked_at, c.urgency,"
    f" c.reach, c.spread, c.unsummoned, {PRIORITY_RULE} AS priority_rule,"
    " (SELECT json_group_array(tag) FROM (SELECT tag FROM case_tags WHERE case_id = c.id"
    "  ORDER BY tag)) AS tags,"
    " coalesce(m.message_kind, (SELECT k.message_kind FROM messages k WHERE k.case_id = c.id"
    "  AND k.direction = 'in' AND k.kind = 'post' ORDER BY k.id DESC LIMIT 1)) AS message_kind"
    " FROM cases c JOIN contacts t ON t.id = c.contact_id"
    " LEFT JOIN messages m ON m.id = c.last_message_id"
    " LEFT JOIN readings g ON g.case_id = c.id"
)
_IN_OUTBOX = (
    "(SELECT r.case_id FROM reply_parts p JOIN reply_threads r ON r.id = p.thread_id"
    f" WHERE p.state NOT IN ({_listed(FINISHED_STATES)}))"
)


class CaseKey(NamedTuple):
    """What places a case among others: as it is listed is descending order."""

    rank: int
    """As `domain.listing.rank` gives it."""
    id: CaseId


def rows(
    db: Database,
    within: CaseFilter = EVERY_CASE,
    *,
    account_id: AccountId | None = None,
    contact_id: ContactId | None = None,
    ids: tuple[CaseId, ...] | None = None,
    after: CaseRow | None = None,
    order: Order = Order.NEWEST,
    limit: int = 200,
) -> tuple[CaseRow, ...]:
    """Return a page of the inbox, as it is listed.

    `ids` narrows to some cases; `after` is the last row of the page before.
    """
    where, parameters = _where(within)
    if account_id is not None:
        where.append("c.account_id = ?")
        parameters.append(account_id)
    if contact_id is not None:
        where.append("c.contact_id = ?")
        parameters.append(contact_id)
    if ids is not None:
        where.append(f"c.id IN ({', '.join('?' * len(ids))})")
        parameters.extend(ids)
    rank, ordered = _order(within, order)
    if after is not None:
        where.append(f"({rank}, c.id) < (?, ?)")
        parameters.extend((listing.rank(after, within, order), after.id))
    found = db.rows(
        f"{_SELECT} WHERE {' AND '.join(where)} ORDER BY {ordered} LIMIT ?", (*parameters, limit)
    )
    return tuple(_row(row) for row in found)


def keys(
    db: Database, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST
) -> list[CaseKey]:
    """Return the keys of all cases of a filter, as they are listed."""
    found = key_columns(db, within, order)
    return [CaseKey(rank, CaseId(one)) for rank, one in zip(*found, strict=True)]


def key_columns(
    db: Database, within: CaseFilter = EVERY_CASE, order: Order = Order.NEWEST
) -> KeyColumns:
    """Return what `keys` does, as bare numbers: of 300,000 cases that is 5 MB."""
    where, parameters = _where(within)
    rank, ordered = _order(within, order)
    found = KeyColumns(array("q"), array("q"))
    sql = f"SELECT {rank}, c.id FROM cases c WHERE {' AND '.join(where)} ORDER BY {ordered}"
    for part in db.slices(sql, _KEYS_AT_ONCE, parameters):
        for column, values in zip(found, zip(*part, strict=True), strict=True):
            column.extend(values)
    return found


def _order(within: CaseFilter, order: Order) -> tuple[str, str]:
    """Return what cases are listed by, as `domain.listing.rank`, and the terms that sort so."""
    if listing.asleep(within):
        wakes = "coalesce(c.snoozed_until, c.rank)"
        return f"-{wakes}", f"{wakes}, c.id DESC"
    if order is Order.NEWEST:
        return "c.rank", "c.rank DESC, c.id DESC"
    return "-c.urgency", "c.urgency, c.id DESC"


def count(db: Database, within: CaseFilter = EVERY_CASE) -> int:
    """Return how many cases a filter holds; from kept counts, but for the small outbox."""
    if within.in_outbox:
        where, parameters = _where(within)
        return int(
            db.value(f"SELECT count(*) FROM cases c WHERE {' AND '.join(where)}", parameters)
        )
    column = "with_calls" if within.with_calls else "cases"
    states = within.states or tuple(CaseState)
    return int(
        db.value(
            f"SELECT coalesce(sum({column}), 0) FROM case_counts"
            f" WHERE state IN ({', '.join('?' * len(states))})"
            " AND (? IS NULL OR account_id = ?)",
            (*states, within.account, within.account),
        )
    )


def _where(within: CaseFilter) -> tuple[list[str], list[object]]:
    """Return the conditions of a filter with their parameters; never empty."""
    where, parameters = ["1"], list[object]()
    if within.states:
        where.append(f"c.state IN ({', '.join('?' * len(within.states))})")
        parameters.extend(within.states)
    if within.with_calls:
        where.append("c.calls > 0")
    if within.in_outbox:
        where.append(f"c.id IN {_IN_OUTBOX}")
    if within.account is not None:
        # Of several states, an index by account would have to be sorted.
        hint = "" if len(within.states) <= 1 and not within.with_calls else "+"
        where.append(f"{hint}c.account_id = ?")
        parameters.append(within.account)
    return where, parameters


def row(db: Database, case_id: CaseId) -> CaseRow:
    """Return one case as the inbox shows it.

    Raises:
        NotFound: there is none of this id.
    """
    found = rows(db, ids=(case_id,))
    if not found:
        raise NotFound(tr("There is no case {case_id}.").format(case_id=case_id))
    return found[0]


def current_id(db: Database, case_id: CaseId) -> CaseId:
    """Return the case that this one was joined into; itself where it was not."""
    into = db.value("SELECT into_id FROM joined_cases WHERE case_id = ?", (case_id,))
    return case_id if into is None else CaseId(into)


def states(db: Database, case_ids: Iterable[CaseId]) -> dict[CaseId, CaseState]:
    """Return the cases that these are by now, each once, with where they stand.

    Raises:
        NotFound: one is no more.
    """
    found = db.rows(
        "SELECT v.value AS asked, c.id, c.state FROM json_each(?) v"
        " LEFT JOIN joined_cases j ON j.case_id = v.value"
        " LEFT JOIN cases c ON c.id = coalesce(j.into_id, v.value) ORDER BY v.key",
        (json.dumps(list(case_ids)),),
    )
    gone = next((row["asked"] for row in found if row["id"] is None), None)
    if gone is not None:
        raise NotFound(tr("There is no case {gone}.").format(gone=gone))
    return {CaseId(row["id"]): CaseState(row["state"]) for row in found}


def set_state(
    db: Database,
    case_ids: Iterable[CaseId],
    state: CaseState,
    now: datetime,
    *,
    until: datetime | None = None,
) -> None:
    """Move cases by a person's word; inside a `writing` block.

    What a person decided about is settled: no join takes it away any more. `until` is when
    those wake that sleep.
    """
    wakes = None if until is None else to_ms(until)
    db.execute_many(
        "UPDATE cases SET state = ?, state_at = ?, settled = 1, snoozed_until = ?,"
        " thanked_at = NULL WHERE id = ?",
        [(state, to_ms(now), wakes, case_id) for case_id in case_ids],
    )


def mark(db: Database, case_ids: Collection[CaseId], column: str, value: object) -> None:
    """Write what a person said of some cases into one column; inside a `writing` block."""
    db.execute_many(
        f"UPDATE cases SET {column} = ?, settled = 1 WHERE id = ?",
        [(value, case_id) for case_id in case_ids],
    )
    if value is not None:
        confirm(db, case_ids, column, value)


def open_for_call(db: Database, contact_id: ContactId) -> CaseId | None:
    """Return the contact's newest case that is not settled yet, None where there is none."""
    found = db.value(
        "SELECT id FROM cases WHERE contact_id = ? AND state IN ('needs_reply', 'waiting',"
        " 'snoozed') ORDER BY rank DESC LIMIT 1",
        (contact_id,),
    )
    return None if found is None else CaseId(found)


def _row(found: Row) -> CaseRow:
    # A dict finds a name at once, a row of SQLite's compares it with each: a third of a page.
    row = dict(zip(found.keys(), found, strict=True))
    message_id = row["message_id"]
    return CaseRow(
        id=CaseId(row["id"]),
        account_id=None if row["account_id"] is None else AccountId(row["account_id"]),
        contact_id=ContactId(row["contact_id"]),
        name=row["name"] or row["handle"] or "",
        handle=row["handle"] or "",
        state=CaseState(row["state"]),
        last_at=from_ms(message_ms(message_id) if message_id else row["rank"]),
        last_direction=Direction(row["direction"] or Direction.IN),
        snippet=" ".join((row["snippet"] or "").split()),
        calls=row["calls"],
        first_call_at=_maybe(row["first_call_at"]),
        first_post_at=_maybe(row["first_post_at"]),
        has_draft=bool(row["has_draft"]),
        outbox=row["outbox"],
        trouble=row["trouble"],
        unread=bool(row["unread"]),
        last_is_call=row["kind"] == "call_note",
        touchpoint=row["touchpoint"] or "",
        tags=tuple(json.loads(row["tags"])) if row["tags"] != "[]" else (),
        kind=None if row["message_kind"] is None else MessageKind(row["message_kind"]),
        priority=None if row["priority"] is None else Priority(row["priority"]),
        priority_rule=row["priority_rule"] or "",
        snoozed_until=_maybe(row["snoozed_until"]),
        due_at=_maybe(row["due_at"]),
        solve_due_at=_maybe(row["solve_due_at"]),
        promise_due_at=_maybe(row["promise_due"]),
        calls_before=row["first_calls"],
        last_call_before_at=_maybe(row["last_call_before"]),
        apologies=row["apologies"],
        thanked_at=_maybe(row["thanked_at"]),
        reach=row["reach"],
        spread=None if row["spread"] is None else row["spread"] / 100,
        unsummoned=bool(row["unsummoned"]),
        urgency_ms=row["urgency"],
    )


def _maybe(ms: int | None) -> datetime | None:
    return None if ms is None else from_ms(ms)

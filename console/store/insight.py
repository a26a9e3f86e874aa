"""The rows that figures are found from, read for one scope. Nothing is judged here.

A message's number is its time, so a period is one stretch of the table. What came after it
in cases that began within is read beside it: an answer counts whenever it came.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from console.domain.ids import SEQUENCE_BITS, AccountId, CaseId, MessageId, to_ms
from console.domain.insight import Scope
from console.insight.rows import (
    CallFact,
    CaseFact,
    IgnoredFact,
    MessageFact,
    PromiseFact,
    ReadingFact,
    Rows,
)
from console.store import fixes, targets, vocabulary
from console.store.database import Database, Parameters
from console.store.vocabulary import WordList

_MESSAGE = (
    "m.id", f"m.id >> {SEQUENCE_BITS}", "m.case_id", "m.kind = 'post'", "m.direction = 'out'",
    "m.message_kind", "p.remote_id", "p.parent_id", "p.author_id", "p.repost",
)  # fmt: skip
_CASE = (
    "c.id", "c.account_id", "c.contact_id", "c.state", "ifnull(c.touchpoint, '')",
    "min(ifnull(c.first_post_at, c.first_call_at), ifnull(c.first_call_at, c.first_post_at))",
)  # fmt: skip


def rows(db: Database, scope: Scope, now: datetime) -> Rows:
    """Return all that the figures of a scope are found from, one state of the file.

    The rows of every account and touchpoint are read: what is left out, the figures decide.
    """
    period = scope.period
    first = period.before.start if scope.compare else period.start
    with db.reading():
        messages = _messages(db, to_ms(first), to_ms(period.end))
        cases = _cases(db, {each.case_id for each in messages if each.case_id is not None})
        ids = json.dumps([case.id for case in cases])
        low, high = (messages[0].id, messages[-1].id) if messages else (0, 0)
        return Rows(
            cases=cases,
            messages=messages,
            promises=_promises(db, ids),
            ignored=_ignored(db, ids),
            calls=_calls(db, low, high),
            readings=_readings(db, low, high),
            senders=_senders(db),
            fixes=fixes.facts(db, scope.account_id, now),
            own={
                row["remote_id"]: AccountId(row["id"])
                for row in db.rows("SELECT id, remote_id FROM accounts")
            },
            agents={row["id"]: row["name"] for row in db.rows("SELECT id, name FROM agents")},
            touchpoints=vocabulary.words(db, WordList.TOUCHPOINTS),
            targets=targets.get(db),
        )


def _columns(
    db: Database, columns: Sequence[str], tables: str, parameters: Parameters
) -> list[list[Any]]:
    """Return the columns of a query, in the order in which its rows are read.

    As one row of JSON: SQLite makes that without Python. Row by row each step would wait for
    the window to let go of Python, which while it loads the charts takes 5 ms a time.
    """
    arrays = ", ".join(f"json_group_array({column})" for column in columns)
    (found,) = db.tuples(f"SELECT {arrays} {tables}", parameters)
    return [json.loads(array) for array in found]


def _messages(db: Database, start_ms: int, end_ms: int) -> list[MessageFact]:
    """Return the messages of a stretch of time and what came after it in its cases."""
    start, end = start_ms << SEQUENCE_BITS, end_ms << SEQUENCE_BITS
    within = _columns(
        db,
        _MESSAGE,
        "FROM messages m LEFT JOIN posts p ON p.message_id = m.id WHERE m.id >= ? AND m.id < ?",
        (start, end),
    )
    found = list(map(MessageFact._make, zip(*within, strict=True)))
    held = {case_id for case_id in within[MessageFact._fields.index("case_id")] if case_id}
    after = _columns(
        db,
        _MESSAGE,
        "FROM json_each(?) v CROSS JOIN messages m ON m.case_id = v.value AND m.id >= ?"
        " LEFT JOIN posts p ON p.message_id = m.id",
        (json.dumps(list(held)), end),
    )
    return found + sorted(map(MessageFact._make, zip(*after, strict=True)))


def _cases(db: Database, ids: set[CaseId]) -> list[CaseFact]:
    """Return cases in the order of their numbers."""
    asked = (json.dumps(sorted(ids)),)
    columns = _columns(db, _CASE, "FROM json_each(?) v CROSS JOIN cases c ON c.id = v.value", asked)
    solved = {
        row[0]: row[1:]
        for row in db.tuples(
            "SELECT r.case_id, r.at, r.channel, r.agent_id, r.confirmed_at FROM json_each(?) v"
            " CROSS JOIN resolutions r ON r.case_id = v.value"
            " JOIN cases c ON c.id = r.case_id AND c.state = 'resolved' ORDER BY r.id",
            asked,
        )
    }
    rows = zip(*columns, strict=True)
    return [CaseFact(*row, *solved.get(row[0], (None, "", None, None))) for row in rows]


def _promises(db: Database, ids: str) -> list[PromiseFact]:
    found = db.tuples(
        "SELECT p.case_id, p.due_at, p.made_at, p.kept_at FROM promises p"
        " WHERE p.case_id IN (SELECT value FROM json_each(?)) ORDER BY p.due_at",
        (ids,),
    )
    return list(map(PromiseFact._make, found))


def _ignored(db: Database, ids: str) -> list[IgnoredFact]:
    found = db.tuples(
        "SELECT i.case_id, i.at, i.check_name FROM ignored_findings i"
        " WHERE i.case_id IN (SELECT value FROM json_each(?)) ORDER BY i.at",
        (ids,),
    )
    return list(map(IgnoredFact._make, found))


def _calls(db: Database, low: int, high: int) -> dict[MessageId, CallFact]:
    found = db.tuples(
        "SELECT message_id, agent_id, channel, outcome, missing FROM call_notes"
        " WHERE message_id BETWEEN ? AND ?",
        (low, high),
    )
    return {row[0]: CallFact._make(row) for row in found}


def _readings(db: Database, low: int, high: int) -> dict[MessageId, ReadingFact]:
    found = db.tuples(
        "SELECT message_id, share, deflects, repeats FROM answer_readings"
        " WHERE message_id BETWEEN ? AND ?",
        (low, high),
    )
    return {row[0]: ReadingFact._make(row) for row in found}


def _senders(db: Database) -> dict[str, int]:
    found: Sequence[tuple[str, int]] = db.tuples(
        "SELECT p.remote_id, t.agent_id FROM reply_parts p"
        " JOIN reply_threads t ON t.id = p.thread_id WHERE p.remote_id IS NOT NULL"
    )
    return dict(found)

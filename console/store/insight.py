"""The rows that figures are found from, read for one scope. Nothing is judged here.

A message's number is its time, so a period is one stretch of the table. What came after it
in cases that began within is read beside it: an answer counts whenever it came.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from console.domain.ids import SEQUENCE_BITS, AccountId, CaseId, MessageId, message_ms, to_ms
from console.domain.insight import Scope
from console.domain.kinds import MessageKind
from console.insight.repeats import WITHIN_MS
from console.insight.rows import (
    CallFact,
    CaseFact,
    IgnoredFact,
    MessageFact,
    PromiseFact,
    ReadingFact,
    ReposterFact,
    Rows,
    SpreadFact,
)
from console.store import fixes, targets, vocabulary
from console.store.database import Database, Parameters
from console.store.vocabulary import WordList

_MESSAGE = (
    "m.id", "m.case_id", "m.kind = 'post'", "m.direction = 'out'",
    "m.message_kind", "p.remote_id", "p.parent_id", "p.author_id", "p.repost",
    "p.gone_at IS NOT NULL",
)  # fmt: skip
_BEGUN = "min(ifnull(c.first_post_at, c.first_call_at), ifnull(c.first_call_at, c.first_post_at))"
_CASE = (
    "c.id", "c.account_id", "c.contact_id", "c.state", "ifnull(c.touchpoint, '')", _BEGUN,
)  # fmt: skip


def rows(db: Database, scope: Scope, now: datetime) -> Rows:
    """Return all that the figures of a scope are found from, one state of the file.

    The rows of every account and touchpoint are read: what is left out, the figures decide.
    """
    first_ms, end_ms = _reach(scope)
    with db.reading():
        messages = _messages(db, first_ms, end_ms)
        cases = _cases(db, {each.case_id for each in messages if each.case_id is not None})
        cases += _cases(db, _beside(db, cases, first_ms, end_ms))
        low, high = (messages[0].id, messages[-1].id) if messages else (0, 0)
        reposters = _reposters(db, low)
        return replace(
            _around(db, scope, cases, now),
            messages=messages,
            ignored=_ignored(db, json.dumps([case.id for case in cases])),
            calls=_calls(db, low, high),
            readings=_readings(db, low, high),
            spreads=_spreads(db, messages, reposters),
            reposters=reposters,
            senders=_senders(db),
        )


def cases_alone(db: Database, scope: Scope, now: datetime) -> Rows:
    """Return the same without any message, which takes a fifth of the time.

    Enough for the questions of `running.OF_CASES`.
    """
    first_ms, _ = _reach(scope)
    with db.reading():
        (ids,) = _columns(
            db,
            ("id",),
            "FROM (SELECT id FROM cases WHERE rank >= ?"
            " UNION SELECT case_id FROM promises WHERE kept_at IS NULL)",
            (first_ms,),
        )
        return _around(db, scope, _cases(db, set(ids)), now)


def _reach(scope: Scope) -> tuple[int, int]:
    """Return from when on, and till when, messages are asked for."""
    first = scope.period.before.start if scope.compare else scope.period.start
    return to_ms(first), to_ms(scope.period.end)


def _around(db: Database, scope: Scope, cases: Sequence[CaseFact], now: datetime) -> Rows:
    """Return cases with what holds for all questions, and no message."""
    return Rows(
        cases=cases,
        promises=_promises(db, json.dumps([case.id for case in cases])),
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
    the window to let go of Python, which while it is at work takes 5 ms a time.
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
    held = {case_id for case_id in within[_MESSAGE.index("m.case_id")] if case_id}
    after = _columns(
        db,
        _MESSAGE,
        "FROM json_each(?) v CROSS JOIN messages m ON m.case_id = v.value AND m.id >= ?"
        " LEFT JOIN posts p ON p.message_id = m.id",
        (json.dumps(list(held)), end),
    )
    return _facts(within) + sorted(_facts(after))


def _facts(columns: Sequence[list[Any]]) -> list[MessageFact]:
    times = [message_ms(number) for number in columns[0]]
    return list(map(MessageFact._make, zip(columns[0], times, *columns[1:], strict=True)))


def _cases(db: Database, ids: set[CaseId]) -> list[CaseFact]:
    """Return cases in the order of their numbers."""
    asked = (json.dumps(sorted(ids)),)
    columns = _columns(db, _CASE, "FROM json_each(?) v CROSS JOIN cases c ON c.id = v.value", asked)
    solved = _columns(
        db,
        ("r.case_id", "r.at", "r.channel", "r.agent_id", "r.confirmed_at"),
        "FROM json_each(?) v CROSS JOIN cases c ON c.id = v.value AND c.state = 'resolved'"
        " CROSS JOIN resolutions r ON r.id = (SELECT max(id) FROM resolutions"
        " WHERE case_id = c.id)",
        asked,
    )
    how = dict(zip(solved[0], zip(*solved[1:], strict=True), strict=True))
    rows, open_case = zip(*columns, strict=True), (None, "", None, None)
    return [CaseFact(*row, *how.get(row[0], open_case)) for row in rows]


def _beside(db: Database, cases: Sequence[CaseFact], first_ms: int, end_ms: int) -> set[CaseId]:
    """Return cases of which no message is read, but that a question asks for.

    What a contact had shortly before, where a promise is open, where a finding was let stand.
    """
    contacts = {case.contact_id for case in cases if case.touchpoint}
    earlier = db.tuples(
        "SELECT c.id FROM json_each(:contacts) v CROSS JOIN cases c ON c.contact_id = v.value"
        f" WHERE c.touchpoint IS NOT NULL AND {_BEGUN} >= :start AND {_BEGUN} < :end",
        {
            "contacts": json.dumps(sorted(contacts)),
            "start": first_ms - WITHIN_MS,
            "end": first_ms,
        },
    )
    promised = db.tuples("SELECT DISTINCT case_id FROM promises WHERE kept_at IS NULL")
    ignored = db.tuples(
        "SELECT DISTINCT case_id FROM ignored_findings WHERE at >= ? AND at < ?",
        (first_ms, end_ms),
    )
    return {row[0] for row in (*earlier, *promised, *ignored)} - {case.id for case in cases}


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
    found = _columns(
        db,
        ("message_id", "share", "deflects", "repeats"),
        "FROM answer_readings WHERE message_id BETWEEN ? AND ?",
        (low, high),
    )
    return dict(zip(found[0], map(ReadingFact._make, zip(*found, strict=True)), strict=True))


def _spreads(
    db: Database, messages: Sequence[MessageFact], reposters: Sequence[ReposterFact]
) -> list[SpreadFact]:
    """Return the complaints of which it is known how often they were repeated."""
    # Where nothing is counted the posts need not be looked through.
    if not any(db.value(known) for known in _COUNTED):
        return []
    complaint, shown = MessageKind.COMPLAINT.value, {each.remote_id for each in reposters}
    asked = [each for each in messages if each.kind == complaint and not each.repost]
    columns = _columns(
        db,
        ("p.followers", "p.reposts", "p.reposts_at"),
        "FROM json_each(?) v CROSS JOIN posts p ON p.message_id = v.value",
        (json.dumps([each.id for each in asked]),),
    )
    found = zip(
        [each.id for each in asked], [each.remote_id for each in asked], *columns, strict=True
    )
    return [SpreadFact._make(each) for each in found if each[3] is not None or each[1] in shown]


_COUNTED = (
    "SELECT 1 FROM posts WHERE reposts IS NOT NULL ORDER BY message_id DESC LIMIT 1",
    "SELECT 1 FROM reposters LIMIT 1",
)


def _reposters(db: Database, low: int) -> list[ReposterFact]:
    """Return who repeated a post since a message: nobody does before there is one."""
    found = _columns(
        db,
        ("remote_id", "at", "followers"),
        "FROM (SELECT * FROM reposters WHERE at >= ? ORDER BY at)",
        (message_ms(low),),
    )
    return list(map(ReposterFact._make, zip(*found, strict=True)))


def _senders(db: Database) -> dict[str, int]:
    found = _columns(
        db,
        ("p.remote_id", "t.agent_id"),
        "FROM reply_parts p JOIN reply_threads t ON t.id = p.thread_id"
        " WHERE p.remote_id IS NOT NULL",
        (),
    )
    return dict(zip(*found, strict=True))

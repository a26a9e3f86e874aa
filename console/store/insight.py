"""The rows that figures are found from, read for one scope. Nothing is judged here.

A message's number is its time, so a period is one stretch of the table. What came after it
in cases that began within is read beside it: an answer counts whenever it came.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from console.domain.ids import AccountId, CaseId, MessageId, message_ms, to_ms
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
from console.store.database import Database
from console.store.insight_messages import calls_beside, columns, of_stretch
from console.store.vocabulary import WordList

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
        messages = of_stretch(db, first_ms, end_ms)
        cases = _cases(db, {each.case_id for each in messages if each.case_id is not None})
        calls = calls_beside(db, cases, messages, first_ms, end_ms)
        beside = {each.case_id for each in calls if each.case_id is not None}
        beside |= _beside(db, cases, first_ms, end_ms)
        cases += _cases(db, beside - {case.id for case in cases})
        reposters = _reposters(db, messages[0].id if messages else 0)
        messages = sorted([*messages, *calls])
        return replace(
            _around(db, scope, cases, now),
            messages=messages,
            ignored=_ignored(db, json.dumps([case.id for case in cases])),
            calls=_calls(db, [each.id for each in messages if not each.is_post]),
            readings=_readings(db, [each.id for each in messages if each.is_post and each.out]),
            spreads=_spreads(db, messages, reposters),
            reposters=reposters,
            senders=_senders(db, messages),
        )


def cases_alone(db: Database, scope: Scope, now: datetime) -> Rows:
    """Return the same without any message, which takes a fifth of the time.

    Enough for the questions of `running.OF_CASES`.
    """
    first_ms, _ = _reach(scope)
    with db.reading():
        (ids,) = columns(
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


def _cases(db: Database, ids: set[CaseId]) -> list[CaseFact]:
    """Return cases in the order of their numbers."""
    asked = (json.dumps(sorted(ids)),)
    facts = columns(db, _CASE, "FROM json_each(?) v CROSS JOIN cases c ON c.id = v.value", asked)
    solved = columns(
        db,
        ("r.case_id", "r.at", "r.channel", "r.agent_id", "r.confirmed_at"),
        "FROM json_each(?) v CROSS JOIN cases c ON c.id = v.value AND c.state = 'resolved'"
        " CROSS JOIN resolutions r ON r.id = (SELECT max(id) FROM resolutions"
        " WHERE case_id = c.id)",
        asked,
    )
    how = dict(zip(solved[0], zip(*solved[1:], strict=True), strict=True))
    rows, open_case = zip(*facts, strict=True), (None, "", None, None)
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
    return {row[0] for row in (*earlier, *promised, *ignored)}


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


def _calls(db: Database, ids: Sequence[MessageId]) -> dict[MessageId, CallFact]:
    found = db.tuples(
        "SELECT n.message_id, n.agent_id, n.channel, n.outcome, n.missing FROM json_each(?) v"
        " CROSS JOIN call_notes n ON n.message_id = v.value",
        (json.dumps(ids),),
    )
    return {row[0]: CallFact._make(row) for row in found}


def _readings(db: Database, ids: Sequence[MessageId]) -> dict[MessageId, ReadingFact]:
    found = columns(
        db,
        ("r.message_id", "r.share", "r.deflects", "r.repeats"),
        "FROM json_each(?) v CROSS JOIN answer_readings r ON r.message_id = v.value",
        (json.dumps(ids),),
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
    counts = columns(
        db,
        ("p.followers", "p.reposts", "p.reposts_at"),
        "FROM json_each(?) v CROSS JOIN posts p ON p.message_id = v.value",
        (json.dumps([each.id for each in asked]),),
    )
    found = zip(
        [each.id for each in asked], [each.remote_id for each in asked], *counts, strict=True
    )
    return [SpreadFact._make(each) for each in found if each[3] is not None or each[1] in shown]


_COUNTED = (
    "SELECT 1 FROM posts WHERE reposts IS NOT NULL ORDER BY message_id DESC LIMIT 1",
    "SELECT 1 FROM reposters LIMIT 1",
)


def _reposters(db: Database, low: int) -> list[ReposterFact]:
    """Return who repeated a post since a message: nobody does before there is one."""
    found = columns(
        db,
        ("remote_id", "at", "followers"),
        "FROM (SELECT * FROM reposters WHERE at >= ? ORDER BY at)",
        (message_ms(low),),
    )
    return list(map(ReposterFact._make, zip(*found, strict=True)))


def _senders(db: Database, messages: Sequence[MessageFact]) -> dict[str, int]:
    """Return which agent sent our posts among these messages from this desk."""
    ours = [each.remote_id for each in messages if each.is_post and each.out and not each.repost]
    found = columns(
        db,
        ("p.remote_id", "t.agent_id"),
        "FROM json_each(?) v CROSS JOIN reply_parts p ON p.remote_id = v.value"
        " CROSS JOIN reply_threads t ON t.id = p.thread_id",
        (json.dumps(ours),),
    )
    return dict(zip(*found, strict=True))

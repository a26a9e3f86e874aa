"""Rows of rules on how long things are kept, and what these take away, in small transactions.

Never touched are open cases, cases with a promise that is not kept, and cases with an answer or a
call note that is not done with. A post that went leaves a tombstone by its own id, so that no sync
or import brings it back. With the last case of a contact goes the contact; who writes again is a
new one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console.domain.ids import CaseId, first_message_id, from_ms, message_ms, to_ms
from console.domain.retention import (
    RetentionKind,
    RetentionPreview,
    RetentionReport,
    RetentionRule,
)
from console.store import (
    desk_state,
    erasure_journal,
    retention_rows,
    standing,
    tombstones,
    word_traces,
)
from console.store.database import Database, Row
from console.store.tombstones import FOR_EVER, Kind, Reason

AT_A_TIME = 200
"""Rows of one transaction, so that nobody else waits long."""
EXAMPLES = 5
_DAILY = "retention runs daily"
_FREE = (
    "NOT EXISTS (SELECT 1 FROM promises p WHERE p.case_id = c.id AND p.kept_at IS NULL)"
    " AND NOT EXISTS (SELECT 1 FROM reply_threads t JOIN reply_parts r ON r.thread_id = t.id"
    "  WHERE t.case_id = c.id AND r.state NOT IN ('sent', 'cancelled', 'deleted'))"
    " AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.case_id = c.id)"
    " AND NOT EXISTS (SELECT 1 FROM call_drafts w LEFT JOIN joined_cases j"
    "  ON j.case_id = w.case_id WHERE c.id IN (w.case_id, j.into_id))"
)
_STATES = {
    RetentionKind.RESOLVED: "resolved",
    RetentionKind.SPAM: "spam",
    RetentionKind.MUTED: "muted",
}
_OLD_CASES = (
    "FROM cases c WHERE c.state = '{state}' AND c.state_at < :ms AND c.rank < :ms AND " + _FREE
)
_OLD_NOTES = (
    "FROM call_notes n JOIN messages m ON m.id = n.message_id JOIN cases c ON c.id = m.case_id"
    " WHERE n.message_id < :message AND c.state IN ('resolved', 'spam', 'muted') AND " + _FREE
)
_OLD_PICTURES = (
    "FROM pictures k JOIN messages m ON m.id = k.message_id JOIN cases c ON c.id = m.case_id"
    " WHERE k.loaded_at < :ms AND k.message_id < :message"
    " AND c.state IN ('resolved', 'spam', 'muted') AND " + _FREE
)


def rules(db: Database) -> tuple[RetentionRule, ...]:
    """Return the rule of every kind, in their order."""
    kept = {row["kind"]: row["days"] for row in db.rows("SELECT kind, days FROM retention_rules")}
    return tuple(RetentionRule(kind, kept.get(str(kind))) for kind in RetentionKind)


def put(db: Database, rule: RetentionRule, now: datetime) -> None:
    """Store a rule; inside a `writing` block."""
    db.execute(
        "INSERT INTO retention_rules VALUES (?, ?, ?) ON CONFLICT DO UPDATE"
        " SET days = excluded.days, changed_at = excluded.changed_at",
        (rule.kind, rule.days, to_ms(now)),
    )


def is_daily(db: Database) -> bool:
    """Return whether the rules run by themselves once a day."""
    return desk_state.get(db, _DAILY) == "yes"


def set_daily(db: Database, *, daily: bool) -> None:
    """Let the rules run by themselves, or not; inside a `writing` block."""
    desk_state.put(db, _DAILY, "yes" if daily else "")


def preview(db: Database, rule: RetentionRule, now: datetime) -> RetentionPreview | None:
    """Return what a rule would take away now; None for one that is off."""
    if rule.days is None:
        return None
    when = _when(rule, now)
    match rule.kind:
        case RetentionKind.CALL_NOTES:
            which, oldest, number = _OLD_NOTES, "min(n.message_id) >> 20", "count(*)"
        case RetentionKind.PICTURES:
            which, oldest, number = _OLD_PICTURES, "min(k.message_id) >> 20", "0"
        case _:
            which, oldest = _OLD_CASES.format(state=_STATES[rule.kind]), "min(c.rank)"
            number = f"(SELECT count(*) FROM messages x WHERE x.case_id IN (SELECT c.id {which}))"
    found = db.rows(
        f"SELECT count(*) AS count, {oldest} AS oldest, {number} AS messages {which}", when
    )[0]
    names = _examples(db, which, when)
    return RetentionPreview(
        rule.kind,
        rule.days,
        found["count"],
        found["messages"],
        None if found["oldest"] is None else from_ms(found["oldest"]),
        tuple(row["name"] for row in names),
        retention_rows.lonely_without(db, which, when) if rule.kind in _STATES else 0,
    )


@dataclass(slots=True)
class Taken:
    """What one transaction took away, or all of a run."""

    number: int = 0
    """Of the things that the rule is about."""
    messages: set[int] = field(default_factory=set)
    cases: set[CaseId] = field(default_factory=set)
    """Those that went."""
    touched: set[CaseId] = field(default_factory=set)
    """Those in which something changed."""
    contacts: int = 0
    """Who had no other case."""


def take_next(db: Database, rule: RetentionRule, now: datetime) -> Taken:
    """Take the next things of a rule away; inside a `writing` block. None at the end.

    The acts of the undo journal that hold their words go in the same transaction.
    """
    when = _when(rule, now) | {"limit": AT_A_TIME}
    match rule.kind:
        case RetentionKind.PICTURES:
            return _take_pictures(db, when)
        case RetentionKind.CALL_NOTES:
            return _take_notes(db, when)
        case _:
            return _take_cases(db, _OLD_CASES.format(state=_STATES[rule.kind]), when)


def note_run(db: Database, report: RetentionReport) -> None:
    """Store what a run did; inside a `writing` block."""
    db.insert(
        "retention_runs",
        {
            "at": to_ms(report.at),
            "daily": report.daily,
            "done": report.done,
            "counts": json.dumps(report.counts),
        },
    )


def runs(db: Database, limit: int) -> tuple[RetentionReport, ...]:
    """Return the last runs, the newest first."""
    rows = db.rows("SELECT * FROM retention_runs ORDER BY id DESC LIMIT ?", (limit,))
    return tuple(
        RetentionReport(
            from_ms(row["at"]), bool(row["daily"]), bool(row["done"]), json.loads(row["counts"])
        )
        for row in rows
    )


def _when(rule: RetentionRule, now: datetime) -> dict[str, int]:
    ms = to_ms(now - timedelta(days=rule.days or 0))
    return {"ms": ms, "message": first_message_id(ms)}


def _examples(db: Database, which: str, when: dict[str, int]) -> list[Row]:
    return db.rows(
        "SELECT t.name FROM contacts t JOIN (SELECT c.contact_id AS whose, min(c.rank) AS rank"
        f" {which} GROUP BY c.contact_id ORDER BY 2 LIMIT {EXAMPLES}) o ON o.whose = t.id"
        " ORDER BY o.rank",
        when,
    )


def _take_pictures(db: Database, when: dict[str, int]) -> Taken:
    rows = db.tuples(f"SELECT k.rowid, m.case_id {_OLD_PICTURES} LIMIT :limit", when)
    retention_rows.delete(db, "pictures", "rowid", [row[0] for row in rows])
    return Taken(len(rows), touched={CaseId(row[1]) for row in rows})


def _take_notes(db: Database, when: dict[str, int]) -> Taken:
    rows = db.tuples(f"SELECT m.id, m.case_id {_OLD_NOTES} LIMIT :limit", when)
    messages = [row[0] for row in rows]
    _bury(db, messages)
    retention_rows.take_messages(db, messages)
    touched = {CaseId(row[1]) for row in rows}
    gone = retention_rows.empty_of(db, touched)
    contacts = retention_rows.drop_cases(db, gone)
    return _taken(db, Taken(len(rows), set(messages), gone, touched), contacts)


def _take_cases(db: Database, which: str, when: dict[str, int]) -> Taken:
    cases = {
        CaseId(row[0]) for row in db.tuples(f"SELECT c.id {which} ORDER BY c.id LIMIT :limit", when)
    }
    rows = db.tuples(
        "SELECT id FROM messages WHERE case_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(cases)),),
    )
    messages = [row[0] for row in rows]
    _bury(db, messages)
    retention_rows.take_messages(db, messages)
    contacts = retention_rows.drop_cases(db, cases)
    others = set(standing.of_contacts(db, list(contacts)))
    return _taken(db, Taken(len(cases), set(messages), cases, others), contacts)


def _taken(db: Database, taken: Taken, contacts: set[int]) -> Taken:
    """Find what follows, and leave none of the words in the journal: a run may be killed."""
    gone = retention_rows.drop_lonely(db, contacts)
    standing.recount(db, taken.touched)
    standing.refresh(db, taken.touched)
    if taken.messages:
        erasure_journal.purge_of(db, taken.cases, taken.messages, gone)
        word_traces.mark(db)
    taken.contacts = len(gone)
    return taken


def _bury(db: Database, messages: Sequence[int]) -> None:
    """Keep messages from coming back, by the ids and texts they are known by."""
    chosen = json.dumps(messages)
    posts = db.tuples(
        "SELECT network, remote_id FROM posts WHERE message_id IN (SELECT value FROM json_each(?))",
        (chosen,),
    )
    keys = db.tuples(
        "SELECT key FROM logged_calls WHERE message_id IN (SELECT value FROM json_each(?))",
        (chosen,),
    )
    notes = db.tuples(
        "SELECT id, text FROM messages WHERE kind = 'call_note'"
        " AND id IN (SELECT value FROM json_each(?))",
        (chosen,),
    )
    calls = [tombstones.note(message_ms(number), text) for number, text in notes]
    for kind, words in ((Kind.POST, posts), (Kind.CALL, keys), (Kind.NOTE, calls)):
        tombstones.add(db, kind, words, until_ms=FOR_EVER, reason=Reason.AGED)

"""Desks that much was done at, and what of two data files is compared."""

from __future__ import annotations

from pathlib import Path

from console.domain.ids import RemoteId, to_ms
from console.domain.limits import LIMITS_BY_NAME
from console.domain.outbox import PartState
from console.exchange import own_export
from console.exchange.own_export import Exported
from console.store import own_tables
from console.store.database import Database
from tests.console import act_fuzz, given

INDEXES = ("messages_fts", "contacts_fts", "contact_digits")
Rows = dict[str, list[tuple[object, ...]]]


def played(folder: Path, seed: int = 3, acts: int = 400) -> given.Bench:
    """A desk at which a person did much at random, with answers, drafts and pictures besides."""
    folder.mkdir(exist_ok=True)
    fuzz = act_fuzz.begin(folder, seed)
    for _ in range(acts):
        fuzz.act()
    db = fuzz.bench.db
    case = db.value("SELECT max(case_id) FROM messages WHERE kind = 'post'")
    post = db.row("SELECT message_id, remote_id FROM posts ORDER BY message_id LIMIT 1")
    assert post is not None
    now = to_ms(fuzz.bench.clock())
    with db.writing():
        db.insert("pictures", {"message_id": post[0], "position": 0, "data": b"\x89PNG\0\xff",
                               "loaded_at": now})  # fmt: skip
        db.execute(
            "INSERT OR REPLACE INTO drafts (case_id, agent_id, text, limit_name, updated_at)"
            " VALUES (?, 1, ?, ?, ?)",
            (case, 'Grüße \u2028 \x00 "quoted"\n🐤', next(iter(LIMITS_BY_NAME)), now),
        )
        db.insert("reposters", {"network": "memory", "remote_id": post[1], "author_id": "77",
                                "at": now})  # fmt: skip
        db.insert("billed_reads", {"account_id": 1, "day": "2026-10-01", "kind": "post",
                                   "remote_id": "1"})  # fmt: skip
        db.insert("charges", {"account_id": 1, "day": "2026-10-01", "item": "post",
                              "price": 5000, "count": 2})  # fmt: skip
        for state in (PartState.SENT, PartState.QUEUED, PartState.SENDING):
            answer(db, int(case), str(post[1]), state, now)
        db.execute(
            "UPDATE sqlite_sequence SET seq = seq + 5 WHERE name = 'cases'"
        )  # the last ones were joined to others
    return fuzz.bench


def answer(db: Database, case: int, reply_to: str, state: PartState, now: int) -> None:
    thread = db.insert("reply_threads", {
        "account_id": 1, "case_id": case, "agent_id": 1, "reply_to": reply_to,
        "text": f"an answer {state}", "limit_name": next(iter(LIMITS_BY_NAME)), "created_at": now,
    })  # fmt: skip
    db.insert("reply_parts", {
        "thread_id": thread, "position": 1, "text": f"an answer {state}", "weight": 9,
        "state": state, "lease_owner": "secret-process", "lease_until": now,
        "remote_id": RemoteId("555") if state is PartState.SENT else None,
    })  # fmt: skip


def everything(db: Database) -> Rows:
    """All rows of all tables, by rowid where there is one; indexes and schema steps aside."""
    found: Rows = {}
    for table in own_tables.every(db):
        if table in own_tables.NOT_OURS or table in INDEXES:
            continue
        rows = db.tuples(f"SELECT * FROM {table}")
        if table == "case_counts":
            rows = [row for row in rows if row[2]]
        elif table in own_tables.KEPT:
            shape = own_tables.shape(db, table)
            rows = db.tuples(f"SELECT {', '.join(shape.names)} FROM {table}")
        found[table] = sorted(rows, key=repr)
    return found


def outbox_aside(rows: Rows) -> Rows:
    """Without what is changed on purpose: no answer goes out of a copy."""
    return {
        name: [row[:5] if name == "reply_parts" else row for row in each]
        for name, each in rows.items()
    }


def export(bench: given.Bench, path: Path, **options: object) -> Exported:
    return own_export.write(bench.db, path, bench.clock(), "0", **options)  # type: ignore[arg-type]

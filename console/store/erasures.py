"""Rows of erasures: how far each is, and its receipt; nothing in them says who was forgotten."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime

from console.domain.erasure import CopyOutcome, CopyState, ErasureState, Receipt
from console.domain.ids import AgentId, from_ms, to_ms
from console.errors import NotFound
from console.language import tr
from console.store.database import Database, Row

_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without those that are taken for one another."""
_SELECT = "SELECT e.*, a.name AS agent_name FROM erasures e JOIN agents a ON a.id = e.agent_id"


def begin(db: Database, agent_id: AgentId, counts: dict[str, int], now: datetime) -> str:
    """Store that rows were erased, within the transaction that does it; return its code."""
    code = "F-" + "".join(secrets.choice(_SIGNS) for _ in range(8))
    db.insert(
        "erasures",
        {
            "code": code,
            "state": ErasureState.ERASED,
            "agent_id": agent_id,
            "begun_at": to_ms(now),
            "counts": json.dumps(counts),
        },
    )
    return code


def unfinished(db: Database) -> tuple[str, ...]:
    """Return the codes of those that are not at their end, the oldest first."""
    rows = db.rows("SELECT code FROM erasures WHERE state <> ? ORDER BY id", (_END,))
    return tuple(row["code"] for row in rows)


_END = ErasureState.FINISHED


def get(db: Database, code: str) -> Receipt:
    """Return one receipt.

    Raises:
        NotFound: there is none of this code.
    """
    found = db.row(f"{_SELECT} WHERE e.code = ?", (code.strip().upper(),))
    if found is None:
        raise NotFound(tr("There is no erasure {code}.").format(code=code))
    return _receipt(found)


def every(db: Database) -> tuple[Receipt, ...]:
    """Return all receipts, the newest first."""
    return tuple(_receipt(row) for row in db.rows(f"{_SELECT} ORDER BY e.id DESC"))


def note_layout(db: Database, layout: str) -> None:
    """Keep how rows lay before the file was written anew; inside a `writing` block."""
    db.execute("UPDATE erasures SET layout = ? WHERE state = ?", (layout, ErasureState.ERASED))


def layouts(db: Database) -> tuple[str, ...]:
    """Return what was kept of files that were being written anew."""
    rows = db.rows(
        "SELECT DISTINCT layout FROM erasures WHERE state = ? AND layout <> ''",
        (ErasureState.ERASED,),
    )
    return tuple(row["layout"] for row in rows)


def note_cleaned(db: Database) -> None:
    """Note that the data file is clean of all that was erased; inside a `writing` block."""
    db.execute(
        "UPDATE erasures SET state = ?, layout = '', problem = '' WHERE state = ?",
        (ErasureState.CLEANED, ErasureState.ERASED),
    )


def note_problem(db: Database, problem: str) -> None:
    """Note why those that are not at their end are not; inside a `writing` block."""
    db.execute("UPDATE erasures SET problem = ? WHERE state <> ?", (problem, _END))


def rewritten(db: Database) -> frozenset[str]:
    """Return the copies that all erasures which are not at their end have done with."""
    rows = db.rows("SELECT copies FROM erasures WHERE state <> ?", (_END,))
    done = [
        {name for name, state, _ in json.loads(row["copies"]) if state == CopyState.REWRITTEN}
        for row in rows
    ]
    return frozenset(set.intersection(*done)) if done else frozenset()


def reopen(db: Database) -> None:
    """Let those be tried again of which a copy could not be rewritten; inside a `writing` block."""
    db.execute(
        "UPDATE erasures SET state = ?, finished_at = NULL WHERE state = ?"
        " AND EXISTS (SELECT 1 FROM json_each(copies) c WHERE c.value ->> 1 = ?)",
        (ErasureState.CLEANED, _END, CopyState.FAILED),
    )


def note_copies(
    db: Database, copies: Iterable[CopyOutcome], now: datetime, problem: str = ""
) -> None:
    """Note what became of the copies, which is the end but for a `problem`; in a `writing` block.

    What was noted of others stays, unless they were left to be done and are no more.
    """
    told = {each.name: [each.name, each.state, each.problem] for each in copies}
    left = (CopyState.FAILED, CopyState.WAITING)
    for row in db.rows("SELECT id, copies FROM erasures WHERE state = ?", (ErasureState.CLEANED,)):
        kept = {each[0]: each for each in json.loads(row["copies"]) if each[1] not in left}
        db.execute(
            "UPDATE erasures SET state = ?, copies = ?, finished_at = ?, problem = ? WHERE id = ?",
            (
                ErasureState.CLEANED if problem else _END,
                json.dumps(list({**kept, **told}.values())),
                None if problem else to_ms(now),
                problem,
                row["id"],
            ),
        )


def note_deleted(db: Database, name: str) -> None:
    """Note in all receipts that a copy which could not be rewritten is no more."""
    for row in db.rows("SELECT id, copies FROM erasures WHERE copies LIKE '%failed%'"):
        copies = [
            [name, CopyState.DELETED, ""] if each[0] == name and each[1] == "failed" else each
            for each in json.loads(row["copies"])
        ]
        db.execute("UPDATE erasures SET copies = ? WHERE id = ?", (json.dumps(copies), row["id"]))


def carry(source: Database, target: Database) -> None:
    """Add the receipts of one file to those of another; inside the target's `writing` block.

    For copies of the file, as `tombstones.carry`. What the source says of one wins.
    """
    for row in source.rows(
        "SELECT e.*, a.name, a.signature, a.created_at FROM erasures e"
        " JOIN agents a ON a.id = e.agent_id ORDER BY e.id"
    ):
        told = {name: row[name] for name in _CARRIED}
        names, marks = ", ".join(told), ", ".join("?" * len(told))
        changes = ", ".join(f"{name} = excluded.{name}" for name in told)
        target.execute(
            f"INSERT INTO erasures (code, agent_id, {names}) VALUES (?, ?, {marks})"
            f" ON CONFLICT (code) DO UPDATE SET {changes}",
            (row["code"], _same_agent(target, row), *told.values()),
        )


def begin_again(db: Database) -> None:
    """Let those that are not at their end begin at the bytes; inside a `writing` block.

    For a file that others were put beside since: all of these have to be gone through.
    """
    db.execute(
        "UPDATE erasures SET state = ?, layout = '' WHERE state <> ?", (ErasureState.ERASED, _END)
    )


_CARRIED = ("state", "begun_at", "finished_at", "counts", "copies", "problem")


def _same_agent(db: Database, row: Row) -> int:
    """Return the number that the agent of another file's receipt has here, made if need be."""
    found = db.value(
        "SELECT id FROM agents WHERE name = ? ORDER BY id <> ? LIMIT 1",
        (row["name"], row["agent_id"]),
    )
    if found is not None:
        return int(found)
    return db.insert("agents", {each: row[each] for each in ("name", "signature", "created_at")})


def _receipt(row: Row) -> Receipt:
    return Receipt(
        code=row["code"],
        state=ErasureState(row["state"]),
        agent_name=row["agent_name"],
        begun_at=from_ms(row["begun_at"]),
        finished_at=None if row["finished_at"] is None else from_ms(row["finished_at"]),
        counts=json.loads(row["counts"]),
        copies=tuple(
            CopyOutcome(name, CopyState(state), problem)
            for name, state, problem in json.loads(row["copies"])
        ),
        problem=row["problem"],
    )

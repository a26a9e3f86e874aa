"""Rows of drafts: what is being written in a case, as it is typed, and what it was before.

Each save is a version too, in the same transaction. One that the next goes on from, with
something put into it at one place, is replaced by that one; so typing 500 characters
leaves few of them, and what was deleted, cleared, sent or written over can be brought
back. One that was begun `MILESTONE` ago stays all the same.

At most `MOST_VERSIONS` and `MOST_BYTES` are kept of a case. Those of one stretch of writing
are thinned out first, evenly over its time; then the oldest go. They go along into the case
that theirs is joined to, and with the case when it is removed; the schema sees to both.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import pairwise
from math import inf
from typing import NamedTuple

from console.domain.ids import AgentId, CaseId, MessageId, from_ms, to_ms
from console.domain.numbering import NO_NUMBERS
from console.domain.outbox import Draft, DraftVersion, VersionOrigin
from console.errors import NotFound
from console.language import tr
from console.store import cautions
from console.store.database import Database, Row

MILESTONE = timedelta(minutes=10)
"""A version that was begun so long ago is not replaced by the next, nor thinned out for it."""
MOST_VERSIONS = 500
MOST_BYTES = 5_000_000
_LONG_MS = MILESTONE // timedelta(milliseconds=1)


def get(db: Database, case_id: CaseId) -> Draft | None:
    """Return the draft of a case, None where nothing is being written."""
    row = db.row("SELECT * FROM drafts WHERE case_id = ?", (case_id,))
    if row is None:
        return None
    at = from_ms(row["updated_at"])
    known = cautions.known(row["known"])
    return Draft(case_id, row["text"], row["limit_name"], at, row["numbering"], known)


def acknowledge(db: Database, case_id: CaseId, seen: frozenset[MessageId]) -> None:
    """Let some messages be known to whoever writes the draft of a case."""
    with db.writing():
        column = db.value("SELECT known FROM drafts WHERE case_id = ?", (case_id,))
        all_known = seen | (cautions.known(column) or frozenset())
        db.execute(
            "UPDATE drafts SET known = ? WHERE case_id = ? AND known IS NOT NULL",
            (json.dumps(sorted(all_known)), case_id),
        )


def versions(db: Database, case_id: CaseId) -> tuple[DraftVersion, ...]:
    """Return what the draft of a case was, and is; newest first."""
    rows = db.rows(
        "SELECT v.*, a.name FROM draft_versions v JOIN agents a ON a.id = v.agent_id"
        " WHERE v.case_id = ? ORDER BY v.at DESC, v.id DESC",
        (case_id,),
    )
    return tuple(
        DraftVersion(
            case_id=CaseId(row["case_id"]),
            text=row["text"],
            limit=row["limit_name"],
            numbering=row["numbering"],
            at=from_ms(row["at"]),
            origin=VersionOrigin(row["origin"]),
            agent_name=row["name"],
        )
        for row in rows
    )


def put(
    db: Database,
    case_id: CaseId,
    agent_id: AgentId,
    text: str,
    limit: str,
    now: datetime,
    numbering: str = NO_NUMBERS.name,
    known: frozenset[MessageId] | None = None,
) -> None:
    """Store the draft of a case; a text of white space only removes it.

    Where it begins with this, `known` are the messages that the person had before them;
    None for all that the case holds now.

    Raises:
        NotFound: there is no such case.
    """
    with db.writing():
        if db.value("SELECT 1 FROM cases WHERE id = ?", (case_id,)) is None:
            raise NotFound(tr("There is no case {case_id}.").format(case_id=case_id))
        if text.strip():
            new = _Written(agent_id, storable(text), limit, numbering, to_ms(now))
            _write(db, case_id, new, VersionOrigin.TYPED, known)
        else:
            _remove(db, case_id)


def take_back(
    db: Database,
    case_id: CaseId,
    agent_id: AgentId,
    text: str,
    limit: str,
    now: datetime,
    numbering: str,
) -> None:
    """Put a text behind the draft of a case, in a paragraph of its own; in a `writing` block."""
    there = db.value("SELECT text FROM drafts WHERE case_id = ?", (case_id,))
    whole = text if there is None else f"{there.rstrip()}\n\n{text}"
    new = _Written(agent_id, storable(whole), limit, numbering, to_ms(now))
    _write(db, case_id, new, VersionOrigin.TAKEN_BACK)


def send(
    db: Database,
    case_id: CaseId,
    agent_id: AgentId,
    text: str,
    limit: str,
    now: datetime,
    numbering: str,
) -> None:
    """Remove the draft of a case, for this was queued; inside a `writing` block."""
    sent = _Written(agent_id, storable(text), limit, numbering, to_ms(now))
    _keep_version(db, case_id, sent, VersionOrigin.SENT)
    _remove(db, case_id)


def storable(text: str) -> str:
    """Return a text as it was typed, but for what no file can hold: half characters and NUL."""
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


class _Written(NamedTuple):
    """A text as it was written, in the order of the columns."""

    agent_id: AgentId
    text: str
    limit: str
    numbering: str
    at_ms: int


def _write(
    db: Database,
    case_id: CaseId,
    new: _Written,
    origin: VersionOrigin,
    known: frozenset[MessageId] | None = None,
) -> None:
    seen = cautions.known_now(db, case_id) if known is None else json.dumps(sorted(known))
    db.execute(
        # What was known to who began it stays so while they write on.
        "INSERT INTO drafts (agent_id, text, limit_name, numbering, updated_at, case_id, known)"
        " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
        " agent_id = excluded.agent_id, text = excluded.text, limit_name = excluded.limit_name,"
        " numbering = excluded.numbering, updated_at = excluded.updated_at",
        (*new, case_id, seen),
    )
    _keep_version(db, case_id, new, origin)


def _remove(db: Database, case_id: CaseId) -> None:
    db.execute("DELETE FROM drafts WHERE case_id = ?", (case_id,))


def _keep_version(db: Database, case_id: CaseId, new: _Written, origin: VersionOrigin) -> None:
    last = db.row(
        "SELECT id, agent_id, text, begun_at, origin FROM draft_versions WHERE case_id = ?"
        " ORDER BY id DESC LIMIT 1",
        (case_id,),
    )
    same = last is not None and last["text"] == new.text
    typed_on = origin is not VersionOrigin.TAKEN_BACK and last is not None and _goes_on(last, new)
    if last is not None and last["origin"] == VersionOrigin.TYPED and (same or typed_on):
        db.execute(
            "UPDATE draft_versions SET agent_id = ?, text = ?, limit_name = ?, numbering = ?,"
            " at = ?, origin = ? WHERE id = ?",
            (*new, origin, last["id"]),
        )
    elif same and origin is VersionOrigin.TYPED:
        return  # what was sent or taken back stays what it is
    else:
        db.execute(
            "INSERT INTO draft_versions (agent_id, text, limit_name, numbering, at, origin,"
            " begun_at, case_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (*new, origin, new.at_ms, case_id),
        )
    _trim(db, case_id)


def _goes_on(last: Row, new: _Written) -> bool:
    """Return whether the newer text is the older with something put in at one place, and soon."""
    older, newer = last["text"], new.text
    young = new.at_ms - last["begun_at"] < _LONG_MS
    if last["agent_id"] != new.agent_id or not young or len(newer) < len(older):
        return False
    pairs = enumerate(zip(older, newer, strict=False))
    alike = next((place for place, (one, other) in pairs if one != other), len(older))
    return bool(newer.endswith(older[alike:]))


def _trim(db: Database, case_id: CaseId) -> None:
    """Remove the versions of a case that are too many; the newest stays, however long."""
    kept = db.rows(
        "SELECT id, begun_at, origin, length(CAST(text AS BLOB)) AS bytes FROM draft_versions"
        " WHERE case_id = ? ORDER BY begun_at, id",
        (case_id,),
    )
    size, gone = sum(row["bytes"] for row in kept), list[tuple[int]]()
    while len(kept) > 1 and (len(kept) > MOST_VERSIONS or size > MOST_BYTES):
        row = kept.pop(_least_missed(kept, by_size=size > MOST_BYTES))
        size -= row["bytes"]
        gone.append((row["id"],))
    db.execute_many("DELETE FROM draft_versions WHERE id = ?", gone)


def _least_missed(kept: list[Row], *, by_size: bool) -> int:
    """Return the place of the version, of these from the oldest on, that is to go first.

    Of those that were typed within `MILESTONE` of the next it is the one whose neighbours
    are nearest to each other, `by_size` for the bytes that it takes; else the oldest.
    """

    def loss(place: int) -> float:
        before = kept[place - 1]["begun_at"] if place else -inf
        gap: float = kept[place + 1]["begun_at"] - before + 1
        return gap / (kept[place]["bytes"] + 1) if by_size else gap

    near = [
        place
        for place, (row, after) in enumerate(pairwise(kept))
        if row["origin"] == VersionOrigin.TYPED and after["begun_at"] - row["begun_at"] < _LONG_MS
    ]
    return min(near, key=loss, default=0)

"""Rows of messages: posts and call notes, their ids and their place in the full-text index.

`add_all` is the one way in for both kinds, inside a `writing` block, so that no message
is ever stored without being searchable.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from console.domain.ids import (
    SEQUENCE_BITS,
    AgentId,
    CaseId,
    MessageId,
    MuteId,
    RemoteId,
    first_message_id,
    from_ms,
    message_ms,
)
from console.domain.kinds import KindBasis, MessageKind
from console.domain.messages import CallNote, Channel, Direction, Media, Message, Post
from console.store.database import Database, Row
from console.store.known_posts import summons
from console.text.folding import fold
from console.text.kinds import apologises, kind_of


class NewMessage(NamedTuple):
    """What posts and call notes share."""

    id: MessageId
    case_id: CaseId | None
    kind: str
    """`post` or `call_note`."""
    direction: Direction
    text: str
    lang: str = ""
    """Of a post, as the network says."""
    muted_by: MuteId | None = None
    """Which mute keeps a post quiet."""
    noted: str = ""
    """What is found as well, beside the text: all that a call note says."""


def add(
    db: Database, *, at_ms: int, case_id: CaseId | None, kind: str, direction: Direction, text: str
) -> MessageId:
    """Store the part that posts and call notes share, and index its text."""
    (message_id,) = next_ids(db, [at_ms])
    add_all(db, [NewMessage(message_id, case_id, kind, direction, text)])
    return message_id


def add_all(db: Database, new: Iterable[NewMessage]) -> None:
    """Store many messages, index their texts, and judge of what kind posts are."""
    rows = [(*each[:5], _found(each), *_judged(each), each.muted_by) for each in new]
    db.execute_many(
        "INSERT INTO messages (id, case_id, kind, direction, text, search_text, message_kind,"
        " kind_basis, apology, muted_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.execute_many(
        "INSERT INTO messages_fts (rowid, search_text) VALUES (?, ?)",
        [(row[0], row[5]) for row in rows],
    )


def _found(new: NewMessage) -> str:
    return fold(f"{new.text}\n{new.noted}" if new.noted else new.text)


def _judged(new: NewMessage) -> tuple[MessageKind | None, KindBasis | None, bool]:
    """Return of what kind a message is, who says so, and whether it apologises."""
    if new.kind != "post":
        return None, None, False
    if new.direction is Direction.OUT:
        return None, None, apologises(new.text)
    return kind_of(new.text, new.lang), KindBasis.RULE, False


def next_ids(db: Database, times_ms: list[int]) -> list[MessageId]:
    """Return an unused id for each of some milliseconds, in the same order."""
    taken = {
        row["ms"]: row["last"]
        for row in db.rows(
            "SELECT value AS ms, (SELECT max(id) FROM messages"
            f" WHERE id >= value << {SEQUENCE_BITS} AND id < (value + 1) << {SEQUENCE_BITS})"
            " AS last FROM json_each(?)",
            (json.dumps(times_ms),),
        )
    }
    ids: list[MessageId] = []
    for ms in times_ms:
        last = taken[ms]
        taken[ms] = MessageId(first_message_id(ms) if last is None else last + 1)
        ids.append(taken[ms])
    return ids


def of_case(db: Database, case_id: CaseId) -> tuple[Message, ...]:
    """Return the timeline of a case, oldest first."""
    rows = db.rows(
        "SELECT m.id, m.case_id, m.kind, m.direction, m.text,"
        " p.network, p.remote_id, p.conversation_id, p.parent_id, p.author_id, p.media, p.gone_at,"
        " p.withdrawn_at, p.edited_at,"
        f" {summons('p', 'c.account_id')} AS summons,"
        " coalesce(h.handle, a.handle, '') AS handle, coalesce(h.name, a.name, '') AS name,"
        " n.channel, n.number, n.duration_s, n.agent_id, g.name AS agent_name,"
        " n.outcome, n.missing, n.tried, n.touchpoint, m.message_kind, m.kind_basis,"
        " m.muted_by IS NOT NULL AS muted"
        " FROM messages m JOIN cases c ON c.id = m.case_id"
        " LEFT JOIN posts p ON p.message_id = m.id"
        " LEFT JOIN handles h ON h.network = p.network AND h.remote_id = p.author_id"
        " LEFT JOIN accounts a ON a.network = p.network AND a.remote_id = p.author_id"
        " LEFT JOIN call_notes n ON n.message_id = m.id"
        " LEFT JOIN agents g ON g.id = n.agent_id"
        " WHERE m.case_id = ? ORDER BY m.id",
        (case_id,),
    )
    return tuple(_message(row) for row in rows)


def _message(row: Row) -> Message:
    message_id = MessageId(row["id"])
    at = from_ms(message_ms(message_id))
    case_id = None if row["case_id"] is None else CaseId(row["case_id"])
    if row["kind"] == "call_note":
        return CallNote(
            id=message_id,
            case_id=case_id,
            at=at,
            direction=Direction(row["direction"]),
            text=row["text"],
            channel=Channel(row["channel"]),
            number=row["number"],
            duration_s=row["duration_s"],
            agent_id=AgentId(row["agent_id"]),
            agent_name=row["agent_name"],
            outcome=row["outcome"],
            missing=row["missing"],
            tried=row["tried"],
            touchpoint=row["touchpoint"],
        )
    return Post(
        id=message_id,
        case_id=case_id,
        at=at,
        direction=Direction(row["direction"]),
        text=row["text"],
        network=row["network"],
        remote_id=RemoteId(row["remote_id"]),
        conversation_id=RemoteId(row["conversation_id"]),
        parent_id=None if row["parent_id"] is None else RemoteId(row["parent_id"]),
        author_id=RemoteId(row["author_id"]),
        author_handle=row["handle"],
        author_name=row["name"],
        summons=bool(row["summons"]),
        media=media_from_json(row["media"]),
        gone=row["gone_at"] is not None,
        withdrawn=row["withdrawn_at"] is not None,
        edited=row["edited_at"] is not None,
        kind=None if row["message_kind"] is None else MessageKind(row["message_kind"]),
        kind_basis=None if row["kind_basis"] is None else KindBasis(row["kind_basis"]),
        muted=bool(row["muted"]),
    )


def media_to_json(media: Iterable[Media]) -> str | None:
    """Return the column's text for what a post shows; None where it shows nothing."""
    items = [[m.kind, m.url, m.alt_text, m.width, m.height] for m in media]
    return json.dumps(items) if items else None


def media_from_json(column: str | None) -> tuple[Media, ...]:
    """Return what `media_to_json` stored."""
    return tuple(Media(*item) for item in json.loads(column)) if column else ()

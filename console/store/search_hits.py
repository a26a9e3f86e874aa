"""What is shown of what a search found: the case, the text with its marks, who wrote it."""

from __future__ import annotations

import json

from console.domain.ids import SEQUENCE_BITS, CaseId, MessageId, from_ms, message_ms
from console.domain.searching import Hit, HitKind, Snippet
from console.store import cases
from console.store.database import Database, Row
from console.store.search_branches import Spot
from console.text.search_query_marks import Marker
from console.text.search_query_tree import Node


def hits(db: Database, root: Node, spots: list[Spot]) -> tuple[Hit, ...]:
    """Return the hits of a page; a case that went meanwhile is left out."""
    if not spots:
        return ()
    ids = tuple(CaseId(spot.case_id) for spot in spots)
    rows = {row.id: row for row in cases.rows(db, ids=ids, limit=len(ids))}
    messages = _messages(db, [spot.message_id for spot in spots if spot.kind == "message"])
    drafts = _texts(db, _DRAFTS, [spot.case_id for spot in spots if spot.kind == "draft"])
    persons = _texts(db, _PERSONS, [spot.case_id for spot in spots if spot.kind == "contact"])
    marker = Marker(root)
    found: list[Hit] = []
    for spot in spots:
        row = rows.get(CaseId(spot.case_id))
        if row is None:
            continue
        at = from_ms(spot.key >> SEQUENCE_BITS)
        if spot.kind == "draft":
            snippet = marker.snippet(drafts.get(spot.case_id, ""))
            found.append(Hit(row, HitKind.DRAFT, None, at, snippet))
        elif spot.kind == "contact":
            snippet = marker.snippet(persons.get(spot.case_id, ""))
            found.append(Hit(row, HitKind.CONTACT, None, at, snippet))
        elif (message := messages.get(spot.message_id)) is not None:
            kind = HitKind.CALL if message["kind"] == "call_note" else HitKind.POST
            message_id = MessageId(spot.message_id)
            at = from_ms(message_ms(message_id))
            snippet = _snippet(marker, message)
            found.append(Hit(row, kind, message_id, at, snippet, message["author"]))
    return tuple(found)


_DRAFTS = "SELECT case_id, text FROM drafts WHERE case_id IN (SELECT value FROM json_each(?))"
_PERSONS = (
    "SELECT c.id, t.name || coalesce((SELECT group_concat(' @' || h.handle"
    " || iif(h.name = t.name, '', ' ' || h.name), '') FROM handles h"
    " WHERE h.contact_id = t.id), '')"
    " || coalesce((SELECT group_concat('  ' || p.number, '') FROM phones p"
    " WHERE p.contact_id = t.id), '') FROM cases c JOIN contacts t ON t.id = c.contact_id"
    " WHERE c.id IN (SELECT value FROM json_each(?))"
)


def _texts(db: Database, sql: str, case_ids: list[int]) -> dict[int, str]:
    return dict(db.tuples(sql, (json.dumps(case_ids),))) if case_ids else {}


def _messages(db: Database, ids: list[int]) -> dict[int, Row]:
    if not ids:
        return {}
    rows = db.rows(
        "SELECT m.id, m.kind, m.text, n.outcome, n.missing, n.tried,"
        " coalesce(nullif(h.name, ''), h.handle, nullif(a.name, ''), a.handle, g.name, '')"
        " AS author FROM messages m LEFT JOIN posts p ON p.message_id = m.id"
        " LEFT JOIN handles h ON h.network = p.network AND h.remote_id = p.author_id"
        " LEFT JOIN accounts a ON a.network = p.network AND a.remote_id = p.author_id"
        " LEFT JOIN call_notes n ON n.message_id = m.id LEFT JOIN agents g ON g.id = n.agent_id"
        " WHERE m.id IN (SELECT value FROM json_each(?))",
        (json.dumps(ids),),
    )
    return {row["id"]: row for row in rows}


def _snippet(marker: Marker, message: Row) -> Snippet:
    """Return the snippet of a message; of a call note also from what else it says."""
    noted = [message[name] for name in ("outcome", "missing", "tried") if message[name]]
    if not noted:
        return marker.snippet(message["text"])
    return marker.snippet(" · ".join(filter(None, (message["text"], *noted))))

"""What of an export is not to come back: of the forgotten, or what is kept no longer here."""

from __future__ import annotations

import json
from collections.abc import Collection

from console.domain.ids import message_ms
from console.store import tombstones
from console.store.database import Database
from console.store.tombstones import Kind, Reason, Words


def cases(db: Database, case_ids: Collection[int]) -> dict[int, Reason]:
    """Return which cases of an attached export hold what is not to come back, each with why.

    A case is of one contact: with one message that is not to come back goes the whole.
    """
    if not tombstones.are_there(db):
        return {}
    asked: dict[Kind, set[Words]] = {}
    found: list[tuple[int, int, Kind, Words]] = []
    for row in db.rows(
        "SELECT m.case_id, m.id, m.text, p.network, p.remote_id, p.author_id, h.handle,"
        " n.number, k.name FROM theirs.messages m JOIN theirs.cases c ON c.id = m.case_id"
        " JOIN theirs.contacts k ON k.id = c.contact_id"
        " LEFT JOIN theirs.posts p ON p.message_id = m.id"
        " LEFT JOIN theirs.handles h ON h.network = p.network AND h.remote_id = p.author_id"
        " LEFT JOIN theirs.call_notes n ON n.message_id = m.id"
        " WHERE m.case_id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(case_ids)),),
    ):
        at_ms = message_ms(row["id"])
        words = _of_call(row["number"], row["name"], at_ms, row["text"])
        if row["network"] is not None:
            words = [
                (Kind.POST, tombstones.post(row["network"], row["remote_id"])),
                (Kind.AUTHOR, tombstones.author(row["network"], row["author_id"])),
            ]
            if row["handle"]:
                words.append((Kind.HANDLE, tombstones.handle(row["network"], row["handle"])))
        for kind, each in words:
            asked.setdefault(kind, set()).add(each)
            found.append((row["case_id"], at_ms, kind, each))
    known = tombstones.known(db, asked)
    forgotten = tombstones.known(db, asked, Reason.FORGOTTEN)
    barred = dict[int, Reason]()
    for case_id, at_ms, kind, each in found:
        if forgotten.get((kind, each), -1) >= at_ms:
            barred[case_id] = Reason.FORGOTTEN
        elif known.get((kind, each), -1) >= at_ms:
            barred.setdefault(case_id, Reason.AGED)
    return barred


def contacts(db: Database, contact_ids: Collection[int]) -> frozenset[int]:
    """Return which contacts of an attached export were forgotten here, whatever they did since."""
    if not tombstones.are_there(db):
        return frozenset()
    told = db.rows(
        "SELECT c.id, c.name, c.created_at, h.network, h.remote_id, h.handle, p.number"
        " FROM theirs.contacts c LEFT JOIN theirs.handles h ON h.contact_id = c.id"
        " LEFT JOIN theirs.phones p ON p.contact_id = c.id"
        " WHERE c.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(contact_ids)),),
    )
    names: dict[tuple[Kind, Words], set[int]] = {}
    for row in told:
        words = [(Kind.CONTACT, tombstones.contact(row["id"], row["created_at"]))]
        if row["network"] is not None:
            words += [
                (Kind.AUTHOR, tombstones.author(row["network"], row["remote_id"])),
                (Kind.HANDLE, tombstones.handle(row["network"], row["handle"])),
            ]
        else:
            words.append((Kind.NAME, tombstones.name(row["name"])))
        if row["number"]:
            words.append((Kind.NUMBER, (row["number"],)))
        for each in words:
            names.setdefault(each, set()).add(row["id"])
    asked: dict[Kind, set[Words]] = {}
    for kind, each_words in names:
        asked.setdefault(kind, set()).add(each_words)
    return frozenset(one for each in tombstones.known(db, asked) for one in names[each])


def _of_call(number: str | None, name: str, at_ms: int, text: str) -> list[tuple[Kind, Words]]:
    words = [(Kind.NOTE, tombstones.note(at_ms, text))]
    if number is None:
        return []
    words.append((Kind.NUMBER, (number,)) if number else (Kind.NAME, tombstones.name(name)))
    return words

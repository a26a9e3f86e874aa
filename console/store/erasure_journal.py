"""The undo journal after a contact was forgotten: acts that hold anything of theirs go whole.

An act without some of its rows would be half an act: so it is taken back no more. A row is
theirs by its table and number, by the case, contact or message it belongs to, or by a name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from console.store.database import Database
from console.store.erasure_tables import DELETED
from console.store.erasure_words import Identity
from console.store.row_images import JOURNALLED, Image

_CONTACTS = ("contact_id", "into_id", "gone_id", "other_id")
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Theirs:
    """By which rows and numbers an act is known to be about the contact."""

    rows: frozenset[tuple[str, int]]
    cases: frozenset[int]
    contacts: frozenset[int]
    messages: frozenset[int]

    def holds(self, images: Iterable[Image]) -> bool:
        """Return whether one of the rows of an act is theirs."""
        return any(self._has(image) for image in images)

    def _has(self, image: Image) -> bool:
        table, key = image["table"], image["key"]
        numbers = {"cases": self.cases, "contacts": self.contacts}.get(table, frozenset())
        if (table, key) in self.rows or key in numbers:
            return True
        sides = [side for side in (image["before"], image["after"]) if side]
        return any(
            side.get("case_id") in self.cases
            or (table == "joined_cases" and side.get("into_id") in self.cases)
            or (table != "joined_cases" and any(side.get(n) in self.contacts for n in _CONTACTS))
            or side.get("message_id") in self.messages
            for side in sides
        )


def of_gone(db: Database) -> Theirs:
    """Return what is theirs, before it is deleted; inside a `writing` block."""
    rows = {
        (table, place)
        for table, which in DELETED
        if table in JOURNALLED
        for (place,) in db.tuples(f"SELECT rowid FROM {table} WHERE {which}")
    }
    cases = _numbers(
        db,
        "SELECT id FROM gone_cases UNION SELECT id FROM led_cases"
        " UNION SELECT case_id FROM joined_cases WHERE into_id IN (SELECT id FROM gone_cases)",
    )
    contacts = _numbers(
        db,
        "SELECT id FROM gone_contacts UNION SELECT gone_id FROM contact_merges"
        " WHERE into_id IN (SELECT id FROM gone_contacts)",
    )
    messages = _numbers(db, "SELECT id FROM gone_messages")
    return Theirs(frozenset(rows), cases, contacts, messages)


def acts_of(db: Database, theirs: Theirs, identity: Identity) -> list[int]:
    """Return the acts that hold anything of theirs."""
    found: list[int] = []
    last = 0
    while entries := db.rows(
        "SELECT id, act, rows FROM journal WHERE id > ? ORDER BY id LIMIT ?", (last, _AT_A_TIME)
    ):
        last = entries[-1]["id"]
        found += [
            entry["id"]
            for entry in entries
            if theirs.holds(json.loads(entry["rows"]))
            or identity.is_named_in(entry["act"])
            or identity.is_named_in(entry["rows"])
        ]
    return found


def purge(db: Database, acts: list[int]) -> None:
    """Delete acts; inside a `writing` block, after the merges of the contact went.

    With an act by which two others became one goes the way to take those apart at once: they
    stay one contact, of which handles can still be unlinked.
    """
    ids = json.dumps(acts)
    chosen = "IN (SELECT value FROM json_each(?))"
    db.execute(f"DELETE FROM contact_merges WHERE journal_id {chosen}", (ids,))
    db.execute(f"DELETE FROM journal WHERE id {chosen}", (ids,))


def purge_of(
    db: Database, cases: Iterable[int], messages: Iterable[int], contacts: Iterable[int] = ()
) -> int:
    """Delete the acts that hold rows of cases, messages or contacts; return how many; as `purge`.

    An act by which two contacts became one stays: it is needed to take them apart.
    """
    theirs = Theirs(
        frozenset(("messages", message) for message in messages) | _of_messages(messages),
        frozenset(cases),
        frozenset(contacts),
        frozenset(messages),
    )
    merging = _numbers(db, "SELECT journal_id FROM contact_merges")
    nobody = Identity((), (), ())
    acts = [each for each in acts_of(db, theirs, nobody) if each not in merging]
    purge(db, acts)
    return len(acts)


def _of_messages(messages: Iterable[int]) -> frozenset[tuple[str, int]]:
    tables = ("posts", "call_notes")
    return frozenset((table, message) for table in tables for message in messages)


def _numbers(db: Database, sql: str) -> frozenset[int]:
    return frozenset(number for (number,) in db.tuples(sql))

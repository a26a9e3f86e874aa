"""Rows of customers, their handles and phone numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from console.domain.contacts import Contact, Handle, Phone
from console.domain.ids import ContactId, RemoteId, from_ms, to_ms
from console.domain.remote import RemoteUser
from console.errors import NotFound
from console.language import tr
from console.store.contact_search import words_of
from console.store.database import Database

PLACEHOLDER = "handle:"
"""How the stand-in for an unknown user id begins; X's ids are digits."""
AFTER_PLACEHOLDERS = "handle;"
"""Sorts behind every stand-in."""


def get(db: Database, contact_id: ContactId) -> Contact:
    """Return one contact with all handles and numbers.

    Raises:
        NotFound: there is none of this id.
    """
    found = db.row("SELECT name, notes FROM contacts WHERE id = ?", (contact_id,))
    if found is None:
        raise NotFound(tr("There is no contact {contact_id}.").format(contact_id=contact_id))
    handles = db.rows(
        "SELECT * FROM handles WHERE contact_id = ? ORDER BY network, remote_id", (contact_id,)
    )
    phones = db.rows("SELECT * FROM phones WHERE contact_id = ? ORDER BY id", (contact_id,))
    tags = db.rows("SELECT tag FROM contact_tags WHERE contact_id = ? ORDER BY tag", (contact_id,))
    return Contact(
        id=contact_id,
        name=found["name"],
        handles=tuple(
            Handle(
                row["network"],
                RemoteId(row["remote_id"]),
                row["handle"],
                row["name"],
                row["followers"],
                row["basis"] or "",
                None if row["linked_at"] is None else from_ms(row["linked_at"]),
            )
            for row in handles
        ),
        phones=tuple(
            Phone(row["number"], row["basis"], from_ms(row["linked_at"])) for row in phones
        ),
        notes=found["notes"],
        tags=tuple(row["tag"] for row in tags),
    )


def of_users(
    db: Database, network: str, users: Iterable[RemoteUser], seen_at_ms: int
) -> dict[RemoteId, ContactId]:
    """Return the contact of each user, made where they are new; inside a `writing` block.

    What the network says of them now replaces what we knew, unless it says nothing.
    """
    # A user may come twice, once without a name: what says more wins.
    wanted: dict[RemoteId, RemoteUser] = {}
    for user in users:
        if user.remote_id not in wanted or user.handle:
            wanted[user.remote_id] = user
    stored = {
        RemoteId(row["remote_id"]): row
        for row in db.rows(
            "SELECT remote_id, contact_id, handle, name, followers FROM handles"
            " WHERE network = ? AND remote_id IN (SELECT value FROM json_each(?))",
            (network, json.dumps(list(wanted))),
        )
    }
    new = [user for user in wanted.values() if user.remote_id not in stored]
    known = _make(db, network, new, seen_at_ms) if new else {}
    for user in wanted.values():
        row = stored.get(user.remote_id)
        if row is not None:
            known[user.remote_id] = ContactId(row["contact_id"])
            _refresh(db, network, user, (row["handle"], row["name"], row["followers"]), seen_at_ms)
    return known


def _make(
    db: Database, network: str, users: Sequence[RemoteUser], seen_at_ms: int
) -> dict[RemoteId, ContactId]:
    """Store a contact with its handle for each of some new users."""
    first = _next_id(db)
    # Triggers index a contact's words with the contact and with each handle: so, once.
    db.execute("PRAGMA defer_foreign_keys = ON")
    db.execute_many(
        "INSERT INTO handles (network, remote_id, contact_id, handle, name, followers, seen_at,"
        " search_text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (network, user.remote_id, first + n, user.handle, user.name, user.followers,
             seen_at_ms, _words(user.handle, user.name))
            for n, user in enumerate(users)
        ],
    )  # fmt: skip
    names = [user.name or user.handle for user in users]
    db.execute_many(
        "INSERT INTO contacts (id, name, created_at, search_text) VALUES (?, ?, ?, ?)",
        [(first + n, name, seen_at_ms, words_of(name)) for n, name in enumerate(names)],
    )
    _keep_number(db, first + len(users) - 1)
    return {user.remote_id: ContactId(first + n) for n, user in enumerate(users)}


def _refresh(
    db: Database,
    network: str,
    user: RemoteUser,
    stored: tuple[str, str, int | None],
    seen_at_ms: int,
) -> None:
    handle, name, followers = stored
    fresh = (
        user.handle or handle,
        user.name or name,
        followers if user.followers is None else user.followers,
    )
    if fresh == stored:
        return
    db.execute(
        "UPDATE handles SET handle = ?, name = ?, followers = ?, seen_at = ?, search_text = ?"
        " WHERE network = ? AND remote_id = ?",
        (*fresh, seen_at_ms, _words(fresh[0], fresh[1]), network, user.remote_id),
    )
    # The contact bears the network's name until a person gives another.
    shown = fresh[1] or fresh[0]
    db.execute(
        "UPDATE contacts SET name = ?, search_text = ? WHERE name IN (?, ?, '') AND id ="
        " (SELECT contact_id FROM handles WHERE network = ? AND remote_id = ?)",
        (shown, words_of(shown), name, handle, network, user.remote_id),
    )


def add(db: Database, name: str, now_ms: int) -> ContactId:
    """Store a contact; inside a `writing` block.

    The number of one that is no more is given to nobody else: a merge or an undo may bring
    it back, and what is being written about it stands under that number.
    """
    row = {
        "id": _next_id(db),
        "name": name,
        "created_at": now_ms,
        "search_text": words_of(name),
    }
    contact_id = ContactId(db.insert("contacts", row))
    _keep_number(db, contact_id)
    return contact_id


def _next_id(db: Database) -> int:
    """Return a number that no contact has or had."""
    taken = db.value(
        "SELECT max(ifnull((SELECT max(id) FROM contacts), 0),"
        " ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'contacts'), 0))"
    )
    return int(taken) + 1


def _keep_number(db: Database, newest: int) -> None:
    """Keep which number was given last."""
    # The table began without AUTOINCREMENT: what SQLite does for others is done here.
    if not db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'contacts'", (newest,)):
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('contacts', ?)", (newest,))


def rename(db: Database, contact_id: ContactId, name: str) -> None:
    """Give a contact another name; inside a `writing` block."""
    db.execute(
        "UPDATE contacts SET name = ?, search_text = ? WHERE id = ?",
        (name, words_of(name), contact_id),
    )


def set_notes(db: Database, contact_id: ContactId, notes: str) -> None:
    """Replace a contact's notes; inside a `writing` block."""
    db.execute("UPDATE contacts SET notes = ? WHERE id = ?", (notes, contact_id))


def tag(db: Database, contact_id: ContactId, add: Iterable[str], remove: Iterable[str]) -> None:
    """Put tags on a contact and take others off; inside a `writing` block."""
    for word in add:
        db.execute(
            "INSERT INTO contact_tags (contact_id, tag) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (contact_id, word),
        )
    for word in remove:
        db.execute("DELETE FROM contact_tags WHERE contact_id = ? AND tag = ?", (contact_id, word))


def every_tag(db: Database) -> tuple[str, ...]:
    """Return all tags of contacts, the most used first."""
    rows = db.rows("SELECT tag FROM contact_tags GROUP BY tag ORDER BY count(*) DESC, tag")
    return tuple(row["tag"] for row in rows)


def _words(handle: str, name: str) -> str:
    return words_of(f"{handle} {name}")


def add_handle(
    db: Database, network: str, user: RemoteUser, contact_id: ContactId, seen_at_ms: int
) -> int:
    """Link a new user to a contact and return the row's rowid; inside a `writing` block."""
    return db.insert(
        "handles",
        {
            "network": network,
            "remote_id": user.remote_id,
            "contact_id": contact_id,
            "handle": user.handle,
            "name": user.name,
            "followers": user.followers,
            "seen_at": seen_at_ms,
            "search_text": _words(user.handle, user.name),
        },
    )


def placeholder(handle: str) -> RemoteId:
    """Return what stands for the id of a user of whom only the handle is known."""
    return RemoteId(f"{PLACEHOLDER}{handle.casefold()}")


def of_handle(db: Database, network: str, handle: str) -> tuple[ContactId, RemoteId] | None:
    """Return contact and id of whom a network last showed under a handle, in any case."""
    found = db.row(
        "SELECT contact_id, remote_id FROM handles"
        " WHERE network = ? AND handle = ? COLLATE NOCASE ORDER BY seen_at DESC LIMIT 1",
        (network, handle),
    )
    return None if found is None else (ContactId(found[0]), RemoteId(found[1]))


def merge(db: Database, contact_id: ContactId, into: ContactId) -> None:
    """Give all that one contact has to another, and remove it; inside a `writing` block.

    A name that a person gave is kept before one that a network gave; notes of both are.
    """
    given = (
        "name NOT IN (SELECT '' UNION SELECT name FROM handles WHERE contact_id = contacts.id"
        " UNION SELECT handle FROM handles WHERE contact_id = contacts.id)"
    )
    db.execute(
        "UPDATE contacts SET (name, search_text) ="
        " (SELECT name, search_text FROM contacts WHERE id = :gone) WHERE id = :into"
        f" AND NOT ({given}) AND EXISTS (SELECT 1 FROM contacts WHERE id = :gone AND {given})",
        {"gone": contact_id, "into": into},
    )
    db.execute(
        "UPDATE contacts SET notes = ltrim(contacts.notes || char(10, 10) || g.notes, char(10))"
        " FROM contacts g WHERE g.id = :gone AND contacts.id = :into AND g.notes <> ''",
        {"gone": contact_id, "into": into},
    )
    for table in ("cases", "handles"):
        db.execute(f"UPDATE {table} SET contact_id = ? WHERE contact_id = ?", (into, contact_id))
    for table in ("phones", "contact_tags"):
        db.execute(
            f"UPDATE OR IGNORE {table} SET contact_id = ? WHERE contact_id = ?", (into, contact_id)
        )
        db.execute(f"DELETE FROM {table} WHERE contact_id = ?", (contact_id,))
    db.execute("DELETE FROM contacts WHERE id = ?", (contact_id,))


def link_phone(
    db: Database, contact_id: ContactId, number: str, basis: str, now: datetime
) -> int | None:
    """Link a number to a contact with its basis; inside a `writing` block.

    Returns the new row's id, None where the link was there already.
    """
    known = db.value(
        "SELECT id FROM phones WHERE contact_id = ? AND number = ?", (contact_id, number)
    )
    if known is not None:
        return None
    return db.insert(
        "phones",
        {
            "contact_id": contact_id,
            "number": number,
            "basis": basis,
            "linked_at": to_ms(now),
        },
    )


def of_number(db: Database, number: str) -> ContactId | None:
    """Return the contact that a number was linked to first, None where there is none."""
    found = db.value("SELECT contact_id FROM phones WHERE number = ? ORDER BY id", (number,))
    return None if found is None else ContactId(found)

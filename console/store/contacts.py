"""Rows of customers, their handles and phone numbers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from console.domain.contacts import Contact, Handle, Phone
from console.domain.ids import ContactId, RemoteId, from_ms, to_ms
from console.domain.remote import RemoteUser
from console.errors import NotFound
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
    name = db.value("SELECT name FROM contacts WHERE id = ?", (contact_id,))
    if name is None:
        raise NotFound(f"There is no contact {contact_id}.")
    handles = db.rows(
        "SELECT * FROM handles WHERE contact_id = ? ORDER BY network, remote_id", (contact_id,)
    )
    phones = db.rows("SELECT * FROM phones WHERE contact_id = ? ORDER BY id", (contact_id,))
    return Contact(
        id=contact_id,
        name=name,
        handles=tuple(
            Handle(
                row["network"],
                RemoteId(row["remote_id"]),
                row["handle"],
                row["name"],
                row["followers"],
            )
            for row in handles
        ),
        phones=tuple(
            Phone(row["number"], row["basis"], from_ms(row["linked_at"])) for row in phones
        ),
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
    known: dict[RemoteId, ContactId] = {}
    for user in wanted.values():
        row = stored.get(user.remote_id)
        if row is None:
            known[user.remote_id] = _make(db, network, user, seen_at_ms)
        else:
            known[user.remote_id] = ContactId(row["contact_id"])
            _refresh(db, network, user, (row["handle"], row["name"], row["followers"]), seen_at_ms)
    return known


def _make(db: Database, network: str, user: RemoteUser, seen_at_ms: int) -> ContactId:
    contact_id = add(db, user.name or user.handle, seen_at_ms)
    add_handle(db, network, user, contact_id, seen_at_ms)
    return contact_id


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
        "UPDATE handles SET handle = ?, name = ?, followers = ?, seen_at = ?"
        " WHERE network = ? AND remote_id = ?",
        (*fresh, seen_at_ms, network, user.remote_id),
    )
    # The contact bears the network's name until a person gives another.
    db.execute(
        "UPDATE contacts SET name = ? WHERE name IN (?, ?, '') AND id ="
        " (SELECT contact_id FROM handles WHERE network = ? AND remote_id = ?)",
        (fresh[1] or fresh[0], name, handle, network, user.remote_id),
    )


def add(db: Database, name: str, now_ms: int) -> ContactId:
    """Store a contact; inside a `writing` block."""
    return ContactId(db.insert("contacts", {"name": name, "created_at": now_ms}))


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

    A name that a person gave is kept before one that a network gave.
    """
    given = (
        "name NOT IN (SELECT '' UNION SELECT name FROM handles WHERE contact_id = contacts.id"
        " UNION SELECT handle FROM handles WHERE contact_id = contacts.id)"
    )
    db.execute(
        f"UPDATE contacts SET name = (SELECT name FROM contacts WHERE id = :gone) WHERE id = :into"
        f" AND NOT ({given}) AND EXISTS (SELECT 1 FROM contacts WHERE id = :gone AND {given})",
        {"gone": contact_id, "into": into},
    )
    for table in ("cases", "handles"):
        db.execute(f"UPDATE {table} SET contact_id = ? WHERE contact_id = ?", (into, contact_id))
    db.execute(
        "UPDATE OR IGNORE phones SET contact_id = ? WHERE contact_id = ?", (into, contact_id)
    )
    db.execute("DELETE FROM phones WHERE contact_id = ?", (contact_id,))
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

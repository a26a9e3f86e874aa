"""What links handles and numbers to contacts: whose they are, by what, and letting go of them."""

from __future__ import annotations

from datetime import datetime

from console.domain.contacts import Contact, Handle
from console.domain.ids import CaseId, ContactId, to_ms
from console.domain.remote import RemoteUser
from console.store import contact_merges, contacts
from console.store.database import Database


def owners(db: Database, number: str) -> list[ContactId]:
    """Return the contacts that have a number, those without handles first."""
    rows = db.rows(
        "SELECT contact_id FROM phones p WHERE number = ? ORDER BY EXISTS"
        " (SELECT 1 FROM handles h WHERE h.contact_id = p.contact_id), id",
        (number,),
    )
    return [ContactId(row["contact_id"]) for row in rows]


def put_number(db: Database, contact_id: ContactId, number: str, basis: str, now: datetime) -> None:
    """Link a number with a basis, or give the link that is there another."""
    if contacts.link_phone(db, contact_id, number, basis, now) is None:
        db.execute(
            "UPDATE phones SET basis = ?, linked_at = ? WHERE contact_id = ? AND number = ?",
            (basis, to_ms(now), contact_id, number),
        )


def remove_number(db: Database, contact_id: ContactId, number: str) -> None:
    """Take a number from a contact; calls that came from it stay where they are."""
    db.execute("DELETE FROM phones WHERE contact_id = ? AND number = ?", (contact_id, number))


def put_handle(
    db: Database, contact_id: ContactId, network: str, handle: str, basis: str, now: datetime
) -> None:
    """Link a handle with a basis, or give the link that is there another.

    Of one that no sync has shown yet the id is not known; see `contacts.placeholder`.
    """
    known = contacts.of_handle(db, network, handle)
    if known is None:
        remote_id = contacts.placeholder(handle)
        user = RemoteUser(remote_id, handle, "")
        contacts.add_handle(db, network, user, contact_id, to_ms(now))
    else:
        remote_id = known[1]
    db.execute(
        "UPDATE handles SET basis = ?, linked_at = ? WHERE network = ? AND remote_id = ?",
        (basis, to_ms(now), network, remote_id),
    )


def remove_handle(db: Database, contact: Contact, handle: Handle, now: datetime) -> None:
    """Take a handle from a contact; what was posted by it goes along, to a contact of its own."""
    at = (handle.network, handle.remote_id)
    if not db.value("SELECT 1 FROM posts WHERE network = ? AND author_id = ? LIMIT 1", at):
        db.execute("DELETE FROM handles WHERE network = ? AND remote_id = ?", at)
        return
    own = contacts.add(db, handle.name or handle.handle, to_ms(now))
    db.execute(
        "UPDATE handles SET contact_id = ?, basis = NULL, linked_at = NULL"
        " WHERE network = ? AND remote_id = ?",
        (own, *at),
    )
    rows = db.rows("SELECT id FROM cases WHERE contact_id = ? ORDER BY id", (contact.id,))
    contact_merges.part(db, [CaseId(row["id"]) for row in rows], own, now)

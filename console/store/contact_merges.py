"""Contacts that were made one, and what becomes of their cases when they are two again.

A merge is a person's act, and the journal keeps the rows as they were; `contact_merges` says
which act it was. Taking it apart puts those rows back that are still as the merge left them.
What came since belongs to whom its posts' authors and its calls' numbers are.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from console.domain.contacts import Contact, Merge
from console.domain.ids import AgentId, CaseId, ContactId, MergeId, MessageId, from_ms, to_ms
from console.errors import InputError, NotFound
from console.language import tr
from console.store import contacts, joining, journal
from console.store.database import Database, Row

_SELECT = (
    "SELECT m.*, a.name AS agent_name FROM contact_merges m JOIN agents a ON a.id = m.agent_id"
)


def merge(
    db: Database,
    gone: Contact,
    into: ContactId,
    *,
    basis: str,
    entry_id: int,
    agent_id: AgentId,
    at: datetime,
) -> None:
    """Make a contact one with another within the recorded act `entry_id`."""
    contacts.merge(db, gone.id, into)
    db.insert(
        "contact_merges",
        {
            "journal_id": entry_id,
            "into_id": into,
            "gone_id": gone.id,
            "gone_name": gone.title,
            "basis": basis,
            "agent_id": agent_id,
            "at": to_ms(at),
        },
    )


def get(db: Database, merge_id: MergeId) -> Merge:
    """Return a merge that was not taken apart.

    Raises:
        NotFound: there is none of this id.
    """
    found = db.row(f"{_SELECT} WHERE m.id = ?", (merge_id,))
    if found is None:
        raise NotFound(
            tr("There is no merge {merge_id} of contacts, or it was taken apart.").format(
                merge_id=merge_id
            )
        )
    return _merge(found)


def of_contact(db: Database, contact_id: ContactId) -> tuple[Merge, ...]:
    """Return who became part of a contact, the newest first."""
    found = db.rows(f"{_SELECT} WHERE m.into_id = ? ORDER BY m.id DESC", (contact_id,))
    return tuple(_merge(row) for row in found)


def went_into(db: Database, contact_id: ContactId) -> Merge | None:
    """Return the merge by which a contact became part of another; None where none did."""
    found = db.row(f"{_SELECT} WHERE m.gone_id = ? ORDER BY m.id DESC LIMIT 1", (contact_id,))
    return None if found is None else _merge(found)


def check(db: Database, merge: Merge) -> None:
    """Make sure that a merge can be taken apart.

    Raises:
        InputError: the remaining contact became part of another itself.
    """
    if db.value("SELECT 1 FROM contacts WHERE id = ?", (merge.into,)):
        return
    later = went_into(db, merge.into)
    if later is None:
        raise InputError(
            tr(
                "The contact with which {named} was merged is no more: the network "
                "showed that both it and another are the same."
            ).format(named=_named(merge)),
            advice=tr("Unlink the handle that does not belong there."),
        )
    raise InputError(
        tr("The contact with which {named} was merged became part of another one itself.").format(
            named=_named(merge)
        ),
        advice=tr("Take that apart first: merge {id}, of {named}.").format(
            id=later.id, named=_named(later)
        ),
    )


def take_apart(db: Database, merge: Merge, now: datetime) -> None:
    """Make two contacts of one again, within an act that is recorded.

    Whatever came since, to either of them, goes to whom `part` says.
    """
    entry_id = db.value("SELECT journal_id FROM contact_merges WHERE id = ?", (merge.id,))
    journal.take_apart(db, entry_id)
    for whose, theirs in ((merge.into, merge.gone), (merge.gone, merge.into)):
        rows = db.rows("SELECT id FROM cases WHERE contact_id = ? ORDER BY id", (whose,))
        part(db, [CaseId(row["id"]) for row in rows], theirs, now)


def part(db: Database, case_ids: Collection[CaseId], contact_id: ContactId, now: datetime) -> None:
    """Give a contact what is theirs of another's cases; inside a `writing` block.

    A case that holds messages of both is split. Theirs are the posts of their handles, our
    answers to them, and calls with a number that is theirs alone.
    """
    for case_id in case_ids:
        theirs = _messages_of(db, case_id, contact_id)
        held = db.value("SELECT count(*) FROM messages WHERE case_id = ?", (case_id,))
        if not theirs:
            continue
        own = case_id if len(theirs) == held else joining.split(db, case_id, theirs, now)
        db.execute("UPDATE cases SET contact_id = ? WHERE id = ?", (contact_id, own))


def _messages_of(db: Database, case_id: CaseId, contact_id: ContactId) -> list[MessageId]:
    """Return the messages of a case that are with a contact, whosever the case is."""
    rows = db.rows(
        "WITH theirs(id, network, remote_id) AS (SELECT m.id, p.network, p.remote_id"
        "  FROM messages m CROSS JOIN posts p ON p.message_id = m.id JOIN handles h"
        "  ON h.network = p.network AND h.remote_id = p.author_id"
        "  WHERE m.case_id = :case AND m.direction = 'in' AND h.contact_id = :contact"
        " UNION SELECT m.id, p.network, p.remote_id FROM theirs t CROSS JOIN messages m"
        "  CROSS JOIN posts p ON p.message_id = m.id AND p.parent_id = t.remote_id"
        "  WHERE m.case_id = :case AND m.direction = 'out' AND p.network = t.network)"
        " SELECT id FROM theirs UNION SELECT m.id FROM messages m"
        "  JOIN call_notes n ON n.message_id = m.id JOIN cases c ON c.id = m.case_id"
        "  WHERE m.case_id = :case AND n.number IN"
        "  (SELECT number FROM phones WHERE contact_id = :contact)"
        "  AND n.number NOT IN (SELECT number FROM phones WHERE contact_id = c.contact_id)",
        {"case": case_id, "contact": contact_id},
    )
    return [MessageId(row["id"]) for row in rows]


def _merge(row: Row) -> Merge:
    return Merge(
        id=MergeId(row["id"]),
        into=ContactId(row["into_id"]),
        gone=ContactId(row["gone_id"]),
        gone_name=row["gone_name"],
        basis=row["basis"],
        agent_name=row["agent_name"],
        at=from_ms(row["at"]),
    )


def _named(merge: Merge) -> str:
    return f"“{merge.gone_name}”" if merge.gone_name else tr("a contact without a name")

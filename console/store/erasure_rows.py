"""Deletes all rows of those who are to be forgotten, in one transaction with their tombstones.

Works alike on the data file, where a person says who, and on copies of it, where tombstones do.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from console.domain.ids import CaseId, ContactId, ThreadId, message_ms
from console.store import (
    cautions,
    erasure_journal,
    erasure_merges,
    erasure_tables,
    erasure_targets,
    erasure_words,
    standing,
    tombstones,
)
from console.store.database import Database
from console.store.tombstones import FOR_EVER, Kind, Reason, Words


@dataclass(frozen=True, slots=True)
class Erased:
    """What went."""

    counts: dict[str, int]
    acts: int
    cases: frozenset[CaseId]
    """Those that are no more, and those in which something changed."""
    threads: frozenset[ThreadId] = frozenset()
    """Answers that are no more."""


def preview(db: Database, contact_id: ContactId) -> Erased:
    """Return what would go with a contact; inside a `reading` block."""
    erasure_targets.of_contact(db, contact_id)
    counts = erasure_tables.counted(db)
    identity = erasure_words.of_gone(db)
    acts = erasure_journal.acts_of(db, erasure_journal.of_gone(db), identity)
    return Erased(counts, len(acts), frozenset())


def erase(db: Database, contact_id: ContactId, now_ms: int) -> Erased:
    """Delete all of a contact and leave tombstones; inside a `writing` block."""
    erasure_targets.of_contact(db, contact_id)
    _bury(db, now_ms)
    return _delete(db, now_ms)


def erase_again(db: Database, now_ms: int) -> Erased | None:
    """Delete what the tombstones of a file name as forgotten; inside a `writing` block.

    For a copy of the file or one that was restored. None where nothing of it is there.
    """
    if not erasure_targets.of_tombstones(db):
        return None
    return _delete(db, now_ms)


def _delete(db: Database, now_ms: int) -> Erased:
    db.execute("PRAGMA defer_foreign_keys = ON")
    counts = erasure_tables.counted(db)
    identity = erasure_words.of_gone(db)
    theirs = erasure_journal.of_gone(db)
    acts = erasure_journal.acts_of(db, theirs, identity)
    cases, threads = _touched(db), erasure_tables.threads(db)
    messages = [number for (number,) in db.tuples("SELECT id FROM gone_messages")]
    cautions.unquote(db, cases, messages, who=True)
    erasure_tables.delete(db)
    rows = erasure_words.empty_bad_rows(db, identity, now_ms)
    notes = erasure_words.drop_call_drafts(db, identity)
    for what, number in (("rows of call logs kept aside", rows), ("unfinished call notes", notes)):
        if number:
            counts[what] = counts.get(what, 0) + number
    cases |= erasure_words.blank_out(db, identity)
    erasure_journal.purge(db, acts)
    if acts:
        counts["acts of the undo journal"] = len(acts)
    standing.recount(db, cases)
    standing.refresh(db, cases)
    erasure_targets.clear(db)
    return Erased(counts, len(acts), cases, threads)


def _touched(db: Database) -> frozenset[CaseId]:
    """Return the cases that go or lose something, also by posts that others repeated."""
    rows = db.tuples(
        "SELECT id FROM gone_cases UNION SELECT id FROM shared_cases UNION"
        " SELECT m.case_id FROM gone_handles g JOIN reposters r ON r.network = g.network"
        " AND r.author_id = g.remote_id JOIN posts p ON p.network = r.network"
        " AND p.remote_id = r.remote_id JOIN messages m ON m.id = p.message_id"
        " WHERE m.case_id IS NOT NULL"
    )
    return frozenset(CaseId(number) for (number,) in rows)


def _bury(db: Database, now_ms: int) -> None:
    """Leave a tombstone for everything by which what goes could be known again."""
    people = db.rows(
        "SELECT g.network, g.remote_id, h.handle FROM gone_handles g JOIN handles h"
        " ON h.network = g.network AND h.remote_id = g.remote_id"
    )
    callers = db.rows(
        "SELECT id, name, created_at FROM contacts WHERE id IN (SELECT id FROM gone_contacts)"
    )

    def bury(kind: Kind, words: Iterable[Words], until_ms: int = now_ms) -> None:
        tombstones.add(db, kind, words, until_ms=until_ms, reason=Reason.FORGOTTEN)

    bury(Kind.AUTHOR, [tombstones.author(row["network"], row["remote_id"]) for row in people])
    bury(
        Kind.HANDLE,
        [tombstones.handle(row["network"], row["handle"]) for row in people if row["handle"]],
    )
    bury(Kind.NUMBER, [(row["number"],) for row in db.rows("SELECT number FROM gone_numbers")])
    merged = erasure_merges.into_gone(db)
    names = [] if people else [row["name"] for row in callers]
    names += [each.name for each in merged if not each.had_handle]
    bury(Kind.NAME, [tombstones.name(each) for each in names if each.strip()])
    known = [(row["id"], row["created_at"]) for row in callers]
    known += [(each.id, each.created_ms) for each in merged if each.created_ms is not None]
    bury(Kind.CONTACT, [tombstones.contact(*each) for each in known], FOR_EVER)
    bury(Kind.POST, db.tuples("SELECT network, remote_id FROM gone_posts"), FOR_EVER)
    calls = "SELECT l.key FROM gone_messages g JOIN logged_calls l ON l.message_id = g.id"
    bury(Kind.CALL, db.tuples(calls), FOR_EVER)
    bury(
        Kind.NOTE,
        [
            tombstones.note(message_ms(message_id), text)
            for message_id, text in db.tuples(
                "SELECT m.id, m.text FROM gone_messages g JOIN messages m ON m.id = g.id"
                " WHERE m.kind = 'call_note'"
            )
        ],
        FOR_EVER,
    )

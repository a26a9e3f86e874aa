"""Takes away again, in a file that was restored, what was kept no longer when that was decided."""

from __future__ import annotations

from collections.abc import Iterator

from console.domain.ids import CaseId, message_ms
from console.store import erasure_journal, retention_rows, standing, tombstones
from console.store.database import Database
from console.store.tombstones import Kind, Reason

_AT_A_TIME = 500


def take(db: Database) -> int:
    """Delete what the tombstones of a file name as aged; inside a `writing` block.

    Returns how many messages that were. Cases and contacts that have nothing left go too.
    """
    found = sorted(_named(db))
    touched = set[CaseId]()
    for at in range(0, len(found), _AT_A_TIME):
        batch = found[at : at + _AT_A_TIME]
        cases = {case_id for _, case_id in batch if case_id is not None}
        retention_rows.delete(db, "promises", "message_id", [number for number, _ in batch])
        retention_rows.take_messages(db, [number for number, _ in batch])
        touched |= cases
    gone = retention_rows.empty_of(db, touched)
    contacts = retention_rows.drop_lonely(db, retention_rows.drop_cases(db, gone))
    standing.recount(db, touched - gone)
    standing.refresh(db, touched - gone)
    if found:
        erasure_journal.purge_of(db, gone, {number for number, _ in found}, contacts)
    return len(found)


def _named(db: Database) -> set[tuple[int, CaseId | None]]:
    """Return the messages whose digests are among those of what aged, with their cases."""
    found = set[tuple[int, CaseId | None]]()
    for key in tombstones.keys(db):
        digests = set(
            db.tuples(
                "SELECT kind, digest FROM tombstones WHERE key_id = ? AND reason = ?",
                (key.id, Reason.AGED),
            )
        )
        if digests:
            found |= {
                (number, case_id)
                for number, case_id, kind, words in _all_words(db)
                if (kind, key.digest(*words)) in digests
            }
    return found


def _all_words(db: Database) -> Iterator[tuple[int, CaseId | None, str, tombstones.Words]]:
    for number, case_id, network, remote_id in db.each(
        "SELECT m.id, m.case_id, p.network, p.remote_id FROM posts p"
        " JOIN messages m ON m.id = p.message_id"
    ):
        yield number, case_id, str(Kind.POST), tombstones.post(network, remote_id)
    for number, case_id, text in db.each(
        "SELECT id, case_id, text FROM messages WHERE kind = 'call_note'"
    ):
        yield number, case_id, str(Kind.NOTE), tombstones.note(message_ms(number), text)
    for number, case_id, key in db.each(
        "SELECT m.id, m.case_id, l.key FROM logged_calls l JOIN messages m ON m.id = l.message_id"
    ):
        yield number, case_id, str(Kind.CALL), (key,)

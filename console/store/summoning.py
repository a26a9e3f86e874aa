"""What follows where a customer did not call for us: who posts the answer, and who found the post.

An answer to a post that neither mentions nor quotes us goes by hand (`outbox.takes_answer`).
Here is seen to that for what is in the outbox already, whichever way it came there. What
persons decide is in `deciding`.
"""

from __future__ import annotations

import json
from collections.abc import Collection

from console.domain.cautions import Caution, CautionKind
from console.domain.ids import AccountId, CaseId, ThreadId
from console.domain.outbox import PartState, ReplyPart, ReplyThread
from console.store import cautions, outbox
from console.store.database import Database

NOT_SUMMONED = Caution(CautionKind.NOT_SUMMONED)
_TO_GO = (PartState.QUEUED, PartState.REFUSED, PartState.HELD)
"""States of a part that is certainly not public, unless it was opened in the browser."""


def heed(db: Database, account_id: AccountId) -> tuple[ThreadId, ...]:
    """Hold what X takes no answer to by its API; ask a person anew about what it takes by now.

    Returns the threads that are others now. What is on its way, may be public or was opened
    in the browser stays as it is.
    """
    with db.writing():
        return tuple(
            thread.id
            for thread in outbox.unfinished(db, account_id=account_id)
            if _heed(db, thread)
        )


def ask_anew(db: Database, thread: ReplyThread, kind: CautionKind) -> bool:
    """Let a person decide about what only they could post till now; inside a `writing` block.

    They are asked before the first part that was held for this `kind`; the others follow it.
    One that was opened in the browser may be public: about it they say that first. False
    where no part was held for it.
    """
    held = [part for part in thread.parts if _is_held(part, kind)]
    part = thread.next_part
    asked = part is not None and part.state is PartState.QUEUED  # that one, by their word
    for part in held:
        kept = tuple(each for each in part.cautions if each.kind is not kind)
        if not kept and not asked:
            kept = (Caution(CautionKind.STALE, at=thread.created_at),)
        asked = True
        state = PartState.HELD if kept else PartState.QUEUED
        _put(db, part, state, kept)
    return bool(held)


def found_by(db: Database, case_ids: Collection[CaseId]) -> dict[CaseId, tuple[str, ...]]:
    """Return the names of the watches that found posts in some cases, also of removed ones.

    In the order of the alphabet; cases of which none found anything are left out.
    """
    rows = db.rows(
        "SELECT DISTINCT m.case_id, w.name FROM messages m"
        " JOIN watch_hits h ON h.message_id = m.id JOIN watches w ON w.id = h.watch_id"
        " WHERE m.case_id IN (SELECT value FROM json_each(?)) ORDER BY w.name COLLATE NOCASE",
        (json.dumps(list(case_ids)),),
    )
    found: dict[CaseId, tuple[str, ...]] = {}
    for row in rows:
        case_id = CaseId(row["case_id"])
        found[case_id] = (*found.get(case_id, ()), row["name"])
    return found


def _heed(db: Database, thread: ReplyThread) -> bool:
    if outbox.takes_answer(db, thread.account_id, thread.reply_to):
        return ask_anew(db, thread, CautionKind.NOT_SUMMONED)
    left = [
        part
        for part in thread.parts
        if part.state in _TO_GO
        and not part.is_opened
        and not _is_held(part, CautionKind.NOT_SUMMONED)
        and not _is_held(part, CautionKind.NO_ACCESS)
    ]
    for part in left:
        # How long it waited is nothing to be asked about: it waits for a person in any event.
        kept = (each for each in part.cautions if each.kind is not CautionKind.STALE)
        _put(db, part, PartState.HELD, (*kept, NOT_SUMMONED))
    return bool(left)


def _is_held(part: ReplyPart, kind: CautionKind) -> bool:
    return part.state is PartState.HELD and any(each.kind is kind for each in part.cautions)


def _put(db: Database, part: ReplyPart, state: PartState, why: tuple[Caution, ...]) -> None:
    """Write where a part stands, unless somebody else moved it since it was read."""
    db.execute(
        "UPDATE reply_parts SET state = ?, cautions = ?, not_before = NULL"
        " WHERE id = ? AND state = ?",
        (state, cautions.to_json(why), part.id, part.state),
    )
